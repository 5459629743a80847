"""Which figures of two tellings count the same thing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tellings.findings.facing import Block, face, faced_by
from tellings.findings.ledger_counts import Count
from tellings.findings.ledger_verdicts import is_other_time, same_value
from tellings.findings.material import StoryMaterial
from tellings.models import Passage
from tellings.settings import FigureSettings


@dataclass(frozen=True, slots=True)
class Places:
    """Two passages that say the same, and which of their words face each other."""

    one: Passage
    other: Passage
    relation: str
    blocks: tuple[Block, ...]


def pair_aligned(
    counts: Sequence[Count], material: StoryMaterial, settings: FigureSettings
) -> Iterator[tuple[Count, Count]]:
    """The counts that stand at corresponding places of passages that say the same."""
    by_passage: dict[str, list[Count]] = defaultdict(list)
    for count in counts:
        by_passage[count.passage_id].append(count)
    passages = {passage.passage_id: passage for passage in material.passages}
    texts = {article.article_id: article.text for article in material.articles}
    for first, second, relation in sorted(_passage_pairs(material, by_passage, settings)):
        one, other = passages.get(first), passages.get(second)
        if one is None or other is None or one.article_id == other.article_id:
            continue
        blocks = face(_text(one, texts), _text(other, texts))
        yield from _pair_up(by_passage[first], by_passage[second], Places(one, other, relation, blocks))


def _text(passage: Passage, texts: Mapping[str, str]) -> str:
    return texts[passage.article_id][passage.start : passage.end]


def _passage_pairs(
    material: StoryMaterial, held: Mapping[str, object], settings: FigureSettings
) -> set[tuple[str, str, str]]:
    """Pairs of passages with figures that are aligned, or set against their statement's first passage."""
    pairs = {
        (row.first, row.second, row.relation)
        for row in material.alignments
        if row.score >= settings.aligned and row.first in held and row.second in held
    }
    known = {pair[:2] for pair in pairs}
    statements: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in material.attestations:
        if row.passage_id in held:
            statements[row.statement_id].append((row.passage_id, row.relation))
    for members in statements.values():
        (model, _), *others = sorted(members)
        for passage_id, relation in others:
            if (model, passage_id) not in known:
                pairs.add((model, passage_id, relation))
    return pairs


def _pair_up(first: Sequence[Count], second: Sequence[Count], place: Places) -> Iterator[tuple[Count, Count]]:
    """The counts of two aligned passages that belong together.

    1. Counts that face each other and say the same. 2. Counts that face each other, where neither's
    noun stands beside another number over there. 3. Counts that are each other's only likeness.
    """
    left, rest = list(second), list(first)
    for test in (_says_same, _stands_for, _only_likeness):
        for count in list(rest):
            found = test(count, rest, left, place)
            if found is not None:
                rest.remove(count)
                left.remove(found)
                yield count, found


def _says_same(count: Count, rest: Sequence[Count], left: Sequence[Count], place: Places) -> Count | None:
    """The facing count, else the only one, of the same kind and value."""
    same = [c for c in left if c.kind == count.kind and same_value(c, count) and _may_agree(c, count)]
    facing = _facing(count, same, place)
    return facing or (same[0] if len(same) == 1 and _share_noun(count, same[0]) else None)


def _share_noun(first: Count, second: Count) -> bool:
    return first.head == second.head or not first.head or not second.head


def _stands_for(count: Count, rest: Sequence[Count], left: Sequence[Count], place: Places) -> Count | None:
    """The facing count that can be of the same thing; in close passages the place vouches for the noun."""
    facing = _facing(count, left, place)
    if facing is None:
        return None
    if _same_kind(count, facing):
        return facing
    close = place.relation in ("same", "edited") and _may_be_reworded(count, facing)
    apart = any(_same_kind(c, facing) for c in rest) or any(_same_kind(count, c) for c in left)
    return facing if close and not apart else None


def _only_likeness(count: Count, rest: Sequence[Count], left: Sequence[Count], place: Places) -> Count | None:
    """The one count over there that is of this one's kind, where this is the only one of its kind here."""
    alike = [c for c in left if _same_kind(count, c) and _meets(count, c)]
    if len(alike) == 1 and sum(_same_kind(c, alike[0]) for c in rest) == 1:
        return alike[0]
    return None


def _facing(count: Count, others: Sequence[Count], place: Places) -> Count | None:
    """The count of the other passage that the most of this one's words face."""
    start = count.figure.start - place.one.start
    span = faced_by((start, count.figure.end - place.one.start), place.blocks)
    if span is None:
        return None
    shift = place.other.start
    shares = [
        (min(span[1], c.figure.end - shift) - max(span[0], c.figure.start - shift), -c.figure.start, c)
        for c in others
    ]
    best = max(shares, key=lambda s: s[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def _same_kind(first: Count, second: Count) -> bool:
    """Whether two counts have one dimension and, as far as told, one noun or event."""
    if first.kind != second.kind or not _may_agree(first, second):
        return False
    if first.kind != "count" or first.head == second.head:
        return True
    return bool(first.event) and first.event == second.event


def _may_be_reworded(first: Count, second: Count) -> bool:
    """Whether only the noun is told in other words, or left out: number and noun don't both change."""
    if first.kind != second.kind or not _may_agree(first, second):
        return False
    return not first.head or not second.head or same_value(first, second)


def _may_agree(first: Count, second: Count) -> bool:
    """False where names tell the two apart ("Russian" and "Ukrainian" troops)."""
    return not (first.kind == "count" and first.modifiers and second.modifiers) or (
        bool(first.modifiers & second.modifiers) or same_value(first, second)
    )


def _meets(first: Count, second: Count) -> bool:
    """Whether the nouns of money and measures share a word, or the values are equal."""
    if first.kind == "count":
        return bool(first.head) and first.head == second.head
    shared = first.modifiers & second.modifiers or (first.head and first.head == second.head)
    return bool(shared) or same_value(first, second)


def pair_apart(counts: Iterable[Count], settings: FigureSettings) -> Iterator[tuple[Count, Count]]:
    """The counts of different articles that count the same thing though their passages aren't aligned.

    Equal values need a shared noun and some shared words. Unequal ones are compared for tolls of the
    dead and for people's ages only: other counts are too often of other parts of one event.
    Each count is set against one count of every reading told so far.
    """
    groups: dict[tuple[str, str], list[Count]] = defaultdict(list)
    for count in counts:
        if count.kind != "score" and (count.head or count.kind != "count"):
            key = count.head if count.kind == "count" else f"{count.value:g}"
            groups[count.kind, key].append(count)
    for _, members in sorted(groups.items()):
        readings: dict[tuple[str, float, str], Count] = {}
        for count in members:
            for other in readings.values():
                if other.figure.article_id != count.figure.article_id and is_same(other, count, settings):
                    yield other, count
            readings.setdefault((count.figure.article_id, count.value, count.event), count)


def is_same(first: Count, second: Count, settings: FigureSettings) -> bool:
    """Whether two counts outside aligned passages are of one thing."""
    ranged = first.is_range or second.is_range
    if ranged or first.partial or second.partial or not _same_names(first, second):
        return False
    shared = overlap(first.words, second.words)
    if same_value(first, second):
        events = first.event == second.event or not first.event or not second.event
        needed = settings.shared_words if first.kind == "count" else settings.conflict_words
        return events and first.value >= settings.telling_value and shared >= needed
    if first.kind == "year of age":
        return bool(first.head) and first.head == second.head and first.modifiers == second.modifiers
    if not first.event == second.event == "killed" or is_other_time(first, second):
        return False
    low, high = sorted((first.value, second.value))
    near = low > 0 and high / low <= settings.conflict_ratio
    return near and first.modifiers == second.modifiers and shared >= settings.conflict_words


def _same_names(first: Count, second: Count) -> bool:
    """Whether the counted nouns agree as far as both are told."""
    if first.kind == "count":
        apart = first.modifiers and second.modifiers and not first.modifiers & second.modifiers
        return first.head == second.head and not apart
    return (
        not first.head
        or not second.head
        or first.head == second.head
        or bool(first.modifiers & second.modifiers)
    )


def overlap(first: frozenset[str], second: frozenset[str]) -> float:
    """The share of the smaller set's words that the other has; 0 for an empty set."""
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0
