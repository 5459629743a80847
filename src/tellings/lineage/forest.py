"""Fitted models: sums of small decision trees in log-odds, and which feature moved them how far."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from tellings.errors import ModelError
from tellings.lineage.texts import Floats, Ints

LEAF = -1


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees as arrays (tree × node); a row goes left where its feature is at most the threshold.

    `values` holds, for each node, the mean log-odds of the training rows that came there, so that
    each step down a tree is the share of its feature in the outcome (Saabas 2014).
    """

    features: Ints
    thresholds: Floats
    lefts: Ints
    rights: Ints
    values: Floats

    def odds(self, rows: Floats) -> Floats:
        """The log-odds of each row, in nats."""
        total = np.zeros(len(rows))
        for tree in range(len(self.features)):
            node = np.zeros(len(rows), np.int64)
            for at, _, after in self._walk(tree, rows):
                node[at] = after
            total += self.values[tree][node]
        return total

    def shares(self, rows: Floats) -> Floats:
        """For each row and feature, how far the feature moved the log-odds, in nats."""
        out = np.zeros_like(rows, dtype=float)
        for tree in range(len(self.features)):
            for at, node, after in self._walk(tree, rows):
                step = self.values[tree][after] - self.values[tree][node]
                np.add.at(out, (at, self.features[tree][node]), step)
        return out

    def _walk(self, tree: int, rows: Floats) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Step by step down a tree: the rows that go on, the nodes they leave and those they come to."""
        features, thresholds = self.features[tree], self.thresholds[tree]
        at, node = np.arange(len(rows)), np.zeros(len(rows), np.int64)
        while True:
            going = features[node] != LEAF
            at, node = at[going], node[going]
            if not len(at):
                return
            left = rows[at, features[node]] <= thresholds[node]
            after = np.where(left, self.lefts[tree][node], self.rights[tree][node])
            yield at, node, after
            node = after


@dataclass(frozen=True, slots=True)
class Curve:
    """A rising curve from raw odds to probability (isotonic regression): points, joined by lines."""

    odds: Floats
    chances: Floats

    def read(self, odds: Floats) -> Floats:
        """The probability at each of `odds`."""
        return np.interp(odds, self.odds, self.chances)


@dataclass(frozen=True, slots=True)
class Models:
    """What lineage was fitted to know.

    `earlier` gives the odds that of two related tellings the second came before the first, `related`
    that two share copy, `middle` that one of three tellings stands between the other two, `top` that
    a star has it in its middle, `parent`
    that one telling (or lost copy) is the parent of another, against its having none. `confidence`
    and `direction` turn the odds of a chosen edge into probabilities that were checked on families
    left out of the fit.
    """

    earlier: Forest
    parent: Forest
    related: Forest
    middle: Forest
    top: Forest
    confidence: Curve
    direction: Curve
    features: tuple[str, ...]


def pack_models(models: Models) -> dict[str, NDArray[np.generic]]:
    """The arrays of a model file."""
    packed: dict[str, NDArray[np.generic]] = {"features": np.array(models.features)}
    for name in ("earlier", "parent", "related", "middle", "top"):
        forest: Forest = getattr(models, name)
        packed[name + ".features"] = forest.features.astype(np.int16)
        packed[name + ".lefts"] = forest.lefts.astype(np.int16)
        packed[name + ".rights"] = forest.rights.astype(np.int16)
        packed[name + ".thresholds"] = forest.thresholds.astype(np.float32)
        packed[name + ".values"] = forest.values.astype(np.float32)
    for name in ("confidence", "direction"):
        curve: Curve = getattr(models, name)
        packed[name + ".odds"], packed[name + ".chances"] = curve.odds, curve.chances
    return packed


def load_models() -> Models:
    """The models that are shipped; raises ModelError when the file is missing or isn't for this version."""
    place = resources.files("tellings.lineage") / "models.npz"
    try:
        with place.open("rb") as file, np.load(file) as arrays:
            return _unpack(dict(arrays))
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{place} can't be read: {error}. Install Tellings again.") from error


def _unpack(arrays: dict[str, NDArray[np.generic]]) -> Models:
    """The models in the arrays of a model file."""

    def forest(name: str) -> Forest:
        ints = [arrays[f"{name}.{part}"].astype(np.int64) for part in ("features", "lefts", "rights")]
        floats = [arrays[f"{name}.{part}"].astype(float) for part in ("thresholds", "values")]
        return Forest(ints[0], floats[0], ints[1], ints[2], floats[1])

    def curve(name: str) -> Curve:
        return Curve(arrays[name + ".odds"].astype(float), arrays[name + ".chances"].astype(float))

    features = tuple(str(name) for name in arrays["features"])
    forests = forest("earlier"), forest("parent"), forest("related"), forest("middle"), forest("top")
    return Models(*forests, curve("confidence"), curve("direction"), features)
