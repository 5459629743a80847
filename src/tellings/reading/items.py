"""One thing to read, wherever it lies: a file, standard input, a fetched page, a member of an archive."""

import io
from dataclasses import dataclass, replace
from typing import BinaryIO

from tellings.models import Problem
from tellings.settings import ReadingSettings


def show_path(path: str) -> str:
    """A path as rows and terminals can hold it: what can't be printed is written as its number.

    >>> show_path("strike.txt"), show_path("caf\\udce9.txt")
    ('strike.txt', 'caf\\\\udce9.txt')
    """
    return path if path.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in path)


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes with what is known of them; `stream` stands at its start, `size` is -1 where it isn't known.

    `url` and `charset` are what a web archive or a mail says of the page it holds.
    """

    source: str
    name: str
    stream: BinaryIO
    size: int = -1
    depth: int = 0
    url: str = ""
    charset: str = ""

    def head(self, count: int = 4096) -> bytes:
        """The first bytes, up to `count`; the stream still stands at its start."""
        if isinstance(self.stream, io.BufferedReader):
            return self.stream.peek(count)[:count]
        found = self.stream.read(count)
        self.stream.seek(0)
        return found

    def whole(self, settings: ReadingSettings) -> bytes | Problem:
        """All bytes, or the problem that they are more than one document's."""
        limit = settings.max_file_bytes
        if self.size > limit:
            return self.too_large(self.size, limit)
        data = self.stream.read(limit + 1)
        return self.too_large(len(data), limit) if len(data) > limit else data

    def whole_stream(self, settings: ReadingSettings) -> BinaryIO:
        """A stream that goes back and forth freely: the file itself, or a member held in memory."""
        if self.depth == 0:
            return self.stream
        data = self.stream.read(settings.max_file_bytes + 1)
        if len(data) > settings.max_file_bytes:
            raise ValueError(f"over {settings.max_file_bytes:,} bytes inside another archive")
        return io.BytesIO(data)

    def too_large(self, size: int, limit: int) -> Problem:
        """The problem that a document is larger than `limit` bytes."""
        return Problem(
            self.source,
            "file",
            f"the file has {size:,} bytes or more, which is over the {limit:,} of one document",
            "Split it, turn it into JSON Lines, or raise max_file_bytes in tellings.toml.",
        )

    def of_bytes(self, data: bytes, name: str, place: str) -> "Item":
        """An item inside this one."""
        source = f"{self.source}#{place}" if place else self.source
        return replace(
            self, source=source, name=name, stream=io.BytesIO(data), size=len(data), depth=self.depth + 1
        )

    def problem(self, place: str, problem: str, advice: str) -> Problem:
        """A problem with this item."""
        return Problem(self.source, place, problem, advice)
