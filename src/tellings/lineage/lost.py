"""Lost copies as tellings: the text that several tellings share, put together from its best witnesses.

A telling that nobody uploaded is proposed for each group of tellings that share copy, so that it can
be weighed as a parent by the same measures as every parent that is there.
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tellings.lineage.sharing import Seen, Shared, seen_from
from tellings.lineage.texts import Bools, Ints, TellingText
from tellings.models import Article

Place = tuple[int, int]  # telling, passage


@dataclass(frozen=True, slots=True)
class Column:
    """Passages that tell the same, one or more for each telling; `centre` is the reading taken."""

    centre: Place
    members: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class LostCopy:
    """What a group of tellings shares, in order, as a text, and how each member sees it."""

    members: tuple[int, ...]
    columns: tuple[Column, ...]
    text: TellingText
    seen: dict[int, Seen]


def propose_groups(parents: Sequence[int]) -> list[tuple[int, ...]]:
    """Groups that may stem from one lost copy: each telling with its neighbours in the thriftiest tree.

    Where the wire is lost, its best copy stands in its place, with the other copies around it.
    """
    near: dict[int, set[int]] = {}
    for child, parent in enumerate(parents):
        if parent >= 0:
            near.setdefault(child, set()).add(parent)
            near.setdefault(parent, set()).add(child)
    groups = {tuple(sorted({centre, *others})) for centre, others in near.items()}
    inner = {group for group in groups if len(group) > 2}
    return sorted(
        inner | {pair for pair in groups - inner if not any(set(pair) <= set(group) for group in inner)}
    )


def lay_columns(
    members: Sequence[int], texts: Sequence[TellingText], shared: Mapping[tuple[int, int], Shared]
) -> list[Column]:
    """The passages that two or more members share, each in one column: the best witnessed take their partners first."""
    partners: dict[Place, list[tuple[float, Place]]] = {}
    inside = set(members)
    for (a, b), pair in sorted(shared.items()):
        if a not in inside or b not in inside:
            continue
        for i, j in pair.pairs.tolist():
            at = slice(texts[a].first[i], texts[a].first[i + 1])
            weight = float(texts[a].surprise[at][pair.to_other[at] >= 0].sum())
            partners.setdefault((a, i), []).append((weight, (b, j)))
            partners.setdefault((b, j), []).append((weight, (a, i)))
    order = sorted(partners, key=lambda place: (-sum(weight for weight, _ in partners[place]), place))
    taken: set[Place] = set()
    columns = []
    for centre in order:
        free = tuple(sorted(place for _, place in partners[centre] if place not in taken))
        if centre not in taken and free:
            taken |= {centre, *free}
            columns.append(Column(centre, tuple(sorted((centre, *free)))))
    return _in_order(columns, members)


def _in_order(columns: list[Column], members: Sequence[int]) -> list[Column]:
    """The columns as the member that has most of them orders them; the others after their neighbour in theirs."""
    places = [dict(column.members) for column in columns]
    lead = max(members, key=lambda t: (_agreement(t, places, members), -t))
    laid = sorted((at for at, place in enumerate(places) if lead in place), key=lambda at: places[at][lead])
    for at in sorted(set(range(len(columns))) - set(laid), key=lambda at: columns[at].centre):
        telling, passage = columns[at].centre
        before = [k for k, known in enumerate(laid) if places[known].get(telling, passage) < passage]
        laid.insert(before[-1] + 1 if before else 0, at)
    return [columns[at] for at in laid]


def _agreement(telling: int, places: Sequence[Mapping[int, int]], members: Sequence[int]) -> float:
    """How far the others keep to a telling's order, times how much of the order it has."""
    own = [place for place in places if telling in place]
    kept, count = 0.0, 0
    for other in members:
        both = np.array(
            [(place[telling], place[other]) for place in own if other in place and other != telling]
        )
        if len(both) > 1:
            later = np.diff(both[both[:, 0].argsort(), 1])
            kept, count = kept + float((later > 0).mean()), count + 1
    return len(own) * (kept / count if count else 0.5) ** 2


def rebuild_copy(
    members: tuple[int, ...], texts: Sequence[TellingText], shared: Mapping[tuple[int, int], Shared]
) -> LostCopy | None:
    """The lost copy of a group, or None where its members share no passage."""
    columns = tuple(lay_columns(members, texts, shared))
    if not columns:
        return None
    kept = [_witnessed(column, texts, shared) for column in columns]
    text = _join(columns, kept, texts)
    seen = {member: _see(member, columns, kept, text, texts, shared) for member in members}
    flags = {name: _any_witness(name, text, seen, texts) for name in ("apostrophe", "marked")}
    return LostCopy(members, columns, replace(text, **flags), {m: s for m, s in seen.items() if len(s.pairs)})


def _witnessed(
    column: Column, texts: Sequence[TellingText], shared: Mapping[tuple[int, int], Shared]
) -> Ints:
    """The words of a column's centre that another member has too: the rest is the centre's own doing."""
    telling, passage = column.centre
    span = slice(texts[telling].first[passage], texts[telling].first[passage + 1])
    found = np.zeros(span.stop - span.start, bool)
    for other in sorted({t for t, _ in column.members if t != telling}):
        seen = seen_from(telling, other, shared)
        if seen is not None:
            found |= seen.to_parent[span] >= 0
    return np.flatnonzero(found) + span.start


def _join(columns: Sequence[Column], kept: Sequence[Ints], texts: Sequence[TellingText]) -> TellingText:
    """The centres' witnessed words, one after the other."""
    parts = [(texts[column.centre[0]], words) for column, words in zip(columns, kept, strict=True)]
    lengths = [len(words) for words in kept]

    def joined(name: str) -> np.ndarray:  # type: ignore[type-arg]
        return np.concatenate([getattr(text, name)[words] for text, words in parts])

    names = ("hashes", "starts", "ends", "narration", "surprise", "idiom", "apostrophe", "marked")
    return TellingText(
        article=Article("", "", "", "", "", "", "", "", "", "", ""),
        passages=tuple(texts[column.centre[0]].passages[column.centre[1]] for column in columns),
        first=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        passage=np.repeat(np.arange(len(parts)), lengths),
        keys=np.array([zlib.crc32(text.hashes[words].tobytes()) for text, words in parts], np.int64),
        **{name: joined(name) for name in (*names, "garbled", "capital", "surface")},
    )


def _see(
    member: int,
    columns: Sequence[Column],
    kept: Sequence[Ints],
    text: TellingText,
    texts: Sequence[TellingText],
    shared: Mapping[tuple[int, int], Shared],
) -> Seen:
    """The lost copy seen from a member: its words matched as they are with the columns' centres."""
    mine = texts[member]
    to_copy, to_mine = np.full(len(mine), -1, np.int64), np.full(len(text), -1, np.int64)
    in_mine, in_copy = np.zeros(len(mine), bool), np.zeros(len(text), bool)
    pairs, runs = [], []
    for at, column in enumerate(columns):
        own = [i for t, i in column.members if t == member]
        place = np.full(len(texts[column.centre[0]]) + 1, -1, np.int64)  # the centre's word -> the copy's
        if own:
            place[kept[at]] = np.arange(text.first[at], text.first[at + 1])
        for i in own:
            span = slice(mine.first[i], mine.first[i + 1])
            to = place[_matches(member, column.centre[0], span, mine, shared)]
            words = np.flatnonzero(to >= 0) + span.start
            to_copy[words] = to[to >= 0]
            to_mine[to[to >= 0]] = words
            in_mine[span], in_copy[text.first[at] : text.first[at + 1]] = True, True
            pairs.append((i, at))
            runs += _runs(words, to[to >= 0])
    return Seen(to_copy, to_mine, in_mine, in_copy, _table(sorted(pairs), 2), _table(runs, 3))


def _matches(
    member: int, centre: int, span: slice, mine: TellingText, shared: Mapping[tuple[int, int], Shared]
) -> Ints:
    """For the member's words in `span`, their counterparts in the centre's telling."""
    if member == centre:
        return np.arange(span.start, span.stop)
    seen = seen_from(member, centre, shared)
    return seen.to_parent[span] if seen else np.full(span.stop - span.start, -1, np.int64)


def _runs(words: Ints, to: Ints) -> list[tuple[int, int, int]]:
    """The runs of words that go on together on both sides."""
    if not len(words):
        return []
    breaks = np.flatnonzero((np.diff(words) != 1) | (np.diff(to) != 1)) + 1
    return [
        (int(part[0]), int(other[0]), len(part))
        for part, other in zip(np.split(words, breaks), np.split(to, breaks), strict=True)
    ]


def _any_witness(
    name: str, text: TellingText, seen: Mapping[int, Seen], texts: Sequence[TellingText]
) -> Bools:
    """A flag of the copy's words that holds where any member has it: marks get lost, not made."""
    flags: Bools = getattr(text, name).copy()
    for member, pair in sorted(seen.items()):
        at = np.flatnonzero(pair.to_child >= 0)
        flags[at] |= getattr(texts[member], name)[pair.to_child[at]]
    return flags


def _table(rows: list[tuple[int, ...]], width: int) -> Ints:
    return np.array(rows, np.int64).reshape(-1, width)
