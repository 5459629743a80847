"""From wordings back to passages: each passage with its best partner in each other telling."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tellings.collation import Alignment
from tellings.collation.readings import Bools, Floats, Ints, Readings

_RELATIONS = ("same", "edited", "reworded")


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of wordings that say the same: `pairs` of shape (n, 2), and for each `score` and `edited`."""

    pairs: Ints
    score: Floats
    edited: Bools

    def at_least(self, score: float) -> "Links":
        """Those of at least this score, the surest first, ties by number."""
        order = np.lexsort((self.pairs[:, 1], self.pairs[:, 0], -self.score))
        kept = order[self.score[order] >= score]
        return Links(self.pairs[kept], self.score[kept], self.edited[kept])


@dataclass(frozen=True, slots=True)
class _Places:
    """All passages by number: numbers follow ids, those of wording w are flat[first[w]:first[w + 1]]."""

    ids: list[str]
    telling: Ints
    flat: Ints
    first: Ints


def align_passages(readings: Readings, links: Links, most: int) -> Iterator[Alignment]:
    """The alignments between passages, by their ids.

    Passages with one wording are the same, each with each; of passages with two wordings, each has
    its surest partner in every other telling, and keeps those that chose it. Where two wordings
    have more than `most` pairs of passages, only those with the first passage of either are drawn.
    """
    places = _place(readings)
    count = np.diff(places.first)
    several = np.flatnonzero(count > 1)
    twins = _expand(places, np.stack([several, several], axis=1), most)
    ends = _expand(places, links.pairs, most)
    chosen = ends[1][_chosen(places, ends[0])]
    partners = ends[0][_chosen(places, ends[0])]
    code = np.where(links.edited, 1, 2)[chosen]
    pairs = np.concatenate([twins[0], partners])
    relation = np.concatenate([np.zeros(len(twins[0]), np.int64), code])
    score = np.concatenate([np.ones(len(twins[0])), links.score[chosen].astype(np.float64).round(4)])
    first, second = pairs.min(axis=1), pairs.max(axis=1)
    order = np.lexsort((second, first))
    for one, other, kind, value in zip(
        first[order].tolist(),
        second[order].tolist(),
        relation[order].tolist(),
        score[order].tolist(),
        strict=True,
    ):
        yield Alignment(places.ids[one], places.ids[other], _RELATIONS[kind], value)


def _place(readings: Readings) -> _Places:
    passages = sorted((p.passage_id, p.article_id) for x in readings.wordings for p in x.passages)
    number = {passage_id: at for at, (passage_id, _) in enumerate(passages)}
    tellings = {article: at for at, article in enumerate(sorted({article for _, article in passages}))}
    return _Places(
        ids=[passage_id for passage_id, _ in passages],
        telling=np.array([tellings[article] for _, article in passages], np.int64),
        flat=np.array([number[p.passage_id] for x in readings.wordings for p in x.passages], np.int64),
        first=np.cumsum([0, *(len(x.passages) for x in readings.wordings)]),
    )


def _expand(places: _Places, pairs: Ints, most: int) -> tuple[Ints, Ints]:
    """The pairs of passages of different tellings that pairs of wordings stand for, and whose they are."""
    count = np.diff(places.first)
    one, other = count[pairs[:, 0]], count[pairs[:, 1]]
    star = one * other > most
    total = np.where(star, one + other - 1, one * other)
    row = np.repeat(np.arange(len(pairs)), total)
    at = np.arange(len(row)) - np.repeat(np.cumsum(total) - total, total)
    wide = other[row]
    left = np.where(star[row], np.maximum(at - wide + 1, 0), at // np.maximum(wide, 1))
    right = np.where(star[row], np.where(at < wide, at, 0), at % np.maximum(wide, 1))
    first = places.flat[places.first[pairs[row, 0]] + left]
    second = places.flat[places.first[pairs[row, 1]] + right]
    twin = pairs[row, 0] == pairs[row, 1]
    kept = (places.telling[first] != places.telling[second]) & (~twin | (first < second))
    return np.stack([first[kept], second[kept]], axis=1), row[kept]


def _chosen(places: _Places, ends: Ints) -> Bools:
    """Which pairs, the surest first, are the first that one end has with the other's telling."""
    tellings = int(places.telling.max(initial=0)) + 1
    forth = ends[:, 0] * tellings + places.telling[ends[:, 1]]
    back = ends[:, 1] * tellings + places.telling[ends[:, 0]]
    keys = np.stack([forth, back], axis=1).ravel()
    _, first = np.unique(keys, return_index=True)
    chosen = np.zeros(len(ends), bool)
    chosen[first // 2] = True
    return chosen
