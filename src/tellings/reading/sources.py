"""Which files are given, and which reader reads each."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tellings.models import Problem
from tellings.reading.json_lines import read_json_lines
from tellings.reading.plain import read_plain
from tellings.reading.record import Reading
from tellings.settings import ReadingSettings

_PASSED_OVER = frozenset({"thumbs.db", "desktop.ini"})  # what systems leave in folders; dot files too


def list_sources(paths: Iterable[str]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The files that `paths` name or contain, sorted, and a problem for each path that isn't there.

    Folders are walked without following links; files whose names begin with a dot are passed over.
    """
    found: set[str] = set()
    problems = []
    for path in sorted({str(path) for path in paths}):
        if Path(path).is_dir():
            files = sorted(_walk(path))
            found.update(files)
            if not files:
                problems.append(
                    Problem(path, "folder", "the folder holds no files", "Put the articles in it.")
                )
        elif path == "-" or Path(path).exists():
            found.add(path)
        else:
            problems.append(
                Problem(
                    path,
                    "path",
                    "there is no such file or folder",
                    "Check the spelling; quote names with spaces.",
                )
            )
    return tuple(sorted(found)), tuple(problems)


def _walk(folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            if not name.startswith(".") and name.lower() not in _PASSED_OVER:
                yield str(Path(place) / name)


def read_source(path: str, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The articles in the file at `path` and the problems met; never raises for what the file holds."""
    try:
        yield from _read(Path(path), path, settings)
    except OSError as error:
        reason = error.strerror or str(error)
        yield Problem(
            path,
            "file",
            f"the file can't be read: {reason}",
            "Check that it exists and that you may read it.",
        )


def _read(file: Path, source: str, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    if file.suffix.lower() in (".jsonl", ".ndjson", ".jsonlines"):
        with file.open("rb") as stream:
            yield from read_json_lines(stream, source, settings)
        return
    size = file.stat().st_size
    if size > settings.max_file_bytes:
        yield Problem(
            source,
            "file",
            f"the file has {size:,} bytes, more than the {settings.max_file_bytes:,} of one article's file",
            "Split it, turn it into JSON Lines, or raise max_file_bytes in tellings.toml.",
        )
        return
    yield from read_plain(file.read_bytes(), source, settings)
