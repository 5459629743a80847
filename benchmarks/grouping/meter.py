"""Time on the clock, and work and memory of this process and all that it started."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def now() -> tuple[float, float]:
    """The clock, and the seconds of work of this process and its children so far."""
    return time.perf_counter(), sum(_spent(pid)[0] for pid in _family(os.getpid()))


def told_since(start: tuple[float, float]) -> dict[str, float]:
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
