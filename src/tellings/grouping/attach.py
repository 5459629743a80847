"""New articles find their stories among those of an archive, touching only what they touch."""

from collections.abc import Iterable, Sequence

import numpy as np

from tellings.grouping.circumstances import Placing, place_undated
from tellings.grouping.connect import connect
from tellings.grouping.pair import NOTHING, compare_with_all, liken_to_all
from tellings.grouping.pile import Pairs, Pile, choose, pile_up
from tellings.grouping.signature import Signature
from tellings.grouping.stories import name_groups, pair_up
from tellings.grouping.words import Flags, Places
from tellings.settings import GroupingSettings

_ROWS = 100  # new articles compared with all at a time


def attach(
    new: Sequence[Signature],
    old: Iterable[Signature],
    groups: Iterable[tuple[str, ...]],
    settings: GroupingSettings,
) -> list[tuple[str, ...]]:
    """The stories that hold a new article, each with all its articles; `groups` are those of `old`.

    A group of old articles that is in none of them stands as it was; two that are in one were
    merged by what is new. Old groups are never split: what was printed together stays together.
    New articles alone are grouped as `group_articles` groups them.

    >>> attach([], [], [], GroupingSettings())
    []
    """
    fresh = {signature.article_id for signature in new}
    whole = pile_up([*old, *new])
    is_new = np.array([article_id in fresh for article_id in whole.article_ids], np.bool_)
    stories = _number(whole, is_new, groups)
    touched = np.zeros(len(stories), np.bool_)
    touched[stories[_near(whole, is_new, settings)]] = True
    rows = np.flatnonzero(touched[stories] | is_new)
    part, placing = choose(whole, rows), _place(whole, rows, settings).choose(rows)
    _, start = np.unique(stories[rows], return_inverse=True)
    joined = connect(len(rows), pair_up(part, settings, start, placing), settings.least_mean, start)
    held = set(joined[is_new[rows]].tolist())
    return [group for group, story in name_groups(part, joined) if story in held]


def _number(pile: Pile, is_new: Flags, groups: Iterable[tuple[str, ...]]) -> Places:
    """The number of the story of each row; new articles, and old ones in no group, have their own."""
    stories = np.arange(len(pile.article_ids))
    place = {article_id: row for row, article_id in enumerate(pile.article_ids)}
    for group in groups:
        rows = [place[article_id] for article_id in group if article_id in place]
        rows = [row for row in rows if not is_new[row]]
        stories[rows] = rows[:1] * len(rows)
    return stories


def _place(pile: Pile, rows: Places, settings: GroupingSettings) -> Placing:
    """The pile in time, the undated of `rows` placed by all that they are like, touched or not."""
    undated = rows[pile.days[rows] == 0]
    found = []
    for start in range(0, len(undated), _ROWS):
        some = undated[start : start + _ROWS]
        scores = liken_to_all(pile, some, settings)
        place, mates = np.nonzero(scores >= settings.least_mean)
        found.append((some[place], mates, scores[place, mates]))
    left, right, likeness = (
        (np.concatenate(parts) for parts in zip(*found, strict=True)) if found else NOTHING
    )
    return place_undated(pile.days, Pairs(left, right, likeness), settings)


def _near(pile: Pile, is_new: Flags, settings: GroupingSettings) -> Places:
    """The old rows that score `least_mean` or more with a new one: no story without such can join it.

    Copies are no exception, for they too are joined only where they have words in common.
    """
    least = min(settings.least_mean, settings.least_cosine_of_copies)
    new = np.flatnonzero(is_new)
    near = np.zeros(len(is_new), np.bool_)
    for start in range(0, len(new), _ROWS):
        near |= (compare_with_all(pile, new[start : start + _ROWS], settings) >= least).any(axis=0)
    return np.flatnonzero(near & ~is_new)
