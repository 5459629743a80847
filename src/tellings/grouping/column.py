"""Rows of keys end to end in one long array, so that thousands of rows are worked on at once."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tellings.grouping.words import Flags, Keys, Keys32, Places


@dataclass(frozen=True, slots=True)
class Column:
    """One field of many articles: row r is `keys[starts[r]:starts[r + 1]]`."""

    keys: Keys32
    starts: Places

    def sizes(self) -> Places:
        """How many keys each row has."""
        return np.diff(self.starts)

    def rows(self) -> Places:
        """The row of each key."""
        return np.repeat(np.arange(len(self.starts) - 1), self.sizes())

    def placed(self) -> Keys:
        """Each key below its row: one sorted array, if rows are, to look up a key of any row in."""
        placed: Keys = (self.rows().astype(np.uint64) << np.uint64(32)) | self.keys
        return placed

    def choose(self, rows: Places) -> "Column":
        """The column of some of its rows."""
        return Column(self.keys[self.places(rows)], run_starts(self.sizes()[rows]))

    def keep(self, kept: Flags) -> "Column":
        """The column of some of its keys."""
        return take(self.keys, kept, self.starts)

    def places(self, rows: Places) -> Places:
        """Where the keys of `rows` stand in `keys`, row after row."""
        return ranges(self.starts[rows], self.sizes()[rows])

    def split(self) -> list[Keys32]:
        """The keys of each row."""
        starts = self.starts.tolist()
        return [self.keys[start:end] for start, end in pairwise(starts)]


def stack(rows: list[Keys32]) -> Column:
    """The column of `rows`."""
    starts = run_starts(np.array([len(row) for row in rows], np.int64))
    return Column(np.concatenate(rows) if rows else np.zeros(0, np.uint32), starts)


def take(keys: Keys32, chosen: Flags, starts: Places) -> Column:
    """The column of the chosen ones of keys whose rows start at `starts`."""
    places = np.flatnonzero(chosen)
    return Column(keys[places], np.searchsorted(places, starts))


def repeat(keys: Keys32, times: Places, starts: Places) -> Column:
    """The column of keys whose rows start at `starts`, each key so many times."""
    return Column(np.repeat(keys, times), run_starts(times)[starts])


def ranges(starts: Places, sizes: Places) -> Places:
    """The numbers from each start on, `sizes` of them, one range after the other.

    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(sizes)
    offsets: Places = np.repeat(starts - (ends - sizes), sizes)
    return offsets + np.arange(len(offsets))


def distinct(column: Column) -> tuple[Column, Places]:
    """The distinct keys of each row, sorted, and how often each stands there.

    Rows are sorted one by one: each fits in the fastest cache, which their sum does not.

    >>> distinct(Column(np.array([5, 3, 5, 4], np.uint32), np.array([0, 3, 4])))[1].tolist()
    [1, 2, 1]
    """
    keys = column.keys.copy()
    sort_rows(keys, column.starts)
    first = np.ones(len(keys), np.bool_)
    first[1:] = keys[1:] != keys[:-1]
    inside = column.starts[:-1]
    first[inside[inside < len(keys)]] = True
    heads = np.flatnonzero(first)
    return Column(keys[heads], np.searchsorted(heads, column.starts)), np.diff(heads, append=len(keys))


def sort_rows(keys: NDArray[np.uint32] | NDArray[np.uint64], starts: Places) -> None:
    """Sort the keys of each row where they stand."""
    for start, end in pairwise(starts.tolist()):
        keys[start:end].sort()


def run_starts(sizes: Places) -> Places:
    """Where runs of these sizes start when they stand end to end, and where the last ends."""
    starts = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=starts[1:])
    return starts
