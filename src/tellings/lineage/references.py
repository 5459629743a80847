"""References that dangle: a surname or an acronym used before, or without, its introduction."""

import re
from dataclasses import dataclass

_NAME = re.compile(
    r"[A-Z][\w’'-]{1,40}(?: (?:[A-Z][\w’'-]{0,40}\.?|de|al|bin|van|von|la)){0,12} [A-Z][\w’'-]{1,40}"
)
_SINGLE = re.compile(r"(?<=[a-z,;] )[A-Z][a-z’'-]{3,}(?! [A-Z])(?=[ ,.;])")
_ACRONYM = re.compile(r"\b[A-Z]{3,6}\b")
_IN_BRACKETS = re.compile(r"\(([A-Z]{3,6})\)")
_PRONOUN = re.compile(r"(?:He|She|They|It|His|Her|Their|But|Also|Meanwhile|The two|That|Those)\b")
_POSSESSIVE = re.compile(r"[’']s?$")


@dataclass(frozen=True, slots=True)
class References:
    """Where each surname is introduced in full, and where it stands alone, by lower-case surname.

    `opens_bare` says that the text opens with a word that points back at nothing.
    """

    introduced: dict[str, int]
    alone: dict[str, int]
    opens_bare: bool


def find_references(text: str) -> References:
    """The introductions and the lone surnames of a report, by first place."""
    introduced: dict[str, int] = {}
    alone: dict[str, int] = {}
    for match in _NAME.finditer(text):
        introduced.setdefault(_plain(match.group().split()[-1]), match.start())
    for match in _SINGLE.finditer(text):
        alone.setdefault(_plain(match.group()), match.start())
    acronyms: dict[str, int] = {}
    for match in _ACRONYM.finditer(text):
        acronyms.setdefault(match.group(), match.start())
    spelt_out: dict[str, int] = {}
    for match in _IN_BRACKETS.finditer(text):
        spelt_out.setdefault(match.group(1), match.start())
    for acronym, start in acronyms.items():
        if acronym in spelt_out:
            introduced.setdefault(acronym.lower(), spelt_out[acronym])
        alone.setdefault(acronym.lower(), start)
    return References(introduced, alone, bool(_PRONOUN.match(text)))


def count_dangling(child: References, parent: References) -> int:
    """How many names the parent introduces before it uses them alone, and the child doesn't."""
    count = int(child.opens_bare and not parent.opens_bare)
    for name, place in child.alone.items():
        at_parent = parent.introduced.get(name)
        if at_parent is not None and at_parent <= parent.alone.get(name, at_parent):
            count += child.introduced.get(name, place + 1) > place
    return count


def count_misplaced(text: References) -> int:
    """How many names stand alone before the text introduces them in full."""
    return sum(text.introduced.get(name, -1) > place for name, place in text.alone.items())


def _plain(word: str) -> str:
    return _POSSESSIVE.sub("", word).lower()
