"""Lines that say who wrote: "By Ann Lee, The Associated Press", "Ann Lee | Reuters"."""

import re
from typing import NamedTuple

from tellings.reading.agencies import name_agency, name_outlet
from tellings.reading.times import find_date

_BYLINE = re.compile(r"(?i:by|story by|written by|reported by|posted by|from) (?P<names>[A-Z].{2,110})")
_NAME = re.compile(r"[A-Z][\w.’'\-]*(?: (?:[A-Z][\w.’'\-]*|de|la|van|von|der|al|bin|el|da|di|del)){1,3}")
_PARTS = re.compile(r",\s*|\s*[|•·/]\s*|\s+[–—-]\s+")


class Byline(NamedTuple):
    """Who wrote, for which agency and outlet, and on which day; what the line doesn't say is ""."""

    names: str
    agency: str
    outlet: str
    day: str


def is_name(text: str) -> bool:
    """Whether `text` is written as a person's name is."""
    return len(text) < 60 and _NAME.fullmatch(text) is not None


def read_byline(line: str) -> Byline | None:
    """What a line says of who wrote, or None when it is no byline.

    >>> read_byline("By Ann Lee, The Associated Press")
    Byline(names='Ann Lee', agency='Associated Press', outlet='', day='')
    >>> read_byline("By then the talks had failed.") is None
    True
    """
    marked = _BYLINE.fullmatch(line) if len(line) < 140 else None
    text = marked["names"] if marked else line
    if len(text) > 120 or text[-1] in ".?!":
        return None
    start, _, day = find_date(text)
    parts = [part.strip() for part in _PARTS.split(text[:start] if day else text) if part.strip()]
    split = [piece for part in parts for piece in _without_agency(part)]
    agency = next((found for found in map(name_agency, split) if found), "")
    outlet = next((part for part in split if name_outlet(part) and not name_agency(part)), "")
    names = [part for part in split if not name_outlet(part)]
    if not marked and not (len(names) == 1 and is_name(names[0]) and (agency or outlet)):
        return None
    written = [name for name in names if not name.lower().startswith(("updated", "published", "posted"))]
    return Byline(", ".join(written), agency, outlet, day)


def _without_agency(part: str) -> list[str]:
    """A part of a byline, cut where an agency's or an outlet's name ends it ("ANN LEE Associated Press")."""
    said = part.split()
    for count in (3, 2, 1):
        if len(said) > count + 1 and name_outlet(" ".join(said[-count:])):
            return [" ".join(said[:-count]), " ".join(said[-count:])]
    return [part]
