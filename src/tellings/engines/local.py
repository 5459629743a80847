"""The local engine: a process pool on this machine's cores."""

import multiprocessing
import os
import signal
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from functools import cache
from itertools import islice
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import TypeVar

from tellings.engines.batches import TRIES, Repacked, Unpacked, cut, run_batch
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
        self._line: Connection | None = None  # closed, it tells the pool's workers to end

    def flat_map(self, rows: Iterable[A], kernel: Callable[[A], Iterable[B]]) -> Iterator[B]:
        """All that `kernel` gives for each of `rows`, in the order of `rows`."""
        batches = cut(rows, self.settings.batch_rows)
        first = next(batches, [])
        if self.processes == 1 or len(first) < 2:
            yield from run_batch(kernel, first)
            for batch in batches:
                yield from run_batch(kernel, batch)
            return
        yield from self.spread(kernel, _chain(first, batches, self.processes))

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
        return self.flat_map(items, Unpacked(kernel))

    def join(self, left: Iterable[tuple[K, A]], right: Iterable[tuple[K, B]]) -> Iterator[tuple[K, A, B]]:
        """Each pair of a left and a right row that share a key, keys in sorted order."""
        rights: dict[K, list[B]] = defaultdict(list)
        for key, row in right:
            rights[key].append(row)
        lefts = sorted(left, key=lambda item: item[0])  # type: ignore[arg-type, return-value]
        for key, one in lefts:
            for other in rights.get(key, ()):
                yield key, one, other

    def spread(self, kernel: Callable[[A], Iterable[B]], batches: Iterator[list[A]]) -> Iterator[B]:
        """Run batches in the pool, a few ahead of the reader, and give results in order.

        A worker that is killed takes the pool with it: a new one does again what was under way.
        """
        waiting: deque[list[A]] = deque()
        running: deque[Future[list[B]]] = deque()  # of the batches that wait, the first ones
        tries = 0
        while True:
            waiting.extend(islice(batches, max(0, 2 * self.processes + 1 - len(waiting))))
            if not waiting:
                return
            try:
                for batch in islice(waiting, len(running), None):
                    running.append(self._submit(kernel, batch))
                made = running[0].result()
            except BrokenProcessPool:
                self._let_go()
                tries += 1
                if tries == TRIES:
                    raise
                self.close()
                running.clear()
                continue
            tries = 0
            waiting.popleft()
            running.popleft()
            yield from made

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None
        self._let_go()

    def _let_go(self) -> None:
        """Tell the workers to end at once.

        A broken pool ends those that it knows of, and then waits for all: also for one that was started
        at that very moment, which nobody ended.
        """
        if self._line is not None:
            self._line.close()
            self._line = None

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _submit(self, kernel: Callable[[A], Iterable[B]], batch: list[A]) -> Future[list[B]]:
        if self._pool is None:
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload([kernel.__module__])  # imported once, not by each process
            theirs, self._line = context.Pipe(duplex=False)
            self._pool = ProcessPoolExecutor(
                self.processes, context, initializer=_end_with_run, initargs=(theirs,)
            )
        return self._pool.submit(run_batch, kernel, batch)


def work_through(kernel: Callable[[A], Iterable[B]], packed: Iterable[bytes], processes: int) -> list[bytes]:
    """The packed results of packed batches, from this process's one pool, which stays for the next time."""
    with _TURN:
        return list(_keep_engine(processes).spread(Repacked(kernel), ([batch] for batch in packed)))


_TURN = threading.Lock()  # a pool has one user at a time


@cache
def _keep_engine(processes: int) -> LocalEngine:
    return LocalEngine(EngineSettings(processes=processes))


def _end_with_run(line: Connection) -> None:
    """In a worker: end when the run is killed, or closes its end of the line; else it would wait for ever.

    A thread of Ray's that starts the pool hands its workers a blocked SIGTERM, and a broken pool
    waits for ever for a worker that can't be ended.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    run = multiprocessing.parent_process()

    def watch() -> None:
        wait([line, *([run.sentinel] if run is not None else [])])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _chain(first: list[A], rest: Iterator[list[A]], processes: int) -> Iterator[list[A]]:
    """The first batch cut so that each process gets a part of it, then the rest."""
    step = max(1, -(-len(first) // processes))
    for start in range(0, len(first), step):
        yield first[start : start + step]
    yield from rest
