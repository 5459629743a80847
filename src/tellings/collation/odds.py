"""From evidence to a probability: a logistic regression fitted by `scripts/fit_collation.py`."""

from types import MappingProxyType

import numpy as np

from tellings.collation.likeness import FEATURES
from tellings.collation.readings import Floats

# Log-odds for each unit of evidence. Fitted on sentence pairs of rewritten news (24 families by
# language models, 91 texts at three reading levels, aligned by a sentence model in the order of the
# text) and of 34 events told by several newsrooms (labelled by hand); docs/decisions/collation.md.
WEIGHTS = MappingProxyType(
    {
        "covered": 2.658,
        "covering": 8.529,
        "cosine": 1.542,
        "order": 3.975,
        "names_extra": -0.884,
        "numbers_shared": 0.819,
        "skeleton": 1.329,
        "negated": -0.864,
        "substance": 0.964,
    }
)
INTERCEPT = -8.396


def probability(features: Floats) -> Floats:
    """For each row of evidence the probability that one wording says all that the other says.

    >>> probability(np.zeros((1, len(FEATURES)), np.float32)).round(4).tolist()
    [0.0002]
    """
    weights = np.array([WEIGHTS[name] for name in FEATURES], np.float32)
    return np.asarray(1 / (1 + np.exp(-(features @ weights + INTERCEPT))), np.float32)
