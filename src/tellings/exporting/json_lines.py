"""One JSON Lines file a table: a row a line, spans as [start, end], read back the same."""

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

from tellings.exporting.columns import make_row
from tellings.exporting.selecting import Selection
from tellings.models import TABLES, Row


def write_json_lines(selection: Selection, folder: Path) -> list[Path]:
    """One file for each table of the design, in `folder`; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for table in TABLES:
        path = folder / f"{table}.jsonl"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for row in selection.rows(table):
                file.write(json.dumps(dataclasses.asdict(row), ensure_ascii=False) + "\n")
        paths.append(path)
    return paths


def read_json_lines(path: Path) -> Iterator[Row]:
    """The rows of one such file; the file's name is its table's."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield make_row(path.stem, json.loads(line))
