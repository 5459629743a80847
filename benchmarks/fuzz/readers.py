"""Reads bytes as a file of each kind, and raises for whatever a reader must never do."""

import io
import random
from collections import Counter

from benchmarks.fuzz.mutation import TOKENS, WORDS, mutate
from benchmarks.fuzz.specimens import MAKERS, TEXT, specimens
from tellings.models import Problem
from tellings.reading import Reading
from tellings.reading.items import Item
from tellings.reading.readers import read_item
from tellings.settings import ReadingSettings

SETTINGS = ReadingSettings(max_seconds=5.0)
SPECIMENS = specimens()
_ALL = TOKENS + WORDS


def execute(name: str, data: bytes) -> Counter[str]:
    """Read `data` as a file called `name`; what came of it. Raises for whatever a reader must not do."""
    told: Counter[str] = Counter()
    for found in read_item(Item(name, name, io.BytesIO(data), len(data)), SETTINGS):
        if isinstance(found, Problem):
            told["problems"] += 1
            assert found.problem and found.advice
            continue
        assert isinstance(found, Reading)
        told["articles"] += 1
        check(found)
    assert told or not data.strip() or name.startswith("a.warc"), "neither an article nor a problem"
    return told


def check(reading: Reading) -> None:
    """The text can be written; furniture is apart and in order; credits lie in the text."""
    text = reading.article.text
    text.encode("utf-8")
    last = 0
    for start, end in reading.furniture:
        assert last <= start < end <= len(text), (start, end, len(text))
        last = end
    for credit in reading.credits:
        whole = credit.start == credit.end == 0
        assert whole or 0 <= credit.start < credit.end <= len(text), credit
        assert credit.name.strip(), credit


def damage(name: str, chance: random.Random) -> tuple[str, bytes]:
    """A file to read: a valid one damaged, or a valid one about a damaged text; now and then misnamed."""
    if chance.random() < 0.5:
        made = mutate(SPECIMENS[name], chance)
    else:
        text = mutate(TEXT.encode(), chance, _ALL).decode("utf-8", "replace")
        made = MAKERS[name](text)
    return (chance.choice(list(MAKERS)) if chance.random() < 0.03 else name), made
