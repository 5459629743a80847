"""From evidence to a probability: two logistic regressions fitted by `scripts/fit_collation.py`."""

from collections.abc import Mapping

import numpy as np

from tellings.collation.context import CONTEXT, chance, find_context
from tellings.collation.likeness import FEATURES, Evidence, Likeness
from tellings.collation.readings import Floats, Ints, Readings

# Log-odds for each unit of evidence, fitted on sentence pairs of rewritten news (texts at three
# reading levels and rewordings by language models, aligned in the order of the text) and of events
# told by several newsrooms (labelled by hand). What was tried and left out: docs/decisions/collation.md.
WEIGHTS: Mapping[str, float] = {
    "covering": 8.887,
    "plain": 1.913,
    "lost": -1.449,
    "cosine": 1.102,
    "order": 4.617,
    "names_extra": -0.901,
    "numbers_shared": 0.779,
    "skeleton": 1.813,
    "negated": -0.836,
    "substance": 2.172,
}
INTERCEPT = -8.044
# How far the neighbours move the odds found without them.
OWN_ODDS = 0.917
CONTEXT_WEIGHTS: Mapping[str, float] = {"joined": 1.209, "gain": 0.322, "in_step": 3.624}
CONTEXT_INTERCEPT = -0.937


def weigh(evidence: Evidence, likeness: Likeness) -> Floats:
    """For each pair of wordings the probability that one says all that the other says."""

    def judge(wider: Readings, pairs: Ints) -> Floats:
        return _odds(evidence.widen(wider).weigh(pairs).features)

    odds = _odds(likeness.features)
    context = find_context(evidence.readings, likeness.pairs, odds, judge)
    moved = odds * OWN_ODDS + context @ _listed(CONTEXT_WEIGHTS, CONTEXT) + CONTEXT_INTERCEPT
    return chance(np.asarray(moved, np.float32))


def _odds(features: Floats) -> Floats:
    return np.asarray(features @ _listed(WEIGHTS, FEATURES) + INTERCEPT, np.float32)


def _listed(weights: Mapping[str, float], names: tuple[str, ...]) -> Floats:
    return np.array([weights[name] for name in names], np.float32)
