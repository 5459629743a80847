"""The family tree as rows, one for each telling and lost source, a parent always above its children."""

from collections import defaultdict
from dataclasses import dataclass

from tellings.models import Derivation
from tellings.report.index import StoryIndex
from tellings.report.palette import Mark


@dataclass(frozen=True, slots=True)
class Branch:
    """One row: an article or a source nobody uploaded, `depth` steps below its root.

    `edge` is the derivation it hangs on, None for a root; `others` are further parents.
    `adds` is the origin of its own reporting where it has both a parent and something of its own.
    """

    node_id: str
    siglum: str
    label: str
    depth: int
    mark: Mark
    edge: Derivation | None
    others: tuple[Derivation, ...]
    adds: Mark | None
    published: str


def grow_family(index: StoryIndex) -> tuple[Branch, ...]:
    """All rows of the tree, the largest family first; loops and unknown parents lose no telling."""
    edges, others = _choose_parents(index)
    children: dict[str, list[str]] = defaultdict(list)
    for child in sorted(edges, key=index.rank):
        children[edges[child].parent_id].append(child)
    sourced = {o.origin_id for o in index.material.origins if o.kind != "article"}
    roots = [node for node in [*sorted(sourced), *index.ordered] if node not in edges]
    sizes = _sizes(roots, children)
    roots.sort(key=lambda node: (-sizes[node], node not in sourced, index.rank(node), node))
    rows: list[Branch] = []
    pending = [(node, 0) for node in reversed(roots)]
    while pending:
        node, depth = pending.pop()
        rows.append(_branch(index, node, depth, edges.get(node), tuple(others.get(node, ()))))
        pending += [(child, depth + 1) for child in reversed(children[node])]
    return tuple(rows)


def _choose_parents(index: StoryIndex) -> tuple[dict[str, Derivation], dict[str, list[Derivation]]]:
    """The edge that each node hangs on, and its further edges, among them any that would close a loop."""
    known = {*index.articles, *(origin.origin_id for origin in index.material.origins)}
    edges: dict[str, Derivation] = {}
    others: dict[str, list[Derivation]] = defaultdict(list)
    ranked = sorted(
        index.material.derivations, key=lambda d: (-d.share * d.confidence, d.child_id, d.parent_id)
    )
    for edge in ranked:
        if edge.child_id not in known or edge.parent_id not in known:
            continue
        if edge.child_id in edges or _reaches(edge.parent_id, edge.child_id, edges):
            others[edge.child_id].append(edge)
        else:
            edges[edge.child_id] = edge
    return edges, others


def _reaches(node: str, goal: str, edges: dict[str, Derivation]) -> bool:
    """Whether `goal` is `node` itself or above it."""
    while node != goal:
        if node not in edges:
            return False
        node = edges[node].parent_id
    return True


def _sizes(roots: list[str], children: dict[str, list[str]]) -> dict[str, int]:
    """How many rows each root's tree has."""
    sizes = {}
    for root in roots:
        pending, size = [root], 0
        while pending:
            size += 1
            pending += children.get(pending.pop(), [])
        sizes[root] = size
    return sizes


def _branch(
    index: StoryIndex, node: str, depth: int, edge: Derivation | None, others: tuple[Derivation, ...]
) -> Branch:
    article = index.articles.get(node)
    if article is None:
        mark = index.mark(node)
        return Branch(node, "", mark.name, depth, mark, edge, others, None, "")
    own = [mark for mark, _ in index.shares.get(node, []) if mark.kind == "article"]
    adds = next((mark for mark in own if edge and owner(index, mark.origin_id) == node), None)
    return Branch(
        node,
        index.sigla.get(node, ""),
        index.label(node),
        depth,
        index.main_mark(node),
        edge,
        others,
        adds,
        article.published,
    )


def owner(index: StoryIndex, origin_id: str) -> str:
    """The article whose own reporting an origin is: of its carriers, one made from no other carrier."""
    if origin_id in index.articles:
        return origin_id
    carriers = index.tellings_of(origin_id)
    parents = {(d.child_id, d.parent_id) for d in index.material.derivations}
    for article_id in carriers:
        if not any((article_id, other) in parents for other in carriers):
            return article_id
    return carriers[0] if carriers else ""
