"""Statements: wordings that all say one thing, kept from chaining."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tellings.settings import CollationSettings

Link = tuple[int, int, float]  # two wordings and the probability that they say the same


@dataclass(slots=True)
class _Cluster:
    """Wordings that say one thing, the tellings they stand in, and the links to other clusters."""

    members: list[int]
    tellings: frozenset[str]
    links: dict[int, tuple[float, int]]  # other cluster -> sum of scores, count of links


def agree(
    tellings: Sequence[frozenset[str]], links: Iterable[Link], settings: CollationSettings
) -> list[tuple[int, ...]]:
    """The statements as sorted groups of wordings, each in at least two tellings.

    `tellings` holds for each wording the articles that have it. Clusters grow by their surest link
    first, as long as most of their members are linked with most of the other's and no telling is in
    both: so A~B~C with A≁C is parted. A sentence that joins two then stands with each.

    >>> one, two, both = frozenset("A"), frozenset("A"), frozenset("B")
    >>> agree([one, two, both], [(0, 2, 0.9), (1, 2, 0.8)], CollationSettings())
    [(0, 2), (1, 2)]
    """
    strong = sorted(
        (link for link in links if link[2] >= settings.linked_score),
        key=lambda link: (-link[2], link[0], link[1]),
    )
    clusters = _grow(tellings, strong, settings)
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other, score in strong:
        near[one][other] = near[other][one] = score
    groups = {tuple(sorted([*members, *_joining(members, near, settings)])) for members in clusters}
    told = [group for group in groups if len(frozenset().union(*(tellings[w] for w in group))) > 1]
    return _largest(told)


def _grow(
    tellings: Sequence[frozenset[str]], links: list[Link], settings: CollationSettings
) -> list[list[int]]:
    """Clusters of wordings, no two of one telling, by the surest link first."""
    home = list(range(len(tellings)))
    clusters = {at: _Cluster([at], held, {}) for at, held in enumerate(tellings)}
    for one, other, score in links:
        clusters[one].links[other] = clusters[other].links[one] = (score, 1)
    for one, other, _ in links:
        a, b = home[one], home[other]
        if a != b and _belong(clusters[a], clusters[b], clusters[a].links[b], settings):
            if len(clusters[a].members) < len(clusters[b].members):
                a, b = b, a
            _merge(clusters, a, b)
            for member in clusters[a].members:
                home[member] = a
    return [cluster.members for _, cluster in sorted(clusters.items())]


def _belong(one: _Cluster, other: _Cluster, link: tuple[float, int], settings: CollationSettings) -> bool:
    """Whether two clusters say the same: their mean link is strong, and few pairs have none."""
    pairs = len(one.members) * len(other.members)
    return (
        link[0] >= settings.mean_score * pairs
        and link[1] >= settings.linked_share * pairs
        and one.tellings.isdisjoint(other.tellings)
    )


def _merge(clusters: dict[int, _Cluster], a: int, b: int) -> None:
    """Put cluster b into a."""
    into, gone = clusters[a], clusters.pop(b)
    into.members += gone.members
    into.tellings |= gone.tellings
    into.links.pop(b)
    for other, (score, count) in gone.links.items():
        if other != a:
            before = into.links.get(other, (0.0, 0))
            into.links[other] = clusters[other].links[a] = (before[0] + score, before[1] + count)
            clusters[other].links.pop(b)


def _joining(members: list[int], near: dict[int, dict[int, float]], settings: CollationSettings) -> list[int]:
    """Wordings outside a cluster that say what it says and more, or part of it: the surest first,
    each linked with most of the cluster and of those that joined before it.
    """
    found: dict[int, float] = defaultdict(float)
    for member in members:
        for other, score in near[member].items():
            found[other] += score
    group = list(members)
    for other, _ in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        scores = [near[other][member] for member in group if member in near[other]]
        enough = sum(scores) >= settings.mean_score * len(group)
        if other not in members and enough and len(scores) >= settings.linked_share * len(group):
            group.append(other)
    return group[len(members) :]


def _largest(groups: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The groups that lie in no other, sorted."""
    holding: dict[int, list[frozenset[int]]] = defaultdict(list)
    kept = []
    for group in sorted(groups, key=lambda group: (-len(group), group)):
        whole = frozenset(group)
        if not any(whole <= larger for larger in holding[group[0]]):
            kept.append(group)
            for wording in group:
                holding[wording].append(whole)
    return sorted(kept)
