"""The local engine gives the same rows in the same order, whatever happens to its workers."""

from pathlib import Path

import pytest

from tellings.engines.digest import digest
from tellings.engines.local import LocalEngine
from tellings.engines.stages import Stages, fingerprint
from tellings.models import Problem, Telling
from tellings.settings import EngineSettings
from tests.kernels import Deaf, Mortal, key_of, twice, whole

TWO = EngineSettings(processes=2, batch_rows=3)
PEOPLE = [("b", 1), ("a", 2), ("b", 3), ("c", 4)]


def test_rows_come_back_in_order_from_several_processes() -> None:
    with LocalEngine(TWO) as engine:
        assert list(engine.flat_map(range(20), twice)) == [sign * n for n in range(20) for sign in (1, -1)]


def test_groups_come_in_the_order_of_their_keys_with_rows_as_they_came() -> None:
    with LocalEngine(EngineSettings(processes=1)) as engine:
        assert list(engine.group(PEOPLE, key_of, whole)) == [("a", [2]), ("b", [1, 3]), ("c", [4])]


def test_a_join_pairs_every_left_row_with_every_right_row_of_its_key() -> None:
    with LocalEngine(TWO) as engine:
        joined = list(engine.join([("b", 1), ("a", 2), ("x", 0)], [("a", 8), ("b", 9), ("a", 7)]))
    assert joined == [("a", 2, 8), ("a", 2, 7), ("b", 1, 9)]


def test_a_worker_that_is_killed_changes_nothing(tmp_path: Path) -> None:
    kernel = Mortal(tmp_path / "died", 13)
    with LocalEngine(TWO) as engine:
        assert list(engine.flat_map(range(30), kernel)) == [n * n for n in range(30)]
    assert kernel.mark.exists()


def test_a_worker_that_nobody_ended_ends_when_its_pool_is_broken(tmp_path: Path) -> None:
    """A pool waits for all of its workers, also for one started while it broke, which it told nothing."""
    kernel = Deaf(tmp_path / "died")
    with LocalEngine(TWO) as engine:
        assert list(engine.flat_map(range(8), kernel)) == [n * n for n in range(8)]


def test_the_digest_tells_tables_and_rows_apart_but_not_their_order() -> None:
    rows = [Telling("s", "a", "A"), Problem("s", "a", "A", ""), Telling("s", "b", "B")]
    assert digest(rows) == digest(reversed(rows))
    others = [rows[:2], [*rows, rows[0]], [Telling("s", "a", "B"), *rows[1:]]]
    assert len({digest(rows), *(digest(other) for other in others)}) == 4


def test_finished_work_is_read_and_not_made_again(tmp_path: Path) -> None:
    stages = Stages(tmp_path)
    mark = fingerprint(twice, [b"rows"])
    assert stages.fetch(mark, lambda: [b"one", b"two"]) == [b"one", b"two"]
    assert stages.fetch(mark, lambda: pytest.fail("made again")) == [b"one", b"two"]
    assert stages.fetch(fingerprint(twice, [b"other rows"]), lambda: []) == []


def test_an_unfinished_file_counts_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "stage-1.unfinished").write_bytes(b"half a fi")
    assert Stages(tmp_path).fetch("stage-1", lambda: [b"whole"]) == [b"whole"]
