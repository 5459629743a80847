"""A correction made in the browser is the same as one made on the command line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tellings.archive import Archive
from tellings.archive.assertions import add_assertion, make_assertion, retract_assertion
from tellings.archive.browsing import story_of
from tellings.archive.writing import transaction
from tellings.errors import NothingFound

KINDS = {
    "derives-from": "was made from",
    "independent": "was made from no other telling",
    "together": "belongs to one story with",
    "apart": "belongs to another story than",
}
Rework = Callable[[Archive], None]  # works the stories out again that a correction touches


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says: `object_id` is "" for independent."""

    kind: str
    subject_id: str
    object_id: str
    author: str


def check_correction(archive: Archive, fields: dict[str, str]) -> Correction:
    """The correction in a form's fields; raises NothingFound for an unknown kind or article."""
    kind = fields.get("kind", "")
    if kind not in KINDS:
        raise NothingFound(f"There is no correction {kind!r}. There are: {', '.join(KINDS)}.")
    subject = known_article(archive, fields.get("subject", ""))
    other = "" if kind == "independent" else known_article(archive, fields.get("object", ""))
    if subject == other:
        raise NothingFound("A telling can't be set against itself. Choose another one.")
    return Correction(kind, subject, other, fields.get("author", "").strip()[:80] or "somebody in the app")


def known_article(archive: Archive, article_id: str) -> str:
    """`article_id`, if the archive tells it in a story; raises NothingFound."""
    if not story_of(archive.connection, article_id):
        raise NothingFound(f"There is no article {article_id!r} here. Choose one from the list.")
    return article_id


def correct(path: Path, fields: dict[str, str], rework: Rework) -> str:
    """Record a correction and work out what it touches; the id of the story to look at next."""
    with Archive(path, write=True) as archive:
        said = check_correction(archive, fields)
        made = datetime.now(UTC).isoformat(timespec="seconds")
        assertion = make_assertion(said.kind, said.subject_id, said.object_id, said.author, made)
        with transaction(archive.connection):
            add_assertion(archive.connection, assertion)
        rework(archive)
        return story_of(archive.connection, said.subject_id)


def take_back(path: Path, assertion_id: str, rework: Rework) -> str:
    """Retract a correction and work out what it touched; the id of the story to look at next."""
    with Archive(path, write=True) as archive:
        standing = {row.assertion_id: row for row in archive.assertions()}
        with transaction(archive.connection):
            retract_assertion(
                archive.connection, assertion_id, datetime.now(UTC).isoformat(timespec="seconds")
            )
        rework(archive)
        return story_of(archive.connection, standing[assertion_id].subject_id)
