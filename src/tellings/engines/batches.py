"""Rows are handed to workers in batches; what a worker makes of one comes back as a list."""

import pickle
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

A = TypeVar("A")
B = TypeVar("B")

TRIES = 3  # of a batch whose worker was killed: after so many the batch itself is to blame


def cut(rows: Iterable[A], size: int) -> Iterator[list[A]]:
    """Lists of `size` rows, the last one shorter.

    >>> list(cut("abc", 2))
    [['a', 'b'], ['c']]
    """
    waiting = iter(rows)
    while batch := list(islice(waiting, size)):
        yield batch


def run_batch(kernel: Callable[[A], Iterable[B]], rows: list[A]) -> list[B]:
    """All that `kernel` makes of `rows`, in order."""
    return [made for row in rows for made in kernel(row)]


class Unpacked:
    """A kernel of (key, rows) as a kernel of one item; a class, so that it can be pickled."""

    def __init__(self, kernel: Callable[[Any, list[Any]], Iterable[Any]]) -> None:
        self.kernel = kernel

    def __call__(self, item: tuple[Any, list[Any]]) -> Iterable[Any]:
        """All that the kernel makes of one group."""
        return self.kernel(*item)


class Repacked:
    """A kernel of rows as a kernel of packed batches that gives packed lists."""

    def __init__(self, kernel: Callable[[Any], Iterable[Any]]) -> None:
        self.kernel = kernel

    def __call__(self, batch: bytes) -> Iterable[bytes]:
        """All that the kernel makes of one batch."""
        return (pickle.dumps(run_batch(self.kernel, pickle.loads(batch))),)
