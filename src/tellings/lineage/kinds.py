"""How a child was made from its parent: trimmed, reordered, reworded and so on."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tellings.lineage.clues import Edge
from tellings.lineage.sharing import Seen
from tellings.lineage.texts import Bools, Floats, Ints, TellingText
from tellings.settings import LineageSettings

# The strongest first: what changes the text most.
KINDS = ("merged", "reworded", "reordered", "condensed", "expanded", "edited", "trimmed", "verbatim")


@dataclass(frozen=True, slots=True)
class Witness:
    """A telling through which the parent's words are known, and what the child shares with it."""

    text: TellingText
    seen: Seen


@dataclass(frozen=True, slots=True)
class Passages:
    """The child's passages that it has from its parent, one entry for each that can be judged.

    `kept` is the share of a passage's words that a witness has too, `added` how many none has, `cut`
    the longest run of the nearest witness's words that the passage lacks.
    """

    kept: Floats
    added: Ints
    cut: Ints


def find_kinds(
    edge: Edge, passages: Passages, settings: LineageSettings, *, merged: bool = False
) -> tuple[str, ...]:
    """All kinds that hold, the strongest first; `passages` is what `compare_passages` gives."""
    seen = edge.seen
    moved = _moved(seen.pairs)
    shortened = (passages.cut >= settings.shortened_cut) & (passages.added * 2 <= passages.cut)
    reworded = (passages.kept < settings.reworded_kept) & ~shortened
    is_reworded = _share(reworded) >= settings.reworded_share
    touched = ((passages.kept < 1) | (passages.cut > 0)) & ~shortened
    holds = {
        "merged": merged,
        "reworded": is_reworded,
        "reordered": moved > 1 and moved >= settings.reordered_share * len(seen.pairs),
        "condensed": _share(shortened) >= settings.condensed_share,
        "expanded": _share(~seen.in_child) >= settings.expanded_share,
        "edited": settings.edited_share <= _share(touched) and not is_reworded,
        "trimmed": _share(~seen.in_parent) >= settings.trimmed_share,
    }
    found = tuple(kind for kind in KINDS if holds.get(kind))
    return found or ("verbatim",)


def compare_passages(
    child: TellingText, seen: Seen, witnesses: Sequence[Witness], settings: LineageSettings
) -> Passages:
    """What became of each passage that the child has from its parent.

    A parent that is there is its own witness; a lost copy's are the other tellings made from it. One
    that was itself reworded throughout can't show that the child changed a passage, so passages that
    no better one has are left out, unless they are most.
    """
    kept = np.any([witness.seen.to_parent >= 0 for witness in witnesses], axis=0)
    close = [w for w in witnesses if _typical(child, w.seen) >= settings.reworded_kept]
    cuts = _cuts(close)
    if 3 * len(cuts) < len(np.unique(seen.pairs[:, 0])):
        cuts = _cuts(witnesses)
    mine = [kept[child.first[i] : child.first[i + 1]] for i in sorted(cuts)]
    return Passages(
        np.array([_share(words) for words in mine]),
        np.array([int((~words).sum()) for words in mine], np.int64),
        np.array([cuts[i] for i in sorted(cuts)], np.int64),
    )


def _cuts(witnesses: Sequence[Witness]) -> dict[int, int]:
    """For each of the child's passages the longest run of words that it lacks of the nearest witness."""
    out: dict[int, int] = {}
    for witness in witnesses:
        first = witness.text.first
        for i, j in witness.seen.pairs.tolist():
            cut = _longest(witness.seen.to_child[first[j] : first[j + 1]] < 0)
            out[i] = min(cut, out.get(i, cut))
    return out


def _typical(child: TellingText, witness: Seen) -> float:
    """The median share of a passage's words that the witness has too."""
    spans = [(child.first[i], child.first[i + 1]) for i in witness.pairs[:, 0]]
    return float(np.median([_share(witness.to_parent[a:b] >= 0) for a, b in spans])) if spans else 0.0


def _moved(pairs: Ints) -> int:
    """The fewest passages that must be taken out for the rest to stand in the parent's order."""
    tails: list[int] = []
    for place in pairs[:, 1].tolist():
        at = bisect_right(tails, place)
        tails[at : at + 1] = [place]
    return len(pairs) - len(tails)


def _longest(flags: Bools) -> int:
    """The length of the longest run of true ones."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def _share(flags: Bools) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def find_share(seen: Seen) -> float:
    """The part of the child's words that stand in passages it has from the parent."""
    return float(seen.in_child.mean()) if len(seen.in_child) else 0.0
