"""A correction made in the browser is the same as one made on the command line."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from tellings.archive import Archive
from tellings.archive.assertions import select_assertions
from tellings.archive.browsing import story_of
from tellings.errors import NothingFound

KINDS = {
    "derives-from": "was made from",
    "independent": "was made from no other telling",
    "apart": "belongs to another story",
}
SAID = {**KINDS, "apart": "is of another story than", "together": "is of one story with"}
NAME_LENGTH = 80  # characters of an author's name that are kept


class Corrector(Protocol):
    """The verbs that correct an archive and work out what it changes; `tellings.verbs` has them."""

    def assert_relation(self, archive: Path, said: tuple[str, str, str, str], author: str, /) -> object:
        """One article derives from another or from none: (story id, article, relation, parent or "")."""

    def merge(self, archive: Path, story_id: str, other_id: str, author: str, /) -> object:
        """Two stories are one."""

    def split(self, archive: Path, story_id: str, articles: Sequence[str], author: str, /) -> object:
        """Some articles of a story are of another one."""

    def retract(self, archive: Path, assertion_id: str, /) -> object:
        """A correction is taken back."""


def correct(path: Path, fields: dict[str, str], corrector: Corrector) -> str:
    """Make the correction in a form's fields; the id of the story to look at next.

    Raises NothingFound for a kind, an article or a story that isn't there.
    """
    kind, subject, other = (fields.get(name, "") for name in ("kind", "subject", "object"))
    author = fields.get("author", "").strip()[:NAME_LENGTH] or "somebody in the app"
    if kind == "merge":
        return _merge(path, (subject, other), author, corrector)
    story_id = _story_of(path, subject)
    if kind == "derives-from" and (subject == other or _story_of(path, other) != story_id):
        raise NothingFound("A telling can only be made from another one of its story. Choose one.")
    if kind in ("derives-from", "independent"):
        parent = other if kind == "derives-from" else ""
        corrector.assert_relation(path, (story_id, subject, kind, parent), author)
    elif kind == "apart":
        corrector.split(path, story_id, [subject], author)
    else:
        raise NothingFound(f"There is no correction {kind!r}. There are: {', '.join(KINDS)} and merge.")
    return _story_of(path, subject)


def _merge(path: Path, story_ids: tuple[str, str], author: str, corrector: Corrector) -> str:
    with Archive(path) as archive:
        one, other = (archive.story(key) for key in story_ids)
        if not all(story_ids) or one.story_id == other.story_id:
            raise NothingFound("A story can't be merged with itself. Give the id of another one.")
        member = one.tellings[0].article_id
    corrector.merge(path, one.story_id, other.story_id, author)
    return _story_of(path, member)


def take_back(path: Path, assertion_id: str, corrector: Corrector) -> str:
    """Take a correction back; the id of the story to look at next. Raises NothingFound."""
    with Archive(path) as archive:
        found = [row for row in select_assertions(archive.connection) if row.assertion_id == assertion_id]
    if not found:
        raise NothingFound(
            f"No standing correction has the id {assertion_id!r}. See the list of corrections."
        )
    corrector.retract(path, assertion_id)
    return _story_of(path, found[0].subject_id)


def _story_of(path: Path, article_id: str) -> str:
    """The story that tells an article; raises NothingFound."""
    with Archive(path) as archive:
        story_id = story_of(archive.connection, article_id)
    if not story_id:
        raise NothingFound(f"There is no article {article_id!r} here. Choose one from the list.")
    return story_id
