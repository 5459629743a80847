"""What the neighbours of two wordings say for them: a sentence split in two, or told in the same order."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from tellings.collation.readings import Floats, Ints, Readings
from tellings.collation.splits import find_looks, in_order, with_runs

CONTEXT = (
    "joined",  # probability that a run of sentences with the one says what the other says, if it adds to it
    "gain",  # by how many nats the one raises the odds of that run, up to 3
    "in_step",  # probability that a neighbour of one says what a neighbour of the other says
)
Judge = Callable[[Readings, Ints], Floats]  # log-odds that pairs of wordings say the same
_FAINT = 0.2  # probability under which a neighbour's alignment counts for nothing
_MOST = 8  # neighbours of a wording that stands in many tellings
_MOST_GAIN = 3.0


def find_context(readings: Readings, pairs: Ints, odds: Floats, judge: Judge) -> Floats:
    """For each pair what its neighbours say, of shape (n, len(CONTEXT)).

    `odds` are the log-odds found without them, `judge` finds those of new pairs.
    """
    chances = chance(odds)
    out = np.zeros((len(pairs), len(CONTEXT)), np.float32)
    if not len(pairs):
        return out
    out[:, 2] = _in_step(readings, pairs, chances)
    looks = find_looks(readings, pairs, chances)
    if not looks.around:
        return out
    wider, numbers = with_runs(readings, [run for a in looks.around for run in (a.whole, a.rest)])
    whole = np.array([numbers[around.whole] for around in looks.around], np.int64)
    rest = np.array([numbers[around.rest] for around in looks.around], np.int64)
    asked, back = np.unique(
        np.stack([np.concatenate([whole, rest]), np.tile(looks.other, 2)], axis=1),
        axis=0,
        return_inverse=True,
    )
    judged = judge(wider, asked)[back.ravel()]
    both, alone = judged[: len(whole)], judged[len(whole) :]
    best = np.lexsort((both, both > alone))  # what adds comes last, the surest last of all
    gain = (both - alone)[best]
    adds = gain > 0
    out[looks.row[best][adds], 0] = chance(both[best][adds])  # of several values the last stays
    out[looks.row[best][adds], 1] = np.minimum(gain[adds], _MOST_GAIN)
    return out


def chance(odds: Floats) -> Floats:
    """Probabilities from log-odds.

    >>> chance(np.array([0.0, 100.0], np.float32)).tolist()
    [0.5, 1.0]
    """
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -40, 40))), np.float32)


def _in_step(readings: Readings, pairs: Ints, chances: Floats) -> Floats:
    """Probability, summed up to 1, that a neighbour of one says what a neighbour of the other says."""
    count = len(readings.wordings)
    strong = chances >= _FAINT
    one, other, chance = pairs[strong, 0], pairs[strong, 1], chances[strong]
    ends = np.concatenate([one, other]), np.concatenate([other, one])
    linked = csr_matrix((np.concatenate([chance, chance]), ends), shape=(count, count), dtype=np.float32)
    beside = _neighbours(readings)
    step = beside @ linked @ beside.T
    return np.asarray(np.minimum(step[pairs[:, 0], pairs[:, 1]], 1), np.float32).ravel()


def _neighbours(readings: Readings) -> csr_matrix:
    """Which wording stands next to which in some telling, as a matrix of ones."""
    beside: dict[int, set[int]] = {}
    for line in in_order(readings):
        for one, other in pairwise(line):
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
    cells = [
        (one, other) for one, others in sorted(beside.items()) for other in sorted(others - {one})[:_MOST]
    ]
    rows, columns = np.array(cells, np.int64).reshape(-1, 2).T
    count = len(readings.wordings)
    return csr_matrix((np.ones(len(cells), np.float32), (rows, columns)), shape=(count, count))
