"""The words that pages say to their readers as users, and how much of a line they are."""

import re
from collections.abc import Sequence
from functools import lru_cache

from tellings.reading.lists import words

SECTIONS = frozenset(words("sections"))
IMPERATIVES = frozenset(words("imperatives"))
USER_NOUNS = frozenset(words("user_nouns"))
_WORD = re.compile(r"\S+")
_DIGITS = re.compile(r"\d[\d,.:]*")
_MARKS = " \t.,;:!?()[]{}<>\"'“”‘’«»*_-–—|…•·#"


@lru_cache(maxsize=1 << 16)
def plain_word(word: str) -> str:
    """`word` as the phrases above write it: lower case, no marks round it, numbers as #."""
    word = word.strip(_MARKS).lower().replace("’", "'")
    return _DIGITS.sub("#", word) if word[:1].isdigit() else word


_BY_FIRST: dict[str, tuple[tuple[str, ...], ...]] = {}
for _phrase in map(str.split, words("phrases")):
    _BY_FIRST[_phrase[0]] = (*_BY_FIRST.get(_phrase[0], ()), tuple(_phrase))
_BY_FIRST = {first: tuple(sorted(found, key=len, reverse=True)) for first, found in _BY_FIRST.items()}
_LAST_WORDS = frozenset(phrase[-1] for found in _BY_FIRST.values() for phrase in found)


def words_of(text: str) -> list[tuple[int, int, str]]:
    """(start, end, plain word) of each word of `text` that isn't only marks."""
    return [(m.start(), m.end(), w) for m in _WORD.finditer(text) if (w := plain_word(m[0]))]


def plain_words(text: str) -> list[str]:
    """The plain words of `text`, without those that are only marks."""
    return [word for word in map(plain_word, text.split()) if word]


def phrase_at(said: Sequence[str], at: int) -> int:
    """How many words the longest phrase that begins at word `at` has; 0 when none does.

    >>> phrase_at(["sign", "up", "for", "obamacare"], 0), phrase_at(["talks", "failed"], 0)
    (3, 0)
    """
    for phrase in _BY_FIRST.get(said[at], ()):
        if tuple(said[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def may_begin(word: str) -> bool:
    """Whether a phrase begins with `word`."""
    return plain_word(word) in _BY_FIRST


def opens_with_phrase(text: str) -> bool:
    """Whether the first words of `text` are a phrase: a quick look before a close one."""
    said = [word for word in map(plain_word, text[:100].split()[:8]) if word]
    return bool(said) and phrase_at(said, 0) > 0


def may_end(word: str) -> bool:
    """Whether a phrase ends with `word`."""
    return plain_word(word) in _LAST_WORDS


def run_at(said: Sequence[str], at: int) -> int:
    """How many words from word `at` on are phrases one after the other.

    >>> run_at("image copyright getty images".split(), 0)
    3
    """
    end = at
    while end < len(said) and (length := phrase_at(said, end)):
        end += length
    return end - at


def covered(said: Sequence[str]) -> int:
    """How many of the words `said` belong to phrases, read from the left."""
    total = at = 0
    while at < len(said):
        length = phrase_at(said, at)
        total += length
        at += length or 1
    return total
