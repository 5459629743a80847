"""What a time expression means: its TIMEX3 type and value, and the days it may span.

A `Meaning` is read from the wording (`dates_grammar`), the day it was said (`Context.said`), the last
date that the story told (`Context.told`) and the tense. Without a day to count from, a value goes as
far as the words go ("XXXX-WXX-4" for "Thursday").
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from tellings.findings.dates_calendar import (
    month_value,
    narrow,
    quarter_value,
    shift_days,
    shift_months,
    span_of,
    week_value,
)
from tellings.findings.dates_grammar import MONTHS, WEEKDAYS, Wording
from tellings.findings.dates_tense import FUTURE, PAST, PRESENT
from tellings.findings.figures_numerals import SMALL, TENS

LETTERS = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "night": "D",
    "week": "W",
    "weekend": "WE",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "DE",
    "century": "CE",
    "centurie": "CE",
    "millennium": "ML",
    "generation": "GE",
}
DAYPARTS = {
    "morning": "TMO",
    "afternoon": "TAF",
    "evening": "TEV",
    "night": "TNI",
    "noon": "T12:00",
    "midday": "TMI",
    "midnight": "T24:00",
    "lunchtime": "TMI",
    "dawn": "TMO",
    "dusk": "TEV",
    "nightfall": "TNI",
}
SEASON_CODES = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}


@dataclass(frozen=True, slots=True)
class Context:
    """What a value is counted from: the day of publication, the last day narrated, the tense.

    `year` is a past year named before in the sentence: "in 2008 she went on until June 3".
    """

    said: date | None
    told: date | None
    tense: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """A TIMEX3 type and value with the first and last day it may span, ISO 8601 or ""."""

    type: str
    value: str
    earliest: str = ""
    latest: str = ""


def day_meaning(value: str, part: str = "", type_: str = "DATE") -> Meaning:
    """The meaning of a date value, its days cut to the early, mid or late part."""
    span = span_of(value)
    if span is None:
        return Meaning(type_, value)
    first, last = narrow(span, part)
    return Meaning(type_, value, first.isoformat(), last.isoformat())


def part_of(words: str) -> str:
    """early, mid, late or "" for the words before a date ("the end of", "mid-")."""
    lowered = words.lower()
    for name, marks in (
        ("early", ("earl", "begin", "start", "first", "turn")),
        ("late", ("late", "end", "close", "second", "latter", "rest", "remain")),
        ("mid", ("mid", "height")),
    ):
        if any(mark in lowered for mark in marks):
            return name
    return ""


def plain_number(words: str) -> float | None:
    """The value of a count in digits or words; None for "several" and the like."""
    cleaned = words.lower().replace(",", "").replace("½", ".5").strip()
    half = 0.5 if "and a half" in cleaned else 0.0
    cleaned = cleaned.replace(" and a half", "").replace(" .5", ".5").strip()
    if cleaned in ("a", "an", "the", "another") or re.fullmatch(_ONE_WHOLE, cleaned):
        return 100.0 if "hundred" in cleaned else 0.5 if "half" in cleaned else 1.0 + half
    if cleaned in ("half", "half a", "half an", "a half", "one half"):
        return 0.5
    try:
        return float(cleaned) + half
    except ValueError:
        total = 0.0
        for word in cleaned.replace("-", " ").split():
            if word == "hundred":
                total = (total or 1.0) * 100
            elif word in SMALL or word in TENS:
                total += float(SMALL.get(word, TENS.get(word, 0)))
            else:
                return None
        return total + half if total or cleaned == "zero" else None


def unit_of(words: str) -> str:
    """The singular of a unit of time."""
    lowered = words.lower()
    return {"centurie": "century", "millennia": "millennium"}.get(
        lowered.removesuffix("s"), lowered.removesuffix("s")
    )


def period(count: float | None, unit: str) -> str:
    """The TIMEX3 period of a count of units ("PXY" for several years, "PT90M" for 90 minutes)."""
    factor, unit = (2, "week") if unit == "fortnight" else (1, unit)
    number = "X" if count is None else f"{count * factor:g}"
    time = "T" if unit in ("second", "minute", "hour") else ""
    if unit == "hour" and count == 0.5:
        return "PT30M"
    return f"P{time}{number}{LETTERS[unit]}"


def shifted(anchor: date, count: float, unit: str) -> str:
    """The value of the day, week, month or year `count` units from `anchor`, in that unit's width."""
    if unit in _UNIT_DAYS:
        day = shift_days(anchor, _UNIT_DAYS[unit] * count)
        weekly = week_value(day) + ("-WE" if unit == "weekend" else "")
        return day.isoformat() if unit in ("day", "night") else weekly
    if unit in _UNIT_MONTHS or count != round(count):
        moved = shift_months(anchor, round(_UNIT_MONTHS.get(unit, 12) * count))
        return quarter_value(moved) if unit == "quarter" else month_value(moved)
    width = _UNIT_YEARS.get(unit, 1)
    return f"{max(1, anchor.year // width + round(count)):0{4 - len(str(width)) + 1}d}"


_UNIT_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
_UNIT_MONTHS = {"month": 1, "quarter": 3}
_UNIT_YEARS = {"decade": 10, "century": 100, "millennium": 1000}
_ONE_WHOLE = r"an? (?:hundred|half|full|entire|whole|extra|additional|calendar)"
UNKNOWN_VALUES = {
    "day": "XXXX-XX-XX",
    "night": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "fortnight": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}
Reader = Callable[[Wording, Context], Meaning | None]


def nearest_weekday(said: date, weekday: int, tense: str) -> date:
    """The day that a bare weekday names: today's own, else the last one gone, or the next.

    The next after a future verb; the nearer one after a present verb.
    """
    back = (said.isoweekday() - weekday) % 7
    if (tense == FUTURE and back) or (tense == PRESENT and back > 3):
        return shift_days(said, 7 - back)
    return shift_days(said, -back)


def nearest_month(said: date, month: int, tense: str) -> int:
    """The year of a bare month: the last one gone, the next after a future verb, else the nearer one."""
    ahead = (month - said.month) % 12
    if tense == FUTURE:
        return said.year + (month < said.month)
    if tense == PAST or ahead > 6:
        return said.year - (month > said.month)
    return said.year + (month < said.month)


def nearest_day(said: date, month: int, day: int, tense: str) -> date | None:
    """The day that a bare month and day names: by tense, else the nearest of last, this and next year."""
    years = [year for year in (said.year - 1, said.year, said.year + 1) if 1 <= year <= 9999]
    days = [found for year in years if (found := safe_day(year, month, day)) is not None]
    if tense == PAST and (past := [d for d in days if d <= said]):
        return past[-1]
    if tense == FUTURE and (ahead := [d for d in days if d >= said]):
        return ahead[0]
    return min(days, key=lambda d: (abs((d - said).days), d), default=None)


def safe_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_number(words: str) -> int:
    """1 to 12 for a month's name or abbreviation."""
    return MONTHS[words.lower().rstrip(".")]


def weekday_number(words: str) -> int:
    """1 to 7 for a weekday's name or abbreviation."""
    lowered = words.lower().rstrip(".")
    return WEEKDAYS.get(lowered) or WEEKDAYS[lowered.removesuffix("s")]
