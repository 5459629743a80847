"""An archive as Python sees it: stories and rows, typed, read when asked for."""

import sqlite3
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from tellings.archive import assertions, checking, search, stories
from tellings.archive.opening import open_to_read, open_to_write
from tellings.archive.rows import select
from tellings.archive.tables import Rows
from tellings.errors import NothingFound
from tellings.findings.material import StoryMaterial
from tellings.models import (
    TABLES,
    Article,
    Attestation,
    Attribution,
    Clue,
    Derivation,
    Origin,
    Passage,
    Problem,
    Row,
    Statement,
    Story,
    Telling,
    Utterance,
)

R = TypeVar("R")


class StoryView:
    """One story of an archive; its parts are typed rows, loaded when first asked for."""

    def __init__(self, connection: sqlite3.Connection, story: Story) -> None:
        self._connection = connection
        self.story = story
        self.story_id = story.story_id
        self.headline = story.headline

    def __repr__(self) -> str:
        story = self.story
        counts = f"{story.articles} tellings, {story.origins} origins"
        return f"<story {story.story_id}: {story.headline!r}, {counts}>"

    def article_id(self, name: str) -> str:
        """The id of the telling with this siglum, or whose article id begins so; raises NothingFound."""
        sigla = {telling.siglum: telling.article_id for telling in self.tellings}
        if name.upper() in sigla:
            return sigla[name.upper()]
        found = [key for key in sigla.values() if name and key.startswith(name)]
        if len(found) != 1:
            known = ", ".join(sorted(sigla, key=lambda s: (len(s), s)))
            raise NothingFound(f"No single telling of this story is {name!r}. Its sigla are {known}.")
        return found[0]

    @cached_property
    def material(self) -> StoryMaterial:
        """All rows of the story in one place, as findings, report and exports take them."""
        return stories.load_material(self._connection, self.story)

    @property
    def articles(self) -> Rows[Article]:
        """The articles that tell the story."""
        return Rows(self.material.articles)

    @property
    def tellings(self) -> Rows[Telling]:
        """The articles' sigla."""
        return Rows(self.material.tellings)

    @property
    def passages(self) -> Rows[Passage]:
        """The passages of all tellings."""
        return Rows(self.material.passages)

    @property
    def origins(self) -> Rows[Origin]:
        """The independent starting points."""
        return Rows(self.material.origins)

    @property
    def statements(self) -> Rows[Statement]:
        """What the tellings say, with how many origins stand behind it."""
        return Rows(self.material.statements)

    @property
    def attestations(self) -> Rows[Attestation]:
        """Which passage carries which statement."""
        return Rows(self.material.attestations)

    @property
    def derivations(self) -> Rows[Derivation]:
        """Who derives from whom."""
        return Rows(self.material.derivations)

    @property
    def clues(self) -> Rows[Clue]:
        """The evidence for the derivations."""
        return Rows(self.material.clues)

    @property
    def attributions(self) -> Rows[Attribution]:
        """Words credited to somebody."""
        return Rows(self.material.attributions)

    @property
    def utterances(self) -> Rows[Utterance]:
        """What was said, each once."""
        return Rows(self.material.utterances)


class Archive:
    """An archive file; a context manager that closes it.

    `Archive(path)` reads; `Archive(path, write=True)` makes the file if it is absent.
    """

    def __init__(self, path: str | Path, *, write: bool = False) -> None:
        self.path = Path(path)
        self.connection = open_to_write(self.path) if write else open_to_read(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def stories(self) -> list[StoryView]:
        """All stories, those with most tellings first."""
        found = select(self.connection, Story)
        return [
            StoryView(self.connection, story)
            for story in sorted(found, key=lambda s: (-s.articles, s.first_published, s.story_id))
        ]

    def story_ids(self) -> dict[str, str]:
        """The story that each article is told in, by article id."""
        return stories.story_of_articles(self.connection)

    def stories_of(self, article_ids: Iterable[str]) -> list[StoryView]:
        """The stories that these articles tell, those with most tellings first."""
        home = self.story_ids()
        wanted = {home[article_id] for article_id in article_ids if article_id in home}
        return [view for view in self.stories() if view.story_id in wanted]

    def story(self, story_id: str = "") -> StoryView:
        """The story with this id, or whose id alone begins so, or the largest; raises NothingFound."""
        if not story_id:
            largest = next(iter(self.stories()), None)
            if largest is None:
                raise NothingFound(f"There is no story in {self.path} yet. Run: tellings read FOLDER")
            return largest
        wanted = stories.follow_forwarding(self.connection, story_id)
        begins = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        found = list(select(self.connection, Story, "story_id LIKE ? ESCAPE '\\'", (begins,)))
        exact = [story for story in found if story.story_id == wanted]
        if exact or len(found) == 1:
            return StoryView(self.connection, (exact or found)[0])
        if found:
            raise NothingFound(
                f"{len(found)} stories have ids that begin with {story_id!r}. Give more of it."
            )
        raise NothingFound(f"There is no story {story_id!r} in {self.path}. See: tellings stories")

    def rows(self, table: str) -> Iterator[Row]:
        """All rows of one table of the design, in a fixed order; raises NothingFound for another name."""
        if table not in TABLES:
            raise NothingFound(f"There is no table {table!r}. There are: {', '.join(TABLES)}.")
        yield from select(self.connection, TABLES[table])

    def problems(self) -> Rows[Problem]:
        """What could not be read."""
        return Rows(tuple(select(self.connection, Problem)))

    def search(self, words: str, limit: int = 50) -> Rows[Article]:
        """The articles that hold all the words, best first."""
        found = search.find_articles(self.connection, words, limit)
        return Rows(
            tuple(row for key in found for row in select(self.connection, Article, "article_id = ?", (key,)))
        )

    def assertions(self) -> Rows[assertions.Assertion]:
        """The corrections by people that stand."""
        return Rows(tuple(assertions.select_assertions(self.connection)))

    def faults(self) -> list[str]:
        """What is wrong with the file, a line of advice each; [] when it is whole."""
        return list(checking.find_faults(self.connection))
