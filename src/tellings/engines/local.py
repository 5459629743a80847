"""The local engine: a process pool on this machine's cores."""

import multiprocessing
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from itertools import islice
from types import TracebackType
from typing import Any, TypeVar

from tellings.settings import EngineSettings

A = TypeVar("A")
B = TypeVar("B")
K = TypeVar("K")


class LocalEngine(AbstractContextManager["LocalEngine"]):
    """Runs kernels in processes of its own; closes them when left as a context."""

    def __init__(self, settings: EngineSettings | None = None) -> None:
        self.settings = settings or EngineSettings()
        self.processes = self.settings.processes or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def flat_map(self, rows: Iterable[A], kernel: Callable[[A], Iterable[B]]) -> Iterator[B]:
        """All that `kernel` gives for each of `rows`, in the order of `rows`."""
        batches = _batches(iter(rows), self.settings.batch_rows)
        first = next(batches, [])
        if self.processes == 1 or len(first) < 2:
            yield from _run(kernel, first)
            for batch in batches:
                yield from _run(kernel, batch)
            return
        yield from self._spread(kernel, _chain(first, batches, self.processes))

    def group(
        self,
        rows: Iterable[A],
        by: Callable[[A], K],
        kernel: Callable[[K, list[A]], Iterable[B]],
    ) -> Iterator[B]:
        """All that `kernel` gives for each group of `rows` with one key, keys in sorted order."""
        groups: dict[K, list[A]] = defaultdict(list)
        for row in rows:
            groups[by(row)].append(row)
        items = sorted(groups.items(), key=lambda item: item[0])  # type: ignore[arg-type, return-value]
        return self.flat_map(items, _Unpacked(kernel))

    def join(self, left: Iterable[tuple[K, A]], right: Iterable[tuple[K, B]]) -> Iterator[tuple[K, A, B]]:
        """Each pair of a left and a right row that share a key, keys in sorted order."""
        rights: dict[K, list[B]] = defaultdict(list)
        for key, row in right:
            rights[key].append(row)
        lefts = sorted(left, key=lambda item: item[0])  # type: ignore[arg-type, return-value]
        for key, one in lefts:
            for other in rights.get(key, ()):
                yield key, one, other

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _spread(self, kernel: Callable[[A], Iterable[B]], batches: Iterator[list[A]]) -> Iterator[B]:
        """Run batches in the pool, a few ahead of the reader, and give results in order."""
        if self._pool is None:
            context = multiprocessing.get_context("forkserver")
            self._pool = ProcessPoolExecutor(self.processes, mp_context=context)
        waiting: list[Future[list[B]]] = []
        for batch in batches:
            waiting.append(self._pool.submit(_run, kernel, batch))
            if len(waiting) > 2 * self.processes:
                yield from waiting.pop(0).result()
        for future in waiting:
            yield from future.result()


class _Unpacked:
    """A kernel of (key, rows) as a kernel of one item; a class, so that it can be pickled."""

    def __init__(self, kernel: Callable[[Any, list[Any]], Iterable[Any]]) -> None:
        self.kernel = kernel

    def __call__(self, item: tuple[Any, list[Any]]) -> Iterable[Any]:
        return self.kernel(*item)


def _run(kernel: Callable[[A], Iterable[B]], rows: list[A]) -> list[B]:
    return [made for row in rows for made in kernel(row)]


def _batches(rows: Iterator[A], size: int) -> Iterator[list[A]]:
    while batch := list(islice(rows, size)):
        yield batch


def _chain(first: list[A], rest: Iterator[list[A]], processes: int) -> Iterator[list[A]]:
    """The first batch cut so that each process gets a part of it, then the rest."""
    step = max(1, -(-len(first) // processes))
    for start in range(0, len(first), step):
        yield first[start : start + step]
    yield from rest
