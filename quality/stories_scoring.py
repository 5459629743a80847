"""B-cubed and pairwise scores of a grouping against gold stories."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

from tellings.grouping import Signature, group_articles, load_frequencies, sign_batch
from tellings.models import Article, content_id
from tellings.reading import Reading
from tellings.reading.times import read_time
from tellings.settings import GroupingSettings


def records(path: Path) -> list[dict[str, Any]]:
    """The records of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_record(record: dict[str, Any], key: str) -> Reading:
    """A record as a reading; `key` tells apart records with one text."""
    text, title = record["text"], record.get("title", "")
    article_id = content_id("article", key, text)
    url, outlet, published = (record.get(name) or "" for name in ("url", "outlet", "published"))
    article = Article(article_id, key, url, outlet, title, "", "", read_time(published), "", "en", text)
    return Reading(article, (), ())


def sign_all(readings: Sequence[Reading], settings: GroupingSettings) -> list[Signature]:
    """The signature of each reading."""
    frequencies = load_frequencies()
    batches = (readings[start : start + 64] for start in range(0, len(readings), 64))
    return [signature for batch in batches for signature in sign_batch(batch, frequencies, settings)]


def label(signatures: Sequence[Signature], settings: GroupingSettings) -> list[int]:
    """The number of the story of each signature."""
    stories = group_articles(signatures, settings)
    place = {article: number for number, story in enumerate(stories) for article in story}
    return [place[signature.article_id] for signature in signatures]


def score_stories(gold: Sequence[Hashable], found: Sequence[Hashable]) -> dict[str, float]:
    """B-cubed and pairwise precision, recall and F1."""
    precision, recall = _b_cubed(gold, found)
    together = _pairs(list(zip(gold, found, strict=True)))
    exact, whole = together / max(1, _pairs(found)), together / max(1, _pairs(gold))
    return {
        "b-cubed precision": precision,
        "b-cubed recall": recall,
        "b-cubed F1": _f1(precision, recall),
        "pairwise precision": exact,
        "pairwise recall": whole,
        "pairwise F1": _f1(exact, whole),
    }


def _b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[float, float]:
    sets: dict[tuple[str, Hashable], set[int]] = defaultdict(set)
    for place, (one, other) in enumerate(zip(gold, found, strict=True)):
        sets["gold", one].add(place)
        sets["found", other].add(place)
    precision = recall = 0.0
    for one, other in zip(gold, found, strict=True):
        both = len(sets["gold", one] & sets["found", other])
        precision += both / len(sets["found", other])
        recall += both / len(sets["gold", one])
    return precision / max(1, len(gold)), recall / max(1, len(gold))


def _pairs(labels: Sequence[Hashable]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(labels).values())


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
