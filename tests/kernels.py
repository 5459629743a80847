"""Kernels that a worker process can import: plain ones, and ones that die on the way."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from tellings.intake import Intake
from tellings.settings import Settings


def twice(number: int) -> list[int]:
    return [number, -number]


def whole(key: str, rows: list[tuple[str, int]]) -> list[tuple[str, list[int]]]:
    return [(key, [number for _, number in rows])]


def key_of(row: tuple[str, int]) -> str:
    return row[0]


class Mortal:
    """Kills its own process at one row, as a machine that runs out of memory would, the first time."""

    def __init__(self, mark: Path, deadly: int) -> None:
        self.mark = mark
        self.deadly = deadly

    def __call__(self, number: int) -> Iterator[int]:
        if number == self.deadly and not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        yield number * number


class Deaf:
    """Works for an hour, deaf to being told to end, the first time; at 0 it kills its process then."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark
        self.mortal = Mortal(mark, 0)

    def __call__(self, number: int) -> Iterator[int]:
        if not self.mark.exists() and number:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(3600)
        if number == 0:
            time.sleep(1)  # the others are at work by now
        yield from self.mortal(number)


class Counting:
    """Leaves a mark for each row it has worked on, slowly."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, number: int) -> Iterator[int]:
        with (self.folder / str(number)).open("a") as mark:
            mark.write("x")
        time.sleep(0.05)
        yield number * number


class MortalIntake:
    """Takes a source in as a run does, and kills its own process at one source, the first time."""

    def __init__(self, mark: Path, deadly: str) -> None:
        self.mark = mark
        self.deadly = deadly

    def __call__(self, source: str) -> Iterator[object]:
        if source.endswith(self.deadly) and not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        yield from Intake(Settings())(source)
