"""Corrections that people make: kept with author and time, taken back but never erased."""

import sqlite3
from collections.abc import Iterator
from dataclasses import astuple, dataclass

from tellings.errors import NothingFound
from tellings.models import content_id


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a person says is so.

    `kind` is derives-from (subject from object), independent (subject from nobody), together (two
    articles are of one story) or apart (they are not). `retracted` is "" or the time.
    """

    assertion_id: str
    kind: str
    subject_id: str
    object_id: str
    author: str
    made: str
    retracted: str


def make_assertion(kind: str, subject_id: str, object_id: str, author: str, made: str) -> Assertion:
    """A new assertion with an id made from all it says."""
    made_id = content_id("assertion", kind, subject_id, object_id, author, made)
    return Assertion(made_id, kind, subject_id, object_id, author, made, "")


def add_assertion(connection: sqlite3.Connection, assertion: Assertion) -> None:
    """Record it; one that says the same and still stands is left as it is."""
    same = connection.execute(
        "SELECT 1 FROM assertions WHERE kind = ? AND subject_id = ? AND object_id = ? AND retracted = ''",
        (assertion.kind, assertion.subject_id, assertion.object_id),
    ).fetchone()
    if not same:
        connection.execute("INSERT INTO assertions VALUES (?, ?, ?, ?, ?, ?, ?)", astuple(assertion))


def retract_assertion(connection: sqlite3.Connection, assertion_id: str, when: str) -> None:
    """Take one back; raises NothingFound if none of that id stands."""
    changed = connection.execute(
        "UPDATE assertions SET retracted = ? WHERE assertion_id = ? AND retracted = ''", (when, assertion_id)
    )
    if not changed.rowcount:
        raise NothingFound(f"No standing correction has the id {assertion_id!r}. See: tellings assertions")


def select_assertions(connection: sqlite3.Connection, *, retracted: bool = False) -> Iterator[Assertion]:
    """Those that stand, in order of time; with `retracted`, all that were ever made."""
    where = "" if retracted else "WHERE retracted = ''"
    for found in connection.execute(f"SELECT * FROM assertions {where} ORDER BY made, assertion_id"):
        yield Assertion(*found)
