"""Who stands behind each statement: attestations with their origins, and the counts of origins."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from tellings.collation import Agreement, Collation
from tellings.collation.agree import keep_largest
from tellings.lineage.descent import UNSEEN, Descent, find_start
from tellings.lineage.measuring import Measured
from tellings.lineage.story import Collated
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
    places: dict[str, list[tuple[int, int, str]]] = {}
    for passage in sorted(story.passages, key=lambda passage: passage.start):
        places.setdefault(passage.article_id, []).append((passage.start, passage.end, passage.passage_id))
    out: dict[str, str] = {}
    for credit in story.credits:
        if credit.kind != "cited source" or credit.end <= credit.start or credit.article_id not in places:
            continue
        held = places[credit.article_id]
        at = bisect_right(held, credit.start, key=lambda place: place[0]) - 1
        if at >= 0 and credit.start < held[at][1]:
            out[held[at][2]] = cited_id(story.story_id, credit.name)
    return out


def cited_id(story_id: str, name: str) -> str:
    """The id of a cited source in a story."""
    return content_id("cited source", story_id, name.casefold())


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What counting origins needs: the stands, the chance that two tellings share copy, the texts.

    `sure` holds for each passage those that it is surely aligned with.
    """

    story_id: str
    stands: Mapping[str, Stand]
    related: csr_matrix  # telling × telling
    texts: Mapping[str, str]  # by article id
    sure: Mapping[str, Sequence[str]]
    outlets: Sequence[str]  # by telling; "" where it isn't known


def count_origins(
    agreements: Iterable[Agreement], witnesses: Witnesses, settings: LineageSettings
) -> list[tuple[Statement, tuple[Attestation, ...]]]:
    """The statements with their least, likely and most origins, and who carries them.

    An agreement makes one, as a rule; none if it is furniture alone; several where passages of
    different origins are too loosely aligned to be taken for the same.
    """
    found: dict[tuple[str, ...], tuple[str, list[Stand]]] = {}
    for agreement in agreements:
        held = [witnesses.stands[key] for key in agreement.passage_ids if key in witnesses.stands]
        one = len({stand.origin_id for stand in held}) == 1
        for part in [held] if one else _part(held, witnesses.sure):
            ids = tuple(sorted(stand.passage.passage_id for stand in part))
            whole = len(part) == len(agreement.passage_ids)
            found[ids] = agreement.statement_id if whole else content_id("statement", *ids), part
    kept = [found[ids] for ids in keep_largest(found)]
    return [_state(statement_id, held, witnesses, settings) for statement_id, held in kept]


def _part(held: Sequence[Stand], sure: Mapping[str, Sequence[str]]) -> list[list[Stand]]:
    """The passages that say the same, in groups of two tellings and more.

    Two newsrooms that tell of one thing are alike without saying the same, so passages of different
    origins must be aligned more surely than two readings of one copy.
    """
    place = {stand.passage.passage_id: at for at, stand in enumerate(held)}
    ties = _chain([stand.origin_id for stand in held])
    ties += [(at, place[other]) for key, at in place.items() for other in sure.get(key, ()) if other in place]
    parts: dict[int, list[Stand]] = {}
    for stand, part in zip(held, _components(len(held), ties), strict=True):
        parts.setdefault(part, []).append(stand)
    return [part for part in parts.values() if len({stand.telling for stand in part}) > 1]


def _state(
    statement_id: str, held: Sequence[Stand], witnesses: Witnesses, settings: LineageSettings
) -> tuple[Statement, tuple[Attestation, ...]]:
    """One statement and its attestations."""
    articles = {stand.passage.article_id for stand in held}
    likely = len({stand.origin_id for stand in held})
    low, high = _bounds(held, witnesses, settings)
    statement = Statement(
        statement_id,
        witnesses.story_id,
        _best_reading(held, witnesses.texts),
        len(articles),
        min(low, likely),
        likely,
        max(high, likely),
    )
    rows = tuple(
        Attestation(statement_id, s.passage.passage_id, s.passage.article_id, s.origin_id, s.relation)
        for s in held
    )
    return statement, rows


def _best_reading(held: Sequence[Stand], texts: Mapping[str, str]) -> str:
    """The words of the least changed passage of the origin that most tellings carry.

    Among equals the longest, then the first by id.
    """
    order = ("independent", "same", "edited", "reworded")
    carried = Counter(origin for origin, _ in {(stand.origin_id, stand.telling) for stand in held})

    def rank(stand: Stand) -> tuple[int, int, int, str]:
        place = stand.passage
        length = place.end - place.start
        return -carried[stand.origin_id], order.index(stand.relation), -length, place.passage_id

    best = min(held, key=rank).passage
    return texts[best.article_id][best.start : best.end]


def _bounds(held: Sequence[Stand], witnesses: Witnesses, settings: LineageSettings) -> tuple[int, int]:
    """The fewest and the most origins: doubtful ties count, or don't.

    Two articles of one outlet may be one newsroom's work, however different their words.
    """
    own = _chain([stand.telling for stand in held])
    outlets = [witnesses.outlets[stand.telling].casefold() for stand in held]
    low = own + _chain([stand.origin_id for stand in held]) + _chain(outlets)
    high = list(own)
    carried: dict[int, dict[str, int]] = {}
    for at, stand in enumerate(held):
        carried.setdefault(stand.telling, {}).setdefault(stand.origin_id, at)
    for one, other, chance in _kin(sorted(carried), witnesses.related):
        if chance >= 1 - settings.sure:
            low.append((min(carried[one].values()), min(carried[other].values())))
        if chance >= settings.sure:
            high += [(at, carried[other][key]) for key, at in carried[one].items() if key in carried[other]]
    return len(set(_components(len(held), low))), len(set(_components(len(held), high)))


def _kin(tellings: list[int], related: csr_matrix) -> Iterator[tuple[int, int, float]]:
    """Of some tellings, each two that may share copy, and the chance."""
    found = related[tellings][:, tellings].tocoo()
    for one, other, chance in zip(found.row.tolist(), found.col.tolist(), found.data.tolist(), strict=True):
        yield tellings[one], tellings[other], chance


def _chain(keys: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Each place tied to the first that has its key; the empty key ties nothing."""
    first: dict[Hashable, int] = {}
    return [(first.setdefault(key, at), at) for at, key in enumerate(keys) if key != ""]


def _components(count: int, ties: Sequence[tuple[int, int]]) -> list[int]:
    """For each place the number of the group that it hangs together with, counted by first places."""
    one, other = np.array(ties, np.int64).reshape(-1, 2).T
    graph = csr_matrix((np.ones(len(one), bool), (one, other)), shape=(count, count))
    label: list[int] = connected_components(graph, directed=False)[1].tolist()
    return label
