"""A metadata file with which Datasette shows an archive: what tables and columns are, how to sort them."""

import json
from pathlib import Path
from typing import Any

from tellings.exporting.columns import describe, purpose
from tellings.models import TABLES

LABELS = {"articles": "headline", "stories": "headline", "entities": "name", "origins": "name"}
FACETS = {
    "articles": ["outlet", "language"],
    "passages": ["kind"],
    "credits": ["kind"],
    "derivations": ["kind"],
    "clues": ["kind"],
    "attributions": ["kind"],
    "alterations": ["kind", "material"],
    "ledger": ["verdict"],
    "names": ["kind"],
    "entities": ["kind"],
}


def write_datasette(archive: Path, path: Path) -> list[Path]:
    """The metadata for `archive` in the file `path`, or in metadata.json where `path` is a folder.

    Open both with: datasette ARCHIVE --metadata PATH
    """
    path = path / "metadata.json" if path.is_dir() else path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(make_metadata(archive.stem), ensure_ascii=False, indent=1) + "\n", "utf-8")
    return [path]


def make_metadata(database: str) -> dict[str, Any]:
    """Datasette's metadata for a database file of this name."""
    return {
        "title": "Tellings",
        "description": "Which articles tell one story, what was copied from what, and from how many origins.",
        "databases": {database: {"tables": {table: _table(table) for table in TABLES}}},
    }


def _table(table: str) -> dict[str, Any]:
    columns = describe(table)
    about: dict[str, Any] = {
        "description": purpose(table),
        "columns": {column.name: column.meaning for column in columns},
        "size": 50,
    }
    if table in LABELS:
        about["label_column"] = LABELS[table]
    if table in FACETS:
        about["facets"] = FACETS[table]
    return about
