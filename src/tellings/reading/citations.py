"""The other outlets that an article says it has something from ("told NBC News", "CNN reported")."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from tellings.reading.agencies import name_outlet, same_outlet
from tellings.reading.lists import words
from tellings.reading.phrases import AFTER_OUTLETS, BEFORE_OUTLETS

Cited: TypeAlias = tuple[int, int, str]

_RUN = re.compile(r"(?:[Tt]he )?[A-Z][\w&.’'\-]*(?: (?:[A-Z][\w&.’'\-]*|of|and|the|&)){0,5}")
_BACK = re.compile(r"(?:[Tt]he )?[A-Z][\w&.’'\-]*(?: (?:[A-Z][\w&.’'\-]*|of|and|the|&)){0,5}$")
_NOT_FIRST = frozenset(words("not_first"))
_OWNED = re.compile(r"[’']s?$")


def find_citations(text: str, said: frozenset[str], own: tuple[str, str]) -> Iterator[Cited]:
    """(start, end, name) of each other outlet named as a source; `own` is the article's outlet and address.

    `said` are the phrases that stand in the text.

    >>> from tellings.reading.phrases import look_for_phrases
    >>> text = "He left, two aides told NBC News on Friday. CNN reported the deal."
    >>> [(text[a:b], name) for a, b, name in find_citations(text, look_for_phrases(text), ("CNN", ""))]
    [('told NBC News', 'NBC News')]
    """
    found: dict[int, Cited] = {}
    for before in filter(said.__contains__, BEFORE_OUTLETS):
        at = text.find(before)
        while at >= 0:
            match = _RUN.match(text, at + len(before), at + len(before) + 90)
            name, length = _outlet_at_start(match[0]) if match else ("", 0)
            if name and not same_outlet(name, *own):
                end = at + len(before) + length
                found.setdefault(end, (at, end, name))
            at = text.find(before, at + 1)
    for after in filter(said.__contains__, AFTER_OUTLETS):
        at = text.find(after)
        while at >= 0:
            end = at + len(after)
            match = _BACK.search(text, max(0, at - 60, text.rfind("\n", max(0, at - 60), at) + 1), at)
            name, length = _outlet_at_end(match[0]) if match else ("", 0)
            if name and not text[end : end + 1].isalpha() and not same_outlet(name, *own):
                found.setdefault(at, (at - length, end, name))
            at = text.find(after, at + 1)
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
