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
        return self.rows(kept)

    def rows(self, chosen: Ints) -> "Links":
        """The chosen of them."""
        return Links(self.pairs[chosen], self.score[chosen], self.edited[chosen])


@dataclass(frozen=True, slots=True)
class Places:
    """All passages by number, numbers following ids; those of wording w are flat[first[w]:first[w + 1]]."""

    ids: list[str]
    telling: Ints
    wording: Ints
    flat: Ints
    first: Ints


@dataclass(frozen=True, slots=True)
class Partners:
    """Passages, by number, that are each other's: `ends` of shape (n, 2), and the row of each one's link."""

    places: "Places"
    ends: Ints
    row: Ints


def find_partners(readings: Readings, links: Links, most: int) -> Partners:
    """Each passage with its surest partner in every other telling, if that telling lacks its own words.

    A pair stays if either end chose it: a long sentence keeps the two that another made of it.
    Of more than `most` passages with the same words, the first speaks for all.
    """
    places = place(readings)
    ends, row = _expand(places, links.pairs, most)
    chosen = _chosen(places, ends)
    return Partners(places, ends[chosen], row[chosen])


def list_alignments(partners: Partners, links: Links, most: int) -> Iterator[Alignment]:
    """The alignments of partners, and of all passages with the same words, by their ids."""
    places = partners.places
    several = np.flatnonzero(np.diff(places.first) > 1)
    twins, _ = _expand(places, np.stack([several, several], axis=1), most)
    pairs = np.concatenate([twins, partners.ends])
    relation = np.concatenate([np.zeros(len(twins), np.int64), np.where(links.edited, 1, 2)[partners.row]])
    score = np.concatenate([np.ones(len(twins)), links.score[partners.row].astype(np.float64).round(4)])
    first, second = pairs.min(axis=1), pairs.max(axis=1)
    order = np.lexsort((second, first))
    columns = (column[order].tolist() for column in (first, second, relation, score))
    for one, other, kind, value in zip(*columns, strict=True):
        yield Alignment(places.ids[one], places.ids[other], _RELATIONS[kind], value)


def place(readings: Readings) -> Places:
    """The passages of all wordings, numbered."""
    passages = sorted((p.passage_id, p.article_id) for x in readings.wordings for p in x.passages)
    number = {passage_id: at for at, (passage_id, _) in enumerate(passages)}
    tellings = {article: at for at, article in enumerate(sorted({article for _, article in passages}))}
    flat = np.array([number[p.passage_id] for x in readings.wordings for p in x.passages], np.int64)
    count = np.array([len(x.passages) for x in readings.wordings], np.int64)
    wording = np.zeros(len(flat), np.int64)
    wording[flat] = np.repeat(np.arange(len(count)), count)
    return Places(
        ids=[passage_id for passage_id, _ in passages],
        telling=np.array([tellings[article] for _, article in passages], np.int64),
        wording=wording,
        flat=flat,
        first=np.cumsum([0, *count]),
    )


def _expand(places: Places, pairs: Ints, most: int) -> tuple[Ints, Ints]:
    """The pairs of passages of different tellings that pairs of wordings stand for, and whose they are."""
    count = np.diff(places.first)
    spoken_for = np.where(count > most, 1, count)
    twin = pairs[:, 0] == pairs[:, 1]
    one, other = spoken_for[pairs[:, 0]], np.where(twin, count[pairs[:, 1]], spoken_for[pairs[:, 1]])
    row = np.repeat(np.arange(len(pairs)), one * other)
    at = np.arange(len(row)) - np.repeat(np.cumsum(one * other) - one * other, one * other)
    first = places.flat[places.first[pairs[row, 0]] + at // other[row]]
    second = places.flat[places.first[pairs[row, 1]] + at % other[row]]
    twin = twin[row]
    kept = (places.telling[first] != places.telling[second]) & (~twin | (first < second))
    return np.stack([first[kept], second[kept]], axis=1), row[kept]


def _chosen(places: Places, ends: Ints) -> Bools:
    """Which pairs, the surest first, are the first that one end has with the other's telling."""
    tellings = int(places.telling.max(initial=0)) + 1
    own = np.sort(places.wording * tellings + places.telling)  # which wording stands in which telling
    chosen = np.zeros(len(ends), bool)
    keys, free = [], []
    for here, there in ((ends[:, 0], ends[:, 1]), (ends[:, 1], ends[:, 0])):
        keys.append(here * tellings + places.telling[there])
        asked = places.wording[here] * tellings + places.telling[there]
        free.append(own[np.minimum(np.searchsorted(own, asked), len(own) - 1)] != asked)
    _, first = np.unique(np.stack(keys, axis=1).ravel(), return_index=True)
    first = first[np.stack(free, axis=1).ravel()[first]]
    chosen[first // 2] = True
    return chosen
