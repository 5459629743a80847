"""A whole run on the cluster gives what a local one gives, though all its parts are killed one by one."""

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
SETTINGS = "[engine]\nprocesses = 2\nbatch_rows = 16\nwave_rows = 50\nfew_articles = 0\nfew_bytes = 0\n"
PLANNER, WORKER = b"RemoteFlotillaRunner", b"multiprocessing.forkserver"
WAVES = 5  # of the 217 stories that the pile makes


def test_two_thousand_articles_have_one_digest_of_all_tables_whoever_is_killed(tmp_path: Path) -> None:
    """Killed in turn: the actor that plans, the driver, and a worker, which alone doesn't end the run."""
    (tmp_path / "pile").mkdir()
    files = write_pile(tmp_path / "pile", 2000, sentences=2)
    (tmp_path / "tellings.toml").write_text(SETTINGS, "utf-8")
    assert start(files, tmp_path / "local.db", "local").wait(timeout=3600) == 0
    stages = tmp_path / "ray.db.stages"
    planless = start(files, tmp_path / "ray.db", "ray")
    wait_for(lambda: finished_waves(stages), planless)
    wait_for(lambda: kill_under(planless.pid, PLANNER), planless)
    assert planless.wait(timeout=600) != 0
    done = finished_waves(stages)
    killed = start(files, tmp_path / "ray.db", "ray")
    wait_for(lambda: finished_waves(stages) - done, killed)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    assert len(finished_waves(stages)) < WAVES
    going_on = start(files, tmp_path / "ray.db", "ray")
    wait_for(lambda: kill_under(going_on.pid, WORKER, least=2), going_on)
    assert going_on.wait(timeout=3600) == 0
    assert all_rows(tmp_path / "ray.db") == all_rows(tmp_path / "local.db")
    assert not stages.exists()


def finished_waves(stages: Path) -> set[Path]:
    """Of working stories out."""
    return set(stages.glob("desk-*.parquet"))


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


def kill_under(pid: int, name: bytes, least: int = 1) -> bool:
    """Kill the last process of that name, if there are so many: a first forkserver is the workers' parent."""
    found = [process for process in processes_under(pid) if name in command_of(process)]
    if len(found) < least:
        return False
    os.kill(found[-1], signal.SIGKILL)
    return True


def command_of(process: int) -> bytes:
    """The command line; nothing of a process that has ended by now."""
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


def processes_under(pid: int) -> Iterator[int]:
    """The children of a process, theirs, and so on."""
    with suppress(OSError):  # it has ended by now
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text("ascii").split()):
                yield child
                yield from processes_under(child)


def all_rows(path: Path) -> tuple[int, str]:
    with Archive(path) as archive:
        assert archive.faults() == []
        rows = [row for table in TABLES for row in archive.rows(table)]
        return len(list(archive.rows("articles"))), digest(rows)
