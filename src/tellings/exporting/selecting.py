"""What is exported: a whole archive, or one story of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tellings.archive import Archive, StoryView
from tellings.findings.material import StoryMaterial
from tellings.models import TABLES, Row


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of each table, and the stories they belong to; both can be gone through more than once."""

    rows: Callable[[str], Iterable[Row]]
    stories: Callable[[], Iterator[StoryMaterial]]


def select_archive(archive: Archive) -> Selection:
    """Everything in the archive."""
    return Selection(archive.rows, lambda: (view.material for view in archive.stories()))


def select_story(view: StoryView) -> Selection:
    """One story with all that belongs to it; problems belong to none."""
    material = view.material
    rows = rows_of(material)
    return Selection(lambda table: rows[table], lambda: iter((material,)))


def rows_of(material: StoryMaterial) -> Mapping[str, tuple[Row, ...]]:
    """A story's rows by table, every table of the design there.

    >>> from tellings.models import Story
    >>> rows_of(StoryMaterial(Story("s", "", "", "", 0, 0)))["stories"]
    (Story(story_id='s', headline='', first_published='', last_published='', articles=0, origins=0),)
    """
    held: dict[str, tuple[Row, ...]] = {table: getattr(material, table, ()) for table in TABLES}
    held["stories"] = (material.story,)
    return held
