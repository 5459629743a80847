"""Articles become signatures, many at a time: one pass of array operations over a whole batch."""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tellings.grouping.frequencies import Frequencies, weigh
from tellings.grouping.signature import LEAD, Signature
from tellings.grouping.words import (
    Flags,
    Keys,
    Keys32,
    Places,
    Words,
    are_in,
    count_distinct,
    join_keys,
    read_words,
    shorten,
)
from tellings.reading import Reading
from tellings.settings import GroupingSettings

Weights: TypeAlias = NDArray[np.float64]

_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_CALENDAR = shorten(
    read_words(
        [
            "monday tuesday wednesday thursday friday saturday sunday january february march april may "
            "june july august september october november december"
        ]
    ).keys
)


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
    count = len(readings)
    words = read_words([part for reading in readings for part in _parts(reading)])
    rows = words.texts // 2
    places = np.arange(len(rows)) - np.searchsorted(rows, np.arange(count))[rows]
    keys = shorten(words.keys)
    grams = _split(_grams(words, count, settings.gram_words), count)
    telling = _telling(words, keys, count, frequencies, settings)
    terms, weights = _terms(rows[telling], keys[telling], places[telling], frequencies, settings)
    cuts = np.searchsorted(terms >> _HALF, np.arange(1, count, dtype=np.uint64))
    names = _names(_distinct(rows[words.capital], keys[words.capital]), frequencies, settings)
    details = words.digit | np.isin(keys, _CALENDAR)
    columns = zip(
        readings,
        grams,
        np.split((terms & _LOW).astype(np.uint32), cuts),
        np.split(weights, cuts),
        _split(_distinct(rows[details], keys[details]), count),
        _split(names, count),
        strict=True,
    )
    return [
        Signature(reading.article.article_id, _day(reading.article.published), *arrays)
        for reading, *arrays in columns
    ]


def _parts(reading: Reading) -> tuple[str, str]:
    """The headline, unless the text opens with it, and the text without its furniture."""
    article = reading.article
    text = _without(article.text, reading.furniture)
    return "" if text.startswith(article.headline) else article.headline, text


def _telling(
    words: Words, keys: Keys32, count: int, frequencies: Frequencies, settings: GroupingSettings
) -> Flags:
    """The words that may tell an event: all, where the table knows the language of the article.

    In another language the table takes "und" for the rarest of words. There, capitals, digits and
    long words are left, for the words that tell nothing are short in most languages.
    """
    rows = words.texts // 2
    common = are_in(keys, frequencies.keys[frequencies.counts * 2 >= frequencies.articles])
    shares = np.bincount(rows, common, count) / np.maximum(np.bincount(rows, minlength=count), 1)
    known = shares >= settings.least_known_share
    return known[rows] | words.capital | words.digit | (words.sizes >= settings.long_word)


def _grams(words: Words, count: int, length: int) -> Keys:
    """The distinct runs of `length` words of each text below its row, sorted.

    A text with fewer words is one run.
    """
    joined = shorten(join_keys(words.keys, length))
    texts = words.texts
    whole = texts[: len(joined)] == texts[len(texts) - len(joined) :]
    whole &= (texts[: len(joined)] & 1).astype(np.bool_)
    runs = [_distinct(texts[: len(joined)][whole] // 2, joined[whole])]
    bodies = 2 * np.arange(count) + 1
    starts, ends = np.searchsorted(texts, bodies), np.searchsorted(texts, bodies, "right")
    for row in np.flatnonzero((ends > starts) & (ends - starts < length)).tolist():
        short = shorten(join_keys(words.keys[starts[row] : ends[row]], length))
        runs.append((np.uint64(row) << _HALF) | short)
    return count_distinct(np.concatenate(runs))[0]


def _terms(
    rows: Places, keys: Keys32, places: Places, frequencies: Frequencies, settings: GroupingSettings
) -> tuple[Keys, NDArray[np.float16]]:
    """The heaviest words of each whole article and, apart from them, those of its top, below its row.

    A word at the top is another term than the same word below, so that the cosine of two articles
    is the mean of two: that of all they say, and that of how they open, weighted by `lead_share`.
    A page of two thousand words and a bulletin of sixty meet in how they open.
    """
    placed = (rows.astype(np.uint64) << _HALF) | keys
    top = placed[places < settings.lead_words]
    opening = placed[places < settings.headline_words]
    whole, weights = _heaviest([placed, top], frequencies, settings, settings.terms)
    lead, lead_weights = _heaviest([top, opening], frequencies, settings, settings.lead_terms)
    terms = np.concatenate([whole, lead ^ LEAD])
    shares = (np.sqrt(1 - settings.lead_share), np.sqrt(settings.lead_share))
    both = np.concatenate([weights * shares[0], lead_weights * shares[1]])
    order = np.argsort(terms, kind="stable")
    return terms[order], both[order].astype(np.float16)


def _heaviest(
    placed: list[Keys], frequencies: Frequencies, settings: GroupingSettings, most: int
) -> tuple[Keys, Weights]:
    """The `most` heaviest words of each row, with weights of length one.

    A word weighs by how often it stands (in all of `placed`), how rare it is in news at large, and
    how much of a name.
    """
    terms, uses = count_distinct(np.concatenate(placed))
    rarity, names = weigh((terms & _LOW).astype(np.uint32), frequencies)
    weights = (1 + np.log(uses)) * np.minimum(rarity, settings.most_rarity)
    weights *= 1 + (settings.name_weight - 1) * names
    telling = rarity >= settings.least_rarity
    terms, weights = terms[telling], weights[telling]
    rows = (terms >> _HALF).astype(np.int64)
    order = _by_weight(rows, weights)
    place = np.arange(len(order)) - np.searchsorted(rows, rows)  # order keeps the rows together
    kept = np.sort(order[place < most])
    rows, weights = rows[kept], weights[kept]
    lengths = np.sqrt(np.bincount(rows, weights**2))
    return terms[kept], weights / lengths[rows]


def _by_weight(rows: Places, weights: Weights) -> Places:
    """The order by row, then the heaviest first, then as they stand: one sort of packed numbers."""
    light = (1 << 20) - 1 - np.minimum(weights * 4096, (1 << 20) - 1).astype(np.uint64)
    packed = (rows.astype(np.uint64) << np.uint64(44)) | (light << np.uint64(24))
    return (np.sort(packed | np.arange(len(rows), dtype=np.uint64)) & np.uint64(0xFFFFFF)).astype(np.int64)


def _names(placed: Keys, frequencies: Frequencies, settings: GroupingSettings) -> Keys:
    """Of capitalised words those that are names more often than not."""
    share = weigh((placed & _LOW).astype(np.uint32), frequencies)[1]
    return placed[share >= settings.least_name_share]


def _distinct(rows: Places, keys: Keys32) -> Keys:
    """The distinct keys of each row, each below its row, sorted."""
    return count_distinct((rows.astype(np.uint64) << _HALF) | keys)[0]


def _split(placed: Keys, count: int) -> list[Keys32]:
    """The keys of each of `count` rows."""
    cuts = np.searchsorted(placed >> _HALF, np.arange(1, count, dtype=np.uint64))
    return np.split((placed & _LOW).astype(np.uint32), cuts)


def _without(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """The text with each span replaced by a line's end, so that no run of words reaches across."""
    if not spans:
        return text
    kept, place = [], 0
    for start, end in sorted(spans):
        kept.append(text[place : max(place, start)])
        place = max(place, end)
    return "\n".join([*kept, text[place:]])


def _day(published: str) -> int:
    """The ordinal of an ISO 8601 date or time, 0 where there is none."""
    try:
        return date.fromisoformat(published[:10]).toordinal()
    except ValueError:
        return 0
