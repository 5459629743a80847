"""Files in object stores and cluster file systems, named by address: `s3://bucket/2024/*.parquet`."""

import io
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import cast

from tellings.models import Problem
from tellings.reading.items import Item
from tellings.reading.readers import Found, read_item
from tellings.settings import ReadingSettings

_SCHEMES = ("s3://", "gs://", "abfs://", "hdfs://", "file://")
_WILD = frozenset("*?[")


def is_object(text: str) -> bool:
    """Whether `text` is the address of an object or a pattern of such.

    >>> is_object("s3://news/*.parquet"), is_object("https://example.org/a")
    (True, False)
    """
    return text.lower().startswith(_SCHEMES)


def list_objects(pattern: str) -> Iterator[str | Problem]:
    """The addresses that `pattern` (*, ? and [] as in file names) or a folder stands for, sorted.

    Credentials are found as the store's own tools find them: in the environment, never in ours.
    """
    from pyarrow import ArrowException  # noqa: PLC0415 - a third of a second, needed for stores alone
    from pyarrow.fs import FileSelector, FileSystem, FileType  # noqa: PLC0415

    scheme, _, path = pattern.partition("://")
    fixed = path[: min((path.find(mark) for mark in _WILD if mark in path), default=len(path))]
    folder = path if fixed == path else fixed.rpartition("/")[0]
    try:
        system, root = FileSystem.from_uri(f"{scheme}://{folder}")
        if system.get_file_info(root).type == FileType.File:
            yield pattern
            return
        infos = system.get_file_info(FileSelector(root, recursive=True))
    except (OSError, ArrowException, ValueError) as error:
        yield _unread(pattern, error)
        return
    wanted = root + path[len(folder) :]
    files = sorted(info.path for info in infos if info.type == FileType.File)
    found = [file for file in files if fixed == path or fnmatchcase(file, wanted)]
    if not found:
        yield Problem(pattern, "path", "there is no such object", "Check the address; quote patterns.")
    host = folder.removesuffix(root) if folder.endswith(root) else ""  # a name node; a bucket is in the path
    yield from (f"{scheme}://{host}{file}" for file in found)


def read_object(address: str, settings: ReadingSettings) -> Found:
    """The articles in the object at `address` and the problems met; it is streamed, not copied."""
    from pyarrow import ArrowException  # noqa: PLC0415 - a third of a second, needed for stores alone
    from pyarrow.fs import FileSystem  # noqa: PLC0415

    try:
        system, path = FileSystem.from_uri(address)
        with system.open_input_file(path) as stored:
            stream = io.BufferedReader(cast(io.RawIOBase, stored), 1 << 20)
            yield from read_item(Item(address, path.rpartition("/")[2], stream, stored.size()), settings)
    except (OSError, ArrowException, ValueError) as error:
        yield _unread(address, error)


def _unread(address: str, error: Exception) -> Problem:
    reason = str(error).partition("\n")[0][:200]
    return Problem(address, "object", f"it can't be read: {reason}", "Check the address and your access.")
