"""A run that is killed leaves a whole archive, and the next one goes on to the same tables."""

import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from benchmarks.kills import EXAMPLE, kill_commands, kill_runs
from tellings.engines.local import LocalEngine
from tellings.settings import EngineSettings

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no processes to fork")


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_killed_runs_go_on_to_the_same_tables(tmp_path: Path) -> None:
    """Ten at random moments; `python -m benchmarks.kills` does two hundred."""
    names = ("aldersby-gazette.txt", "channel-nine.txt", "museum.txt", "world-in-brief.txt")
    told = kill_runs(10, tmp_path, 3, [EXAMPLE / name for name in names])
    assert sum(counts.total() for counts in told.values()) == 10


def test_a_killed_command_is_run_again(tmp_path: Path) -> None:
    assert kill_commands(1, tmp_path, seed=5).total() == 1


def test_workers_end_with_a_run_that_is_killed(tmp_path: Path) -> None:
    """They would wait for work for ever, each with its models."""
    seen, driver = (
        tmp_path / "seen",
        multiprocessing.get_context("spawn").Process(target=_work, args=(tmp_path,)),
    )
    driver.start()
    workers = _wait(lambda: [int(path.name) for path in seen.glob("*")])
    os.kill(driver.pid or 0, signal.SIGKILL)
    driver.join()
    assert _wait(lambda: not any(map(_lives, workers)))


def _work(folder: Path) -> None:
    (folder / "seen").mkdir()
    with LocalEngine(EngineSettings(processes=2, batch_rows=4)) as engine:
        list(engine.flat_map([folder] * 4, _sleep))


def _sleep(folder: Path) -> list[int]:
    (folder / "seen" / str(os.getpid())).touch()
    time.sleep(300)
    return []


def _lives(process: int) -> bool:
    if sys.platform == "linux":
        stat = Path(f"/proc/{process}/stat")
        return stat.exists() and ") Z " not in stat.read_text()
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _wait(ask, seconds: float = 60.0):
    """What `ask` says once it says something true."""
    end = time.monotonic() + seconds
    while not (said := ask()) and time.monotonic() < end:
        time.sleep(0.05)
    return said
