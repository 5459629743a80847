"""Pairs of news articles that share text, against comparing each with each."""

import re
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy import sparse

from quality.stories_scoring import read_record, records, sign_all
from tellings.grouping.pair import share_text
from tellings.grouping.pile import pile_up
from tellings.settings import GroupingSettings

TITLE = "Pairs of allsides_sample with 8-gram containment of 0.3 and more, against brute force on words."
ASKED = {"recall": 0.995, "precision": 0.99}

LEAST = 0.3
LENGTH = 8


def score(data: Path) -> dict[str, float]:
    """Recall and precision of the pairs found at the default setting."""
    rows = records(data / "allsides_sample.jsonl.gz")
    settings = GroupingSettings()
    readings = [read_record(row, row["id"]) for row in rows]
    pile = pile_up(sign_all(readings, settings))
    pairs = share_text(pile, settings)
    at = {reading.article.article_id: place for place, reading in enumerate(readings)}
    here = np.array([at[article_id] for article_id in pile.article_ids])
    copies = pairs.scores >= LEAST
    found = {
        (min(one, other), max(one, other))
        for one, other in zip(
            here[pairs.left[copies]].tolist(), here[pairs.right[copies]].tolist(), strict=True
        )
    }
    true = brute_force([reading.article.text for reading in readings])
    return {
        "recall": len(found & true) / max(1, len(true)),
        "precision": len(found & true) / max(1, len(found)),
        "_pairs": float(len(true)),
    }


def brute_force(texts: list[str]) -> set[tuple[int, int]]:
    """All pairs of texts whose distinct word 8-grams are shared by 0.3 or more of the shorter's."""
    numbers: dict[str, int] = defaultdict(lambda: len(numbers))
    grams = [_grams(text, numbers) for text in texts]
    sizes = np.array([len(row) for row in grams])
    rows = np.repeat(np.arange(len(texts)), sizes)
    ones = np.ones(int(sizes.sum()), np.float32)
    matrix = sparse.csr_matrix((ones, (rows, np.concatenate(grams))), shape=(len(texts), len(numbers)))
    matrix = matrix[:, np.asarray(matrix.sum(axis=0)).ravel() > 1]
    shared = sparse.triu(matrix @ matrix.T, 1).tocoo()
    shorter = np.minimum(sizes[shared.row], sizes[shared.col])
    true = shared.data >= LEAST * shorter
    return set(zip(shared.row[true].tolist(), shared.col[true].tolist(), strict=True))


def _grams(text: str, numbers: dict[str, int]) -> np.ndarray:
    words = re.findall(r"\w+", text.lower())
    found = {" ".join(words[place : place + LENGTH]) for place in range(len(words) - LENGTH + 1)}
    return np.array(sorted(numbers[gram] for gram in found), np.int64)
