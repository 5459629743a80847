"""Statements: wordings that all say one thing, kept from chaining."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tellings.collation.partners import Links
from tellings.settings import CollationSettings

Key = TypeVar("Key", int, str)
_Near = list[dict[int, float]]  # for each wording those it is linked with, and how surely


@dataclass(slots=True)
class _Cluster:
    """Wordings that say one thing, the tellings they stand in, and its links to other clusters."""

    members: list[int]
    tellings: frozenset[str]
    score: dict[int, float]  # other cluster -> sum of the scores of the links
    count: dict[int, int]  # other cluster -> number of the links


def agree(
    tellings: Sequence[frozenset[str]], links: Links, settings: CollationSettings
) -> list[tuple[int, ...]]:
    """The statements as sorted groups of wordings, each in at least two tellings.

    `tellings` holds for each wording the articles that have it; `links` come surest first. Clusters
    grow by their surest link, as long as most of their members are linked with most of the other's
    and no telling is in both: so A~B~C with A≁C is parted. A sentence that joins two others then
    stands with each.

    >>> import numpy as np
    >>> links = Links(np.array([[0, 2], [1, 2]]), np.array([0.9, 0.8]), np.array([True, True]))
    >>> agree([frozenset("A"), frozenset("A"), frozenset("B")], links, CollationSettings())
    [(0, 2), (1, 2)]
    """
    near: _Near = [{} for _ in tellings]
    for (one, other), score in zip(links.pairs.tolist(), links.score.tolist(), strict=True):
        near[one][other] = near[other][one] = score
    clusters = _grow(tellings, links, near, settings)
    groups = {tuple(sorted([*members, *_joining(members, near, settings)])) for members in clusters}
    told = [group for group in groups if len(frozenset().union(*(tellings[at] for at in group))) > 1]
    return keep_largest(told)


def _grow(
    tellings: Sequence[frozenset[str]], links: Links, near: _Near, settings: CollationSettings
) -> list[list[int]]:
    """Clusters of wordings, no two of one telling, by the surest link first."""
    home = list(range(len(tellings)))
    clusters = [
        _Cluster([at], held, dict(near[at]), dict.fromkeys(near[at], 1)) for at, held in enumerate(tellings)
    ]
    for one, other in links.pairs.tolist():
        a, b = home[one], home[other]
        if a == b or not _belong(clusters[a], clusters[b], b, settings):
            continue
        if len(clusters[a].score) < len(clusters[b].score):
            a, b = b, a
        for member in clusters[b].members:
            home[member] = a
        _merge(clusters, a, b)
    return [cluster.members for cluster in clusters if cluster.members]


def _belong(one: _Cluster, other: _Cluster, number: int, settings: CollationSettings) -> bool:
    """Whether two clusters say the same: their mean link is strong, and few pairs have none."""
    pairs = len(one.members) * len(other.members)
    return (
        one.score[number] >= settings.mean_score * pairs
        and one.count[number] >= settings.linked_share * pairs
        and one.tellings.isdisjoint(other.tellings)
    )


def _merge(clusters: list[_Cluster], a: int, b: int) -> None:
    """Put cluster b into a, and leave b empty."""
    into, gone = clusters[a], clusters[b]
    clusters[b] = _Cluster([], frozenset(), {}, {})
    into.members += gone.members
    into.tellings |= gone.tellings
    del into.score[b], into.count[b], gone.score[a], gone.count[a]
    for other, score in gone.score.items():
        far = clusters[other]
        del far.score[b], far.count[b]
        far.score[a] = into.score[other] = into.score.get(other, 0.0) + score
        far.count[a] = into.count[other] = into.count.get(other, 0) + gone.count[other]


def _joining(members: list[int], near: _Near, settings: CollationSettings) -> list[int]:
    """Wordings outside a cluster that say what it says and more, or part of it: the surest first,
    each linked with most of the cluster and of those that joined before it.
    """
    found: dict[int, float] = defaultdict(float)
    for member in members:
        for other, score in near[member].items():
            found[other] += score
    group, inside = list(members), set(members)
    least = settings.mean_score * len(members) / 2
    near_enough = [
        (-total, other) for other, total in found.items() if other not in inside and total >= least
    ]
    for _, other in sorted(near_enough):
        scores = [near[other][member] for member in group if member in near[other]]
        enough = sum(scores) >= settings.mean_score * len(group)
        if enough and len(scores) >= settings.linked_share * len(group):
            group.append(other)
    return group[len(members) :]


def keep_largest(groups: Iterable[tuple[Key, ...]]) -> list[tuple[Key, ...]]:
    """The groups, each sorted, that lie in no other, sorted.

    >>> keep_largest([(1, 2), (0, 1, 2), (2, 3)])
    [(0, 1, 2), (2, 3)]
    """
    holding: dict[Key, list[frozenset[Key]]] = defaultdict(list)
    kept = []
    for group in sorted(groups, key=lambda group: (-len(group), group)):
        whole = frozenset(group)
        if not any(whole <= larger for larger in holding[group[0]]):
            kept.append(group)
            for member in group:
                holding[member].append(whole)
    return sorted(kept)
