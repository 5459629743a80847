"""Signatures become stories: the whole of grouping in one call."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from tellings.grouping.circumstances import Placing, are_of_one_house
from tellings.grouping.connect import connect
from tellings.grouping.copies import date_leaders, find_leaders
from tellings.grouping.pair import are_forms, guess_text, measure_text, share_event
from tellings.grouping.pile import Pairs, Pile, Scores, choose, pile_up
from tellings.grouping.signature import Signature
from tellings.grouping.words import Places, count_distinct
from tellings.settings import GroupingSettings


def group_articles(signatures: Iterable[Signature], settings: GroupingSettings) -> list[tuple[str, ...]]:
    """The article ids of each story, sorted; an article that is like no other is a story of one.

    >>> group_articles([], GroupingSettings())
    []
    """
    pile = pile_up(signatures)
    stories = find_stories(pile, settings)
    return [group for group, _ in name_groups(pile, stories)]


def find_stories(pile: Pile, settings: GroupingSettings) -> Places:
    """The number of the story of each row; a report and its near copies count as one voice."""
    leaders = find_leaders(pile, settings)
    rows, voices = np.unique(leaders, return_inverse=True)
    part = choose(replace(pile, days=date_leaders(pile.days, leaders)), rows)
    stories = connect(len(rows), pair_up(part, settings), settings.least_mean)
    return stories[voices]


def pair_up(
    pile: Pile, settings: GroupingSettings, start: Places | None = None, placing: Placing | None = None
) -> Pairs:
    """The pairs that may be of one story, each with one score.

    It is their cosine, or their containment where one is a copy of the other; nothing where the
    two are one form filled in twice. What one outlet prints twice is no copy: its galleries, its
    blurbs and its background paragraphs run for years. Rows with one number in `start` are of one
    story already, so that they are no pairs; `placing` is as in `share_event`.
    """
    text, cosines = _side_by_side(guess_text(pile, settings), share_event(pile, settings, placing))
    if start is not None:
        apart = start[text.left] != start[text.right]
        text, cosines = Pairs(text.left[apart], text.right[apart], text.scores[apart]), cosines[apart]
    doubtful = np.flatnonzero((text.scores > 0) & (cosines < settings.sure_cosine))
    text.scores[doubtful] = measure_text(pile, text.left[doubtful], text.right[doubtful])
    copies = (text.scores >= settings.least_containment) & (cosines >= settings.least_cosine_of_copies)
    copies &= ~are_of_one_house(pile, text.left, text.right)
    scores = np.where(copies, np.maximum(cosines, text.scores), cosines)
    alike = np.flatnonzero(scores >= settings.least_form_score)
    likely = Pairs(text.left[alike], text.right[alike], text.scores[alike])
    scores[alike[are_forms(pile, likely, settings)]] = 0
    kept = scores > 0
    return Pairs(text.left[kept], text.right[kept], scores[kept])


def name_groups(pile: Pile, stories: Places) -> list[tuple[tuple[str, ...], int]]:
    """The article ids of each story, sorted, with the story's number."""
    groups: dict[int, list[str]] = defaultdict(list)
    for article_id, story in zip(pile.article_ids, stories.tolist(), strict=True):
        groups[story].append(article_id)
    return sorted((tuple(group), story) for story, group in groups.items())


def _side_by_side(text: Pairs, event: Pairs) -> tuple[Pairs, Scores]:
    """All pairs of both lists once, with the score of `text`, and beside it the score of `event`."""
    width = np.int64(1 << 32)
    texts, events = text.left * width + text.right, event.left * width + event.right
    keys = count_distinct(np.concatenate([texts, events]).astype(np.uint64))[0].astype(np.int64)
    shared, cosines = np.zeros(len(keys)), np.zeros(len(keys))
    shared[np.searchsorted(keys, texts)] = text.scores
    cosines[np.searchsorted(keys, events)] = event.scores
    return Pairs(keys // width, keys % width, shared), cosines
