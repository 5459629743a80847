"""The tree as later steps need it: each telling's parents, and where each passage began."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tellings.lineage.deciding import Choice, Odds
from tellings.lineage.measuring import Measured
from tellings.lineage.sharing import Seen, seen_from
from tellings.settings import LineageSettings

UNSEEN = -1  # the place of a passage that comes from the parent, though the parent hasn't got it


@dataclass(frozen=True, slots=True)
class Bond:
    """A child and one of its parents (a telling, or a lost copy counted on from them)."""

    child: int
    parent: int
    seen: Seen
    pair: int  # the row of features


@dataclass(frozen=True, slots=True)
class Descent:
    """All bonds of a story by child, main parent first, and each passage's parent passage.

    `above[t][i]` is (parent, passage) of passage i of telling t, or None where it begins there; a
    lost copy's passage is None, since nobody has it.
    """

    bonds: Mapping[int, tuple[Bond, ...]]
    above: Mapping[int, tuple[tuple[int, int | None] | None, ...]]
    copies: tuple[int, ...]


def trace_descent(
    measured: Measured, present: int, choice: Choice, odds: Odds, settings: LineageSettings
) -> Descent:
    """The bonds of the chosen tree, with a second parent where an article was merged from two."""
    where = {pair: at for at, pair in enumerate(measured.pairs)}
    bonds: dict[int, tuple[Bond, ...]] = {}
    for child, parent in enumerate(choice.parents):
        first = _bond(child, parent, measured, present, where) if parent >= 0 else None
        if first is not None:
            bonds[child] = (first,)
    seconds = [
        found
        for child in sorted(bonds)
        for found in _second_parents(bonds[child][0], measured, choice, odds, (where, settings))
    ]
    for _, second in sorted(seconds, key=lambda found: (-found[0], found[1].child, found[1].parent)):
        if len(bonds[second.child]) == 1 and second.child not in _line(second.parent, bonds):
            bonds[second.child] += (second,)
    above = {
        t: _passages_above(t, measured, present, bonds.get(t, ()), settings.own_share) for t in range(present)
    }
    return Descent(bonds, above, choice.copies)


def _bond(
    child: int, parent: int, measured: Measured, present: int, where: Mapping[tuple[int, int], int]
) -> Bond | None:
    """What ties the child to the parent; None where they share no passage (a person may have said so)."""
    if parent >= present:
        seen: Seen | None = measured.seen[child].get(parent)
    else:
        seen = seen_from(child, parent, measured.shared)
    return (
        None
        if seen is None or not len(seen.pairs)
        else Bond(child, parent, seen, where.get((child, parent), -1))
    )


def _second_parents(
    first: Bond,
    measured: Measured,
    choice: Choice,
    odds: Odds,
    means: tuple[Mapping[tuple[int, int], int], LineageSettings],
) -> Iterator[tuple[float, Bond]]:
    """Other tellings that have much of what the first parent leaves unexplained, word for word.

    Each comes with the share of the child that it adds.
    """
    child, present = first.child, len(choice.parents)
    where, settings = means
    weights = measured.tellings[child].weights
    total = max(float(weights.sum()), 1.0)
    for other in range(present):
        at = where.get((child, other), -1)
        if other in (child, first.parent) or at < 0 or odds.related[at] < settings.sure:
            continue
        if first.parent >= present and choice.parents[other] >= present:
            continue  # what two copies of a lost report share was in the report
        bond = _bond(child, other, measured, present, where)
        if bond is None:
            continue
        extra = float(weights[(bond.seen.to_parent >= 0) & ~first.seen.in_child].sum()) / total
        if extra >= settings.second_share:
            yield extra, bond


def _line(telling: int, bonds: Mapping[int, Sequence[Bond]]) -> set[int]:
    """A telling and all that it was made from, by whatever parent."""
    out: set[int] = set()
    ahead = [telling]
    while ahead:
        node = ahead.pop()
        if node not in out:
            out.add(node)
            ahead += [bond.parent for bond in bonds.get(node, ())]
    return out


def _passages_above(
    telling: int, measured: Measured, present: int, bonds: Sequence[Bond], own_share: float
) -> tuple[tuple[int, int | None] | None, ...]:
    """For each passage of a telling, where it comes from: the parent that has most of it.

    What no parent has is the telling's own where that is a good part of it, and else counts as the
    main parent's: a sentence that the other copies happen to lack makes no origin.
    """
    text = measured.tellings[telling].text
    own = (
        float((~np.any([bond.seen.in_child for bond in bonds], axis=0)).mean())
        if bonds and len(text)
        else 1.0
    )
    unseen = (bonds[0].parent, UNSEEN) if own < own_share else None
    out: list[tuple[int, int | None] | None] = []
    partners = [{int(i): int(j) for i, j in bond.seen.pairs} for bond in bonds]
    for at in range(len(text.passages)):
        span = slice(text.first[at], text.first[at + 1])
        held = [
            (float((bond.seen.to_parent[span] >= 0).mean()), -k)
            for k, bond in enumerate(bonds)
            if span.stop > span.start and bond.seen.in_child[span].any()
        ]
        if not held:
            out.append(unseen)
            continue
        bond = bonds[-max(held)[1]]
        passage = partners[-max(held)[1]].get(at)
        if bond.parent < present and passage is None:
            passage = _nearest(measured, bond, span)
        out.append((bond.parent, None if bond.parent >= present else passage))
    return tuple(out)


def _nearest(measured: Measured, bond: Bond, span: slice) -> int | None:
    """The parent's passage that has most of the words in `span`."""
    to = bond.seen.to_parent[span]
    passages = measured.tellings[bond.parent].text.passage[to[to >= 0]]
    return int(np.bincount(passages).argmax()) if len(passages) else None


def find_start(descent: Descent, present: int, telling: int, passage: int) -> int:
    """The telling or lost copy in which a passage of a telling began."""
    seen: set[tuple[int, int]] = set()
    while telling < present and (telling, passage) not in seen:
        seen.add((telling, passage))
        above = descent.above[telling][passage]
        if above is None:
            return telling
        telling, place = above
        if place is None or place == UNSEEN:
            return _main_root(descent, present, telling)
        passage = place
    return telling


def _main_root(descent: Descent, present: int, telling: int) -> int:
    """Where a telling's line of main parents begins."""
    while telling < present and telling in descent.bonds:
        telling = descent.bonds[telling][0].parent
    return telling
