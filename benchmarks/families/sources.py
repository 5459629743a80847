"""Piles of source articles, read in place: what the newsroom copies from."""

import gzip
import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Source:
    """One article of a pile, with the event it is of."""

    key: str
    event: str
    outlet: str
    title: str
    published: str
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """Articles on one event that were written independently of each other."""

    name: str
    sources: tuple[Source, ...]


def half_of(key: str) -> str:
    """fit or held-out, by the key's checksum, so that a source is never in both.

    >>> half_of("a"), half_of("b")
    ('held-out', 'fit')
    """
    return "held-out" if zlib.crc32(key.encode()) % 2 else "fit"


def read_pile(path: Path) -> list[Source]:
    """The articles of a gzip JSON Lines pile that have 80 to 3,000 words."""
    if not path.exists():
        raise FileNotFoundError(f"{path} isn't here")
    out = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if 80 <= len(WORD.findall(row["text"])) <= 3000:
                out.append(
                    Source(
                        str(row["id"]),
                        str(row.get("story", "")),
                        str(row.get("outlet") or ""),
                        str(row.get("title") or ""),
                        str(row.get("published") or ""),
                        row["text"],
                    )
                )
    return sorted(out, key=lambda source: source.key)


def shingles(text: str, size: int = 5) -> set[int]:
    """Checksums of the text's word n-grams."""
    words = [word.lower() for word in WORD.findall(text)]
    return {zlib.crc32(" ".join(words[i : i + size]).encode()) for i in range(len(words) - size + 1)}


def independent(sources: Iterable[Source], most: float = 0.02) -> list[Source]:
    """Those of `sources`, in order, that share under `most` of their 5-grams with each kept before.

    Reports that copy each other would make the truth false, so they are left out.
    """
    kept: list[tuple[Source, set[int]]] = []
    for source in sources:
        grams = shingles(source.text)
        if grams and all(len(grams & other) <= most * min(len(grams), len(other)) for _, other in kept):
            kept.append((source, grams))
    return [source for source, _ in kept]


def given_events(pile: list[Source]) -> list[Event]:
    """The events of a pile whose records name them."""
    by_event: dict[str, list[Source]] = {}
    for source in pile:
        by_event.setdefault(source.event, []).append(source)
    return [Event(name, tuple(independent(group))) for name, group in sorted(by_event.items())]


def guessed_events(pile: list[Source], most: int = 400) -> list[Event]:
    """Events of a pile without them: an article with its nearest neighbours of other outlets by tf-idf."""
    bags = [
        Counter(word.lower() for word in WORD.findall(source.title * 3 + " " + source.text))
        for source in pile
    ]
    spread = Counter(word for bag in bags for word in bag)
    index: dict[str, list[tuple[int, float]]] = {}
    vectors = []
    for at, bag in enumerate(bags):
        rare = {
            w: (1 + math.log(n)) * math.log(len(pile) / spread[w])
            for w, n in bag.items()
            if 2 <= spread[w] < 200
        }
        norm = math.sqrt(sum(value * value for value in rare.values())) or 1.0
        vectors.append({word: value / norm for word, value in rare.items()})
        for word, value in vectors[-1].items():
            index.setdefault(word, []).append((at, value))
    events = []
    for at, source in enumerate(pile[:most]):
        near: Counter[int] = Counter()
        for word, value in vectors[at].items():
            for other, weight in index[word]:
                near[other] += value * weight  # type: ignore[assignment]
        best = sorted((other for other in near if near[other] > 0.2), key=lambda other: (-near[other], other))
        half = half_of(source.key)
        near_ones = [pile[other] for other in best[:24] if other != at and half_of(pile[other].key) == half]
        group = [other for other in near_ones if other.outlet != source.outlet][:10]
        events.append(Event(source.key, tuple(independent([source, *group]))[:5]))
    return events


def count_words(events: Iterable[Event]) -> Counter[str]:
    """How often each lower-case word stands in the sources of all events."""
    return Counter(word for event in events for source in event.sources for word in WORD.findall(source.text))
