"""Articles to group: a sample as it is, or grown to any size with changed copies of its articles."""

import gzip
import json
import os
import platform
import random
import re
from collections.abc import Iterator
from pathlib import Path

from tellings.models import Article, content_id
from tellings.reading import Reading

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "allsides_sample.jsonl.gz"
SENTENCE = re.compile(r"(?<=[.!?])\s+")


def read_sample(path: Path = DATA) -> list[Reading]:
    """The articles of a gzipped JSON Lines file with `text`, and if there `title` and `published`."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [as_reading(json.loads(line)) for line in lines]


def as_reading(record: dict[str, str]) -> Reading:
    title, text, url = record.get("title", ""), record["text"], record.get("url", "")
    article_id = content_id("article", url, title, text)
    published = record.get("published", "") or ""
    outlet = record.get("outlet", "")
    return Reading(Article(article_id, url, url, outlet, title, "", "", published, "", "en", text), (), ())


def grow(sample: list[Reading], size: int, seed: int = 1) -> Iterator[Reading]:
    """`size` articles: the sample over and over, each time round as another newsroom would print it.

    A changed copy loses some of its sentences and has one word in twenty replaced by another of
    its own words, so families grow and no two members are the same.
    """
    for number in range(size):
        reading = sample[number % len(sample)]
        if number < len(sample):
            yield reading
        else:
            newsroom = f"newsroom {number // len(sample)}"
            yield _changed(reading, newsroom, random.Random(f"{seed} {number}"))


def _changed(reading: Reading, newsroom: str, choose: random.Random) -> Reading:
    article = reading.article
    sentences = SENTENCE.split(article.text)
    kept = [line for line in sentences if choose.random() > 0.15] or sentences
    words = " ".join(kept).split(" ")
    for place in choose.sample(range(len(words)), len(words) // 20):
        words[place] = choose.choice(words)
    record = {"title": article.headline, "text": " ".join(words), "published": article.published}
    return as_reading(record | {"url": f"{article.url}#{choose.random()}", "outlet": newsroom})


def machine() -> dict[str, str | int]:
    """What the measurements ran on."""
    model = platform.processor()
    info = Path("/proc/cpuinfo")
    if info.exists():
        named = re.search(r"model name\s*:\s*(.+)", info.read_text("utf-8"))
        model = named.group(1) if named else model
    return {
        "processor": model,
        "cores": os.cpu_count() or 1,
        "system": platform.platform(),
        "python": platform.python_version(),
    }
