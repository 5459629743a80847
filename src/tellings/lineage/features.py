"""What speaks for and against one telling being made from another, as numbers.

`measure_pair` looks at the two texts alone; `measure_context` (in `context.py`) at the rest of the
story. Shares are weighted by how unusual the words are, so that small words count little.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from tellings.lineage.references import References, count_dangling
from tellings.lineage.sharing import Seen
from tellings.lineage.texts import Bools, Floats, Ints, TellingText

PAIR = (
    "copied", "covered", "given", "spread", "kept", "narration", "longest", "runs", "aligned", "order",
    "next", "length", "own_lead", "lost_lead", "own_blocks", "cut_blocks", "own_tail", "cut_tail", "lead_at",
    "lead_from",
    "marks", "damage_own", "garbled", "capitals", "idiom", "idiom_sum", "rarer", "differ", "dangling",
    "dangling_own", "misplaced", "wordier", "names", "named", "later", "own_words", "cut_words",
    "same_passages", "surface", "exact", "effort",
    "effort_per_word", "title",
)  # fmt: skip

Told: TypeAlias = tuple[bool, bool, float | None]
SKIP = 12  # words left out that are still a slip within a sentence, not another place


@dataclass(frozen=True, slots=True)
class Telling:
    """A telling's text with what is measured once for it."""

    text: TellingText
    weights: Floats
    references: References
    misplaced: int  # names that stand alone before they are introduced


def weigh(text: TellingText) -> Floats:
    """How much each word counts: its surprise, and a fifth of it in quotations, which anyone may quote."""
    return np.asarray(text.surprise * np.where(text.narration, 1.0, 0.2))


def measure_pair(child: Telling, parent: Telling, seen: Seen, said: Told) -> list[float]:
    """The features named in `PAIR`; `said` is whether the child names the parent's outlet, whether the
    parent names the child's, and the hours from parent to child."""
    c, p = child.text, parent.text
    same_c, same_p = seen.to_parent >= 0, seen.to_child >= 0
    told = measure_shares(child, parent, seen)
    order, neighbours = measure_order(seen.pairs)
    damage = measure_damage(c, p, seen)
    differ_c, differ_p = seen.in_child & ~same_c, seen.in_parent & ~same_p
    idiom = _mean(c.idiom, _with_next(differ_c)) - _mean(p.idiom, _with_next(differ_p))
    count = float(differ_c.sum() + differ_p.sum())
    names, named, hours = said
    dangling, back = (
        count_dangling(child.references, parent.references),
        count_dangling(parent.references, child.references),
    )
    return [
        *told,
        order,
        neighbours,
        float(np.log((len(c) + 1) / (len(p) + 1))),
        *measure_blocks(c, p, seen),
        *damage,
        idiom,
        idiom * min(np.sqrt(count), 12.0),
        _mean(c.surprise, differ_c) - _mean(p.surprise, differ_p),
        float(np.log1p(count)),
        float(np.log1p(dangling)),
        float(np.log1p(back)),
        float(child.misplaced - parent.misplaced),
        float(np.log((seen.in_child.sum() + 1) / (seen.in_parent.sum() + 1))),
        float(names),
        float(named),
        0.0 if hours is None else float(np.sign(hours) * np.log1p(abs(hours))),
        float(np.log1p((~seen.in_child).sum())),
        float(np.log1p((~seen.in_parent).sum())),
        _identical(c, p, seen),
        *measure_effort(child, parent, seen),
        _same_title(c.article.headline, p.article.headline),
    ]


def measure_shares(child: Telling, parent: Telling, seen: Seen) -> list[float]:
    """copied, covered, given, spread, kept, narration, longest, runs, aligned."""
    same_c, same_p = seen.to_parent >= 0, seen.to_child >= 0
    w, v, c = child.weights, parent.weights, child.text
    covered = _share(w, seen.in_child)
    copied = _share(w, same_c)
    sums = np.concatenate([[0.0], np.cumsum(np.where(c.narration, c.surprise, 0.0))])
    lengths = seen.runs[:, 2]
    weight = sums[seen.runs[:, 0] + lengths] - sums[seen.runs[:, 0]]
    return [
        copied,
        covered,
        _share(v, same_p),
        _share(v, seen.in_parent),
        copied / covered if covered else 0.0,
        _share(w * c.narration, same_c),
        float(np.log1p(weight.max(initial=0.0))),
        float(weight[lengths >= 5].sum() / max(w.sum(), 1.0)),
        float(np.log1p(len(seen.pairs))),
    ]


def measure_order(pairs: Ints) -> tuple[float, float]:
    """How far aligned passages keep their order (-1 to 1), and the share of neighbours that stay so."""
    if len(pairs) < 2:
        return 0.0, 0.0
    places = pairs[:, 1]
    ahead = np.sign(places[None, :] - places[:, None])[np.triu_indices(len(places), 1)]
    return float(ahead.mean()), float((np.diff(places) == 1).mean())


def measure_blocks(c: TellingText, p: TellingText, seen: Seen) -> list[float]:
    """Where the unshared passages lie: leads, blocks between shared ones, tails; then the leads' places."""
    mine, theirs = np.zeros(len(c.passages), bool), np.zeros(len(p.passages), bool)
    mine[c.passage[seen.in_child]] = True
    theirs[p.passage[seen.in_parent]] = True
    first_c, first_p = seen.pairs[0, 1], seen.pairs[np.argmin(seen.pairs[:, 1]), 0]
    return [
        float(not mine[:1].all()),
        float(not theirs[:1].all()),
        _blocks(mine),
        _blocks(theirs),
        _tail(mine),
        _tail(theirs),
        float(first_c / max(len(theirs), 1)),
        float(first_p / max(len(mine), 1)),
    ]


def measure_damage(c: TellingText, p: TellingText, seen: Seen) -> list[float]:
    """Marks, garbled letters and capitals that one side has and the other lost, as log ratios.

    The first is positive where the child lost more marks; the second is how many words are whole in
    the child and damaged in the parent.
    """
    at = np.flatnonzero(seen.to_parent >= 0)
    to = seen.to_parent[at]

    def lost(flags: Bools, others: Bools) -> tuple[int, int]:
        mine, theirs = flags[at], others[to]
        return int((theirs & ~mine).sum()), int((mine & ~theirs).sum())

    marks = tuple(
        a + b for a, b in zip(lost(c.apostrophe, p.apostrophe), lost(c.marked, p.marked), strict=True)
    )
    garbled, capitals = lost(~c.garbled, ~p.garbled), lost(c.capital, p.capital)
    return [_ratio(marks), float(np.log1p(marks[1] + garbled[1])), _ratio(garbled), _ratio(capitals)]


def _same_title(one: str, other: str) -> float:
    """The share of words that two headlines have in common; 0 where one is missing."""
    mine, theirs = set(one.lower().split()), set(other.lower().split())
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def _identical(c: TellingText, p: TellingText, seen: Seen) -> float:
    """The share of aligned passages that are the same word for word."""
    return float((c.keys[seen.pairs[:, 0]] == p.keys[seen.pairs[:, 1]]).mean()) if len(seen.pairs) else 0.0


def find_effort(c: TellingText, p: TellingText, seen: Seen) -> float:
    """How much work makes the child from the parent, in nats.

    New words cost their surprise, a place to go on reading in the parent its choice among the
    parent's words, a slip over a few words or a change of surface (marks, damage) two.
    """
    at = np.flatnonzero(seen.to_parent >= 0)
    steps = np.diff(seen.to_parent[at])
    skips = int(((steps > 1) & (steps <= SKIP)).sum())
    jumps = len(steps) - skips - int((steps == 1).sum()) + 1
    changed = int((c.surface[at] != p.surface[seen.to_parent[at]]).sum())
    new = float(c.surprise[seen.to_parent < 0].sum())
    return new + jumps * float(np.log(len(p) + 2)) + 2.0 * (skips + changed)


def measure_effort(child: Telling, parent: Telling, seen: Seen) -> list[float]:
    """surface, exact, effort, effort_per_word."""
    c, p = child.text, parent.text
    at = np.flatnonzero(seen.to_parent >= 0)
    same = np.zeros(len(c), bool)
    same[at] = c.surface[at] == p.surface[seen.to_parent[at]]
    effort = find_effort(c, p, seen)
    exact = _share(child.weights, same)
    copied = _share(child.weights, seen.to_parent >= 0)
    return [exact / copied if copied else 0.0, exact, float(np.log1p(effort)), effort / (len(c) + 1)]


def _share(weights: Floats, flags: Bools) -> float:
    total = float(weights.sum())
    return float(weights[flags].sum()) / total if total else 0.0


def _mean(values: Floats, flags: Bools) -> float:
    return float(values[flags].mean()) if flags.any() else 0.0


def _with_next(flags: Bools) -> Bools:
    """The flagged words and each word after one, whose idiom the flagged word makes."""
    out = flags.copy()
    out[1:] |= flags[:-1]
    return out


def _blocks(shared: Bools) -> float:
    """The runs of unshared passages that lie between shared ones, for each ten passages."""
    inner = np.flatnonzero(shared)
    if len(inner) < 2:
        return 0.0
    gaps = int((np.diff(inner) > 1).sum())
    return 10.0 * gaps / len(shared)


def _tail(shared: Bools) -> float:
    """The share of passages after the last shared one."""
    held = np.flatnonzero(shared)
    return 1.0 - (held[-1] + 1) / len(shared) if len(held) else 0.0


def _ratio(counts: tuple[int, ...]) -> float:
    return float(np.log((counts[0] + 0.5) / (counts[1] + 0.5)))
