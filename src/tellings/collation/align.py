"""A story collated: which passages of its tellings say the same, and what statements they make."""

from collections.abc import Iterable, Iterator
from itertools import chain, combinations, product

import numpy as np

from tellings.collation import Agreement, Alignment, Collation
from tellings.collation.agree import agree
from tellings.collation.likeness import Likeness, compare
from tellings.collation.odds import weigh
from tellings.collation.readings import Floats, Readings, Wording, find_readings
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

    Passages with the same words are one wording; wordings are compared, and what holds of two
    wordings holds of each two passages that have them.
    """
    readings = find_readings(articles, passages, vectors)
    likeness = compare(readings, vectors, settings)
    scores = weigh(readings, likeness, vectors, settings)
    links = [
        (int(one), int(other), float(score))
        for (one, other), score in zip(likeness.pairs, scores, strict=True)
        if score >= settings.linked_score
    ]
    tellings = [frozenset(passage.article_id for passage in x.passages) for x in readings.wordings]
    groups = agree(tellings, links, settings)
    found = [*_twins(readings, settings), *_partners(readings, likeness, scores, settings)]
    return Collation(
        alignments=tuple(sorted(found, key=lambda one: (one.first, one.second))),
        agreements=tuple(sorted((_state(readings, group) for group in groups), key=_place)),
        twins=tuple(_ids(wording) for wording in readings.wordings if len(wording.passages) > 1),
    )


def _twins(readings: Readings, settings: CollationSettings) -> Iterator[Alignment]:
    """The alignments of passages with the same words."""
    for wording in readings.wordings:
        for one, other in _pairs(wording, wording, settings.most_pairs):
            yield _alignment(one, other, "same", 1.0)


def _partners(
    readings: Readings, likeness: Likeness, scores: Floats, settings: CollationSettings
) -> Iterator[Alignment]:
    """Each passage with its best partner in each other telling; both ends may choose."""
    edited = likeness.feature("order") >= settings.edited_order
    order = np.lexsort((likeness.pairs[:, 1], likeness.pairs[:, 0], -scores))
    taken: set[tuple[str, str]] = set()
    for at in order[scores[order] >= settings.least_score]:
        one, other = (readings.wordings[number] for number in likeness.pairs[at])
        relation, score = "edited" if edited[at] else "reworded", round(float(scores[at]), 4)
        for first, second in _pairs(one, other, settings.most_pairs):
            ends = (first.passage_id, second.article_id), (second.passage_id, first.article_id)
            if ends[0] not in taken or ends[1] not in taken:
                taken.update(ends)
                yield _alignment(first, second, relation, score)


def _pairs(one: Wording, other: Wording, most: int) -> Iterator[tuple[Passage, Passage]]:
    """Passages of different tellings that have the two wordings; of too many pairs, those of the first."""
    pairs: Iterable[tuple[Passage, Passage]] = product(one.passages, other.passages)
    if one is other:
        pairs = combinations(one.passages, 2)
    if len(one.passages) * len(other.passages) > most:
        rest = one.passages[1:] if one is not other else ()
        pairs = chain(product(one.passages[:1], other.passages), product(rest, other.passages[:1]))
    for first, second in pairs:
        if first.article_id != second.article_id:
            yield first, second


def _alignment(one: Passage, other: Passage, relation: str, score: float) -> Alignment:
    first, second = sorted((one.passage_id, other.passage_id))
    return Alignment(first, second, relation, score)


def _state(readings: Readings, group: tuple[int, ...]) -> Agreement:
    """The statement that a group of wordings makes."""
    ids = sorted(passage_id for at in group for passage_id in _ids(readings.wordings[at]))
    return Agreement(content_id("statement", *ids), tuple(ids))


def _place(agreement: Agreement) -> tuple[str, ...]:
    return agreement.passage_ids


def _ids(wording: Wording) -> tuple[str, ...]:
    return tuple(passage.passage_id for passage in wording.passages)
