"""Finished work in a folder of Parquet files, so that a killed run goes on from there."""

import hashlib
import json
import pickle
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow
from pyarrow import parquet

from tellings import __version__


class Stages:
    """A folder with one Parquet file for each wave of work that is finished.

    A file is named after the stage and a fingerprint of all that its rows were made from: the
    kernel with its settings, the program's version and the rows that went in. It is written aside
    and then renamed, so a file that is there is whole; its name is its marker of being finished.
    What is unpacked here was packed here: the folder is as much the user's own as the archive.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def fetch(self, mark: str, make: Callable[[], list[bytes]]) -> list[bytes]:
        """The packed rows of the wave `mark`, from its file or else made and written now."""
        path = self.folder / f"{mark}.parquet"
        if path.exists():
            return list(parquet.read_table(path).column("rows").to_pylist())
        made = make()
        aside = path.with_suffix(".unfinished")
        table = pyarrow.table({"number": range(len(made)), "rows": pyarrow.array(made, pyarrow.binary())})
        parquet.write_table(table, aside, compression="zstd")
        aside.rename(path)
        return made

    def finish(self, stage: str, marks: Iterable[str]) -> None:
        """Write down that a stage is through, with the fingerprints of its waves in order."""
        marks = list(marks)
        whole = hashlib.blake2b("\n".join(marks).encode("ascii"), digest_size=16).hexdigest()
        told = {"stage": stage, "finished": True, "fingerprint": whole, "waves": marks}
        aside = self.folder / f"{stage}.json.unfinished"
        aside.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
        aside.rename(self.folder / f"{stage}.json")


def stage_name(kernel: Callable[..., Any]) -> str:
    """What a stage is called: its kernel's name in small letters.

    >>> stage_name(len)
    'len'
    """
    return str(getattr(kernel, "__name__", type(kernel).__name__)).strip("_<>").lower()


def fingerprint(kernel: Callable[..., Any], packed: Iterable[bytes]) -> str:
    """A mark of the stage's name and 20 digits of all that a wave's rows are made from."""
    found = hashlib.blake2b(f"{__version__}\n{stage_name(kernel)}".encode(), digest_size=10)
    for part in (pickle.dumps(kernel), *packed):
        found.update(len(part).to_bytes(8, "big") + part)
    return f"{stage_name(kernel)}-{found.hexdigest()}"
