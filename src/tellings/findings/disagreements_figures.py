"""Figures in conflict, from the ledger, and sayings given to different speakers."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from tellings.findings.disagreements_values import (
    Disagreement,
    Reader,
    Value,
    make_disagreement,
    make_value,
    order_values,
)
from tellings.findings.ledger_counts import Count, read_counts
from tellings.findings.ledger_verdicts import may_contradict, same_value, told_near
from tellings.findings.material import PassageFinder, Place, StoryMaterial
from tellings.models import Attribution, Name
from tellings.settings import NameSettings

Bounds = tuple[float | None, float | None]
_SPEAKS = re.compile(r"\s*(?:$|[,;:(—–]|who\b|of\b|from\b|himself|herself)")  # after the name of a speaker


def compare_figures(material: StoryMaterial, settings: NameSettings) -> Iterator[Disagreement]:
    """The values of the ledger's conflicts that exclude each other, or came in among copies of one text.

    Two newsrooms' "more than 40 schools" and "more than 60" can both be; a copy's 17 for its source's
    "at least 11" is a changed figure. Of the dead "at least four" and "at least six" are told apart
    between newsrooms, too: a toll is given as high as it is known. Papers of different weeks, or of a
    day unknown beside a known one, may each be right.
    """
    reader = Reader(material)
    counts = {count.figure.figure_id: count for count in read_counts(material)}
    entries: dict[str, dict[Bounds, list[Count]]] = defaultdict(lambda: defaultdict(list))
    for link in material.ledger_figures:
        if (count := counts.get(link.figure_id)) is not None:
            entries[link.entry_id][count.figure.low, count.figure.high].append(count)
    for entry in material.ledger:
        if entry.verdict != "conflict":
            continue
        told = [_Told(bounds, held, reader) for bounds, held in entries[entry.entry_id].items()]
        pairs = [pair for pair in combinations(told, 2) if _contradict(*pair, settings)]
        at_odds = [one for pair in pairs for one in pair]
        if at_odds:
            values = [t.value for t in told if any(_is_near(t, one, settings.days_apart) for one in at_odds)]
            ordered = order_values(values, material)
            about = entry.counted or entry.unit or reader.sentence(ordered[0].places[0])
            yield make_disagreement("figure", about, ordered, material)


class _Told:
    """A value of a ledger entry with the counts that tell it, one of each time and paper."""

    def __init__(self, bounds: Bounds, counts: Sequence[Count], reader: Reader) -> None:
        self.bounds = bounds
        places = [Place(c.figure.article_id, c.figure.start, c.figure.end) for c in counts]
        self.value = make_value(reader.read(places[0]), places, reader)
        self.counts = {(c.published, c.days, c.moving, c.against, c.event): c for c in counts}.values()


def _is_near(one: _Told, other: _Told, days_apart: int) -> bool:
    """Whether two values are told at about one time, so that the one helps to judge the other."""
    return any(told_near(x, y, days_apart) for x in one.counts for y in other.counts)


def _contradict(one: _Told, other: _Told, settings: NameSettings) -> bool:
    """Whether not both can be true, or one is a copy of the other, told otherwise."""
    a, b = one.value, other.value
    if same_value(next(iter(one.counts)), next(iter(other.counts))):
        return False
    copied = set(a.origins) & set(b.origins) and not _alike_open(one.bounds, other.bounds)
    if copied and _is_told_apart(a, b):
        return True
    tolls = all(any(c.event == "killed" for c in told.counts) for told in (one, other))
    return (tolls or _exclude(one.bounds, other.bounds)) and any(
        may_contradict(x, y, settings.days_apart) for x in one.counts for y in other.counts
    )


def _is_told_apart(a: Value, b: Value) -> bool:
    """Whether no article has both values: an article copies from others, not from itself."""
    return not {p.article_id for p in a.places} & {p.article_id for p in b.places}


def _exclude(a: Bounds, b: Bounds) -> bool:
    """Whether no number lies within both bounds; None is open."""
    return _below(a[1], b[0]) or _below(b[1], a[0])


def _alike_open(a: Bounds, b: Bounds) -> bool:
    """Whether both bounds are open on one side, so that a later count may only have grown."""
    return (a[1] is None and b[1] is None) or (a[0] is None and b[0] is None)


def _below(high: float | None, low: float | None) -> bool:
    return high is not None and low is not None and high < low


def compare_speakers(material: StoryMaterial, settings: NameSettings) -> Iterator[Disagreement]:
    """Utterances that tellings give to different people.

    Only people told by name on both sides count, and only where neither sentence names the other's
    speaker: "a spokesman" and his name, or a paper and whom it quotes, do not disagree.
    """
    reader = Reader(material)
    cast = _Cast(material)
    attributions = {row.attribution_id: row for row in material.attributions}
    readings = {row.utterance_id: row.reading for row in material.utterances}
    told: dict[str, dict[str, set[Place]]] = defaultdict(lambda: defaultdict(set))
    for row in material.alterations:
        before, after = attributions.get(row.before_id), attributions.get(row.after_id)
        if row.kind != "speaker changed" or not row.material or before is None or after is None:
            continue
        if len(readings.get(row.utterance_id, "").split()) < settings.least_said:
            continue
        mine, theirs = cast.speaker(before), cast.speaker(after)
        if mine and theirs and theirs not in cast.around(before) and mine not in cast.around(after):
            told[row.utterance_id][mine].add(_source(before))
            told[row.utterance_id][theirs].add(_source(after))
    for utterance_id, held in sorted(told.items()):
        if len(held) > 1:
            values = [
                make_value(cast.called[key], sorted(held[key], key=_key), reader) for key in sorted(held)
            ]
            ordered = order_values(values, material)
            yield make_disagreement("speaker", readings[utterance_id], ordered, material)


class _Cast:
    """Which people an attribution and the sentences around it name."""

    def __init__(self, material: StoryMaterial) -> None:
        self._finder = PassageFinder(material.passages)
        self._texts = {a.article_id: a.text for a in material.articles}
        self._names: dict[str, list[Name]] = defaultdict(list)
        self.called = {e.entity_id: e.name for e in material.entities if e.kind == "person" and " " in e.name}
        for row in material.names:
            if row.entity_id in self.called:
                self._names[row.article_id].append(row)

    def speaker(self, row: Attribution) -> str:
        """The one person named in the source, by entity, or "": Reed's spokesman is not Reed."""
        named = self._within(row.article_id, row.source)
        if len(named) != 1:
            return ""
        key, text = next(iter(named)), self._texts[row.article_id]
        ends = [n.end for n in self._names[row.article_id] if n.entity_id == key]
        spoken = [(end, last) for end in ends for start, last in row.source if start < end <= last]
        return key if any(_SPEAKS.match(text, end, last) for end, last in spoken) else ""

    def around(self, row: Attribution) -> set[str]:
        """The people named in the sentences that hold the source and the words."""
        passages = [self._finder.find(row.article_id, start) for start, _ in (*row.source, *row.content)]
        return self._within(row.article_id, [(p.start, p.end) for p in passages if p is not None])

    def _within(self, article_id: str, spans: Sequence[tuple[int, int]]) -> set[str]:
        names = self._names[article_id]
        return {n.entity_id for n in names for start, end in spans if start <= n.start and n.end <= end}


def _source(row: Attribution) -> Place:
    """Where the speaker is named."""
    return Place(row.article_id, row.source[0][0], row.source[-1][1])


def _key(place: Place) -> tuple[str, int, int]:
    return place.article_id, place.start, place.end
