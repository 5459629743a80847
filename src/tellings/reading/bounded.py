"""A stream that gives only so many bytes, whatever it was packed from."""

import io
from typing import BinaryIO, cast

_BUFFER = 1 << 18  # bytes; a first look at a file is far smaller, so going back to its start stays inside


class TooMuch(Exception):
    """The stream has more bytes than it may."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class Bounded(io.RawIOBase):
    """The bytes of `stream`, with TooMuch raised after `limit` of them; `total` counts those read."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self.stream = stream
        self.limit = limit
        self.total = 0

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True: a packed stream goes back by unpacking again."""
        return True

    def tell(self) -> int:
        """How many bytes stand before the next one."""
        return self.stream.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place in the stream."""
        return self.stream.seek(offset, whence)

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Fill `buffer` with the next bytes and say how many they are."""
        data = self.stream.read(len(buffer))
        self.total += len(data)
        if self.total > self.limit:
            raise TooMuch(self.limit)
        buffer[: len(data)] = data
        return len(data)

    def buffered(self) -> BinaryIO:
        """This stream behind a buffer, as readers want it."""
        return cast(BinaryIO, io.BufferedReader(self, _BUFFER))
