"""One Parquet file a table, with typed and described columns, read back the same."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tellings.exporting.columns import Column, describe, make_row, purpose
from tellings.exporting.selecting import Selection
from tellings.models import TABLES, Row

GROUP = 20_000  # rows held in memory at a time; a row group of articles is then about 60 MB
TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "real": pa.float64(),
    "boolean": pa.bool_(),
    "texts": pa.list_(pa.field("item", pa.string(), nullable=False)),
    "spans": pa.list_(pa.field("span", pa.list_(pa.field("at", pa.int64(), nullable=False)), nullable=False)),
}


def make_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table of the design, each field with what it means."""
    fields = [_field(column) for column in describe(table)]
    return pa.schema(fields, metadata={"description": purpose(table)})


def _field(column: Column) -> pa.Field:
    return pa.field(
        column.name, TYPES[column.type], nullable=column.nullable, metadata={"description": column.meaning}
    )


def write_parquet(selection: Selection, folder: Path) -> list[Path]:
    """One file for each table of the design, in `folder`; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for table in TABLES:
        path = folder / f"{table}.parquet"
        schema = make_schema(table)
        rows = iter(selection.rows(table))
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            while held := list(islice(rows, GROUP)):
                columns = [[getattr(row, name) for row in held] for name in schema.names]
                arrays = [pa.array(c, type=f.type) for c, f in zip(columns, schema, strict=True)]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
        paths.append(path)
    return paths


def read_parquet(path: Path) -> Iterator[Row]:
    """The rows of one such file; the file's name is its table's."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches():
            for values in batch.to_pylist():
                yield make_row(path.stem, values)
