"""How sure a derivation is: probabilities that were checked against families left out of the fit."""

import numpy as np

from tellings.lineage.deciding import Odds
from tellings.lineage.descent import Bond
from tellings.lineage.forest import Models
from tellings.lineage.measuring import Measured


class Certainty:
    """Reads the confidence of a bond, and that of its direction, off the odds of a story."""

    def __init__(self, measured: Measured, odds: Odds, models: Models) -> None:
        self.odds, self.models = odds, models
        self.where = {pair: at for at, pair in enumerate(measured.pairs)}
        self.sums = odds.alone.copy()  # for each child, the chances of all its parents and of none
        for (child, _), chance in zip(measured.pairs, odds.parent, strict=True):
            self.sums[child] += chance

    def of(self, bond: Bond, *, first: bool) -> tuple[float, float]:
        """The chance that this is the parent, and that the two aren't the other way round.

        A further parent is as sure as it is that the two share copy.
        """
        if bond.pair < 0:
            return 1.0, 1.0
        if not first:
            related = float(self.odds.related[bond.pair])
            return related, related
        chance = float(self.odds.parent[bond.pair])
        back = self.where.get((bond.parent, bond.child))
        against = float(self.odds.parent[back]) if back is not None else float(self.odds.alone[bond.child])
        odds = np.array([_logit(chance / float(self.sums[bond.child])), _logit(chance / (chance + against))])
        return float(self.models.confidence.read(odds)[0]), float(self.models.direction.read(odds)[1])


def _logit(chance: float) -> float:
    chance = min(max(chance, 1e-9), 1 - 1e-9)
    return float(np.log(chance / (1 - chance)))
