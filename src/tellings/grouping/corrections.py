"""Groups of articles follow what people said: these belong together, those don't."""

from collections.abc import Iterable


def join_groups(groups: Iterable[tuple[str, ...]], pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The groups with those merged that a pair of articles ties together; pairs of strangers are left out.

    >>> join_groups([("a",), ("b", "c"), ("d",)], [("a", "c")])
    [('a', 'b', 'c'), ('d',)]
    >>> join_groups([("a", "b")], [("a", "b")])
    [('a', 'b')]
    """
    members = {article: held for held in map(list, groups) for article in held}
    for one, other in sorted(pairs):
        if one not in members or other not in members or members[one] is members[other]:
            continue
        merged = members[one] + members[other]
        members.update(dict.fromkeys(merged, merged))
    return sorted({tuple(sorted(group)) for group in members.values()})


def part_groups(groups: Iterable[tuple[str, ...]], pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The groups with each pair's first article taken out of the group of its second.

    Articles taken out of one group make one new group, as far as no pair parts them too.

    >>> part_groups([("a", "b", "c", "d")], [("a", "c"), ("b", "c")])
    [('a', 'b'), ('c', 'd')]
    """
    wanted = sorted(set(pairs))
    if not wanted:
        return sorted(groups)
    made: list[tuple[str, ...]] = []
    for group in groups:
        inside = [(one, other) for one, other in wanted if one in group and other in group]
        out = {one for one, _ in inside}
        rest = tuple(article for article in sorted(group) if article not in out)
        made += [part for part in (rest,) if part]
        among = [(one, other) for one, other in inside if other in out]
        if out:
            made += part_groups([tuple(sorted(out))], among) if among else [tuple(sorted(out))]
    return sorted(made)
