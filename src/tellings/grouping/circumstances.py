"""When two articles were published and by whom: what that says of their being of one story."""

from dataclasses import dataclass

import numpy as np

from tellings.grouping.frequencies import list_calendar
from tellings.grouping.pile import Pairs, Pile, Scores, count_shared
from tellings.grouping.words import Flags, Places, are_in
from tellings.settings import GroupingSettings

_STEEPNESS = 3  # one article twice as like is worth eight: the event speaks louder than its field
_LONG = 1 << 22  # days: more than any date's ordinal
_FEW = 3  # numbers that a pair is taken to have beside its own and not to share: one of one proves little


@dataclass(frozen=True, slots=True)
class Placing:
    """For each row the ordinal of its day, 0 if it has no place in time, and from 0 to 1 how sure that is."""

    days: Places
    sure: Scores

    def choose(self, rows: Places) -> "Placing":
        """The placing of some of its rows."""
        return Placing(self.days[rows], self.sure[rows])


def weigh_in_time(pile: Pile, likely: Pairs, placing: Placing, settings: GroupingSettings) -> Pairs:
    """The pairs with their likeness weighed by their time apart."""
    weights = weigh_time(placing, likely.left, likely.right, settings)
    weights *= weigh_details(pile, placing.days, likely, settings)
    return Pairs(likely.left, likely.right, likely.scores * weights)


def weigh_time(placing: Placing, left: Places, right: Places, settings: GroupingSettings) -> Scores:
    """The weight of each pair for its time apart: 1 while a story may run, less later, less if unsure.

    >>> placing = Placing(np.array([737000, 737010, 737400, 0]), np.array([1, 1, 1, 0.72]))
    >>> left, right = np.zeros(3, np.int64), np.array([1, 2, 3])
    >>> weigh_time(placing, left, right, GroupingSettings()).round(2).tolist()
    [1.0, 0.4, 0.72]
    """
    first, second = placing.days[left], placing.days[right]
    over = np.abs(first - second) - settings.near_days
    late = np.clip(over / (settings.far_days - settings.near_days), 0, 1) * ((first > 0) & (second > 0))
    sure = np.minimum(placing.sure[left], placing.sure[right])
    weights: Scores = (1 - (1 - settings.far_weight) * late) * sure
    return weights


def take_dates(days: Places, undated: float) -> Placing:
    """The rows where their dates place them, the undated nowhere and as sure as `undated`."""
    return Placing(days, np.where(days > 0, 1.0, undated))


def weigh_details(pile: Pile, placed: Places, likely: Pairs, settings: GroupingSettings) -> Scores:
    """What is left of each pair's weight after `far_days`, by twice that all or nothing.

    An article whose date is wrong still has the numbers of its event; the next event of the same
    affair, of the same people in much the same words, has others. Days and months are no such
    details. A pair less like than `least_mean` would join nothing with or without.
    """
    first, second = placed[likely.left], placed[likely.right]
    later = np.clip(np.abs(first - second) / settings.far_days - 1, 0, 1) * ((first > 0) & (second > 0))
    doubtful = np.flatnonzero((later > 0) & (likely.scores >= settings.least_mean))
    numbers = pile.numbers.keep(~are_in(pile.numbers.keys, list_calendar()))
    sizes, one, other = numbers.sizes(), likely.left[doubtful], likely.right[doubtful]
    shares = count_shared(numbers, one, other) / (np.minimum(sizes[one], sizes[other]) + _FEW)
    kept = np.zeros(len(later))
    kept[doubtful] = np.minimum(shares / settings.telling_details, 1)
    weights: Scores = 1 - later * (1 - kept)
    return weights


def weigh_house(pile: Pile, left: Places, right: Places, settings: GroupingSettings) -> Scores:
    """The weight of each pair for its outlets: less where they are one, whose style is in all it prints."""
    return np.where(are_of_one_house(pile, left, right), settings.house_weight, 1.0)


def are_of_one_house(pile: Pile, left: Places, right: Places) -> Flags:
    """True of each pair that one known outlet published."""
    same: Flags = (pile.outlets[left] == pile.outlets[right]) & (pile.outlets[left] > 0)
    return same


def place_undated(days: Places, likely: Pairs, settings: GroupingSettings) -> Placing:
    """The rows in time, an undated one at the day of the dated articles that it is most like.

    Of the days of those it could join, the one with the most likeness within `near_days` of it, of
    equals the earliest; the share of the likeness that is there tells how sure that is. So an undated
    article can't tie stories together that lie months apart: it is near the one and far from the
    other. One that is like no dated article stays undated.

    >>> days, mates = np.array([737000, 737003, 737900, 0]), np.array([0, 1, 2])
    >>> likely = Pairs(mates, np.full(3, 3), np.array([0.3, 0.3, 0.3]))
    >>> placing = place_undated(days, likely, GroupingSettings())
    >>> placing.days.tolist(), placing.sure.round(2).tolist()
    ([737000, 737003, 737900, 737000], [1.0, 1.0, 1.0, 0.82])
    """
    rows = np.concatenate([likely.left, likely.right])
    mates = np.concatenate([likely.right, likely.left])
    likeness = np.concatenate([likely.scores, likely.scores])
    chosen = (days[rows] == 0) & (days[mates] > 0) & (likeness >= settings.least_mean)
    rows, near, support = rows[chosen], days[mates[chosen]], likeness[chosen] ** _STEEPNESS
    order = np.lexsort((near, rows))
    rows, near, support = rows[order], near[order], support[order]
    sums = np.concatenate([[0.0], np.cumsum(support)])
    keys = rows * _LONG + near
    first = np.searchsorted(keys, keys - settings.near_days)
    last = np.searchsorted(keys, keys + settings.near_days, "right")
    there = np.round(sums[last] - sums[first], 9)
    best = np.lexsort((near, -there, rows))
    heads = best[np.flatnonzero(np.diff(rows[best], prepend=-1))]
    placing = take_dates(days.copy(), settings.undated_weight)
    placing.days[rows[heads]] = near[heads]
    everywhere = np.bincount(rows, support, len(days))[rows[heads]]
    placing.sure[rows[heads]] = np.sqrt(np.minimum(there[heads] / everywhere, 1))
    return placing
