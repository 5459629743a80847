"""Fuzzes every reader and every finder for a time and prints what was tried and what broke.

    python -m benchmarks.fuzz SECONDS [SEED [TALLY]]

Each reader gets valid files, damaged, and valid files about damaged texts, and must give articles and
problems only. Each finder gets damaged texts, parsed or with a made-up parse, and its spans must be what
they claim. Nothing may take over five seconds of processor time. Time is shared out evenly over the
readers, with a larger part for the finders. What breaks is kept in the folder "crashes". Counts are added
to the JSON file TALLY, so that several runs make one table. With atheris installed, `--atheris` lets
coverage choose the damage instead; what is left of the command line goes to it.
"""

import importlib
import json
import random
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import FrameType

from benchmarks.fuzz.finders import Trial, try_parsed, try_story, try_text
from benchmarks.fuzz.readers import MAKERS, damage, execute

LONGEST = 5.0  # seconds of processor time for one document
Counts = dict[str, float]  # executions, found, crashes, seconds, slowest
Tally = dict[str, Counts]


class TookTooLong(BaseException):
    """An execution ran past the limit; no handler of the tried code catches it."""


def try_reader(name: str, chance: random.Random) -> Iterator[Trial]:
    """One damaged file for the reader of files called `name`."""
    given, data = damage(name, chance)
    yield f"read {name}", data.decode("latin-1"), lambda: execute(given, data).total()


SOURCES: dict[str, tuple[Callable[[random.Random], Iterator[Trial]], int]] = {
    **{name: (partial(try_reader, name), 2) for name in MAKERS},
    "text": (try_text, 16),
    "parsed": (try_parsed, 60),
    "story": (try_story, 4),
}


def attempt(trial: Trial, tally: Tally) -> None:
    """Make one attempt, note it in `tally` and keep what broke it."""
    name, given, act = trial
    counts = tally.setdefault(
        name, dict.fromkeys(("executions", "found", "crashes", "seconds", "slowest"), 0)
    )
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        counts["found"] += act()
    except (Exception, TookTooLong) as error:
        counts["crashes"] += 1
        keep(name, given, error)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    spent = time.process_time() - begun
    counts["executions"] += 1
    counts["seconds"] += spent
    counts["slowest"] = max(counts["slowest"], spent)


def fuzz(seconds: float, seed: int, tally: Tally) -> None:
    """Try for `seconds`; whichever source has had least of its share of time is next."""
    signal.signal(signal.SIGPROF, _stop)
    chance = random.Random(seed)
    spent = dict.fromkeys(SOURCES, 0.0)
    begun = time.monotonic()
    for source, _ in SOURCES.values():
        _warm_up(source)
    while time.monotonic() - begun < seconds:
        name = min(spent, key=lambda one: spent[one] / SOURCES[one][1])
        started = time.process_time()
        for trial in SOURCES[name][0](chance):
            attempt(trial, tally)
        spent[name] += time.process_time() - started


def _warm_up(source: Callable[[random.Random], Iterator[Trial]]) -> None:
    """Load what the source needs, which is no document's time."""
    for _, _, act in source(random.Random(0)):
        act()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TookTooLong


def keep(name: str, given: str, error: BaseException) -> None:
    """Write what broke something aside, once for each place that breaks."""
    folder = Path("crashes")
    folder.mkdir(exist_ok=True)
    place = traceback.extract_tb(error.__traceback__)[-1]
    label = f"{type(error).__name__}-{Path(place.filename).stem}-{place.lineno}-{name.replace(' ', '-')}"
    path = folder / label
    if not path.exists():
        path.write_text(given, "utf-8", errors="surrogatepass", newline="")
        print(f"{label}: {error}"[:300], flush=True)


def show(tally: Tally) -> None:
    """Print the table of what was tried."""
    print(f"{'':20} {'executions':>10} {'found':>10} {'crashes':>8} {'seconds':>8} {'slowest, s':>10}")
    for name, counts in tally.items():
        print(
            f"{name:20} {counts['executions']:>10,} {counts['found']:>10,} {counts['crashes']:>8} "
            f"{counts['seconds']:>8.0f} {counts['slowest']:>10.2f}"
        )
    total = sum(counts["executions"] for counts in tally.values())
    print(f"{'in all':20} {total:>10,}", flush=True)


def fuzz_by_coverage() -> None:
    """Let atheris choose; it doesn't return. The package is loaded anew, so that it sees its branches."""
    import atheris  # noqa: PLC0415 - optional

    for name in [name for name in sys.modules if name.startswith(("tellings", "benchmarks"))]:
        del sys.modules[name]
    packages = ["tellings.reading", "tellings.language", "tellings.findings", "tellings.collation"]
    with atheris.instrument_imports(include=packages):
        covered = importlib.import_module("benchmarks.fuzz.covered")
    folder = tempfile.mkdtemp(prefix="fuzz")
    covered.write_corpus(Path(folder))
    atheris.Setup([*(arg for arg in sys.argv if arg != "--atheris"), folder], covered.attempt)
    atheris.Fuzz()


def main() -> None:
    if "--atheris" in sys.argv:
        fuzz_by_coverage()
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    kept = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    tally: Tally = json.loads(kept.read_text("utf-8")) if kept and kept.exists() else {}
    fuzz(seconds, seed, tally)
    if kept:
        kept.write_text(json.dumps(tally, indent=1), "utf-8")
    show(tally)


if __name__ == "__main__":
    main()
