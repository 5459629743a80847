"""What two tellings share, word by word: for each word of one its counterpart in the other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz.distance import LCSseq

from tellings.collation import Alignment
from tellings.lineage.texts import Bools, Ints, TellingText

Blocks = tuple[tuple[int, int, int], ...]  # start in one, start in other, length


@dataclass(frozen=True, slots=True)
class Shared:
    """What telling `one` shares with telling `other` (indices, one < other).

    `to_other[w]` is the word of `other` that stands for word w of `one`, or -1 (`to_one` likewise).
    `in_one` and `in_other` mark the words of aligned passages. `pairs` holds the aligned passages,
    each row (passage of one, passage of other), best partners only; `runs` the equal runs, each row
    (first word in one, first word in other, length).
    """

    one: int
    other: int
    to_other: Ints
    to_one: Ints
    in_one: Bools
    in_other: Bools
    pairs: Ints
    scores: tuple[float, ...]
    runs: Ints


def share(
    texts: list[TellingText], alignments: Iterable[Alignment], least: float
) -> dict[tuple[int, int], Shared]:
    """What each pair of tellings shares, for pairs with an alignment of at least the score `least`."""
    where = {p.passage_id: (t, at) for t, text in enumerate(texts) for at, p in enumerate(text.passages)}
    found: dict[tuple[int, int], list[tuple[float, int, int]]] = {}
    for alignment in alignments:
        if alignment.score < least or alignment.first not in where or alignment.second not in where:
            continue
        (a, i), (b, j) = where[alignment.first], where[alignment.second]
        if a != b:
            key, row = ((a, b), (i, j)) if a < b else ((b, a), (j, i))
            found.setdefault(key, []).append((alignment.score, *row))
    blocks: dict[tuple[bytes, bytes], Blocks] = {}
    return {key: _share_pair(key, texts, rows, blocks) for key, rows in sorted(found.items())}


def open_quotations(texts: list[TellingText], shared: Mapping[tuple[int, int], Shared]) -> list[TellingText]:
    """The texts with what any telling has in quotation marks taken for a quotation in all.

    A post or a statement that one outlet quotes and another prints without marks is as public there.
    """
    narration = [text.narration.copy() for text in texts]
    for (a, b), pair in sorted(shared.items()):
        at = np.flatnonzero(pair.to_other >= 0)
        to = pair.to_other[at]
        narration[a][at[~texts[b].narration[to]]] = False
        narration[b][to[~texts[a].narration[at]]] = False
    return [replace(text, narration=told) for text, told in zip(texts, narration, strict=True)]


def _share_pair(
    key: tuple[int, int],
    texts: list[TellingText],
    rows: list[tuple[float, int, int]],
    known: dict[tuple[bytes, bytes], Blocks],
) -> Shared:
    """One pair's words: the surest alignments first, each word once."""
    one, other = texts[key[0]], texts[key[1]]
    to_other, to_one = np.full(len(one), -1, np.int64), np.full(len(other), -1, np.int64)
    in_one, in_other = np.zeros(len(one), bool), np.zeros(len(other), bool)
    runs: list[tuple[int, int, int]] = []
    steps = np.arange(max(len(one), len(other)))
    met_one, met_other = np.zeros(len(one.passages), bool), np.zeros(len(other.passages), bool)
    pairs: list[tuple[int, int, float]] = []
    for score, i, j in sorted(rows, key=lambda row: (-row[0], row[1], row[2])):
        a, b = slice(one.first[i], one.first[i + 1]), slice(other.first[j], other.first[j + 1])
        fresh = not (met_one[i] or met_other[j])
        if fresh:
            pairs.append((i, j, score))
        met_one[i] = met_other[j] = True
        in_one[a], in_other[b] = True, True
        for s, t, length in equal_blocks(one.hashes[a], other.hashes[b], known):
            x, y = slice(a.start + s, a.start + s + length), slice(b.start + t, b.start + t + length)
            if fresh:
                to_other[x], to_one[y] = steps[y], steps[x]
                runs.append((int(x.start), int(y.start), length))
                continue
            free = (to_other[x] < 0) & (to_one[y] < 0)
            if free.any():
                to_other[x][free], to_one[y][free] = steps[y][free], steps[x][free]
                runs.append((int(x.start), int(y.start), length))
    pairs.sort()
    laid = np.array([row[:2] for row in pairs], np.int64).reshape(-1, 2)
    scores = tuple(row[2] for row in pairs)
    return Shared(
        *key, to_other, to_one, in_one, in_other, laid, scores, np.array(runs, np.int64).reshape(-1, 3)
    )


def equal_blocks(one: Ints, other: Ints, known: dict[tuple[bytes, bytes], Blocks]) -> Blocks:
    """The runs of equal words in the longest common subsequence of two passages."""
    left, right = one.tobytes(), other.tobytes()
    if left == right:
        return ((0, 0, len(one)),) if len(one) else ()
    if (left, right) not in known:
        ops = LCSseq.opcodes(one.tolist(), other.tolist())
        known[left, right] = tuple(
            (op.src_start, op.dest_start, op.src_end - op.src_start) for op in ops if op.tag == "equal"
        )
    return known[left, right]


@dataclass(frozen=True, slots=True)
class Seen:
    """What telling `child` shares with `parent`, seen from the child: its arrays come first."""

    to_parent: Ints
    to_child: Ints
    in_child: Bools
    in_parent: Bools
    pairs: Ints
    runs: Ints


def seen_from(child: int, parent: int, shared: Mapping[tuple[int, int], Shared]) -> Seen | None:
    """The sharing of two tellings with the child's side first, or None if they share nothing."""
    found = shared.get((min(child, parent), max(child, parent)))
    if found is None:
        return None
    first = Seen(found.to_other, found.to_one, found.in_one, found.in_other, found.pairs, found.runs)
    return first if child < parent else turn(first)


def turn(seen: Seen) -> Seen:
    """The same sharing seen from the other side."""
    flipped = seen.pairs[:, ::-1]
    flipped = flipped[np.lexsort((flipped[:, 1], flipped[:, 0]))]
    return Seen(
        seen.to_child, seen.to_parent, seen.in_parent, seen.in_child, flipped, seen.runs[:, [1, 0, 2]]
    )
