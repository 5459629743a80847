"""TIMEX3 values and the days they span: weeks after ISO 8601, quarters, seasons, decades."""

import calendar
import re
from datetime import date, timedelta

SEASONS = {"SP": (3, 1, 6, 20), "SU": (6, 1, 9, 22), "FA": (9, 1, 12, 20), "WI": (12, 1, 3, 20)}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_HALF = re.compile(r"(\d{4})-H([12])")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
Interval = tuple[date, date]


def week_value(day: date) -> str:
    """The ISO week that holds `day`.

    >>> week_value(date(2021, 1, 3))
    '2020-W53'
    """
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def month_value(day: date) -> str:
    """The month that holds `day`, as YYYY-MM."""
    return f"{day.year:04d}-{day.month:02d}"


def quarter_value(day: date) -> str:
    """The quarter that holds `day`, as YYYY-Qn."""
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def shift_months(day: date, months: int) -> date:
    """`day` moved by whole months, its day cut to what the month has; clipped to years 1 to 9999."""
    index = day.year * 12 + day.month - 1 + months
    year, month = max(1, min(9999, index // 12)), index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def shift_days(day: date, days: float) -> date:
    """`day` moved by days; clipped to the calendar."""
    moved = max(1, min(date.max.toordinal(), day.toordinal() + round(days)))
    return date.fromordinal(moved)


def span_of(value: str) -> Interval | None:
    """The first and the last day of a TIMEX3 value; None where it names no days.

    >>> span_of("2004-W53")
    (datetime.date(2004, 12, 27), datetime.date(2005, 1, 2))
    """
    value = value.split("T", maxsplit=1)[0] if "-" in value else value
    try:
        return _span(value)
    except ValueError:
        return None


def _span(value: str) -> Interval | None:
    """`span_of` before impossible days are caught."""
    for pattern, read in _READERS:
        if (found := pattern.fullmatch(value)) is not None:
            return read(found)
    return None


def _read_day(m: re.Match[str]) -> Interval:
    day = date(int(m[1]), int(m[2]), int(m[3]))
    return day, day


def _read_week(m: re.Match[str]) -> Interval:
    monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
    return (shift_days(monday, 5) if m[3] else monday), shift_days(monday, 6)


def _read_season(m: re.Match[str]) -> Interval:
    first_month, first_day, last_month, last_day = SEASONS[m[2]]
    last_year = int(m[1]) + (last_month < first_month)
    return date(int(m[1]), first_month, first_day), date(last_year, last_month, last_day)


def _read_years(m: re.Match[str]) -> Interval:
    """A year, a decade of three digits, a century of two."""
    width = 10 ** (4 - len(m[0]))
    return date(max(1, int(m[0]) * width), 1, 1), date(int(m[0]) * width + width - 1, 12, 31)


_READERS = (
    (_DAY, _read_day),
    (_MONTH, lambda m: _months(int(m[1]), int(m[2]), 1)),
    (_WEEK, _read_week),
    (_QUARTER, lambda m: _months(int(m[1]), 3 * int(m[2]) - 2, 3)),
    (_HALF, lambda m: _months(int(m[1]), 6 * int(m[2]) - 5, 6)),
    (_SEASON, _read_season),
    (re.compile(r"\d{2,4}"), _read_years),
)


def _months(year: int, month: int, count: int) -> Interval:
    """The span of `count` months from the first of one."""
    first = date(year, month, 1)
    last = shift_months(first, count - 1)
    return first, last.replace(day=calendar.monthrange(last.year, last.month)[1])


def narrow(interval: Interval, part: str) -> Interval:
    """The early, mid or late third of an interval; the whole for any other word."""
    first, last = interval
    days = (last - first).days + 1
    third = max(1, days // 3)
    if part == "early":
        return first, first + timedelta(days=third - 1)
    if part == "late":
        return last - timedelta(days=third - 1), last
    if part == "mid" and days > 2:
        return first + timedelta(days=third), last - timedelta(days=third)
    return interval
