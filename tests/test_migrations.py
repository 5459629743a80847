"""An archive of an older version is brought up to date, after a backup, and is then like a new one."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from tellings.archive import Archive
from tellings.archive.opening import migrate
from tellings.archive.schema import MIGRATIONS, VERSION
from tellings.errors import ArchiveError, CannotWrite, NothingFound
from tellings.models import TABLES
from tellings.verbs import read

from .conftest import EXAMPLE

OLD = Path(__file__).with_name("version_1.sql")


def make_old(new: Path, path: Path) -> Path:
    """An archive of version 1 with the rows of `new`, as the program of that time would have left it."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.executescript(OLD.read_text("utf-8"))
        old.execute("ATTACH ? AS new", (str(new),))
        names = [name for (name,) in old.execute(
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'article_words%'"
        )]  # fmt: skip
        for name in names:
            old.execute(f"INSERT INTO main.{name} SELECT * FROM new.{name}")
        old.execute(
            "INSERT INTO article_words (rowid, headline, outlet, text) SELECT number, headline, outlet, text "
            "FROM article_numbers JOIN articles USING (article_id)"
        )
    return path


def dump(path: Path) -> tuple[set[str], dict[str, list[str]]]:
    """The schema, and the rows of every table."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        names = [name for kind, name, _ in found if kind == "table" and "article_words" not in name]
        rows = {n: sorted(map(repr, connection.execute(f"SELECT * FROM {n}"))) for n in names}
    return {" ".join((sql or name).split()) for _, name, sql in found}, rows


def version_of(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def test_every_older_version_has_its_step() -> None:
    assert sorted(MIGRATIONS) == list(range(1, VERSION))


def test_an_older_archive_is_migrated_after_a_backup(example_archive: Path, tmp_path: Path) -> None:
    """It ends with the schema and the rows of one that is made today; the backup is the old one."""
    path = make_old(example_archive, tmp_path / "old.db")
    before = dump(path)
    with pytest.raises(ArchiveError, match=f"tellings migrate {path}"):
        Archive(path)
    assert migrate(path) == (1, tmp_path / "old.db.version-1.bak")
    assert (version_of(path), version_of(tmp_path / "old.db.version-1.bak")) == (VERSION, 1)
    assert dump(tmp_path / "old.db.version-1.bak") == before
    schema, rows = dump(path)
    wanted_schema, wanted = dump(example_archive)
    assert schema == wanted_schema
    assert {name: len(held) for name, held in rows.items()} == {n: len(held) for n, held in wanted.items()}
    assert {table: rows[table] for table in TABLES} == {table: wanted[table] for table in TABLES}
    with Archive(path) as archive, Archive(example_archive) as new:
        assert archive.faults() == []
        assert archive.search("harbour") == new.search("harbour")
        imprints = "SELECT article_id, words, page FROM imprints ORDER BY article_id"
        assert list(archive.connection.execute(imprints)) == list(new.connection.execute(imprints))
    assert migrate(path) == (VERSION, None)
    assert {other.name for other in tmp_path.iterdir()} == {"old.db", "old.db.version-1.bak"}


def test_writing_to_an_older_archive_makes_the_backup_too(example_archive: Path, tmp_path: Path) -> None:
    """Reading the same pile again finds nothing new."""
    path = make_old(example_archive, tmp_path / "old.db")
    read(EXAMPLE / "articles", archive=path).close()
    assert version_of(tmp_path / "old.db.version-1.bak") == 1
    assert dump(path)[1]["tellings"] == dump(example_archive)[1]["tellings"]


def test_a_migration_that_fails_leaves_the_archive_as_it_was(
    example_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_old(example_archive, tmp_path / "old.db")
    before = dump(path)
    monkeypatch.setitem(MIGRATIONS, 1, MIGRATIONS[1] + "\nINSERT INTO nowhere VALUES (1);")
    with pytest.raises(CannotWrite, match="is as it was"):
        migrate(path)
    assert dump(path) == before
    assert version_of(path) == 1


def test_a_backup_that_cannot_be_written_stops_the_migration(example_archive: Path, tmp_path: Path) -> None:
    path = make_old(example_archive, tmp_path / "old.db")
    (tmp_path / "old.db.version-1.bak").mkdir()
    with pytest.raises(CannotWrite, match="is as it was"):
        migrate(path)
    assert version_of(path) == 1
    assert {other.name for other in tmp_path.iterdir()} == {"old.db", "old.db.version-1.bak"}


def test_an_archive_that_a_killed_run_only_began_is_told(tmp_path: Path) -> None:
    """The file is there and holds nothing: to read again is all there is to do."""
    path = tmp_path / "begun.db"
    path.touch()
    with pytest.raises(NothingFound, match="tellings read FOLDER"):
        Archive(path)
