"""Logistic regression with a sign for each weight, so that evidence can't count the wrong way."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize


def fit(
    features: np.ndarray, labels: np.ndarray, weights: np.ndarray, signs: Sequence[int], ridge: float = 1.0
) -> np.ndarray:
    """One weight for each feature, then the intercept; `signs` are 1, -1, or 0 for either."""
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-6
    scaled = (features - mean) / spread

    def loss(guess: np.ndarray) -> tuple[float, np.ndarray]:
        odds = scaled @ guess[:-1] + guess[-1]
        off = weights * (1 / (1 + np.exp(-odds)) - labels)
        cost = (weights * (np.logaddexp(0, odds) - labels * odds)).sum() + (guess[:-1] ** 2).sum() / 2 * ridge
        return float(cost), np.append(scaled.T @ off + ridge * guess[:-1], off.sum())

    bounds = [(0 if sign > 0 else None, 0 if sign < 0 else None) for sign in signs] + [(None, None)]
    found = minimize(loss, np.zeros(len(signs) + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    plain = found[:-1] / spread
    return np.append(plain, found[-1] - (plain * mean).sum())


def chances(features: np.ndarray, fitted: np.ndarray) -> np.ndarray:
    """The probability for each row."""
    return 1 / (1 + np.exp(-(features @ fitted[:-1] + fitted[-1])))


def area(chance: np.ndarray, label: np.ndarray, weights: np.ndarray | None = None) -> float:
    """How often a true pair has the higher chance of a true and a false one (area under the ROC curve)."""
    weights = np.ones(len(label)) if weights is None else weights
    true, false = label.astype(bool), ~label.astype(bool)
    higher = (chance[true][:, None] > chance[false][None, :]) + 0.5 * (
        chance[true][:, None] == chance[false][None, :]
    )
    pairs = weights[true][:, None] * weights[false][None, :]
    return float((higher * pairs).sum() / pairs.sum())
