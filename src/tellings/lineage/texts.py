"""The words of a telling as arrays: what they are, where they stand, how unusual, how damaged."""

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tellings.language.damage import mend
from tellings.language.marks import find_quoted
from tellings.language.words import split_words
from tellings.lineage.usage import Usage, word_hash
from tellings.models import Article, Passage

TOLD = ("narration", "quotation")  # the kinds of passage that are the report

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_CHUNK = re.compile(r"\S+")
# A paragraph that is a post from a social network: its writer's handle or its picture ends it.
_POST = re.compile(r"(?m)^[^\n]*(?:\(@\w{2,20}\)|pic\.twitter\.com/|https?://t\.co/)[^\n]*")
_APOSTROPHE = re.compile("['’‘ʼ`´]")
_MARKS = "\"“”„«»'‘’"


@dataclass(frozen=True, slots=True)
class TellingText:
    """A telling's report, word by word; all arrays have one entry for each word.

    `passage` is the index into `passages` (report only, in order of place). `narration` is what
    stands outside quotation marks. `surprise` and `idiom` are in nats. `apostrophe`, `marked` (a
    quotation mark stands beside it), `garbled` (mojibake in or beside it) and `capital` are what
    damage changes.
    """

    article: Article
    passages: tuple[Passage, ...]
    first: Ints  # index of each passage's first word, and the count of words at the end
    hashes: Ints
    starts: Ints
    ends: Ints
    passage: Ints
    narration: Bools
    surprise: Floats
    idiom: Floats
    apostrophe: Bools
    marked: Bools
    garbled: Bools
    capital: Bools
    surface: Ints  # a checksum of the word with all that touches it, damage and marks included
    keys: Ints  # for each passage, a checksum of its words

    def __len__(self) -> int:
        return len(self.hashes)


def read_texts(articles: Iterable[Article], passages: Iterable[Passage], usage: Usage) -> list[TellingText]:
    """The text of each article, in the order of the articles' ids."""
    held: dict[str, list[Passage]] = {}
    for passage in passages:
        if passage.kind in TOLD:
            held.setdefault(passage.article_id, []).append(passage)
    ordered = sorted(articles, key=lambda article: article.article_id)
    return [_read_text(article, held.get(article.article_id, []), usage) for article in ordered]


def _read_text(article: Article, held: list[Passage], usage: Usage) -> TellingText:
    """One article's words; a passage without a word keeps its place."""
    told = tuple(sorted(held, key=lambda passage: (passage.start, passage.end)))
    hashes: list[int] = []
    places: list[tuple[int, int, int]] = []  # start, end, passage
    first = [0]
    for at, passage in enumerate(told):
        for word in split_words(article.text[passage.start : passage.end]):
            hashes.append(word_hash(word.norm))
            places.append((passage.start + word.start, passage.start + word.end, at))
        first.append(len(hashes))
    array = np.array(hashes, np.int64)
    starts, ends, owners = (np.array([place[k] for place in places], np.int64) for k in range(3))
    quoted = np.zeros(len(article.text) + 1, bool)
    for run in find_quoted(article.text):
        quoted[run.start : run.end] = True
    for post in _POST.finditer(article.text):
        quoted[post.start() : post.end()] = True
    text, mended = article.text, mend(article.text)
    return TellingText(
        article,
        told,
        np.array(first, np.int64),
        array,
        starts,
        ends,
        owners,
        ~quoted[starts] if len(array) else np.zeros(0, bool),
        usage.surprise(array),
        usage.idiom(array),
        _flags(_APOSTROPHE.search(mended[s:e]) is not None for s, e, _ in places),
        _flags(_beside(mended, s, e) for s, e, _ in places),
        _flags(text[max(0, s - 3) : e + 3] != mended[max(0, s - 3) : e + 3] for s, e, _ in places),
        _flags(text[s].isupper() for s, e, _ in places),
        _surfaces(text, starts),
        np.array([zlib.crc32(array[a:b].tobytes()) for a, b in pairwise(first)], np.int64),
    )


def _surfaces(text: str, starts: Ints) -> Ints:
    """For each word, a checksum of the characters between the blanks around it."""
    chunks = [
        (m.start(), zlib.crc32(m.group().encode("utf-8", "surrogatepass"))) for m in _CHUNK.finditer(text)
    ]
    if not len(starts):
        return np.zeros(0, np.int64)
    begins = np.array([start for start, _ in chunks], np.int64)
    sums = np.array([checksum for _, checksum in chunks], np.int64)
    return sums[np.searchsorted(begins, starts, side="right") - 1]


def _flags(values: Iterable[bool]) -> Bools:
    return np.fromiter(values, bool)


def _beside(text: str, start: int, end: int) -> bool:
    """Whether a quotation mark opens before or closes after a word."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    return (before != "" and before in _MARKS) or any(mark in _MARKS for mark in after.strip()[:2])
