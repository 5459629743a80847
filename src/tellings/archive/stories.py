"""Whole stories and readings come back out of the archive as typed rows."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from tellings.archive.rows import COLUMNS, TABLE_OF, select
from tellings.findings.material import StoryMaterial
from tellings.models import (
    Alteration,
    Article,
    Attestation,
    Attribution,
    Clue,
    Credit,
    Date,
    Derivation,
    Entity,
    Figure,
    LedgerEntry,
    LedgerFigure,
    Name,
    Origin,
    Passage,
    Statement,
    Story,
    Telling,
    Utterance,
)
from tellings.reading import Reading

R = TypeVar("R")

_MEMBERS = "article_id IN (SELECT article_id FROM tellings WHERE story_id = ?)"
_WHERE: dict[str, str] = {
    "alterations": "utterance_id IN (SELECT utterance_id FROM utterances WHERE story_id = ?)",
    "ledger_figures": "entry_id IN (SELECT entry_id FROM ledger WHERE story_id = ?)",
}


def where_of_story(model: type) -> str:
    """The SQL condition, with one bound story id, that picks a story's rows of one table."""
    table = TABLE_OF[model]
    if table in _WHERE:
        return _WHERE[table]
    return "story_id = ?" if "story_id" in COLUMNS[table] else _MEMBERS


def load_material(connection: sqlite3.Connection, story: Story) -> StoryMaterial:
    """All rows of one story."""
    key = (story.story_id,)

    def rows(model: type[R]) -> tuple[R, ...]:
        return tuple(select(connection, model, where_of_story(model), key))

    return StoryMaterial(
        story=story,
        articles=rows(Article),
        tellings=rows(Telling),
        credits=rows(Credit),
        passages=rows(Passage),
        statements=rows(Statement),
        attestations=rows(Attestation),
        derivations=rows(Derivation),
        clues=rows(Clue),
        origins=rows(Origin),
        attributions=rows(Attribution),
        utterances=rows(Utterance),
        alterations=rows(Alteration),
        figures=rows(Figure),
        ledger=rows(LedgerEntry),
        ledger_figures=rows(LedgerFigure),
        dates=rows(Date),
        names=rows(Name),
        entities=rows(Entity),
    )


def load_readings(connection: sqlite3.Connection, article_ids: Sequence[str]) -> list[Reading]:
    """The readings of these articles, in the order of their ids."""
    found = []
    for article_id in sorted(article_ids):
        (article,) = select(connection, Article, "article_id = ?", (article_id,))
        credits = tuple(select(connection, Credit, "article_id = ?", (article_id,)))
        (furniture,) = connection.execute(
            "SELECT furniture FROM readings WHERE article_id = ?", (article_id,)
        ).fetchone()
        found.append(Reading(article, tuple((start, end) for start, end in json.loads(furniture)), credits))
    return found


def load_articles(connection: sqlite3.Connection, article_ids: Iterable[str]) -> list[Article]:
    """These articles, in the order of their ids."""
    return [
        article
        for article_id in sorted(article_ids)
        for article in select(connection, Article, "article_id = ?", (article_id,))
    ]


def load_drafts(connection: sqlite3.Connection) -> list[tuple[Story, tuple[Telling, ...]]]:
    """Every story with its tellings."""
    by_story: dict[str, list[Telling]] = defaultdict(list)
    for telling in select(connection, Telling):
        by_story[telling.story_id].append(telling)
    return [(story, tuple(by_story[story.story_id])) for story in select(connection, Story)]


def load_signatures(connection: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    """The id and stored signature of every article that is no other read again, by id."""
    yield from connection.execute(
        "SELECT article_id, signature FROM readings WHERE article_id NOT IN (SELECT article_id FROM twins) "
        "ORDER BY article_id"
    )


def load_own(connection: sqlite3.Connection) -> Iterator[tuple[str, list[list[int]], bytes]]:
    """Every article's id, furniture and stored signature, by id."""
    for article_id, furniture, signature in connection.execute(
        "SELECT article_id, furniture, signature FROM readings ORDER BY article_id"
    ):
        yield article_id, json.loads(furniture), signature


def load_finished(connection: sqlite3.Connection) -> Iterator[tuple[str, str, int, int, int, int]]:
    """The id of every story that was worked out, its fingerprint and the counts of its summary."""
    yield from connection.execute(
        "SELECT story_id, fingerprint, disagreements, utterances, altered, material "
        "FROM finished JOIN summaries USING (story_id) ORDER BY story_id"
    )


def known_articles(connection: sqlite3.Connection, article_ids: Iterable[str]) -> dict[str, str]:
    """Of these ids those that the archive has, each with the source it was read from."""
    known = {}
    for article_id in article_ids:
        row = connection.execute("SELECT source FROM articles WHERE article_id = ?", (article_id,)).fetchone()
        if row:
            known[article_id] = row[0]
    return known


def story_of_articles(connection: sqlite3.Connection) -> dict[str, str]:
    """The story that each article is told in."""
    return dict(connection.execute("SELECT article_id, story_id FROM tellings"))


def unplaced_articles(connection: sqlite3.Connection) -> list[str]:
    """The articles that no story tells yet, by id; those that are others read again are left out."""
    query = (
        "SELECT article_id FROM articles WHERE article_id NOT IN (SELECT article_id FROM tellings) "
        "AND article_id NOT IN (SELECT article_id FROM twins) ORDER BY article_id"
    )
    return [article_id for (article_id,) in connection.execute(query)]


def finished_stories(connection: sqlite3.Connection) -> dict[str, str]:
    """The fingerprint of each story that was worked out."""
    return dict(connection.execute("SELECT story_id, fingerprint FROM finished"))


def follow_forwarding(connection: sqlite3.Connection, story_id: str) -> str:
    """The present id of a story that may have been merged into another."""
    row = connection.execute("SELECT new_id FROM forwardings WHERE old_id = ?", (story_id,)).fetchone()
    return row[0] if row else story_id
