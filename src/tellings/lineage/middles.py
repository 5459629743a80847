"""Which of three tellings stands in the middle: what a third telling says of a child and its parent.

If B stands between C and D, then C and D never agree against B, but by chance: what both have, both
have from B (Quentin's rule, *Essais de critique textuelle*, 1926). So a telling and its true parent
have no third beside them with which each shares what the other lacks; two copies of a lost report
have. Words are counted in *places*: a run of words that follow each other counts once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tellings.lineage.texts import Bools, Floats, Ints
from tellings.lineage.views import View, count_places

THIRDS = 10  # third tellings asked about each pair: those that share most with both
MIDDLE = (
    "words", "passages", "against", "odd", "odd_less", "all_differ", "against_share", "against_chance",
    "passages_against", "passages_odd", "passages_odd_less", "order_against", "order_odd", "order_odd_less",
    "idiom",
)  # fmt: skip
BESIDE = (
    "adjacent_least", "adjacent", "adjacent_sum", "parent_middle", "child_middle", "third_middle",
    "lost_middle", "thirds", "adjacent_gap",
    "against", "against_passages", "against_order", "own_against", "own_against_passages",
    "own_against_order", "mean_against", "mean_against_order",
    "lonely", "lonely_missed", "damage_shared",
)  # fmt: skip
_COUNTS = [MIDDLE.index(name) for name in ("against", "passages_against", "order_against")]
_CHANGEABLE = 4  # one word in so many is of the kind that rewording changes
_NEAR = 0.5  # chance of shared copy from which a third telling has a say


@dataclass(frozen=True, slots=True)
class Triples:
    """Pairs (one, other), one < other, each with its thirds; `owner` is the pair of each third.

    `rows` is (3, thirds, features): with one, the other and the third taken for the one in the middle.
    `alike` gives for each (child, parent) how many of the parent's passages no telling has, and
    that count times the child's share of those that others have: how many of them the child should
    have, had it been made from the parent; and how many words are damaged in both and whole in a
    third; all as logarithms.
    """

    pairs: list[tuple[int, int]]
    owner: Ints
    third: Ints
    rows: Floats
    alike: dict[tuple[int, int], tuple[float, float, float]]


def find_triples(
    views: Sequence[View],
    candidates: Sequence[tuple[int, int]],
) -> Triples:
    """The triples of the pairs among `candidates` (child, parent) in which both tellings are there."""
    present = len(views)
    copied = np.array([view.copied for view in views]).reshape(present, present)
    near = np.minimum(copied, copied.T)
    pairs: list[tuple[int, int]] = []
    owner: list[int] = []
    thirds: list[int] = []
    rows: list[Floats] = [np.zeros((3, 0, len(MIDDLE)))]
    there = [pair for pair in candidates if max(pair) < present]
    for one, other in there:
        both = np.minimum(near[one], near[other])
        both[[one, other]] = 0.0
        asked = np.argsort(-both, kind="stable")[:THIRDS]
        asked = np.sort(asked[both[asked] > 0])
        if one < other and len(asked):
            owner += [len(pairs)] * len(asked)
            pairs.append((one, other))
            thirds += asked.tolist()
            rows.append(_weigh(views[one], views[other], (one, other), asked))
    return Triples(
        pairs,
        np.array(owner, np.int64),
        np.array(thirds, np.int64),
        np.concatenate(rows, axis=1),
        {
            (child, parent): (*_lonely(views[parent], child), _damage(views[child], parent))
            for child, parent in there
        },
    )


def _weigh(one: View, other: View, pair: tuple[int, int], thirds: Ints) -> Floats:
    """The features of `MIDDLE` for each third, with one, the other and the third in the middle."""
    a, b = pair
    common = one.held[b] & one.held[thirds]
    apart, gone = ~one.same[b], ~one.same[thirds]
    alone = [
        other.held[a] & other.held[thirds] & ~other.same[a] & other.same[thirds],
        common & apart & ~gone,
        common & ~apart & gone,
    ]
    passages = [
        (other.has[thirds] & ~other.has[a]).sum(axis=1),
        (one.has[thirds] & ~one.has[b]).sum(axis=1),
        (one.has[b] & ~one.has[thirds]).sum(axis=1),
    ]
    idioms = [_idiom(view, found) for view, found in zip((other, one, one), alone, strict=True)]
    counts = _Counts(
        words=common.sum(axis=1),
        passages=(one.has[b] & one.has[thirds]).sum(axis=1),
        differ=count_places(common & apart & gone),
        alone=[count_places(found) for found in alone],
        passages_alone=passages,
        orders_alone=_orders(one, b, thirds),
        idioms=idioms,
    )
    return np.stack([_features(middle, counts) for middle in range(3)])


@dataclass(frozen=True, slots=True)
class _Counts:
    """What three tellings have, for each third; the lists hold one, the other and the third's.

    `alone` counts the places at which one has other words and the other two the same; `differ` those
    at which all differ.
    """

    words: Ints
    passages: Ints
    differ: Ints
    alone: list[Ints]
    passages_alone: list[Ints]
    orders_alone: list[Ints]
    idioms: list[Floats]


def _features(middle: int, counts: _Counts) -> Floats:
    """One row of `MIDDLE` for each third: where two agree against the middle, it doesn't stand there."""
    u, v = (k for k in range(3) if k != middle)
    against, one, other = (counts.alone[k] for k in (middle, u, v))
    both = against + counts.differ
    by_chance = (one + 1) * (other + 1) / (counts.words / _CHANGEABLE + 1)
    columns = [
        np.log1p(counts.words),
        np.log1p(counts.passages),
        *_three(counts.alone, middle, u, v),
        np.log1p(counts.differ),
        np.log((against + 0.5) / (counts.differ + 0.5)),
        np.log((both + 0.5) / by_chance),
        *_three(counts.passages_alone, middle, u, v),
        *_three(counts.orders_alone, middle, u, v),
        counts.idioms[middle] - (counts.idioms[u] + counts.idioms[v]) / 2,
    ]
    return np.stack(columns, axis=1).astype(float)


def _three(counts: list[Ints], middle: int, u: int, v: int) -> list[Floats]:
    """The middle's count, the sum of the other two and the smaller of them, as logarithms."""
    return [
        np.log1p(counts[middle]),
        np.log1p(counts[u] + counts[v]),
        np.log1p(np.minimum(counts[u], counts[v])),
    ]


def _idiom(view: View, words: Bools) -> Floats:
    """For each row, the mean idiom of the words marked; 0 where there is none."""
    return np.asarray(words @ view.idiom / np.maximum(words.sum(axis=1), 1))


def _orders(one: View, b: int, thirds: Ints) -> list[Ints]:
    """How often, of neighbours that all three have, only one has the other order: one, other, third."""
    out = np.zeros((3, len(thirds)), np.int64)
    asked = np.flatnonzero(~(one.in_order[b] & one.in_order[thirds]))  # else nothing is turned
    for at, third in zip(asked, thirds[asked], strict=True):
        held = np.flatnonzero((one.place[b] >= 0) & (one.place[third] >= 0))
        if len(held) > 1:
            turned, other = (np.diff(one.place[who, held]) < 0 for who in (b, third))
            out[:, at] = (turned & other).sum(), (turned & ~other).sum(), (~turned & other).sum()
    return [out[0], out[1], out[2]]


def _lonely(parent: View, child: int) -> tuple[float, float]:
    """What `Triples.alike` says of what a parent alone has."""
    taken = parent.has[child]
    attested = parent.carriers - taken > 0
    lonely = float((~attested & ~taken).sum())
    share = float(taken[attested].mean()) if attested.any() else 0.0
    return float(np.log1p(lonely)), float(np.log1p(lonely * share))


def _damage(child: View, parent: int) -> float:
    """The words that lost marks or letters in child and parent, and are whole in another: as logarithm."""
    return float(np.log1p((child.lost & child.same[parent] & ~child.whole[parent]).sum()))


def stand_between(triples: Triples, odds: Callable[[Floats], Floats]) -> Floats:
    """The chance that each of three stands between the other two, (3, thirds); the rest is that none does.

    `odds` is what a model says of rows of `MIDDLE`.
    """
    chances = np.stack([1 / (1 + np.exp(-odds(rows))) for rows in triples.rows])
    return np.asarray(chances / np.maximum(chances.sum(axis=0), 1.0))


def weigh_beside(
    pairs: Sequence[tuple[int, int]],
    groups: Sequence[Sequence[int]],
    triples: Triples,
    related: Floats,
    chances: Floats,
) -> Floats:
    """The features named in `BESIDE` of each of `pairs`.

    `groups` are the tellings that would hang on each lost copy, `related` (telling × telling) the
    chance of shared copy, `chances` what `stand_between` says of the triples.
    """
    present = len(related)
    known: dict[tuple[int, int], list[float]] = {}
    lost: dict[frozenset[int], float] = {}
    starts = np.searchsorted(triples.owner, np.arange(len(triples.pairs) + 1))
    for at, (one, other) in enumerate(triples.pairs):
        here = np.arange(starts[at], starts[at + 1])
        thirds = triples.third[here]
        here = here[(related[one, thirds] >= _NEAR) & (related[other, thirds] >= _NEAR)]
        if len(here):
            beside = chances[:, here]
            counts = triples.rows[:2, here][:, :, _COUNTS]
            known[one, other] = _beside(beside, counts)
            known[other, one] = _beside(beside[[1, 0, 2]], counts[::-1])
            for k in here:
                lost[frozenset((one, other, int(triples.third[k])))] = 1.0 - float(chances[:, k].sum())
    out = np.zeros((len(pairs), len(BESIDE)))
    nearest: dict[int, list[tuple[float, int]]] = {}
    for (child, parent), values in known.items():
        nearest.setdefault(child, []).append((values[1], parent))
    for row, (child, parent) in zip(out, pairs, strict=True):
        if parent >= present:
            siblings = [t for t in groups[parent - present] if t != child]
            row[:8] = _beside_lost(child, siblings, lost)
        else:
            row[:8] = (1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
            if (child, parent) in known:
                row[:8], row[9:17] = known[child, parent][:8], known[child, parent][8:]
            row[17:] = triples.alike.get((child, parent), (0.0, 0.0, 0.0))
        row[8] = row[1] - max((v for v, other in nearest.get(child, ()) if other != parent), default=0.0)
    return out


def _beside(chances: Floats, counts: Floats) -> list[float]:
    """A child's and a parent's row (in this order) of `BESIDE`, without `adjacent_gap` and `lonely`."""
    close = np.clip(chances[0] + chances[1], 1e-3, 1.0)
    return [
        float(close.min()), float(close.mean()), float(np.log(close).sum()),
        float(chances[1].mean()), float(chances[0].mean()), float(chances[2].mean()),
        float(1.0 - chances.sum(axis=0).mean()), float(np.log1p(len(close))),
        *counts[1].max(axis=0).tolist(), *counts[0].max(axis=0).tolist(),
        float(counts[1, :, 0].mean()), float(counts[1, :, 2].mean()),
    ]  # fmt: skip


def _beside_lost(child: int, siblings: Sequence[int], lost: dict[frozenset[int], float]) -> list[float]:
    """The same of a child and a lost copy: of it and two siblings, is the middle one that nobody has?"""
    found = [
        lost[three]
        for at, one in enumerate(siblings)
        for three in (frozenset((child, one, other)) for other in siblings[:at])
        if three in lost
    ]
    if not found:
        return [-1.0, -1.0, 0.0, 0.0, 0.0, 0.0, -1.0, 0.0]
    low = float(np.log(np.clip(found, 1e-3, 1.0)).sum())
    mean = float(np.mean(found))
    return [max(found), mean, low, 0.0, 0.0, 0.0, mean, float(np.log1p(len(found)))]
