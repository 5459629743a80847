"""The other outlets that an article says it has something from ("told NBC News", "CNN reported")."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from tellings.reading.agencies import name_outlet, same_outlet
from tellings.reading.lists import words

Cited: TypeAlias = tuple[int, int, str]

_RUN = re.compile(r"(?:[Tt]he )?[A-Z][\w&.’'\-]*(?: (?:[A-Z][\w&.’'\-]*|of|and|the|&)){0,5}")
# Words that the outlet's name follows, under a piece of them that is looked for first.
_BEFORE = {
    "told ": ("told ", "told reporters from "),
    "according to ": ("according to ",),
    "interview": ("interview with ", "interview on ", "interviewed by "),
    "report": ("reported by ", "report by ", "report in ", "report from ", "reports in "),
    "ed by ": ("published by ", "obtained by ", "quoted by ", "cited by ", "revealed by "),
    "published in ": ("published in ",),
    "spoke ": ("spoke to ", "spoke with "),
    "speaking to ": ("speaking to ",),
    "statement to ": ("statement to ",),
    "poll by ": ("poll by ",),
    "wrote in ": ("wrote in ",),
}
_AFTER = (
    " reported",
    " reports",
    " first reported",
    " has reported",
    " had reported",
    " quoted",
    " said citing",
)
_BACK = re.compile(r"(?:[Tt]he )?[A-Z][\w&.’'\-]*(?: (?:[A-Z][\w&.’'\-]*|of|and|the|&)){0,5}$")
_NOT_FIRST = frozenset(words("not_first"))
_OWNED = re.compile(r"[’']s?$")


def find_citations(text: str, own: tuple[str, str]) -> Iterator[Cited]:
    """(start, end, name) of each other outlet named as a source; `own` is the article's outlet and address.

    >>> text = "He left, two aides told NBC News on Friday. CNN reported the deal."
    >>> [(text[a:b], name) for a, b, name in find_citations(text, ("CNN", ""))]
    [('told NBC News', 'NBC News')]
    """
    found: dict[int, Cited] = {}
    for said in (said for piece, whole in _BEFORE.items() if piece in text for said in whole):
        at = text.find(said)
        while at >= 0:
            match = _RUN.match(text, at + len(said), at + len(said) + 90)
            name, length = _outlet_at_start(match[0]) if match else ("", 0)
            if name and not same_outlet(name, *own):
                end = at + len(said) + length
                found.setdefault(end, (at, end, name))
            at = text.find(said, at + 1)
    for said in _AFTER if "report" in text or "quoted" in text or "citing" in text else ():
        at = text.find(said)
        while at >= 0:
            end = at + len(said)
            match = _BACK.search(text, max(0, at - 60, text.rfind("\n", max(0, at - 60), at) + 1), at)
            name, length = _outlet_at_end(match[0]) if match else ("", 0)
            if name and not text[end : end + 1].isalpha() and not same_outlet(name, *own):
                found.setdefault(at, (at - length, end, name))
            at = text.find(said, at + 1)
    yield from sorted(found.values())


def _outlet_at_start(run: str) -> tuple[str, int]:
    """The longest outlet name that `run` begins with, and its length in characters."""
    said = run.split(" ")
    for count in range(len(said), 0, -1):
        written = " ".join(said[:count])
        trimmed = _OWNED.sub("", written).rstrip(".,")
        name = name_outlet(trimmed)
        if name:
            return name, len(trimmed)
    return "", 0


def _outlet_at_end(run: str) -> tuple[str, int]:
    """The longest outlet name that `run` ends with, and its length in characters."""
    said = run.split(" ")
    for first in range(len(said)):
        if said[first] in _NOT_FIRST:
            continue
        written = " ".join(said[first:])
        name = name_outlet(written)
        if name:
            return name, len(written)
    return "", 0
