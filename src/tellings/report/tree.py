"""The family tree as a picture: where each circle, line and word stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from tellings.models import Derivation
from tellings.report.family import Branch
from tellings.report.harmless import clip
from tellings.report.index import StoryIndex
from tellings.report.palette import Mark
from tellings.report.words import DERIVED, ORIGIN_KINDS, listing, percent, place_cited

# All in CSS pixels. Narrow enough for a phone: a row's words begin at most 130 px from the left.
ROW = 68
INDENT = 34
LEFT = 24
TOP = 40
RADIUS = 15
DEEPEST = 5  # steps that move to the right; deeper rows stand below each other
BAR = 132
FAINT = 0.7  # an edge less certain than this is drawn broken
LABEL = 34  # characters of an outlet's name


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the bar that shows which origins a telling stands on."""

    x: float
    width: float
    look: str


@dataclass(frozen=True, slots=True)
class Node:
    """A circle with its words."""

    branch: Branch
    x: float
    y: float
    label: str
    about: str
    bar: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from parent to child with its words; `path` is SVG path data."""

    anchor: str
    path: str
    look: str
    width: float
    faint: bool
    label: str
    title: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    """A tree that is ready to be drawn."""

    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    title: str


def draw_family(index: StoryIndex, branches: Sequence[Branch]) -> Picture:
    """The picture of a family, rows `ROW` pixels apart."""
    nodes = [_node(index, branch, n) for n, branch in enumerate(branches)]
    places = {node.branch.node_id: node for node in nodes}
    edges = []
    for node in nodes:
        if node.branch.edge:
            edges.append(_edge(index, places[node.branch.edge.parent_id], node, node.branch.edge, first=True))
        for other in node.branch.others:
            if other.parent_id in places:
                edges.append(_edge(index, places[other.parent_id], node, other, first=False))
    told = sum(1 for node in nodes if node.branch.siglum)
    title = f"Family tree of {told} tellings: who was made from whom"
    return Picture(len(nodes) * ROW + TOP, tuple(nodes), tuple(edges), title)


def _node(index: StoryIndex, branch: Branch, row: int) -> Node:
    x = LEFT + min(branch.depth, DEEPEST) * INDENT
    y = TOP + row * ROW
    return Node(
        branch, x, y, clip(branch.label, LABEL), _about(index, branch), _bar(index, branch, x + RADIUS + 14)
    )


def _about(index: StoryIndex, branch: Branch) -> str:
    """What stands under a root's name; an edge's words stand there for all others."""
    if branch.edge:
        return ""
    if not branch.siglum:
        cited = [index.sigla.get(key, "") for key in index.tellings_of(branch.node_id)]
        if branch.mark.kind != "cited source":
            return f"{ORIGIN_KINDS.get(branch.mark.kind, branch.mark.kind)} · not in the pile"
        by = f", cited by {listing(cited[:6])}" if cited else ""
        return f"cited source · {place_cited(branch.mark.name, index.material.articles)}{by}"
    return ORIGIN_KINDS.get(branch.mark.kind, "") if branch.mark.kind in ("article", "unknown") else ""


def _bar(index: StoryIndex, branch: Branch, left: float) -> tuple[Segment, ...]:
    segments, x = [], left
    for mark, share in index.shares.get(branch.node_id, []):
        segments.append(Segment(round(x, 1), round(max(share * BAR, 1), 1), mark.look))
        x += share * BAR
    return tuple(segments)


def _edge(index: StoryIndex, parent: Node, child: Node, edge: Derivation, *, first: bool) -> Edge:
    kind = DERIVED.get(edge.kind, edge.kind)
    mark: Mark = parent.branch.mark
    names = child.branch.siglum or child.label, parent.branch.siglum or parent.label
    title = f"{names[0]} from {names[1]}: {kind} · {percent(edge.confidence)} certain. Show the clues."
    return Edge(
        anchor=edge_anchor(index, edge),
        path=_elbow(parent, child) if first else _bow(parent, child),
        look=mark.look,
        width=round(1.5 + 2.5 * edge.share, 1),
        faint=edge.confidence < FAINT,
        label=f"{kind} · {percent(edge.confidence)} certain" if first else "",
        title=title,
        x=child.x + RADIUS + 14,
        y=child.y + 13,
    )


def _elbow(parent: Node, child: Node) -> str:
    """Straight down from the parent, then round a corner into the child."""
    bend = 12
    if child.x <= parent.x:
        return _bow(parent, child)
    return (
        f"M{parent.x} {parent.y + RADIUS}V{child.y - bend}"
        f"Q{parent.x} {child.y} {parent.x + bend} {child.y}H{child.x - RADIUS}"
    )


def _bow(parent: Node, child: Node) -> str:
    """A bow along the left margin, for a second parent."""
    out = max(min(parent.x, child.x) - RADIUS - 18, 3)
    return f"M{parent.x - RADIUS} {parent.y}C{out} {parent.y} {out} {child.y} {child.x - RADIUS} {child.y}"


def edge_anchor(index: StoryIndex, edge: Derivation) -> str:
    """The name of an edge in a link: the sigla of its ends, or the number of an origin."""
    ends = (
        index.sigla.get(end) or f"origin{index.mark(end).number}" for end in (edge.child_id, edge.parent_id)
    )
    return "e-" + "-".join(ends)
