"""Lost copies as tellings: the text that several tellings share, put together from its best witnesses.

A telling that nobody uploaded is proposed for each group of tellings that share copy, so that it can
be weighed as a parent by the same measures as every parent that is there.
"""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tellings.lineage.sharing import Seen, Shared, seen_from
from tellings.lineage.texts import Bools, Ints, TellingText
from tellings.models import Article

Kind = TypeVar("Kind", bound=np.generic)
Place = tuple[int, int]  # telling, passage


@dataclass(frozen=True, slots=True)
class Column:
    """Passages that tell the same, one or more for each telling; `centre` is the reading taken."""

    centre: Place
    members: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class LostCopy:
    """What a group of tellings shares, in order, as a text, and how each member sees it.

    `kept` are, for each column, the words of its centre that the text has.
    """

    members: tuple[int, ...]
    columns: tuple[Column, ...]
    kept: tuple[Ints, ...]
    text: TellingText
    seen: dict[int, Seen]


def propose_groups(parents: Sequence[int]) -> list[tuple[int, ...]]:
    """Groups that may stem from one lost copy: each telling with its neighbours in the thriftiest tree,
    and each two neighbours with all of theirs.

    Where the wire is lost, its best copies stand in its place, with the other copies around them.
    """
    near: dict[int, set[int]] = {}
    for child, parent in enumerate(parents):
        if parent >= 0:
            near.setdefault(child, set()).add(parent)
            near.setdefault(parent, set()).add(child)
    stars = {centre: {centre, *others} for centre, others in near.items()}
    inner = {centre for centre, star in stars.items() if len(star) > 2}
    groups = {tuple(sorted(stars[centre])) for centre in inner}
    # Where two copies each drew others to themselves, one report may stand behind both.
    groups |= {
        tuple(sorted(stars[child] | stars[parent]))
        for child, parent in enumerate(parents)
        if {child, parent} <= inner
    }
    pairs = {tuple(sorted(star)) for star in stars.values() if len(star) == 2}
    return sorted(groups | {pair for pair in pairs if not any(set(pair) <= set(group) for group in groups)})


def lay_columns(
    members: Sequence[int], texts: Sequence[TellingText], shared: Mapping[tuple[int, int], Shared]
) -> list[Column]:
    """The passages that members share, each in one column; the best witnessed take their partners first."""
    partners: dict[Place, list[tuple[float, Place]]] = {}
    for a, b in combinations(sorted(members), 2):
        pair = shared.get((a, b))
        if pair is None:
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
    """The columns in the order that most agree with; what it lacks follows its neighbour elsewhere."""
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
    kept = tuple(_witnessed(column, texts, shared) for column in columns)
    text = _join(columns, kept, texts)
    laid = list(zip(columns, kept, strict=True))
    seen = {member: _see(member, laid, text, texts, shared) for member in members}
    apostrophe = _any_witness(text.apostrophe, seen, [t.apostrophe for t in texts])
    marked = _any_witness(text.marked, seen, [t.marked for t in texts])
    garbled = ~_any_witness(~text.garbled, seen, [~t.garbled for t in texts])
    whole = replace(text, apostrophe=apostrophe, marked=marked, garbled=garbled)
    return LostCopy(members, columns, kept, whole, {m: s for m, s in seen.items() if len(s.pairs)})


def see_copy(
    telling: int, copy: LostCopy, texts: Sequence[TellingText], shared: Mapping[tuple[int, int], Shared]
) -> Seen | None:
    """A lost copy as a telling sees it that didn't help to rebuild it; None where they share nothing."""
    partners: dict[Place, int] = {}
    for other in sorted({column.centre[0] for column in copy.columns}):
        seen = seen_from(telling, other, shared)
        if seen is not None:
            partners |= {(other, int(j)): int(i) for i, j in seen.pairs}
    laid = []
    for column, kept in zip(copy.columns, copy.kept, strict=True):
        own = partners.get(column.centre)
        members = () if own is None else ((telling, own),)
        laid.append((Column(column.centre, members), kept))
    seen = _see(telling, laid, copy.text, texts, shared)
    return seen if len(seen.pairs) else None


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
    return np.asarray(np.flatnonzero(found) + span.start, np.int64)


def _join(columns: Sequence[Column], kept: Sequence[Ints], texts: Sequence[TellingText]) -> TellingText:
    """The centres' witnessed words, one after the other."""
    sources = [texts[column.centre[0]] for column in columns]
    lengths = [len(words) for words in kept]

    def join(pick: Callable[[TellingText], NDArray[Kind]]) -> NDArray[Kind]:
        return np.concatenate([pick(text)[words] for text, words in zip(sources, kept, strict=True)])

    return TellingText(
        article=Article("", "", "", "", "", "", "", "", "", "", ""),
        passages=tuple(texts[t].passages[i] for t, i in (column.centre for column in columns)),
        first=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        hashes=join(lambda text: text.hashes),
        starts=join(lambda text: text.starts),
        ends=join(lambda text: text.ends),
        passage=np.repeat(np.arange(len(columns)), lengths),
        narration=join(lambda text: text.narration),
        surprise=join(lambda text: text.surprise),
        idiom=join(lambda text: text.idiom),
        apostrophe=join(lambda text: text.apostrophe),
        marked=join(lambda text: text.marked),
        garbled=join(lambda text: text.garbled),
        capital=join(lambda text: text.capital),
        surface=join(lambda text: text.surface),
        keys=np.array(
            [zlib.crc32(t.hashes[w].tobytes()) for t, w in zip(sources, kept, strict=True)], np.int64
        ),
    )


def _see(
    member: int,
    laid: Sequence[tuple[Column, Ints]],
    text: TellingText,
    texts: Sequence[TellingText],
    shared: Mapping[tuple[int, int], Shared],
) -> Seen:
    """The lost copy seen from a member: its words matched as they are with the columns' centres."""
    mine = texts[member]
    to_copy, to_mine = np.full(len(mine), -1, np.int64), np.full(len(text), -1, np.int64)
    in_mine, in_copy = np.zeros(len(mine), bool), np.zeros(len(text), bool)
    pairs: list[tuple[int, int]] = []
    met = [np.zeros((3, 0), np.int64)]  # word, its place in the copy, how many passages before it
    for at, (column, kept) in enumerate(laid):
        own = [i for t, i in column.members if t == member]
        if not own:
            continue
        place = np.full(len(texts[column.centre[0]]) + 1, -1, np.int64)  # the centre's word -> the copy's
        place[kept] = np.arange(text.first[at], text.first[at + 1])
        for i in own:
            span = slice(mine.first[i], mine.first[i + 1])
            to = place[_matches(member, column.centre[0], span, mine, shared)]
            held = np.flatnonzero(to >= 0)
            words, to = held + span.start, to[held]
            to_copy[words], to_mine[to] = to, words
            in_mine[span], in_copy[text.first[at] : text.first[at + 1]] = True, True
            met.append(np.stack([words, to, np.full(len(to), len(pairs))]))
            pairs.append((i, at))
    return Seen(to_copy, to_mine, in_mine, in_copy, _table(sorted(pairs), 2), _runs(np.hstack(met)))


def _matches(
    member: int, centre: int, span: slice, mine: TellingText, shared: Mapping[tuple[int, int], Shared]
) -> Ints:
    """For the member's words in `span`, their counterparts in the centre's telling."""
    if member == centre:
        return np.arange(span.start, span.stop)
    seen = seen_from(member, centre, shared)
    return seen.to_parent[span] if seen else np.full(span.stop - span.start, -1, np.int64)


def _runs(met: Ints) -> Ints:
    """The runs of words that go on together on both sides, within a passage: word, other word, length.

    `met` has the words, the other words, and the number of the passage.
    """
    steps = met[:, 1:] - met[:, :-1]
    starts = np.flatnonzero(np.concatenate([[True], (steps != [[1], [1], [0]]).any(axis=0)]))
    starts = starts[starts < met.shape[1]]
    lengths = np.append(starts[1:], met.shape[1]) - starts
    return np.stack([*met[:2, starts], lengths[: len(starts)]], axis=1)


def _any_witness(flags: Bools, seen: Mapping[int, Seen], theirs: Sequence[Bools]) -> Bools:
    """A flag of the copy's words that holds where any member has it: what is whole gets lost, not made."""
    out = flags.copy()
    for member, pair in sorted(seen.items()):
        at = np.flatnonzero(pair.to_child >= 0)
        out[at] |= theirs[member][pair.to_child[at]]
    return out


def _table(rows: Sequence[tuple[int, ...]], width: int) -> Ints:
    return np.array(rows, np.int64).reshape(-1, width)
