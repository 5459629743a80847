"""An archive, whole or one story, in the formats of other tools.

`export(select_archive(archive), "parquet", folder)` writes one file a table; the formats that hold
everything in one file take the file's path. `datasette` describes the archive file itself.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from tellings.errors import NothingFound
from tellings.exporting.annotations import write_annotations
from tellings.exporting.dataset import write_dataset
from tellings.exporting.datasette import write_datasette
from tellings.exporting.importing import import_dataset
from tellings.exporting.json_lines import read_json_lines, write_json_lines
from tellings.exporting.parquet import read_parquet, write_parquet
from tellings.exporting.passim import write_passim
from tellings.exporting.provenance import write_prov_json, write_prov_o
from tellings.exporting.schema_org import write_schema_org
from tellings.exporting.selecting import Selection, select_archive, select_story
from tellings.exporting.spreadsheets import read_csv, write_csv
from tellings.exporting.tei import write_tei
from tellings.exporting.trees import write_dot, write_graphml, write_newick

Writer: TypeAlias = Callable[[Selection, Path], list[Path]]

TABLE_FORMATS: dict[str, Writer] = {"jsonl": write_json_lines, "csv": write_csv, "parquet": write_parquet}
FILE_FORMATS: dict[str, tuple[Writer, str]] = {
    "prov-json": (write_prov_json, "prov.json"),
    "prov-o": (write_prov_o, "prov.ttl"),
    "annotations": (write_annotations, "annotations.jsonld"),
    "tei": (write_tei, "apparatus.xml"),
    "graphml": (write_graphml, "tree.graphml"),
    "dot": (write_dot, "tree.dot"),
    "newick": (write_newick, "tree.nwk"),
    "passim": (write_passim, "passim.jsonl"),
    "schema-org": (write_schema_org, "articles.jsonld"),
}
FORMATS: tuple[str, ...] = (*TABLE_FORMATS, *FILE_FORMATS)

__all__ = [
    "FORMATS",
    "Selection",
    "export",
    "import_dataset",
    "read_csv",
    "read_json_lines",
    "read_parquet",
    "select_archive",
    "select_story",
    "write_dataset",
    "write_datasette",
]


def export(selection: Selection, format: str, out: Path) -> list[Path]:
    """Write `selection` in one of `FORMATS`; the paths written.

    Table formats fill the folder `out`. The others write the file `out`, or, when `out` is a folder,
    a file of the format's usual name in it. Raises NothingFound for an unknown format, MissingExtra
    where an optional package is wanting.
    """
    if format in TABLE_FORMATS:
        return TABLE_FORMATS[format](selection, out)
    if format not in FILE_FORMATS:
        raise NothingFound(f"There is no format {format!r}. There are: {', '.join(FORMATS)}.")
    write, usual = FILE_FORMATS[format]
    path = out / usual if out.is_dir() else out
    path.parent.mkdir(parents=True, exist_ok=True)
    return write(selection, path)
