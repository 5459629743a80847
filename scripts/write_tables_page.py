"""Write docs/tables.md, the schema of every table, from the models: python scripts/write_tables_page.py"""

from pathlib import Path

from tellings.exporting.columns import describe, purpose
from tellings.models import TABLES

OUT = Path(__file__).parents[1] / "docs" / "tables.md"
HEAD = """# Tables

Written by `scripts/write_tables_page.py` from `models.py` and `exporting/columns.py`; not by hand.

The names are the same in Python, SQLite, JSON Lines, CSV and Parquet. A span is a pair of half-open
offsets into `articles.text`. Times are ISO 8601. An unknown text is empty, an unknown number null.

| type here | SQLite | JSON Lines | CSV | Parquet |
|---|---|---|---|---|
| text | TEXT | string | cell; an apostrophe in front of one that a spreadsheet would run | string |
| integer | INTEGER | number | number | int64 |
| real | REAL | number or null | number or empty | double |
| boolean | INTEGER 0, 1 | true, false | true, false | boolean |
| texts | TEXT, JSON | array of strings | JSON | list of string |
| spans | TEXT, JSON | array of [start, end] | JSON | list of list of int64 |
"""


def page() -> str:
    out = [HEAD]
    for table in TABLES:
        out += [f"## {table}", "", purpose(table), "", "| column | type | meaning |", "|---|---|---|"]
        for column in describe(table):
            kind = column.type + (" or null" if column.nullable else "")
            out.append(f"| {column.name} | {kind} | {column.meaning} |")
        out.append("")
    return "\n".join(out)


if __name__ == "__main__":
    OUT.write_text(page(), "utf-8")
