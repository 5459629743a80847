"""A stream that gives only so many bytes, whatever it was packed from."""

import io
import lzma
import tarfile
import zipfile
import zlib
from typing import IO, BinaryIO, cast

# What unpacking raises on bytes that nobody packed.
DAMAGE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError,
          NotImplementedError, RuntimeError, UnicodeError, OverflowError, IndexError)  # fmt: skip

_BUFFER = 1 << 18  # bytes; a first look at a file is far smaller, so going back to its start stays inside


class TooMuch(Exception):
    """The stream has more bytes than it may."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class Bounded(io.RawIOBase):
    """The bytes of `stream`, with TooMuch raised after `limit` of them; `total` counts those read.

    Where the stream turns out to be damaged it ends, and `broken` says why: what came before is whole.
    """

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self.stream = stream
        self.limit = limit
        self.total = 0
        self.broken: Exception | None = None

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
        data = self._read(len(buffer))
        self.total += len(data)
        if self.total > self.limit:
            raise TooMuch(self.limit)
        buffer[: len(data)] = data
        return len(data)

    def _read(self, size: int) -> bytes:
        if self.broken is not None:
            return b""
        try:
            return bytes(cast(io.BufferedIOBase, self.stream).read1(size))
        except DAMAGE as error:
            self.broken = error
            return b""

    def buffered(self) -> BinaryIO:
        """This stream behind a buffer, as readers want it."""
        return cast(BinaryIO, io.BufferedReader(self, _BUFFER))
