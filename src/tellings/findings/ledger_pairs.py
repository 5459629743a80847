"""Which figures of two tellings count the same thing."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from tellings.findings.facing import face, find_leads, past_leads, share_kept
from tellings.findings.ledger_counts import Count
from tellings.findings.ledger_places import Places, may_agree, pair_up, share_noun
from tellings.findings.ledger_verdicts import is_other_time, same_value
from tellings.findings.material import StoryMaterial, parents_by_child
from tellings.settings import FigureSettings


def pair_aligned(
    counts: Sequence[Count], material: StoryMaterial, settings: FigureSettings
) -> Iterator[tuple[Count, Count]]:
    """The counts that stand at corresponding places of passages that say the same.

    Passages with the same words are set against the first of them alone, and two wordings against
    each other once, so that a thousand copies cost little more than one. Numbers that were changed
    come first: a copy that has the old one elsewhere would else be kept out of the entry.
    """
    by_passage: dict[str, list[Count]] = defaultdict(list)
    for count in counts:
        by_passage[count.passage_id].append(count)
    articles = {article.article_id: article.text for article in material.articles}
    passages = {p.passage_id: p for p in material.passages if p.passage_id in by_passage}
    texts = {key: articles[p.article_id][p.start : p.end] for key, p in passages.items()}
    wordings: dict[tuple[str, str], tuple[str, str]] = {}
    for first, second in _passage_pairs(material, by_passage, settings):
        one, other = texts[first], texts[second]
        if one != other and passages[first].article_id != passages[second].article_id:
            pair = (first, second) if first < second else (second, first)
            key = (texts[pair[0]], texts[pair[1]])
            wordings[key] = min(wordings.get(key, pair), pair)
    leads = find_leads(material.passages, articles)
    pairs: list[tuple[Count, Count]] = []
    told = {(c.figure.article_id, c.kind, noun, c.value) for c in counts for noun in (c.head, "*")}
    for (one, other), (first, second) in sorted(wordings.items(), key=lambda w: w[1]):
        blocks = past_leads(face(one, other), leads.get(first, 0), leads.get(second, 0))
        places = Places(passages[first], passages[second], blocks)
        copied = share_kept(places.blocks) >= settings.copied
        pairs += (
            pair
            for pair in pair_up(by_passage[first], by_passage[second], places)
            if same_value(*pair) or not _tell_both(*pair, told, copied=copied)
        )
    yield from (pair for pair in pairs if not same_value(*pair))
    yield from _pair_twins(by_passage, texts)
    yield from (pair for pair in pairs if same_value(*pair))


Told: TypeAlias = tuple[str, str, str, float]  # article, kind, noun or "*", value


def _tell_both(first: Count, second: Count, told: Container[Told], *, copied: bool) -> bool:
    """Whether both articles tell both numbers: then these are two things, and the sentences only alike.

    Among copies the numbers alone decide, and one article suffices where the sentences aren't so alike
    that one was made from the other. Between origins both must be of one noun: small numbers abound.
    """
    same = first.origin_id == second.origin_id
    nouns = ("*", "*") if same else (first.head, second.head)
    one = (first.figure.article_id, second.kind, nouns[1], second.value) in told
    other = (second.figure.article_id, first.kind, nouns[0], first.value) in told
    return (one or other) if same and not copied else (one and other)


def _pair_twins(
    by_passage: Mapping[str, Sequence[Count]], texts: Mapping[str, str]
) -> Iterator[tuple[Count, Count]]:
    """The counts of passages with the same words, one by one."""
    first_of: dict[str, str] = {}
    for passage_id in sorted(by_passage):
        model = first_of.setdefault(texts[passage_id], passage_id)
        if model != passage_id and len(by_passage[model]) == len(by_passage[passage_id]):
            yield from zip(by_passage[model], by_passage[passage_id], strict=True)


def _passage_pairs(
    material: StoryMaterial, held: Mapping[str, object], settings: FigureSettings
) -> Iterator[tuple[str, str]]:
    """Pairs of passages with figures: aligned, or one of a statement with its first and a parent's."""
    for row in material.alignments:
        if row.score >= settings.aligned and row.first in held and row.second in held:
            yield row.first, row.second
    statements: dict[str, list[str]] = defaultdict(list)
    for attestation in material.attestations:
        if attestation.passage_id in held:
            statements[attestation.statement_id].append(attestation.passage_id)
    article_of = {passage.passage_id: passage.article_id for passage in material.passages}
    parents = parents_by_child(material)
    for members in statements.values():
        model, *others = sorted(members)
        yield from ((model, passage_id) for passage_id in others)
        by_article: dict[str, list[str]] = defaultdict(list)
        for passage_id in sorted(members):
            by_article[article_of[passage_id]].append(passage_id)
        for passage_id in members:
            for parent in parents.get(article_of[passage_id], ()):
                yield from ((above, passage_id) for above in by_article.get(parent, ())[:1])


def pair_apart(counts: Iterable[Count], settings: FigureSettings) -> Iterator[tuple[Count, Count]]:
    """The counts of different articles that count the same thing though their passages aren't aligned.

    Equal values need a shared noun and some shared words. Unequal ones are compared for tolls of the
    dead and for people's ages only: other counts are too often of other parts of one event.
    """
    groups: dict[tuple[str, str], list[Count]] = defaultdict(list)
    for count in counts:
        if count.kind != "score" and (count.head or count.kind != "count"):
            key = count.head if count.kind == "count" else f"{count.value:g}"
            groups[count.kind, key].append(count)
    for _, members in sorted(groups.items()):
        known = {(c.figure.article_id, c.event, c.value) for c in members}
        told: list[Count] = []
        for count in _distinct(members):
            for other in told:
                if other.figure.article_id == count.figure.article_id or _tells_both(other, count, known):
                    continue
                if is_same(other, count, settings):
                    yield other, count
            told.append(count)


def _tells_both(first: Count, second: Count, known: Container[tuple[str, str, float]]) -> bool:
    """Whether one of the articles has both of two tolls, so that they are of two things."""
    one = (first.figure.article_id, second.event, second.value) in known
    other = (second.figure.article_id, first.event, first.value) in known
    return first.event == "killed" and not same_value(first, second) and (one or other)


def _distinct(members: Iterable[Count]) -> Iterator[Count]:
    """The counts without further copies: two of each wording stand for all that have it."""
    seen: Counter[tuple[object, ...]] = Counter()
    for count in members:
        wording = (count.value, count.event, count.partial, count.modifiers, count.words)
        seen[wording] += 1
        if seen[wording] <= 2:
            yield count


def is_same(first: Count, second: Count, settings: FigureSettings) -> bool:
    """Whether two counts outside aligned passages are of one thing."""
    ranged = first.is_range or second.is_range
    if ranged or first.partial or second.partial or not may_agree(first, second):
        return False
    shared = overlap(first.words, second.words)
    if same_value(first, second):
        return _equal_is_same(first, second, shared, settings)
    if first.kind == "year of age":
        return bool(first.head) and first.head == second.head and first.modifiers == second.modifiers
    if not first.event == second.event == "killed" or is_other_time(first, second):
        return False
    low, high = sorted((first.value, second.value))
    near = low > 0 and high / low <= settings.conflict_ratio
    return near and first.modifiers == second.modifiers and shared >= settings.conflict_words


def _equal_is_same(first: Count, second: Count, shared: float, settings: FigureSettings) -> bool:
    """Whether two equal numbers count one thing: a telling number, its noun, and words in common."""
    events = first.event == second.event or not first.event or not second.event
    if not events or first.value < settings.telling_value:
        return False
    if first.kind == "count":
        apart = first.modifiers and second.modifiers and not first.modifiers & second.modifiers
        return first.head == second.head and not apart and shared >= settings.shared_words
    return shared >= (settings.conflict_words if share_noun(first, second) else settings.nameless_words)


def overlap(first: frozenset[str], second: frozenset[str]) -> float:
    """The share of the smaller set's words that the other has; 0 for an empty set."""
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0
