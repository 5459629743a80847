"""How many problems of a source are told one by one, and when it is given up."""

from collections import Counter
from collections.abc import Iterator
from typing import TypeVar

from tellings.models import Problem
from tellings.settings import ReadingSettings

T = TypeVar("T")


class Patience:
    """Counts the problems of each source as they come, and lets through what is to be told."""

    def __init__(self, settings: ReadingSettings) -> None:
        self.settings = settings
        self.given_up: set[str] = set()
        self._told: Counter[str] = Counter()
        self._left: Counter[str] = Counter()
        self._in_a_row: Counter[str] = Counter()

    def judge(self, source: str, found: T | Problem) -> Iterator[T | Problem]:
        """What `source` gave next, unless it is one problem too many; nothing once it is given up."""
        if source in self.given_up:
            return
        if not isinstance(found, Problem):
            self._in_a_row[source] = 0
            yield found
            return
        self._told[source] += 1
        self._in_a_row[source] += 1
        if self._in_a_row[source] > self.settings.max_in_a_row:
            self.given_up.add(source)
            said = f"{self._in_a_row[source]:,} problems in a row; the rest isn't read"
            yield Problem(source, "file", said, "Mend the file.")
        elif self._told[source] > self.settings.max_problems:
            self._left[source] += 1
        else:
            yield found

    def sum_up(self) -> Iterator[Problem]:
        """For each source that wasn't given up, how many problems were left out."""
        for source, left in sorted(self._left.items()):
            if source not in self.given_up:
                said = f"{left:,} more problems like those before it"
                yield Problem(source, "file", said, "Mend the file and read it again.")
