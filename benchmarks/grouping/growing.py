"""What the command costs that reads a few new articles into a large archive, from its start to its end."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.grouping.articles import grow, read_sample
from benchmarks.grouping.whole import to_stories
from tellings.reading import Reading

OLD, NEW = 40_000, 100
COMMAND = [sys.executable, "-c", "from tellings.cli import main; main()", "read", "--until", "stories"]


def measure(old: int = OLD, new: int = NEW) -> dict[str, Any]:
    """Seconds on the clock and of work of reading `old` articles, then `new` ones on top."""
    with TemporaryDirectory() as folder:
        readings = list(grow(read_sample(), old + new))
        base = _write(Path(folder) / "old.jsonl", readings[:old])
        more = _write(Path(folder) / "new.jsonl", readings[old:])
        archive = Path(folder) / "archive.db"
        clock = time.perf_counter()
        subprocess.run(
            [*COMMAND, str(base), "--archive", str(archive)], stdout=subprocess.DEVNULL, check=True
        )
        first = round(time.perf_counter() - clock, 2)
        return {"archive": old, "seconds on the clock to make it": first, "new": new} | _add(more, archive)


def measure_whole(sizes: Sequence[int]) -> Iterator[dict[str, Any]]:
    """From a file of each of `sizes` articles to stories, reading included, each in a fresh process."""
    with TemporaryDirectory() as folder:
        readings = list(grow(read_sample(), max(sizes)))
        for size in sizes:
            path = _write(Path(folder) / f"{size}.jsonl", readings[:size])
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                yield pool.submit(to_stories, path).result()


def _add(more: Path, archive: Path) -> dict[str, float]:
    clock, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*COMMAND, str(more), "--archive", str(archive)], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "seconds on the clock": round(time.perf_counter() - clock, 2),
        "seconds of work": round(work, 2),
        "megabytes of the archive": round(archive.stat().st_size / 1e6),
    }


def _write(path: Path, readings: Iterable[Reading]) -> Path:
    articles = (reading.article for reading in readings)
    rows = (
        {"title": a.headline, "text": a.text, "published": a.published, "url": a.url, "outlet": a.outlet}
        for a in articles
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path
