"""The names of agencies and outlets, in all the ways that credits write them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from tellings.reading.lists import table, words

_AGENCIES = table("agencies")  # canonical name -> the other ways it is written
_PHOTO_AGENCIES = table("photo_agencies")
_LAST_WORDS = frozenset(words("outlet_last_words"))
_ONE_WORD = frozenset(
    {"Guardian", "Independent", "Telegraph", "Economist", "Atlantic", "Intercept", "Conversation"}
)
_NOT_OUTLETS = frozenset(
    {"U.N. Security Council", "Breaking News", "Fake News", "Good News", "Bad News"}
    | {"Channel Islands", "Channel Tunnel", "Radio City", "Radio Shack"}
)


@lru_cache(maxsize=1 << 14)
def _spelling(name: str) -> str:
    """The letters and digits of `name` in lower case, which is how names are compared."""
    return "".join(c for c in name.lower() if c.isalnum())


_CANONICAL = {_spelling(alias): name for name, also in _AGENCIES.items() for alias in (name, *also)}
_PHOTO = {_spelling(alias): name for name, also in _PHOTO_AGENCIES.items() for alias in (name, *also)}
_KNOWN = frozenset(words("outlets"))
_ACRONYM = re.compile(r"[A-Z]{2,6}")
# An agency that no list has, but whose name says what it is.
_CALLED_AGENCY = re.compile(r"(?:[A-Z][\w'.-]{1,20} ){1,3}(?:(?:Press|News) Agency|News Service|Newswire)")
# A station that no list has: Radio Free Europe, Channel 4, TV 2.
_CALLED_STATION = re.compile(
    r"(?:Radio|Channel|TV|Television) (?:\d{1,2}|[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2})"
)
_EDGES = " \t.,;:()[]—–-©*•|/'’\""


def _bare(name: str) -> str:
    """`name` without the article before it and the marks around it."""
    name = name.strip(_EDGES)
    return name[4:].lstrip() if name[:4].lower() == "the " else name


@lru_cache(maxsize=1 << 14)
def name_agency(name: str) -> str:
    """The canonical name of the news agency that `name` means, or "".

    Two-letter short forms count only in capitals, as credits write them.

    >>> name_agency("(AP)"), name_agency("The Associated Press"), name_agency("Senate")
    ('Associated Press', 'Associated Press', '')
    >>> name_agency("the Northern Press Agency")
    'Northern Press Agency'
    """
    bare = _bare(name)
    if len(bare) > 40 or (len(bare) <= 4 and not _ACRONYM.fullmatch(bare.replace(".", "")) and bare != "dpa"):
        return ""
    return _CANONICAL.get(_spelling(bare), "") or (bare if _CALLED_AGENCY.fullmatch(bare) else "")


def name_photo_agency(name: str) -> str:
    """The canonical name of the agency that pictures come from, or ""."""
    return name_agency(name) or _PHOTO.get(_spelling(_bare(name)), "")


@lru_cache(maxsize=1 << 14)
def name_outlet(name: str) -> str:
    """The outlet or agency that `name` means, without "The", or "" when it doesn't look like one.

    >>> name_outlet("NBC News"), name_outlet("the Washington Post"), name_outlet("Congress")
    ('NBC News', 'Washington Post', '')
    >>> name_outlet("Radio Free Europe"), name_outlet("Channel Islands")
    ('Radio Free Europe', '')
    """
    agency = name_agency(name)
    if agency:
        return agency
    bare = _bare(name)
    if bare in _KNOWN or name.strip(_EDGES) in _KNOWN:
        return bare
    parts = bare.split()
    if not parts or bare in _NOT_OUTLETS or "/" in bare or "," in bare:
        return ""
    if len(parts) == 1:
        return bare if name.lower().startswith("the ") and bare in _ONE_WORD else ""
    if _CALLED_STATION.fullmatch(bare):
        return bare
    named = len(parts) < 7 and all(word[0].isupper() or word in ("of", "and", "&", "the") for word in parts)
    return bare if named and parts[-1] in _LAST_WORDS else ""


def same_outlet(name: str, outlet: str, url: str) -> bool:
    """Whether `name` means the outlet that published the article, by its name or its address.

    >>> same_outlet("Fox News", "", "https://www.foxnews.com/politics/x")
    True
    >>> same_outlet("the New York Times", "www.nytimes.com", ""), same_outlet("The Times", "nytimes.com", "")
    (True, False)
    """
    wanted = _spelling(_bare(name))
    if len(wanted) < 2:
        return False
    own = _spelling(_bare(outlet).split("(")[0])
    if own and "." not in outlet.strip(_EDGES) and (own.startswith(wanted) or wanted.startswith(own)):
        return True
    hosts = (url.split("/")[2] if url.count("/") > 2 else url, outlet if " " not in outlet else "")
    labels = [label for host in hosts for label in host.casefold().split(".")]
    return any(_stands_for(label, _bare(name).casefold().split()) for label in labels)


def _stands_for(label: str, words: Sequence[str]) -> bool:
    """Whether a part of a host's name is the initials of three words and more, or beginnings of all words
    but the last, which is whole: nytimes, latimes, washingtonpost.
    """
    letters = [spelled for word in words if (spelled := _spelling(word))]
    if len(letters) > 2 and label == "".join(word[0] for word in letters):
        return True
    label, reached = label.removeprefix("the"), {0}
    for word in letters[:-1]:
        reached = {
            at + length
            for at in reached
            for length in range(1, len(word) + 1)
            if label.startswith(word[:length], at)
        }
    return bool(letters) and any(label[at:] == letters[-1] for at in reached)
