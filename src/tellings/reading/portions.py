"""Large files of one record a line are cut into portions, so that several processes share the reading."""

import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import cast

from tellings.models import Problem
from tellings.reading.addresses import is_address
from tellings.reading.items import Item, show_path
from tellings.reading.json_lines import read_lines, split_lines
from tellings.reading.kinds import suffix_of, tell_kind
from tellings.reading.packed import read_compressed
from tellings.reading.patience import Patience
from tellings.reading.readers import Found, read_item
from tellings.reading.record import Reading
from tellings.settings import ReadingSettings

_CUT_FROM = 500_000  # bytes: a smaller file is read faster than it is cut
_LINES = 32  # of a portion: a fifteenth of a second's work
_KINDS = frozenset({".jsonl", ".ndjson", ".jsonlines"})


@dataclass(frozen=True, slots=True)
class Portion:
    """Some lines of a file that are to be read as if they stood in it; None for one that is too long."""

    item: Item
    first: int
    lines: tuple[bytes | None, ...]


def cut_source(path: str, settings: ReadingSettings) -> Iterator[str | Portion | Problem]:
    """What to read in place of `path`: portions of a large file of lines, or the path itself."""
    if not _is_large(path):
        yield path
        return
    with Path(path).open("rb") as stream:
        item = Item(show_path(path), Path(path).name, stream, os.fstat(stream.fileno()).st_size)
        yield from cast("Iterator[str | Portion | Problem]", _cut_item(item, settings))


class Cutting:
    """Cuts sources into what is to be read, and gives one up whose portions hold nothing but problems."""

    def __init__(self, settings: ReadingSettings) -> None:
        self.settings = settings
        self.patience = Patience(settings)
        self._cut: set[str] = set()

    def cut(self, sources: Iterable[str]) -> Iterator[str | Portion | Problem]:
        """What to read in place of `sources`."""
        for source in sources:
            for part in cut_source(source, self.settings):
                if show_path(source) in self.patience.given_up:
                    break
                if isinstance(part, Portion):
                    self._cut.add(show_path(source))
                yield part

    def limit(
        self, rows: Iterable[tuple[Reading, bytes] | Problem]
    ) -> Iterator[tuple[Reading, bytes] | Problem]:
        """What was read, less the problems that are too many for a source that was cut."""
        for row in rows:
            source = row.source if isinstance(row, Problem) else row[0].article.source
            while source not in self._cut and "#" in source:
                source = source.rpartition("#")[0]
            if source in self._cut:
                yield from self.patience.judge(source, row)
            else:
                yield row
        yield from self.patience.sum_up()


def read_portion(portion: Portion, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The article or the problem of each line."""
    yield from read_lines(enumerate(portion.lines, portion.first), portion.item, settings)


def _is_large(path: str) -> bool:
    """Whether it is a plain file of lines, packed or not, that is worth cutting and can be opened."""
    if path == "-" or is_address(path) or suffix_of(path) not in _KINDS:
        return False
    try:
        found = Path(path)
        return found.is_file() and found.stat().st_size >= _CUT_FROM and os.access(found, os.R_OK)
    except OSError:
        return False


def _cut_item(item: Item, settings: ReadingSettings) -> Found:
    """Portions of lines; a packed file is unpacked within its limits, and anything else read as it is."""
    kind = tell_kind(item.name, item.head())
    if kind == "jsonl":
        yield from cast(Found, _portions(item, settings))
    elif kind in ("gzip", "bzip2", "xz") and item.depth < settings.max_depth:
        yield from read_compressed(item, settings, _cut_item)
    else:
        yield from read_item(item, settings)


def _portions(item: Item, settings: ReadingSettings) -> Iterator[Portion]:
    bare = Item(item.source, item.name, io.BytesIO(), -1, item.depth, item.url, item.charset)
    lines = split_lines(item.stream, settings.max_line_bytes)
    first = 1
    while batch := tuple(islice(lines, _LINES)):
        yield Portion(bare, first, batch)
        first += len(batch)
