"""Which pairs of wordings are worth a look: those that share rare words, or are about the same."""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_matrix

from tellings.collation.readings import Floats, Ints, Readings
from tellings.settings import CollationSettings

_CELLS = 4_000_000  # pairs of wordings whose likeness is in memory at a time


def find_pairs(readings: Readings, centred: Floats, settings: CollationSettings) -> Ints:
    """Pairs of wordings of different tellings that may say the same, of shape (n, 2), the lower number first.

    `centred` holds a sentence vector of unit length for each wording.
    """
    blocks = list(_near(readings, centred, settings))
    pairs = np.concatenate(blocks) if blocks else np.zeros((0, 2), np.int64)
    long_enough = np.array([len(w.words) >= settings.least_words for w in readings.wordings], bool)
    return np.asarray(pairs[long_enough[pairs].all(axis=1)], np.int64)


def hold(readings: Readings) -> csr_matrix:
    """Which wording holds which word, as a matrix of ones."""
    rows = [sorted(set(wording.words)) for wording in readings.wordings]
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.array([word for row in rows for word in row], np.int64)
    return csr_matrix(
        (np.ones(len(columns), np.float32), columns, ends), shape=(len(rows), len(readings.words))
    )


def centre(sentences: Floats, prior: int) -> Floats:
    """Sentence vectors less what the whole story is about; a story of few sentences says little of that."""
    mean = sentences.sum(axis=0) / (len(sentences) + prior)
    moved = sentences - mean
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.maximum(lengths, np.float32(1e-9)), np.float32)


def _near(readings: Readings, centred: Floats, settings: CollationSettings) -> Iterator[Ints]:
    telling = np.where(readings.weights >= settings.telling_word, readings.weights, np.float32(0))
    held = hold(readings).multiply(telling[None, :]).tocsr()
    held.eliminate_zeros()
    plain = held.copy()
    plain.data[:] = 1
    across = plain.T.tocsr()
    totals = np.maximum(np.asarray(held.sum(axis=1), np.float32).ravel(), np.float32(1e-6))
    alone = _only_tellings(readings)
    block = max(1, _CELLS // max(1, len(centred)))
    for start in range(0, len(centred), block):
        rows = slice(start, start + block)
        shared = (held[rows] @ across).toarray() / np.minimum(totals[rows, None], totals[None, :])
        alike = centred[rows] @ centred.T
        near = (shared >= settings.shared_words) | (alike >= settings.near_vectors)
        near &= np.arange(len(centred)) > np.arange(start, start + len(near))[:, None]
        near &= (alone[rows, None] < 0) | (alone[rows, None] != alone)
        for row in np.flatnonzero(near.sum(axis=1) > settings.most_candidates):
            columns = np.flatnonzero(near[row])
            order = np.lexsort((columns, -(shared[row, columns] + alike[row, columns])))
            near[row, columns[order[settings.most_candidates :]]] = False
        one, other = np.nonzero(near)
        yield np.stack([one + start, other], axis=1).astype(np.int64)


def _only_tellings(readings: Readings) -> Ints:
    """For each wording a number for the one telling that has it, or -1 if several have."""
    numbers: dict[str, int] = {}
    out = []
    for wording in readings.wordings:
        tellings = {passage.article_id for passage in wording.passages}
        number = numbers.setdefault(min(tellings), len(numbers))
        out.append(number if len(tellings) == 1 else -1)
    return np.array(out, np.int64)
