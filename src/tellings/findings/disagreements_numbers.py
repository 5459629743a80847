"""Numbers that a copy tells otherwise than its source: "over 400", "lap 19", "January 26".

The ledger sets side by side what counts one thing, and there "more than 400" and "more than 480" go
together, since both can be true. Where a sentence was copied, and nothing near the number changed but
the number, it is the same fact told otherwise, whatever it counts or names.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tellings.findings.disagreements_values import (
    Disagreement,
    Faced,
    Reader,
    face_statements,
    make_disagreement,
    make_value,
    order_values,
)
from tellings.findings.facing import Block, faced_by, share_kept
from tellings.findings.figures_measures import MEASURES
from tellings.findings.figures_money import CURRENCIES
from tellings.findings.figures_numerals import Numeral, find_numerals
from tellings.findings.ledger_counts import Count, read_counts
from tellings.findings.ledger_verdicts import is_update
from tellings.findings.material import Place, StoryMaterial
from tellings.findings.names_links import Joined
from tellings.models import Date, Figure, Span
from tellings.settings import NameSettings

_CHUNK = re.compile(r"\S+")
_ADDRESS = ("//", "www.", ".com")  # what makes a chunk a web address
_COUNTER = re.compile(r"\b\d+ of \d+\b(?! [a-z])")  # "Photo 8 of 59"
_KINDS = frozenset({"digits", "words"})
_BESIDE = 3  # words looked at on either side of a number
_VOUCH = 2  # of them that must stand unchanged next to it
_STRAY = 12  # characters that may stand beside a number in the words that face another
_ROUNDED = 0.05  # part of the value within which a rounder number is no other
Value = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in its article, with the figure or date that it is part of, if any, which is its `place`."""

    key: str  # of the number itself
    place: Place
    value: Value
    kind: str
    measure: str = ""
    count: Count | None = None
    frame: str = ""  # of a date, the rest of its words
    entries: frozenset[str] = frozenset()  # of the ledger, where a change may be fair: of another scope


def compare_numbers(
    material: StoryMaterial, settings: NameSettings, reader: Reader, told: Sequence[Place]
) -> Iterator[Disagreement]:
    """The numbers changed in copying; those at places already `told` are left out."""
    held = _Held(material, reader)
    readings = {s.statement_id: s.reading for s in material.statements}
    for statement_id, faced in face_statements(material, reader).items():
        met: dict[str, _Number] = {}
        joined = Joined()
        for pair in faced:
            if pair.relation != "independent" and share_kept(pair.blocks) >= settings.kept_number:
                for both in _facing_numbers(pair, held, reader):
                    same = both[0].value == both[1].value
                    if same or not all(any(_overlap(n.place, p) for p in told) for n in both):
                        keys = [n.key for n in both]
                        met |= dict(zip(keys, both, strict=True))
                        joined.join([(keys[0], keys[1])])
        groups: dict[str, list[_Number]] = defaultdict(list)
        for key in sorted(met):
            groups[joined.find(key)].append(met[key])
        for _, numbers in sorted(groups.items()):
            if len({number.value for number in numbers}) > 1:
                yield _disagree(numbers, readings.get(statement_id, ""), material, reader)


def _disagree(
    numbers: Sequence[_Number], about: str, material: StoryMaterial, reader: Reader
) -> Disagreement:
    places: dict[Value, list[Place]] = defaultdict(list)
    for number in numbers:
        places[number.value].append(number.place)
    values = [make_value(reader.read(held[0]), held, reader) for _, held in sorted(places.items())]
    kind = "date" if any(number.kind == "date" for number in numbers) else "figure"
    return make_disagreement(kind, about, order_values(values, material), material)


def _facing_numbers(pair: Faced, held: "_Held", reader: Reader) -> Iterator[tuple[_Number, _Number]]:
    """The numbers that face each other; those of another value only if unknown to the other passage."""
    texts = reader.passage_text(pair.model), reader.passage_text(pair.passage)
    mine, theirs = (_numerals(text) for text in texts)
    known = {n.low for n in mine}, {n.low for n in theirs}
    for numeral in mine:
        facing = _facing(numeral, theirs, pair.blocks)
        if facing is None:
            continue
        same = (numeral.low, numeral.high) == (facing.low, facing.high)
        if not same and (numeral.low in known[1] or facing.low in known[0] or _rounds(numeral, facing)):
            continue
        first = held.number(numeral, pair.model.article_id, pair.model.start)
        second = held.number(facing, pair.passage.article_id, pair.passage.start)
        if same or _differ(first, second):
            yield first, second


def _differ(a: _Number, b: _Number) -> bool:
    """Whether two numbers measure one thing, and no later toll or other hour explains the change."""
    if a.measure != b.measure or a.frame != b.frame or a.entries & b.entries:
        return False
    return a.count is None or b.count is None or not is_update(a.count, b.count)


@lru_cache(maxsize=512)  # as `face`
def _numerals(text: str) -> tuple[Numeral, ...]:
    """The plain numbers of a text that are no part of a web address and don't count pictures."""
    chunks = (match for match in _CHUNK.finditer(text) if any(sign in match.group() for sign in _ADDRESS))
    addresses = [match.span() for found in (chunks, _COUNTER.finditer(text)) for match in found]
    return tuple(
        n
        for n in find_numerals(text)
        if n.kind in _KINDS and not any(start <= n.start < end for start, end in addresses)
    )


def _facing(numeral: Numeral, others: Sequence[Numeral], blocks: Sequence[Block]) -> Numeral | None:
    """The one number that faces this one, where the words next to it stand unchanged."""
    span = numeral.start, numeral.end
    facing = faced_by(span, blocks)
    there = [n for n in others if facing and n.start < facing[1] and facing[0] < n.end]
    if facing is None or len(there) != 1 or facing[1] - facing[0] > there[0].end - there[0].start + _STRAY:
        return None
    alone = _at_one_end(span, (there[0].start, there[0].end), blocks)
    return there[0] if alone and _vouched(span, blocks) else None


def _at_one_end(mine: Span, theirs: Span, blocks: Sequence[Block]) -> bool:
    """Whether the word before both numbers or the one after both stands unchanged.

    Between "her eight colleagues" and "the nine members" the sentence was turned, not the number.
    """
    held = [b for b in blocks if b.first[0] < mine[1] and mine[0] < b.first[1]]
    starts = held[0].first[0] >= mine[0] - 1 and held[0].second[0] >= theirs[0] - 1
    return starts or (held[-1].first[1] <= mine[1] + 1 and held[-1].second[1] <= theirs[1] + 1)


def _vouched(span: Span, blocks: Sequence[Block]) -> bool:
    held = [n for n, b in enumerate(blocks) if b.first[0] < span[1] and span[0] < b.first[1]]
    before = blocks[max(0, held[0] - _BESIDE) : held[0]][::-1]
    after = blocks[held[-1] + 1 : held[-1] + 1 + _BESIDE]
    return _run(before) + _run(after) >= _VOUCH


def _run(blocks: Sequence[Block]) -> int:
    """How many blocks in a row are the same, from the first."""
    return next((n for n, block in enumerate(blocks) if not block.same), len(blocks))


def _rounds(a: Numeral, b: Numeral) -> bool:
    """Whether the rounder of two numbers is the other, rounded."""
    low, high = sorted((abs(a.low), abs(b.low)))
    if not low or high - low > _ROUNDED * high:
        return False
    size = math.floor(math.log10(high))
    return any(
        math.isclose(round(one, digits), other)
        for digits in range(-size, 3)
        for one, other in ((low, high), (high, low))
        if not math.isclose(round(one, digits), one)
    )


class _Held:
    """Which figure or date a number is part of."""

    def __init__(self, material: StoryMaterial, reader: Reader) -> None:
        self._reader = reader
        self._counts = {count.figure.figure_id: count for count in read_counts(material)}
        fair = {e.entry_id for e in material.ledger if e.verdict in ("updated", "different scope")}
        self._entries: dict[str, set[str]] = defaultdict(set)
        for link in material.ledger_figures:
            if link.entry_id in fair:
                self._entries[link.figure_id].add(link.entry_id)
        self._figures: dict[str, list[Figure]] = defaultdict(list)
        for figure in material.figures:
            self._figures[figure.article_id].append(figure)
        self._dates: dict[str, list[Date]] = defaultdict(list)
        for date in material.dates:
            self._dates[date.article_id].append(date)

    def number(self, numeral: Numeral, article_id: str, offset: int) -> _Number:
        """The numeral of a passage that starts at `offset`, as part of what it is part of."""
        start, end = offset + numeral.start, offset + numeral.end
        value, key = (numeral.low, numeral.high), f"{article_id}:{start}"
        figure = next((f for f in self._figures[article_id] if f.start < end and start < f.end), None)
        date = next((d for d in self._dates[article_id] if d.start < end and start < d.end), None)
        if figure is not None:
            base = figure.unit.split(" per ")[0]
            return _Number(
                key,
                Place(article_id, figure.start, figure.end),
                value,
                "figure",
                measure=figure.unit if base in CURRENCIES or base in MEASURES else "",
                count=self._counts.get(figure.figure_id),
                entries=frozenset(self._entries[figure.figure_id]),
            )
        if date is not None:
            text = self._reader.text(article_id)
            frame = (text[date.start : start] + "#" + text[end : date.end]).casefold()
            return _Number(key, Place(article_id, date.start, date.end), value, "date", frame=frame)
        return _Number(key, Place(article_id, start, end), value, "figure")


def _overlap(a: Place, b: Place) -> bool:
    return a.article_id == b.article_id and a.start < b.end and b.start < a.end
