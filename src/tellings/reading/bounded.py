"""A stream that gives only so many bytes, whatever it was packed from."""

import io
from typing import BinaryIO


class TooMuch(Exception):
    """The stream has more bytes than it may."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class Bounded(io.RawIOBase):
    """`stream` behind a buffer that raises TooMuch after `limit` bytes.

    Its first bytes are kept, so that going back after a first look doesn't unpack anything twice.
    """

    _KEPT = 1 << 16  # bytes from the start that are kept for rewinding

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self.stream = stream
        self.limit = limit
        self.total = 0
        self._start = b""
        self._at = 0
        self._buffer = b""

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """True: a packed stream goes back by unpacking again."""
        return True

    def tell(self) -> int:
        """How many bytes stand before the next one."""
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go back to a place within the first bytes; anything further goes through the stream itself."""
        if whence == 0 and offset <= len(self._start) and self.total <= len(self._start):
            self._buffer = self._start[offset:]
        elif whence == 0 and offset != self._at:
            self.stream.seek(offset)
            self._buffer = b""
        elif whence != 0:
            raise io.UnsupportedOperation("seek from the end of a packed stream")
        self._at = offset
        return offset

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, or all of them."""
        if size is None or size < 0:
            parts = []
            while block := self.read(1 << 20):
                parts.append(block)
            return b"".join(parts)
        if not self._buffer:
            self._fill(max(size, 1 << 16))
        found, self._buffer = self._buffer[:size], self._buffer[size:]
        self._at += len(found)
        while len(found) < size and self._fill(size - len(found)):
            more, self._buffer = self._buffer[: size - len(found)], self._buffer[size - len(found) :]
            self._at += len(more)
            found += more
        return found

    def readline(self, size: int | None = -1) -> bytes:
        """The next line, or its first `size` bytes."""
        limit = -1 if size is None else size
        parts: list[bytes] = []
        count = 0
        while True:
            if not self._buffer and not self._fill(1 << 18):
                break
            end = self._buffer.find(b"\n") + 1 or len(self._buffer)
            if limit >= 0:
                end = min(end, limit - count)
            part, self._buffer = self._buffer[:end], self._buffer[end:]
            parts.append(part)
            count += len(part)
            if part.endswith(b"\n") or (limit >= 0 and count >= limit):
                break
        self._at += count
        return b"".join(parts)

    def _fill(self, size: int) -> bool:
        block = self.stream.read(min(size, 1 << 20))
        self.total += len(block)
        if self.total > self.limit:
            raise TooMuch(self.limit)
        if self.total - len(block) == len(self._start) and len(self._start) < self._KEPT:
            self._start += block
        self._buffer += block
        return bool(block)
