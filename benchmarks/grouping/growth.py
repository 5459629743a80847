"""What grouping costs as a pile grows, and what a few new articles cost a large one.

Seconds are of work on one core, not on the clock, so that whatever else the machine does weighs
little. Reading is left out: it is linear, and measured with the readers.
"""

import resource
import time
from collections.abc import Iterator
from typing import Any

from benchmarks.grouping.articles import grow, read_sample
from tellings.grouping import Signature, attach, group_articles, load_frequencies, sign_batch
from tellings.settings import GroupingSettings

SETTINGS = GroupingSettings()
SIZES = (2500, 5000, 10_000, 20_000, 40_000)
NEW = 100
BATCH = 20  # articles signed at once


def measure(sizes: tuple[int, ...] = SIZES, new: int = NEW) -> Iterator[dict[str, Any]]:
    """A row for each size, the time of signing added up, then one for `new` articles on top."""
    readings = grow(read_sample(), sizes[-1] + new)
    frequencies = load_frequencies()
    signatures: list[Signature] = []
    signing = 0.0
    groups: list[tuple[str, ...]] = []
    for size in sizes:
        while len(signatures) < size:
            batch = [next(readings) for _ in range(BATCH)]
            start = time.process_time()
            signatures += sign_batch(batch, frequencies, SETTINGS)
            signing += time.process_time() - start
        row, groups = _group(signatures)
        total = round(signing + row["pair and connect"], 2)
        yield {"articles": size, "seconds": total, "sign": round(signing, 2)} | row
    stored = [signature.to_bytes() for signature in signatures]
    start = time.process_time()
    fresh = sign_batch(list(readings), frequencies, SETTINGS)
    found = attach(fresh, [Signature.from_bytes(packed) for packed in stored], groups, SETTINGS)
    seconds = round(time.process_time() - start, 2)
    yield {"archive": sizes[-1], "new": new, "seconds": seconds, "stories touched": len(found)}


def _group(signatures: list[Signature]) -> tuple[dict[str, Any], list[tuple[str, ...]]]:
    start = time.process_time()
    groups = group_articles(signatures, SETTINGS)
    return {
        "pair and connect": round(time.process_time() - start, 2),
        "peak megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "stories": len(groups),
        "largest": max(len(group) for group in groups),
    }, groups
