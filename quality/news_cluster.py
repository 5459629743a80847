"""Full articles of many outlets, each with the event it reports."""

from pathlib import Path

import numpy as np

from quality.stories_scoring import label, read_record, records, score_stories, sign_all
from tellings.grouping.connect import connect
from tellings.grouping.pile import pile_up
from tellings.grouping.stories import pair_up
from tellings.settings import GroupingSettings

TITLE = "Stories of news_cluster: 199 articles, 34 events. Cross-validated: threshold chosen on other events."
ASKED = {"b-cubed F1": 0.95, "pairwise F1": 0.92}

FOLDS = 5
THRESHOLDS = np.arange(0.10, 0.40, 0.005)


def score(data: Path) -> dict[str, float]:
    """Scores at the default setting, and with `least_mean` chosen on the other folds of events."""
    rows = records(data / "news_cluster.jsonl.gz")
    gold = [row["story"] for row in rows]
    settings = GroupingSettings()
    signatures = sign_all([read_record(row, row["id"]) for row in rows], settings)
    found = score_stories(gold, label(signatures, settings))
    pile = pile_up(signatures)
    pairs = pair_up(pile, settings)
    order = [pile.article_ids.index(signature.article_id) for signature in signatures]
    by_threshold = [connect(len(order), pairs, threshold)[order].tolist() for threshold in THRESHOLDS]
    return found | _validated(gold, by_threshold)


def _validated(gold: list[str], by_threshold: list[list[int]]) -> dict[str, float]:
    """Mean scores over folds of events, each at the threshold best on the events of the others."""
    events = sorted(set(gold), key=int)
    total: dict[str, float] = {}
    for fold in range(FOLDS):
        held = {event for place, event in enumerate(events) if place % FOLDS == fold}
        inside = [place for place, event in enumerate(gold) if event in held]
        outside = [place for place, event in enumerate(gold) if event not in held]
        best = max(by_threshold, key=lambda found: _goodness(gold, found, outside))
        scores = score_stories([gold[place] for place in inside], [best[place] for place in inside])
        for measure in ASKED:
            total[f"cross-validated {measure}"] = (
                total.get(f"cross-validated {measure}", 0.0) + scores[measure]
            )
    return {measure: value / FOLDS for measure, value in total.items()}


def _goodness(gold: list[str], found: list[int], places: list[int]) -> float:
    scores = score_stories([gold[place] for place in places], [found[place] for place in places])
    return scores["b-cubed F1"] + scores["pairwise F1"]
