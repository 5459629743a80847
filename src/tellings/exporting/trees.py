"""The family tree as GraphML, DOT and Newick."""

import re
from collections import defaultdict
from pathlib import Path

import networkx as nx

from tellings.exporting.selecting import Selection
from tellings.findings.material import StoryMaterial, parents_by_child


def draw_graph(material: StoryMaterial) -> "nx.DiGraph[str]":
    """The story's tellings and origins as nodes, its derivations as edges from parent to child."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    labels = label_nodes(material)
    kinds = {o.origin_id: o.kind for o in material.origins}
    articles = {a.article_id: a for a in material.articles}
    for node, label in sorted(labels.items()):
        article = articles.get(node)
        graph.add_node(
            node,
            label=_printable(label),
            kind="telling" if article else kinds.get(node, "lost copy"),
            outlet=_printable(article.outlet) if article else "",
            published=_printable(article.published) if article else "",
            story=material.story.story_id,
        )
    for row in sorted(material.derivations, key=lambda r: (r.child_id, r.parent_id)):
        graph.add_edge(
            row.parent_id,
            row.child_id,
            kind=row.kind,
            share=float(row.share),
            confidence=float(row.confidence),
            direction_confidence=float(row.direction_confidence),
        )
    return graph


def label_nodes(material: StoryMaterial) -> dict[str, str]:
    """What each node of the tree is called: a telling by its siglum and outlet, an origin by its name."""
    sigla = {t.article_id: t.siglum for t in material.tellings}
    names = {o.origin_id: o.name or o.kind for o in material.origins}
    for article in material.articles:
        siglum = sigla.get(article.article_id, article.article_id)
        names[article.article_id] = f"{siglum} {article.outlet}".strip()
    for row in material.derivations:
        for node in (row.child_id, row.parent_id):
            names.setdefault(node, node)
    return names


def _printable(text: str) -> str:
    """`text` without the characters that XML can't hold."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "�", text)


def write_graphml(selection: Selection, path: Path) -> list[Path]:
    """One GraphML file with the trees of all stories, each node with its story."""
    whole: nx.DiGraph[str] = nx.DiGraph()
    for material in selection.stories():
        whole = nx.compose(whole, draw_graph(material))
    nx.write_graphml(whole, path, encoding="utf-8")
    return [path]


def write_dot(selection: Selection, path: Path) -> list[Path]:
    """One DOT file with a cluster for each story."""
    lines = ["digraph tellings {", "  rankdir=TB;"]
    for number, material in enumerate(selection.stories()):
        graph = draw_graph(material)
        lines += [f"  subgraph cluster_{number} {{", f"    label={_quoted(material.story.headline)};"]
        for node, data in graph.nodes(data=True):
            shape = "box" if data.get("kind") == "telling" else "ellipse"
            lines.append(
                f"    {_quoted(node)} [label={_quoted(str(data.get('label', node)))}, shape={shape}];"
            )
        for parent, child, data in graph.edges(data=True):
            label = f"{data['kind']} {data['confidence']:.2f}"
            lines.append(f"    {_quoted(parent)} -> {_quoted(child)} [label={_quoted(label)}];")
        lines.append("  }")
    path.write_text("\n".join([*lines, "}"]) + "\n", "utf-8")
    return [path]


def _quoted(text: str) -> str:
    """A DOT string; backslashes are literal."""
    plain = " ".join(_printable(text).split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_newick(selection: Selection, path: Path) -> list[Path]:
    """One Newick tree a line, a line a story; a telling of two parents hangs on its surer one."""
    path.write_text("".join(draw_newick(m) + "\n" for m in selection.stories()), "utf-8")
    return [path]


def draw_newick(material: StoryMaterial) -> str:
    """The story's tree in Newick form, under a root without a name; labels are quoted where needed.

    Branch lengths are 1 - share: how much of the child is not its parent's.
    """
    labels = label_nodes(material)
    parents = parents_by_child(material)
    lengths = {(r.parent_id, r.child_id): 1 - r.share for r in material.derivations}
    children: dict[str, list[str]] = defaultdict(list)
    above = {child: found[0] for child, found in parents.items() if found}
    for node in sorted(labels):
        children[above.get(node, "")].append(node)
    done: set[str] = set()
    parts = [_subtree(root, children, labels, lengths, done) for root in children[""]]
    return "(" + ",".join(parts) + ");"


def _subtree(
    root: str,
    children: dict[str, list[str]],
    labels: dict[str, str],
    lengths: dict[tuple[str, str], float],
    done: set[str],
) -> str:
    """The tree below `root`; written without recursion, so that a long chain can't overflow."""
    order: list[tuple[str, str]] = []
    waiting = [("", root)]
    while waiting:
        above, node = waiting.pop()
        if node not in done:
            done.add(node)
            order.append((above, node))
            waiting.extend((node, child) for child in children.get(node, ()))
    text: dict[str, str] = {}
    for above, node in reversed(order):
        inner = [text[child] for child in children.get(node, ()) if child in text]
        length = f":{max(0.0, lengths[above, node]):.4f}" if above else ""
        text[node] = (f"({','.join(inner)})" if inner else "") + _newick_label(labels[node]) + length
    return text[root]


def _newick_label(text: str) -> str:
    """A quoted label; some readers take a backslash for an escape, so it becomes a slash."""
    plain = " ".join(_printable(text).replace("\\", "/").split())
    return "'" + plain.replace("'", "''") + "'"
