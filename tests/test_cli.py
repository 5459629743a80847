"""The command: each verb answers, JSON parses, errors are one line."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tellings.cli import app

RUNNER = CliRunner()


def ask(*words: str) -> str:
    """What a command prints; it must end well."""
    result = RUNNER.invoke(app, [*words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def archive(example_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A copy of the example's archive, for commands that may write."""
    path = tmp_path_factory.mktemp("cli") / "pile.db"
    shutil.copy(example_archive, path)
    return str(path)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["stories"], "10"),
        (["story"], "lost copy"),
        (["compare", "A", "B"], "only in the first"),
        (["quotes"], "Ilse Brandvold"),
        (["quotes", "--speaker", "brandvold", "--material"], "MEANING MOVED"),
        (["disagreements"], "17"),
        (["figures"], "conflict"),
        (["timeline"], "2025-03"),
        (["names"], "Kelsund"),
        (["lost"], "Northern Press Agency"),
        (["search", "cranes", "dock"], "2025-03-1"),
        (["assertions"], "Nobody has corrected anything."),
    ],
)
def test_each_command_answers(archive: str, words: list[str], expected: str) -> None:
    """A word of the right answer is in what it prints."""
    assert expected in ask(*words, "--archive", archive)


@pytest.mark.parametrize(
    "command", ["stories", "story", "quotes", "disagreements", "figures", "timeline", "names", "assertions"]
)
def test_json_is_json(archive: str, command: str) -> None:
    """`--json` prints one value and nothing else."""
    assert json.loads(ask(command, "--archive", archive, "--json")) is not None


@pytest.mark.parametrize(
    ("format", "mark"), [("html", "<!doctype html>"), ("md", "# "), ("txt", ""), ("svg", "<svg")]
)
def test_reports_are_written(archive: str, tmp_path: Path, format: str, mark: str) -> None:
    """Each format is one file."""
    path = tmp_path / f"report.{format}"
    ask("report", "--archive", archive, "--format", format, "--to", str(path))
    assert mark in path.read_text("utf-8").lower()


@pytest.mark.parametrize("format", ["jsonl", "csv", "parquet"])
def test_exports_are_written(archive: str, tmp_path: Path, format: str) -> None:
    """A file for each table."""
    ask("export", "--archive", archive, "--format", format, "--to", str(tmp_path / "out"))
    assert (tmp_path / "out" / f"derivations.{format}").stat().st_size > 0


def test_an_archive_is_checked(archive: str) -> None:
    """A whole archive is said to be whole."""
    assert "whole" in ask("check", archive)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["stories", "--archive", "absent.db"], "There is no archive absent.db"),
        (["report", "nosuch", "--archive", "ARCHIVE"], "There is no story 'nosuch'"),
        (["compare", "A", "ZZ", "--archive", "ARCHIVE"], "Its sigla are A, B"),
        (["export", "--format", "docx", "--archive", "ARCHIVE"], "There is no format 'docx'"),
    ],
)
def test_errors_are_one_line(archive: str, words: list[str], said: str) -> None:
    """No traceback: what was found, what was expected, what to do."""
    given = [archive if word == "ARCHIVE" else word for word in words]
    run = subprocess.run(
        [sys.executable, "-c", "from tellings.cli import main; main()", *given],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": ":".join(sys.path), "PATH": ""},
    )
    assert run.returncode == 1
    assert said in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1


def test_a_run_that_reads_nothing_fails(tmp_path: Path) -> None:
    told = RUNNER.invoke(app, ["read", str(tmp_path / "nowhere"), "--archive", str(tmp_path / "a.db")])
    assert told.exit_code == 1
    assert "no such file or folder" in told.output


def test_help_imports_nothing_heavy() -> None:
    """The command starts without spaCy, numpy or SQLite's archive."""
    code = (
        "import sys; from tellings.cli import app; "
        "print([m for m in ('spacy', 'numpy', 'onnxruntime', 'pyarrow', 'jinja2') if m in sys.modules])"
    )
    start = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path), "PATH": ""},
    )
    assert run.stdout.strip() == "[]"
    assert time.perf_counter() - start < 30
