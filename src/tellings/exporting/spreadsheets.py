"""One CSV file a table, safe to open in a spreadsheet and read back the same.

A cell that begins with = + - @, a tab, a carriage return or an apostrophe gets an apostrophe in
front, so that no spreadsheet runs what an article wrote; `read_csv` takes one away again. Lists are
JSON, an unknown number is an empty cell.
"""

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from tellings.exporting.columns import Column, describe, make_row
from tellings.exporting.selecting import Selection
from tellings.models import TABLES, Row

RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")


def write_csv(selection: Selection, folder: Path) -> list[Path]:
    """One file for each table of the design, in `folder`; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for table in TABLES:
        path = folder / f"{table}.csv"
        columns = describe(table)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
            writer.writerow([column.name for column in columns])
            for row in selection.rows(table):
                writer.writerow([_cell(getattr(row, column.name)) for column in columns])
        paths.append(path)
    return paths


def _cell(value: object) -> str | int | float:
    """A value as a cell that no spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    return defuse(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def defuse(text: str) -> str:
    """`text` with an apostrophe in front where a spreadsheet would run it.

    >>> defuse("=HYPERLINK(1)"), defuse("plain"), defuse("'quoted'")
    ("'=HYPERLINK(1)", 'plain', "''quoted'")
    """
    return "'" + text if text.startswith(RUN) else text


def restore(text: str) -> str:
    """What `defuse` was given."""
    return text.removeprefix("'")


def read_csv(path: Path) -> Iterator[Row]:
    """The rows of one such file; the file's name is its table's."""
    table = path.stem
    columns = describe(table)
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        for cells in reader:
            yield make_row(table, {c.name: _value(cell, c) for cell, c in zip(cells, columns, strict=True)})


def _value(cell: str, column: Column) -> object:
    if column.nullable and cell == "":
        return None
    if column.type == "text":
        return restore(cell)
    if column.type == "boolean":
        return cell == "true"
    if column.type in ("texts", "spans"):
        listed: list[object] = json.loads(restore(cell))
        return listed
    return int(cell) if column.type == "integer" else float(cell)
