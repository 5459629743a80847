"""Readings and worked-out stories go into the archive, each batch whole or not at all."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from tellings.archive.rows import insert
from tellings.archive.schema import OF_ARTICLE, OF_STORY
from tellings.archive.search import add_words
from tellings.archive.transactions import transaction
from tellings.models import Problem, Row, Story, Telling, content_id
from tellings.reading import Reading
from tellings.reading.duplicates import take_imprint

_BATCH = 5_000  # rows of findings held in memory


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of one story that lists are sorted by."""

    story_id: str
    disagreements: int
    utterances: int
    altered: int
    material: int


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A story worked out: its rows, and a fingerprint of what they were made from."""

    story_id: str
    fingerprint: str
    summary: Summary
    rows: tuple[Row, ...]


def add_readings(
    connection: sqlite3.Connection, readings: Sequence[tuple[Reading, bytes]], problems: Iterable[Problem]
) -> None:
    """Add articles with their credits, furniture, signatures and imprints; those already there stay."""
    articles = [reading.article for reading, _ in readings]
    with transaction(connection):
        insert(connection, articles)
        insert(connection, (credit for reading, _ in readings for credit in reading.credits))
        insert(connection, problems)
        add_words(connection, articles)
        connection.executemany(
            "INSERT OR IGNORE INTO readings VALUES (?, ?, ?, ?)",
            [_reading_values(reading, mark) for reading, mark in readings],
        )
        connection.executemany(
            "INSERT OR IGNORE INTO imprints VALUES (?, ?, ?, ?)",
            [_imprint_values(reading) for reading, _ in readings],
        )


def _reading_values(reading: Reading, mark: bytes) -> tuple[str, str, str, bytes]:
    article = reading.article
    return article.article_id, content_id(article.text), json.dumps(reading.furniture), mark


def _imprint_values(reading: Reading) -> tuple[str, str, str, str]:
    imprint = take_imprint(reading)
    return imprint.article_id, imprint.words, imprint.page, imprint.own_id


def draft_stories(
    connection: sqlite3.Connection,
    drafts: Sequence[tuple[Story, tuple[Telling, ...]]],
    forwardings: Iterable[tuple[str, str]],
) -> None:
    """Put stories with their tellings in place of whatever told these articles before."""
    with transaction(connection):
        for _, tellings in drafts:
            for telling in tellings:
                _clear_story_of(connection, telling.article_id)
        for story, tellings in drafts:
            insert(connection, [story, *tellings])
        for old_id, new_id in forwardings:
            connection.execute("UPDATE forwardings SET new_id = ? WHERE new_id = ?", (new_id, old_id))
            connection.execute("INSERT OR REPLACE INTO forwardings VALUES (?, ?)", (old_id, new_id))
        for story, _ in drafts:
            connection.execute("DELETE FROM forwardings WHERE old_id = ?", (story.story_id,))


def write_stories(connection: sqlite3.Connection, dispatches: Iterable[Dispatch]) -> None:
    """Write all that was worked out for some stories, in place of what was there."""
    with transaction(connection):
        for dispatch in dispatches:
            key = dispatch.story_id
            _clear_findings(connection, key)
            story = next(row for row in dispatch.rows if isinstance(row, Story))
            connection.execute("UPDATE stories SET origins = ? WHERE story_id = ?", (story.origins, key))
            insert(connection, (row for row in dispatch.rows if not isinstance(row, Story | Telling)))
            _finish(connection, dispatch.fingerprint, dispatch.summary)


def bring_stories(
    connection: sqlite3.Connection,
    drafts: Sequence[tuple[Story, tuple[Telling, ...]]],
    findings: Iterable[Row],
    finished: Iterable[tuple[str, Summary]],
) -> None:
    """Put stories of another archive, with all that was found out, in place of what told their articles.

    `findings` come parents before children; `finished` are (fingerprint, summary) of those worked out.
    """
    rows = iter(findings)
    with transaction(connection):
        for story, tellings in drafts:
            _clear_story(connection, story.story_id)
            for telling in tellings:
                _clear_story_of(connection, telling.article_id)
        for story, tellings in drafts:
            insert(connection, [story, *tellings])
            connection.execute("DELETE FROM forwardings WHERE old_id = ?", (story.story_id,))
        while batch := list(islice(rows, _BATCH)):
            insert(connection, batch)
        for fingerprint, summary in finished:
            _finish(connection, fingerprint, summary)


def _finish(connection: sqlite3.Connection, fingerprint: str, counts: Summary) -> None:
    """Record that a story was worked out."""
    connection.execute("INSERT INTO finished VALUES (?, ?)", (counts.story_id, fingerprint))
    connection.execute(
        "INSERT INTO summaries VALUES (?, ?, ?, ?, ?)",
        (counts.story_id, counts.disagreements, counts.utterances, counts.altered, counts.material),
    )


def _clear_story_of(connection: sqlite3.Connection, article_id: str) -> None:
    """Take out the story that tells this article, if one does."""
    found = connection.execute("SELECT story_id FROM tellings WHERE article_id = ?", (article_id,)).fetchone()
    if found:
        _clear_story(connection, found[0])


def _clear_story(connection: sqlite3.Connection, story_id: str) -> None:
    _clear_findings(connection, story_id)
    connection.execute("DELETE FROM tellings WHERE story_id = ?", (story_id,))
    connection.execute("DELETE FROM stories WHERE story_id = ?", (story_id,))


def _clear_findings(connection: sqlite3.Connection, story_id: str) -> None:
    members = connection.execute("SELECT article_id FROM tellings WHERE story_id = ?", (story_id,)).fetchall()
    for statement in OF_STORY:
        connection.execute(statement, (story_id,))
    for statement in OF_ARTICLE:
        connection.executemany(statement, members)
