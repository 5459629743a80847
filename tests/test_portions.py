"""A large file read in portions gives what it gives when read whole."""

import gzip
import json
from pathlib import Path

import pytest

from tellings.reading.portions import Portion, cut_source, read_portion
from tellings.reading.sources import read_source
from tellings.settings import EngineSettings, ReadingSettings, Settings
from tellings.verbs import Ask, read

SETTINGS = ReadingSettings()
LINE = (
    "The ferry Sankt Olaf ran aground off Mellby on Friday with {} passengers, captain Erik Lund said. " * 20
)
GOOD = json.dumps({"text": LINE})


def write_lines(path: Path, count: int) -> Path:
    lines = [
        json.dumps({"text": LINE.replace("{}", str(number)), "title": f"Ferry {number}"})
        for number in range(count)
    ]
    lines[7] = "{broken"
    lines[9] = ""
    data = "\n".join(lines).encode("utf-8")
    path.write_bytes(gzip.compress(data, 0) if path.suffix == ".gz" else data)
    return path


def read_cut(path: Path) -> list[object]:
    parts = list(cut_source(str(path), SETTINGS))
    assert len(parts) > 1
    assert all(isinstance(part, Portion) for part in parts)
    return [row for part in parts if isinstance(part, Portion) for row in read_portion(part, SETTINGS)]


def test_portions_hold_the_same_articles_and_problems_as_the_file(tmp_path: Path) -> None:
    for name in ("ferry.jsonl", "ferry.jsonl.gz"):
        path = write_lines(tmp_path / name, 400)
        assert read_cut(path) == list(read_source(str(path), SETTINGS))


def test_a_small_file_and_what_is_no_file_of_lines_are_read_whole(tmp_path: Path) -> None:
    small = write_lines(tmp_path / "small.jsonl", 20)
    (tmp_path / "page.html").write_text("<p>" + LINE * 400, "utf-8")
    for path in (
        str(small),
        str(tmp_path / "page.html"),
        "-",
        "https://example.org/a.jsonl",
        "missing.jsonl",
    ):
        assert list(cut_source(path, SETTINGS)) == [path]


def test_a_packed_file_that_is_damaged_gives_its_problem(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "cut.jsonl.gz", 600)
    path.write_bytes(path.read_bytes()[:-40_000])
    told = [part for part in cut_source(str(path), SETTINGS) if not isinstance(part, Portion)]
    assert told == list(read_source(str(path), SETTINGS))[-1:]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["{" + " " * 300] * 2000 + [GOOD] + ["{"] * 500, "1,500 more problems like those before it"),
        (["{" + " " * 20] * 60_000 + [GOOD], "50,001 problems in a row; the rest isn't read"),
    ],
)
def test_a_file_that_is_cut_has_its_limit_of_problems(tmp_path: Path, lines: list[str], told: str) -> None:
    """A thousand are told one by one, whatever the number of portions; a hopeless file is given up."""
    path = tmp_path / "bad.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    asked = Ask(until="stories", settings=Settings(engine=EngineSettings(processes=2)))
    with read(path, archive=tmp_path / "a.db", ask=asked) as archive:
        problems = [row.problem for row in archive.problems()]
    assert len(problems) == 1001
    assert told in problems
