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
    "covering": 8.059,
    "plain": 2.025,
    "lost": -1.726,
    "cosine": 0.853,
    "order": 4.756,
    "names_extra": -1.022,
    "numbers_shared": 0.723,
    "skeleton": 1.819,
    "negated": -0.860,
    "substance": 2.503,
}
INTERCEPT = -7.856
# How far the neighbours move the odds found without them.
OWN_ODDS = 0.917
CONTEXT_WEIGHTS: Mapping[str, float] = {"joined": 0.962, "gain": 0.497, "in_step": 3.603}
CONTEXT_INTERCEPT = -0.920


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
