"""The intake: the kernel that reads sources and signs what they hold, with no model loaded."""

from collections.abc import Iterator
from functools import cache
from itertools import islice

from tellings.grouping import Frequencies, load_frequencies, sign_batch
from tellings.models import Problem
from tellings.reading import Reading
from tellings.reading.portions import Portion, read_portion
from tellings.reading.sources import read_source
from tellings.settings import Settings

SIGNED_AT_ONCE = 16  # readings: signing works on arrays of many, and these fit the cache of a core


class Intake:
    """A source becomes its readings, each with its packed signature, and problems."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __call__(self, source: str | Portion | Problem) -> Iterator[tuple[Reading, bytes] | Problem]:
        """What one source holds, its problems after the readings they came with."""
        found = self._read(source)
        while batch := list(islice(found, SIGNED_AT_ONCE)):
            readings = [row for row in batch if not isinstance(row, Problem)]
            signatures = sign_batch(readings, _frequencies(), self.settings.grouping) if readings else []
            yield from ((r, mark.to_bytes()) for r, mark in zip(readings, signatures, strict=True))
            yield from (row for row in batch if isinstance(row, Problem))

    def _read(self, source: str | Portion | Problem) -> Iterator[Reading | Problem]:
        if isinstance(source, Portion):
            return read_portion(source, self.settings.reading)
        if isinstance(source, Problem):
            return iter((source,))
        return read_source(source, self.settings.reading)


@cache
def _frequencies() -> Frequencies:
    return load_frequencies()
