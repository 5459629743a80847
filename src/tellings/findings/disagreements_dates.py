"""Dates that differ where sentences agree: "Tuesday" and "Thursday", "earlier this week" and "Wednesday"."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from tellings.findings.disagreements_values import (
    Disagreement,
    Faced,
    Reader,
    face_statements,
    make_disagreement,
    make_value,
    order_values,
)
from tellings.findings.facing import faced_by, share_kept
from tellings.findings.material import PassageFinder, Place, StoryMaterial
from tellings.findings.names_forms import fold
from tellings.findings.names_links import Joined
from tellings.models import Date, Passage, Span
from tellings.settings import NameSettings

_WEEKDAYS = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
_MONTHS = frozenset({"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
_HANGING = frozenset(
    {"later", "earlier", "after", "before", "following", "previous", "same", "then", "now", "the", "that"}
)
_VAGUE = frozenset({"several", "some", "few", "many", "couple", "long"})
_UNITS = {
    "years": 366,
    "year": 366,
    "months": 31,
    "month": 31,
    "weeks": 7,
    "week": 7,
    "days": 1,
    "decades": 3660,
}
NEAR = 30  # characters from a date to the word it dates, about five words
WEIGHTY = 4  # letters of a word that says something
_SIGNED = re.compile(
    r"(?:^|\s)[—–-]+ ?(?:[^—–.!?]|\b[A-Z]\.){2,60}$"
)  # "… — Ada Byron (@ada)", before the day of a post
_OF_ITSELF = re.compile(
    r"\W*(?:This|A version of this) (?:[a-z]+ )*appear(?:s|ed) "
)  # of where it was printed
_OPENS = re.compile(r"\W*(?:(?:[Oo]n|[Ii]n|[Ll]ate|[Ee]arly) )*$")  # before a date that opens its sentence
_CLOSES = re.compile(r", (?:on |in |late |early )*$")  # before one that is set off at its end
STRAY = 12  # characters that may stand beside a date in the words that face another
_SMALL = r"(?:on|in|at|by|since|late|early|last|the|of|this)\b"
_BEFORE = re.compile(rf"\b(?!{_SMALL})(\w+)\W+(?:{_SMALL}\W+)*$", re.IGNORECASE)
_NAMED = re.compile(r"\b[A-Z][a-z]{3,}")
STEM = 5  # letters of a word that stay when its ending changes
SAME_POST = 0.7  # part of two posts' words that must be the same for their dates to be of one
Dates = Mapping[str, Sequence[Date]]  # passage_id -> its dates
DEICTIC = (
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "this morning",
    "this afternoon",
    "this evening",
    "last night",
)


@dataclass(frozen=True, slots=True)
class Told:
    """A date as one passage tells it; the days are None where the article's own date is unknown."""

    row: Date
    text: str
    days: tuple[date, date] | None


def compare_dates(
    material: StoryMaterial, settings: NameSettings, reader: Reader | None = None
) -> Iterator[Disagreement]:
    """Dates of one statement that exclude each other, or that became more exact in copying."""
    reader = reader or Reader(material)
    dates = _by_passage(material)
    published = {a.article_id: a.published[:10] for a in material.articles}
    readings = {s.statement_id: s.reading for s in material.statements}
    for statement_id, faced in face_statements(material, reader).items():
        met: dict[str, Told] = {}
        joined = Joined()
        for pair in faced:
            kept = settings.kept_dated if reader.is_copied(pair) else settings.kept_apart
            for mine, theirs in _facing_dates(pair, dates, reader, kept):
                same = _plain(mine.text) == _plain(theirs.text)
                retold = share_kept(pair.blocks) < settings.kept
                if not same and retold and _of_own_days(mine, theirs, published):
                    continue
                if not same and not reader.is_copied(pair) and _after_other_words(mine, theirs, pair, reader):
                    continue
                if same or _comparable(mine, theirs, published, settings):
                    met |= {mine.row.date_id: mine, theirs.row.date_id: theirs}
                    joined.join([(mine.row.date_id, theirs.row.date_id)])
        groups: dict[str, list[Told]] = defaultdict(list)
        for key in sorted(met):
            groups[joined.find(key)].append(met[key])
        for _, told in sorted(groups.items()):
            yield from _disagree(told, readings.get(statement_id, ""), material, reader)


def _by_passage(material: StoryMaterial) -> Dates:
    finder = PassageFinder(material.passages)
    text = {a.article_id: a.text for a in material.articles}
    held: dict[str, list[Date]] = defaultdict(list)
    for row in material.dates:
        passage = finder.find(row.article_id, row.start)
        if passage is None or row.type not in ("DATE", "TIME"):
            continue
        if not _OF_ITSELF.match(text[passage.article_id], passage.start):
            held[passage.passage_id].append(row)
    return held


def _facing_dates(pair: Faced, dates: Dates, reader: Reader, kept: float) -> Iterator[tuple[Told, Told]]:
    """Dates of the two passages that stand at one place, or that are the only ones of theirs."""
    mine = _told(dates.get(pair.model.passage_id, ()), reader)
    theirs = _told(dates.get(pair.passage.passage_id, ()), reader)
    if not mine or not theirs or share_kept(pair.blocks) < kept or _of_two_posts(mine, theirs, pair, reader):
        return
    if len(mine) == 1 and len(theirs) == 1:
        both = ((mine[0], pair.model), (theirs[0], pair.passage))
        moved = reader.is_copied(pair) and all(_frames(*one, reader) for one in both)
        moved = moved or bool(set.intersection(*(_names_near(*one, reader) for one in both)))
        if moved or _beside(_within(mine[0], pair.model), _within(theirs[0], pair.passage), pair):
            yield mine[0], theirs[0]
        return
    for told in mine:
        facing = faced_by(_within(told, pair.model), pair.blocks)
        if facing is None:
            continue
        there = [t for t in theirs if _overlap(_within(t, pair.passage), facing)]
        close = len(there) == 1 and facing[1] - facing[0] <= len(there[0].text) + STRAY
        if close and _beside(_within(told, pair.model), _within(there[0], pair.passage), pair):
            yield told, there[0]


def _of_two_posts(mine: Sequence[Told], theirs: Sequence[Told], pair: Faced, reader: Reader) -> bool:
    """Whether the dates are those of posts in a network that say different things."""
    signed = _signature(mine[-1], pair.model, reader), _signature(theirs[-1], pair.passage, reader)
    if None in signed:
        return False
    said = [b for b in pair.blocks if b.first[1] <= (signed[0] or 0) and b.second[1] <= (signed[1] or 0)]
    return share_kept(said) < SAME_POST


def _signature(told: Told, passage: Passage, reader: Reader) -> int | None:
    """Where a post's signature begins in a passage that ends with it and the post's day, or None."""
    text, (start, end) = reader.passage_text(passage), _within(told, passage)
    found = _SIGNED.search(text[:start].rstrip())
    if found is not None and found.start() and len(text) - end > 1:
        return None
    return found.start() if found is not None else None


def _frames(told: Told, passage: Passage, reader: Reader) -> bool:
    """Whether a date dates all its sentence says: it opens it, or is set off at its end."""
    text, (start, end) = reader.passage_text(passage), _within(told, passage)
    opens = _OPENS.match(text, 0, start) is not None and text[end : end + 1] == ","
    return opens or (_CLOSES.search(text[:start]) is not None and not text[end:].strip('.,"”’ '))


def _after_other_words(mine: Told, theirs: Told, pair: Faced, reader: Reader) -> bool:
    """Whether the words right before the two dates differ: "charged Monday", "caught Friday".

    A word that the other passage has, too, stands there by the order of the sentence alone.
    """
    told, texts = [], [reader.passage_text(passage) for passage in (pair.model, pair.passage)]
    for date_, passage, text in ((mine, pair.model, texts[0]), (theirs, pair.passage, texts[1])):
        found = _BEFORE.search(text[: _within(date_, passage)[0]])
        told.append(fold(found[1])[:STEM] if found is not None else "")
    unknown = any(word not in fold(text) for word, text in zip(told, reversed(texts), strict=True))
    return "" not in told and told[0] != told[1] and unknown


def _beside(mine: Span, theirs: Span, pair: Faced) -> bool:
    """Whether a word of weight that both passages have stands near both dates: they date one thing."""
    return any(
        block.same
        and block.first[1] - block.first[0] >= WEIGHTY
        and _distance(mine, block.first) <= NEAR
        and _distance(theirs, block.second) <= NEAR
        for block in pair.blocks
    )


def _names_near(told: Told, passage: Passage, reader: Reader) -> set[str]:
    """The capitalised words near a date: two with one of them in common may stand in turned sentences."""
    text, (start, end) = reader.passage_text(passage), _within(told, passage)
    around = (text[max(0, start - NEAR) : start], text[end : end + NEAR])
    return {word for part in around for word in _NAMED.findall(part)}


def _distance(a: Span, b: Span) -> int:
    return max(b[0] - a[1], a[0] - b[1], 0)


def _told(rows: Sequence[Date], reader: Reader) -> list[Told]:
    out = []
    for row in rows:
        first, last = _day(row.earliest), _day(row.latest)
        text = reader.read(Place(row.article_id, row.start, row.end))
        if stands_alone(text):
            out.append(Told(row, text, (first, last) if first and last else None))
    return out


def stands_alone(text: str) -> bool:
    """Whether a time expression names a day, month, year or week that doesn't hang on what came before.

    >>> [stands_alone(t) for t in ("Tuesday", "in 1975", "earlier this week", "the next day", "6.10am")]
    [True, True, True, False, False]
    """
    words = _words(text)
    if _HANGING & set(words) and "this" not in words:
        return False
    named = any(w[:3] in _WEEKDAYS | _MONTHS or (w.isdigit() and len(w) == 4) for w in words)
    counted = "ago" in words and len(words) > 2 and not _VAGUE & set(words)
    return named or counted or any(w in ("this", "last", "next") for w in words[:-1])


def _words(text: str) -> list[str]:
    """The words of a time expression, "mid-March" as two."""
    return fold(text).replace(",", " ").replace("mid-", "mid ").split()


def find_slack(text: str) -> timedelta:
    """How far a date may be off the days it was worked out as.

    "Ten years ago" is a round number; "last Wednesday" may be this week's or the one before.

    >>> find_slack("42 years ago").days, find_slack("last Tuesday").days, find_slack("Tuesday").days
    (366, 7, 0)
    """
    words = fold(text).split()
    days = next((days for word, days in _UNITS.items() if word in words and "ago" in words), 0)
    if words[:1] in (["last"], ["next"]) and words[1:2] and words[1][:3] in _WEEKDAYS:
        days = 7
    return timedelta(days=days)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _within(told: Told, passage: Passage) -> Span:
    return told.row.start - passage.start, told.row.end - passage.start


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _comparable(a: Told, b: Told, published: Mapping[str, str], settings: NameSettings) -> bool:
    """Whether a difference of the two would mean something.

    Words like "today" and "Tuesday" a day apart are not compared, since time zones and printing times
    may speak there; nor anything when the papers' dates lie far apart, since one may be wrong.
    """
    days = [_day(published.get(t.row.article_id, "")) for t in (a, b)]
    for named in zip(_named(a.text)[1:], _named(b.text)[1:], strict=True):
        if all(named) and named[0] != named[1]:
            return True  # whatever day a paper is of, March is not May, and 2014 not 2015
    if (
        days[0] is not None
        and days[1] is not None
        and abs(days[0] - days[1]) > timedelta(settings.days_apart)
    ):
        return False
    if not any(_plain(t.text) in DEICTIC for t in (a, b)):
        return True
    if a.days is None or b.days is None:
        return False
    gap = max((b.days[0] - a.days[1]).days, (a.days[0] - b.days[1]).days)
    return not 0 < gap <= 1


def _of_own_days(a: Told, b: Told, published: Mapping[str, str]) -> bool:
    """Whether papers of different days tell of days as far from their own: each has its day's news."""
    days = [_day(published.get(t.row.article_id, "")) for t in (a, b)]
    if a.days is None or b.days is None or days[0] is None or days[1] is None or days[0] == days[1]:
        return False
    return a.days[0] - days[0] == b.days[0] - days[1]


def _plain(text: str) -> str:
    """The words without "on" and the like, shortened weekdays and months made whole."""
    words = [w for w in _words(text) if w not in ("on", "the", "late", "early")]
    return " ".join(w[:3] if len(w) > 3 and w[:3] in _WEEKDAYS | _MONTHS else w for w in words)


def _disagree(
    told: Sequence[Told], about: str, material: StoryMaterial, reader: Reader
) -> Iterator[Disagreement]:
    """One disagreement where the intervals exclude each other or one is told more exactly.

    Of the latter the vague one comes first: copyists make times exact, for a day's paper can't say
    "this week" of the day before.
    """
    groups: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        groups[_plain(one.text)].append(one)
    pairs = [(a, b) for one, other in combinations(groups, 2) for a in groups[one] for b in groups[other]]
    apart = any(_exclude(a, b) for a, b in pairs)
    if not apart and not any(_sharper(a, b) or _sharper(b, a) for a, b in pairs):
        return
    values = [
        make_value(held[0].text, [Place(t.row.article_id, t.row.start, t.row.end) for t in held], reader)
        for _, held in sorted(groups.items())
    ]
    ordered = order_values(values, material)
    if not apart:
        exact = {held[0].text for held in groups.values() if _named(held[0].text)[0]}
        ordered.sort(key=lambda value: (-len(value.origins), value.reading in exact))
    found = make_disagreement("date", about, ordered, material)
    if apart or (found.between == "copying" and found.steps):
        yield found


def _exclude(a: Told, b: Told) -> bool:
    """Whether no day can be both; what makes a date inexact counts only where the other hasn't it."""
    told = list(zip(_named(a.text), _named(b.text), strict=True))
    weekdays, *others = [bool(x and y and not x & y) for x, y in told]
    if a.days is None or b.days is None or (told[0][0] and told[0][1]):
        return weekdays or any(others)
    guessed = all(told[1]) and bool(told[2][0]) != bool(told[2][1])  # the year of one
    if guessed and a.days[0].year != b.days[0].year and not any(others):
        return False
    slack = abs(find_slack(a.text) - find_slack(b.text))
    return a.days[0] > b.days[1] + slack or b.days[0] > a.days[1] + slack


def _named(text: str) -> tuple[set[str], set[str], set[str]]:
    """The weekdays, months and years that a time expression names."""
    words = _words(text)
    begun = {w[:3] for w in words}
    return begun & _WEEKDAYS, begun & _MONTHS, {w for w in words if w.isdigit() and len(w) == 4}


def _sharper(a: Told, b: Told) -> bool:
    """Whether `a` names a day where `b` leaves it open within the week: a copyist's knowledge, or a guess."""
    open_ = any(word in fold(b.text) for word in ("week", "days ago", "recent"))
    if not open_ or not _named(a.text)[0]:
        return False
    if a.days is None or b.days is None:
        return "this week" in fold(b.text)
    return b.days[0] <= a.days[0] == a.days[1] <= b.days[1]
