"""Archives made of rows that are already there, for tests of what reads an archive."""

from pathlib import Path

from tellings.archive import Archive
from tellings.archive.writing import Summary, add_readings, draft_stories, write_stories
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
            write_stories(archive.connection, [(material.story.story_id, "finished", summary, rows)])
    return path
