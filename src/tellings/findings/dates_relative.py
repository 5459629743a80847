"""Meanings of relative dates, durations, repetitions and references: "last week", "two years ago", "now"."""

import re
from datetime import date

from tellings.findings.dates_calendar import shift_days, span_of
from tellings.findings.dates_grammar import Wording
from tellings.findings.dates_points import read_month_day, read_season  # noqa: F401
from tellings.findings.dates_tense import PAST
from tellings.findings.dates_values import (
    DAYPARTS,
    SEASON_CODES,
    UNKNOWN_VALUES,
    Context,
    Meaning,
    day_meaning,
    part_of,
    period,
    plain_number,
    shifted,
    unit_of,
)

_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "last night": -1}
_BACK = frozenset("last past previous".split())
_AHEAD = frozenset("next coming following upcoming".split())
_ADVERBS = {
    "daily": "P1D",
    "nightly": "P1D",
    "hourly": "PT1H",
    "weekly": "P1W",
    "biweekly": "P2W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "quarterly": "P1Q",
    "annual": "P1Y",
    "annually": "P1Y",
    "yearly": "P1Y",
    "biannual": "P6M",
    "biannually": "P6M",
    "weekdays": "XXXX-WXX-XX",
    "weekends": "XXXX-WXX-WE",
    "weeknights": "XXXX-WXX-XXTNI",
}


def read_day(wording: Wording, context: Context, text: str) -> Meaning:
    """ "today", "yesterday afternoon", "last night", "the day before yesterday"."""
    name = wording.groups["name"].lower()
    shift = (
        -2
        if name.endswith("yesterday") and len(name) > 9
        else 2
        if name.endswith("tomorrow") and len(name) > 8
        else _DAYS[name]
    )
    part = wording.groups.get("daypart", "night" if name in ("tonight", "last night") else "")
    suffix = DAYPARTS.get(re.sub(r"^(?:early |late |mid-?)", "", part.lower()), "")
    type_ = "TIME" if suffix else "DATE"
    if context.said is None:
        return Meaning(type_, f"XXXX-XX-XX{suffix}")
    return day_meaning(shift_days(context.said, shift).isoformat() + suffix, type_=type_)


def read_day_part(wording: Wording, context: Context, text: str) -> Meaning:
    """ "this morning", "that night", "the following evening"."""
    when = wording.groups["when"].lower()
    suffix = DAYPARTS.get(re.sub(r"^(?:early |late |mid-?)", "", wording.groups["daypart"]), "")
    anchor = context.said if "this" in when else context.told or context.said
    if anchor is None:
        return Meaning("TIME", f"XXXX-XX-XX{suffix}")
    shift = 1 if "following" in when or "next" in when else -1 if "previous" in when else 0
    return day_meaning(shift_days(anchor, shift).isoformat() + suffix, type_="TIME")


def read_near(wording: Wording, context: Context, text: str) -> Meaning | None:
    """ "last week", "the end of next year", "earlier this month", "the previous day", "the year"."""
    groups = wording.groups
    near = groups["near"].lower().removeprefix("the ").replace("later ", "").replace("earlier ", "")
    unit, part = groups["unit"].lower(), groups.get("part", "").lower()
    if unit.endswith("half") or (near == "the" and not part and unit != "weekend"):
        return None
    told = near in ("previous", "following", "same", "that") or (near, unit) == ("next", "day")
    anchor = (context.told or context.said) if told else context.said
    stretch = (
        near in ("last", "next", "coming")
        and groups["near"].lower().startswith("the ")
        and _lasting(wording, text)
    )
    if (
        stretch
        or near == "past"
        or unit in ("hour", "minute")
        or (unit == "day" and near in ("last", "coming"))
    ):
        return _stretch(unit, context.said, ahead=near in _AHEAD)
    if anchor is None:
        return Meaning("DATE", UNKNOWN_VALUES.get(unit, "XXXX"))
    shift = -1 if near in _BACK else 1 if near in _AHEAD else 0
    if unit == "weekend" and near == "this" and context.tense == PAST and anchor.isoweekday() < 4:
        shift = -1
    return _near(unit, shift, anchor, part)


def _near(unit: str, shift: int, anchor: date, part: str) -> Meaning:
    """The unit of time that lies `shift` units from a day, or its early or late part."""
    if unit == "night":
        return day_meaning(shift_days(anchor, shift).isoformat() + "TNI", type_="TIME")
    if unit in SEASON_CODES:
        return _season(unit, shift, anchor, part)
    return _cut(day_meaning(shifted(anchor, shift, unit), part_of(part)), part, anchor)


def _stretch(unit: str, said: date | None, *, ahead: bool) -> Meaning | None:
    """ "the past decade", "over the next year": the unit of time up to or from the day it was said."""
    if unit in SEASON_CODES:
        return None
    value = period(1, unit)
    if said is None or unit in ("hour", "minute"):
        return Meaning("DURATION", value)
    first, last = _end_of(said, 1, unit)
    return (
        Meaning("DURATION", value, said.isoformat(), last)
        if ahead
        else Meaning("DURATION", value, first, said.isoformat())
    )


def _lasting(wording: Wording, text: str) -> bool:
    """True for "over the last year", a stretch of time and no year."""
    return (
        re.search(r"\b(?:over|during|within|for|throughout) $", text[: wording.start][-12:], re.IGNORECASE)
        is not None
    )


def _season(unit: str, shift: int, anchor: date, part: str) -> Meaning:
    """A season near a day: last, this or next."""
    code = SEASON_CODES[unit]
    month = {"SP": 4, "SU": 7, "FA": 10, "WI": 12}[code]
    year = anchor.year
    if shift < 0:
        year -= month >= anchor.month
    elif shift > 0:
        year += month <= anchor.month
    return day_meaning(f"{year:04d}-{code}", part_of(part))


def _cut(meaning: Meaning, part: str, said: date) -> Meaning:
    """ "earlier this week" ends and "later this year" begins with the day it was said."""
    span = span_of(meaning.value)
    if span is None or not part.startswith(("earlier", "later")):
        return meaning
    first, last = span
    if part.startswith("earlier"):
        return Meaning(meaning.type, meaning.value, first.isoformat(), min(last, said).isoformat())
    return Meaning(meaning.type, meaning.value, max(first, said).isoformat(), last.isoformat())


def read_ago(wording: Wording, context: Context, text: str) -> Meaning:
    """ "two years ago", "three days later", "a week earlier"; "years ago" only points back."""
    groups = wording.groups
    unit, way = unit_of(groups["unit"]), groups["way"]
    count = plain_number(groups["count"]) if "count" in groups else None
    back = way in ("ago", "earlier", "before", "previously", "prior")
    anchor = (
        context.said if way in ("ago", "from now", "hence", "from today") else context.told or context.said
    )
    if count is None or anchor is None:
        return _reference("PAST_REF" if back else "FUTURE_REF", context) if count is None else _unknown(unit)
    if unit in ("hour", "minute", "second"):
        hours = count / {"hour": 1, "minute": 60, "second": 3600}[unit]
        day = shift_days(anchor, 0 if hours < 12 else (-hours if back else hours) / 24)
        return day_meaning(day.isoformat(), type_="TIME" if hours < 12 else "DATE")
    return day_meaning(shifted(anchor, -count if back else count, unit))


def _unknown(unit: str) -> Meaning:
    return Meaning("DATE", UNKNOWN_VALUES.get(unit, "XXXX-XX-XX"))


def read_duration(wording: Wording, context: Context, text: str) -> Meaning | None:
    """ "two and a half years", "18 months", "several weeks", "a five-year deal"."""
    groups = wording.groups
    words = groups["count"] + groups.get("half", "")
    count = plain_number(words.replace(" or so", ""))
    unit = unit_of(groups["unit"])
    plural = text[wording.start : wording.end].rstrip().endswith("s") or "and a half" in words
    if count is None and not plural:
        return None
    if groups["count"].lower() in ("a", "an") and _is_rate(wording, text):
        return Meaning("SET", period(1, unit))
    if groups["count"].lower() in ("one", "a", "a full") and unit in ("second", "minute", "night", "day"):
        fixed = text[: wording.start].rstrip().lower().endswith(("at", "wait")) or text[
            wording.end :
        ].startswith((" when", " that"))
        if unit == "second" or fixed:
            return None
    if (
        not plural
        and count is not None
        and count > 2
        and wording.rule == "duration"
        and "-" not in text[wording.start : wording.end]
    ):
        return None
    return Meaning("DURATION", period(count, unit))


def _is_rate(wording: Wording, text: str) -> bool:
    """True for the "a year" of "15 a year" and "$10,000 a year"."""
    before = text[max(0, wording.start - 40) : wording.start]
    if text[wording.start : wording.end].lower().split()[0] not in ("a", "an"):
        return False
    if re.search(
        r"(?:\d|\b(?:million|billion|thousand|hundred|percent|per cent|times|once|twice|dollars|"
        r"euros|pounds|cents|%)) ?$",
        before,
        re.I,
    ):
        return re.match(r" (?:ago|earlier|later|after|before)\b", text[wording.end :]) is None
    return (
        re.search(r"(?:\d|\b(?:two|three|four|five|six|ten|many|several)) [a-z]+s $", before) is not None
        and re.match(r" (?:ago|earlier|later|after|before|in)\b", text[wording.end :]) is None
    )


def read_span(wording: Wording, context: Context, text: str) -> Meaning | None:
    """ "the next four years", "the past six months", "the first nine months of the year"."""
    groups = wording.groups
    unit = unit_of(groups["unit"])
    near = groups["near"].lower().removeprefix("the ")
    plural = text[wording.start : wording.end].split(" of ", maxsplit=1)[0].endswith("s")
    if "count" not in groups and not plural:
        return (
            None
            if unit not in ("decade", "century") or near not in ("past", "last", "next")
            else Meaning("DURATION", period(1, unit))
        )
    if "count" not in groups and near in ("these", "those") and unit in ("day", "hour", "minute", "second"):
        return _reference("PRESENT_REF" if near == "these" else "PAST_REF", context)
    count = plain_number(groups["count"]) if "count" in groups else None
    meaning = Meaning("DURATION", period(count, unit))
    if context.said is None or count is None or unit in ("second", "minute", "hour"):
        return meaning
    ends = _end_of(context.said, count, unit)
    if near in ("last", "past", "previous"):
        return Meaning("DURATION", meaning.value, ends[0], context.said.isoformat())
    if near in ("next", "coming"):
        return Meaning("DURATION", meaning.value, context.said.isoformat(), ends[1])
    return meaning


def _end_of(said: date, count: float, unit: str) -> tuple[str, str]:
    """The days that lie a duration before and after a day."""
    days = count * {
        "day": 1,
        "night": 1,
        "week": 7,
        "weekend": 7,
        "fortnight": 14,
        "month": 30.44,
        "quarter": 91.3,
    }.get(unit, 365.25)
    return shift_days(said, -min(days, 700_000)).isoformat(), shift_days(said, min(days, 700_000)).isoformat()


def read_bare(wording: Wording, context: Context, text: str) -> Meaning | None:
    """ "for months", "decades-long", "weeks": an unknown number of units."""
    words = text[wording.start : wording.end].lower()
    unit = unit_of(wording.groups["unit"])
    if words.startswith("the ") or (unit in ("second", "day", "hour") and not _governed(wording, text)):
        return None
    if "long" not in words and text[max(0, wording.start - 14) : wording.start].lower().endswith(
        ("old ", "his ", "her ", "their ", "its ", "our ", "my ", "of ")
    ):
        return None
    return Meaning("DURATION", period(None, unit))


def _governed(wording: Wording, text: str) -> bool:
    """True where a bare plural follows a word that measures time."""
    return (
        re.search(
            r"\b(?:for|in|within|over|after|of|took|takes|take|last|lasted|spent|by|just|only|"
            r"lasting|mere) $",
            text[: wording.start][-12:],
            re.I,
        )
        is not None
    )


def read_long(wording: Wording, context: Context, text: str) -> Meaning:
    """ "weeklong", "year-long"."""
    return Meaning("DURATION", period(1, unit_of(wording.groups["unit"])))


def read_set(wording: Wording, context: Context, text: str) -> Meaning | None:
    """ "every day", "annual", "twice a week", "per month"."""
    groups = wording.groups
    if "adverb" in groups:
        return Meaning("SET", _ADVERBS[groups["adverb"].lower()])
    unit = groups["unit"].lower()
    if unit not in ("second", "minute", "hour") and (suffix := DAYPARTS.get(unit)):
        return Meaning("SET", f"XXXX-XX-XX{suffix}")
    count = plain_number(groups.get("several", "1").strip())
    other = 2 if " other " in text[wording.start : wording.end] else 1
    return Meaning("SET", period((count or 1) * other, unit_of(unit)))


def read_reference(wording: Wording, context: Context, text: str) -> Meaning | None:
    """ "now", "recently", "the future": the present, the past or the future, no nearer."""
    words = wording.groups["ref"].lower()
    if words == "overnight":
        day = context.said.isoformat() if context.said else "XXXX-XX-XX"
        return day_meaning(f"{day}TNI", type_="TIME")
    if (
        words in ("earlier", "at the time", "at that time", "long ago", "lately")
        or "recent" in words
        or "past" in words
    ):
        return _reference("PAST_REF", context)
    if words in ("medieval times", "ancient times"):
        return _reference("PAST_REF", context)
    if "future" in words or words == "soon" or "coming" in words:
        return _reference("FUTURE_REF", context)
    if words == "the same time":
        return None
    return _reference("PRESENT_REF", context)


def _reference(value: str, context: Context) -> Meaning:
    """A reference to past, present or future, as wide as it honestly is: one end open."""
    said = context.said.isoformat() if context.said else ""
    if value == "PAST_REF":
        return Meaning("DATE", value, "", said)
    if value == "FUTURE_REF":
        return Meaning("DATE", value, said, "")
    return Meaning("DATE", value, said, said)
