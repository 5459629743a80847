"""Where kernels run: one seam, three verbs."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")
K = TypeVar("K")


class Engine(Protocol):
    """Runs pure kernels over rows; every engine gives the same rows in the same order."""

    def flat_map(self, rows: Iterable[A], kernel: Callable[[A], Iterable[B]]) -> Iterator[B]:
        """All that `kernel` gives for each of `rows`, in the order of `rows`."""
        ...

    def group(
        self,
        rows: Iterable[A],
        by: Callable[[A], K],
        kernel: Callable[[K, list[A]], Iterable[B]],
    ) -> Iterator[B]:
        """All that `kernel` gives for each group of `rows` with one key, keys in sorted order."""
        ...

    def join(self, left: Iterable[tuple[K, A]], right: Iterable[tuple[K, B]]) -> Iterator[tuple[K, A, B]]:
        """Each pair of a left and a right row that share a key, keys in sorted order."""
        ...
