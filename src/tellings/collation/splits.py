"""Sentences that were joined or split: the runs of sentences to read instead of one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from tellings.collation.readings import Floats, Ints, Readings, Wording

Run = tuple[int, ...]  # wordings that follow one another in a telling
_REACH = 2  # sentences before and after that may have been one with it
_TELLINGS = 4  # tellings of a wording that are looked at
_PARTNER = 0.3  # probability from which a neighbour is thought to say what the other wording says
_UNSURE = 0.03, 0.7  # probabilities between which a second look can change the answer


@dataclass(frozen=True, slots=True)
class Around:
    """A wording with some of its neighbours: the whole run, the run without it, and its other ends."""

    whole: Run
    rest: Run
    ends: Run


@dataclass(frozen=True, slots=True)
class Looks:
    """Second looks at pairs: `row` is the pair's, `other` the wording that `around` is compared with."""

    row: Ints
    other: Ints
    around: tuple[Around, ...]


def find_looks(readings: Readings, pairs: Ints, chances: Floats) -> Looks:
    """The second looks worth taking: a neighbour of the one seems to say what the other says."""
    arounds, first = _list_arounds(readings)
    low, high = _UNSURE
    unsure = np.flatnonzero((chances >= low) & (chances < high))
    row = np.concatenate([unsure, unsure])
    part = np.concatenate([pairs[unsure, 0], pairs[unsure, 1]])
    other = np.concatenate([pairs[unsure, 1], pairs[unsure, 0]])
    count = np.diff(first)[part]
    at = np.repeat(first[part] - (np.cumsum(count) - count), count) + np.arange(int(count.sum()))
    row, other = np.repeat(row, count), np.repeat(other, count)
    near = _Likely(len(readings.wordings), pairs[chances >= _PARTNER])
    ends = np.array([(a.ends[0], a.ends[-1]) for a in arounds], np.int64).reshape(-1, 2)
    kept = np.flatnonzero(near.has(ends[at, 0], other) & near.has(ends[at, 1], other))
    kept = kept[np.argsort(row[kept], kind="stable")]
    return Looks(row[kept], other[kept], tuple(arounds[number] for number in at[kept].tolist()))


def with_runs(readings: Readings, runs: list[Run]) -> tuple[Readings, dict[Run, int]]:
    """The readings with each run of several sentences as one more wording, and each run's number."""
    wordings = list(readings.wordings)
    numbers: dict[Run, int] = {}
    for run in runs:
        if run not in numbers and len(run) > 1:
            parts = [readings.wordings[at] for at in run]
            norms = tuple(norm for part in parts for norm in part.norms)
            words = tuple(word for part in parts for word in part.words)
            numbers[run] = len(wordings)
            wordings.append(Wording((), norms, words))
        elif len(run) == 1:
            numbers[run] = run[0]
    return replace(readings, wordings=tuple(wordings)), numbers


def in_order(readings: Readings) -> Iterator[list[int]]:
    """The wordings of each telling in the order of its text."""
    places: dict[str, list[tuple[int, int]]] = {}
    for number, wording in enumerate(readings.wordings):
        for passage in wording.passages:
            places.setdefault(passage.article_id, []).append((passage.start, number))
    for _, found in sorted(places.items()):
        yield [number for _, number in sorted(found)]


class _Likely:
    """A set of pairs of wordings, either way round, that can be asked about many at a time."""

    def __init__(self, count: int, pairs: Ints) -> None:
        self._count = count
        both = np.concatenate([pairs, pairs[:, ::-1]])
        self._keys = np.sort(both[:, 0] * count + both[:, 1])

    def has(self, one: Ints, other: Ints) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        keys = one * self._count + other
        if not len(self._keys):
            return np.zeros(len(keys), bool)
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.asarray(self._keys[places] == keys, bool)


def _list_arounds(readings: Readings) -> tuple[list[Around], Ints]:
    """The runs around each wording, one wording's after another's, and where each one's begin."""
    found: list[dict[Around, None]] = [{} for _ in readings.wordings]
    seen = [0] * len(readings.wordings)
    for line in in_order(readings):
        for at, one in enumerate(line):
            seen[one] += 1
            if seen[one] <= _TELLINGS:
                found[one].update(dict.fromkeys(_around(line, at)))
    return [around for one in found for around in one], np.cumsum([0, *map(len, found)])


def _around(line: list[int], at: int) -> Iterator[Around]:
    """The runs with the sentence at place `at` last, first or in the middle."""
    one = line[at]
    for reach in range(1, _REACH + 1):
        before, after = tuple(line[max(0, at - reach) : at]), tuple(line[at + 1 : at + 1 + reach])
        if len(before) == reach:
            yield Around((*before, one), before, before[:1])
        if len(after) == reach:
            yield Around((one, *after), after, after[-1:])
    beside = (*line[max(0, at - 1) : at], *line[at + 1 : at + 2])
    if len(beside) == 2:
        yield Around((beside[0], one, beside[1]), beside, beside)
