"""Kills runs at random moments, goes on with each, and compares what comes of it with an undisturbed run.

    python -m benchmarks.kills [RUNS [COMMANDS [SEED]]]

RUNS (200) runs are processes forked from this one after it has loaded the models, so that one takes two
seconds of processor time; each has two workers and writes in the smallest batches, and gets SIGKILL, alone
or with its workers: every other one at a random time, the rest at a random step of what SQLite does, since
a run writes for a small part of its time only. In turn they make a new archive, add to one, and work one out
anew. COMMANDS (10) more are `tellings read` itself, started from nothing. After each kill the archive is
checked; then the same is run again to its end, and every table must hold what it holds after an
undisturbed run.
"""

import contextlib
import hashlib
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tellings import pipeline
from tellings.archive import Archive, opening
from tellings.engines import local
from tellings.errors import NothingFound
from tellings.settings import EngineSettings, Settings
from tellings.verbs import Ask, read

EXAMPLE = Path(__file__).parents[1] / "src" / "tellings" / "examples" / "harbour" / "articles"
COMMAND = [sys.executable, "-c", "from tellings.cli import main; main()", "read", str(EXAMPLE), "--archive"]
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
# Everything goes through the two workers, however little it is.
POOLED = Settings(engine=EngineSettings(processes=2, few_articles=0, few_bytes=0))


@dataclass(frozen=True)
class Case:
    """What is run and killed: from a copy of the archive `start`, if that is there."""

    name: str
    start: Path
    run: Callable[[Path], None]
    seconds: float = 0.0
    steps: int = 0
    wanted: str = ""


def prepare(folder: Path, files: list[Path]) -> list[Case]:
    """The cases, each run undisturbed; models are loaded and batches made small on the way."""
    pipeline.READ_BATCH, pipeline.DESK_BATCH = 2, 1
    half, whole = folder / "half.db", folder / "whole.db"
    read(*files[::2], archive=half).close()
    read(*files, archive=whole).close()
    cases = [
        Case("a new archive", folder / "none.db", lambda path: _read(files, path)),
        Case("one that grows", half, lambda path: _read(files, path)),
        Case("worked out anew", whole, lambda path: _read(files, path, again=True)),
    ]
    return [_measure(case, folder) for case in cases]


def _read(files: list[Path], archive: Path, *, again: bool = False) -> None:
    read(*files, archive=archive, ask=Ask(again=again, settings=POOLED)).close()


def _measure(case: Case, folder: Path) -> Case:
    """The case with how long it takes, in seconds and in steps of SQLite, and what comes of it."""
    path, told = _copy(case, folder / "timed.db"), folder / "steps"
    begun = time.monotonic()
    finish(case, path)
    seconds, wanted = time.monotonic() - begun, fingerprint(path)
    steps = iter(range(sys.maxsize))

    def count() -> None:
        watch_sqlite(lambda: next(steps) < 0)
        case.run(path)
        told.write_text(str(next(steps)))

    _copy(case, path)
    _end(fork(count))
    assert fingerprint(path) == wanted, f"{case.name}: two runs, two answers"
    return Case(case.name, case.start, case.run, seconds, int(told.read_text()), wanted)


def watch_sqlite(hear: Callable[[], bool]) -> None:
    """Have `hear` called after every hundred instructions of SQLite, in the midst of statements."""
    connect = opening._connect

    def connect_and_watch(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        connection.set_progress_handler(hear, 100)
        return connection

    opening._connect = connect_and_watch


def fork(act: Callable[[], None]) -> int:
    """The id of a new process that does `act`, with workers forked from it, in a group of its own."""
    child = os.fork()
    if child:
        return child
    os.setsid()
    fork_context = local.multiprocessing.get_context("fork")
    local.multiprocessing.get_context = lambda _: fork_context  # type: ignore[assignment]
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        act()
        os._exit(0)
    except BaseException:
        os._exit(1)


def finish(case: Case, path: Path) -> None:
    """Run the case to its end; raises if it fails."""
    _end(fork(lambda: case.run(path)))


def _end(child: int) -> None:
    assert os.waitpid(child, 0)[1] == 0, "a run failed"


def kill_one(case: Case, folder: Path, chance: random.Random) -> str:
    """Start, kill, check, go on, compare: how far the run was; "" if it was done before the signal came."""
    path = _copy(case, folder / "killed.db")
    kill = chance.choice((os.kill, os.killpg))
    if chance.random() < 0.5:
        child = fork(lambda: case.run(path))
        time.sleep(chance.uniform(0, case.seconds))
        kill(child, signal.SIGKILL)
    else:
        step = chance.randrange(case.steps)
        child = fork(lambda: _run_and_die(case, path, step, kill))
    if os.waitpid(child, 0)[1] != signal.SIGKILL:
        return ""
    reached = how_far(path)
    finish(case, path)
    assert fingerprint(path) == case.wanted, f"{case.name}: other tables after a kill ({reached})"
    assert_tidy(path)
    return reached


def _run_and_die(case: Case, path: Path, at: int, kill: Callable[[int, int], None]) -> None:
    """Run the case up to a step of SQLite, and there get the signal."""
    left = iter(range(at))
    watch_sqlite(lambda: next(left, None) is None and bool(kill(os.getpid(), signal.SIGKILL)))
    case.run(path)


def kill_command(path: Path, seconds: float, wanted: str) -> str:
    """The same with the command as a user starts it, killed after so many seconds."""
    _remove(path)
    with subprocess.Popen([*COMMAND, str(path)], **QUIET, start_new_session=True) as started:
        with contextlib.suppress(subprocess.TimeoutExpired):
            started.wait(seconds)
        started.kill()
        if started.wait() != -signal.SIGKILL:
            return ""
    reached = how_far(path)
    subprocess.run([*COMMAND, str(path)], **QUIET, check=True)
    assert fingerprint(path) == wanted, f"other tables after a kill of the command ({reached})"
    assert_tidy(path)
    return reached


def how_far(path: Path) -> str:
    """Check the archive as `tellings check` does, and say what it holds; raises if it is broken."""
    if not path.exists():
        return "no file"
    try:
        with Archive(path) as archive:
            faults = archive.faults()
            assert not faults, faults
            done = archive.connection.execute("SELECT count(*) FROM finished").fetchone()[0]
            articles = archive.connection.execute("SELECT count(*) FROM articles").fetchone()[0]
    except NothingFound:
        return "no tables"
    return f"{articles} articles, {done} stories done"


def fingerprint(path: Path) -> str:
    """Digits of all that every table holds, and of what a search finds."""
    found = hashlib.blake2b(digest_size=16)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'article_words%'"
        ).fetchall()
        for (name,) in sorted(names):
            rows = sorted(map(repr, connection.execute(f"SELECT * FROM {name}")))
            found.update("\n".join([name, *rows]).encode("utf-8", "surrogatepass"))
        hits = connection.execute("SELECT rowid FROM article_words WHERE article_words MATCH 'harbour'")
        found.update(repr(sorted(hits)).encode())
    return found.hexdigest()


def assert_tidy(path: Path) -> None:
    """Nothing but the archive and its empty lock stands there after a run that came to its end."""
    left = {other.name for other in path.parent.glob(f"{path.name}*")} - {path.name, f"{path.name}.lock"}
    assert not left, left


def _copy(case: Case, path: Path) -> Path:
    _remove(path)
    if case.start.exists():
        shutil.copy(case.start, path)
    return path


def _remove(path: Path) -> None:
    for other in path.parent.glob(f"{path.name}*"):
        other.unlink()


def kill_runs(runs: int, folder: Path, seed: int, files: list[Path]) -> dict[str, Counter[str]]:
    """Kill so many runs; for each case how often a run was killed how far on."""
    chance = random.Random(seed)
    cases = prepare(folder, files)
    told: dict[str, Counter[str]] = {case.name: Counter() for case in cases}
    while (killed := sum(counts.total() for counts in told.values())) < runs:
        case = cases[killed % len(cases)]
        if reached := kill_one(case, folder, chance):
            told[case.name][reached] += 1
            print(f"{killed + 1}: {case.name}, killed with {reached}", file=sys.stderr, flush=True)
    return told


def kill_commands(runs: int, folder: Path, seed: int) -> Counter[str]:
    """Kill so many commands; how often one was killed how far on."""
    chance = random.Random(seed)
    path = folder / "command.db"
    begun = time.monotonic()
    subprocess.run([*COMMAND, str(path)], **QUIET, check=True)
    seconds, wanted = time.monotonic() - begun, fingerprint(path)
    told: Counter[str] = Counter()
    while told.total() < runs:
        begun = time.monotonic()
        if reached := kill_command(path, chance.uniform(0, seconds), wanted):
            told[reached] += 1
            print(f"{told.total()}: the command, killed with {reached}", file=sys.stderr, flush=True)
        else:
            seconds = time.monotonic() - begun  # the machine has become less busy
    return told


def main() -> None:
    runs, commands, seed = (int(arg) for arg in (*sys.argv[1:], *("200", "10", "1")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as name:
        begun = time.monotonic()
        told = kill_runs(runs, Path(name), seed, sorted(EXAMPLE.iterdir()))
        told["the command itself"] = kill_commands(commands, Path(name), seed)
        spent = time.monotonic() - begun
    for case, counts in told.items():
        print(f"{case}: {counts.total()} killed")
        for reached, count in sorted(counts.items()):
            print(f"  {count:>4} with {reached}")
    total = sum(counts.total() for counts in told.values())
    print(f"{total} runs killed in {spent:.0f} s: no broken archive, the same tables after each resume")


if __name__ == "__main__":
    main()
