"""The family tree in letters, for a terminal."""

from collections.abc import Iterator, Sequence

from tellings.findings.material import StoryMaterial
from tellings.report.family import Branch, grow_family
from tellings.report.harmless import clip, make_visible
from tellings.report.index import StoryIndex
from tellings.report.words import DERIVED, ORIGIN_KINDS, percent


def draw_branches(material: StoryMaterial) -> list[str]:
    """One line for each telling and lost source, parents above their children."""
    index = StoryIndex(material)
    branches = grow_family(index)
    return [
        make_visible(f"{rail}{_say(index, branch)}")
        for rail, branch in zip(_rails(branches), branches, strict=True)
    ]


def _rails(branches: Sequence[Branch]) -> Iterator[str]:
    """The lines left of each row; a rail goes on while a sibling follows below."""
    depths = [branch.depth for branch in branches]
    follows = _followed(depths)
    open_at: list[bool] = []
    for depth, followed in zip(depths, follows, strict=True):
        del open_at[depth:]
        rails = "".join("│  " if more else "   " for more in open_at[1:])
        yield rails + ("" if depth == 0 else "├─ " if followed else "└─ ")
        open_at.append(followed)


def _followed(depths: Sequence[int]) -> list[bool]:
    """Whether a later row is a sibling of this one.

    >>> _followed([0, 1, 2, 1])
    [False, True, False, False]
    """
    seen: list[bool] = []
    found = []
    for depth in reversed(depths):
        seen += [False] * (depth + 1 - len(seen))
        found.append(seen[depth])
        del seen[depth + 1 :]
        seen[depth] = True
    return found[::-1]


def _say(index: StoryIndex, branch: Branch) -> str:
    name = clip(branch.label, 60)
    if not branch.siglum:
        line = f"({branch.mark.number}) {name}, {ORIGIN_KINDS.get(branch.mark.kind, branch.mark.kind)}"
    else:
        line = f"{branch.siglum}  {name}"
    if branch.edge:
        line += f" · {DERIVED.get(branch.edge.kind, branch.edge.kind)}, {percent(branch.edge.confidence)}"
    elif branch.siglum:
        line += " · own reporting"
    also = [
        index.sigla.get(edge.parent_id) or f"({index.mark(edge.parent_id).number})" for edge in branch.others
    ]
    return line + (f" · also from {', '.join(also)}" if also else "")
