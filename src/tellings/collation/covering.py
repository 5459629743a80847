"""How much of one wording another covers, word by word, synonyms counted in part."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from tellings.collation.candidates import hold
from tellings.collation.readings import Floats, Ints, Readings
from tellings.language.vectors import Vectors
from tellings.settings import CollationSettings

_FULL = 255  # in 8 bits: the word itself is there
_STANDS_FOR = 0.6  # cosine from which one name is taken for another: Kyiv and Kiev have 0.69
_ROWS = 2000  # wordings whose coverage of the vocabulary is in memory at a time
_PAIRS = 50_000  # pairs measured at a time


@dataclass(frozen=True, slots=True)
class Cover:
    """For each pair: how much of the first wording the second covers.

    `share` is from 0 to 1, `names_missing` the weight of the first one's names that the second has
    no word for, `numbers_shared` a count.
    """

    share: Floats
    names_missing: Floats
    numbers_shared: Floats


def cover(readings: Readings, pairs: Ints, vectors: Vectors, settings: CollationSettings) -> Cover:
    """How much of each pair's first wording its second one covers; `pairs` has shape (n, 2)."""
    held = hold(readings)
    alike = _alike(readings, vectors, settings)
    out = np.zeros((len(pairs), 3), np.float32)
    order = np.argsort(pairs[:, 1], kind="stable")
    for start in range(0, held.shape[0], _ROWS):
        low, high = np.searchsorted(pairs[order, 1], [start, start + _ROWS])
        table = _covered(held[start : start + _ROWS], alike) if high > low else None
        for chunk in range(low, high, _PAIRS):
            chosen = order[chunk : min(chunk + _PAIRS, high)]
            assert table is not None
            out[chosen] = _sums(readings, held, pairs[chosen] - np.array([0, start]), table)
    return Cover(*out.T)


def _alike(readings: Readings, vectors: Vectors, settings: CollationSettings) -> csr_matrix:
    """How well each word stands for each other, in 8 bits: itself fully, a near synonym in part."""
    count = len(readings.words)
    open_words = np.flatnonzero((readings.weights >= settings.telling_word) & ~readings.numbers)
    rows = vectors.embed_words([readings.words[at] for at in open_words])
    found = [(np.arange(count), np.arange(count), np.full(count, 1, np.float32))]
    for start in range(0, len(rows), 1000):
        close = rows[start : start + 1000] @ rows.T
        one, other = np.nonzero(close >= settings.synonym)
        apart = one + start != other
        one, other = one[apart], other[apart]
        found.append((open_words[one + start], open_words[other], close[one, other]))
    one, other, value = (np.concatenate(parts) for parts in zip(*found, strict=True))
    level = np.minimum(np.rint(value * _FULL), np.where(one == other, _FULL, _FULL - 1))
    return csr_matrix((level.astype(np.uint8), (one, other)), shape=(count, count))


def _covered(held: csr_matrix, alike: csr_matrix) -> np.ndarray:
    """For each wording (row) and word (column) how well the wording's best word stands for it."""
    table = np.zeros(held.shape, np.uint8)
    first, size = alike.indptr[held.indices], np.diff(alike.indptr)[held.indices]
    row = np.repeat(np.repeat(np.arange(held.shape[0]), np.diff(held.indptr)), size)
    places = np.repeat(first, size) + _counting(size)
    level = alike.data[places]
    order = np.argsort(level, kind="stable")  # of several values for one cell the last, the best, stays
    table[row[order], alike.indices[places][order]] = level[order]
    return table


def _counting(sizes: Ints) -> Ints:
    """0, 1, … for each of `sizes` in turn."""
    total = int(sizes.sum())
    return np.arange(total) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def _sums(readings: Readings, held: csr_matrix, pairs: Ints, table: np.ndarray) -> Floats:
    """The columns of `Cover` for pairs whose second number is a row of `table`."""
    size = np.diff(held.indptr)[pairs[:, 0]]
    words = held.indices[np.repeat(held.indptr[pairs[:, 0]], size) + _counting(size)]
    level = table[np.repeat(pairs[:, 1], size), words]
    starts = np.cumsum(size) - size
    weight, number = readings.weights[words], readings.numbers[words]
    missing = readings.names[words] & ~number & (level < _FULL * _STANDS_FOR)
    columns = (weight * level / _FULL, weight * missing, number & (level == _FULL), weight)
    sums = np.stack([np.add.reduceat(np.append(column, 0), starts) for column in columns], axis=1)
    sums[:, 0] /= np.maximum(sums[:, 3], 1e-6)
    return np.asarray(sums[:, :3], np.float32)
