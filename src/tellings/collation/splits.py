"""Sentences that were joined or split: what a sentence adds when it is read with its neighbours."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from tellings.collation.readings import Floats, Ints, Readings, Wording

Run = tuple[int, ...]  # wordings that follow one another in a telling
_REACH = 2  # sentences before and after that may have been one with it
_TELLINGS = 4  # tellings of a wording that are looked at
_PARTNER = 0.3  # probability from which a neighbour is thought to say what the other wording says
_UNSURE = 0.03, 0.7  # probabilities between which a second look can change the answer


def find_runs(readings: Readings, pairs: Ints, chances: Floats) -> dict[int, list[tuple[Run, Run, int]]]:
    """For each pair that needs a second look: runs of sentences to read instead of one of its wordings.

    The key is the pair's row; each item the run with that wording, the run without it, and the
    other wording.
    """
    likely = {(int(one), int(other)) for one, other in pairs[chances >= _PARTNER]}
    likely |= {(other, one) for one, other in likely}
    beside = _surroundings(readings)
    found: dict[int, list[tuple[Run, Run, int]]] = {}
    low, high = _UNSURE
    for row in np.flatnonzero((chances >= low) & (chances < high)):
        one, other = int(pairs[row, 0]), int(pairs[row, 1])
        runs = [
            (run, rest, whole)
            for part, whole in ((one, other), (other, one))
            for run, rest, ends in beside.get(part, ())
            if all((end, whole) in likely for end in ends)
        ]
        if runs:
            found[int(row)] = runs
    return found


def with_runs(readings: Readings, runs: list[Run]) -> tuple[Readings, dict[Run, int]]:
    """The readings with each run of several sentences as one more wording, and each run's number."""
    wordings = list(readings.wordings)
    numbers: dict[Run, int] = {}
    for run in runs:
        if len(run) == 1:
            numbers[run] = run[0]
        elif run not in numbers:
            numbers[run] = len(wordings)
            parts = [readings.wordings[at] for at in run]
            norms = tuple(norm for part in parts for norm in part.norms)
            wordings.append(Wording((), norms, tuple(word for part in parts for word in part.words)))
    return replace(readings, wordings=tuple(wordings)), numbers


def in_order(readings: Readings) -> Iterator[list[int]]:
    """The wordings of each telling in the order of its text."""
    places: dict[str, list[tuple[int, int]]] = {}
    for number, wording in enumerate(readings.wordings):
        for passage in wording.passages:
            places.setdefault(passage.article_id, []).append((passage.start, number))
    for _, found in sorted(places.items()):
        yield [number for _, number in sorted(found)]


def _surroundings(readings: Readings) -> dict[int, list[tuple[Run, Run, Run]]]:
    """For each wording the runs around it, each without it, and those that must say the same for it to count."""
    found: dict[int, list[tuple[Run, Run, Run]]] = {}
    seen: dict[int, int] = {}
    for line in in_order(readings):
        for at, one in enumerate(line):
            seen[one] = seen.get(one, 0) + 1
            if seen[one] <= _TELLINGS:
                found.setdefault(one, []).extend(_runs_around(line, at))
    return found


def _runs_around(line: list[int], at: int) -> Iterator[tuple[Run, Run, Run]]:
    """The runs with the sentence at place `at` first, last or in the middle."""
    one = line[at]
    for reach in range(1, _REACH + 1):
        before, after = tuple(line[max(0, at - reach) : at]), tuple(line[at + 1 : at + 1 + reach])
        if len(before) == reach:
            yield (*before, one), before, before[:1]
        if len(after) == reach:
            yield (one, *after), after, after[-1:]
    around = line[max(0, at - 1) : at] + line[at + 1 : at + 2]
    if len(around) == 2:
        yield (around[0], one, around[1]), tuple(around), tuple(around)
