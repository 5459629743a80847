"""Readings taken all the way to a lineage, for the scorers that judge trees."""

from collections.abc import Sequence
from functools import cache

from tellings.collation.align import collate
from tellings.collation.passages import find_passages
from tellings.language.vectors import Vectors, load_vectors
from tellings.lineage import Collated, Lineage
from tellings.lineage.forest import Models, load_models
from tellings.lineage.trace import trace
from tellings.lineage.usage import Usage, load_usage
from tellings.models import Article
from tellings.reading import Reading
from tellings.settings import Settings


@cache
def means() -> tuple[Models, Usage]:
    """The shipped models of lineage."""
    return load_models(), load_usage()


@cache
def vectors() -> Vectors:
    """The shipped word vectors."""
    return load_vectors()


def collate_story(story_id: str, readings: Sequence[Reading]) -> Collated:
    """The readings as one collated story."""
    settings = Settings()
    passages = tuple(p for reading in readings for p in find_passages(reading, settings.collation))
    articles = tuple(reading.article for reading in readings)
    credits = tuple(credit for reading in readings for credit in reading.credits)
    collation = collate(articles, passages, vectors(), settings.collation)
    return Collated(story_id, articles, passages, credits, collation)


def trace_readings(story_id: str, readings: Sequence[Reading]) -> Lineage:
    """The lineage of one story."""
    models, usage = means()
    return trace(collate_story(story_id, readings), models, usage, Settings().lineage)


def plain_reading(article_id: str, text: str) -> Reading:
    """A text of which nothing is known but its words."""
    return Reading(Article(article_id, "", "", "", "", "", "", "", "", "", text), (), ())


def main_parents(lineage: Lineage) -> dict[str, str]:
    """Each child's first parent: the surest."""
    out: dict[str, str] = {}
    for row in sorted(lineage.derivations, key=lambda row: row.confidence):
        out[row.child_id] = row.parent_id
    return out
