"""Meanings of dates with a name of their own: days, months, years, seasons, holidays, clock times."""

import dataclasses
import re
from datetime import date

from tellings.findings.dates_calendar import month_value, shift_days, shift_months, week_value
from tellings.findings.dates_grammar import HOLIDAYS, Wording
from tellings.findings.dates_tense import FUTURE, PAST
from tellings.findings.dates_values import (
    DAYPARTS,
    SEASON_CODES,
    Context,
    Meaning,
    day_meaning,
    month_number,
    nearest_day,
    nearest_month,
    nearest_weekday,
    part_of,
    safe_day,
    weekday_number,
)

_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4, "latter": 2}
_CENTURIES = {
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "twenty-first": 21,
}
_DECADES = {"twen": 2, "thir": 3, "for": 4, "fif": 5, "six": 6, "seven": 7, "eigh": 8, "nine": 9}
_BEFORE_MONTHS = frozenset(
    "in since by of until till from through during last next this between and before after for to late "
    "early".split()
)
_FLOATING = {  # (month, weekday, which): the holiday falls on that weekday of the month, -1 the last
    "thanksgiving": (11, 4, 4),
    "labor day": (9, 1, 1),
    "memorial day": (5, 1, -1),
    "martin luther king": (1, 1, 3),
    "columbus day": (10, 1, 2),
    "president": (2, 1, 3),
    "mother": (5, 7, 2),
    "father": (6, 7, 3),
}


def read_iso(wording: Wording, context: Context, text: str) -> Meaning:
    """2008-03-01, with a time of day or without."""
    value = text[wording.start : wording.end]
    return day_meaning(value, type_="TIME" if "T" in value else "DATE")


def read_slash(wording: Wording, context: Context, text: str) -> Meaning | None:
    """7/8/07 in the American order, or the other where only that names a day."""
    first, second, year = (int(piece) for piece in text[wording.start : wording.end].split("/"))
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    day = safe_day(year, first, second) or safe_day(year, second, first)
    return day_meaning(day.isoformat()) if day else None


def read_month_day(wording: Wording, context: Context, text: str) -> Meaning | None:
    """ "June 18", "11 December 2009", with a clock time or without."""
    groups = wording.groups
    month, number = month_number(groups["month"]), int(groups["day"])
    year = _year(groups["year"]) if "year" in groups else context.year if context.tense == PAST else None
    if year is None and context.said is None:
        return Meaning("DATE", f"XXXX-{month:02d}-{number:02d}")
    day = safe_day(year, month, number) if year else _day_of(month, number, groups.get("wd", ""), context)
    if day is None:
        return None
    return _timed(day, groups.get("clock", "")) if "clock" in groups else day_meaning(day.isoformat())


def _day_of(month: int, number: int, weekday: str, context: Context) -> date | None:
    """The day of a bare month and day; a weekday beside it decides the year where it can."""
    if context.said is None:
        return None
    found = nearest_day(context.said, month, number, context.tense)
    if weekday and found is not None and found.isoweekday() != weekday_number(weekday):
        near = [safe_day(context.said.year + shift, month, number) for shift in (0, -1, 1)]
        fitting = [day for day in near if day and day.isoweekday() == weekday_number(weekday)]
        return fitting[0] if fitting else found
    return found


def _year(words: str) -> int:
    """A year of four digits, or of two after an apostrophe."""
    digits = words.strip("'’‘")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < 50 else 1900)


def read_month(wording: Wording, context: Context, text: str) -> Meaning | None:
    """ "June", "early June", "last June", "October of next year", "June 2009"."""
    groups, words = wording.groups, text[wording.start : wording.end]
    month, part = month_number(groups["month"]), part_of(groups.get("part", ""))
    if "year" in groups:
        return day_meaning(f"{_year(groups['year']):04d}-{month:02d}", part)
    if groups.get("near", "").lower() in ("each", "every"):
        return Meaning("SET", f"XXXX-{month:02d}")
    if words.lower() in ("may", "march", "sun", "mar", "sat") and not _is_month(wording, text):
        return None
    said = context.said
    if said is None:
        return Meaning("DATE", f"XXXX-{month:02d}")
    year = nearest_month(said, month, context.tense)
    near, of = groups.get("near", "").lower(), groups.get("of", "")
    if of in ("last", "next", "this", "the previous", "the following"):
        year = said.year + {"last": -1, "the previous": -1, "this": 0}.get(of, 1)
    elif near in ("last", "past", "this past"):
        year = said.year - (month >= said.month)
    elif near in ("next", "coming", "this coming"):
        year = said.year + (month <= said.month)
    elif near == "this":
        year = said.year
    return day_meaning(f"{year:04d}-{month:02d}", part)


def _is_month(wording: Wording, text: str) -> bool:
    """True where "May" or "March" stands as a month does: after a preposition or before a stop."""
    if text[wording.start : wording.end].lower() not in ("may", "march"):
        return True
    before = re.search(r"\b([A-Za-z]+) $", text[max(0, wording.start - 14) : wording.start])
    return before is not None and before.group(1).lower() in _BEFORE_MONTHS


def read_weekday(wording: Wording, context: Context, text: str) -> Meaning | None:
    """ "Thursday", "last Friday", "Friday morning", "every Monday"."""
    groups = wording.groups
    weekday, near = weekday_number(groups["wd"]), groups.get("near", "").lower()
    if near in ("every", "each") or groups.get("plural"):
        return Meaning("SET", f"XXXX-WXX-{weekday}" + DAYPARTS.get(groups.get("part", ""), ""))
    if context.said is None:
        part = _daypart(groups.get("part", ""))
        return Meaning("TIME" if part else "DATE", f"XXXX-WXX-{weekday}{part}")
    said = context.said
    day = nearest_weekday(said, weekday, context.tense)
    if near in ("last", "past", "this past", "the previous"):
        day = nearest_weekday(shift_days(said, -1), weekday, PAST)
    elif near in ("next", "coming", "this coming", "the following"):
        day = nearest_weekday(shift_days(said, 1), weekday, FUTURE)
    if "part" in groups:
        return day_meaning(day.isoformat() + _daypart(groups["part"]), type_="TIME")
    return day_meaning(day.isoformat())


def _daypart(words: str) -> str:
    """TMO for "early morning"."""
    return DAYPARTS.get(re.sub(r"^(?:early |late |mid-?)", "", words.lower()), "")


def read_clock(wording: Wording, context: Context, text: str) -> Meaning | None:
    """ "10 p.m. Saturday", "18:00 UTC" on the day told of.

    With none told, a past hour is of the day of publication or of the day before: morning papers tell
    of the last evening.
    """
    groups = wording.groups
    day = context.told or context.said
    named = groups.get("wd", "").lower()
    if named in ("today", "yesterday", "tomorrow"):
        day = (
            shift_days(context.said, {"yesterday": -1, "tomorrow": 1}.get(named, 0)) if context.said else None
        )
    elif named and context.said:
        day = nearest_weekday(context.said, weekday_number(named), context.tense)
    meaning = _timed(day, groups["clock"])
    if meaning is None or day is None or named or context.told is not None or context.tense != PAST:
        return meaning
    return dataclasses.replace(meaning, earliest=shift_days(day, -1).isoformat())


def _timed(day: date | None, clock: str) -> Meaning | None:
    """The meaning of a clock time on a day."""
    found = re.match(r"(\d\d(?=\d\d)|\d{1,2})(?:[:.]?(\d\d))?(?:[:.]\d\d)? ?([ap]?)", clock.lower())
    if clock.lower().startswith(("noon", "midnight")):
        hour, minute = (12 if clock.lower().startswith("noon") else 24), 0
    elif found is None or int(found[1]) > 24:
        return None
    else:
        hour, minute = int(found[1]), int(found[2] or 0)
        half = found[3] if re.match(r"[\d:. ]+[ap]\.?m", clock.lower()) else ""
        hour = hour % 12 + 12 if half == "p" else hour % 12 if half == "a" else hour
    zone = "Z" if re.search(r"\b(?:GMT|UTC)\b(?! ?[+-])", clock) else ""
    date_value = day.isoformat() if day else "XXXX-XX-XX"
    return day_meaning(f"{date_value}T{hour:02d}:{minute:02d}{zone}", type_="TIME")


def read_year(wording: Wording, context: Context, text: str) -> Meaning:
    """ "2009", "early 2009", "fiscal 1989"."""
    value = f"{_year(wording.groups['year']):04d}"
    return day_meaning(value, part_of(wording.groups.get("part", "")))


def read_years(wording: Wording, context: Context, text: str) -> Meaning | None:
    """ "2009-10": two years side by side."""
    first, second = int(wording.groups["year"]), int(wording.groups["second"])
    if (first + 1) % 100 != second:
        return None
    return Meaning("DATE", f"{first:04d}", f"{first:04d}-01-01", f"{first + 1:04d}-12-31")


def read_decade(wording: Wording, context: Context, text: str) -> Meaning:
    """ "the early 1990s", "the '80s"."""
    groups = wording.groups
    if "long" in groups:
        value = groups["long"][:3]
    else:
        tens = groups["short"][0] if "short" in groups else str(_tens(groups["word"]))
        value = f"19{tens}" if tens not in "01" else f"20{tens}"
    return day_meaning(value, part_of(groups.get("part", "") + groups.get("dpart", "")))


def _tens(word: str) -> int:
    return next(value for stem, value in _DECADES.items() if word.lower().removesuffix("ties") == stem)


def read_century(wording: Wording, context: Context, text: str) -> Meaning:
    """ "the 19th century" is 18, the years 1800 to 1899."""
    nth = wording.groups["nth"].lower()
    number = _CENTURIES.get(nth) or int(re.sub(r"\D", "", nth))
    return day_meaning(f"{number - 1:02d}", part_of(wording.groups.get("part", "")))


def read_quarter(wording: Wording, context: Context, text: str) -> Meaning | None:
    """ "the first quarter of 2009", "third-quarter", "Q2"."""
    groups, words = wording.groups, text[wording.start : wording.end].lower()
    if "quarter" not in words and not groups["which"].startswith("Q"):
        return None
    which = groups["which"].lower()
    number = int(re.sub(r"\D", "", which)) if re.search(r"\d", which) else _NTH[which]
    year = _year_of(groups, context)
    if year is None:
        return Meaning("DATE", f"XXXX-Q{number}")
    if context.said and "year" not in groups and "of" not in groups and "year" not in words:
        year -= number > (context.said.month + 2) // 3 and context.tense != FUTURE
    return day_meaning(f"{year:04d}-Q{number}")


def read_half(wording: Wording, context: Context, text: str) -> Meaning:
    """ "the first half of 2009"."""
    year = _year_of(wording.groups, context)
    number = _NTH[wording.groups["which"].lower()]
    return day_meaning(f"{year:04d}-H{number}") if year else Meaning("DATE", f"XXXX-H{number}")


def _year_of(groups: dict[str, str], context: Context) -> int | None:
    """The year that a quarter, a half or a week is of."""
    if groups.get("year", "").isdigit():
        return int(groups["year"])
    if context.said is None:
        return None
    of = groups.get("of", groups.get("rel", "")).split(" ")[0]
    return context.said.year + {"last": -1, "previous": -1, "next": 1}.get(of, 0)


def read_season(wording: Wording, context: Context, text: str) -> Meaning | None:
    """ "last summer", "the spring of 2008", "this fall"; a bare "fall" or "spring" is too often none."""
    groups = wording.groups
    code, near = SEASON_CODES[groups["season"].lower()], groups.get("near", "").lower()
    if "year" in groups:
        return day_meaning(f"{int(groups['year']):04d}-{code}", part_of(groups.get("part", "")))
    bare = near in ("", "the", "that", "in", "by", "since", "until", "of")
    if bare and groups["season"].lower() in ("fall", "spring") and near in ("", "that", "by", "of"):
        return None
    if near in ("every", "each"):
        return Meaning("SET", f"XXXX-{code}")
    if context.said is None:
        return Meaning("DATE", f"XXXX-{code}")
    year = _season_year(context.said, code, near, context.tense)
    return day_meaning(f"{year:04d}-{code}", part_of(groups.get("part", "")))


def _season_year(said: date, code: str, near: str, tense: str) -> int:
    """The year of a season; a winter is of the year it begins in."""
    month = {"SP": 4, "SU": 7, "FA": 10, "WI": 12}[code]
    if near == "last":
        return said.year - (month >= said.month)
    if near == "next":
        return said.year + (month <= said.month)
    if near.startswith("this"):
        return said.year
    return nearest_month(said, month, tense)


def read_holiday(wording: Wording, context: Context, text: str) -> Meaning | None:
    """ "Christmas", "Thanksgiving 2010"."""
    groups = wording.groups
    name = groups["name"].lower().replace("’", "'")
    years = [int(groups["year"])] if "year" in groups else []
    if not years and context.said is not None:
        years = [context.said.year + shift for shift in (-1, 0, 1)]
    if not years:
        fixed = HOLIDAYS.get(name)
        return Meaning("DATE", f"XXXX-{fixed[0]:02d}-{fixed[1]:02d}" if fixed else "XXXX-XX-XX")
    days = [day for year in years if (day := _holiday(name, year)) is not None]
    if not days:
        return None
    said, near = context.said, groups.get("near", "").strip().lower()
    if len(days) == 1 or said is None:
        return day_meaning(days[0].isoformat())
    if near == "last" or (context.tense == PAST and near != "next"):
        return day_meaning(max(day for day in days if day <= said or day == days[0]).isoformat())
    if near == "next" or context.tense == FUTURE:
        return day_meaning(min(day for day in days if day >= said or day == days[-1]).isoformat())
    return day_meaning(min(days, key=lambda day: (abs((day - said).days), day)).isoformat())


def _holiday(name: str, year: int) -> date | None:
    """The day of a holiday in a year."""
    if name in HOLIDAYS:
        return safe_day(year, *HOLIDAYS[name])
    for stem, (month, weekday, which) in _FLOATING.items():
        if name.startswith(stem):
            first = date(year, month, 1)
            if which < 0:
                last = shift_days(shift_months(first, 1), -1)
                return shift_days(last, -((last.isoweekday() - weekday) % 7))
            return shift_days(first, (weekday - first.isoweekday()) % 7 + 7 * (which - 1))
    return None


def read_week_of(wording: Wording, context: Context, text: str) -> Meaning | None:
    """ "the last week of March", "the first quarter of last year", "the first day of 2009"."""
    groups = wording.groups
    which, unit = groups["which"].lower(), groups["unit"]
    if unit in ("quarter", "half"):
        number = 2 if unit == "half" and which != "first" else _NTH[which]
        year = int(groups["bare"]) if "bare" in groups else _year_of(groups, context)
        code = "Q" if unit == "quarter" else "H"
        return day_meaning(f"{year:04d}-{code}{number}") if year else Meaning("DATE", f"XXXX-{code}{number}")
    first = _first_day(groups, context)
    if first is None:
        return Meaning("DATE", {"week": "XXXX-WXX", "month": "XXXX-XX"}.get(unit, "XXXX-XX-XX"))
    following = shift_months(first, 1) if "month" in groups else shift_months(first, 12)
    last = which in ("last", "final")
    number = -1 if last else _NTH[which] - 1
    if unit == "month":
        return day_meaning(month_value(shift_months(following if last else first, number)))
    if unit == "day":
        return day_meaning(shift_days(following if last else first, number).isoformat())
    day = shift_days(following, -4) if last else shift_days(first, 7 * number)
    return day_meaning(week_value(day) + ("-WE" if unit == "weekend" else ""))


def _first_day(groups: dict[str, str], context: Context) -> date | None:
    """The first day of the month or year that "the last week of" names."""
    if "month" in groups:
        month = month_number(groups["month"])
        if "year" in groups:
            return date(int(groups["year"]), month, 1)
        return date(nearest_month(context.said, month, context.tense), month, 1) if context.said else None
    if "bare" in groups:
        return date(int(groups["bare"]), 1, 1)
    year = _year_of(groups, context)
    if year is None or context.said is None:
        return None
    if "month" in groups.get("rel", ""):
        shift = {"last": -1, "next": 1}.get(groups["rel"].split(" ")[0], 0)
        return shift_months(context.said.replace(day=1), shift)
    return date(year, 1, 1)
