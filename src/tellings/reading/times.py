"""Publication times as headers, records and addresses write them, turned into ISO 8601."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
)
_MONTH += r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
_TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2})?\s?(?P<half>[ap]\.?m\.?)?"
_ZONE = r"(?: ?\(?(?:E[SD]?T|C[SD]?T|M[SD]T|P[SD]?T|GMT|UTC|BST|IST|CET|CEST|EET|MSK)\)?)?"
_YMD = re.compile(r"(?P<year>(?:19|20)\d\d)([-/.]?)(?P<month>0[1-9]|1[0-2])\2(?P<day>[0-3]\d)(?!\d)")
_MDY = re.compile(
    _WEEKDAY + _MONTH + r"\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)(?!\d)", re.I
)
_DMY = re.compile(
    _WEEKDAY + r"(?P<day>\d{1,2})(?:st|nd|rd|th)? " + _MONTH + r"\.?,? (?P<year>(?:19|20)\d\d)(?!\d)", re.I
)
_NUMERIC = re.compile(r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?!\d)")
_CLOCK = re.compile(_TIME + _ZONE, re.I)
_WORDS_ROUND = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|modified|created|date|dated|edited|on|at|time"
    r"|originally"
    r"|article|story|was|by|last)\b:?|[-|,•·–—:()/]|\s)+",
    re.I,
)
_AGO = re.compile(r"\d+ (?:year|month|week|day|hour|minute)s? ago", re.I)
_ISO = re.compile(r"(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?")
_DIGIT = re.compile(r"\d")
_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)"
    r"(?:[/-]?(?P<month>0[1-9]|1[0-2])[/-]?(?P<day>[0-2]\d|3[01])"  # 2017/12/27, 2017-12/27, 20171227
    r"|[/-](?P<short>1[0-2]|0?[1-9]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"  # 2018/2/5, 2017/dec/31
    r"[/-](?P<date>[12]\d|3[01]|0?[1-9]))(?!\d)",
    re.I,
)


def find_date(text: str) -> tuple[int, int, str]:
    """The first date in the start of `text` with a year: (start, end, ISO day), or (0, 0, "").

    A date of numbers alone counts only when its order can't be mistaken (21/01/2022).

    >>> find_date("Published Jan. 21, 2022")
    (10, 23, '2022-01-21')
    """
    text = text[:200]
    if not _DIGIT.search(text):
        return 0, 0, ""
    best = (len(text), 0, "")
    for pattern in (_YMD, _MDY, _DMY, _NUMERIC):
        match = pattern.search(text)
        if match and match.start() < best[0]:
            day = _day(match.groupdict())
            if day:
                best = (match.start(), match.end(), day)
    return best if best[2] else (0, 0, "")


def _day(parts: dict[str, str | None]) -> str:
    """The ISO day of a match's parts, or "" when there is no such day."""
    year = int(parts["year"] or 0)
    if "a" in parts:
        first, second = int(parts["a"] or 0), int(parts["b"] or 0)
        if first <= 12 and second <= 12 and first != second:
            return ""
        month, day = (second, first) if first > 12 or first == second else (first, second)
    else:
        name = parts["month"] or ""
        month = int(name) if name.isdigit() else _MONTHS[name.lower()]
        day = int(parts["day"] or 0)
    try:
        return datetime(year, month, day).date().isoformat()
    except ValueError:
        return ""


def read_date_line(line: str) -> str:
    """The ISO time of a line that holds a date and nothing else, or "".

    >>> read_date_line("20220121"), read_date_line("Updated: 2017-09-15 17:52")
    ('2022-01-21', '2017-09-15T17:52')
    """
    if len(line) > 100:
        return ""
    if _ISO.fullmatch(line):
        return read_time(line)
    start, end, day = find_date(line)
    if not day:
        return ""
    rest = f"{line[:start]} {line[end:].lstrip('T')}"
    clock = _CLOCK.search(rest)
    second, until, _ = find_date(rest)
    if until:
        rest = f"{rest[:second]} {rest[until:]}"
    if _WORDS_ROUND.sub("", _AGO.sub(" ", _CLOCK.sub(" ", rest))):
        return ""
    return day + (_clock_of(clock) if clock else "")


def _clock_of(match: re.Match[str]) -> str:
    hour, minute = int(match["hour"]), int(match["minute"])
    half = (match["half"] or "").lower()[:1]
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return f"T{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def read_time(value: str) -> str:
    """ISO 8601 of a record's time in any usual form, or "" when it can't be told.

    A midnight without a zone stands for a day, which is how tables write days.

    >>> read_time("2017-09-15T00:00:00"), read_time("Fri, 21 Jan 2022 10:00:00 GMT"), read_time("1642759200")
    ('2017-09-15', '2022-01-21T10:00:00+00:00', '2022-01-21T10:00:00+00:00')
    """
    value = value.strip()[:100]
    if _ISO.fullmatch(value):
        try:
            time = datetime.fromisoformat(value)
        except ValueError:
            return ""
        bare = len(value) <= 10 or (
            time.tzinfo is None and (time.hour, time.minute, time.second) == (0, 0, 0)
        )
        said = "seconds" if value[16:17] == ":" else "minutes"
        return time.date().isoformat() if bare else time.isoformat(timespec=said)
    if value.isascii() and value.isdigit() and len(value) in (10, 13):
        return datetime.fromtimestamp(int(value[:10]), UTC).isoformat()
    if value[:3].isalpha() and value[3:4] == ",":
        try:
            return parsedate_to_datetime(value).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            pass
    return read_date_line(value) or find_date(value)[2]


def date_of_address(url: str) -> str:
    """The ISO day in an address's path, or "".

    >>> date_of_address("https://a.example/2022/12/21/talks"), date_of_address("https://a.example/n/89042132.cms")
    ('2022-12-21', '')
    """
    match = _IN_ADDRESS.search(url[:400].partition("?")[0])
    if not match:
        return ""
    month = (match["month"] or match["short"]).lower()
    parts: dict[str, str | None] = {
        "year": match["year"],
        "month": month.lstrip("0"),
        "day": match["day"] or match["date"],
    }
    return _day(parts)
