"""How long lineage takes as a story grows: 25 to 200 tellings of up to 1,200 words.

    PYTHONPATH=src:. python -m benchmarks.lineage_speed [data folder]

Prints one JSON line for each size, with seconds and peak memory, and the power by which time grows.
"""

import json
import math
import platform
import random
import resource
import sys
import time
from pathlib import Path

from benchmarks.families import Event, Play, play_family, read_pile
from quality.tracing import collate_story, means
from tellings.lineage.trace import trace
from tellings.settings import Settings

SIZES = (25, 50, 100, 200)


def measure(event: Event, size: int) -> dict[str, float]:
    """Seconds of collation and of lineage for one story of `size` tellings."""
    play = Play("fit", size, wires=1, depth=4, lose_wire=1.0, rewording=0.0, alter=0.0)
    family = play_family(event, play, random.Random(size), f"speed-{size}")
    start = time.perf_counter()
    story = collate_story(family.name, family.readings)
    collated = time.perf_counter()
    models, usage = means()
    lineage = trace(story, models, usage, Settings().lineage)
    return {
        "tellings": len(family.readings),
        "words": sum(len(reading.article.text.split()) for reading in family.readings),
        "collation_s": round(collated - start, 2),
        "lineage_s": round(time.perf_counter() - collated, 2),
        "derivations": len(lineage.derivations),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared" / "data"
    pile = [
        source
        for source in read_pile(data / "news_cluster.jsonl.gz")
        if 1050 < len(source.text.split()) < 1300
    ]
    event = Event("speed", (pile[0],))
    means()
    rows = [measure(event, size) for size in SIZES]
    for row in rows:
        print(json.dumps(row | {"machine": platform.processor() or platform.machine()}))
    first, last = rows[1], rows[-1]
    power = math.log(last["lineage_s"] / first["lineage_s"]) / math.log(last["tellings"] / first["tellings"])
    print(json.dumps({"time grows as tellings to the power": round(power, 2)}))


if __name__ == "__main__":
    main()
