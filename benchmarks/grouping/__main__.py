"""`python -m benchmarks.grouping whole|peers|growth|growing|crowd`: measure, print, write what came out.

The results stand in benchmarks/results/grouping-*.json.

Each program runs alone in a fresh process of its own, one after the other, so its peak memory is
its own. Needs `datasketch`, `rensa` and `semhash` installed; one that isn't is left out.
"""

import json
import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.grouping import crowd, growing, growth, rivals, whole
from benchmarks.grouping.articles import machine

RESULTS = Path(__file__).parents[1] / "results"


def alone(work: Callable[..., Any], *arguments: Any) -> Any:
    """What `work` gives in a fresh process."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(work, *arguments).result()


def from_file() -> dict[str, Any]:
    """From a file of 6,558 articles to stories, without and with the archive written."""
    found = {"to stories": alone(whole.to_stories), "to an archive": alone(whole.to_archive)}
    for name, told in found.items():
        print(name, told, flush=True)
    return found


def peers() -> dict[str, Any]:
    """Rate, memory, recall and precision of each program on the same articles."""
    count, true = alone(rivals.true_pairs)
    found: dict[str, Any] = {"articles": count, "true pairs": len(true)}
    for name in rivals.RIVALS:
        if "tellings" not in name and find_spec(name.partition(",")[0]) is None:
            print(f"{name} is not installed: left out")
            continue
        told, pairs = alone(rivals.measure, name)
        found[name] = told | {
            "articles a second": round(count / told["seconds on the clock"]),
            "recall": round(len(pairs & true) / max(1, len(true)), 4),
            "precision": round(len(pairs & true) / max(1, len(pairs)), 4),
        }
        print(name, found[name], flush=True)
    ours, alone_on_core = found["tellings"], found["tellings on one core"]
    for name in [name for name in found if name.startswith("datasketch")]:
        rate = ours["articles a second"] / found[name]["articles a second"]
        work = found[name]["seconds of work"] / alone_on_core["seconds of work"]
        ratios = {"our rate over its": round(rate, 2), "its work over ours on one core": round(work, 2)}
        found[f"against {name}"] = ratios
        print(f"against {name}", ratios, flush=True)
    return found


def curve() -> dict[str, Any]:
    """Seconds of work and memory from 2,500 to 40,000 articles, then of 100 new ones on top."""
    rows = []
    for row in growth.measure():
        rows.append(row)
        print(row, flush=True)
    found = {"sizes": rows[:-1], "growing": rows[-1]}
    found["40,000 over 20,000, reading left out"] = round(rows[-2]["seconds"] / rows[-3]["seconds"], 2)
    found["whole"] = list(growing.measure_whole((20_000, 40_000)))
    for measure in ("seconds on the clock", "seconds of work"):
        half, whole = (row[measure] for row in found["whole"])
        found[f"40,000 over 20,000, {measure}"] = round(whole / half, 2)
    print({key: value for key, value in found.items() if key not in ("sizes", "growing")}, flush=True)
    return found


def onto() -> dict[str, Any]:
    """The command that reads 100 new articles into an archive of 40,000."""
    told = growing.measure()
    print(told, flush=True)
    return told


def one_story() -> dict[str, Any]:
    """What a story of hundreds and of thousands of tellings costs."""
    rows = []
    for size in (300, 1000, 2000, 5000):
        rows.append(alone(crowd.measure, size))
        print(rows[-1], flush=True)
    return {"sizes": rows}


MEASURES = {"whole": from_file, "peers": peers, "growth": curve, "growing": onto, "crowd": one_story}

if __name__ == "__main__":
    RESULTS.mkdir(exist_ok=True)
    for name in sys.argv[1:] or MEASURES:
        result = {"machine": machine()} | MEASURES[name]()
        (RESULTS / f"grouping-{name}.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
