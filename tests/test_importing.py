"""A dataset brings into another archive what was written, whole or by story."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tellings import Archive, verbs
from tellings.cli import app
from tellings.engines.digest import digest
from tellings.errors import NothingFound
from tellings.exporting.dataset import Dataset, write_dataset
from tellings.exporting.selecting import rows_of
from tellings.models import TABLES


def all_rows(path: Path) -> str:
    with Archive(path) as archive:
        return digest(row for table in TABLES for row in archive.rows(table))


@pytest.fixture
def dataset(example_archive: Path, tmp_path: Path) -> Path:
    with Archive(example_archive) as archive:
        write_dataset(archive, tmp_path / "dataset")
    return tmp_path / "dataset"


def test_a_whole_dataset_gives_the_archive_it_was_written_from(
    example_archive: Path, dataset: Path, tmp_path: Path
) -> None:
    stories = verbs.bring_in(dataset, tmp_path / "copy.db")
    assert all_rows(tmp_path / "copy.db") == all_rows(example_archive)
    with Archive(tmp_path / "copy.db") as copy, Archive(example_archive) as original:
        assert stories == len(original.stories())
        assert copy.faults() == []
        assert [a.article_id for a in copy.search("harbour")] == [
            a.article_id for a in original.search("harbour")
        ]
        assert verbs.plan(copy, verbs.Settings(), again=False) == []


def test_bringing_a_dataset_in_twice_changes_nothing(
    example_archive: Path, dataset: Path, tmp_path: Path
) -> None:
    for _ in range(2):
        verbs.bring_in(dataset, tmp_path / "copy.db")
    assert all_rows(tmp_path / "copy.db") == all_rows(example_archive)


def test_one_story_comes_with_all_its_rows_and_with_nothing_else(
    example_archive: Path, dataset: Path, tmp_path: Path
) -> None:
    with Archive(example_archive) as original:
        wanted = original.stories()[1]
        done = CliRunner().invoke(
            app,
            ["import", str(dataset), "--story", wanted.story_id[:12], "--archive", str(tmp_path / "one.db")],
        )
        assert (done.exit_code, done.output.split(" came")[0]) == (0, "1 story")
        with Archive(tmp_path / "one.db") as copy:
            (view,) = copy.stories()
            assert rows_of(view.material) == rows_of(wanted.material)
            assert len(list(copy.rows("articles"))) == wanted.story.articles < 12
            assert copy.faults() == []


def test_an_article_whose_story_was_replaced_finds_its_place_anew(
    example_archive: Path, dataset: Path, tmp_path: Path
) -> None:
    with Archive(example_archive) as original:
        largest = original.story()
    archive = tmp_path / "archive.db"
    shutil.copy(example_archive, archive)
    verbs.split(archive, largest.story_id, ["A"])
    verbs.bring_in(dataset, archive, largest.story_id)
    with Archive(archive) as copy:
        assert len(copy.story_ids()) == 12
        assert copy.faults() == []


def test_a_dataset_that_is_unfinished_or_changed_is_told_and_nothing_is_written(
    dataset: Path, tmp_path: Path
) -> None:
    shutil.copy(dataset / "credits.parquet", dataset / "problems.parquet")
    with pytest.raises(NothingFound, match=r"not those that stories\.json was written for"):
        Dataset(dataset)
    (dataset / "findings.json").unlink()
    (dataset / "stories.json").unlink()
    with pytest.raises(NothingFound, match="no finished stories"):
        verbs.bring_in(dataset, tmp_path / "copy.db")
    with Archive(tmp_path / "copy.db") as archive:
        assert list(archive.rows("articles")) == []


def test_a_story_that_the_dataset_lacks_is_told(dataset: Path, tmp_path: Path) -> None:
    with pytest.raises(NothingFound, match=r"No stories of .* begin with 'zzz'"):
        verbs.bring_in(dataset, tmp_path / "copy.db", "zzz")
