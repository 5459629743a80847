"""Words with their offsets and a form for matching that sees through damage."""

import re
import unicodedata
from typing import NamedTuple

from tellings.language.damage import mend

INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = rf"(?:[^\W_]|[\u0300-\u036f{INVISIBLE}])"
_APOSTROPHE = rf"['\u2019\u2018\u02bc\u2032`\u00b4\ufffd][{INVISIBLE}]*"
# "don t", "Russia s" and "don?t": the apostrophe was lost to a space or to another encoding.
_LOST = r"[ ](?=s\b)|(?<=n)[ ](?=t\b)|\?(?=(?:s|t|re|ve|ll|d|m)\b)"
_IDEOGRAPH = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"  # written without spaces: each is a word
_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?|[A-Z]\.[A-Z]\b"
    rf"|\d+(?:[.,]\d+)*{_LETTER}*"
    rf"|{_IDEOGRAPH}"
    rf"|[^\W_]{_LETTER}*(?:(?:{_APOSTROPHE}|{_LOST}){_LETTER}+)*"
    r"|[%&]"
)
_UNSEEN = re.compile(rf"[\u0300-\u036f{INVISIBLE}]")
_DROPPED = re.compile(r"['\u2019\u2018\u02bc\u2032`\u00b4\ufffd .?]")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_SIGNS = {"%": "percent", "&": "and"}


class Word(NamedTuple):
    """One word: its span, and `norm`, the form in which words are compared."""

    start: int
    end: int
    norm: str


def split_words(text: str) -> tuple[Word, ...]:
    """The words of `text` in order; hyphens part words, apostrophes don't.

    >>> split_words("The U.S. don’t")
    (Word(start=0, end=3, norm='the'), Word(start=4, end=8, norm='us'), Word(start=9, end=14, norm='dont'))
    """
    return tuple(Word(m.start(), m.end(), _norm(m.group())) for m in _WORD.finditer(mend(text)))


def norms(text: str) -> tuple[str, ...]:
    """The matching forms of the words of `text`, in order."""
    return tuple(_norm(word) for word in _WORD.findall(mend(text)))


def norm(text: str) -> str:
    """`text` as it is compared: equal for texts whose words differ in damage alone.

    Case, accents, apostrophes, quotation marks, dashes, mojibake and the dots of acronyms are
    seen through.

    >>> norm('“I canâ€™t,” he said.') == norm("I cant he said")
    True
    """
    return " ".join(norms(text))


def _norm(word: str) -> str:
    if word.isascii() and word.isalpha():
        return word.lower()
    if word in _SIGNS:
        return _SIGNS[word]
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKD", word)).casefold()
    if plain[:1].isdigit():
        return _THOUSANDS.sub("", plain).replace(",", ".")
    return _DROPPED.sub("", plain) or plain
