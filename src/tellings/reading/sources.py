"""Which files are given, and which reader reads each."""

import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from tellings.models import Problem
from tellings.reading.addresses import is_address
from tellings.reading.fetching import fetch
from tellings.reading.items import Item, show_path
from tellings.reading.objects import is_object, list_objects, read_object
from tellings.reading.patience import Patience
from tellings.reading.readers import read_item
from tellings.reading.record import Reading
from tellings.settings import ReadingSettings

_PASSED_OVER = frozenset({"thumbs.db", "desktop.ini"})  # what systems leave in folders; dot files too
_PAGES = (".html", ".htm", ".xhtml")
_ASSETS = (
    "_files",
    "-files",
    ".files",
    "_datei",
    "_dateien",
    "_fichiers",
    "_archivos",
)  # beside a saved page


def list_sources(paths: Iterable[str]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The files that `paths` name or contain, sorted, and a problem for each path that isn't there.

    Folders are walked without following links. Files whose names begin with a dot, and the folder of
    pictures and scripts beside a saved page, are passed over. Addresses and "-" stay as they are.
    """
    found: set[str] = set()
    problems = []
    for path in sorted({str(path) for path in paths}):
        if path == "-" or is_address(path):
            found.add(path)
        elif is_object(path):
            for listed in list_objects(path):
                if isinstance(listed, Problem):
                    problems.append(listed)
                else:
                    found.add(listed)
        elif Path(path).is_dir():
            files = sorted(_walk(path))
            found.update(files)
            if not files:
                problems.append(
                    Problem(show_path(path), "folder", "the folder holds no files", "Put the articles in it.")
                )
        elif os.path.lexists(path):
            found.add(path)
        else:
            advice = "Check the spelling; quote names with spaces."
            problems.append(Problem(show_path(path), "path", "there is no such file or folder", advice))
    return tuple(sorted(found)), tuple(problems)


def _walk(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        pages = {name.rpartition(".")[0] for name in files if name.lower().endswith(_PAGES)}
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not _is_assets(name, pages)
        )
        for name in files:
            if not name.startswith(".") and name.lower() not in _PASSED_OVER:
                yield str(Path(place) / name)


def _is_assets(folder: str, pages: set[str]) -> bool:
    return any(folder.endswith(ending) and folder.removesuffix(ending) in pages for ending in _ASSETS)


def read_source(path: str, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The articles in the file at `path` and the problems met; never raises for what the file holds.

    `path` may also be "-" for standard input, or a web address, fetched only if settings.fetch is true.
    """
    patience = Patience(settings)
    for found in _read_path(path, settings):
        yield from patience.judge(show_path(path), found)
        if patience.given_up:
            return
    yield from patience.sum_up()


def _read_path(path: str, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    try:
        if path == "-":
            yield from _read_input(sys.stdin.buffer, settings)
        elif is_object(path):
            yield from read_object(path, settings)
        elif is_address(path):
            fetched = fetch(path, settings)
            yield from (fetched,) if isinstance(fetched, Problem) else read_item(fetched, settings)
        else:
            yield from _read_file(Path(path), show_path(path), settings)
    except OSError as error:
        reason = error.strerror or str(error)
        yield Problem(
            show_path(path),
            "file",
            f"the file can't be read: {reason}",
            "Check that it exists and that you may read it.",
        )


def _read_file(file: Path, source: str, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    kind = file.stat().st_mode
    if not stat.S_ISREG(kind):
        yield Problem(source, "file", "it is no regular file", "Give a file or a folder of files.")
        return
    with file.open("rb") as stream:
        yield from read_item(Item(source, file.name, stream, file.stat().st_size), settings)


def _read_input(stream: BinaryIO, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """What comes from standard input, kept in a file without a name so that it can be rewound."""
    with tempfile.TemporaryFile() as kept:
        size = 0
        while block := stream.read(1 << 20):
            size += len(block)
            if size > settings.max_unpacked_bytes:
                yield Problem(
                    "-", "input", f"more than {settings.max_unpacked_bytes:,} bytes", "Give files instead."
                )
                return
            kept.write(block)
        kept.seek(0)
        yield from read_item(Item("-", "-", kept, size), settings)
