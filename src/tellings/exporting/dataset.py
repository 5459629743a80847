"""A finished run as a folder of Parquet files that another archive takes in, whole or by story.

One file for each table of the design, one for what the archive keeps besides (`readings`, `finished`),
and for each of the two stages a marker with a fingerprint of its files. Files are written aside and
renamed, markers last: a folder with its markers is whole.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet as pq

from tellings import __version__
from tellings.archive import Archive
from tellings.archive.stories import load_finished, load_own
from tellings.errors import NothingFound
from tellings.exporting.columns import make_row
from tellings.exporting.parquet import GROUP, TYPES, make_schema
from tellings.models import TABLES, Row

OF_STORIES = ("articles", "problems", "credits", "readings", "stories", "tellings")
STAGES: dict[str, tuple[str, ...]] = {
    "stories": OF_STORIES,
    "findings": (*(table for table in TABLES if table not in OF_STORIES), "finished"),
}
_OWN = {
    "readings": pa.schema({"article_id": pa.string(), "furniture": TYPES["spans"], "signature": pa.binary()}),
    "finished": pa.schema(
        {name: pa.string() for name in ("story_id", "fingerprint")}
        | {name: pa.int64() for name in ("disagreements", "utterances", "altered", "material")}
    ),
}


def write_dataset(archive: Archive, folder: Path) -> list[Path]:
    """Write everything in the archive, stage by stage; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for stage, tables in STAGES.items():
        (folder / f"{stage}.json").unlink(missing_ok=True)
        files = {table: _write(archive, table, folder) for table in tables}
        told = {"stage": stage, "finished": True, "version": __version__, "fingerprint": _mark(files)}
        aside = folder / f"{stage}.json.unfinished"
        aside.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
        paths += [*files.values(), aside.rename(folder / f"{stage}.json")]
    return paths


class Dataset:
    """Such a folder, opened; raises NothingFound where a stage is not finished or a file was changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for stage, tables in STAGES.items():
            marker = folder / f"{stage}.json"
            if not marker.is_file():
                raise NothingFound(
                    f"{folder} holds no finished {stage} ({marker.name} is missing). "
                    "Write it with: tellings export --format dataset"
                )
            wanted = json.loads(marker.read_text("utf-8"))["fingerprint"]
            if wanted != _mark({table: folder / f"{table}.parquet" for table in tables}):
                raise NothingFound(
                    f"The files in {folder} are not those that {marker.name} was written for. Export again."
                )

    def rows(self, table: str, **chosen: Sequence[str]) -> Iterator[Row]:
        """The rows of a table of the design whose columns have one of the values `chosen`."""
        return (make_row(table, values) for values in self.values(table, **chosen))

    def values(self, table: str, **chosen: Sequence[str]) -> Iterator[Mapping[str, Any]]:
        """The same for any table, as plain values by column."""
        found = pyarrow.dataset.dataset(self.folder / f"{table}.parquet")
        wanted = None
        for name, values in chosen.items():
            one = pyarrow.dataset.field(name).isin(pa.array(values, pa.string()))
            wanted = one if wanted is None else wanted & one
        for batch in found.to_batches(filter=wanted, use_threads=False):
            yield from batch.to_pylist()


def _write(archive: Archive, table: str, folder: Path) -> Path:
    """Write one table, `GROUP` rows in memory at a time."""
    own = {"readings": load_own, "finished": load_finished}
    schema = _OWN.get(table) or make_schema(table)
    if table in own:
        rows: Iterator[tuple[Any, ...]] = iter(own[table](archive.connection))
    else:
        rows = (tuple(getattr(row, name) for name in schema.names) for row in archive.rows(table))
    path = folder / f"{table}.parquet"
    aside = path.with_suffix(".unfinished")
    with pq.ParquetWriter(aside, schema, compression="zstd") as writer:
        while held := list(islice(rows, GROUP)):
            columns = zip(*held, strict=True)
            arrays = [pa.array(column, type=f.type) for column, f in zip(columns, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    return aside.rename(path)


def _mark(files: Mapping[str, Path]) -> str:
    """32 digits of the names and the bytes of some files; those of no files where one is missing."""
    found = hashlib.blake2b(digest_size=16)
    for name, path in sorted(files.items()):
        if not path.is_file():
            return ""
        with path.open("rb") as stream:
            found.update(f"{name} {hashlib.file_digest(stream, 'blake2b').hexdigest()}\n".encode("ascii"))
    return found.hexdigest()
