"""What grouping costs as a pile grows."""

import resource
import time
from itertools import pairwise
from typing import Any

from benchmarks.grouping.articles import grow, read_sample
from tellings.engines.local import LocalEngine
from tellings.grouping import Signature, Signer, attach, load_frequencies
from tellings.grouping.connect import connect
from tellings.grouping.pile import pile_up
from tellings.grouping.stories import name_groups, pair_up
from tellings.reading import Reading
from tellings.settings import EngineSettings, GroupingSettings

SETTINGS = GroupingSettings()


def sign_grown(readings: list[Reading], spread: EngineSettings) -> list[Signature]:
    """The signatures, a batch at a time."""
    with LocalEngine(spread) as engine:
        batches = (readings[start : start + 64] for start in range(0, len(readings), 64))
        return list(engine.flat_map(batches, Signer(load_frequencies(), SETTINGS).sign_batch))


def group_grown(size: int) -> dict[str, Any]:
    """Seconds of work of each step on one core for a pile of `size`, peak megabytes, what came out.

    Work and not the clock, so that whatever else the machine does weighs little.
    """
    readings = list(grow(read_sample(), size))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    clock, times = time.perf_counter(), [time.process_time()]
    signatures = sign_grown(readings, EngineSettings(processes=1))
    times.append(time.process_time())
    pile = pile_up(signatures)
    pairs = pair_up(pile, SETTINGS)
    times.append(time.process_time())
    groups = name_groups(pile, connect(len(signatures), pairs, SETTINGS.least_mean))
    times.append(time.process_time())
    steps = [round(after - first, 2) for first, after in pairwise(times)]
    return {
        "articles": size,
        "seconds": round(times[-1] - times[0], 2),
        "sign": steps[0],
        "pair": steps[1],
        "connect": steps[2],
        "seconds on the clock": round(time.perf_counter() - clock, 2),
        "megabytes beyond the texts": round(
            (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        ),
        "pairs": len(pairs.left),
        "stories": len(groups),
        "largest": max(len(group) for group, _ in groups),
    }


def attach_grown(size: int, new: int) -> dict[str, Any]:
    """Seconds to take `new` articles into a grouped archive of `size`, from stored signatures on."""
    readings = list(grow(read_sample(), size + new))
    old = [signature.to_bytes() for signature in sign_grown(readings[:size], EngineSettings(batch_rows=2))]
    unpacked = [Signature.from_bytes(packed) for packed in old]
    pile = pile_up(unpacked)
    groups = [
        group for group, _ in name_groups(pile, connect(size, pair_up(pile, SETTINGS), SETTINGS.least_mean))
    ]
    del unpacked, pile
    clock, start = time.perf_counter(), time.process_time()
    signatures = Signer(load_frequencies(), SETTINGS).sign_batch(readings[size:])
    found = attach(signatures, [Signature.from_bytes(packed) for packed in old], groups, SETTINGS)
    return {
        "archive": size,
        "new": new,
        "seconds": round(time.process_time() - start, 2),
        "seconds on the clock": round(time.perf_counter() - clock, 2),
        "stories touched": len(found),
    }
