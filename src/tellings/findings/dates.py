"""Time expressions of one article with TIMEX3 type and value, and the days each may span.

Counted from the publication date, or from a date the article opens with; "that day" and "a week
later" from the last date told. After HeidelTime (Strötgen & Gertz, 2013) in spirit: wording rules,
then normalisation by tense and by what was told before.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from tellings.findings import dates_points as points
from tellings.findings import dates_relative as relative
from tellings.findings.dates_calendar import span_of
from tellings.findings.dates_grammar import Wording, find_wordings
from tellings.findings.dates_tense import PAST, tense_at
from tellings.findings.dates_values import Context, Meaning, safe_day
from tellings.findings.figures_sentence import Sentence
from tellings.language.parses import Parse, Parses
from tellings.models import Article, Date, Passage, content_id
from tellings.settings import Settings

_SKIPPED = frozenset(["furniture"])
_HEAD = 3  # passages in which a date standing by itself is the article's own
_DAY_RULES = frozenset(["monthday", "daymonth", "iso", "weekday", "day"])
_RIGHT_AFTER = 24  # characters between a clock time and the day it is of
_SIGNED = re.compile(r"[—–] ?[^—–]{2,60}\(@\w+\) ")
_MATCH = re.compile(
    r"\b\d{1,3}[-–]\d{1,3}\b|touchdown|\byards?\b|halftime|field goal|rebound|quarterback|free throw"
)  # of a sentence whose quarters are those of a game
_STAMP = re.compile(r"(?<!\d)((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)")
READERS: dict[str, Callable[[Wording, Context, str], Meaning | None]] = {
    "iso": points.read_iso,
    "slash": points.read_slash,
    "monthday": points.read_month_day,
    "daymonth": points.read_month_day,
    "monthyear": points.read_month,
    "month": points.read_month,
    "weekday": points.read_weekday,
    "clockday": points.read_clock,
    "clock": points.read_clock,
    "day": relative.read_day,
    "thispart": relative.read_day_part,
    "near": relative.read_near,
    "weekof": points.read_week_of,
    "ago": relative.read_ago,
    "quarter": points.read_quarter,
    "half": points.read_half,
    "season": points.read_season,
    "decade": points.read_decade,
    "century": points.read_century,
    "holiday": points.read_holiday,
    "fiscal": points.read_year,
    "years": points.read_years,
    "year": points.read_year,
    "set": relative.read_set,
    "span": relative.read_span,
    "hyphen": relative.read_duration,
    "duration": relative.read_duration,
    "bare": relative.read_bare,
    "long": relative.read_long,
    "ref": relative.read_reference,
}


def find_dates(
    article: Article, passages: Sequence[Passage], parses: Parses, settings: Settings
) -> tuple[Date, ...]:
    """The time expressions of `article`, in order.

    Passages without a parse are read too, with no tense to go by; furniture isn't.
    """
    ordered = sorted(passages, key=lambda p: (p.start, p.end, p.passage_id))
    said = _said(article, ordered)
    told, recent = said, False
    found: list[Date] = []
    for passage in ordered:
        if passage.kind in _SKIPPED:
            continue
        text = article.text[passage.start : passage.end]
        parse = parses.get(passage.passage_id)
        posted = _posted(text)
        context = Context(posted or said, posted or (told if recent else None), PAST)
        days = set[date]()
        for wording, meaning in _read(text, parse, context, told):
            start, end = passage.start + wording.start, passage.start + wording.end
            found.append(_place(meaning, article.article_id, start, end))
            if (day := _told(meaning)) is not None:
                told = day
                days.add(day)
        recent = bool(days)
    return tuple(found)


def _read(
    text: str, parse: Parse | None, context: Context, told: date | None
) -> Iterator[tuple[Wording, Meaning]]:
    """The time expressions of one passage with what they mean.

    "That day" counts from `told`, the last day the article told of. A clock time belongs to the day
    told in its own sentence, before it or right after it ("at 04:53 on 12 January 2010"), or in the
    sentence before (`context.told`).
    """
    wordings = list(find_wordings(text))
    sentence = Sentence.of(text, parse) if wordings and parse is not None else None
    of_clock, year = context.told, None
    for index, wording in enumerate(wordings):
        if sentence is not None and _is_no_date(sentence, wording):
            continue
        tense = (tense_at(sentence, wording.start) if sentence is not None else "") or PAST
        anchor = told
        if wording.rule == "clock":
            anchor = _day_after(text, wordings, index, Context(context.said, told, tense)) or of_clock
        meaning = READERS[wording.rule](wording, Context(context.said, anchor, tense, year), text)
        if meaning is None:
            continue
        yield wording, meaning
        if wording.rule == "year" and context.said is not None and int(meaning.value) < context.said.year:
            year = int(meaning.value)
        day = _told(meaning)
        told, of_clock = day or told, day or of_clock


def _day_after(text: str, wordings: Sequence[Wording], index: int, context: Context) -> date | None:
    """The day named right after a clock time, another clock time in between or not."""
    for following in wordings[index + 1 : index + 3]:
        gap = text[wordings[index].end : following.start]
        if len(gap) > _RIGHT_AFTER or "." in gap:
            return None
        if following.rule in _DAY_RULES:
            meaning = READERS[following.rule](following, context, text)
            return _told(meaning) if meaning is not None else None
    return None


def _place(meaning: Meaning, article_id: str, start: int, end: int) -> Date:
    """The row of one meaning."""
    name = content_id("date", article_id, str(start), str(end), meaning.value)
    return Date(name, article_id, start, end, meaning.type, meaning.value, meaning.earliest, meaning.latest)


def _said(article: Article, passages: Sequence[Passage]) -> date | None:
    """The day the article was published, or the full date it opens with; None where neither is known."""
    for words in (article.published, article.dateline):
        if (stamp := _STAMP.match(words)) is not None:
            return safe_day(int(stamp[1]), int(stamp[2]), int(stamp[3]))
    for passage in passages[:_HEAD]:
        text = article.text[passage.start : passage.end].strip()
        if (stamp := _STAMP.fullmatch(text)) is not None:
            return safe_day(int(stamp[1]), int(stamp[2]), int(stamp[3]))
        for wording in find_wordings(text[:80]):
            alone = wording.end - wording.start > len(text) - 12
            opening = wording.start < 8 and wording.rule == "iso"
            if wording.rule in ("iso", "monthday", "daymonth") and (alone or opening):
                meaning = READERS[wording.rule](wording, Context(None, None, ""), text)
                if meaning is not None and (day := _told(meaning)) is not None:
                    return day
    return None


def _posted(text: str) -> date | None:
    """The day with which a post in a network is signed: "See you today. — Ada (@ada) May 28, 2016"."""
    signed = _SIGNED.search(text)
    for wording in find_wordings(text[signed.end() :]) if signed is not None else ():
        if wording.start == 0 and wording.rule in _DAY_RULES:
            meaning = READERS[wording.rule](wording, Context(None, None, ""), text)
            return _told(meaning) if meaning is not None else None
    return None


def _told(meaning: Meaning) -> date | None:
    """The one day that a meaning names, or None where it is wider."""
    if meaning.type not in ("DATE", "TIME"):
        return None
    span = span_of(meaning.value)
    return span[0] if span is not None and span[0] == span[1] else None


def _is_no_date(sentence: Sentence, wording: Wording) -> bool:
    """True where the parse says that a year is a count, a name takes the words in, or midnight is a blue."""
    index = sentence.at(wording.start)
    token = sentence.tokens[index]
    if wording.rule == "year":
        plural = index + 1 < len(sentence.tokens) and sentence.tokens[index + 1].tag in ("NNS", "NNPS")
        counted = token.entity in ("CARDINAL", "QUANTITY", "MONEY", "PERCENT") and token.dep == "nummod"
        return counted and plural
    if wording.rule == "clock" and wording.groups["clock"] in ("noon", "midnight"):
        return token.dep in ("compound", "amod", "nmod") and token.head > index
    if wording.rule == "quarter" and "quarter" in sentence.text[wording.start : wording.end].lower():
        return "year" not in wording.groups and _MATCH.search(sentence.text) is not None
    if wording.rule in ("month", "weekday", "season", "day"):
        return token.entity in ("PERSON", "PRODUCT") or (
            token.pos == "AUX" or (token.pos == "VERB" and token.tag != "VBG")
        )
    return False
