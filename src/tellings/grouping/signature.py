"""An article becomes a signature: all that grouping needs to know of it, in two to four kilobytes."""

import struct
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tellings.grouping.frequencies import Frequencies, weigh
from tellings.grouping.words import Keys32, Words, join_keys, read_words, shorten
from tellings.reading import Reading
from tellings.settings import GroupingSettings

_LEAD = np.uint32(0xA5A5F00D)  # turns the key of a word into its key at the top
_HEAD = struct.Struct("<6I")
_CALENDAR = shorten(
    read_words(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
        "july august september october november december"
    ).keys
)


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """What grouping knows of one article; all keys are sorted and distinct.

    `day` is the ordinal of the day it was published, 0 if unknown. `grams` are runs of words,
    `terms` the words that tell most of the event with their `weights` (a vector of length one),
    `numbers` the words with digits and the names of days and months, `names` the capitalised words.
    """

    article_id: str
    day: int
    grams: Keys32
    terms: Keys32
    weights: NDArray[np.float16]
    numbers: Keys32
    names: Keys32

    def to_bytes(self) -> bytes:
        """The signature packed for storage; `from_bytes` gives it back whole."""
        name = self.article_id.encode("utf-8")
        sizes = (len(name), len(self.grams), len(self.terms), len(self.numbers), len(self.names))
        parts = (self.grams, self.terms, self.weights, self.numbers, self.names)
        return _HEAD.pack(self.day, *sizes) + name + b"".join(part.tobytes() for part in parts)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Signature":
        """The signature that `to_bytes` packed; raises struct.error or ValueError on other bytes."""
        day, name, grams, terms, numbers, names = _HEAD.unpack_from(data)
        place = _HEAD.size + name
        parts: list[NDArray[np.uint32] | NDArray[np.float16]] = []
        for size, kind in ((grams, "<u4"), (terms, "<u4"), (terms, "<f2"), (numbers, "<u4"), (names, "<u4")):
            part = np.frombuffer(data, kind, size, place)
            parts.append(part)
            place += part.nbytes
        return cls(data[_HEAD.size : _HEAD.size + name].decode("utf-8"), day, *parts)  # type: ignore[arg-type]


def sign(reading: Reading, frequencies: Frequencies, settings: GroupingSettings) -> Signature:
    """The signature of an article without its furniture.

    >>> from tellings.models import Article
    >>> from tellings.grouping.frequencies import read_frequencies
    >>> table = read_frequencies("articles\\t9\\ntalk\\t2\\t0\\n")
    >>> article = Article("a" * 16, *[""] * 9, text="The talks ended in Geneva.")
    >>> len(sign(Reading(article, (), ()), table, GroupingSettings()).terms)
    5
    """
    article = reading.article
    body = read_words(_without(article.text, reading.furniture))
    words = body if article.text.startswith(article.headline) else _chain(read_words(article.headline), body)
    keys = shorten(words.keys)
    terms, weights = _weigh_terms(keys, frequencies, settings)
    numbers = np.unique(keys[words.digit | np.isin(keys, _CALENDAR)])
    called = np.unique(keys[words.capital])
    return Signature(
        article.article_id,
        _day(article.published),
        join_keys(body.keys, settings.gram_words),
        terms,
        weights,
        numbers,
        called[weigh(called, frequencies)[1] >= settings.least_name_share],
    )


def _weigh_terms(
    keys: Keys32, frequencies: Frequencies, settings: GroupingSettings
) -> tuple[Keys32, NDArray[np.float16]]:
    """The heaviest words of the whole article and, apart from them, those of its top.

    A word at the top is another term than the same word below, so that the cosine of two articles
    is the mean of two: that of all they say, and that of how they open, weighted by `lead_share`.
    A page of two thousand words and a bulletin of sixty meet in how they open.
    """
    opening = np.where(np.arange(len(keys)) < settings.headline_words, settings.headline_weight, 1.0)
    places = np.where(np.arange(len(keys)) < settings.lead_words, settings.lead_weight, 1.0)
    top = slice(settings.lead_words)
    whole, weights = _heaviest(keys, places, frequencies, settings, settings.terms)
    lead, weights_of_lead = _heaviest(keys[top], opening[top], frequencies, settings, settings.lead_terms)
    terms = np.concatenate([whole, lead ^ _LEAD])
    both = np.concatenate(
        [weights * np.sqrt(1 - settings.lead_share), weights_of_lead * np.sqrt(settings.lead_share)]
    )
    order = np.argsort(terms, kind="stable")
    return terms[order], both[order].astype(np.float16)


def _heaviest(
    keys: Keys32, places: NDArray[np.float64], frequencies: Frequencies, settings: GroupingSettings, most: int
) -> tuple[Keys32, NDArray[np.float64]]:
    """The `most` heaviest words with weights of length one: how often, how rare, how much a name."""
    terms, back = np.unique(keys, return_inverse=True)
    rarity, names = weigh(terms, frequencies)
    uses = 1 + np.log(np.maximum(np.bincount(back, places, len(terms)), 1))
    weights = uses * np.minimum(rarity, settings.most_rarity) * (1 + (settings.name_weight - 1) * names)
    weights[rarity < settings.least_rarity] = 0
    heaviest = np.lexsort((terms, -weights))[:most]
    heaviest = heaviest[weights[heaviest] > 0]
    length = float(np.sqrt(np.sum(weights[heaviest] ** 2))) or 1.0
    return terms[heaviest], weights[heaviest] / length


def _without(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """The text with each span replaced by a line's end, so that no run of words reaches across."""
    kept, place = [], 0
    for start, end in sorted(spans):
        kept.append(text[place : max(place, start)])
        place = max(place, end)
    return "\n".join([*kept, text[place:]])


def _chain(first: Words, second: Words) -> Words:
    return Words(
        np.concatenate([first.keys, second.keys]),
        np.concatenate([first.capital, second.capital]),
        np.concatenate([first.digit, second.digit]),
    )


def _day(published: str) -> int:
    """The ordinal of an ISO 8601 date or time, 0 where there is none."""
    try:
        return date.fromisoformat(published[:10]).toordinal()
    except ValueError:
        return 0
