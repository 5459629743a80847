"""An archive file becomes a connection, or an error that says what to do."""

import contextlib
import json
import os
import sqlite3
from pathlib import Path

from tellings.archive.schema import APPLICATION_ID, MIGRATIONS, OWN_SQL, TABLES_SQL, VERSION
from tellings.archive.transactions import explain, transaction
from tellings.errors import (
    ArchiveError,
    CannotStore,
    CannotWrite,
    NewerArchive,
    NotAnArchive,
    NothingFound,
    ReadOnlyArchive,
)
from tellings.reading.addresses import page_of
from tellings.reading.duplicates import digest_words

WAIT_MS = 30_000  # how long a statement waits for another writer's transaction


def open_to_write(path: Path) -> sqlite3.Connection:
    """A connection to the archive at `path`, made if absent, and after a backup brought up to date.

    Raises ReadOnlyArchive, CannotStore, NotAnArchive or NewerArchive.
    """
    if path.is_dir():
        raise NotAnArchive(f"{path} is a folder. Give the name of a file, for instance {path}/tellings.db.")
    if not path.parent.is_dir():
        raise ReadOnlyArchive(f"There is no folder {path.parent}. Make it, or choose another file.")
    if not _may_write(path if path.exists() else path.parent):
        raise ReadOnlyArchive(f"{path} can't be written. Change its rights, or choose another file.")
    connection = _connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        if 0 < (version := _version(connection, path)) < VERSION:
            _back_up(connection, path, version)
        _bring_up_to_date(connection, path)
    except OSError as error:
        connection.close()
        raise CannotStore(
            f"No backup of {path} can be written ({error}). Free some space, then run the same again."
        ) from error
    except sqlite3.OperationalError as error:
        connection.close()
        raise explain(path, error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that only reads; raises NothingFound, NotAnArchive, NewerArchive or ArchiveError."""
    if not path.is_file():
        raise NothingFound(f"There is no archive {path}. Make one: tellings read FOLDER --archive {path}")
    connection = _connect(path)
    try:
        version = _version(connection, path)
        connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    if version == 0:
        connection.close()
        raise NothingFound(
            f"{path} holds nothing yet: its run was stopped. Run: tellings read FOLDER --archive {path}"
        )
    if version < VERSION:
        connection.close()
        raise ArchiveError(
            f"{path} is of version {version}, this Tellings reads {VERSION}. Run: tellings migrate {path}"
        )
    return connection


def migrate(path: Path) -> tuple[int, Path | None]:
    """Bring an older archive up to date after a backup: the old version, and the backup's path if made.

    Raises NothingFound, NotAnArchive, NewerArchive or CannotWrite; then the archive is as it was.
    """
    if not path.is_file():
        raise NothingFound(f"There is no archive {path}. Check the name.")
    connection = _connect(path)
    try:
        version = _version(connection, path)
        backup = _back_up(connection, path, version) if 0 < version < VERSION else None
        _bring_up_to_date(connection, path)
        return version, backup
    except (OSError, sqlite3.OperationalError, CannotStore) as error:
        raise CannotWrite(
            f"{path} can't be brought up to date ({error}) and is as it was. Free space, or stop its user."
        ) from error
    finally:
        connection.close()


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copy an archive of an older version beside it; a copy that is there under its name is whole."""
    backup = path.with_name(f"{path.name}.version-{version}.bak")
    aside = backup.with_name(f"{backup.name}.unfinished")
    aside.unlink(missing_ok=True)
    try:
        with contextlib.closing(sqlite3.connect(aside)) as copy:
            connection.backup(copy)
        aside.replace(backup)
    finally:
        aside.unlink(missing_ok=True)
    return backup


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            path, timeout=WAIT_MS / 1000, isolation_level=None, check_same_thread=False
        )
    except sqlite3.OperationalError as error:
        raise ReadOnlyArchive(f"{path} can't be opened: {error}. Check its rights.") from error
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.OperationalError as error:
        connection.close()
        raise explain(path, error) from error
    except sqlite3.DatabaseError as error:
        connection.close()
        raise NotAnArchive(f"{path} is no archive of Tellings ({error}). Choose another file.") from error
    return connection


def _may_write(path: Path) -> bool:
    """Whether writing is meant to be allowed; a file marked read-only is left alone even by root."""
    return os.access(path, os.W_OK) and bool(path.stat().st_mode & 0o222)


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The archive's version, 0 for an empty file; raises NotAnArchive or NewerArchive."""
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise explain(path, error) from error
    except sqlite3.DatabaseError as error:
        raise NotAnArchive(
            f"{path} is no archive of Tellings ({error}). Choose another file with --archive."
        ) from error
    if tables and owner != APPLICATION_ID:
        raise NotAnArchive(
            f"{path} is an SQLite file of another program. Choose another file with --archive."
        )
    if version > VERSION:
        raise NewerArchive(
            f"{path} was written by a newer Tellings (version {version}, this one knows {VERSION}). "
            "Update Tellings, or choose another file with --archive."
        )
    return version


def _bring_up_to_date(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables or run the missing migrations, each in a transaction with its version."""
    version = _version(connection, path)
    if version == VERSION:
        return
    _lend_functions(connection)
    with transaction(connection):
        version = _version(connection, path)
        steps = [TABLES_SQL, OWN_SQL] if version == 0 else [MIGRATIONS[n] for n in range(version, VERSION)]
        for statement in _statements("\n".join(steps) if version < VERSION else ""):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _lend_functions(connection: sqlite3.Connection) -> None:
    """Give SQL what migrations work out in Python."""

    def digest(text: str, furniture: str, headline: str) -> str:
        return digest_words(text, [(start, end) for start, end in json.loads(furniture)], headline)

    connection.create_function("digest_words", 3, digest, deterministic=True)
    connection.create_function("page_of", 1, page_of, deterministic=True)


def _statements(script: str) -> list[str]:
    """The single statements of a script (executescript would commit the transaction)."""
    found, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found
