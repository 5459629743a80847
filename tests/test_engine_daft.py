"""The cluster engine gives what the local engine gives, whoever is killed on the way."""

import json
import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("daft", reason="the cluster extra is not installed")
pytest.importorskip("ray", reason="the cluster extra is not installed")

from tellings.engines.local import LocalEngine
from tellings.settings import EngineSettings
from tests.kernels import Mortal, key_of, twice, whole

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

ROOT = Path(__file__).parents[1]
SMALL = EngineSettings(processes=2, batch_rows=4, wave_rows=16)
DRIVER = """
import sys
from pathlib import Path
from tellings.engines.daft import DaftEngine
from tellings.settings import EngineSettings
from tests.kernels import Counting
folder = Path(sys.argv[1])
settings = EngineSettings(processes=2, batch_rows=4, wave_rows=16)
with DaftEngine("ray", settings, folder / "stages") as engine:
    print(list(engine.flat_map(range(64), Counting(folder / "marks"))), flush=True)
"""


@pytest.fixture(scope="module")
def engine() -> Iterator[Any]:
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from tellings.engines.daft import DaftEngine

        with DaftEngine("ray", SMALL) as started:
            yield started


def test_each_verb_gives_what_the_local_engine_gives(engine: Any) -> None:
    people = [("b", 1), ("a", 2), ("b", 3), ("c", 4)]
    others = [("a", 8), ("b", 9), ("a", 7), ("z", 0)]
    with LocalEngine(SMALL) as local:
        assert list(engine.flat_map(range(50), twice)) == list(local.flat_map(range(50), twice))
        assert list(engine.group(people, key_of, whole)) == list(local.group(people, key_of, whole))
        assert list(engine.join(people, others)) == list(local.join(people, others))
    assert list(engine.flat_map([], twice)) == []


def test_a_worker_that_is_killed_changes_nothing(engine: Any, tmp_path: Path) -> None:
    kernel = Mortal(tmp_path / "died", 13)
    assert list(engine.flat_map(range(40), kernel)) == [n * n for n in range(40)]
    assert kernel.mark.exists()


def test_a_killed_driver_goes_on_from_the_waves_that_were_finished(tmp_path: Path) -> None:
    marks, stages = tmp_path / "marks", tmp_path / "stages"
    marks.mkdir()
    killed = start_driver(tmp_path)
    deadline = time.monotonic() + 120
    while not list(stages.glob("*.parquet")) and time.monotonic() < deadline:
        time.sleep(0.05)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    done = [path.name for path in stages.glob("*.parquet")]
    assert 0 < len(done) < 4
    again, _ = start_driver(tmp_path).communicate(timeout=180)
    assert json.loads(again.splitlines()[-1]) == [n * n for n in range(64)]
    assert [len((marks / str(n)).read_text()) for n in range(16)] == [1] * 16
    assert json.loads((stages / "counting.json").read_text())["finished"] is True


def start_driver(folder: Path) -> "subprocess.Popen[str]":
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": path},
    )
