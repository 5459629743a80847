"""How a candidate parent compares with the child's other candidates, its own descendants left out.

What was made from a telling is nearer to it than what it was made from, so a candidate is compared
only with those that are likelier before the telling than after it. Of its nearest rival it is told how
good its wording is beside the telling's: where that looks untouched, no lost copy is wanted.
"""

import numpy as np

from tellings.lineage.measuring import BASE, Measured
from tellings.lineage.middles import BESIDE
from tellings.lineage.stars import ABOVE
from tellings.lineage.texts import Floats

CONTRASTED = (
    "exact", "minus_effort", "minus_unexplained", "next", "given", "surface", "same_passages", "copied",
    "title", "garbled", "minus_damage_own", "adjacent", "minus_against", "minus_against_passages",
    "minus_against_order", "minus_mean_against_order", "minus_lonely_missed",
)  # fmt: skip
RIVAL = ("idiom_sum", "rarer", "differ", "earlier")
TURNED = ("effort_per_word", "best_minus_effort", "best_exact")
_TABLE = (*BASE, *BESIDE, *ABOVE)
FEATURES = (
    *_TABLE,
    *("best_" + name for name in CONTRASTED),
    "earlier", "rivals", "better_rivals", "later_ones",
    *("rival_" + name for name in RIVAL),
    *("back_" + name for name in TURNED),
)  # fmt: skip


def contrast(measured: Measured, present: int, earlier: Floats, beside: Floats) -> Floats:
    """The rows of `measured` with the features of `FEATURES` added.

    `earlier` is, for each pair, the chance that the parent came before the child, `beside` what third
    tellings say of it.
    """
    rows, pairs = np.hstack([measured.rows, beside]), measured.pairs
    if not pairs:
        return np.zeros((0, len(FEATURES)))
    values = np.stack([_column(rows, name) for name in CONTRASTED], axis=1)
    children, parents = np.array(pairs, np.int64).reshape(-1, 2).T
    there = parents < present
    out = np.zeros((len(rows), len(CONTRASTED) + 4 + len(RIVAL)))
    told = np.stack([*(_column(rows, name) for name in RIVAL[:-1]), earlier], axis=1)
    effort = CONTRASTED.index("minus_effort")
    for child in np.unique(children):
        mine = np.flatnonzero(children == child)
        before = mine[there[mine] & (earlier[mine] > 0.5)]
        for at in mine:
            rivals = before[before != at]
            if len(rivals):
                out[at, : len(CONTRASTED)] = values[at] - values[rivals].max(axis=0)
                out[at, -len(RIVAL) :] = told[rivals[values[rivals, effort].argmax()]]
            out[at, len(CONTRASTED) : -len(RIVAL)] = (
                earlier[at] if there[at] else 1.0,
                np.log1p(len(rivals)),
                np.log1p((values[rivals, effort] > values[at, effort]).sum()),
                np.log1p((earlier[mine[there[mine]]] <= 0.5).sum()),
            )
    table = np.hstack([rows, out])
    return np.hstack([table, _turned(pairs, table)])


def _column(rows: Floats, name: str) -> Floats:
    """A feature's column, its sign turned where less is better."""
    less = name.removeprefix("minus_")
    return -rows[:, _TABLE.index(less)] if less != name else rows[:, _TABLE.index(name)]


def _turned(pairs: list[tuple[int, int]], table: Floats) -> Floats:
    """The features in `TURNED` of the same two the other way round; 0 for lost copies."""
    where = {pair: at for at, pair in enumerate(pairs)}
    columns = [FEATURES.index(name) for name in TURNED]
    out = np.zeros((len(table), len(columns)))
    for at, (child, parent) in enumerate(pairs):
        if (parent, child) in where:
            out[at] = table[where[parent, child], columns]
    return out
