"""The best tree: each telling one parent, no circles (Chu and Liu 1965, Edmonds 1967)."""

from dataclasses import dataclass

import numpy as np

from tellings.lineage.texts import Floats, Ints

ROOT = 0


@dataclass(frozen=True, slots=True)
class _Level:
    """A graph whose circle was drawn together into one node, the last of the next level's."""

    scores: Floats
    best: Ints
    rest: Ints
    circle: Ints


def grow_tree(scores: Floats) -> Ints:
    """Each node's parent in the spanning tree of the highest total, -1 for the root, which is node 0.

    `scores[child, parent]` is -inf where there is no edge; every node must have a finite edge from
    the root. Ties go to the lower parent. Takes O(n³) at worst, O(n²) as a rule.

    >>> low = float("-inf")
    >>> grow_tree(np.array([[low, low, low], [-9.0, low, -1.0], [-8.0, -1.0, low]])).tolist()
    [-1, 2, 0]
    """
    scores = scores.astype(float).copy()
    scores[ROOT, :] = -np.inf
    np.fill_diagonal(scores, -np.inf)
    levels: list[_Level] = []
    while True:
        best = scores.argmax(axis=1)
        best[ROOT] = -1
        circle = _find_circle(best)
        if circle is None:
            break
        rest = np.setdiff1d(np.arange(len(scores)), circle)
        levels.append(_Level(scores, best, rest, circle))
        scores = _contract(scores, best, rest, circle)
    for level in reversed(levels):
        best = _expand(level, best)
    return np.asarray(best)


def _find_circle(best: Ints) -> Ints | None:
    """The nodes of one circle in a map from nodes to parents, or None."""
    seen = np.zeros(len(best), np.int64)
    for start in range(1, len(best)):
        path, node = [], start
        while node > ROOT and not seen[node]:
            seen[node] = start
            path.append(node)
            node = int(best[node])
        if node > ROOT and seen[node] == start:
            return np.array(sorted(path[path.index(node) :]), np.int64)
    return None


def _contract(scores: Floats, best: Ints, rest: Ints, circle: Ints) -> Floats:
    """The graph with `circle` as its last node: an edge into it counts what it saves."""
    size = len(rest)
    out = np.full((size + 1, size + 1), -np.inf)
    out[:size, :size] = scores[np.ix_(rest, rest)]
    out[:size, size] = scores[np.ix_(rest, circle)].max(axis=1)
    out[size, :size] = (scores[np.ix_(circle, rest)] - scores[circle, best[circle]][:, None]).max(axis=0)
    return out


def _expand(level: _Level, inner: Ints) -> Ints:
    """The parents in the larger graph, from those in the graph where its circle was one node."""
    out = np.full(len(level.scores), -1, np.int64)
    size = len(level.rest)
    for at, node in enumerate(level.rest):
        if node != ROOT:
            from_circle = inner[at] == size
            out[node] = (
                level.circle[level.scores[node, level.circle].argmax()]
                if from_circle
                else level.rest[inner[at]]
            )
    out[level.circle] = level.best[level.circle]
    parent = level.rest[inner[size]]
    saved = level.scores[level.circle, parent] - level.scores[level.circle, level.best[level.circle]]
    out[level.circle[saved.argmax()]] = parent
    return out
