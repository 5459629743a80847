"""What it costs to bring a file of articles into stories, reading included, as the command does it."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.grouping.articles import DATA
from tellings.archive import Archive
from tellings.engines.local import LocalEngine
from tellings.grouping import Signature, group_articles
from tellings.intake import Intake
from tellings.models import Problem
from tellings.pipeline import Job, run
from tellings.reading.portions import cut_source
from tellings.settings import Settings

TICKS = os.sysconf("SC_CLK_TCK")


def to_stories(path: Path = DATA) -> dict[str, Any]:
    """Read, sign, pair and connect, with nothing written."""
    settings, start = Settings(), _now()
    with LocalEngine(settings.engine) as engine:
        portions = cut_source(str(path), settings.reading)
        rows = [row for row in engine.flat_map(portions, Intake(settings)) if not isinstance(row, Problem)]
        taken = time.perf_counter() - start[0]
        groups = group_articles((Signature.from_bytes(mark) for _, mark in rows), settings.grouping)
        told = _told(start)
    part = {"reading and signing, on the clock": round(taken, 2)}
    return {"articles": len(rows), "stories": len(groups)} | told | part


def to_archive(path: Path = DATA) -> dict[str, Any]:
    """The same with the archive written, as `tellings read --until stories` does it."""
    settings = Settings()
    with TemporaryDirectory() as folder, Archive(Path(folder) / "whole.db", write=True) as archive:
        start = _now()
        with LocalEngine(settings.engine) as engine:
            job = Job((str(path),), settings, only_stories=True)
            outcome = run(job, archive, engine, lambda what, done, total: None)
            told = _told(start)
        return {"articles": outcome.new, "stories": len(archive.stories())} | told


def _now() -> tuple[float, float]:
    """The clock, and the seconds of work of this process so far."""
    return time.perf_counter(), _spent(os.getpid())[0]


def _told(start: tuple[float, float]) -> dict[str, float]:
    """Seconds on the clock and of work since `start`, and the peak memory of all processes added up."""
    seconds, spent = time.perf_counter() - start[0], [_spent(pid) for pid in _family(os.getpid())]
    work, memory = (sum(column) for column in zip(*spent, strict=True))
    return {
        "seconds on the clock": round(seconds, 2),
        "seconds of work": round(work - start[1], 2),
        "megabytes": round(memory),
    }


def _family(pid: int) -> Iterator[int]:
    """The process and its living children, and theirs."""
    yield pid
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text("ascii").split():
            yield from _family(int(child))


def _spent(pid: int) -> tuple[float, float]:
    """Seconds of work and peak megabytes of one process, with the work of its children that ended."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    peak = next(line for line in lines if line.startswith("VmHWM"))
    return sum(map(int, fields[11:15])) / TICKS, int(peak.split()[1]) / 1024
