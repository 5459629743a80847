"""Copies stand behind the longest of them, so that a report printed often is compared once."""

import numpy as np

from tellings.grouping.pair import are_forms, guess_text, measure_event, measure_text
from tellings.grouping.pile import Pairs, Pile
from tellings.grouping.words import Places
from tellings.settings import GroupingSettings


def find_leaders(pile: Pile, settings: GroupingSettings) -> Places:
    """For each row the row that it is a near copy of, itself if of none.

    A copy shares `least_copy` of the shorter text, is at least half as long as its leader, tells
    of the same event and is no other filling of one form. A leader has no leader: copies of copies
    don't chain.
    """
    text = guess_text(pile, settings)
    sizes = pile.grams.sizes()
    lengths = np.sort(np.stack([sizes[text.left], sizes[text.right]]), axis=0)
    likely = (text.scores >= settings.least_copy / 2) & (lengths[0] * 2 >= lengths[1])
    left, right = text.left[likely], text.right[likely]
    pairs = Pairs(left, right, measure_text(pile, left, right))
    copies = (pairs.scores >= settings.least_copy) & ~are_forms(pile, pairs, settings)
    copies &= measure_event(pile, left, right, settings) >= settings.sure_cosine
    return _lead(sizes, pairs.left[copies], pairs.right[copies])


def date_leaders(days: Places, leaders: Places) -> Places:
    """The days of all rows, an undated leader's that of its first dated copy, if any.

    >>> date_leaders(np.array([0, 737003, 737001, 0]), np.array([0, 0, 0, 3])).tolist()
    [737001, 737003, 737001, 0]
    """
    never = np.iinfo(np.int64).max
    first = np.full(len(days), never)
    dated = days > 0
    np.minimum.at(first, leaders[dated], days[dated])
    return np.where(dated | (first == never), days, first)


def _lead(sizes: Places, left: Places, right: Places) -> Places:
    """Each row's longest copy (of equals the first row), where that has no longer one itself."""
    rows = np.arange(len(sizes))
    rank = np.empty(len(sizes), np.int64)
    by_rank = np.lexsort((rows, -sizes))
    rank[by_rank] = rows
    best = rank.copy()
    np.minimum.at(best, left, rank[right])
    np.minimum.at(best, right, rank[left])
    longest = by_rank[best]
    leads = longest == rows
    return np.where(leads[longest], longest, rows)
