"""Who stands behind each statement: attestations with their origins, and the counts of origins."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from tellings.collation import Agreement, Collation
from tellings.lineage.descent import UNSEEN, Descent, find_start
from tellings.lineage.measuring import Measured
from tellings.lineage.story import Collated
from tellings.lineage.texts import Bools, Floats
from tellings.models import Attestation, Passage, Statement, content_id
from tellings.settings import LineageSettings


@dataclass(frozen=True, slots=True)
class Stand:
    """Where each passage stands: its telling and place, its starting point and how it relates to it."""

    telling: int
    passage: Passage
    origin_id: str
    relation: str


def find_stands(
    story: Collated, measured: Measured, descent: Descent, origin_ids: Sequence[str]
) -> dict[str, Stand]:
    """The stand of every passage of the report, by passage id; `origin_ids` by telling and lost copy."""
    present = len(story.articles)
    relations = _relations(story.collation)
    cited = _cited(story)
    out: dict[str, Stand] = {}
    for telling in range(present):
        text = measured.tellings[telling].text
        for at, passage in enumerate(text.passages):
            above = descent.above[telling][at]
            start = find_start(descent, present, telling, at)
            origin = (
                cited.get(passage.passage_id, origin_ids[start]) if start == telling else origin_ids[start]
            )
            seen = above is not None and above[1] != UNSEEN
            relation = (
                _relation(above, passage, measured, present, relations) if seen and above else "independent"
            )
            out[passage.passage_id] = Stand(telling, passage, origin, relation)
    return out


def _relations(collation: Collation) -> dict[tuple[str, str], str]:
    return {(one.first, one.second): one.relation for one in collation.alignments}


def _relation(
    above: tuple[int, int | None],
    passage: Passage,
    measured: Measured,
    present: int,
    relations: Mapping[tuple[str, str], str],
) -> str:
    """How a passage relates to the one it comes from; for a lost copy's, to the reading it is known by."""
    telling, place = above
    if telling >= present:
        columns = measured.copies[telling - present].copy.columns
        found = next((c.centre for c in columns if _holds(measured, c.members, passage)), None)
        if found is None:
            return "edited"
        telling, place = found
    if place is None:
        return "edited"
    other = measured.tellings[telling].text.passages[place].passage_id
    if other == passage.passage_id:
        return "same"
    key = (min(other, passage.passage_id), max(other, passage.passage_id))
    return relations.get(key, "edited")


def _holds(measured: Measured, members: Iterable[tuple[int, int]], passage: Passage) -> bool:
    return any(measured.tellings[t].text.passages[i].passage_id == passage.passage_id for t, i in members)


def _cited(story: Collated) -> dict[str, str]:
    """For passages that name where they have something from: the cited source's origin id."""
    out: dict[str, str] = {}
    sources = [
        credit for credit in story.credits if credit.kind == "cited source" and credit.end > credit.start
    ]
    for credit in sources:
        for passage in story.passages:
            inside = passage.start <= credit.start < passage.end
            if passage.article_id == credit.article_id and inside:
                out[passage.passage_id] = cited_id(story.story_id, credit.name)
    return out


def cited_id(story_id: str, name: str) -> str:
    """The id of a cited source in a story."""
    return content_id("cited source", story_id, name.casefold())


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What counting origins needs: the stands, the chance that two tellings share copy, the texts."""

    story_id: str
    stands: Mapping[str, Stand]
    related: Floats  # telling × telling
    texts: Mapping[str, str]  # by article id


def count_origins(
    agreement: Agreement, witnesses: Witnesses, settings: LineageSettings
) -> tuple[Statement, tuple[Attestation, ...]] | None:
    """A statement with its least, likely and most origins, and who carries it; None for furniture alone."""
    held = [witnesses.stands[key] for key in agreement.passage_ids if key in witnesses.stands]
    if not held:
        return None
    articles = {stand.passage.article_id for stand in held}
    likely = len({stand.origin_id for stand in held})
    low, high = _bounds(held, witnesses, settings)
    statement = Statement(
        agreement.statement_id,
        witnesses.story_id,
        _best_reading(held, witnesses.texts),
        len(articles),
        min(low, likely),
        likely,
        max(high, likely),
    )
    rows = tuple(
        Attestation(
            agreement.statement_id, s.passage.passage_id, s.passage.article_id, s.origin_id, s.relation
        )
        for s in held
    )
    return statement, rows


def _best_reading(held: Sequence[Stand], texts: Mapping[str, str]) -> str:
    """The words of the passage that is least changed; among equals, the longest, then the first by id."""
    order = ("independent", "same", "edited", "reworded")

    def rank(stand: Stand) -> tuple[int, int, str]:
        place = stand.passage
        return order.index(stand.relation), place.start - place.end, place.passage_id

    best = min(held, key=rank).passage
    return texts[best.article_id][best.start : best.end]


def _bounds(held: Sequence[Stand], witnesses: Witnesses, settings: LineageSettings) -> tuple[int, int]:
    """The fewest and the most origins: doubtful ties count, or don't."""
    tellings = np.array([stand.telling for stand in held])
    origins = np.unique([stand.origin_id for stand in held], return_inverse=True)[1]
    chance = witnesses.related[np.ix_(tellings, tellings)]
    own = tellings[:, None] == tellings[None, :]
    same = origins[:, None] == origins[None, :]
    low = own | same | (chance >= 1 - settings.sure)
    high = own | (same & (chance >= settings.sure))
    return _groups(low | low.T), _groups(high | high.T)


def _groups(tied: Bools) -> int:
    """How many groups hang together."""
    return int(connected_components(csr_matrix(tied), directed=False)[0])
