"""How much of one wording another covers, word by word, synonyms counted in part."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from tellings.collation.candidates import hold
from tellings.collation.readings import Floats, Ints, Readings
from tellings.language.vectors import Vectors
from tellings.settings import CollationSettings

_FULL = 255  # in 8 bits: the word itself is there
_STANDS_FOR = 0.6  # cosine from which one name is taken for another: Kyiv and Kiev have 0.69
_NO_PLAIN = 0.5  # the share of plain words covered where there are none
_ROWS = 2000  # wordings whose coverage of the vocabulary is in memory at a time
_PAIRS = 50_000  # pairs measured at a time


@dataclass(frozen=True, slots=True)
class Cover:
    """For each pair: how much of the first wording the second covers.

    `share` is from 0 to 1, `plain` the same for words that are no names, `lost` the weight that is
    not covered, `names_lost` that of names; shared numbers are counted.
    """

    share: Floats
    plain: Floats
    lost: Floats
    names_lost: Floats
    numbers_shared: Floats


class Covering:
    """The words of a story's wordings, ready for measuring what one wording covers of another."""

    def __init__(self, readings: Readings, alike: csr_matrix) -> None:
        self.held = hold(readings)
        self._readings = readings
        self._alike = alike

    @classmethod
    def of(cls, readings: Readings, vectors: Vectors, settings: CollationSettings) -> "Covering":
        """The words of `readings`, and which of them stand for one another."""
        return cls(readings, _alike(readings, vectors, settings))

    def widen(self, readings: Readings) -> "Covering":
        """The same for readings with more wordings of the same words."""
        return Covering(readings, self._alike)

    def cover(self, pairs: Ints) -> Cover:
        """How much of each pair's first wording its second one covers; `pairs` has shape (n, 2)."""
        out = np.zeros((len(pairs), 5), np.float32)
        for chosen, local, table in self._tables(pairs):
            out[chosen] = _sums(self._readings, self.held, local, table)
        return Cover(*out.T)

    def _tables(self, pairs: Ints) -> Iterator[tuple[Ints, Ints, NDArray[np.uint8]]]:
        """Chunks of pairs: which they are, the pairs with the second's row in the table, the table."""
        order = np.argsort(pairs[:, 1], kind="stable")
        for start in range(0, self.held.shape[0], _ROWS):
            low, high = np.searchsorted(pairs[order, 1], [start, start + _ROWS])
            if high > low:
                table = _covered(self.held[start : start + _ROWS], self._alike)
                for chunk in range(low, high, _PAIRS):
                    chosen = order[chunk : min(chunk + _PAIRS, high)]
                    yield chosen, pairs[chosen] - np.array([0, start]), table


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


def _covered(held: csr_matrix, alike: csr_matrix) -> NDArray[np.uint8]:
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


def _sums(readings: Readings, held: csr_matrix, pairs: Ints, table: NDArray[np.uint8]) -> Floats:
    """The columns of `Cover` for pairs whose second number is a row of `table`."""
    size = np.diff(held.indptr)[pairs[:, 0]]
    words = held.indices[np.repeat(held.indptr[pairs[:, 0]], size) + _counting(size)]
    level = table[np.repeat(pairs[:, 1], size), words]
    starts = np.cumsum(size) - size
    weight, number = readings.weights[words], readings.numbers[words]
    name = readings.names[words]
    lost = name & ~number & (level < _FULL * _STANDS_FOR)
    met = weight * level / _FULL
    columns = (met, weight, met * ~name, weight * ~name, weight * lost, number & (level == _FULL))
    sums = np.stack([np.add.reduceat(np.append(column, 0), starts) for column in columns], axis=1)
    share, total, plain, plain_total, names_lost, shared = sums.T
    return np.stack(
        [
            share / np.maximum(total, 1e-6),
            np.where(plain_total > 0, plain / np.maximum(plain_total, 1e-6), _NO_PLAIN),
            total - share,
            names_lost,
            shared,
        ],
        axis=1,
    ).astype(np.float32)
