"""Sentence pairs from news that do or do not mean the same (Microsoft Research Paraphrase Corpus)."""

from pathlib import Path

import numpy as np

from quality.logistic import area, chances, fit
from quality.stories_scoring import records
from tellings.collation.covering import Covering
from tellings.collation.likeness import FEATURES, Evidence
from tellings.collation.readings import find_readings
from tellings.language.vectors import Vectors, load_vectors
from tellings.models import Article, Passage
from tellings.settings import CollationSettings

TITLE = "4,076 sentence pairs, same meaning or not; weights of the evidence fitted on nine tenths at a time."
ASKED = {"accuracy": 0.74}
FOLDS = 10


def score(data: Path) -> dict[str, float]:
    """Cross-validated accuracy of the evidence that collation weighs, and what always saying yes gives."""
    vectors, settings = load_vectors(), CollationSettings()
    rows, labels = [], []
    for number, record in enumerate(records(data / "msrp_train.jsonl.gz")):
        found = _evidence(str(number), (record["a"], record["b"]), vectors, settings)
        if found is not None:
            rows.append(found)
            labels.append(int(record["same"]))
    features, same = np.array(rows), np.array(labels)
    fold = np.arange(len(same)) % FOLDS
    chance = np.zeros(len(same))
    for held in range(FOLDS):
        rest = fold != held
        fitted = fit(features[rest], same[rest], np.ones(rest.sum()), [0] * len(FEATURES))
        chance[~rest] = chances(features[~rest], fitted)
    return {
        "accuracy": float(((chance > 0.5) == same).mean()),
        "area under the curve": area(chance, same),
        "_always yes": float(same.mean()),
    }


def _evidence(
    name: str, pair: tuple[str, str], vectors: Vectors, settings: CollationSettings
) -> np.ndarray | None:
    """The evidence for two sentences taken as a story of their own; None if their words are equal."""
    empty = dict.fromkeys(Article.__dataclass_fields__, "")
    told = [
        (
            Article(**{**empty, "article_id": f"{side}{name}", "text": text}),
            Passage(f"{side}{name}", f"{side}{name}", 0, len(text), "narration"),
        )
        for side, text in zip("ab", pair, strict=True)
    ]
    readings = find_readings([article for article, _ in told], [passage for _, passage in told], vectors)
    if len(readings.wordings) < 2:
        return None
    evidence = Evidence(readings, vectors, Covering.of(readings, vectors, settings))
    return evidence.weigh(np.array([[0, 1]])).features[0]
