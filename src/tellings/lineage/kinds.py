"""How a child was made from its parent: trimmed, reordered, reworded and so on."""

from collections.abc import Sequence

import numpy as np

from tellings.lineage.clues import Edge
from tellings.lineage.features import Telling, measure_order
from tellings.lineage.sharing import Seen
from tellings.lineage.texts import Floats
from tellings.settings import LineageSettings

# The strongest first: what changes the text most.
KINDS = ("merged", "reworded", "reordered", "condensed", "expanded", "edited", "trimmed", "verbatim")


def find_kinds(
    edge: Edge, kept: Floats, settings: LineageSettings, *, merged: bool = False
) -> tuple[str, ...]:
    """All kinds that hold, the strongest first; `kept` is what `find_kept` gives."""
    c, p, seen = edge.child.text, edge.parent.text, edge.seen
    same_words = c.keys[seen.pairs[:, 0]] == p.keys[seen.pairs[:, 1]]
    longer = seen.in_parent.sum() / max(int(seen.in_child.sum()), 1)
    reworded = float((kept < settings.reworded_kept).mean())
    shortened = (
        longer >= settings.condensed_ratio and float((seen.to_parent[seen.in_child] >= 0).mean()) >= 0.8
    )
    holds = {
        "merged": merged,
        "reworded": reworded >= 0.5,
        "reordered": measure_order(seen.pairs)[0] < settings.reordered_order and len(seen.pairs) >= 3,
        "condensed": bool(shortened),
        "expanded": float((~seen.in_child).mean()) >= settings.expanded_share,
        "edited": float((~same_words).mean()) >= settings.edited_share and reworded < 0.5 and not shortened,
        "trimmed": float((~seen.in_parent).mean()) >= settings.trimmed_share,
    }
    found = tuple(kind for kind in KINDS if holds.get(kind))
    return found or ("verbatim",)


def find_kept(child: Telling, seen: Seen, witnesses: Sequence[Seen]) -> Floats:
    """For each passage that the child shares with its parent, the share of words that a witness has.

    A parent that is there is its own witness; a lost copy's are the other tellings made from it, of
    which the nearest counts.
    """
    first = child.text.first
    spans = [(first[i], first[i + 1]) for i in seen.pairs[:, 0] if first[i + 1] > first[i]]
    same = [witness.to_parent >= 0 for witness in witnesses]
    return np.array([max((s[a:b].mean() for s in same), default=1.0) for a, b in spans] or [1.0])


def find_share(seen: Seen) -> float:
    """The part of the child's words that stand in passages it has from the parent."""
    return float(seen.in_child.mean()) if len(seen.in_child) else 0.0
