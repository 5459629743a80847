"""The place, the day and the agency that open a news report ("GENEVA (Reuters) -")."""

import re
from dataclasses import dataclass

from tellings.models import Span
from tellings.reading.agencies import name_agency
from tellings.reading.lists import words

_WORD = r"[A-ZÀ-Þ][\w.'’\-]*"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    rf"(?:By [^()]{{3,60}}? )??(?P<place>{_WORD}(?:[ /](?:{_WORD}|de|la|of|the|el)){{0,3}}"
    rf"(?:, {_WORD}(?:[ ](?:{_WORD}|de|of)){{0,2}}){{0,2}}?)"
    rf"(?:,? (?P<day>{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?)?"
    rf"(?P<agency>\s*\((?P<name>[^()]{{2,40}})\))?(?P<dash>\s*(?:—|–|--|―|:)\s*|\s+-\s+|,\s+-+\s*)"
)
_LABELS = frozenset(words("dateline_labels"))
_PLACES = frozenset(words("places"))


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: its place as printed, its length in characters, and the agency in it with its span."""

    place: str
    length: int
    agency: str
    agency_span: Span


def read_dateline(text: str) -> Dateline | None:
    """The dateline that opens `text`, or None.

    Without an agency the place must be in capitals or be a city that datelines often name.

    >>> read_dateline("GENEVA (AP) - Talks ended.")
    Dateline(place='GENEVA', length=14, agency='Associated Press', agency_span=(7, 11))
    >>> read_dateline("FILE - In this photo") is None
    True
    """
    match = _DATELINE.match(text, 0, 140)
    if not match:
        return None
    place = match["place"]
    city = place.split(",")[0]
    agency = name_agency(match["name"] or "")
    capitals = city.isupper() and len(city) > 2 and ":" not in match["dash"]
    if city.split()[0] in _LABELS or not (agency or capitals or city.title() in _PLACES):
        return None
    if not text[match.end() : match.end() + 1]:
        return None
    name = match["agency"] or ""
    span = (match.end("agency") - len(name.lstrip()), match.end("agency")) if agency else (0, 0)
    return Dateline(place, match.end(), agency, span)
