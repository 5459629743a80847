"""The credits of pictures that stand in an article's text ("Photo by Ann Lee/Getty Images")."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from tellings.reading.agencies import name_photo_agency
from tellings.reading.phrases import OF_PICTURES

Picture: TypeAlias = tuple[int, int, str]

_AGENCY = (
    r"(?:Getty Images|Getty|AFP|Reuters|REUTERS|AP Photo|AP Images|AP|EPA-EFE|EPA|Shutterstock(?:\.com)?"
    r"|Alamy(?: Stock Photo)?"
    r"|Bloomberg|Anadolu(?: Agency)?|ZUMA(?: Press)?|Sipa(?: USA)?|TASS|Xinhua|UPI|PA(?: Wire)?|Rex|REX"
    r"|iStock(?:photo)?"
    r"|NurPhoto|Corbis|Landov|Sputnik|Pool|USA TODAY Sports|Invision|The Washington Post|The New York Times"
    r"|dpa|CNN|(?:The )?Associated Press|Redux|LightRocket)"
)
_WORD = r"(?:(?:[A-Z]\.)+|[JS]r\.|St\.|[A-Z][\w’'\-]*)"
_NAMES = rf"{_WORD}(?: (?:{_WORD}|de|la|van|von|der|al|bin|el|da|di|del)){{0,4}}"
_CHAIN = rf"{_AGENCY}(?:(?: ?/ ?| via |, | – | )(?:{_AGENCY}|File|FILE|Pool))*"
# "(AP Photo/Ann Lee, File)", "(Ann Lee/Reuters)", "(Photo: Ann Lee, AP)", "(Reuters photo: Ann Lee)"
_BRACKETED = re.compile(rf"\([^()\n]{{0,70}}?\b{_AGENCY}\b[^()\n]{{0,60}}\)")
# "Ann Lee / Anadolu Agency via Getty Images", "Ann Lee/AP", "Ann Lee | Getty Images"
_SLASHED = re.compile(rf"{_NAMES} ?[/|] ?{_CHAIN}\b|{_NAMES},? via {_CHAIN}\b")
# "Photo by Ann Lee", "Photograph: Ann Lee/AFP", "Image copyright AFP", "Credit: Ann Lee"
_LABELLED = re.compile(
    rf"(?:Photo(?:graph(?:er)?)?|PHOTO|Image|Picture|Pic|Mandatory Credit|Photo [Cc]redit|Image [Cc]redit"
    rf"|Credit)"
    rf"(?: ?(?:by|from|courtesy of|copyright|credit|via)|:)\s*:?\s?(?!Image|Media)(?P<names>{_NAMES}(?:(?: "
    rf"?[/|] ?|, | via | for | – |-){_NAMES})*)"
)
_NEXT_LABEL = re.compile(r" (?:Image|Media|Photo)$")  # "Image copyright AFP Image caption …"
_MOST_MARKS = 3_000  # slashes looked round in one text; picture galleries have a few hundred
_REUTERS = re.compile(rf"REUTERS ?/ ?{_NAMES}(?:/Files?|/File Photo)?")
_HOLDER = re.compile(_AGENCY)
_SHORT_HINTS = ("AP", "AFP", "EPA", "via ")


def find_pictures(text: str, said: frozenset[str]) -> Iterator[Picture]:
    """(start, end, name) of each picture credit; the name is the agency, or the photographer without one.

    `said` are the phrases that stand in the text.

    >>> from tellings.reading.phrases import look_for_phrases
    >>> text = "A street in Bern.Ann Lee / Anadolu Agency via Getty Images"
    >>> [(text[a:b], name) for a, b, name in find_pictures(text, look_for_phrases(text))]
    [('Ann Lee / Anadolu Agency via Getty Images', 'Anadolu Agency, Getty Images')]
    """
    last = 0
    for start, end in _spans(text, said):
        if start >= last:
            yield start, end, _name(text[start:end])
            last = end


def _spans(text: str, said: frozenset[str]) -> list[tuple[int, int]]:
    """The credits that any pattern finds, the earliest and longest first."""
    if said.isdisjoint(OF_PICTURES) and not any(hint in text for hint in _SHORT_HINTS):
        return []
    spans: list[tuple[int, int]] = []
    if "(" in text:
        spans += [m.span() for m in _BRACKETED.finditer(text) if _is_credit(m[0])]
    if "/" in text or "|" in text or " via " in text:
        spans += _around(text, ("/", "|", " via "), _SLASHED)
        spans += [m.span() for m in _REUTERS.finditer(text)] if "REUTERS" in text else []
    spans += [(m.start(), m.start() + len(_NEXT_LABEL.sub("", m[0]))) for m in _LABELLED.finditer(text)]
    return sorted(spans, key=lambda span: (span[0], -span[1]))


def _around(text: str, marks: tuple[str, ...], pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Matches of `pattern` in the words round each mark, so that long texts without marks cost nothing."""
    for mark in marks:
        at = text.find(mark)
        looked = 0
        while at >= 0 and looked < _MOST_MARKS:
            low = max(0, at - 70, text.rfind("\n", max(0, at - 70), at) + 1)
            high = min(len(text), at + 90)
            if _HOLDER.search(text, low, high):
                looked += 1
                for match in pattern.finditer(text, low, high):
                    yield match.span()
            at = text.find(mark, at + 60)


def _is_credit(words: str) -> bool:
    """Whether what stands in brackets credits a picture: by a photo word, or a name, slash, agency."""
    inner = words[1:-1]
    if re.search(r"(?i)photo|\bvia\b|image|pool|file\b", inner):
        return True
    return "/" in inner and inner[:1].isupper()


def _name(words: str) -> str:
    holders = [name_photo_agency(m[0]) or m[0] for m in _HOLDER.finditer(words) if m[0] not in ("Pool",)]
    if holders:
        return ", ".join(dict.fromkeys(holders))
    match = _LABELLED.match(words)
    return _NEXT_LABEL.sub("", match["names"]) if match else words.strip("() ")
