"""An archive of any size, filled with shuffled words of the example pile: real lengths, no meaning."""

import random
from collections.abc import Iterator
from pathlib import Path

from tellings.archive import Archive
from tellings.archive.writing import Dispatch, Summary, add_readings, draft_stories, write_stories
from tellings.models import (
    Article,
    Derivation,
    Entity,
    Origin,
    Passage,
    Row,
    Story,
    Telling,
    content_id,
)
from tellings.naming import siglum
from tellings.reading import Reading
from tests.harbour import build

SIZES = [1] * 10 + [2] * 4 + [3] * 3 + [5, 8, 13, 20]  # tellings of a story, as often as here
BATCH = 200  # stories in a transaction


def fill(path: Path, articles: int) -> None:
    """An archive at `path` with at least that many articles."""
    chance = random.Random(1)
    words = " ".join(article.text for article in build().articles).split()
    done = 0
    with Archive(path, write=True) as archive:
        while done < articles:
            batch = [_story(chance, words, f"{done}-{n}") for n in range(BATCH)]
            done += sum(story.articles for story, _, _ in batch)
            readings = [(Reading(article, (), ()), b"") for _, held, _ in batch for article in held]
            add_readings(archive.connection, readings, [])
            drafts = [(story, _tellings(story, held)) for story, held, _ in batch]
            draft_stories(archive.connection, drafts, [])
            write_stories(archive.connection, [_dispatch(chance, *made) for made in batch])


def _story(chance: random.Random, words: list[str], key: str) -> tuple[Story, list[Article], list[Row]]:
    story_id = content_id("story", key)
    day = f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    held = [_article(chance, words, f"{key}-{n}", day) for n in range(chance.choice(SIZES))]
    origin = Origin(content_id("origin", key), story_id, "lost copy", "Northern Press Agency")
    rows: list[Row] = [origin]
    for n, article in enumerate(held):
        rows += _passages(article)
        if len(held) > 1:
            parent = held[0].article_id if n and chance.random() < 0.5 else origin.origin_id
            rows.append(Derivation(story_id, article.article_id, parent, "edited", 0.9, 0.9, 0.9))
    for n in range(chance.randint(2, 8)):
        name = " ".join(chance.choices(words, k=2))
        rows.append(Entity(content_id(story_id, str(n)), story_id, name, "PERSON", ()))
    return Story(story_id, held[0].headline, day, day, len(held), 1 + len(held) // 3), held, rows


def _article(chance: random.Random, words: list[str], key: str, day: str) -> Article:
    text = " ".join(chance.choices(words, k=chance.randint(250, 500)))
    headline = " ".join(chance.choices(words, k=8))
    outlet = f"Outlet {int(chance.paretovariate(0.7)) % 700}"
    address = f"https://a.example/{key}"
    return Article(
        content_id("article", key), key, address, outlet, headline, "", "", day, "header", "en", text
    )


def _passages(article: Article) -> Iterator[Passage]:
    for start in range(0, len(article.text) - 200, 200):
        key = content_id(article.article_id, str(start))
        yield Passage(key, article.article_id, start, start + 199, "narration")


def _tellings(story: Story, held: list[Article]) -> tuple[Telling, ...]:
    return tuple(Telling(story.story_id, article.article_id, siglum(n)) for n, article in enumerate(held))


def _dispatch(chance: random.Random, story: Story, held: list[Article], rows: list[Row]) -> Dispatch:
    summary = Summary(story.story_id, chance.randint(0, 3), 2, 1, 0)
    return Dispatch(story.story_id, "shelf", summary, (story, *rows))
