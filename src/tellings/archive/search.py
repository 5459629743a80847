"""Words become stories: full-text search that takes a reader's words as they are."""

import re
import sqlite3
from collections.abc import Iterable

from tellings.models import Article


def add_words(connection: sqlite3.Connection, articles: Iterable[Article]) -> None:
    """Put articles that aren't in the index yet into it."""
    for article in articles:
        added = connection.execute(
            "INSERT OR IGNORE INTO article_numbers (article_id) VALUES (?)", (article.article_id,)
        )
        if added.rowcount:
            connection.execute(
                "INSERT INTO article_words (rowid, headline, outlet, text) VALUES (?, ?, ?, ?)",
                (added.lastrowid, article.headline, article.outlet, article.text),
            )


def match_query(words: str) -> str:
    """An FTS5 query that finds all of `words`; "quoted words" stay together, the rest may be apart.

    Every term is quoted, so no word of a reader is ever an operator.

    >>> match_query('harbour "night shift" O\\'Neil')
    '"harbour" "night shift" "O\\'Neil"'
    """
    terms = [phrase or word for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', words)]
    return " ".join(f'"{term}"' for term in terms if re.search(r"\w", term))


def find_articles(connection: sqlite3.Connection, words: str, limit: int = 50) -> list[str]:
    """Ids of the articles that hold all of `words`, the best match first."""
    query = match_query(words)
    if not query:
        return []
    found = connection.execute(
        "SELECT article_id FROM article_words JOIN article_numbers ON number = article_words.rowid "
        "WHERE article_words MATCH ? ORDER BY bm25(article_words, 8, 2, 1), article_id LIMIT ?",
        (query, limit),
    )
    return [article_id for (article_id,) in found]
