"""The timeline to scale: when each telling was published, and what happened on which day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from tellings.findings.timeline import Happening, draw_timeline
from tellings.report.account import Carrier
from tellings.report.harmless import clip
from tellings.report.index import StoryIndex
from tellings.settings import TimelineSettings

ROW = 46  # the least distance between two days' words, in CSS pixels
HEIGHT = 320  # the whole scale, where there is room
TOP = 20
MOST = 30  # days on the scale; those that fewest tellings speak of are left out first
REACH = 30  # days from the middle one, past which a day stands beside the scale, not on it


@dataclass(frozen=True, slots=True)
class Event:
    """A dated statement."""

    day: str
    words: str
    planned: bool
    link: str
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on the scale: `y` is its place in time, `label_y` where its words stand."""

    day: str
    y: float
    label_y: float
    published: tuple[Carrier, ...]
    told: tuple[Carrier, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The timeline, oldest first, with all dated statements."""

    height: int
    moments: tuple[Moment, ...]
    events: tuple[Event, ...]


@dataclass(slots=True)
class Day:
    """What is known of one day while the tellings are gone through."""

    published: list[Carrier] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)


def draw_scale(index: StoryIndex, settings: TimelineSettings) -> Scale:
    """The scale over the days of the story, and its dated statements in the order in which they happened."""
    happenings = draw_timeline(index.material, settings)
    days: dict[str, Day] = defaultdict(Day)
    for article_id in index.ordered:
        published = index.articles[article_id].published[:10]
        if _ordinal(published):
            days[published].published.append(_carrier(index, article_id))
    for happening in happenings:
        if happening.earliest == happening.latest and _ordinal(happening.earliest):
            days[happening.earliest].happenings.append(happening)
    near = _near(_busiest(days))
    places = _spread([_ordinal(day) for day in near])
    moments = tuple(_moment(index, day, days[day], place) for day, place in zip(near, places, strict=True))
    height = round(moments[-1].label_y) + 2 * TOP if moments else 0
    return Scale(height, moments, tuple(_event(index, happening) for happening in happenings))


def _carrier(index: StoryIndex, article_id: str, link: str = "") -> Carrier:
    siglum = index.sigla.get(article_id, "")
    return Carrier(siglum, index.label(article_id), index.main_mark(article_id), link or f"#t-{siglum}")


def _event(index: StoryIndex, happening: Happening) -> Event:
    first, last = happening.earliest, happening.latest
    day = day_in_words(first) if first == last else f"{day_in_words(first)} to {day_in_words(last)}"
    link = f"#s-{index.anchor(happening.statement_id)}"
    return Event(day, clip(happening.reading, 240), happening.planned, link, _tellers(index, [happening]))


def _tellers(index: StoryIndex, happenings: Iterable[Happening]) -> tuple[Carrier, ...]:
    """Who tells any of them, each once, with a link to where."""
    links: dict[str, str] = {}
    for happening in happenings:
        for place in happening.places:
            links.setdefault(place.article_id, index.place_link(place.article_id, place.start))
        for article_id in happening.articles:
            links.setdefault(article_id, f"#s-{index.anchor(happening.statement_id)}")
    return tuple(_carrier(index, key, links[key]) for key in sorted(links, key=index.rank))


def _ordinal(day: str) -> int:
    """Days since the year 1, or 0 for what is no day."""
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return 0


def _busiest(days: dict[str, Day]) -> list[str]:
    told = {day: len({key for h in held.happenings for key in h.articles}) for day, held in days.items()}
    ranked = sorted(days, key=lambda day: (not days[day].published, -told[day], day))
    return sorted(ranked[:MOST])


def _near(days: list[str]) -> list[str]:
    """The days about the middle one, so that one far year doesn't press the rest together."""
    middle = _ordinal(days[len(days) // 2]) if days else 0
    return [day for day in days if abs(_ordinal(day) - middle) <= REACH]


def _spread(ordinals: list[int]) -> list[tuple[float, float]]:
    """For each day its place to scale, and the place of its words, which never overlap."""
    if not ordinals:
        return []
    length = max(ordinals[-1] - ordinals[0], 1)
    size = max(min(HEIGHT, length * 2 * ROW), (len(ordinals) - 1) * ROW)
    places: list[tuple[float, float]] = []
    last = float("-inf")
    for ordinal in ordinals:
        y = TOP + (ordinal - ordinals[0]) / length * size
        last = max(y, last + ROW)
        places.append((round(y, 1), round(last, 1)))
    return places


def _moment(index: StoryIndex, day: str, held: Day, place: tuple[float, float]) -> Moment:
    best = max(held.happenings, key=lambda h: (len(h.articles), h.statement_id), default=None)
    return Moment(
        day=day_in_words(day),
        y=place[0],
        label_y=place[1],
        published=tuple(held.published),
        told=_tellers(index, held.happenings),
        words=clip(best.reading, 110) if best else "",
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
