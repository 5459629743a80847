"""The archive keeps every row as it was, refuses what isn't its own, and says what to do."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from tellings.archive import Archive
from tellings.archive.assertions import add_assertion, make_assertion, retract_assertion, select_assertions
from tellings.archive.opening import migrate
from tellings.archive.rows import COLUMNS
from tellings.archive.schema import VERSION
from tellings.archive.search import match_query
from tellings.archive.writing import Dispatch, Summary, add_readings, draft_stories, write_stories
from tellings.errors import NewerArchive, NotAnArchive, NothingFound, ReadOnlyArchive
from tellings.models import (
    TABLES,
    Alteration,
    Article,
    Attestation,
    Attribution,
    Clue,
    Credit,
    Date,
    Derivation,
    Entity,
    Figure,
    LedgerEntry,
    LedgerFigure,
    Name,
    Origin,
    Passage,
    Problem,
    Row,
    Statement,
    Story,
    Telling,
    Utterance,
)
from tellings.reading import Reading

TEXT = "Two cranes fell, the harbour master said. “We had warned them,” he told the Courier."
ARTICLE = Article(
    "a1", "pile/one.txt", "https://x.example/1", "x.example", "Cranes fall", "Ann Bly", "KELSUND",
    "2025-03-12", "header line", "en", TEXT,
)  # fmt: skip
OTHER = replace(ARTICLE, article_id="a2", source="pile/two.txt", outlet="y.example")
STORY = Story("s1", "Cranes fall", "2025-03-12", "2025-03-12", 2, 0)
TELLINGS = (Telling("s1", "a1", "A"), Telling("s1", "a2", "B"))
WORKED_OUT: tuple[Row, ...] = (
    replace(STORY, origins=1),
    Passage("p1", "a1", 0, 41, "narration"),
    Passage("p2", "a2", 0, 41, "narration"),
    Statement("t1", "s1", "Two cranes fell.", 2, 1, 1, 1),
    Origin("a1", "s1", "article", "x.example"),
    Attestation("t1", "p1", "a1", "a1", "same"),
    Attestation("t1", "p2", "a2", "a1", "same"),
    Derivation("s1", "a2", "a1", "verbatim", 1.0, 0.97, 0.6),
    Clue("s1", "a2", "a1", "long run", 4.5, 0, 41, 0, 41, "the same 7 words"),
    Attribution("q1", "a1", "direct", ((43, 61),), ((66, 68),), ((69, 73),), "the harbour master"),
    Attribution("q2", "a2", "direct", ((43, 50), (52, 61)), (), (), ""),
    Utterance("u1", "s1", "the harbour master", "We had warned them", 2, 1),
    Alteration("u1", "q1", "q2", "words cut", "had", "", 46, 49, 46, 46, False),
    Figure("f1", "a1", 0, 3, 2.0, 2.0, "", "cranes", ""),
    Figure("f2", "a2", 0, 3, 2.0, None, "", "cranes", "at least"),
    LedgerEntry("l1", "s1", "cranes", "", "hedge differs"),
    LedgerFigure("l1", "f1", "a1"),
    LedgerFigure("l1", "f2", "a1"),
    Date("d1", "a1", 4, 10, "DATE", "2025-03-12", "2025-03-12", "2025-03-12"),
    Entity("e1", "s1", "Courier", "organisation", ("the Courier", "Courier")),
    Name("n1", "a1", 76, 83, "organisation", "e1"),
)


def reading(article: Article) -> Reading:
    return Reading(article, ((0, 3),), (Credit(article.article_id, 76, 83, "cited source", "Courier"),))


def fill(path: Path) -> Archive:
    """An archive with one story worked out."""
    archive = Archive(path, write=True)
    add_readings(archive.connection, [(reading(ARTICLE), b"1"), (reading(OTHER), b"2")], [])
    draft_stories(archive.connection, [(STORY, TELLINGS)], [])
    write_stories(archive.connection, [Dispatch("s1", "print", Summary("s1", 0, 1, 1, 0), WORKED_OUT)])
    return archive


def test_sql_and_python_have_the_same_tables() -> None:
    """Each table of the design has its columns in SQLite, in the same order."""
    with Archive(Path(":memory:"), write=True) as archive:
        for table in TABLES:
            names = tuple(row[1] for row in archive.connection.execute(f"PRAGMA table_info({table})"))
            assert names == COLUMNS[table], table


def test_every_row_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """A story's rows of all kinds survive the file."""
    with fill(tmp_path / "t.db"):
        pass
    with Archive(tmp_path / "t.db") as archive:
        kept = {row for table in TABLES for row in archive.rows(table)}
        credits = {credit for article in (ARTICLE, OTHER) for credit in reading(article).credits}
        assert kept == {ARTICLE, OTHER, *TELLINGS, *WORKED_OUT, *credits}
        assert archive.faults() == []


def test_a_story_view_gives_typed_rows(tmp_path: Path) -> None:
    """What `stories()` gives can be asked for its parts."""
    with fill(tmp_path / "t.db") as archive:
        (story,) = archive.stories()
        assert [row.name for row in story.origins] == ["x.example"]
        assert [row.kind for row in story.derivations] == ["verbatim"]
        assert story.material.entities[0].aliases == ("the Courier", "Courier")
        assert archive.story("s").story_id == "s1"


def test_writing_a_story_again_replaces_it(tmp_path: Path) -> None:
    """The old findings go, the articles and credits stay."""
    with fill(tmp_path / "t.db") as archive:
        rows = (replace(STORY, origins=2), Passage("p9", "a1", 0, 41, "narration"))
        write_stories(archive.connection, [Dispatch("s1", "other", Summary("s1", 0, 0, 0, 0), rows)])
        assert [row.passage_id for row in archive.rows("passages") if isinstance(row, Passage)] == ["p9"]
        assert list(archive.rows("clues")) == []
        assert len(list(archive.rows("credits"))) == 2
        assert archive.stories()[0].story.origins == 2


def test_a_failed_write_leaves_the_archive_as_it_was(tmp_path: Path) -> None:
    """Half a batch is never there."""
    with fill(tmp_path / "t.db") as archive:
        orphan = Attestation("t1", "nowhere", "a1", "a1", "same")
        with pytest.raises(sqlite3.IntegrityError):
            write_stories(
                archive.connection, [Dispatch("s1", "x", Summary("s1", 0, 0, 0, 0), (STORY, orphan))]
            )
        assert len(list(archive.rows("passages"))) == 2


def test_a_merged_story_is_found_under_its_old_id(tmp_path: Path) -> None:
    """A forwarding row leads to the story that took the articles in."""
    with fill(tmp_path / "t.db") as archive:
        draft = replace(STORY, story_id="s2")
        tellings = tuple(replace(telling, story_id="s2") for telling in TELLINGS)
        draft_stories(archive.connection, [(draft, tellings)], [("s1", "s2")])
        assert archive.story("s1").story_id == "s2"
        assert [view.story_id for view in archive.stories()] == ["s2"]


def test_search_takes_words_as_they_are(tmp_path: Path) -> None:
    """Operators, quotes and accents of a reader never become a query's syntax."""
    with fill(tmp_path / "t.db") as archive:
        assert [row.article_id for row in archive.search('cranes "harbour master"')] == ["a1", "a2"]
        assert [row.article_id for row in archive.search("y.example")] == ["a2"]
        assert archive.search("NOT ( * : ^") == ()
        assert archive.search('"') == ()
    assert match_query('a OR "b c') == '"a" "OR" "b" "c"'


def test_corrections_stay_when_retracted(tmp_path: Path) -> None:
    """A taken-back correction no longer stands but is kept with its time."""
    with fill(tmp_path / "t.db") as archive:
        made = make_assertion("derives-from", "a2", "a1", "Ann", "2025-03-14T10:00:00")
        add_assertion(archive.connection, made)
        assert archive.assertions() == (made,)
        retract_assertion(archive.connection, made.assertion_id, "2025-03-15T10:00:00")
        assert archive.assertions() == ()
        assert list(select_assertions(archive.connection, retracted=True)) == [
            replace(made, retracted="2025-03-15T10:00:00")
        ]
        with pytest.raises(NothingFound, match="tellings assertions"):
            retract_assertion(archive.connection, made.assertion_id, "later")


def test_a_changed_text_is_found(tmp_path: Path) -> None:
    """`faults` compares each text with the digest taken when it was read."""
    with fill(tmp_path / "t.db") as archive:
        archive.connection.execute("UPDATE articles SET text = 'other' WHERE article_id = 'a2'")
        faults = archive.faults()
    assert any("text of article a2 was changed" in line for line in faults)
    assert any("claims characters 0 to 41 of a2" in line for line in faults)


def test_files_that_are_no_archive_are_refused(tmp_path: Path) -> None:
    """Text, another program's SQLite and a folder each get their line of advice."""
    text = tmp_path / "notes.txt"
    text.write_text("no database at all, only words " * 50)
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()
    for path, words in ((text, "no archive"), (foreign, "another program"), (tmp_path, "is a folder")):
        with pytest.raises(NotAnArchive, match=words):
            Archive(path, write=True)
    with pytest.raises(NothingFound, match="tellings read"):
        Archive(tmp_path / "absent.db")


def test_a_newer_archive_is_left_alone(tmp_path: Path) -> None:
    """A file of a version to come is neither read nor changed."""
    path = tmp_path / "t.db"
    fill(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    for write in (True, False):
        with pytest.raises(NewerArchive, match="Update Tellings"):
            Archive(path, write=write)
    with pytest.raises(NewerArchive):
        migrate(path)


def test_a_read_only_archive_is_told(tmp_path: Path) -> None:
    """The rights are named, not a traceback shown."""
    path = tmp_path / "t.db"
    fill(path).close()
    path.chmod(0o400)
    with pytest.raises(ReadOnlyArchive, match="Change its rights"):
        Archive(path, write=True)


def test_problems_are_kept_once(tmp_path: Path) -> None:
    """The same problem met twice is one row."""
    problem = Problem("pile/x.txt", "", "The file is empty.", "Leave it out.")
    with fill(tmp_path / "t.db") as archive:
        add_readings(archive.connection, [], [problem])
        add_readings(archive.connection, [], [problem])
        assert archive.problems() == (problem,)
