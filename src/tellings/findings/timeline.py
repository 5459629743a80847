"""A story's happenings in the order in which they happened, not in which they were told."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tellings.findings.material import PassageFinder, Place, StoryMaterial
from tellings.models import Date, Passage, Statement
from tellings.settings import TimelineSettings

_AHEAD = re.compile(
    r"\b(?:will|would|plan(?:s|ned|ning)?|due|expect(?:s|ed)?|scheduled|set|to be|hopes?|slated|next)"
    r"\b",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"(?:['’]s|s['’]|\b(?:the|an?|his|her|its|their|our|my|this|that))\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Happening:
    """One dated statement: when it happened or is to happen, what it was, and who tells it.

    `earliest` and `latest` are ISO days; `places` are the time expressions that say when.
    """

    earliest: str
    latest: str
    value: str
    planned: bool
    reading: str
    statement_id: str
    articles: tuple[str, ...]
    origins: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """The time expression by which one passage dates its statement, and the passage's words."""

    row: Date
    told: str
    first: date
    last: date
    planned: bool


def draw_timeline(material: StoryMaterial, settings: TimelineSettings) -> tuple[Happening, ...]:
    """The story's dated happenings, earliest first; a statement without a date is left out.

    A statement is dated by the most exact expression of each passage that carries it; where passages
    differ, by what most of them say, and read as one of these does. It is planned where that lies after
    the day it was told, or where the day may still come and the words before it look ahead.
    """
    passages = {p.passage_id: p for p in material.passages if p.kind not in ("furniture", "credit")}
    dates = _by_passage(material, settings)
    carriers: dict[str, list[Passage]] = defaultdict(list)
    for row in sorted(material.attestations, key=lambda r: (r.article_id, r.passage_id)):
        if row.passage_id in passages:
            carriers[row.statement_id].append(passages[row.passage_id])
    found = [
        happening
        for statement in material.statements
        if (happening := _draw(statement, carriers[statement.statement_id], dates)) is not None
    ]
    return tuple(sorted(found, key=lambda h: (h.earliest, h.latest, -h.origins, h.reading, h.statement_id)))


def _by_passage(material: StoryMaterial, settings: TimelineSettings) -> dict[str, list[Dated]]:
    """The usable dates of each passage, in order."""
    finder = PassageFinder(material.passages)
    articles = {a.article_id: a for a in material.articles}
    held: dict[str, list[Dated]] = defaultdict(list)
    for row in sorted(material.dates, key=lambda r: (r.article_id, r.start, r.end)):
        passage = finder.find(row.article_id, row.start)
        days = _days(row)
        if passage is None or days is None or row.type not in ("DATE", "TIME"):
            continue
        if (days[1] - days[0]).days > settings.widest or row.value.endswith("_REF"):
            continue
        article = articles[row.article_id]
        before = article.text[passage.start : row.start]
        told = " ".join(article.text[passage.start : passage.end].split())
        if _only_names(article.text[row.start : row.end], before, article.text[row.end :][:2]):
            continue
        held[passage.passage_id].append(Dated(row, told, *days, is_planned(days, article.published, before)))
    return held


def _only_names(words: str, before: str, after: str) -> bool:
    """Whether a year only tells which thing is meant, and dates nothing: "her 1998 novel"."""
    return words.isdigit() and _WHOSE.search(before) is not None and re.match(r" \w", after) is not None


def _days(row: Date) -> tuple[date, date] | None:
    try:
        return date.fromisoformat(row.earliest[:10]), date.fromisoformat(row.latest[:10])
    except ValueError:
        return None


def is_planned(days: tuple[date, date], published: str, before: str) -> bool:
    """Whether the days lie ahead of the telling; `before` are the passage's words before the date.

    >>> is_planned((date(2022, 1, 24), date(2022, 1, 30)), "2022-01-21", "They will meet")
    True
    >>> is_planned((date(2022, 1, 17), date(2022, 1, 23)), "2022-01-21", "He met them in Berlin")
    False
    """
    try:
        told = date.fromisoformat(published[:10])
    except ValueError:
        return False
    return days[0] > told or (days[1] > told and _AHEAD.search(before[-80:]) is not None)


def _draw(
    statement: Statement, carriers: Sequence[Passage], dates: dict[str, list[Dated]]
) -> Happening | None:
    """The statement as a happening, or None when no passage dates it."""
    chosen = [min(held, key=_width) for p in carriers if (held := dates.get(p.passage_id, []))]
    if not chosen:
        return None
    votes: dict[tuple[date, date], list[Dated]] = defaultdict(list)
    for dated in chosen:
        votes[dated.first, dated.last].append(dated)
    days = min(votes, key=lambda key: (-len({d.row.article_id for d in votes[key]}), key[1] - key[0], key))
    agreed = votes[days]
    reading = " ".join(statement.reading.split())
    return Happening(
        days[0].isoformat(),
        days[1].isoformat(),
        min(d.row.value for d in agreed),
        sum(d.planned for d in agreed) * 2 > len(agreed),
        reading if reading in {d.told for d in agreed} else agreed[0].told,
        statement.statement_id,
        tuple(sorted({p.article_id for p in carriers})),
        statement.origins,
        tuple(Place(d.row.article_id, d.row.start, d.row.end) for d in agreed),
    )


def _width(dated: Dated) -> tuple[int, int]:
    """Most exact first, then as they stand."""
    return (dated.last - dated.first).days, dated.row.start
