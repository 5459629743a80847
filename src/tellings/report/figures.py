"""The figures of a story side by side: one strip for each thing counted, contradictions first."""

from collections import defaultdict
from dataclasses import dataclass

from tellings.models import Figure, LedgerEntry
from tellings.report.account import Carrier
from tellings.report.harmless import clip
from tellings.report.index import StoryIndex
from tellings.report.words import VERDICTS

ORDER = ("conflict", "updated", "different scope", "hedge differs", "rounded", "agree")
STRIP = 300  # CSS pixels between the least and the greatest figure of a strip
EDGE = 12
HEIGHT = 26


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a figure stands on its strip; `width` is 0 for a single number; an open end has an arrow."""

    x: float
    width: float
    look: str
    opening: str


@dataclass(frozen=True, slots=True)
class Value:
    """One figure as given, with the tellings that give it."""

    words: str
    number: str
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """One ledger entry."""

    anchor: str
    counted: str
    unit: str
    verdict: str
    plain: str
    values: tuple[Value, ...]
    spots: tuple[Spot, ...]

    @property
    def calm(self) -> bool:
        """Whether nobody needs to check it."""
        return self.verdict in ("agree", "rounded")


def lay_out_figures(index: StoryIndex) -> tuple[Count, ...]:
    """All entries of the ledger, contradictions first, then those that most tellings have."""
    by_id = {row.figure_id: row for row in index.material.figures}
    held: dict[str, list[tuple[Figure, str]]] = defaultdict(list)
    for link in index.material.ledger_figures:
        if link.figure_id in by_id:
            held[link.entry_id].append((by_id[link.figure_id], link.origin_id))
    counts = [_count(index, entry, held[entry.entry_id]) for entry in index.material.ledger]
    return tuple(
        sorted((c for c in counts if c.values), key=lambda c: (_place(c.verdict), -_weight(c), c.anchor))
    )


def _place(verdict: str) -> int:
    return ORDER.index(verdict) if verdict in ORDER else len(ORDER)


def _weight(count: Count) -> int:
    return sum(len(value.carriers) for value in count.values)


def _count(index: StoryIndex, entry: LedgerEntry, rows: list[tuple[Figure, str]]) -> Count:
    ordered = sorted(rows, key=lambda r: (_low(r[0]), _high(r[0]), index.rank(r[0].article_id), r[0].start))
    groups: dict[tuple[float, float, str], list[tuple[Figure, str]]] = defaultdict(list)
    for figure, origin in ordered:
        words = clip(index.text(figure.article_id, figure.start, figure.end), 80)
        groups[_low(figure), _high(figure), words.lower()].append((figure, origin))
    values = tuple(
        Value(
            clip(index.text(group[0][0].article_id, group[0][0].start, group[0][0].end), 80),
            _number(group[0][0]),
            tuple(_carrier(index, figure, origin) for figure, origin in group),
        )
        for group in groups.values()
    )
    return Count(
        anchor=f"f-{entry.entry_id[:8]}",
        counted=entry.counted,
        unit=entry.unit,
        verdict=entry.verdict,
        plain=VERDICTS.get(entry.verdict, entry.verdict),
        values=values,
        spots=_spots(index, ordered),
    )


def _carrier(index: StoryIndex, figure: Figure, origin_id: str) -> Carrier:
    link = index.place_link(figure.article_id, figure.start)
    siglum = index.sigla.get(figure.article_id, "")
    return Carrier(siglum, index.label(figure.article_id), index.mark(origin_id), link)


def _low(figure: Figure) -> float:
    return figure.low if figure.low is not None else figure.high if figure.high is not None else 0.0


def _high(figure: Figure) -> float:
    return figure.high if figure.high is not None else _low(figure)


def _number(figure: Figure) -> str:
    """The interval a figure stands for, in digits.

    >>> _number(Figure("f", "a", 0, 1, 11.0, None, "", "", ""))
    '11 or more'
    """
    if figure.low is None and figure.high is None:
        return ""
    if figure.high is None:
        return f"{figure.low:,.10g} or more"
    if figure.low is None:
        return f"{figure.high:,.10g} or fewer"
    if figure.low == figure.high:
        return f"{figure.low:,.10g}"
    return f"{figure.low:,.10g} to {figure.high:,.10g}"


def _spots(index: StoryIndex, rows: list[tuple[Figure, str]]) -> tuple[Spot, ...]:
    """The strip; empty where all figures are one number."""
    low, high = min((_low(f) for f, _ in rows), default=0.0), max((_high(f) for f, _ in rows), default=0.0)
    if not low < high < float("inf"):
        return ()
    scale = STRIP / (high - low)
    found = {
        Spot(
            round(EDGE + (_low(figure) - low) * scale, 1),
            round((_high(figure) - _low(figure)) * scale, 1),
            index.mark(origin).look,
            "right" if figure.high is None else "left" if figure.low is None else "",
        )
        for figure, origin in rows
    }
    return tuple(sorted(found, key=lambda spot: (-spot.width, spot.x, spot.look, spot.opening)))
