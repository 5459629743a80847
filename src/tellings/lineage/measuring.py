"""All features of a story's candidate pairs, ready for the models."""

from dataclasses import dataclass

import numpy as np

from tellings.lineage.context import CONTEXT, Sight, measure_context
from tellings.lineage.features import PAIR, Telling, find_effort, measure_pair, weigh
from tellings.lineage.proposing import Proposal, propose_copies
from tellings.lineage.references import count_misplaced, find_references
from tellings.lineage.sharing import Seen, Shared, seen_from, share, turn
from tellings.lineage.sourcing import hours_between, names_outlet, said_of_sources
from tellings.lineage.story import Collated
from tellings.lineage.texts import Floats, TellingText, read_texts
from tellings.lineage.thrift import thriftiest
from tellings.lineage.usage import Usage

CONTRASTED = ("exact", "minus_effort", "minus_unexplained", "next", "given", "surface", "same_passages")
BASE = PAIR + CONTEXT
TURNED = ("effort_per_word", "best_exact", "best_minus_effort", "best_next")
NAMES = (
    *BASE,
    *("best_" + name for name in CONTRASTED),
    *("back_" + name for name in TURNED),
    "thrifty", "thrifty_parent", "gain",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """A story's tellings in the order of their ids, and the features of each candidate pair.

    `rows` has one row for each of `pairs` (child, parent), named by `NAMES`.
    """

    tellings: list[Telling]
    shared: dict[tuple[int, int], Shared]
    sights: list[Sight]
    copies: list[Proposal]
    pairs: list[tuple[int, int]]
    rows: Floats


def measure(story: Collated, usage: Usage, least: float, most: int) -> Measured:
    """The features of each child with its `most` nearest candidates; alignments under `least` don't count."""
    texts = read_texts(story.articles, story.passages, usage)
    tellings = [_telling(text) for text in texts]
    shared = share(texts, story.collation.alignments, least)
    seen = [_all_seen(at, len(texts), shared) for at in range(len(texts))]
    alone = [float(text.surprise.sum()) for text in texts]
    efforts = {
        (child, other): find_effort(texts[child], texts[other], pair)
        for child in range(len(texts))
        for other, pair in seen[child].items()
    }
    parents = thriftiest(alone, efforts)[1]
    copies = propose_copies(list(tellings), shared, efforts, parents)
    for at, proposal in enumerate(copies, len(texts)):
        tellings.append(proposal.telling)
        seen.append({member: turn(pair) for member, pair in proposal.copy.seen.items()})
        for member, pair in proposal.copy.seen.items():
            seen[member][at] = pair
    sights = [Sight(telling, seen[at], len(tellings), len(texts)) for at, telling in enumerate(tellings)]
    pairs = _candidates(sights, most, len(texts))
    said = _sourcing(story, [text.article.article_id for text in texts])
    articles = [text.article for text in texts]
    rows = []
    for child, parent in pairs:
        if parent >= len(texts):
            pair = measure_pair(tellings[child], tellings[parent], seen[child][parent], (False, False, None))
            rows.append(pair + measure_context(child, parent, sights))
            continue
        hours = hours_between(articles[parent].published, articles[child].published)
        names = names_outlet(said[child], articles[child], articles[parent])
        named = names_outlet(said[parent], articles[parent], articles[child])
        pair = measure_pair(tellings[child], tellings[parent], seen[child][parent], (names, named, hours))
        rows.append(pair + measure_context(child, parent, sights))
    table = np.array(rows, float).reshape(-1, len(BASE))
    table = _turn(pairs, _contrast(pairs, table, len(texts)))
    return Measured(
        tellings, shared, sights, copies, pairs, np.hstack([table, _thrift(parents, copies, pairs)])
    )


def _telling(text: TellingText) -> Telling:
    references = find_references(text.article.text)
    return Telling(text, weigh(text), references, count_misplaced(references))


def _contrast(pairs: list[tuple[int, int]], rows: Floats, present: int) -> Floats:
    """`rows` with, for each feature in `CONTRASTED`, how far it is from the child's best other candidate that is there."""
    values = np.stack([_column(rows, name) for name in CONTRASTED], axis=1)
    out = np.zeros_like(values)
    children, parents = np.array(pairs, np.int64).reshape(-1, 2).T
    for child in np.unique(children):
        mine = np.flatnonzero(children == child)
        for at in mine:
            rest = values[mine[(mine != at) & (parents[mine] < present)]]
            out[at] = values[at] - rest.max(axis=0) if len(rest) else 0.0
    return np.hstack([rows, out])


def _turn(pairs: list[tuple[int, int]], rows: Floats) -> Floats:
    """`rows` with the features in `TURNED` of the same two the other way round; 0 for lost copies."""
    where = {pair: at for at, pair in enumerate(pairs)}
    columns = [NAMES.index(name) for name in TURNED]
    out = np.zeros((len(rows), len(columns)))
    for at, (child, parent) in enumerate(pairs):
        if (parent, child) in where:
            out[at] = rows[where[parent, child], columns]
    return np.hstack([rows, out])


def _thrift(parents: list[int], copies: list[Proposal], pairs: list[tuple[int, int]]) -> Floats:
    """thrifty, thrifty_parent, gain: what the thriftiest trees say of each pair."""
    present = len(parents)
    best_gain = [-1e9] * present
    for proposal in copies:
        for member in proposal.copy.members:
            best_gain[member] = max(best_gain[member], proposal.gain)
    out = np.zeros((len(pairs), 3))
    for at, (child, parent) in enumerate(pairs):
        if parent >= present:
            proposal = copies[parent - present]
            hangs = child in proposal.children
            out[at] = hangs, hangs, _bend(proposal.gain)
        else:
            above, below = parents[child] == parent, parents[parent] == child
            out[at] = above or below, above, _bend(best_gain[child])
    return out


def _bend(nats: float) -> float:
    """A gain or loss on a scale that doesn't run away."""
    return float(np.sign(nats) * np.log1p(min(abs(nats), 1e4)))


def _column(rows: Floats, name: str) -> Floats:
    """A feature's column, its sign turned where less is better."""
    less = name.removeprefix("minus_")
    return -rows[:, BASE.index(less)] if less != name else rows[:, BASE.index(name)]


def _all_seen(telling: int, count: int, shared: dict[tuple[int, int], Shared]) -> dict[int, Seen]:
    """What the telling shares with each other that shares at least one passage."""
    found = {other: seen_from(telling, other, shared) for other in range(count) if other != telling}
    return {other: seen for other, seen in found.items() if seen is not None and len(seen.pairs)}


def _candidates(sights: list[Sight], most: int, present: int) -> list[tuple[int, int]]:
    """Each telling with those it shares most with, both ways round, and with the lost copies it is in."""
    out: set[tuple[int, int]] = set()
    for at, sight in enumerate(sights[:present]):
        held = np.flatnonzero(sight.held.any(axis=1))
        near = sorted(held[held < present], key=lambda other: (-sight.copied[other], other))
        out |= {pair for other in near[:most] for pair in ((at, int(other)), (int(other), at))}
        out |= {(at, int(copy)) for copy in held[held >= present]}
    return sorted(out)


def _sourcing(story: Collated, ids: list[str]) -> list[str]:
    """What each telling says of its sources, in the order of `ids`."""
    articles = {article.article_id: article for article in story.articles}
    return [said_of_sources(articles[i], [c for c in story.credits if c.article_id == i]) for i in ids]
