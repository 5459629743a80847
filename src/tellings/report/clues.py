"""The evidence for each edge of the tree, strongest first, with both texts side by side."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tellings.models import Clue, Derivation
from tellings.report.differences import Run, mark_differences
from tellings.report.harmless import clip
from tellings.report.index import StoryIndex
from tellings.report.tree import edge_anchor
from tellings.report.words import DERIVED, percent

MOST = 8  # clues shown for an edge; the rest are counted
PART = 0.6  # of a passage; a smaller place is shown within its passage
AROUND = 160  # characters of a passage shown on either side of a place
LONGEST = 360  # characters of a clue's text shown


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One clue: what it is, what it speaks for, both texts and where they stand."""

    kind: str
    note: str
    strength: str
    child: tuple[Run, ...]
    child_link: str
    parent: tuple[Run, ...]
    parent_link: str
    where: str


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of one edge."""

    anchor: str
    child: str
    parent: str
    parent_name: str
    child_id: str
    parent_id: str
    kind: str
    certain: str
    direction: str
    share: str
    exhibits: tuple[Exhibit, ...]
    more: int


def lay_out_clues(index: StoryIndex) -> tuple[Case, ...]:
    """A case for each derivation, in the order of the tellings."""
    held: dict[tuple[str, str], list[Clue]] = defaultdict(list)
    for clue in index.material.clues:
        held[clue.child_id, clue.parent_id].append(clue)
    ordered = sorted(
        index.material.derivations, key=lambda d: (index.rank(d.child_id), -d.share, d.parent_id)
    )
    return tuple(_case(index, edge, held[edge.child_id, edge.parent_id]) for edge in ordered)


def _case(index: StoryIndex, edge: Derivation, clues: list[Clue]) -> Case:
    ranked = sorted(clues, key=lambda c: (-abs(c.weight), c.kind, c.child_start, c.parent_start, c.note))
    return Case(
        anchor=edge_anchor(index, edge),
        child=index.sigla.get(edge.child_id, ""),
        parent=index.sigla.get(edge.parent_id, ""),
        parent_name=index.node_name(edge.parent_id),
        child_id=edge.child_id,
        parent_id=edge.parent_id,
        kind=DERIVED.get(edge.kind, edge.kind),
        certain=percent(edge.confidence),
        direction=percent(edge.direction_confidence),
        share=percent(edge.share),
        exhibits=tuple(_exhibits(index, ranked[:MOST])),
        more=max(len(ranked) - MOST, 0),
    )


def _exhibits(index: StoryIndex, clues: list[Clue]) -> Iterator[Exhibit]:
    """The clues, the texts of each place only once."""
    shown: set[tuple[int, int, int, int]] = set()
    for clue in clues:
        place = clue.child_start, clue.child_end, clue.parent_start, clue.parent_end
        yield _exhibit(index, clue) if place not in shown else _repeat(clue, any(place))
        shown.add(place)


def _repeat(clue: Clue, placed: bool) -> Exhibit:
    note = " · ".join(filter(None, [clue.note, "at the same place" if placed else ""]))
    return Exhibit(clue.kind, note, _strength(clue.weight), (), "", (), "", "")


def _exhibit(index: StoryIndex, clue: Clue) -> Exhibit:
    child = _show(index, (clue.child_id, clue.child_start, clue.child_end))
    other = _other_side(index, clue)
    parent = _show(index, other) if other else ()
    if len(child) == len(parent) == 1 and not _lopsided(child[0].text, parent[0].text):
        parent = mark_differences(child[0].text, parent[0].text)
    return Exhibit(
        kind=clue.kind,
        note=clue.note,
        strength=_strength(clue.weight),
        child=child,
        child_link=index.place_link(clue.child_id, clue.child_start) if child else "",
        parent=parent,
        parent_link=index.place_link(other[0], other[1]) if other else "",
        where=_where(index, clue, other[0]) if other else "",
    )


def _lopsided(one: str, other: str) -> bool:
    """Whether one is so much shorter that marking differences would mark everything."""
    return min(len(one), len(other)) < PART * max(len(one), len(other))


def _show(index: StoryIndex, place: tuple[str, int, int]) -> tuple[Run, ...]:
    """The words of a place; a small part of a passage is pointed out within it."""
    article_id, start, end = place
    if start >= end:
        return ()
    passage = index.finder.find(article_id, start)
    if passage is None or end - start >= PART * (passage.end - passage.start) or end > passage.end:
        return (Run("", clip(index.text(article_id, start, end), LONGEST)),)
    low, high = max(passage.start, start - AROUND), min(passage.end, end + AROUND)
    return (
        Run("", ("… " if low > passage.start else "") + index.text(article_id, low, start)),
        Run("point", clip(index.text(article_id, start, end), LONGEST)),
        Run("", index.text(article_id, end, high) + (" …" if high < passage.end else "")),
    )


def _other_side(index: StoryIndex, clue: Clue) -> tuple[str, int, int] | None:
    """The parent's text; for a lost copy, that of another telling which has the passage from there too."""
    if clue.parent_id in index.articles:
        return (clue.parent_id, clue.parent_start, clue.parent_end) if clue.parent_end else None
    passage = index.finder.find(clue.child_id, clue.child_start) if clue.child_end else None
    row = index.attested.get(passage.passage_id) if passage else None
    if row is None:
        return None
    for other in index.carriers[row.statement_id]:
        if other.article_id != clue.child_id and other.origin_id == row.origin_id:
            twin = index.passages[other.passage_id]
            return twin.article_id, twin.start, twin.end
    return None


def _where(index: StoryIndex, clue: Clue, article_id: str) -> str:
    siglum = index.sigla.get(article_id, "")
    return f"In {siglum}" if clue.parent_id == article_id else f"In {siglum}, which has it from there too"


def _strength(weight: float) -> str:
    """A clue's weight, in nats of log-odds, in words (the steps are Kass and Raftery's, 1995)."""
    if not weight:
        return ""
    size = abs(weight)
    word = "slight" if size < 1 else "fair" if size < 3 else "strong" if size < 5 else "very strong"
    return word if weight >= 0 else f"{word}, against"
