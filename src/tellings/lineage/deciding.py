"""The tree: each telling's parent among those that are there, the lost copies, and none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tellings.lineage.contrast import contrast
from tellings.lineage.forest import Forest, Models
from tellings.lineage.measuring import BASE, Measured
from tellings.lineage.middles import stand_between, weigh_beside
from tellings.lineage.stars import PAIRWISE, Told, name_above, weigh_stars
from tellings.lineage.texts import Bools, Floats, Ints
from tellings.lineage.tree import grow_tree
from tellings.reading.agencies import name_agency
from tellings.settings import LineageSettings

NEAREST = 4  # lost copies weighed besides for a root that needs a parent
_SURE = 40.0  # nats by which a person's ruling outweighs everything
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Odds:
    """The chances of a story's pairs, in the order of `Measured.pairs`, and of having no parent."""

    parent: Floats
    related: Floats
    alone: Floats
    rows: Floats  # the features behind `parent`


@dataclass(frozen=True, slots=True)
class Choice:
    """Each telling's parent: a telling, a lost copy (counted on from the tellings), or -1."""

    parents: tuple[int, ...]
    copies: tuple[int, ...]  # the lost copies in use


def same_reports(choice: Choice, related: Floats, sure: float) -> dict[int, int]:
    """For each lost copy in use, the first that is a version of the same report.

    Two lost copies are versions of one report where copies made from them surely share copy.
    `related` is telling × telling.
    """
    children = {
        copy: [t for t, parent in enumerate(choice.parents) if parent == copy] for copy in choice.copies
    }
    first: dict[int, int] = {}
    for copy in choice.copies:
        tied = [
            other for other in first if np.median(related[np.ix_(children[copy], children[other])]) >= sure
        ]
        first[copy] = first[min(tied)] if tied else copy
    return first


def weigh_pairs(
    measured: Measured, present: int, models: Models, credited: Sequence[str], settings: LineageSettings
) -> Odds:
    """What the models say of each pair and each telling.

    `credited` names the agency that each telling credits, or "".
    """
    related = even_out(measured.pairs, present, models.related.odds(measured.rows))
    earlier = chance(models.earlier.odds(measured.rows))
    told = beside(measured, present, related, earlier, (models.middle, models.top))
    rows = contrast(measured, present, earlier, told)
    children = [child for child, _ in measured.pairs]
    parent, alone = share_out(children, present, models.parent.odds(rows))
    related = doubt_excerpts(measured, related, settings)
    parent *= tie(measured, present, related)
    favour_agencies(measured, parent, alone, credited, settings.agency_child)
    return Odds(parent, related, alone, rows)


def doubt_excerpts(measured: Measured, related: Floats, settings: LineageSettings) -> Floats:
    """The chances of shared copy, no more than even where it isn't certain and the two share a block or two.

    A copy in other words runs along its source. Two reports that print one statement, one post or one
    transcript share it word for word, and each has much that the other lacks.
    """
    mutual = np.minimum(*(measured.rows[:, BASE.index(name)] for name in ("covered", "spread")))
    doubtful = (related < settings.certain) & (mutual < settings.least_mutual)
    return np.where(doubtful, np.minimum(related, 0.5), related)


def favour_agencies(
    measured: Measured, parent: Floats, alone: Floats, credited: Sequence[str], agency_child: float
) -> None:
    """Correct the chances, in place, by what is known of agencies: they sell reports and don't copy outlets.

    What an agency's report seems to have from an outlet, the outlet has from the agency.
    """
    present = len(credited)
    agency = [bool(name_agency(t.text.article.outlet)) for t in measured.tellings[:present]]
    where = {pair: at for at, pair in enumerate(measured.pairs)}
    for at, (child, other) in enumerate(measured.pairs):
        if other < present and agency[other]:
            continue
        if agency[child]:
            turned = (1 - agency_child) * parent[at]
            alone[child] += turned
            if (other, child) in where:
                moved = min(turned, alone[other])
                parent[where[other, child]] += moved
                alone[other] -= moved
        if agency[child] or (credited[child] and other < present):
            parent[at] *= agency_child
    alone *= np.where([bool(name) for name in credited], agency_child, 1.0)


def beside(
    measured: Measured, present: int, related: Floats, earlier: Floats, forests: tuple[Forest, Forest]
) -> Floats:
    """What third tellings and stars say of each pair, named by `BESIDE` and `ABOVE`."""
    middle, top = forests
    groups = [proposal.children for proposal in measured.copies]
    tied = spread_related(measured, present, related)
    between = stand_between(measured.triples, middle.odds)
    third = weigh_beside(measured.pairs, groups, measured.triples, tied, between)
    rows, owners = star_rows(measured, tied, earlier, between)
    chances, _ = share_out([star for star, _ in owners], len(measured.stars), top.odds(rows))
    return np.hstack([third, name_above(measured.pairs, present, measured.stars, owners, chances)])


def star_rows(
    measured: Measured, tied: Floats, earlier: Floats, between: Floats
) -> tuple[Floats, list[tuple[int, int]]]:
    """The rows of `STAR`, and of each the star and who would be in its middle."""
    rows = measured.rows[:, [BASE.index(name) for name in PAIRWISE]]
    told = Told(measured.pairs, rows, earlier, tied, measured.triples, between)
    return weigh_stars(measured.stars, told)


def spread_related(measured: Measured, present: int, related: Floats) -> Floats:
    """The chance that two tellings share copy, telling × telling, the same both ways round."""
    out = np.zeros((present, present))
    for (one, other), found in zip(measured.pairs, related, strict=True):
        if other < present:
            out[one, other] = out[other, one] = max(out[one, other], found)
    return out


def share_out(owners: Sequence[int] | Ints, count: int, odds: Floats) -> tuple[Floats, Floats]:
    """The chances within each of `count` lists, shared out among its candidates and none (log-odds of 0).

    `owners` names the list of each of `odds`.
    """
    lists = np.asarray(owners, np.int64)
    most = np.zeros(count)
    np.maximum.at(most, lists, odds)
    weights, none = np.exp(odds - most[lists]), np.exp(-most)
    total = np.bincount(lists, weights, minlength=count) + none
    return weights / total[lists], none / total


def even_out(pairs: Sequence[tuple[int, int]], present: int, odds: Floats) -> Floats:
    """The chance that two tellings share copy, from the mean odds of both ways round; 0 for lost copies."""
    where = {pair: at for at, pair in enumerate(pairs)}
    back = np.array([where.get((parent, child), at) for at, (child, parent) in enumerate(pairs)], np.int64)
    there = np.array([parent < present for _, parent in pairs], bool)
    return np.where(there, chance((odds + odds[back]) / 2), 0.0) if len(pairs) else np.zeros(0)


def tie(measured: Measured, present: int, related: Floats) -> Floats:
    """For each pair, the chance that there is copying at all; for a lost copy, with any other telling."""
    most = np.zeros(present)
    for (child, _), found in zip(measured.pairs, related, strict=True):
        most[child] = max(most[child], found)
    return np.array(
        [
            found if parent < present else most[child]
            for (child, parent), found in zip(measured.pairs, related, strict=True)
        ]
    )


def decide(
    measured: Measured, present: int, odds: Odds, settings: LineageSettings, ruled: Mapping[int, int | None]
) -> Choice:
    """The most probable tree; a lost copy comes in where it makes the tree better by more
    than its price.

    Two tellings that surely share copy have one root: of two such roots one gets a parent.
    `ruled` gives the parents that a person has decided on (None: no parent).
    """
    scores = _scores(measured, present, odds, settings, ruled)
    tied = spread_related(measured, present, odds.related) >= settings.sure
    everything = range(present, len(scores))
    _, choice, helpful = _search(scores, present, everything, settings)
    while True:
        better = []
        for root in _roots_too_many(choice, tied):
            if ruled.get(root, 0) is not None:
                hung = scores.copy()
                hung[root, -1] = -np.inf
                nearest = scores[root, present:-1].argsort()[-NEAREST:] + present
                offered = sorted({*helpful, *nearest.tolist()})
                better.append((*_search(hung, present, offered, settings), hung))
        better = [found for found in better if np.isfinite(found[0])]
        if not better:
            return choice
        _, choice, helpful, scores = max(better, key=lambda found: found[0])


def _roots_too_many(choice: Choice, tied: Bools) -> list[int]:
    """The tellings without a parent that share copy with another, or with a lost copy's children."""
    roots = [t for t, parent in enumerate(choice.parents) if parent < 0]
    hung = [[t for t, parent in enumerate(choice.parents) if parent == copy] for copy in choice.copies]
    return [
        root
        for root in roots
        if tied[root, [other for other in roots if other != root]].any()
        or any(np.median(tied[root, children]) > 0.5 for children in hung)
    ]


def _search(
    scores: Floats, present: int, offered: Iterable[int], settings: LineageSettings
) -> tuple[float, Choice, list[int]]:
    """The best tree that adding and exchanging the lost copies offered comes to, one by one.

    With it come its total and the copies that better the tree each by itself.
    """
    best, parents = _best_tree(scores, present, [], settings)
    alone = {copy: _best_tree(scores, present, [copy], settings)[0] for copy in offered}
    helpful = sorted((copy for copy in alone if alone[copy] > best), key=lambda copy: (-alone[copy], copy))
    copies: list[int] = []
    for copy in helpful:
        for tried in [sorted([*copies, copy]), *(sorted({*copies, copy} - {old}) for old in copies)]:
            found, above = _best_tree(scores, present, tried, settings)
            if found > best + 1e-9:
                best, parents, copies = found, above, tried
    return best, Choice(tuple(parents), tuple(copies)), helpful


def _scores(
    measured: Measured, present: int, odds: Odds, settings: LineageSettings, ruled: Mapping[int, int | None]
) -> Floats:
    """Log chances, child × parent; the last column is for no parent."""
    count = present + len(measured.copies)
    scores = np.full((count, count + 1), -np.inf)
    for (child, parent), chance in zip(measured.pairs, odds.parent, strict=True):
        scores[child, parent] = np.log(max(chance, _LEAST))
    tied = np.zeros(present)
    for (child, parent), related in zip(measured.pairs, odds.related, strict=True):
        if parent < present:
            tied[child] = max(tied[child], related)
    # A group of tellings that share copy has one root: each further one is paid for.
    scores[:present, count] = np.log(np.maximum(odds.alone, _LEAST)) - settings.root_price * (tied > 0.5)
    scores[present:, count] = -settings.root_price
    # A telling hangs on something only where it surely shares copy with some other.
    scores[np.flatnonzero(tied < settings.least_related), :count] = -np.inf
    for child, decided in ruled.items():
        scores[child, count if decided is None else decided] = _SURE
    return scores


def _best_tree(
    scores: Floats, present: int, copies: Sequence[int], settings: LineageSettings
) -> tuple[float, list[int]]:
    """The best tree's total and parents with these lost copies; -inf where one has under two children."""
    nodes = [*range(present), *copies]
    graph = np.full((len(nodes) + 1, len(nodes) + 1), -np.inf)
    graph[1:, 0] = scores[nodes, -1]
    graph[1:, 1:] = scores[np.ix_(nodes, nodes)]
    best = grow_tree(graph)
    parents = [nodes[above - 1] if above > 0 else -1 for above in best[1 : present + 1].tolist()]
    held = [parents.count(copy) for copy in copies]
    total = float(sum(graph[node, best[node]] for node in range(1, len(best))))
    total -= settings.lost_price * len(copies) + settings.pair_price * held.count(2)
    return (total if min(held, default=2) >= 2 else -np.inf), parents


def chance(odds: Floats) -> Floats:
    """Log-odds as probabilities."""
    return 1 / (1 + np.exp(-np.clip(odds, -40, 40)))
