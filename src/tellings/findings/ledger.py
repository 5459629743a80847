"""The ledger of a story: its figures side by side, with a verdict on each thing counted.

Figures at corresponding places of aligned passages count the same thing; others are joined by
dimension, noun, event and shared words. A false conflict is worse than a missed one, so unequal
values outside aligned passages need more in common than equal ones.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from tellings.findings.ledger_counts import Count, read_counts
from tellings.findings.ledger_pairs import pair_aligned, pair_apart
from tellings.findings.ledger_verdicts import is_allowed, is_rounding, judge_all, same_value
from tellings.findings.material import StoryMaterial
from tellings.models import LedgerEntry, LedgerFigure, content_id
from tellings.settings import FigureSettings, Settings


def weigh_figures(
    material: StoryMaterial, settings: Settings
) -> tuple[tuple[LedgerEntry, ...], tuple[LedgerFigure, ...]]:
    """The ledger entries of a story and the figures in each; every entry has two articles at least."""
    counts = read_counts(material)
    book = Book(settings.figures)
    for first, second in pair_aligned(counts, material, settings.figures):
        book.join(first, second)
    for first, second in pair_apart(counts, settings.figures):
        book.join(first, second)
    entries: list[LedgerEntry] = []
    rows: list[LedgerFigure] = []
    for members in book.entries(counts):
        entry = _entry(members, material.story.story_id, settings.figures)
        if entry.verdict == "agree" and not (entry.counted or entry.unit):
            continue
        entries.append(entry)
        rows += [LedgerFigure(entry.entry_id, c.figure.figure_id, c.origin_id) for c in members]
    return tuple(sorted(entries, key=lambda e: e.entry_id)), tuple(
        sorted(rows, key=lambda r: (r.entry_id, r.figure_id))
    )


_Members: TypeAlias = dict[str, list[Count]]  # of an entry, by article


class Book:
    """Counts joined into entries, never so that one article contradicts itself within an entry."""

    def __init__(self, settings: FigureSettings) -> None:
        self._settings = settings
        self._root: dict[str, str] = {}
        self._members: dict[str, _Members] = {}  # by entry and article

    def join(self, first: Count, second: Count) -> None:
        """Put two counts into one entry, unless an article would stand there with two values."""
        one, other = self._find(first), self._find(second)
        if one == other or self._contradicts(self._members[one], self._members[other]):
            return
        if len(self._members[one]) < len(self._members[other]):
            one, other = other, one
        for article_id, counts in self._members.pop(other).items():
            self._members[one].setdefault(article_id, []).extend(counts)
            self._root.update(dict.fromkeys((count.figure.figure_id for count in counts), one))

    def entries(self, counts: Iterable[Count]) -> list[list[Count]]:
        """The entries with two articles at least, each in the order of `counts`."""
        held: dict[str, list[Count]] = defaultdict(list)
        for count in counts:
            if count.figure.figure_id in self._root:
                held[self._root[count.figure.figure_id]].append(count)
        return [members for members in held.values() if len({c.figure.article_id for c in members}) > 1]

    def _find(self, count: Count) -> str:
        """The key of the entry a count is in; a new entry for a new count."""
        name = count.figure.figure_id
        if name not in self._root:
            self._root[name] = name
            self._members[name] = {count.figure.article_id: [count]}
        return self._root[name]

    def _contradicts(self, held: _Members, added: _Members) -> bool:
        """True where an article is on both sides with values that don't go together."""
        fewer = held if len(held) < len(added) else added
        return any(
            not self._goes_with(mine, count)
            for article_id in fewer
            for mine in held.get(article_id, ())
            for count in added.get(article_id, ())
        )

    def _goes_with(self, first: Count, second: Count) -> bool:
        same = same_value(first, second) or is_rounding(first, second, self._settings)
        return same or is_allowed(first, second, self._settings)


def _entry(members: Sequence[Count], story_id: str, settings: FigureSettings) -> LedgerEntry:
    """The row of one entry: named as most articles name it, of equals the fullest."""
    names = Counter(count.figure.counted for count in members)
    units = Counter(count.figure.unit for count in members)
    name = content_id("ledger", story_id, *sorted(count.figure.figure_id for count in members))
    counted, unit = _most(names), _most(units)
    events = Counter(count.event for count in members if count.head in ("", "people"))
    if members[0].kind == "count" and events and (event := _most(events)):
        counted, unit = f"people {event}", "people"
    return LedgerEntry(name, story_id, counted, unit, judge_all(members, settings))


def _most(names: Counter[str]) -> str:
    """The most frequent of some words, empty ones last, of equals the longest, then the first by letter."""
    return min(names, key=lambda word: (not word, -names[word], -len(word), word))
