"""What the rest of the story says of a pair: what the parent leaves unexplained, and who has its readings."""

import numpy as np

from tellings.lineage.features import Telling
from tellings.lineage.sharing import Seen
from tellings.lineage.texts import Bools, Floats

CONTEXT = (
    "unexplained", "unexplained_back", "own_attested", "parent_attested", "singular", "singular_parent",
    "rank", "gap", "rank_back", "gap_back", "central", "between", "tellings", "relatives", "leftover",
    "lost", "witnesses",
)  # fmt: skip


class Sight:
    """One telling with all that it shares: `same` and `held` are (tellings × its words)."""

    def __init__(self, telling: Telling, seen: dict[int, Seen], tellings: int, present: int) -> None:
        words = len(telling.text)
        self.present = present  # the tellings before this one are there, those from it on are lost copies
        self.weights = telling.weights
        self.total = max(float(telling.weights.sum()), 1.0)
        self.same: Bools = np.zeros((tellings, words), bool)
        self.held: Bools = np.zeros((tellings, words), bool)
        for other, pair in seen.items():
            self.same[other] = pair.to_parent >= 0
            self.held[other] = pair.in_child
        self.attested = self.same[:present].sum(axis=0)
        self.copied: Floats = self.same @ self.weights / self.total
        # The share of words in shared passages that no other telling has.
        held = self.held.any(axis=0)
        self.singular = float((self.attested[held] == 0).mean()) if held.any() else 0.0

    def unexplained(self, parent: int) -> float:
        """The share of the telling that others have word for word and `parent` hasn't."""
        others = (self.attested > 0) if parent >= self.present else (self.attested - self.same[parent]) > 0
        return float(self.weights[others & ~self.same[parent]].sum()) / self.total

    def differing(self, other: int) -> tuple[float, float]:
        """Of the words that differ from `other` in shared passages: the share a third has, and the count."""
        differ = self.held[other] & ~self.same[other]
        count = int(differ.sum())
        return (float((self.attested[differ] > 0).mean()), float(count)) if count else (0.0, 0.0)


def find_nearness(sights: list[Sight]) -> Floats:
    """For each two tellings, the smaller of the shares that each has of the other."""
    copied = np.stack([sight.copied for sight in sights])
    return np.minimum(copied, copied.T)


def measure_context(child: int, parent: int, sights: list[Sight], nearness: Floats) -> list[float]:
    """The features named in `CONTEXT` of one ordered pair."""
    c, p = sights[child], sights[parent]
    near, near_parent = nearness[child], nearness[parent]
    others = np.arange(len(sights)) < c.present
    others[[child, parent]] = False
    between = np.minimum(near, near_parent)[others].max(initial=0.0) - near[parent]
    return [
        c.unexplained(parent),
        p.unexplained(child),
        c.differing(parent)[0],
        p.differing(child)[0],
        c.singular,
        p.singular,
        *_rank(c.copied, parent, others),
        *_rank(p.copied, child, others),
        float(near_parent[: c.present].sum() - near[: c.present].sum()) / max(c.present - 1, 1),
        float(between),
        float(np.log(c.present)),
        float(np.log1p((c.copied[: c.present] > 0.2).sum())),
        _leftover(c, parent),
        float(parent >= c.present),
        float(np.log1p(p.same[: c.present].any(axis=1).sum())) if parent >= c.present else 0.0,
    ]


def _rank(copied: Floats, chosen: int, others: Bools) -> tuple[float, float]:
    """How many others share more than the chosen one, and by how much the best of them does."""
    rest = copied[others]
    return float(np.log1p((rest > copied[chosen]).sum())), float(rest.max(initial=0.0) - copied[chosen])


def _leftover(c: Sight, parent: int) -> float:
    """What the best second parent would add: the largest share of words that another has beyond `parent`."""
    free = ~c.held[parent]
    return float(((c.same[: c.present] & free) @ c.weights).max(initial=0.0)) / c.total
