"""Archives made of rows that are already there, for tests of what reads an archive."""

from collections.abc import Sequence
from pathlib import Path

from tellings.archive import Archive
from tellings.archive.assertions import add_assertion, make_assertion, retract_assertion
from tellings.archive.transactions import transaction
from tellings.archive.writing import (
    Dispatch,
    Summary,
    add_readings,
    draft_stories,
    write_stories,
)
from tellings.findings.material import StoryMaterial
from tellings.models import Problem
from tellings.reading import Reading

PARTS = (
    "passages", "statements", "attestations", "derivations", "clues", "origins", "attributions", "utterances",
    "alterations", "figures", "ledger", "ledger_figures", "dates", "entities", "names",
)  # fmt: skip


def shelve(path: Path, *materials: StoryMaterial, problems: tuple[Problem, ...] = ()) -> Path:
    """An archive at `path` with these stories, finished."""
    with Archive(path, write=True) as archive:
        for material in materials:
            readings = [(Reading(article, (), ()), b"") for article in material.articles]
            add_readings(archive.connection, readings, problems)
            draft_stories(archive.connection, [(material.story, material.tellings)], [])
            rows = [material.story, *(row for part in PARTS for row in getattr(material, part))]
            altered = len({row.utterance_id for row in material.alterations})
            moved = len({row.utterance_id for row in material.alterations if row.material})
            conflicts = sum(1 for row in material.ledger if row.verdict == "conflict")
            summary = Summary(
                material.story.story_id, conflicts + moved, len(material.utterances), altered, moved
            )
            write_stories(
                archive.connection, [Dispatch(material.story.story_id, "finished", summary, tuple(rows))]
            )
    return path


class Clerk:
    """Records corrections as the real verbs do, and works nothing out."""

    def assert_relation(self, archive: Path, said: tuple[str, str, str, str], author: str = "") -> None:
        _, subject, kind, other = said
        self._write(archive, kind, subject, other, author)

    def merge(self, archive: Path, story_id: str, other_id: str, author: str = "") -> None:
        with Archive(archive) as opened:
            one, other = (opened.story(key).tellings[0].article_id for key in (story_id, other_id))
        self._write(archive, "together", one, other, author)

    def split(self, archive: Path, story_id: str, article_ids: Sequence[str], author: str = "") -> None:
        with Archive(archive) as opened:
            staying = {row.article_id for row in opened.story(story_id).tellings} - set(article_ids)
        self._write(archive, "apart", article_ids[0], min(staying), author)

    def retract(self, archive: Path, assertion_id: str) -> None:
        with Archive(archive, write=True) as opened, transaction(opened.connection):
            retract_assertion(opened.connection, assertion_id, "2025-03-14T10:00:00+00:00")

    def _write(self, archive: Path, kind: str, subject: str, other: str, author: str) -> None:
        said = make_assertion(kind, subject, other, author, "2025-03-14T09:00:00+00:00")
        with Archive(archive, write=True) as opened, transaction(opened.connection):
            add_assertion(opened.connection, said)
