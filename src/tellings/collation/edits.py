"""What became of each word between two texts, with its place in both."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from tellings.language.words import Word, split_words

_ANCHOR = 3  # words in a row, each run found once in either text, that pin a long text down
_SHORT = 400  # words; up to here two texts are compared whole
_LARGEST = 20_000_000  # cells of a comparison table, 2.5 MB of bits; two texts of 4,500 words


@dataclass(frozen=True, slots=True)
class Edit:
    """One run of words that is equal, changed, cut or added.

    `kind` is one of these; the spans are those of the words in `before` and in `after`, and
    empty where nothing stands.
    """

    kind: str
    before_start: int
    before_end: int
    after_start: int
    after_end: int


def find_edits(before: str, after: str) -> tuple[Edit, ...]:
    """The edits that make `after` out of `before`, in order; damage, case and marks are no edit.

    >>> [edit.kind for edit in find_edits("He said he won.", "He said that he lost today.")]
    ['equal', 'added', 'equal', 'changed']
    """
    one, other = split_words(before), split_words(after)
    edits = []
    for kind, a, b, c, d in _merged(_blocks([w.norm for w in one], [w.norm for w in other])):
        before_start, before_end = _span(one, a, b)
        after_start, after_end = _span(other, c, d)
        edits.append(Edit(kind, before_start, before_end, after_start, after_end))
    return tuple(edits)


def equal_runs(one: list[str], other: list[str]) -> list[tuple[int, int, int]]:
    """The runs of equal words in order as (place in one, place in other, length); time about linear.

    Short texts by the longest common subsequence; long ones are first pinned at runs of words that
    are found once in each (patience diff), and compared between the pins.
    """
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(word, len(numbers)) for word in one]
    right = [numbers.setdefault(word, len(numbers)) for word in other]
    runs: list[tuple[int, int, int]] = []
    done = (0, 0)
    for a, c in [*_pins(left, right), (len(left), len(right))]:
        for start, place, length in _runs_between(left[done[0] : a], right[done[1] : c]):
            _add(runs, done[0] + start, done[1] + place, length)
        if a < len(left):
            _add(runs, a, c, 1)
        done = (a + 1, c + 1)
    return runs


def _add(runs: list[tuple[int, int, int]], start: int, place: int, length: int) -> None:
    if runs and runs[-1][0] + runs[-1][2] == start and runs[-1][1] + runs[-1][2] == place:
        runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + length)
    else:
        runs.append((start, place, length))


def _runs_between(one: list[int], other: list[int]) -> Iterator[tuple[int, int, int]]:
    """Equal runs by longest common subsequence; of texts too large for it, the equal beginning."""
    if not one or not other:
        return
    if len(one) * len(other) > _LARGEST:
        head = 0
        while head < min(len(one), len(other)) and one[head] == other[head]:
            head += 1
        if head:
            yield 0, 0, head
        return
    for block in LCSseq.opcodes(one, other):
        if block.tag == "equal":
            yield block.src_start, block.dest_start, block.src_end - block.src_start


def _pins(one: list[int], other: list[int]) -> list[tuple[int, int]]:
    """Places in both where the same run of words begins that each has only once, rising in both."""
    if max(len(one), len(other)) <= _SHORT:
        return []
    places = _single(other)
    pairs = [(a, places[run]) for run, a in _single(one).items() if run in places]
    return _rising(sorted(pairs))


def _single(words: list[int]) -> dict[tuple[int, ...], int]:
    """Where each run that occurs once begins."""
    found: dict[tuple[int, ...], int] = {}
    for at, run in enumerate(zip(*(words[k:] for k in range(_ANCHOR)), strict=False)):
        found[run] = -1 if run in found else at
    return {run: at for run, at in found.items() if at >= 0}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs that rises in both places, by patience sorting."""
    tops: list[int] = []  # for each length, the least last place of a chain that long
    ends: list[int] = []  # and the pair it ends with
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        at = bisect_left(tops, place)
        before.append(ends[at - 1] if at else -1)
        if at == len(tops):
            tops.append(place)
            ends.append(index)
        else:
            tops[at], ends[at] = place, index
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _blocks(one: list[str], other: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Equal runs and what lies between them, as word numbers."""
    a = c = 0
    for start, place, length in [*equal_runs(one, other), (len(one), len(other), 0)]:
        if start > a or place > c:
            kind = "changed" if start > a and place > c else "cut" if start > a else "added"
            yield kind, a, start, c, place
        if length:
            yield "equal", start, start + length, place, place + length
        a, c = start + length, place + length


def _merged(
    blocks: Iterator[tuple[str, int, int, int, int]],
) -> Iterator[tuple[str, int, int, int, int]]:
    """Neighbouring blocks of one kind made one."""
    last: tuple[str, int, int, int, int] | None = None
    for block in blocks:
        if last and last[0] == block[0]:
            last = (last[0], last[1], block[2], last[3], block[4])
            continue
        if last:
            yield last
        last = block
    if last:
        yield last


def _span(words: tuple[Word, ...], first: int, last: int) -> tuple[int, int]:
    """The characters from word `first` up to word `last`; an empty run lies after the word before it."""
    if first < last:
        return words[first].start, words[last - 1].end
    at = words[first - 1].end if first else 0
    return at, at
