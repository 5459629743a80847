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

from tellings.archive.rows import select
from tellings.engines.digest import digest
from tellings.engines.local import LocalEngine
from tellings.grouping import Signature, group_articles
from tellings.intake import Intake
from tellings.models import TABLES
from tellings.settings import EngineSettings, GroupingSettings, Settings
from tellings.verbs import Ask, read
from tests.invented import write_pile
from tests.kernels import Mortal, MortalIntake, key_of, twice, whole

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

ROOT = Path(__file__).parents[1]
SMALL = EngineSettings(processes=2, batch_rows=4, wave_rows=16)
DRIVER = """
import sys
from pathlib import Path
from tellings.engines.daft import DaftEngine
from tellings.settings import EngineSettings
from tests.invented import write_pile
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
    deadline = time.monotonic() + 600
    while not list(stages.glob("*.parquet")) and time.monotonic() < deadline:
        time.sleep(0.05)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    done = [path.name for path in stages.glob("*.parquet")]
    assert 0 < len(done) < 4
    again, _ = start_driver(tmp_path).communicate(timeout=600)
    assert json.loads(again.splitlines()[-1]) == [n * n for n in range(64)]
    assert [len((marks / str(n)).read_text()) for n in range(16)] == [1] * 16
    assert json.loads((stages / "counting.json").read_text())["finished"] is True


def test_the_example_pile_has_one_digest_on_both_engines(engine: Any, tmp_path: Path) -> None:
    pile = ROOT / "src" / "tellings" / "examples" / "harbour" / "articles"
    found = {}
    for name in ("local", "ray"):
        ask = Ask(engine=name, settings=Settings(engine=EngineSettings(processes=2, few_articles=0)))
        with read(pile, archive=tmp_path / f"{name}.db", ask=ask) as archive:
            rows = [row for model in TABLES.values() for row in select(archive.connection, model)]
            found[name] = (len(rows), digest(rows))
    assert found["ray"] == found["local"]
    assert not (tmp_path / "ray.db.stages").exists()  # it is all in the archive


def test_two_thousand_articles_have_one_digest_though_a_worker_is_killed(engine: Any, tmp_path: Path) -> None:
    files = write_pile(tmp_path, 2000, sentences=20)
    kernel = MortalIntake(tmp_path / "died", "07.jsonl")
    with LocalEngine(EngineSettings(processes=2, batch_rows=2)) as local:
        wanted = list(local.flat_map(files, Intake(Settings())))
    taken = list(engine.flat_map(files, kernel))
    assert kernel.mark.exists()
    assert len(taken) == 2000
    assert digest(reading.article for reading, _ in taken) == digest(reading.article for reading, _ in wanted)
    stories = [
        group_articles((Signature.from_bytes(packed) for _, packed in rows), GroupingSettings())
        for rows in (wanted, taken)
    ]
    assert stories[0] == stories[1]
    assert len(stories[0]) < 1500


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
