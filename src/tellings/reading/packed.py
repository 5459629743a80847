"""Zip and tar archives and compressed files, read member by member in memory; nothing is written anywhere."""

import bz2
import gzip
import lzma
import stat
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, BinaryIO, TypeAlias, cast

from tellings.models import Problem
from tellings.reading.bounded import DAMAGE, Bounded, TooMuch
from tellings.reading.items import Item
from tellings.reading.record import Reading
from tellings.settings import ReadingSettings

Found: TypeAlias = Iterator[Reading | Problem]
Read: TypeAlias = Callable[[Item, ReadingSettings], Found]

_UNPACKERS: dict[bytes, Callable[[BinaryIO], IO[bytes]]] = {
    b"\x1f\x8b": lambda stream: cast(IO[bytes], gzip.GzipFile(fileobj=stream)),
    b"BZ": bz2.BZ2File,
    b"\xfd7": lzma.LZMAFile,
}
_BOMB = "Unpack it yourself if you trust it, and give the files."
_MOST_BOMBS = 3  # members that unpack to too much, after which an archive is left alone
_SYSTEM = ("__MACOSX/", ".DS_Store", "Thumbs.db")


def read_zip(item: Item, settings: ReadingSettings, read: Read) -> Found:
    """The articles in the members of a zip file and the problems met."""
    budget = _Budget(item, settings)
    try:
        with zipfile.ZipFile(item.whole_stream(settings)) as archive:
            for number, member in enumerate(archive.infolist()):
                if number >= settings.max_members:
                    yield item.problem("archive", f"more than {settings.max_members:,} files", _BOMB)
                    return
                if member.is_dir() or _is_system(member.filename):
                    continue
                refusal = _refuse(member.filename) or _refuse_zip(member)
                if refusal:
                    yield item.problem(_shown(member.filename), *refusal)
                    continue
                yield from _read_zip_member(archive, member, budget, read)
                if budget.spent:
                    yield budget.problem(_shown(member.filename))
                    return
    except DAMAGE as error:
        yield _damaged(item, error)


def _read_zip_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: "_Budget", read: Read
) -> Found:
    with archive.open(member) as stream:
        yield from budget.read_member(stream, member.filename, max(member.compress_size, 1), read)


def read_tar(item: Item, settings: ReadingSettings, read: Read) -> Found:
    """The articles in the members of a tar file and the problems met."""
    budget = _Budget(item, settings)
    try:
        with tarfile.open(fileobj=item.stream, mode="r|") as archive:
            for number, member in enumerate(archive):
                if number >= settings.max_members:
                    yield item.problem("archive", f"more than {settings.max_members:,} files", _BOMB)
                    return
                if member.isdir() or _is_system(member.name):
                    continue
                refusal = _refuse(member.name) or (None if member.isreg() else _LINK)
                if refusal:
                    yield item.problem(_shown(member.name), *refusal)
                    continue
                stream = archive.extractfile(member)
                if stream is not None:
                    yield from budget.read_member(stream, member.name, _stored(member), read)
                if budget.spent:
                    yield budget.problem(_shown(member.name))
                    return
    except DAMAGE as error:
        yield _damaged(item, error)


def read_compressed(item: Item, settings: ReadingSettings, read: Read) -> Found:
    """The articles in a file packed with gzip, bzip2 or xz and the problems met."""
    opened = _UNPACKERS[item.head(2)](item.stream)
    packed = item.size if item.size > 0 else 1
    limit = min(settings.max_unpacked_bytes, max(packed * settings.max_expansion, settings.max_page_bytes))
    name = (
        item.name.rpartition(".")[0]
        if item.name.lower().endswith((".gz", ".bz2", ".xz", ".tgz"))
        else item.name
    )
    bounded = Bounded(opened, limit)
    inner = Item(item.source, name, bounded.buffered(), -1, item.depth + 1, item.url, item.charset)
    try:
        yield from _read_bounded(bounded, inner, settings, read)
    except TooMuch:
        yield item.problem("archive", f"it unpacks to more than {limit:,} bytes from {packed:,}", _BOMB)
    except DAMAGE as error:
        yield _damaged(item, error)


def _read_bounded(bounded: Bounded, item: Item, settings: ReadingSettings, read: Read) -> Found:
    """What stands before the place where the bytes turn out to be damaged, and the problem that they are."""
    item.head(1)
    if bounded.broken is None or bounded.total:
        yield from read(item, settings)
    if bounded.broken is not None:
        yield _damaged(item, bounded.broken)


def _stored(member: tarfile.TarInfo) -> int:
    """The bytes that a member has in the archive: holes of a sparse file take none, however long they are."""
    pieces = cast("list[tuple[int, int]] | None", member.sparse)
    return member.size if pieces is None else sum(size for _, size in pieces)


_LINK = ("a link or a device, not a file", "Links aren't followed; give the file that it points to.")


def _refuse(name: str) -> tuple[str, str] | None:
    """Why a member's name is refused, with advice, or None."""
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or (len(name) > 1 and name[1] == ":") or "\x00" in name:
        return "the name leads out of the archive", "Nothing was unpacked; be wary of who made this archive."
    return None


def _refuse_zip(member: zipfile.ZipInfo) -> tuple[str, str] | None:
    if stat.S_ISLNK(member.external_attr >> 16):
        return _LINK
    if member.flag_bits & 0x1:
        return "the file is encrypted", "Unpack it with its password and give the files."
    return None


def _is_system(name: str) -> bool:
    last = name.rstrip("/").rpartition("/")[2]
    return name.startswith(_SYSTEM[0]) or last in _SYSTEM or last.startswith("._")


def _shown(name: str) -> str:
    """A member's name as a place that can be printed and is short."""
    return "".join(c if c.isprintable() else "?" for c in name.encode("utf-8", "replace").decode())[:200]


def _damaged(item: Item, error: BaseException) -> Problem:
    reason = str(error)[:100] or type(error).__name__
    return item.problem(
        "archive", f"the archive is damaged: {reason}", "What came before was read; get it again."
    )


class _Budget:
    """How much one archive may still unpack to."""

    def __init__(self, item: Item, settings: ReadingSettings) -> None:
        self.item = item
        self.settings = settings
        self.left = settings.max_unpacked_bytes
        self.bombs = 0
        self.spent = False

    def read_member(self, stream: IO[bytes], name: str, packed: int, read: Read) -> Found:
        """What a member holds, as long as it unpacks to what is still allowed."""
        item = self.item
        expanded = max(packed * self.settings.max_expansion, self.settings.max_page_bytes)
        bounded = Bounded(stream, min(self.left, expanded))
        place = _shown(name)
        inner = Item(
            f"{item.source}#{place}", name.rpartition("/")[2], bounded.buffered(), -1, item.depth + 1
        )
        try:
            yield from _read_bounded(bounded, inner, self.settings, read)
        except TooMuch as error:
            self.bombs += 1
            yield inner.problem(
                "file", f"it unpacks to more than {error.limit:,} bytes from {packed:,}", _BOMB
            )
        except DAMAGE as error:
            yield _damaged(inner, error)
        self.left -= bounded.total
        self.spent = self.left <= 0 or self.bombs >= _MOST_BOMBS

    def problem(self, place: str) -> Problem:
        """The problem that the archive has unpacked to all it may, or has shown what it is."""
        limit = self.settings.max_unpacked_bytes
        found = f"{self.bombs} members that unpack without end" if self.bombs else f"over {limit:,} bytes"
        return self.item.problem(place, f"the archive holds {found}; the rest is left", _BOMB)
