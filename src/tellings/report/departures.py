"""Who brought a differing reading in: tellings that depart from what they were made from."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from tellings.findings.material import parents_by_child
from tellings.report.account import Carrier
from tellings.report.index import StoryIndex
from tellings.report.words import listing


def find_departures(index: StoryIndex, sides: Sequence[Sequence[Carrier]]) -> list[str]:
    """The sigla of tellings on another side than their parent, in order.

    A lost copy stands on the side that most of its children are on; where two sides have as many, on none.
    """
    ids = {siglum: article_id for article_id, siglum in index.sigla.items()}
    side_of = {ids[c.siglum]: n for n, side in enumerate(sides) for c in side if c.siglum in ids}
    parents = parents_by_child(index.material)
    votes: dict[str, Counter[int]] = defaultdict(Counter)
    for child, side in side_of.items():
        for parent in parents.get(child, ()):
            votes[parent][side] += 1
    found = []
    for child in sorted(side_of, key=index.rank):
        stands = [_side_of_parent(parent, side_of, votes[parent]) for parent in parents.get(child, ())]
        known = [side for side in stands if side is not None]
        if known and side_of[child] not in known:
            found.append(index.sigla[child])
    return found


def _side_of_parent(parent: str, side_of: dict[str, int], votes: Counter[int]) -> int | None:
    if parent in side_of:
        return side_of[parent]
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def blame(index: StoryIndex, sides: Sequence[Sequence[Carrier]]) -> str:
    """A sentence that says who departs from its source, "" if nobody does."""
    ids = {siglum: article_id for article_id, siglum in index.sigla.items()}
    found = find_departures(index, sides)
    if not found:
        return ""
    names = listing([f"{siglum} ({index.label(ids[siglum])})" for siglum in found[:4]])
    more = f" and {len(found) - 4} more" if len(found) > 4 else ""
    verb, source = ("departs", "its source") if len(found) == 1 else ("depart", "their sources")
    return f"{names}{more} {verb} from {source}."
