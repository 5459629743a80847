"""Objects named by address are listed and read as the files they are."""

import json
from pathlib import Path

import pyarrow
from pyarrow import parquet

from tellings.models import Problem
from tellings.reading.portions import cut_source
from tellings.reading.sources import list_sources, read_source
from tellings.settings import ReadingSettings

SETTINGS = ReadingSettings()
TEXTS = [
    f"Fog closed the harbour of Mellby for {days} days and the pilots of both boats slept." for days in (2, 3)
]


def write_pile(folder: Path) -> None:
    (folder / "deep").mkdir()
    parquet.write_table(
        pyarrow.table({"text": TEXTS, "title": ["One", "Two"]}), folder / "deep" / "a.parquet"
    )
    lines = "\n".join(json.dumps({"text": text}) for text in TEXTS)
    (folder / "b.jsonl").write_text(lines, "utf-8")


def texts_of(address: str) -> list[str]:
    rows = read_source(address, SETTINGS)
    return [row.problem if isinstance(row, Problem) else row.article.text for row in rows]


def test_a_pattern_and_a_folder_stand_for_the_objects_they_name(tmp_path: Path) -> None:
    write_pile(tmp_path)
    address = f"file://{tmp_path}"
    assert list_sources([f"{address}/deep/*.parquet"]) == ((f"{address}/deep/a.parquet",), ())
    assert list_sources([address])[0] == (f"{address}/b.jsonl", f"{address}/deep/a.parquet")
    assert list_sources([f"{address}/b.jsonl"])[0] == (f"{address}/b.jsonl",)


def test_objects_hold_the_articles_of_the_same_files(tmp_path: Path) -> None:
    write_pile(tmp_path)
    for name in ("b.jsonl", "deep/a.parquet"):
        assert texts_of(f"file://{tmp_path}/{name}") == TEXTS
        assert list(cut_source(f"file://{tmp_path}/{name}", SETTINGS)) == [f"file://{tmp_path}/{name}"]


def test_what_is_not_there_is_a_problem(tmp_path: Path) -> None:
    sources, problems = list_sources([f"file://{tmp_path}/*.warc.gz"])
    assert sources == ()
    assert [problem.problem for problem in problems] == ["there is no such object"]
    (told,) = texts_of(f"file://{tmp_path}/gone.jsonl")
    assert told.startswith("it can't be read:")
