"""A whole run on the cluster gives what a local one gives, though its driver and a worker are killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

pytest.importorskip("daft", reason="the cluster extra is not installed")
pytest.importorskip("ray", reason="the cluster extra is not installed")

from tellings import Archive
from tellings.engines.digest import digest
from tellings.models import TABLES
from tests.invented import write_pile

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

ROOT = Path(__file__).parents[1]
SETTINGS = "[engine]\nprocesses = 2\nbatch_rows = 16\nwave_rows = 128\nfew_articles = 0\nfew_bytes = 0\n"


def test_two_thousand_articles_have_one_digest_of_all_tables_whoever_is_killed(tmp_path: Path) -> None:
    """A first driver is killed amid the stories; then a worker of the one that goes on is."""
    (tmp_path / "pile").mkdir()
    files = write_pile(tmp_path / "pile", 2000, sentences=3)
    (tmp_path / "tellings.toml").write_text(SETTINGS, "utf-8")
    assert start(files, tmp_path / "local.db", "local").wait(timeout=3600) == 0
    stages = tmp_path / "ray.db.stages"
    killed = start(files, tmp_path / "ray.db", "ray")
    wait_for(lambda: len(list(stages.glob("desk-*.parquet"))) >= 2, killed)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    done = set(stages.glob("*.parquet"))
    going_on = start(files, tmp_path / "ray.db", "ray")
    wait_for(lambda: set(stages.glob("desk-*.parquet")) - done, going_on)
    wait_for(lambda: kill_a_worker(going_on.pid), going_on)
    assert going_on.wait(timeout=3600) == 0
    assert all_rows(tmp_path / "ray.db") == all_rows(tmp_path / "local.db")
    assert not stages.exists()


def start(files: list[str], archive: Path, engine: str) -> "subprocess.Popen[bytes]":
    command = [
        sys.executable,
        "-c",
        "from tellings.cli import main; main()",
        "read",
        *files,
        "--archive",
        str(archive),
    ]
    return subprocess.Popen(
        [*command, "--engine", engine, "--settings", str(archive.parent / "tellings.toml")],
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
    )


def wait_for(happened: Callable[[], object], process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 3600
    while not happened():
        assert process.poll() is None, "the run ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.05)


def kill_a_worker(pid: int) -> bool:
    """Whether one was there to be killed: between two waves there is none."""
    for worker in workers_under(pid):
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
            return True
    return False


def workers_under(pid: int) -> Iterator[int]:
    """The processes under this one that kernels run in."""
    with suppress(OSError):  # one that has ended by now
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text("ascii").split()):
                if b"udf_worker" in Path(f"/proc/{child}/cmdline").read_bytes():
                    yield child
                yield from workers_under(child)


def all_rows(path: Path) -> tuple[int, str]:
    with Archive(path) as archive:
        assert archive.faults() == []
        rows = [row for table in TABLES for row in archive.rows(table)]
        return len(list(archive.rows("articles"))), digest(rows)
