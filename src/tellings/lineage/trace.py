"""The family tree of a story, from what its collation shows."""

from collections.abc import Sequence

import numpy as np

from tellings.lineage.clues import Edge, find_clues, kind_clues
from tellings.lineage.deciding import Choice, Odds, decide, weigh_pairs
from tellings.lineage.descent import Bond, Descent, trace_descent
from tellings.lineage.flags import flag_credits, flag_edge, what_is_said
from tellings.lineage.forest import Models
from tellings.lineage.kinds import find_kinds, find_share
from tellings.lineage.measuring import Measured, measure
from tellings.lineage.naming import name_origins
from tellings.lineage.statements import Witnesses, count_origins, find_stands
from tellings.lineage.story import Collated, Lineage
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
    odds = weigh_pairs(measured, present, models)
    choice = decide(measured, present, odds, (settings.lost_price, settings.root_price), _ruled(story, ids))
    descent = trace_descent(measured, present, choice, odds, settings)
    # 3. Say it in rows.
    ids += [
        content_id("lost copy", story.story_id, *(ids[m] for m in p.copy.members)) for p in measured.copies
    ]
    derivations, clues = _edges(story, measured, descent, odds, (models, ids, settings))
    stands = find_stands(story, measured, descent, ids)
    texts = {article.article_id: article.text for article in story.articles}
    related = _related(measured, odds)
    witnesses = Witnesses(story.story_id, stands, related, texts)
    counted = [count_origins(one, witnesses, settings) for one in story.collation.agreements]
    found = [pair for pair in counted if pair is not None]
    return Lineage(
        derivations=tuple(derivations),
        clues=tuple(clues),
        origins=name_origins(story, measured, descent, ids, stands),
        statements=tuple(statement for statement, _ in found),
        attestations=tuple(row for _, rows in found for row in rows),
    )


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


def _related(measured: Measured, odds: Odds) -> dict[tuple[int, int], float]:
    """The chance that two tellings share copy, both ways round the same."""
    out: dict[tuple[int, int], float] = {}
    for (a, b), chance in zip(measured.pairs, odds.related, strict=True):
        key = (min(a, b), max(a, b))
        out[key] = out[key[::-1]] = max(out.get(key, 0.0), float(chance))
    return out


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
    derivations: list[Derivation] = []
    clues: list[Clue] = []
    for child in sorted(descent.bonds):
        bonds = descent.bonds[child]
        for bond in bonds:
            row = odds.rows[[bond.pair]] if bond.pair >= 0 else np.zeros((1, odds.rows.shape[1]))
            parent = measured.tellings[bond.parent]
            edge = Edge(
                story.story_id,
                measured.tellings[child],
                parent,
                ids[bond.parent],
                bond.seen,
                models.parent.shares(row)[0],
            )
            kinds = find_kinds(edge.child, parent, bond.seen, settings, merged=len(bonds) > 1)
            sure, direction = _certainty(bond, bonds[0], measured, odds, models)
            if (ids[child], ids[bond.parent]) in ruled:
                sure = direction = 1.0
            share = find_share(bond.seen)
            derivations.append(
                Derivation(
                    story.story_id,
                    ids[child],
                    ids[bond.parent],
                    kinds[0],
                    round(share, 4),
                    round(sure, 4),
                    round(direction, 4),
                )
            )
            clues += find_clues(edge, settings.least_clue) + kind_clues(edge, kinds)
            if bond.parent < len(story.articles):
                clues += flag_edge(edge, story, said, sure=sure >= settings.sure)
    derived: dict[str, set[str]] = {}
    for found in derivations:
        derived.setdefault(found.child_id, set()).add(found.parent_id)
        derived.setdefault(found.parent_id, set()).add(found.child_id)
    articles = sorted(story.articles, key=lambda article: article.article_id)
    return derivations, clues + flag_credits(story, articles, derived, said)


def _certainty(
    bond: Bond, first: Bond, measured: Measured, odds: Odds, models: Models
) -> tuple[float, float]:
    """The chance that this is the parent, and that the two aren't the other way round."""
    if bond.pair < 0:
        return 1.0, 1.0
    if bond is not first:
        related = float(odds.related[bond.pair])
        return related, related
    mine = [at for at, (child, _) in enumerate(measured.pairs) if child == bond.child]
    chance = float(odds.parent[bond.pair])
    rest = float(odds.parent[mine].sum()) - chance + float(odds.alone[bond.child])
    sure = models.confidence.read(np.array([_logit(chance / (chance + rest))]))[0]
    where = {pair: at for at, pair in enumerate(measured.pairs)}
    back = where.get((bond.parent, bond.child))
    against = float(odds.parent[back]) if back is not None else float(odds.alone[bond.child])
    direction = models.direction.read(np.array([_logit(chance / (chance + against))]))[0]
    return float(sure), float(direction)


def _logit(chance: float) -> float:
    chance = min(max(chance, 1e-9), 1 - 1e-9)
    return float(np.log(chance / (1 - chance)))


__all__ = ["Choice", "trace"]
