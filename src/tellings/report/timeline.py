"""The timeline to scale: when each telling was published, and the days that the tellings speak of."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from tellings.report.account import Carrier
from tellings.report.harmless import clip
from tellings.report.index import StoryIndex

ROW = 46  # the least distance between two rows, in CSS pixels
HEIGHT = 320  # the whole scale
TOP = 20
MOST = 40  # days shown; those that fewest tellings speak of are left out first


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on the scale: `y` is its place in time, `label_y` where its words stand."""

    day: str
    y: float
    label_y: float
    published: tuple[Carrier, ...]
    spoken_of: tuple[Carrier, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The timeline, oldest first; `outside` are times too far off for the scale."""

    height: int
    moments: tuple[Moment, ...]
    outside: tuple[Moment, ...]


@dataclass(slots=True)
class _Day:
    """What is known of one day while the tellings are gone through."""

    published: dict[str, Carrier]
    spoken_of: dict[str, Carrier]
    words: str = ""


def draw_scale(index: StoryIndex) -> Scale:
    """The scale over the days of the story; months and years that tellings speak of stand outside it."""
    days = _collect(index)
    inside = {day: held for day, held in days.items() if _ordinal(day) is not None}
    shown = _busiest(inside)
    near = _near(shown)
    places = _spread([_ordinal(day) or 0.0 for day in near])
    moments = tuple(_moment(day, days[day], y, label) for day, (y, label) in zip(near, places, strict=True))
    outside = tuple(
        _moment(day, days[day], 0, 0)
        for day in sorted(set(days) - set(near))
        if day in shown or day not in inside
    )
    height = round(moments[-1].label_y) + 2 * TOP if moments else 0
    return Scale(height, moments, outside)


def _collect(index: StoryIndex) -> dict[str, _Day]:
    days: dict[str, _Day] = defaultdict(lambda: _Day({}, {}))
    for article_id in index.ordered:
        published = index.articles[article_id].published[:10]
        if published:
            siglum = index.sigla.get(article_id, "")
            mark = index.main_mark(article_id)
            days[published].published[article_id] = Carrier(
                siglum, index.label(article_id), mark, f"#t-{siglum}"
            )
    for row in sorted(index.material.dates, key=lambda d: (index.rank(d.article_id), d.start, d.date_id)):
        day = row.value[:10] if row.type in ("DATE", "TIME") and row.earliest else ""
        if (
            day[:4].isdigit()
            and row.article_id in index.articles
            and row.article_id not in days[day].spoken_of
        ):
            mark = index.main_mark(row.article_id)
            link = index.place_link(row.article_id, row.start)
            days[day].spoken_of[row.article_id] = Carrier(
                index.sigla.get(row.article_id, ""), index.label(row.article_id), mark, link
            )
            passage = index.finder.find(row.article_id, row.start)
            days[day].words = days[day].words or (
                clip(index.passage_text(passage.passage_id), 110) if passage else ""
            )
    return {day: held for day, held in days.items() if held.published or held.spoken_of}


def _ordinal(day: str) -> float | None:
    """Days since the year 1, or None for what is no day."""
    try:
        return float(date.fromisoformat(day).toordinal())
    except ValueError:
        return None


def _busiest(days: dict[str, _Day]) -> list[str]:
    ranked = sorted(days, key=lambda day: (not days[day].published, -len(days[day].spoken_of), day))
    return sorted(ranked[:MOST])


def _near(days: list[str]) -> list[str]:
    """The days within thirty of the middle one, so that one far year doesn't press the rest together."""
    if not days:
        return []
    middle = _ordinal(days[len(days) // 2]) or 0.0
    return [day for day in days if abs((_ordinal(day) or 0.0) - middle) <= 30]


def _spread(ordinals: list[float]) -> list[tuple[float, float]]:
    """For each day its place to scale, and the place of its words, which never overlap."""
    if not ordinals:
        return []
    length = max(ordinals[-1] - ordinals[0], 1.0)
    size = max(min(HEIGHT, length * 2 * ROW), (len(ordinals) - 1) * ROW)
    places, last = [], float("-inf")
    for ordinal in ordinals:
        y = TOP + (ordinal - ordinals[0]) / length * size
        last = max(y, last + ROW)
        places.append((round(y, 1), round(last, 1)))
    return places


def _moment(day: str, held: _Day, y: float, label_y: float) -> Moment:
    return Moment(
        day_in_words(day),
        y,
        label_y,
        tuple(held.published.values()),
        tuple(held.spoken_of.values()),
        held.words,
    )


def day_in_words(day: str) -> str:
    """A day as people say it; other values as they are.

    >>> day_in_words("2025-03-07"), day_in_words("2024-10")
    ('Fri 7 Mar 2025', '2024-10')
    """
    try:
        found = datetime.fromisoformat(day)
    except ValueError:
        return day
    return f"{found:%a} {found.day} {found:%b %Y}" if len(day) >= 10 else day
