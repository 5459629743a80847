"""The best tree is the one that an independent program finds, and lost copies come in where they pay."""

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tellings.lineage.thrift import thriftiest
from tellings.lineage.tree import grow_tree

SCORES = st.integers(2, 8).flatmap(lambda n: arrays(float, (n, n), elements=st.integers(-50, 50).map(float)))


def total(scores: np.ndarray, parents: np.ndarray) -> float:
    return float(sum(scores[node, parents[node]] for node in range(1, len(parents))))


@given(SCORES)
@settings(max_examples=200, deadline=None)
def test_the_tree_is_as_good_as_networkx_finds(scores: np.ndarray) -> None:
    """The total equals that of networkx's maximum spanning arborescence from node 0."""
    graph = nx.DiGraph()
    for child in range(1, len(scores)):
        for parent in range(len(scores)):
            if parent != child:
                graph.add_edge(parent, child, weight=scores[child, parent])
    best = nx.maximum_spanning_arborescence(graph)
    oracle = sum(data["weight"] for _, _, data in best.edges(data=True))
    assert total(scores, grow_tree(scores)) == oracle


@given(SCORES)
@settings(max_examples=100, deadline=None)
def test_the_tree_has_no_circle(scores: np.ndarray) -> None:
    """From every node the parents lead to the root."""
    parents = grow_tree(scores)
    for start in range(len(parents)):
        node, steps = start, 0
        while node > 0:
            node, steps = int(parents[node]), steps + 1
            assert steps <= len(parents)


def test_circles_inside_circles_are_undone() -> None:
    """Two nested circles of cheap edges still give one tree."""
    low = -np.inf
    scores = np.array(
        [
            [low, low, low, low],
            [-20.0, low, -1.0, -5.0],
            [-20.0, -1.0, low, -4.5],
            [-19.0, -4.0, -4.0, low],
        ]
    )
    assert grow_tree(scores).tolist() == [-1, 2, 3, 0]


def test_a_telling_nearer_to_another_than_to_nothing_hangs_on_it() -> None:
    """Thrift pairs what costs less together; -1 stands for no parent."""
    cost, parents = thriftiest([100.0, 90.0, 80.0], {(0, 1): 10.0, (1, 0): 15.0})
    assert (cost, parents) == (180.0, [1, -1, -1])
