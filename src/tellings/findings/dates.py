"""Time expressions of one article with TIMEX3 type and value, and the days each may span.

Counted from the publication date, or from a date the article opens with; "that day" and "a week
later" from the last date told. After HeidelTime (Strötgen & Gertz, 2013) in spirit: wording rules,
then normalisation by tense and by what was told before.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from tellings.findings import dates_points as points
from tellings.findings import dates_relative as relative
from tellings.findings.dates_calendar import span_of
from tellings.findings.dates_grammar import Wording, find_wordings
from tellings.findings.dates_tense import PAST, tense_at
from tellings.findings.dates_values import Context, Meaning, safe_day
from tellings.findings.figures_sentence import Sentence
from tellings.language.parses import Parses
from tellings.models import Article, Date, Passage, content_id
from tellings.settings import Settings

_SKIPPED = frozenset(["furniture"])
_HEAD = 3  # passages in which a date standing by itself is the article's own
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
    told = said
    found: list[Date] = []
    for passage in ordered:
        if passage.kind in _SKIPPED:
            continue
        text = article.text[passage.start : passage.end]
        sentence = None
        for wording in find_wordings(text):
            if sentence is None and passage.passage_id in parses:
                sentence = Sentence.of(text, parses[passage.passage_id])
            if sentence is not None and _is_no_date(sentence, wording):
                continue
            tense = tense_at(sentence, wording.start) if sentence is not None else ""
            meaning = READERS[wording.rule](wording, Context(said, told, tense or PAST), text)
            if meaning is None:
                continue
            told = _told(meaning) or told
            found.append(
                _place(
                    meaning, article.article_id, passage.start + wording.start, passage.start + wording.end
                )
            )
    return tuple(found)


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


def _told(meaning: Meaning) -> date | None:
    """The one day that a meaning names, or None where it is wider."""
    if meaning.type not in ("DATE", "TIME"):
        return None
    span = span_of(meaning.value)
    return span[0] if span is not None and span[0] == span[1] else None


def _is_no_date(sentence: Sentence, wording: Wording) -> bool:
    """True where the parse says that a year is a count, or a name takes the words in."""
    index = sentence.at(wording.start)
    token = sentence.tokens[index]
    if wording.rule == "year":
        plural = index + 1 < len(sentence.tokens) and sentence.tokens[index + 1].tag in ("NNS", "NNPS")
        counted = token.entity in ("CARDINAL", "QUANTITY", "MONEY", "PERCENT") and token.dep == "nummod"
        return counted and plural
    if wording.rule in ("month", "weekday", "season", "day"):
        return token.entity in ("PERSON", "PRODUCT") or (
            token.pos == "AUX" or (token.pos == "VERB" and token.tag != "VBG")
        )
    return False
