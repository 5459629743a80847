"""Fit lineage's models on generated families and on every second family of the development corpora.

    PYTHONPATH=src:. python scripts/fit_lineage.py DATA CACHE

Needs lightgbm and scikit-learn, and what `benchmarks/families` needs. Rows are cached in CACHE, so
that a second run only fits. Writes src/tellings/lineage/models.npz. Trees are small (ten leaves),
rows are weighted so that a story of sixty tellings counts little more than one of six, and whatever
a later model learns from an earlier one comes from folds that the earlier one hasn't seen.
"""

import dataclasses
import gzip
import hashlib
import json
import pickle
import random
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import lightgbm
import numpy as np
from sklearn.isotonic import IsotonicRegression

from benchmarks.families import Family, given_events, guessed_events, play_all, read_pile
from benchmarks.families.sources import half_of, independent
from benchmarks.families.truth import Sentence, Truth
from quality.tracing import collate_story
from tellings.lineage.contrast import FEATURES, contrast
from tellings.lineage.deciding import (
    Odds,
    beside,
    chance,
    decide,
    even_out,
    share_out,
    spread_related,
    star_rows,
    tie,
)
from tellings.lineage.forest import LEAF, Curve, Forest, Models, pack_models
from tellings.lineage.measuring import BASE, Measured, measure
from tellings.lineage.middles import Triples, stand_between
from tellings.lineage.stars import STAR, Star
from tellings.lineage.usage import load_usage
from tellings.models import Article
from tellings.reading import Reading
from tellings.settings import LineageSettings

OUT = Path(__file__).parents[1] / "src" / "tellings" / "lineage" / "models.npz"
FOLDS = 3
LARGEST = 22  # tellings of a story fitted on; larger ones are slow and teach little more
FIT = {
    "n_estimators": 220, "learning_rate": 0.05, "num_leaves": 10, "min_child_samples": 40,
    "reg_lambda": 10, "subsample": 0.8,
    "subsample_freq": 1, "colsample_bytree": 0.5, "verbose": -1, "n_jobs": 1, "random_state": 0,
}  # fmt: skip
# What may only speak one way, whatever the families happen to show.
RISES = {"names": 1, "dangling": 1, "named": -1, "dangling_own": -1, "damage_own": -1}
PARENT_RISES = RISES | {
    "best_minus_effort": 1, "best_exact": 1, "earlier": 1, "unexplained": -1, "best_garbled": 1,
    "best_minus_damage_own": 1, "best_adjacent": 1, "best_minus_against": 1, "best_minus_against_order": 1,
    "best_minus_lonely_missed": 1,
}  # fmt: skip
PARENT = {
    "num_leaves": 12, "learning_rate": 0.05, "min_child_samples": 40, "min_sum_hessian_in_leaf": 0.5,
    "lambda_l2": 3, "feature_fraction": 0.3, "verbose": -1, "num_threads": 1, "seed": 0,
}  # fmt: skip
PARENT_ROUNDS, TOP_ROUNDS = 500, 300
TOP_RISES = {"before_least": 1, "before_mean": 1, "names": 1, "damage": -1, "gap_damage": -1}


@dataclass
class Story:
    """One story's rows and labels; each label array has one entry a pair, or a telling."""

    name: str
    tellings: int
    groups: list[tuple[int, ...]]  # the tellings that would hang on each lost copy
    pairs: list[tuple[int, int]]
    rows: np.ndarray
    triples: Triples
    stars: list[Star]
    top: list[set[int]]  # for each star, who is its middle
    middle: np.ndarray  # for the rows of `triples`: 1 stands in the middle, 0 doesn't, -1 not of one tree
    parent: np.ndarray  # the second is the first's visible parent, or no word tells it from it
    earlier: np.ndarray  # 1 the second is an ancestor of the first, 0 a descendant, -1 neither
    related: np.ndarray

    def measured(self) -> Measured:
        copies = [Hung(group) for group in self.groups]
        rows = self.rows.astype(float)
        return Measured([], {}, [], [], copies, self.pairs, rows, self.triples, self.stars)  # type: ignore[arg-type]


@dataclass
class Hung:
    """What is needed of a lost copy's proposal."""

    children: tuple[int, ...]


def all_families(data: Path) -> Iterator[Family]:
    """What is fitted on: generated families of the fit half, rewordings by people and by models, and
    independent reports of one event."""
    news = read_pile(data / "news_cluster.jsonl.gz")
    sides = read_pile(data / "allsides_sample.jsonl.gz")
    yield from play_all(guessed_events(sides, 300), "fit", 1, 150, largest=30)
    yield from play_all(given_events(news), "fit", 2, 100, largest=20)
    yield from play_all(given_events(news), "fit", 13, 70, largest=14)
    yield from versions(
        data / "mixset_news.jsonl.gz", "version", lambda v: () if v == "original" else ("original",)
    )
    above = {"advanced": (), "intermediate": ("advanced",), "elementary": ("intermediate",)}
    yield from versions(data / "onestop.jsonl.gz", "level", lambda level: above[level])
    groups: dict[str, list] = {}
    for source in news:
        groups.setdefault(source.event, []).append(source)
    groups |= {
        event.name: list(event.sources) for event in guessed_events(sides, 150) if len(event.sources) > 2
    }
    for event, sources in sorted(groups.items()):
        kept = independent(sources, 0.10)[:12]
        if half_of(event) == "fit" and len(kept) > 1:
            texts = {source.key: source.text for source in kept}
            yield known(f"apart{event}", texts, dict.fromkeys(texts, ()), ())
    for seed in range(601, 607):
        events = given_events(news) if seed % 2 else guessed_events(sides, 120)
        yield from play_all(events, "fit", seed, 70, largest=20)


def versions(path: Path, field: str, above) -> Iterator[Family]:
    """Every second family of a corpus of rewordings: whole, in parts, in pairs, and without its source."""
    families: dict[str, dict[str, str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            families.setdefault(str(row["family"]), {})[row[field]] = row["text"]
    for name, texts in sorted(families.items())[::2]:
        rng = random.Random(name)
        parents = {version: above(version) for version in texts}
        yield known(name, texts, parents, ())
        rest = sorted(version for version in texts if parents[version])
        root = next(version for version in texts if not parents[version])
        for version in rng.sample(rest, min(4, len(rest))):
            pair = (root, version) if parents[version] == (root,) else (*parents[version], version)
            yield known(
                f"{name}p{version}", {v: texts[v] for v in pair}, {pair[0]: (), version: (pair[0],)}, ()
            )
        for number in range(4 if len(rest) > 2 else 0):
            part = (root, *rng.sample(rest, rng.randint(2, len(rest) - 1)))
            lost = (root,) if number % 2 else ()
            yield known(f"{name}s{number}", {v: texts[v] for v in part}, {v: parents[v] for v in part}, lost)


def known(
    name: str, texts: dict[str, str], parents: dict[str, tuple[str, ...]], lost: tuple[str, ...]
) -> Family:
    """A family whose truth is known beforehand, under ids that say nothing."""
    ids = {key: hashlib.blake2b(f"{name}/{key}".encode(), digest_size=8).hexdigest() for key in texts}
    root = {key: name if parents[key] or any(parents.values()) else key for key in texts}
    readings = {
        key: Reading(Article(ids[key], "", "", "", "", "", "", "", "", "en", text), (), ())
        for key, text in texts.items()
    }
    truth = Truth(
        {ids[key]: tuple(ids[p] for p in parents[key]) for key in texts},
        {ids[key]: () for key in texts},
        {ids[key]: 0.5 for key in texts},
        {ids[key]: (Sentence(0, len(text), root[key], "", 0, 0),) for key, text in texts.items()},
        {ids[key]: readings[key].article for key in lost},
        (),
        1,
        frozenset(),
    )
    present = sorted(
        (r for key, r in readings.items() if key not in lost), key=lambda r: r.article.article_id
    )
    return Family(name, "fit", tuple(present), truth)


def spoil_times(readings: Iterable[Reading], rng: random.Random) -> list[Reading]:
    """Readings of which some have lost their time: a time stamp must never be all there is to go by."""
    rate = rng.choice([0, 0.3, 0.7, 1.0])
    return [
        dataclasses.replace(r, article=dataclasses.replace(r.article, published=""))
        if rng.random() < rate
        else r
        for r in readings
    ]


def measure_family(family: Family) -> Story:
    """A family's rows with what is true of them."""
    settings = LineageSettings()
    readings = spoil_times(family.readings, random.Random(family.name))
    found = measure(
        collate_story(family.name, readings), load_usage(), settings.least_alignment, settings.most_candidates
    )
    count = len(family.readings)
    ids = [telling.text.article.article_id for telling in found.tellings[:count]]
    visible, lost, same = family.visible(), set(family.truth.lost), family.indistinct()
    above = {i: family.truth.above(i) for i in ids}
    begun = {i: {s.origin for s in family.truth.sentences[i] if s.origin} for i in ids}
    parent, earlier, related = [], [], []
    for child, other in found.pairs:
        true = set(visible.get(ids[child], ()))
        if other >= count:
            proposal = found.copies[other - count]
            members = proposal.children if len(proposal.children) > 1 else proposal.copy.members
            held = [sum(gone in visible.get(ids[m], ()) for m in members) for gone in true & lost]
            parent.append(any(n >= max(2, len(members) / 2) for n in held))
            earlier.append(-1)
            related.append(False)
            continue
        a, b = ids[child], ids[other]
        tied = b in above[a] or a in above[b] or bool(above[a] & above[b])
        parent.append(b in true or b in same[a])
        earlier.append(1 if b in above[a] else 0 if a in above[b] else -1)
        related.append(tied and bool(begun[a] & begun[b]))
    labels = (np.array(x, int) for x in (parent, earlier, related))
    groups = [proposal.children for proposal in found.copies]
    middle = who_is_between(visible, ids, found.triples)
    return Story(
        family.name,
        count,
        groups,
        found.pairs,
        found.rows.astype("f4"),
        found.triples,
        found.stars,
        [who_is_on_top(star, visible, ids, lost) for star in found.stars],
        middle,
        *labels,
    )


def who_is_between(visible: dict[str, tuple[str, ...]], ids: list[str], triples: Triples) -> np.ndarray:
    """Whether one, other and third lie on every way between the other two, in the visible tree."""
    near: dict[str, set[str]] = {}
    for child, parents in visible.items():
        for parent in parents:
            near.setdefault(child, set()).add(parent)
            near.setdefault(parent, set()).add(child)

    @cache
    def reached(start: str, without: str) -> frozenset[str]:
        out, ahead = {start}, [start]
        while ahead:
            new = [node for node in near.get(ahead.pop(), ()) if node != without and node not in out]
            out |= set(new)
            ahead += new
        return frozenset(out)

    out = np.full((3, len(triples.third)), -1)
    for at, (owner, third) in enumerate(zip(triples.owner, triples.third, strict=True)):
        a, b, c = (ids[t] for t in (*triples.pairs[owner], third))
        if {b, c} <= reached(a, ""):
            out[:, at] = c not in reached(b, a), c not in reached(a, b), b not in reached(a, c)
    return out


def who_is_on_top(
    star: Star, visible: dict[str, tuple[str, ...]], ids: list[str], lost: set[str]
) -> set[int]:
    """Who of a star is the parent of most others: members, or the lost copy that the star proposes."""
    above = [set(visible.get(ids[m], ())) for m in star.members]
    out = {
        m for m in star.members if 2 * sum(ids[m] in parents for parents in above) >= len(star.members) - 1
    }
    held = [sum(gone in parents for parents in above) for gone in set().union(*above) & lost]
    return out | ({star.place} if any(n >= max(2, len(star.members) / 2) for n in held) else set())


def fit_forest(rows: list, labels: list, weights: list, **how) -> Forest:
    """A forest fitted on stacked rows."""
    model = lightgbm.LGBMClassifier(**(FIT | how))
    model.fit(
        np.concatenate(rows).astype("f8"), np.concatenate(labels), sample_weight=np.concatenate(weights)
    )
    return to_forest(model.booster_.dump_model()["tree_info"])


def to_forest(trees: list[dict]) -> Forest:
    """LightGBM's dump as arrays."""
    size = max(2 * tree["num_leaves"] - 1 for tree in trees)
    features, lefts, rights = (np.full((len(trees), size), fill) for fill in (LEAF, 0, 0))
    thresholds, values = np.zeros((len(trees), size)), np.zeros((len(trees), size))
    for number, tree in enumerate(trees):
        ahead, count = [(tree["tree_structure"], -1, lefts)], 0
        while ahead:
            node, above, side = ahead.pop()
            at, count = count, count + 1
            if above >= 0:
                side[number, above] = at
            values[number, at] = node.get("leaf_value", node.get("internal_value"))
            if "split_feature" in node:
                features[number, at], thresholds[number, at] = node["split_feature"], node["threshold"]
                values[number, at] = node["internal_value"]
                ahead += [(node["left_child"], at, lefts), (node["right_child"], at, rights)]
    exact = (x.astype(np.float32).astype(float) for x in (thresholds, values))
    return Forest(
        features.astype(np.int64), next(exact), lefts.astype(np.int64), rights.astype(np.int64), next(exact)
    )


def spread(count: int) -> np.ndarray:
    return np.full(count, 1 / np.sqrt(max(count, 1)))


def fit_earlier(stories: list[Story]) -> Forest:
    kept = [(s, s.earlier >= 0) for s in stories if (s.earlier >= 0).any()]
    rises = [RISES.get(name, 0) for name in BASE]
    rows = [s.rows[k] for s, k in kept], [s.earlier[k] for s, k in kept], [spread(k.sum()) for _, k in kept]
    return fit_forest(*rows, n_estimators=160, monotone_constraints=rises)


def fit_related(stories: list[Story]) -> Forest:
    """Both answers weigh the same in all: in a newsroom most reports of an event are no copies."""
    there = [(s, np.array([p < s.tellings for _, p in s.pairs], bool)) for s in stories if s.pairs]
    labels = np.concatenate([s.related[k] for s, k in there])
    weights = np.concatenate([spread(k.sum()) for _, k in there])
    weights[labels == 0] *= 2 * weights[labels == 1].sum() / weights[labels == 0].sum()
    return fit_forest([s.rows[k] for s, k in there], [labels], [weights], n_estimators=150)


def fit_middle(stories: list[Story]) -> Forest:
    """Symmetrical in the outer two; whoever stands in the middle is asked of all three."""
    told = [
        (s, place, s.middle[place] >= 0) for s in stories for place in range(3) if (s.middle[0] >= 0).any()
    ]
    rows = [s.triples.rows[place][known] for s, place, known in told]
    labels = [s.middle[place][known] for s, place, known in told]
    weights = [spread(known.sum()) for _, _, known in told]
    return fit_forest(rows, labels, weights, n_estimators=150, num_leaves=12, min_child_samples=60)


def fit_parent(stories: list[Story], rows: dict[str, np.ndarray]) -> Forest:
    """Each child's candidates and none share out a chance of 1; what counts is the true one's part."""
    known = [s for s in stories if s.pairs]
    lists = [[child for child, _ in s.pairs] for s in known]
    labels = [s.parent for s in known]
    return fit_lists(
        lists, [s.tellings for s in known], labels, [rows[s.name] for s in known], (FEATURES, PARENT_RISES)
    )


def fit_top(stories: list[Story], told: dict[str, tuple[np.ndarray, list[tuple[int, int]]]]) -> Forest:
    """A star's members, its lost copy and none share out a chance of 1."""
    known = [s for s in stories if s.stars]
    lists = [[star for star, _ in told[s.name][1]] for s in known]
    labels = [np.array([who in s.top[star] for star, who in told[s.name][1]], int) for s in known]
    return fit_lists(
        lists, [len(s.stars) for s in known], labels, [told[s.name][0] for s in known], (STAR, TOP_RISES)
    )


def fit_lists(lists: list, counts: list[int], labels: list, rows: list, means: tuple) -> Forest:
    """A forest whose odds share out a chance of 1 within each list, none included.

    `lists` has the list of each row in its story, `counts` how many lists each story has.
    """
    features, rises = means
    starts = np.cumsum([0, *counts])
    owner = np.concatenate([np.array(own, int) + start for own, start in zip(lists, starts, strict=False)])
    labels_, weights = (
        np.concatenate(labels),
        np.concatenate(
            [np.full(len(own), spread(count)[0]) for own, count in zip(lists, counts, strict=True)]
        ),
    )
    has = np.bincount(owner, labels_, minlength=starts[-1]) > 0

    def slope(odds: np.ndarray, _: lightgbm.Dataset) -> tuple[np.ndarray, np.ndarray]:
        share, _ = share_out(owner, starts[-1], odds)
        true = share * labels_
        wanted = np.where(has[owner], true / np.maximum(np.bincount(owner, true)[owner], 1e-30), 0.0)
        return (share - wanted) * weights, np.maximum(share * (1 - share), 1e-3) * weights

    table = np.concatenate(rows)
    how = PARENT | {"objective": slope, "monotone_constraints": [rises.get(name, 0) for name in features]}
    rounds = PARENT_ROUNDS if features is FEATURES else TOP_ROUNDS
    model = lightgbm.train(how, lightgbm.Dataset(table, label=labels_), num_boost_round=rounds)
    return to_forest(model.dump_model()["tree_info"])


def fit_models(stories: list[Story]) -> tuple[Models, dict[str, Odds]]:
    """The models, and for each story the odds by models that haven't seen it."""
    fold = {story.name: at % FOLDS for at, story in enumerate(stories)}
    related, earlier, between, stars, rows, unseen = {}, {}, {}, {}, {}, {}
    for rest, held in folds(stories, fold):
        first, copy, middle = fit_earlier(rest), fit_related(rest), fit_middle(rest)
        for s in held:
            told = s.measured()
            related[s.name] = even_out(s.pairs, s.tellings, copy.odds(told.rows))
            earlier[s.name] = chance(first.odds(told.rows))
            tied = spread_related(told, s.tellings, related[s.name])
            between[s.name] = middle
            stars[s.name] = star_rows(told, tied, earlier[s.name], stand_between(s.triples, middle.odds))
    for rest, held in folds(stories, fold):
        top = fit_top(rest, stars)
        for s in held:
            third = beside(s.measured(), s.tellings, related[s.name], earlier[s.name], (between[s.name], top))
            rows[s.name] = contrast(s.measured(), s.tellings, earlier[s.name], third)
    for rest, held in folds(stories, fold):
        forest = fit_parent(rest, rows)
        for s in held:
            parent, alone = share_out([child for child, _ in s.pairs], s.tellings, forest.odds(rows[s.name]))
            parent *= tie(s.measured(), s.tellings, related[s.name])
            unseen[s.name] = Odds(parent, related[s.name], alone, rows[s.name])
    blank = Curve(np.array([-9.0, 9.0]), np.array([0.0, 1.0]))
    forests = fit_earlier(stories), fit_parent(stories, rows), fit_related(stories), fit_middle(stories)
    return Models(*forests, fit_top(stories, stars), blank, blank, FEATURES), unseen


def folds(stories: list[Story], fold: dict[str, int]) -> Iterator[tuple[list[Story], list[Story]]]:
    """The stories to fit on and those left out, by turns."""
    for k in range(FOLDS):
        yield [s for s in stories if fold[s.name] != k], [s for s in stories if fold[s.name] == k]


def calibrate(stories: list[Story], unseen: dict[str, Odds]) -> tuple[Curve, Curve]:
    """The curves for parents and for directions, from trees of stories that were left out."""
    sure, direction = [], []
    for s in stories:
        odds, where = unseen[s.name], {pair: at for at, pair in enumerate(s.pairs)}
        choice = decide(s.measured(), s.tellings, odds, LineageSettings(), {})
        for child, parent in enumerate(choice.parents):
            if parent < 0:
                continue
            at, mine = where[child, parent], [k for k, (c, _) in enumerate(s.pairs) if c == child]
            share = odds.parent[at] / (odds.parent[mine].sum() + odds.alone[child])
            sure.append((share, bool(s.parent[at])))
            if parent < s.tellings and s.earlier[at] >= 0:
                back = odds.parent[where[parent, child]]
                direction.append((odds.parent[at] / (odds.parent[at] + back), bool(s.earlier[at])))
    towards = curve(direction)
    kept = towards.odds > 0.4
    return curve(sure), Curve(
        np.concatenate([[-5.0, 0.0], towards.odds[kept]]),
        np.concatenate([[0.05, 0.5], np.maximum(towards.chances[kept], 0.5)]),
    )


def curve(found: list[tuple[float, bool]]) -> Curve:
    share = np.clip(np.array([s for s, _ in found]), 1e-6, 1 - 1e-6)
    odds, right = np.log(share / (1 - share)), np.array([r for _, r in found], float)
    fitted = IsotonicRegression(y_min=0.01, y_max=0.99, out_of_bounds="clip").fit(odds, right)
    places = np.quantile(odds, np.linspace(0.01, 0.99, 18))
    return Curve(places.round(4), np.maximum.accumulate(fitted.predict(places)).round(4))


def main() -> None:
    data, cache = Path(sys.argv[1]), Path(sys.argv[2]) / "lineage-rows.pkl"
    if not cache.exists():
        stories = [measure_family(family) for family in all_families(data) if len(family.readings) <= LARGEST]
        cache.write_bytes(pickle.dumps(stories))
    stories = pickle.loads(cache.read_bytes())
    models, unseen = fit_models(stories)
    sure, direction = calibrate(stories, unseen)
    models = dataclasses.replace(models, confidence=sure, direction=direction)
    np.savez_compressed(OUT, **pack_models(models))
    print(f"{OUT}: {OUT.stat().st_size:,} bytes from {len(stories)} stories")


if __name__ == "__main__":
    main()
