"""The family tree of a story, from what its collation shows."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from tellings.lineage.certainty import Certainty
from tellings.lineage.clues import Edge, find_clues, kind_clues
from tellings.lineage.deciding import Odds, decide, same_reports, spread_related, weigh_pairs
from tellings.lineage.descent import Bond, Descent, trace_descent
from tellings.lineage.features import Telling
from tellings.lineage.flags import flag_credits, flag_edge, what_is_said
from tellings.lineage.forest import Models
from tellings.lineage.kinds import Witness, compare_passages, find_kinds, find_share
from tellings.lineage.measuring import Measured, measure
from tellings.lineage.naming import name_origins
from tellings.lineage.sharing import seen_from
from tellings.lineage.sourcing import credited_agency
from tellings.lineage.statements import Witnesses, count_origins, find_stands
from tellings.lineage.story import Collated, Lineage
from tellings.lineage.texts import Floats
from tellings.lineage.usage import Usage
from tellings.models import Clue, Derivation, content_id
from tellings.settings import LineageSettings


def trace(story: Collated, models: Models, usage: Usage, settings: LineageSettings) -> Lineage:
    """Who derives from whom in a story, why, and the origins behind each statement.

    The answer is the same in whatever order the articles come. A telling that no other shares copy
    with is an origin of its own.
    """
    # 1. Measure each telling against those near it, and against lost copies worth weighing.
    measured = measure(story, usage, settings.least_alignment, settings.most_candidates)
    present = len(story.articles)
    ids = [telling.text.article.article_id for telling in measured.tellings[:present]]
    # 2. Choose the most probable tree that respects what people have ruled.
    credited = [credited_agency(t.text.article, story.credits) for t in measured.tellings[:present]]
    odds = weigh_pairs(measured, present, models, credited, settings)
    choice = decide(measured, present, odds, settings, _ruled(story, ids))
    descent = trace_descent(measured, present, choice, odds, settings)
    # 3. Say it in rows.
    related = spread_related(measured, present, odds.related)
    ids += _copy_ids(story, measured, ids, same_reports(choice, related, settings.sure))
    derivations, clues = _edges(story, measured, descent, odds, (models, ids, settings))
    stands = find_stands(story, measured, descent, ids)
    texts = {article.article_id: article.text for article in story.articles}
    sure: dict[str, list[str]] = {}
    for one in story.collation.alignments:
        if one.score >= settings.apart_score:
            sure.setdefault(one.first, []).append(one.second)
    outlets = [telling.text.article.outlet for telling in measured.tellings[:present]]
    witnesses = Witnesses(story.story_id, stands, csr_matrix(related), texts, sure, outlets)
    found = count_origins(story.collation.agreements, witnesses, settings)
    return Lineage(
        derivations=tuple(derivations),
        clues=tuple(clues),
        origins=name_origins(story, measured, descent, ids, stands),
        statements=tuple(statement for statement, _ in found),
        attestations=tuple(row for _, rows in found for row in rows),
    )


def _copy_ids(story: Collated, measured: Measured, ids: Sequence[str], first: dict[int, int]) -> list[str]:
    """The lost copies' ids, in order; versions of one report have one."""
    present = len(ids)
    made = [
        content_id("lost copy", story.story_id, *(ids[m] for m in p.copy.members)) for p in measured.copies
    ]
    return [made[first.get(at, at) - present] for at in range(present, present + len(made))]


def _ruled(story: Collated, ids: Sequence[str]) -> dict[int, int | None]:
    """What people have decided, by place; rulings on articles that aren't here are left out."""
    places = {article_id: at for at, article_id in enumerate(ids)}
    ruled: dict[int, int | None] = {}
    for ruling in sorted(story.rulings, key=lambda r: (r.child_id, r.parent_id)):
        child = places.get(ruling.child_id)
        if child is None or (ruling.parent_id and ruling.parent_id not in places):
            continue
        ruled[child] = places[ruling.parent_id] if ruling.parent_id else None
    return ruled


def _edges(
    story: Collated,
    measured: Measured,
    descent: Descent,
    odds: Odds,
    means: tuple[Models, Sequence[str], LineageSettings],
) -> tuple[list[Derivation], list[Clue]]:
    """The derivations with their clues, in the order of the children's ids."""
    models, ids, settings = means
    said = what_is_said(story)
    ruled = {(ruling.child_id, ruling.parent_id) for ruling in story.rulings}
    bonds = [bond for child in sorted(descent.bonds) for bond in descent.bonds[child]]
    blank = np.zeros(odds.rows.shape[1])
    rows = np.array([odds.rows[bond.pair] if bond.pair >= 0 else blank for bond in bonds])
    shares = models.parent.shares(rows) if bonds else rows
    copying = _copying(bonds, measured, odds, models)
    certain = Certainty(measured, odds, models)
    derivations: list[Derivation] = []
    clues: list[Clue] = []
    for bond, moved, copied in zip(bonds, shares, copying, strict=True):
        child, parent_id = bond.child, ids[bond.parent]
        edge = Edge(story.story_id, *_two(measured, bond), parent_id, bond.seen, moved, copied)
        witnesses = _witnesses(bond, bonds, measured, len(story.articles))
        passages = compare_passages(edge.child.text, bond.seen, witnesses, settings)
        kinds = find_kinds(edge, passages, settings, merged=len(descent.bonds[child]) > 1)
        sure, direction = certain.of(bond, first=bond is descent.bonds[child][0])
        if (ids[child], parent_id) in ruled:
            sure = direction = 1.0
        found = (round(x, 4) for x in (find_share(bond.seen), sure, direction))
        derivations.append(Derivation(story.story_id, ids[child], parent_id, kinds[0], *found))
        clues += find_clues(edge, settings.least_clue) + kind_clues(edge, kinds)
        if bond.parent < len(story.articles):
            clues += flag_edge(edge, story, said, sure=sure >= settings.sure)
    derived: dict[str, set[str]] = {}
    for row in derivations:
        derived.setdefault(row.child_id, set()).add(row.parent_id)
        derived.setdefault(row.parent_id, set()).add(row.child_id)
    articles = sorted(story.articles, key=lambda article: article.article_id)
    return derivations, clues + flag_credits(story, articles, derived, said)


def _copying(bonds: Sequence[Bond], measured: Measured, odds: Odds, models: Models) -> Floats:
    """For each bond, how far each feature of `BASE` moved the odds of shared copy.

    What a child shares with a lost copy shows in what it shares with its nearest sibling.
    """
    where = {pair: at for at, pair in enumerate(measured.pairs)}
    rows = np.zeros((len(bonds), measured.rows.shape[1]))
    for row, bond in zip(rows, bonds, strict=True):
        siblings = [other.child for other in bonds if other.parent == bond.parent]
        near = [where[bond.child, t] for t in (bond.parent, *siblings) if (bond.child, t) in where]
        best = max(near, key=lambda at: (odds.related[at], -at), default=-1)
        if best >= 0:
            row[:] = measured.rows[best]
    return models.related.shares(rows)


def _witnesses(bond: Bond, bonds: Sequence[Bond], measured: Measured, present: int) -> list[Witness]:
    """Through whom the child's parent is known: itself, or the others that were made from it."""
    own = Witness(measured.tellings[bond.parent].text, bond.seen)
    if bond.parent < present:
        return [own]
    others = [other.child for other in bonds if other.parent == bond.parent and other.child != bond.child]
    found = [(other, seen_from(bond.child, other, measured.shared)) for other in others]
    return [Witness(measured.tellings[at].text, seen) for at, seen in found if seen is not None] or [own]


def _two(measured: Measured, bond: Bond) -> tuple[Telling, Telling]:
    return measured.tellings[bond.child], measured.tellings[bond.parent]
