"""What the neighbours of two wordings say for them: a sentence split in two, or told in the same order."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from tellings.collation.readings import Floats, Ints, Readings
from tellings.collation.splits import find_runs, in_order, with_runs

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
    out[:, 2] = _in_step(readings, pairs, chances)
    runs = find_runs(readings, pairs, chances)
    asked = [item for items in runs.values() for item in items]
    wider, numbers = with_runs(readings, [run for item in asked for run in item[:2]])
    rows = [(numbers[run], other) for item in asked for run in item[:2] for other in item[2:]]
    judged = judge(wider, np.array(rows, np.int64).reshape(-1, 2)).reshape(-1, 2)
    at = 0
    for row, items in runs.items():
        both, alone = judged[at : at + len(items)].T
        at += len(items)
        gain = both - alone
        best = int(np.argmax(np.where(gain > 0, both, -np.inf)))
        if gain[best] > 0:
            out[row, 0] = chance(both[best])
            out[row, 1] = min(gain[best], _MOST_GAIN)
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
