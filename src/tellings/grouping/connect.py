"""Pairs become stories, by average link over the scores of pairs."""

from typing import TypeAlias

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from tellings.grouping.pile import Pairs, Scores
from tellings.grouping.words import Places

Edges: TypeAlias = tuple[Places, Places, Scores]


def connect(size: int, pairs: Pairs, least: float, start: Places | None = None) -> Places:
    """The story of each of `size` rows: rows are joined while the mean score across is `least` or more.

    A pair that is not listed scores 0. Average link by reciprocal nearest neighbours: two stories
    that are each other's nearest are joined at once, wherever they stand, which gives the very
    tree of joining the nearest pair first (Müllner 2011; Sumengen et al. 2021). Stories are
    numbered by their first row. Rows with one number in `start` are joined from the outset.

    >>> pairs = Pairs(np.array([0, 1]), np.array([1, 2]), np.array([0.9, 0.4]))
    >>> connect(3, pairs, 0.25).tolist()
    [0, 0, 2]
    """
    stories = np.arange(size) if start is None else _firsts(start)
    sizes = np.bincount(stories, minlength=size).astype(np.float64)
    edges = _merged((pairs.left, pairs.right, pairs.scores.astype(np.float64)), stories, size)
    while True:
        edges, means = _reachable(edges, sizes, least)
        first, second = _nearest_pairs(edges, means, size)
        if not len(first):
            return stories
        into = np.arange(size)
        into[second] = first
        stories = into[stories]
        sizes[first] += sizes[second]
        edges = _merged(edges, into, size)


def _firsts(labels: Places) -> Places:
    """For each row the first row with its label."""
    _, first, back = np.unique(labels, return_index=True, return_inverse=True)
    return first[back]


def _reachable(edges: Edges, sizes: Scores, least: float) -> tuple[Edges, Scores]:
    """The edges inside groups that could still join, with their means.

    No mean ever grows by joining, so rows that no chain of means of `least` ties together are apart
    for good.
    """
    left, right, sums = edges
    means = np.round(sums / (np.maximum(sizes[left] * sizes[right], 1)), 9)
    strong = means >= least
    graph = sparse.coo_matrix((strong[strong], (left[strong], right[strong])), shape=(len(sizes), len(sizes)))
    label = connected_components(graph, directed=False)[1]
    kept = label[left] == label[right]
    return (left[kept], right[kept], sums[kept]), np.where(strong[kept], means[kept], -1.0)


def _nearest_pairs(edges: Edges, means: Scores, size: int) -> tuple[Places, Places]:
    """The pairs that are each other's nearest; of equal means the pair that comes first."""
    left, right, _ = edges
    listed = np.flatnonzero(means >= 0)
    order = listed[np.lexsort((right[listed], left[listed], -means[listed]))]
    best = np.full(size, len(order))
    np.minimum.at(best, left[order], np.arange(len(order)))
    np.minimum.at(best, right[order], np.arange(len(order)))
    place = np.arange(len(order))
    mutual = order[(best[left[order]] == place) & (best[right[order]] == place)]
    return left[mutual], right[mutual]


def _merged(edges: Edges, into: Places, size: int) -> Edges:
    """The edges between stories after joining: the sums of the edges between their parts."""
    one, other = into[edges[0]], into[edges[1]]
    apart = one != other
    keys = np.minimum(one, other)[apart] * size + np.maximum(one, other)[apart]
    order = np.argsort(keys, kind="stable")
    keys, sums = keys[order], edges[2][apart][order]
    if not len(keys):
        return keys, keys, sums
    heads = np.flatnonzero(np.diff(keys, prepend=keys[0] - 1))
    return keys[heads] // size, keys[heads] % size, np.add.reduceat(sums, heads)
