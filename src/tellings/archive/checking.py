"""Is the archive whole? Each thing that is wrong, with what to do about it."""

import sqlite3
from collections.abc import Iterator

from tellings.archive.rows import COLUMNS, select
from tellings.models import Attribution, content_id

_SPANNED = ("credits", "passages", "figures", "dates", "names")
_REDO = "Run: tellings read --again, which works the stories out anew."


def find_faults(connection: sqlite3.Connection) -> Iterator[str]:
    """One line of advice for each fault in pages, foreign keys, texts and spans."""
    for (line,) in connection.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield f"The file is damaged: {line}. Restore a backup, or read the articles into a new archive."
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"{table} row {row} points to no {parent} row. {_REDO}"
    lengths: dict[str, int] = {}
    for article_id, source, text, digest in connection.execute(
        "SELECT article_id, source, text, digest FROM articles JOIN readings USING (article_id)"
    ):
        lengths[article_id] = len(text)
        if content_id(text) != digest:
            yield f"The text of article {article_id} was changed. Read {source} into a new archive."
    yield from _bad_spans(connection, lengths)


def _bad_spans(connection: sqlite3.Connection, lengths: dict[str, int]) -> Iterator[str]:
    """Spans that are empty, run backwards or leave their article; a page's own credit is (0, 0)."""
    for table in _SPANNED:
        key = COLUMNS[table][0]
        query = f'SELECT "{key}", article_id, start, "end" FROM {table}'
        for row_id, article_id, start, end in connection.execute(query):
            outside = table == "credits" and start == end == 0
            if not outside and not 0 <= start < end <= lengths.get(article_id, 0):
                yield f"{table} {row_id} claims characters {start} to {end} of {article_id}. {_REDO}"
    for row in select(connection, Attribution):
        for start, end in (*row.content, *row.source, *row.cue):
            if not 0 <= start < end <= lengths.get(row.article_id, 0):
                yield f"attribution {row.attribution_id} leaves its article. {_REDO}"
