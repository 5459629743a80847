"""Alignments between tellings: pairs labelled by hand, and what is found between versions of one text."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from quality.logistic import area
from quality.stories_scoring import read_record, records
from tellings.collation import Collation
from tellings.collation.align import collate
from tellings.collation.passages import find_passages
from tellings.language.vectors import Vectors, load_vectors
from tellings.models import Passage
from tellings.reading.sources import read_source
from tellings.settings import CollationSettings, ReadingSettings

TITLE = (
    "Passages of different newsrooms labelled by hand (says all that the other says, or not), versions of "
    "one text, and the seeds' statements. The 80 pairs of `precision` were in no fit; those of `area` were."
)
ASKED = {"seed statements right": 3.0}
LABELS = Path(__file__).parent / "labels"
SETTINGS = CollationSettings()
SHORTEST = 25  # characters of a passage that ought to be aligned


def score(data: Path) -> dict[str, float]:
    """Precision and calibration across newsrooms, share aligned within families, seed statements."""
    vectors = load_vectors()
    scores = _score_newsrooms(data, vectors)
    for name, key in (("mixset_news", "family"), ("onestop", "family")):
        rows = records(data / f"{name}.jsonl.gz")
        scores[f"{name}: passages aligned with each other version"] = _aligned(rows, key, vectors)
    return scores | _score_seeds(data.parent, vectors)


def labelled(name: str) -> list[dict[str, str]]:
    """The labelled pairs: places in two records of news_cluster, and how many pairs each stands for."""
    with (LABELS / f"{name}.tsv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _score_newsrooms(data: Path, vectors: Vectors) -> dict[str, float]:
    found = _scores(records(data / "news_cluster.jsonl.gz"), vectors)
    measured = {}
    for name in ("aligned_pairs", "sentence_pairs"):
        rows = labelled(name)
        measured[name] = (
            np.array([found.get(_ends(row), 0.0) for row in rows]),
            np.array([int(row["same"]) for row in rows]),
            np.array([float(row["stands_for"]) for row in rows]),
        )
    chance, same, weight = measured["aligned_pairs"]
    kept = chance >= 0.5
    surer = chance >= 0.8
    return {
        "precision of alignments at 0.5": float((weight * same)[kept].sum() / weight[kept].sum()),
        "precision of alignments at 0.8": float((weight * same)[surer].sum() / weight[surer].sum()),
        "_mean chance of alignments at 0.5": float((weight * chance)[kept].sum() / weight[kept].sum()),
        "_area under the curve": area(*measured["sentence_pairs"]),
    }


def _ends(row: dict[str, str]) -> frozenset[tuple[str, int]]:
    return frozenset({(row["id"], int(row["start"])), (row["other_id"], int(row["other_start"]))})


def _scores(rows: list[dict[str, Any]], vectors: Vectors) -> dict[frozenset[tuple[str, int]], float]:
    """The score of every alignment, by the ids of the records and the places."""
    scores = {}
    for story in _by(rows, "story"):
        collation, passages = _collate(story, "id", vectors)
        for one in collation.alignments:
            ends = frozenset((passages[i][0], passages[i][1].start) for i in (one.first, one.second))
            scores[ends] = one.score
    return scores


def _aligned(rows: list[dict[str, Any]], key: str, vectors: Vectors) -> float:
    """Of each passage and each other version, how often they are aligned at 0.5 or more."""
    aligned = asked = 0
    for family in _by(rows, key):
        collation, passages = _collate(family, "version" if "version" in family[0] else "level", vectors)
        best: set[tuple[str, str]] = set()
        for one in collation.alignments:
            if one.score >= 0.5:
                best |= {(one.first, passages[one.second][0]), (one.second, passages[one.first][0])}
        versions = {version for version, _ in passages.values()}
        for passage_id, (version, passage) in passages.items():
            if passage.end - passage.start >= SHORTEST:
                asked += len(versions) - 1
                aligned += sum((passage_id, other) in best for other in versions - {version})
    return aligned / asked


def _score_seeds(shared: Path, vectors: Vectors) -> dict[str, float]:
    """How many of the gold statements are found with exactly the tellings that the gold names."""
    gold, seeds = shared / "seeds_gold.json", shared / "seeds"
    if not gold.exists():
        return {}
    known = json.loads(gold.read_text("utf-8"))
    letters = {name: letter for letter, name in known["files"].items()}
    found = [r for path in sorted(seeds.glob("*.txt")) for r in read_source(str(path), ReadingSettings())]
    told = {reading.article.article_id: letters[Path(reading.article.source).name] for reading in found}
    passages = [p for reading in found for p in find_passages(reading, SETTINGS)]
    collation = collate([reading.article for reading in found], passages, vectors, SETTINGS)
    home = {p.passage_id: told[p.article_id] for p in passages}
    texts = {r.article.article_id: r.article.text for r in found}
    read = {p.passage_id: texts[p.article_id][p.start : p.end] for p in passages}
    right = 0
    for statement in known["statements"]:
        said = vectors.embed([statement["says"]])[0]
        near = max(collation.agreements, key=lambda one: _nearness(one.passage_ids, read, said, vectors))
        right += sorted({home[i] for i in near.passage_ids}) == statement["tellings"]
    return {"seed statements right": float(right)}


def _nearness(ids: Iterable[str], read: dict[str, str], said: np.ndarray, vectors: Vectors) -> float:
    return float((vectors.embed([read[i] for i in ids]) @ said).mean())


def _by(rows: list[dict[str, Any]], key: str) -> list[list[dict[str, Any]]]:
    groups: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return list(groups.values())


def _collate(
    rows: list[dict[str, Any]], key: str, vectors: Vectors
) -> tuple[Collation, dict[str, tuple[str, Passage]]]:
    """The rows collated as one story, and each passage with the record it is from."""
    readings = {str(row[key]): read_record(row, str(row[key])) for row in rows}
    passages = {
        p.passage_id: (name, p)
        for name, reading in readings.items()
        for p in find_passages(reading, SETTINGS)
    }
    articles = [reading.article for reading in readings.values()]
    return collate(articles, [p for _, p in passages.values()], vectors, SETTINGS), passages
