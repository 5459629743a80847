"""All or nothing is written; where SQLite refuses, a person is told what to do about it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tellings.errors import CannotStore

_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full. Free some space",
    sqlite3.SQLITE_IOERR: "the disk refuses. See whether it is full or damaged",
    sqlite3.SQLITE_BUSY: "another program is writing to it. Wait until it is done",
    sqlite3.SQLITE_READONLY: "it is read-only. Change its rights",
    sqlite3.SQLITE_CANTOPEN: "it can't be opened. Check its rights and those of its folder",
}


def explain(path: str | Path, error: sqlite3.DatabaseError) -> Exception:
    """CannotStore with advice where the disk or another program is to blame; else the error itself."""
    reason = _REASONS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if reason is None:
        return error
    return CannotStore(f"{path} can't be used: {reason}, then run the same again: what was finished is kept.")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All that happens inside, or nothing of it; raises CannotStore where the disk takes no more."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        _take_back(connection)
        (_, _, path) = connection.execute("PRAGMA database_list").fetchone()
        raise explain(path, error) from error
    except BaseException:
        _take_back(connection)
        raise


def _take_back(connection: sqlite3.Connection) -> None:
    """Undo the transaction, unless SQLite did on a full disk."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
