"""What it costs to bring a file of articles into stories, reading included, as the command does it."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.grouping.articles import DATA
from benchmarks.grouping.meter import now, told_since
from tellings.archive import Archive
from tellings.engines.local import LocalEngine
from tellings.grouping import Signature, group_articles
from tellings.intake import Intake
from tellings.models import Problem
from tellings.pipeline import Job, run
from tellings.reading.portions import cut_source
from tellings.settings import Settings


def to_stories(path: Path = DATA) -> dict[str, Any]:
    """Read, sign, pair and connect, with nothing written."""
    settings, start = Settings(), now()
    with LocalEngine(settings.engine) as engine:
        portions = cut_source(str(path), settings.reading)
        rows = [row for row in engine.flat_map(portions, Intake(settings)) if not isinstance(row, Problem)]
        taken = time.perf_counter() - start[0]
        groups = group_articles((Signature.from_bytes(mark) for _, mark in rows), settings.grouping)
        told = told_since(start)
    part = {"reading and signing, on the clock": round(taken, 2)}
    return {"articles": len(rows), "stories": len(groups)} | told | part


def to_archive(path: Path = DATA) -> dict[str, Any]:
    """The same with the archive written, as `tellings read --until stories` does it."""
    settings = Settings()
    with TemporaryDirectory() as folder, Archive(Path(folder) / "whole.db", write=True) as archive:
        start = now()
        with LocalEngine(settings.engine) as engine:
            job = Job((str(path),), settings, only_stories=True)
            outcome = run(job, archive, engine, lambda what, done, total: None)
            told = told_since(start)
        return {"articles": outcome.new, "stories": len(archive.stories())} | told
