"""The signatures of a pile as a few long arrays, so that thousands of pairs are measured at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tellings.grouping.column import Column, stack
from tellings.grouping.signature import LEAD, Signature
from tellings.grouping.words import Keys, Places, are_in

Scores: TypeAlias = NDArray[np.float64]

_CHUNK = 4_000_000  # keys looked up at once: 32 MB an array


@dataclass(frozen=True, slots=True)
class Pile:
    """Signatures in the order of their article ids."""

    article_ids: tuple[str, ...]
    days: Places
    outlets: Places
    grams: Column
    terms: Column
    weights: NDArray[np.float32]
    numbers: Column
    names: Column


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows of a pile, `left` < `right`, each pair once and in order, with a score from 0 to 1."""

    left: Places
    right: Places
    scores: Scores


def pile_up(signatures: Iterable[Signature]) -> Pile:
    """The pile of `signatures`, the same for any order of them; one article counts once."""
    by_id = {signature.article_id: signature for signature in signatures}
    rows = [by_id[article_id] for article_id in sorted(by_id)]
    weights = [row.weights for row in rows]
    return Pile(
        tuple(row.article_id for row in rows),
        np.array([row.day for row in rows], np.int64),
        np.array([row.outlet for row in rows], np.int64),
        stack([row.grams for row in rows]),
        stack([row.terms for row in rows]),
        np.concatenate(weights).astype(np.float32) if weights else np.zeros(0, np.float32),
        stack([row.numbers for row in rows]),
        stack([row.names for row in rows]),
    )


def choose(pile: Pile, rows: Places) -> Pile:
    """The pile of some of its rows, given in order."""
    return Pile(
        tuple(pile.article_ids[row] for row in rows.tolist()),
        pile.days[rows],
        pile.outlets[rows],
        pile.grams.choose(rows),
        pile.terms.choose(rows),
        pile.weights[pile.terms.places(rows)],
        pile.numbers.choose(rows),
        pile.names.choose(rows),
    )


def plain_terms(pile: Pile) -> Column:
    """The terms of each article that are no numbers or names, wherever they stand."""
    placed = pile.terms.placed()
    kept = np.ones(len(placed), np.bool_)
    for details in (pile.numbers.placed(), pile.names.placed()):
        kept &= ~are_in(placed, details) & ~are_in(placed ^ LEAD, details)
    return pile.terms.keep(kept)


def count_shared(column: Column, left: Places, right: Places) -> Places:
    """How many keys the rows `left[i]` and `right[i]` have in common, for each i."""
    used = np.unique(np.concatenate([left, right]))
    column = column.choose(used)
    left, right = np.searchsorted(used, left), np.searchsorted(used, right)
    sizes = column.sizes()
    swap = sizes[left] > sizes[right]
    short, long = np.where(swap, right, left), np.where(swap, left, right)
    order = np.argsort(long, kind="stable")  # neighbours in memory are looked up together
    shared = np.zeros(len(left), np.int64)
    placed = column.placed()
    ends = np.cumsum(sizes[short[order]])
    cuts = np.searchsorted(ends, np.arange(_CHUNK, ends[-1] if len(ends) else 0, _CHUNK))
    for part in np.split(order, np.unique(cuts)):
        shared[part] = _count(column, placed, short[part], long[part])
    return shared


def _count(column: Column, placed: Keys, short: Places, long: Places) -> Places:
    """The shared keys of a chunk of pairs: each key of the short row is looked up in the long one."""
    sizes = column.sizes()[short]
    wanted = column.keys[column.places(short)] | (np.repeat(long, sizes).astype(np.uint64) << np.uint64(32))
    hits = are_in(wanted, placed)
    return np.bincount(np.repeat(np.arange(len(short)), sizes), hits, len(short)).astype(np.int64)
