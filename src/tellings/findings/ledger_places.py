"""Which figures stand at corresponding places of two passages that say the same.

Equal values need little; unequal ones need what stays when a number changes: the words beside it,
and its noun. Reports of different hands align loosely, and there two numbers often face each other
that count different things.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellings.findings.facing import Block, faced_by
from tellings.findings.ledger_counts import Count
from tellings.findings.ledger_verdicts import same_value
from tellings.models import Passage

_BESIDE = 3  # words looked at on either side of a number
_PLENTY = 5  # unchanged words that vouch for any change of the number: a digit slipped
_SMALL = 13  # smaller counts stand in most sentences
_FAR = 4.0  # times: numbers further apart rarely tell one thing, unless the words beside them do
_ENOUGH = 3  # unchanged words beside it that vouch for a number whose noun is told otherwise


@dataclass(frozen=True, slots=True)
class Places:
    """Two passages that say the same, and which of their words face each other."""

    one: Passage
    other: Passage
    blocks: tuple[Block, ...]


def pair_up(first: Sequence[Count], second: Sequence[Count], places: Places) -> Iterator[tuple[Count, Count]]:
    """The counts of two aligned passages that belong together, each at most once.

    1. Counts that say the same. 2. Counts that face each other, for which noun or neighbours vouch.
    3. Tolls of one event that are each other's only likeness.
    """
    left, rest = list(second), list(first)
    for test in (_says_same, _stands_for, _only_likeness):
        for count in list(rest):
            found = test(count, rest, left, places)
            if found is not None:
                rest.remove(count)
                left.remove(found)
                yield count, found


def _says_same(count: Count, rest: Sequence[Count], left: Sequence[Count], places: Places) -> Count | None:
    """The facing count of the same kind and value, else the only one whose noun fits."""
    same = [c for c in left if c.kind == count.kind and same_value(c, count) and may_agree(c, count)]
    same = [c for c in same if c.partial == count.partial]
    facing = _facing(count, same, places)
    if facing is not None and (share_noun(count, facing) or _unchanged_beside(count, places)):
        return facing
    return same[0] if len(same) == 1 and share_noun(count, same[0]) else None


def _stands_for(count: Count, rest: Sequence[Count], left: Sequence[Count], places: Places) -> Count | None:
    """The facing count of another value, where its noun or the words beside it vouch for it."""
    facing = _facing(count, [c for c in left if c.kind == count.kind], places)
    if facing is None or not may_agree(count, facing) or count.partial != facing.partial:
        return None
    if any(_is_copy_of(c, facing) for c in rest) or any(_is_copy_of(c, count) for c in left):
        return None  # one of the two stands in both sentences, at another place
    beside = _unchanged_beside(count, places)
    near = _is_near(count, facing)
    if share_noun(count, facing) and near:
        return facing if beside >= _needed(count, facing) else None
    bare = count.kind != "count" or not count.head or not facing.head
    apart = any(share_noun(c, facing) for c in rest) or any(share_noun(count, c) for c in left)
    return facing if bare and not apart and beside >= (_ENOUGH if near else _PLENTY) else None


def _is_copy_of(first: Count, second: Count) -> bool:
    """Whether two counts are of one kind and value, neither only a part ("another 1,000")."""
    return (first.kind, first.value, first.partial) == (second.kind, second.value, second.partial)


def _needed(first: Count, second: Count) -> int:
    """How many unchanged words must vouch beside a shared noun: more for small numbers, which abound."""
    if first.kind != "count":
        return 2 if first.origin_id == second.origin_id else _ENOUGH
    return _ENOUGH if min(first.value, second.value) < _SMALL else 1


def _is_near(first: Count, second: Count) -> bool:
    """False for numbers so far apart that only their place could vouch for them."""
    low, high = sorted((abs(first.value), abs(second.value)))
    return high <= low * _FAR


def _only_likeness(
    count: Count, rest: Sequence[Count], left: Sequence[Count], places: Places
) -> Count | None:
    """The only toll of the dead over there, where this is the only one here."""
    if count.event != "killed":
        return None
    alike = [c for c in left if _same_toll(c, count)]
    if len(alike) == 1 and sum(_same_toll(c, alike[0]) for c in rest) == 1:
        return alike[0]
    return None


def _same_toll(first: Count, second: Count) -> bool:
    """True for counts of one noun in one event, neither a part of the other."""
    whole = not first.partial and not second.partial
    return whole and first.event == second.event and first.kind == second.kind and share_noun(first, second)


def _facing(count: Count, others: Sequence[Count], places: Places) -> Count | None:
    """The count of the other passage that the most of this one's words face."""
    start, end = _span(count, places)
    span = faced_by((start, end), places.blocks)
    if span is None:
        return None
    shift = places.other.start
    shares = [
        (min(span[1], c.figure.end - shift) - max(span[0], c.figure.start - shift), -c.figure.start, c)
        for c in others
    ]
    best = max(shares, key=lambda s: s[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def _span(count: Count, places: Places) -> tuple[int, int]:
    return count.figure.start - places.one.start, count.figure.end - places.one.start


def _unchanged_beside(count: Count, places: Places) -> int:
    """How many words beside a figure, and of the noun it counts, are the same in the other passage."""
    start, end = _span(count, places)
    held = [n for n, b in enumerate(places.blocks) if b.first[0] < end and start < b.first[1]]
    if not held:
        return 0
    within = sum(places.blocks[n].same for n in held) if count.kind == "count" else 0
    before = _run(places.blocks[max(0, held[0] - _BESIDE) : held[0]][::-1])
    return within + before + _run(places.blocks[held[-1] + 1 : held[-1] + 1 + _BESIDE])


def _run(blocks: Sequence[Block]) -> int:
    """How many blocks in a row are the same, from the first."""
    count = 0
    for block in blocks:
        if not block.same:
            break
        count += 1
    return count


def share_noun(first: Count, second: Count) -> bool:
    """True where both name what they count, and the noun or one of its modifiers is the same."""
    if first.kind == "count":
        return bool(first.head) and first.head == second.head
    names = first.modifiers | {first.head}, second.modifiers | {second.head}
    return bool((names[0] & names[1]) - {""}) or _is_plain(first)


_PLAIN = frozenset(["hour", "minute", "day", "week", "month", "year", "year of age"])


def _is_plain(count: Count) -> bool:
    """True for kinds that count nothing else: a stretch of time, an age that stands alone, a score."""
    return count.kind == "score" or (not count.head and count.kind in _PLAIN)


def may_agree(first: Count, second: Count) -> bool:
    """False where names, owners or events tell two apart ("Russian" and "Ukrainian" troops, dead and hurt).

    What "the state's five" are of, another newsroom's sentence doesn't say.
    """
    if first.kind != "count":
        return True
    if first.owner != second.owner and first.origin_id != second.origin_id and not same_value(first, second):
        return False
    if first.event and second.event and first.event != second.event:
        return False
    named = first.modifiers and second.modifiers
    return not named or bool(first.modifiers & second.modifiers) or same_value(first, second)
