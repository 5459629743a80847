"""All features of a story's candidate pairs, ready for the models."""

from dataclasses import dataclass

import numpy as np

from tellings.lineage.context import CONTEXT, Sight, find_nearness, measure_context
from tellings.lineage.features import PAIR, Telling, Told, find_effort, measure_pair, weigh
from tellings.lineage.lost import see_copy
from tellings.lineage.middles import Triples, find_triples
from tellings.lineage.proposing import Proposal, propose_copies
from tellings.lineage.references import count_misplaced, find_references
from tellings.lineage.sharing import Seen, Shared, open_quotations, seen_from, share, turn
from tellings.lineage.sourcing import hours_between, names_outlet, said_of_sources
from tellings.lineage.stars import Star, find_stars
from tellings.lineage.story import Collated
from tellings.lineage.texts import Floats, TellingText, read_texts
from tellings.lineage.thrift import thriftiest
from tellings.lineage.usage import Usage
from tellings.lineage.views import View
from tellings.models import Article

MORE_COPIES = 4
BASE = (*PAIR, *CONTEXT, "thrifty", "thrifty_parent", "gain")


@dataclass(frozen=True, slots=True)
class Measured:
    """A story's tellings in the order of their ids, and the features of each candidate pair.

    `rows` has one row for each of `pairs` (child, parent), named by `BASE`; `triples` says
    what third tellings have of both.
    """

    tellings: list[Telling]
    shared: dict[tuple[int, int], Shared]
    sights: list[Sight]
    seen: list[dict[int, Seen]]
    copies: list[Proposal]
    pairs: list[tuple[int, int]]
    rows: Floats
    triples: Triples
    stars: list[Star]


def measure(story: Collated, usage: Usage, least: float, most: int) -> Measured:
    """The features of each child with its `most` nearest candidates; alignments under `least` don't count."""
    texts = read_texts(story.articles, story.passages, usage)
    shared = share(texts, story.collation.alignments, least)
    texts = open_quotations(texts, shared)
    tellings = [_telling(text) for text in texts]
    seen = [_all_seen(at, len(texts), shared) for at in range(len(texts))]
    alone = [float(text.surprise.sum()) for text in texts]
    efforts = {
        (child, other): find_effort(texts[child], texts[other], pair)
        for child in range(len(texts))
        for other, pair in seen[child].items()
    }
    parents = thriftiest(alone, efforts)[1]
    copies, groups = propose_copies(list(tellings), shared, efforts, parents)
    for at, proposal in enumerate(copies, len(texts)):
        tellings.append(proposal.telling)
        seen.append({member: turn(pair) for member, pair in proposal.copy.seen.items()})
        for member, pair in proposal.copy.seen.items():
            seen[member][at] = pair
    _see_more(seen, copies, texts, shared)
    sights = [Sight(telling, seen[at], len(tellings), len(texts)) for at, telling in enumerate(tellings)]
    nearness = find_nearness(sights)
    pairs = _candidates(sights, most, len(texts))
    said = _sourcing(story, [text.article.article_id for text in texts])
    articles = [text.article for text in texts]
    rows = []
    for child, parent in pairs:
        told: Told = (False, False, None)
        if parent < len(texts):
            told = _sourcing_of(articles, said, child, parent)
        row = measure_pair(tellings[child], tellings[parent], seen[child][parent], told)
        rows.append(row + measure_context(child, parent, sights, nearness))
    table = np.array(rows, float).reshape(-1, len(PAIR) + len(CONTEXT))
    table = np.hstack([table, _thrift(parents, copies, pairs)])
    views = [View(sights[t], seen[t], texts, t) for t in range(len(texts))]
    triples = find_triples(views, pairs)
    stars = find_stars([(group, place, _bend(copies[place].gain)) for group, place in groups], views)
    return Measured(tellings, shared, sights, seen, copies, pairs, table, triples, stars)


def _see_more(
    seen: list[dict[int, Seen]],
    copies: list[Proposal],
    texts: list[TellingText],
    shared: dict[tuple[int, int], Shared],
) -> None:
    """Let each telling see the few lost copies whose members it shares most with, besides its own."""
    for telling, text in enumerate(texts):
        near = {
            other: float((pair.to_parent >= 0).sum())
            for other, pair in seen[telling].items()
            if other < len(texts)
        }
        nearness = {
            at: max(near.get(member, 0.0) for member in proposal.copy.members)
            for at, proposal in enumerate(copies)
            if telling not in proposal.copy.members and len(text)
        }
        for at in sorted(nearness, key=lambda at: (-nearness[at], at))[:MORE_COPIES]:
            found = see_copy(telling, copies[at].copy, texts, shared) if nearness[at] else None
            if found is not None:
                seen[telling][len(texts) + at] = found
                seen[len(texts) + at][telling] = turn(found)


def _telling(text: TellingText) -> Telling:
    references = find_references(text.article.text)
    return Telling(text, weigh(text), references, count_misplaced(references))


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


def _sourcing_of(articles: list[Article], said: list[str], child: int, parent: int) -> Told:
    """What two tellings say of each other: credits both ways, and the hours between them."""
    one, other = articles[child], articles[parent]
    hours = hours_between(other.published, one.published)
    return names_outlet(said[child], one, other), names_outlet(said[parent], other, one), hours


def _sourcing(story: Collated, ids: list[str]) -> list[str]:
    """What each telling says of its sources, in the order of `ids`."""
    articles = {article.article_id: article for article in story.articles}
    return [said_of_sources(articles[i], [c for c in story.credits if c.article_id == i]) for i in ids]
