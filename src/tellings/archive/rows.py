"""Dataclass rows become SQL values and come back the same."""

import dataclasses
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from tellings.models import TABLES, Row

R = TypeVar("R")

TABLE_OF: dict[type, str] = {model: table for table, model in TABLES.items()}
COLUMNS: dict[str, tuple[str, ...]] = {
    table: tuple(field.name for field in dataclasses.fields(model)) for table, model in TABLES.items()
}
# Parents before children, so that foreign keys hold at every moment.
WRITE_ORDER = (
    "articles", "problems", "credits", "stories", "tellings", "passages", "statements", "origins",
    "attestations", "derivations", "clues", "attributions", "utterances", "alterations", "figures",
    "ledger", "ledger_figures", "dates", "entities", "names",
)  # fmt: skip
# What a second reading of the same pile finds already there.
_READ_AGAIN = {"articles", "problems", "credits"}


def insert(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Write rows of any tables, each kind in one go, parents before children."""
    by_table: dict[str, list[tuple[Any, ...]]] = {table: [] for table in WRITE_ORDER}
    for row in rows:
        by_table[TABLE_OF[type(row)]].append(_values(row))
    for table, values in by_table.items():
        if values:
            marks = ", ".join("?" * len(COLUMNS[table]))
            verb = "INSERT OR IGNORE" if table in _READ_AGAIN else "INSERT"
            connection.executemany(f"{verb} INTO {table} ({_names(table)}) VALUES ({marks})", values)


def select(
    connection: sqlite3.Connection, model: type[R], where: str = "", values: tuple[Any, ...] = ()
) -> Iterator[R]:
    """The rows of one table, in an order that doesn't depend on when they were written."""
    table = TABLE_OF[model]
    condition = f"WHERE {where}" if where else ""
    makers = _MAKERS[table]
    for found in connection.execute(
        f"SELECT {_names(table)} FROM {table} {condition} ORDER BY {_order(table)}", values
    ):
        yield model(*(make(value) for make, value in zip(makers, found, strict=True)))


def _names(table: str) -> str:
    return ", ".join(f'"{name}"' for name in COLUMNS[table])


def _order(table: str) -> str:
    """By story, article and place where there are any, then by every other short column."""
    names = COLUMNS[table]
    first = [name for name in ("story_id", "article_id", "start") if name in names]
    rest = [name for name in names if name not in first and name not in ("text", "reading")]
    return ", ".join(f'"{name}"' for name in [*first, *rest])


def _values(row: Row) -> tuple[Any, ...]:
    """The row's values; a tuple becomes a JSON list."""
    return tuple(
        json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value
        for value in (getattr(row, name) for name in COLUMNS[TABLE_OF[type(row)]])
    )


def _make_tuple(value: str) -> tuple[Any, ...]:
    return tuple(tuple(item) if isinstance(item, list) else item for item in json.loads(value))


def _keep(value: Any) -> Any:
    return value


def _maker(kind: Any) -> Callable[[Any], Any]:
    """What turns an SQL value into a field of type `kind`."""
    if "tuple[" in str(kind):
        return _make_tuple
    return bool if kind is bool else _keep


_MAKERS = {
    table: tuple(_maker(field.type) for field in dataclasses.fields(model)) for table, model in TABLES.items()
}
