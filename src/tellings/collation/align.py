"""A story collated: which passages of its tellings say the same, and what statements they make."""

from collections.abc import Iterable

import numpy as np

from tellings.collation import Agreement, Collation
from tellings.collation.agree import agree
from tellings.collation.likeness import compare
from tellings.collation.odds import weigh
from tellings.collation.partners import Links, find_partners, list_alignments
from tellings.collation.readings import Readings, Wording, find_readings
from tellings.language.vectors import Vectors
from tellings.models import Article, Passage, content_id
from tellings.settings import CollationSettings


def collate(
    articles: Iterable[Article],
    passages: Iterable[Passage],
    vectors: Vectors,
    settings: CollationSettings,
) -> Collation:
    """The alignments and statements of one story, the same in whatever order its articles come.

    1. Passages with the same words, damage seen through, are one wording.
    2. Pairs of wordings that share rare words or are about the same are weighed for evidence.
    3. Neighbours move the odds: the same order, a sentence joined or split.
    4. Each passage is aligned with its surest partner in every other telling.
    """
    readings = find_readings(articles, passages, vectors)
    evidence, likeness = compare(readings, vectors, settings)
    scores = weigh(evidence, likeness)
    edited = likeness.feature("order") >= settings.edited_order
    links = Links(likeness.pairs, scores, edited).at_least(settings.least_score)
    partners = find_partners(readings, links, settings.most_copies)
    tellings = [frozenset(passage.article_id for passage in x.passages) for x in readings.wordings]
    kept = links.rows(np.flatnonzero(np.bincount(partners.row))).at_least(settings.linked_score)
    groups = agree(tellings, kept, settings)
    agreements = [_state(readings, group) for group in groups]
    return Collation(
        alignments=tuple(list_alignments(partners, links, settings.most_copies)),
        agreements=tuple(sorted(agreements, key=lambda one: one.passage_ids)),
        twins=tuple(_ids(wording) for wording in readings.wordings if len(wording.passages) > 1),
    )


def _state(readings: Readings, group: tuple[int, ...]) -> Agreement:
    """The statement that a group of wordings makes."""
    ids = sorted(passage_id for at in group for passage_id in _ids(readings.wordings[at]))
    return Agreement(content_id("statement", *ids), tuple(ids))


def _ids(wording: Wording) -> tuple[str, ...]:
    return tuple(passage.passage_id for passage in wording.passages)
