"""Who stands behind a group of tellings: one of them, or a report that nobody has.

A telling and its copies, or the copies of a lost report, form a *star*. Whether the middle of a star is
there is a question about all of its members at once: what one member alone has, though the others took
most of the rest, it added itself; where two members agree against a third, the third isn't in the middle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tellings.lineage.middles import MIDDLE, Triples
from tellings.lineage.texts import Floats, Ints
from tellings.lineage.views import View, count_places

PAIRWISE = (
    "exact", "copied", "given", "effort_per_word", "unexplained", "later", "names", "dangling", "idiom_sum",
    "rarer", "marks", "garbled", "capitals", "damage_own", "order", "next", "misplaced", "lost_lead",
    "own_lead", "title",
)  # fmt: skip
JOINT = (
    "untaken", "passed_over", "untaken_words", "own_words_alone", "against", "against_mean", "against_share",
    "alone", "alone_mean", "missing", "missing_mean", "missing_alone", "damage",
)  # fmt: skip
TRIPLED = ("order_against", "order_against_mean", "middle_least", "middle_mean", "lost_most", "lost_mean")
BEFORE = ("before_least", "before_mean", "related_mean")
_VALUES = (*JOINT, *TRIPLED, *BEFORE, *PAIRWISE)
STAR = (
    "size", "nobody", "gain", *_VALUES, *("gap_" + name for name in _VALUES),
)  # fmt: skip
ABOVE = ("top", "top_child", "top_nobody", "top_rest", "starred")
# The less of it the better: the gap is to the best of the others.
_LESS = [_VALUES.index(name) for name in (
    *JOINT, *TRIPLED[:2], *TRIPLED[4:], "effort_per_word", "unexplained", "damage_own",
)]  # fmt: skip
_MOST_TAKEN = 0.95  # a taker's share of what others have, at most: nobody takes everything for certain
_ORDER = MIDDLE.index("order_against")


@dataclass(frozen=True, slots=True)
class Star:
    """A group of tellings, and what was counted of each as the one in the middle.

    `joint` is (members, `JOINT`); `place` is the lost copy that the group proposes, `gain` what it saves.
    """

    members: tuple[int, ...]
    place: int
    gain: float
    joint: Floats


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a story's pairs and triples before its stars are weighed.

    `rows` are the pairs' features of `PAIRWISE`, `earlier` the chance that the parent came first, `related`
    (telling × telling) that of shared copy, `between` (3, thirds) who of each triple stands in the middle.
    """

    pairs: Sequence[tuple[int, int]]
    rows: Floats
    earlier: Floats
    related: Floats
    triples: Triples
    between: Floats


def find_stars(groups: Sequence[tuple[tuple[int, ...], int, float]], views: Sequence[View]) -> list[Star]:
    """What is counted in each group: its members, the place of the lost copy it proposes, what that saves."""
    present = len(views)
    return [Star(members, present + at, gain, _count(members, views)) for members, at, gain in groups]


def _count(members: tuple[int, ...], views: Sequence[View]) -> Floats:
    """The measures of `JOINT` for each member."""
    group = np.array(members, np.int64)
    # Counts for each member, by each other's passages: places with other words, those where some or all
    # others agree against it, and passages that some or all others have.
    differ, against, alone, missing, missing_alone = np.zeros((5, len(group), len(group)))
    untaken = np.zeros((len(group), 3))
    own, damaged = np.zeros((2, len(group)))
    for at, member in enumerate(members):
        view, others = views[member], group[group != member]
        same, held, has = view.same[group], view.held[group], view.has[group]
        apart, agreeing, holders = held & ~same, same.sum(axis=0), held.sum(axis=0)
        differ[:, at] = count_places(apart)
        against[:, at] = count_places(apart & (agreeing > 0))
        alone[:, at] = count_places(apart & (agreeing > 0) & (agreeing == holders - 1))
        carriers = has.sum(axis=0)
        missing[:, at] = (~has & (carriers > 0)).sum(axis=1)
        missing_alone[:, at] = (~has & (carriers > 0) & (carriers == len(others) - 1)).sum(axis=1)
        for table in (differ, against, alone, missing, missing_alone):
            table[at, at] = 0.0
        untaken[at] = _untaken(view, others)
        own[at] = count_places(((holders > 1) & (agreeing == 0))[None])[0]
        damaged[at] = (view.lost & (agreeing > 0)).sum()
    rest = max(len(group) - 1, 1)
    columns = [
        *untaken.T,
        np.log1p(own),
        np.log1p(against.max(axis=1)),
        np.log1p(against.sum(axis=1) / rest),
        against.sum(axis=1) / (differ.sum(axis=1) + 2),
        np.log1p(alone.max(axis=1)),
        np.log1p(alone.sum(axis=1) / rest),
        np.log1p(missing.max(axis=1)),
        np.log1p(missing.sum(axis=1) / rest),
        np.log1p(missing_alone.max(axis=1)),
        np.log1p(damaged),
    ]
    return np.stack(columns, axis=1)


def _untaken(view: View, others: Ints) -> tuple[float, float, float]:
    """How surprising it is that nobody took what only this telling has: in all, by those who went on
    behind it, and its share of the words.

    Each of the others took some share of what is attested, in all or from its first passage to its last;
    passages that follow each other count once. Surprise is the logarithm of nats.
    """
    has = view.has[others][:, view.full]
    taken = np.asarray(has.any(axis=0), bool)
    if not taken.any():
        return 0.0, 0.0, 1.0
    runs = int(count_places(~taken[None])[0])
    rates = np.minimum(has[:, taken].mean(axis=1), _MOST_TAKEN)
    nats = -runs * np.log1p(-rates).sum()
    passed = 0.0
    for row in has[has.any(axis=1)]:
        held = np.flatnonzero(row)
        within = slice(held[0], held[-1] + 1)
        rate = min(float(row[within][taken[within]].mean()), _MOST_TAKEN)
        passed -= int(count_places(~taken[None, within])[0]) * np.log1p(-rate)
    words = float(view.sizes[view.full][~taken].sum() / max(view.sizes.sum(), 1))
    return float(np.log1p(nats)), float(np.log1p(passed)), words


def weigh_stars(stars: Sequence[Star], told: Told) -> tuple[Floats, list[tuple[int, int]]]:
    """The rows of `STAR`, and for each the star (its place in the list) and who would be in its middle."""
    where = {pair: at for at, pair in enumerate(told.pairs)}
    corners = [
        np.array([pair[k] for pair in told.triples.pairs], np.int64)[told.triples.owner] for k in (0, 1)
    ]
    threes = np.stack([*corners, told.triples.third])
    rows: list[Floats] = [np.zeros((0, len(STAR)))]
    owners: list[tuple[int, int]] = []
    for number, star in enumerate(stars):
        middles = (*star.members, star.place)
        values = np.hstack([
            np.vstack([star.joint, np.zeros(len(JOINT))]),
            _weigh_triples(star.members, threes, told),
            _weigh_pairs(star, where, told),
        ])  # fmt: skip
        known = np.zeros((len(middles), 3))
        known[:] = np.log(len(star.members)), 0.0, star.gain
        known[-1, 1] = 1.0
        rows.append(np.hstack([known, values, _gaps(values)]))
        owners += [(number, middle) for middle in middles]
    return np.concatenate(rows), owners


def _weigh_pairs(star: Star, where: Mapping[tuple[int, int], int], told: Told) -> Floats:
    """`BEFORE` and `PAIRWISE` for each member and, last, the lost copy."""
    out = np.zeros((len(star.members) + 1, len(BEFORE) + len(PAIRWISE)))
    out[-1, :2] = 1.0
    for at, middle in enumerate((*star.members, star.place)):
        ways = [where[other, middle] for other in star.members if (other, middle) in where]
        if ways:
            out[at, len(BEFORE) :] = told.rows[ways].mean(axis=0)
        if ways and middle != star.place:
            others = [other for other in star.members if other != middle]
            before = told.earlier[ways]
            out[at, : len(BEFORE)] = before.min(), before.mean(), told.related[middle, others].mean()
    out[-1, 2] = out[:-1, 2].mean()
    return out


def _weigh_triples(members: tuple[int, ...], threes: Ints, told: Told) -> Floats:
    """`TRIPLED` for each member and, last, the lost copy."""
    here = np.flatnonzero(np.isin(threes, members).all(axis=0))
    threes, between = threes[:, here], told.between[:, here]
    orders, gone = told.triples.rows[:, here, _ORDER], 1.0 - between.sum(axis=0)
    out = np.zeros((len(members) + 1, len(TRIPLED)))
    out[:-1, 2:4] = 1.0
    for at, member in enumerate(members):
        mine = threes == member
        if mine.any():
            lost = gone[mine.any(axis=0)]
            order, middle = orders[mine], between[mine]
            out[at] = order.max(), order.mean(), middle.min(), middle.mean(), lost.max(), lost.mean()
    out[-1, 2:] = (gone.min(), gone.mean(), gone.max(), gone.mean()) if len(gone) else -1.0
    return out


def _gaps(values: Floats) -> Floats:
    """How far each is from the best of the others that are there."""
    out = np.zeros_like(values)
    sign = np.ones(values.shape[1])
    sign[_LESS] = -1.0
    there = (values * sign)[:-1]
    for at in range(len(values)):
        rest = np.delete(there, at, axis=0) if at < len(there) else there
        out[at] = values[at] - sign * rest.max(axis=0)
    return out


def name_above(
    pairs: Sequence[tuple[int, int]],
    present: int,
    stars: Sequence[Star],
    owners: Sequence[tuple[int, int]],
    chances: Floats,
) -> Floats:
    """The features named in `ABOVE` of each pair, from the chance that each is in its star's middle."""
    tops: list[dict[int, float]] = [{} for _ in stars]
    for (number, middle), found in zip(owners, chances, strict=True):
        tops[number][middle] = float(found)
    held: dict[int, list[int]] = {}
    for number, middle in owners:
        held.setdefault(middle, []).append(number)
    out = np.zeros((len(pairs), len(ABOVE)))
    for row, (child, parent) in zip(out, pairs, strict=True):
        both = [number for number in held.get(parent, []) if child in tops[number] or parent >= present]
        mine = [tops[number] for number in both]
        if not mine:
            nobody = [tops[number][stars[number].place] for number in held.get(child, [])]
            row[:] = -1.0, -1.0, max(nobody, default=0.0), -1.0, 0.0
            continue
        best = max(both, key=lambda number: (tops[number][parent], -number))
        known = {child, parent, stars[best].place}
        row[:] = (
            tops[best][parent],
            max(top.get(child, 0.0) for top in mine),
            max(tops[number][stars[number].place] for number in both),
            max((found for middle, found in tops[best].items() if middle not in known), default=0.0),
            1.0,
        )
    return out
