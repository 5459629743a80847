"""Clues: what moved the odds of a derivation, each with its place in both texts and its weight in nats."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tellings.lineage.contrast import FEATURES
from tellings.lineage.features import Telling
from tellings.lineage.measuring import BASE
from tellings.lineage.middles import BESIDE
from tellings.lineage.sharing import Seen
from tellings.lineage.texts import Bools, Floats, TellingText
from tellings.models import Clue, Span

GROUPS: Mapping[str, tuple[str, ...]] = {
    "shared narration": (
        "copied", "covered", "given", "spread", "kept", "narration", "longest", "runs", "aligned",
        "same_passages", "exact", "best_exact", "best_given", "best_same_passages", "best_copied",
        "back_best_exact",
    ),
    "headline": ("title", "best_title"),
    "nearest telling": (
        "effort", "effort_per_word", "best_minus_effort", "thrifty", "thrifty_parent", "gap", "rank",
        "gap_back", "rank_back", "between", "back_effort_per_word", "back_best_minus_effort",
        "rivals", "better_rivals",
    ),
    "shared order": ("order", "next", "best_next"),
    "inclusion": (
        "length", "own_lead", "lost_lead", "own_blocks", "cut_blocks", "own_tail", "cut_tail", "lead_at",
        "lead_from", "own_words", "cut_words", "wordier",
    ),
    "damage": (
        "marks", "damage_own", "garbled", "capitals", "surface", "best_surface", "best_garbled",
        "damage_shared", "best_minus_damage_own",
    ),
    "idiom": ("idiom", "idiom_sum", "rarer", "differ", "rival_idiom_sum", "rival_rarer", "rival_differ"),
    "dangling reference": ("dangling", "dangling_own", "misplaced"),
    "credit": ("names", "named"),
    "time": ("later",),
    "direction": ("earlier", "rival_earlier"),
    "readings of others": (
        "unexplained", "unexplained_back", "own_attested", "parent_attested", "singular", "singular_parent",
        "central", "tellings", "relatives", "leftover", "lost", "witnesses", "gain", "best_minus_unexplained",
        "later_ones", "lonely", "lonely_missed", "best_minus_lonely_missed",
    ),
    "third tellings": (
        *BESIDE[: BESIDE.index("lonely")],
        "best_adjacent", "best_minus_against", "best_minus_against_passages", "best_minus_against_order",
        "best_minus_mean_against_order",
    ),
}  # fmt: skip
COPYING = ("shared narration", "shared order")  # these speak for copy, whoever had it from whom
_NOTES = {
    "shared narration": "the same run of narration",
    "nearest telling": "no other telling leaves less to be written",
    "headline": "words of the headline that both have",
    "third tellings": "what a third telling has with one of the two, and the other hasn't",
    "shared order": "the passages follow each other as in the parent",
    "inclusion": "what one has and the other hasn't",
    "damage": "marks or letters that one has lost",
    "idiom": "the usual wording on one side, a replacement on the other",
    "dangling reference": "a name used without its introduction",
    "credit": "one names the other's outlet",
    "direction": "all that tells which of the two was first",
    "time": "the times of publication",
    "readings of others": "whose readings the other tellings have",
}
_NONE: Span = (0, 0)
MOST_RUNS = 3


@dataclass(frozen=True, slots=True)
class Edge:
    """A derivation in the making: both tellings, what they share, and what each feature added.

    `shares` are those of the odds of this parent, `copying` those of the odds of any shared copy.
    """

    story_id: str
    child: Telling
    parent: Telling
    parent_id: str
    seen: Seen
    shares: Floats
    copying: Floats


def find_clues(edge: Edge, least: float) -> list[Clue]:
    """The clues of an edge that weigh at least `least` nats either way, the heaviest first."""
    found: list[Clue] = []
    for kind, names in GROUPS.items():
        if kind in COPYING:
            weight = float(sum(edge.copying[BASE.index(name)] for name in names if name in BASE))
        else:
            weight = float(sum(edge.shares[FEATURES.index(name)] for name in names))
        if abs(weight) < least:
            continue
        if kind == "shared narration":
            found += _runs(edge, weight)
        else:
            found.append(_clue(edge, kind, weight, _place(edge, kind), _NOTES[kind]))
    return sorted(found, key=lambda clue: (-abs(clue.weight), clue.kind, clue.child_start))


def kind_clues(edge: Edge, kinds: tuple[str, ...]) -> list[Clue]:
    """A clue for each kind of derivation that holds; these describe and weigh nothing."""
    place = _longest(edge)
    return [_clue(edge, kind, 0.0, place, f"the telling was {kind}") for kind in kinds]


def flag_clue(edge: Edge, kind: str, child: Span, note: str) -> Clue:
    """A clue that points something out and weighs nothing."""
    return _clue(edge, kind, 0.0, (child, _NONE), note)


def _clue(edge: Edge, kind: str, weight: float, place: tuple[Span, Span], note: str) -> Clue:
    child, parent = place
    parent = parent if edge.parent.text.article.article_id else _NONE
    child_id = edge.child.text.article.article_id
    return Clue(edge.story_id, child_id, edge.parent_id, kind, round(weight, 4), *child, *parent, note)


def _runs(edge: Edge, weight: float) -> list[Clue]:
    """The rarest shared runs of narration, the weight parted among them as they are rare."""
    text = edge.child.text
    sums = np.concatenate([[0.0], np.cumsum(edge.child.weights)])
    runs = edge.seen.runs
    if not edge.parent.text.article.article_id:  # a lost copy has no places, so a run of the child is one
        runs = runs[np.unique(runs[:, [0, 2]], axis=0, return_index=True)[1]]
    rarity = sums[runs[:, 0] + runs[:, 2]] - sums[runs[:, 0]]
    chosen = sorted(range(len(runs)), key=lambda at: (-rarity[at], int(runs[at, 0])))[:MOST_RUNS]
    total = float(rarity[chosen].sum()) or 1.0
    out = []
    for at in chosen:
        start, other, length = (int(x) for x in runs[at])
        child, parent = _span(text, start, length), _span(edge.parent.text, other, length)
        part = weight * float(rarity[at]) / total
        out.append(
            _clue(edge, "shared narration", part, (child, parent), f"{length} words in a row are the same")
        )
    return out


def _place(edge: Edge, kind: str) -> tuple[Span, Span]:
    """Where a reader sees the clue best: a span of the child and one of the parent."""
    c, p, seen = edge.child.text, edge.parent.text, edge.seen
    if kind == "damage":
        return _damaged(c, p, seen)
    if kind == "idiom":
        differ = seen.in_child & (seen.to_parent < 0)
        return _strangest(c, differ), _strangest(p, seen.in_parent & (seen.to_child < 0))
    if kind == "inclusion":
        return _block(c, ~seen.in_child), _block(p, ~seen.in_parent)
    if kind == "dangling reference":
        return _dangling(edge)
    if kind in ("time", "credit", "headline"):
        return _NONE, _NONE
    return _longest(edge)


def _span(text: TellingText, start: int, length: int) -> Span:
    return int(text.starts[start]), int(text.ends[start + length - 1])


def _longest(edge: Edge) -> tuple[Span, Span]:
    """The longest shared run on both sides."""
    if not len(edge.seen.runs):
        return _NONE, _NONE
    start, other, length = (int(x) for x in edge.seen.runs[edge.seen.runs[:, 2].argmax()])
    return _span(edge.child.text, start, length), _span(edge.parent.text, other, length)


def _damaged(c: TellingText, p: TellingText, seen: Seen) -> tuple[Span, Span]:
    """The first word that has lost a mark or is garbled on one side only."""
    at = np.flatnonzero(seen.to_parent >= 0)
    to = seen.to_parent[at]
    for flags, others in ((c.apostrophe, p.apostrophe), (c.marked, p.marked), (c.garbled, p.garbled)):
        found = np.flatnonzero(flags[at] != others[to])
        if len(found):
            return _span(c, int(at[found[0]]), 1), _span(p, int(to[found[0]]), 1)
    return _NONE, _NONE


def _strangest(text: TellingText, words: Bools) -> Span:
    """The run of changed words whose idiom is least."""
    found = np.flatnonzero(words)
    if not len(found):
        return _NONE
    worst = int(found[text.idiom[found].argmin()])
    start = stop = worst
    while start > 0 and words[start - 1]:
        start -= 1
    while stop + 1 < len(words) and words[stop + 1]:
        stop += 1
    return _span(text, start, stop - start + 1)


def _block(text: TellingText, words: Bools) -> Span:
    """The longest run of words that the other side hasn't got."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], words.astype(np.int8), [0]])))
    if not len(edges):
        return _NONE
    starts, stops = edges[::2], edges[1::2]
    longest = int((stops - starts).argmax())
    return _span(text, int(starts[longest]), int(stops[longest] - starts[longest]))


def _dangling(edge: Edge) -> tuple[Span, Span]:
    """A name that the child uses alone and the parent introduces."""
    child, parent = edge.child.references, edge.parent.references
    for name, place in sorted(child.alone.items(), key=lambda item: item[1]):
        known = parent.introduced.get(name)
        if known is not None and child.introduced.get(name, place + 1) > place:
            return (place, place + len(name)), (known, known + len(name))
    return _NONE, _NONE
