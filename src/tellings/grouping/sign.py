"""Articles become signatures, many at a time: one pass of array operations over a whole batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tellings.grouping.column import Column, distinct, ranges, repeat, run_starts, sort_rows, take
from tellings.grouping.frequencies import Frequencies, weigh
from tellings.grouping.signature import LEAD, Signature
from tellings.grouping.words import (
    Flags,
    Keys32,
    Places,
    Words,
    join_keys,
    read_words,
    shorten,
)
from tellings.models import Article
from tellings.reading import Reading
from tellings.reading.times import date_of_address
from tellings.settings import GroupingSettings

Weights: TypeAlias = NDArray[np.float64]

_WRECK = 3  # letters: what a mark of three bytes becomes in an encoding of one
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Signer:
    """The kernel an engine runs: settings and word counts travel with it to each process."""

    frequencies: Frequencies
    settings: GroupingSettings

    def sign_batch(self, readings: Sequence[Reading]) -> list[Signature]:
        """The signature of each article of a batch."""
        return sign_batch(readings, self.frequencies, self.settings)


def sign(reading: Reading, frequencies: Frequencies, settings: GroupingSettings) -> Signature:
    """The signature of an article without its furniture.

    >>> from tellings.grouping.frequencies import read_frequencies
    >>> from tellings.models import Article
    >>> table = read_frequencies("articles\\t9\\ntalk\\t2\\t0\\n")
    >>> article = Article("a" * 16, *[""] * 9, text="The talks ended in Geneva.")
    >>> len(sign(Reading(article, (), ()), table, GroupingSettings()).names)
    1
    """
    return sign_batch([reading], frequencies, settings)[0]


def sign_batch(
    readings: Sequence[Reading], frequencies: Frequencies, settings: GroupingSettings
) -> list[Signature]:
    """The signature of each article of a batch, each as if it were signed alone.

    A word's place counts from its headline, where the text doesn't repeat that; runs of words are
    taken from the text alone, since a reprint as a rule has another headline.
    """
    words = read_words([part for reading in readings for part in _parts(reading)])
    rows, keys = words.starts[::2], shorten(words.keys)
    marked = frequencies.marked.find(keys)
    details = words.digit | frequencies.calendar[marked]
    numbers = distinct(take(keys, details, rows))[0]
    called = distinct(take(keys, words.capital, rows))[0]
    names = called.keep(weigh(called.keys, frequencies)[1] >= settings.least_name_share)
    telling = _telling(words, frequencies.common[marked], settings)
    terms, weights = _terms(keys, telling, rows, frequencies, settings)
    grams = _grams(words, settings.gram_words)
    weights_of = [weights[start:end] for start, end in pairwise(terms.starts.tolist())]
    columns = zip(grams.split(), terms.split(), weights_of, numbers.split(), names.split(), strict=True)
    return [
        Signature(article.article_id, _day(article), _outlet(article), *arrays)
        for article, arrays in zip((reading.article for reading in readings), columns, strict=True)
    ]


def _parts(reading: Reading) -> tuple[str, str]:
    """The headline, unless the text opens with it, and the text without its furniture."""
    article = reading.article
    text = _without(article.text, reading.furniture)
    return "" if text.startswith(article.headline) else article.headline, text


def _grams(words: Words, length: int) -> Column:
    """The distinct runs of `length` words of each text; a text with fewer words is one run."""
    starts, sizes = words.starts[1::2], np.diff(words.starts)[1::2]
    counts = np.where(sizes < length, np.minimum(sizes, 1), sizes - length + 1)
    joined = join_keys(words.keys, length)
    runs = joined[np.minimum(ranges(starts, counts), len(joined) - 1)]
    rows = run_starts(counts)
    for row in np.flatnonzero((sizes > 0) & (sizes < length)).tolist():
        runs[rows[row]] = join_keys(words.keys[starts[row] : starts[row] + sizes[row]], length)[0]
    return distinct(Column(shorten(runs), rows))[0]


def _terms(
    keys: Keys32, telling: Flags, rows: Places, frequencies: Frequencies, settings: GroupingSettings
) -> tuple[Column, NDArray[np.float16]]:
    """The heaviest words of each whole article and, apart from them, those of its top.

    A word at the top is another term than the same word below, so that the cosine of two articles
    is the mean of two: that of all they say, and that of how they open, weighted by `lead_share`.
    A page of two thousand words and a bulletin of sixty meet in how they open.
    """
    times, top_times = telling.astype(np.int64), np.zeros(len(keys), np.int64)
    sizes = np.diff(rows)
    for most in (settings.lead_words, settings.headline_words):
        first = ranges(rows[:-1], np.minimum(sizes, most))
        top_times[first] += telling[first]
    first = ranges(rows[:-1], np.minimum(sizes, settings.lead_words))
    times[first] += telling[first]
    whole, weights = _heaviest(repeat(keys, times, rows), frequencies, settings, settings.terms)
    lead, lead_weights = _heaviest(repeat(keys, top_times, rows), frequencies, settings, settings.lead_terms)
    placed = np.concatenate([whole.placed(), lead.placed() ^ LEAD])
    shares = (np.sqrt(1 - settings.lead_share), np.sqrt(settings.lead_share))
    both = np.concatenate([weights * shares[0], lead_weights * shares[1]])
    order = np.argsort(placed, kind="stable")
    terms = Column((placed[order] & _LOW).astype(np.uint32), whole.starts + lead.starts)
    return terms, both[order].astype(np.float16)


def _telling(words: Words, common: Flags, settings: GroupingSettings) -> Flags:
    """The words that may tell an event: all, where the table knows the language of the article.

    In another language the table takes "und" for the rarest of words. There, capitals, digits and
    long words are left, for the words that tell nothing are short in most languages. In a language
    that it knows, three letters of another alphabet are a mark that was decoded wrongly ("â" for ’).
    """
    rows = words.starts[::2]
    sizes = np.diff(rows)
    shares = np.diff(np.searchsorted(np.flatnonzero(common), rows)) / np.maximum(sizes, 1)
    known = np.repeat(shares >= settings.least_known_share, sizes)
    wrecks = words.foreign & (words.sizes <= _WRECK)
    marked = words.capital | words.digit | (words.sizes >= settings.long_word)
    return np.where(known, ~wrecks, marked)


def _heaviest(
    counted: Column, frequencies: Frequencies, settings: GroupingSettings, most: int
) -> tuple[Column, Weights]:
    """The `most` heaviest words of each row, with weights of length one.

    A word weighs by how often it stands, how rare it is in news at large, and how much of a name.
    """
    terms, uses = distinct(counted)
    rarity, names = weigh(terms.keys, frequencies)
    weights = (1 + np.log(uses)) * np.minimum(rarity, settings.most_rarity)
    weights *= 1 + (settings.name_weight - 1) * names
    telling = rarity >= settings.least_rarity
    terms, weights = terms.keep(telling), weights[telling]
    chosen = np.zeros(len(weights), np.bool_)
    chosen[_first_of_rows(_by_weight(terms, weights), terms, most)] = True
    terms, weights = terms.keep(chosen), weights[chosen]
    rows = terms.rows()
    lengths = np.sqrt(np.bincount(rows, weights**2))
    return terms, weights / lengths[rows]


def _by_weight(terms: Column, weights: Weights) -> Places:
    """The places of the terms row by row, in each row the heaviest first, then as they stand."""
    light = (1 << 24) - 1 - np.minimum(weights * 4096, (1 << 24) - 1).astype(np.uint64)
    packed = (light << _HALF) | np.arange(len(weights), dtype=np.uint64)
    sort_rows(packed, terms.starts)
    return (packed & _LOW).astype(np.int64)


def _first_of_rows(places: Places, terms: Column, most: int) -> Places:
    """Of places that stand row by row the first `most` of each row."""
    rank = np.arange(len(places)) - np.repeat(terms.starts[:-1], terms.sizes())
    return places[rank < most]


def _without(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """The text with each span replaced by a line's end, so that no run of words reaches across."""
    if not spans:
        return text
    kept, place = [], 0
    for start, end in sorted(spans):
        kept.append(text[place : max(place, start)])
        place = max(place, end)
    return "\n".join([*kept, text[place:]])


def _day(article: Article) -> int:
    """The ordinal of the day in the article's address, else of its date, 0 where there is neither.

    An address is written once, when the article first goes up; a date is often that of its last
    change, or of whoever fetched it.
    """
    try:
        return date.fromisoformat(date_of_address(article.url) or article.published[:10]).toordinal()
    except ValueError:
        return 0


def _outlet(article: Article) -> int:
    """A key of the outlet's name, 0 where there is none."""
    name = article.outlet.casefold().encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(name, digest_size=4).digest(), "little") if name else 0
