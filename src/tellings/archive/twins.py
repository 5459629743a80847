"""Which articles are others read again: they stay in the archive, and no story tells them."""

import sqlite3
from collections.abc import Iterable, Mapping

from tellings.archive.rows import insert
from tellings.archive.transactions import transaction
from tellings.models import Problem
from tellings.reading.duplicates import Imprint

_FRESH = (
    "article_id NOT IN (SELECT article_id FROM tellings) AND article_id NOT IN (SELECT article_id FROM twins)"
)


def load_imprints(connection: sqlite3.Connection) -> list[Imprint]:
    """All imprints that share their words or their page with an article that no story tells yet."""
    shared = " OR ".join(
        f"{column} IN (SELECT {column} FROM imprints WHERE {column} <> '' "
        f"GROUP BY {column} HAVING count(*) > 1 INTERSECT SELECT {column} FROM imprints WHERE {_FRESH})"
        for column in ("words", "page")
    )
    found = connection.execute(
        "SELECT article_id, source, words, page, own_id, outlet, published, story_id IS NOT NULL "
        "FROM imprints JOIN articles USING (article_id) LEFT JOIN tellings USING (article_id) "
        f"WHERE ({shared}) AND article_id NOT IN (SELECT article_id FROM twins) ORDER BY article_id"
    )
    return [Imprint(*row) for row in found]


def add_twins(connection: sqlite3.Connection, stays: Mapping[str, str], problems: Iterable[Problem]) -> None:
    """Note which articles are others read again, and what there is to tell."""
    with transaction(connection):
        insert(connection, problems)
        connection.executemany("INSERT INTO twins VALUES (?, ?)", sorted(stays.items()))


def those_that_stay(connection: sqlite3.Connection, article_ids: Iterable[str]) -> dict[str, str]:
    """Of these ids each twin's, with the id of the article that stays in its place."""
    known = {}
    for article_id in article_ids:
        row = connection.execute("SELECT stays_id FROM twins WHERE article_id = ?", (article_id,)).fetchone()
        if row:
            known[article_id] = row[0]
    return known
