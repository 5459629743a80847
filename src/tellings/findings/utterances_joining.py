"""Which sayings of a story are one utterance: who speaks, and how much of the words they share."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from tellings.collation.edits import equal_runs
from tellings.findings.utterances_words import Saying, weigh_words
from tellings.settings import UtteranceSettings


class Repeated(NamedTuple):
    """One saying that stands for all that tell the same words, with their statements and articles."""

    saying: Saying
    statements: frozenset[str]
    articles: frozenset[str]
    copies: tuple[Saying, ...]


class Likeness(NamedTuple):
    """What two sayings share: a part of the lighter's weight, and so many words in order."""

    part: float
    words: int


Pairs = dict[tuple[int, int], Likeness]


def join_alike(sayings: Sequence[Saying], settings: UtteranceSettings) -> list[list[Saying]]:
    """Sayings joined, the likest first, where two groups are alike and not only two of their sayings.

    A group's longest saying is its model; models must be alike, and so must half of the group with
    the shorter model be with the other: A~B~C with A unlike C never become one.
    """
    repeats = fold_repeats(sayings, settings)
    return join(repeats, liken(repeats, settings), settings)


def join(repeats: Sequence[Repeated], likeness: Pairs, settings: UtteranceSettings) -> list[list[Saying]]:
    """The same, of sayings that were folded and likened before."""
    group_of = {number: [number] for number in range(len(repeats))}
    models = list(range(len(repeats)))  # of each group, by its first number
    ranked = sorted(likeness.items(), key=lambda item: (-item[1].part, item[0]))
    for (one, other), _ in ranked:
        left, right = group_of[one], group_of[other]
        if left is right or not _same_thing(repeats[one], repeats[other], likeness[one, other], settings):
            continue
        if _fits((left, models[left[0]]), (right, models[right[0]]), repeats, likeness):
            model = _model((models[left[0]], models[right[0]]), repeats)
            merged = sorted(left + right)
            models[merged[0]] = model
            group_of.update(dict.fromkeys(merged, merged))
    groups = {tuple(group) for group in group_of.values()}
    return [sorted((s for n in group for s in repeats[n].copies), key=_order) for group in sorted(groups)]


def fold_repeats(sayings: Sequence[Saying], settings: UtteranceSettings) -> list[Repeated]:
    """The sayings with those as one that are the same words of the same person, however many copies."""
    same: dict[object, list[Saying]] = defaultdict(list)
    for saying in sayings:
        words, speaker = saying.norms, saying.attribution.speaker.casefold()
        sure = len(words) >= settings.least_words or (len(words) > 1 and speaker)
        place = () if sure else saying.statements or place_of(saying)
        same[words, speaker, saying.named, saying.direct, place].append(saying)
    return [
        Repeated(
            held[0],
            frozenset(key for saying in held for key in saying.statements),
            frozenset(saying.attribution.article_id for saying in held),
            tuple(held),
        )
        for held in same.values()
    ]


def liken(repeats: Sequence[Repeated], settings: UtteranceSettings) -> Pairs:
    """How much of the shorter saying stands in the longer, in order, for pairs that share rare words."""
    weights = weigh_words(one.saying for one in repeats)
    by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(repeats):
        by_words[one.saying.norms].append(number)
    distinct = sorted(by_words)
    found: Pairs = {}
    for norms, numbers in by_words.items():
        found.update(dict.fromkeys(combinations(numbers, 2), Likeness(1.0, len(norms))))
    pairs = {*_candidates(distinct, weights, settings), *_neighbours(repeats, distinct, settings)}
    for a, b in sorted(pairs):
        shared = _compare(distinct[a], distinct[b], weights)
        if shared.part >= settings.least_shared:
            for left in by_words[distinct[a]]:
                for right in by_words[distinct[b]]:
                    found[min(left, right), max(left, right)] = shared
    return found


def _candidates(
    distinct: Sequence[tuple[str, ...]], weights: Mapping[str, float], settings: UtteranceSettings
) -> Iterable[tuple[int, int]]:
    """Pairs of wordings that share enough rare words to be worth aligning."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, norms in enumerate(distinct):
        for word in set(norms):
            holders[word].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if len(numbers) <= settings.most_holders:
            for place, one in enumerate(numbers):
                for other in numbers[place + 1 :]:
                    shared[one, other] += 1
    return sorted(
        pair
        for pair, count in shared.items()
        if count >= min(2, len(distinct[pair[0]]), len(distinct[pair[1]]))
    )


def _neighbours(
    repeats: Sequence[Repeated], distinct: Sequence[tuple[str, ...]], settings: UtteranceSettings
) -> Iterable[tuple[int, int]]:
    """Pairs of wordings in passages of one statement: rewording may leave them few words in common."""
    number = {norms: place for place, norms in enumerate(distinct)}
    told: dict[str, set[int]] = defaultdict(set)
    for one in repeats:
        for statement in one.statements:
            told[statement].add(number[one.saying.norms])
    for _, numbers in sorted(told.items()):
        if len(numbers) <= settings.most_holders:
            yield from combinations(sorted(numbers), 2)


def _compare(one: tuple[str, ...], other: tuple[str, ...], weights: Mapping[str, float]) -> Likeness:
    """The words that both have in the same order, by weight as a share of the lighter saying, and counted."""
    common = [
        word
        for start, _, length in equal_runs(list(one), list(other))
        for word in one[start : start + length]
    ]
    lighter = min(sum(weights[word] for word in one), sum(weights[word] for word in other))
    return Likeness(sum(weights[word] for word in common) / lighter if lighter else 0.0, len(common))


def _order(saying: Saying) -> tuple[str, int, str]:
    return saying.attribution.article_id, saying.words[0].start, saying.attribution.attribution_id


def _model(group: Sequence[int], repeats: Sequence[Repeated]) -> int:
    return min(group, key=lambda n: (-len(repeats[n].saying.words), n))


Modelled = tuple[Sequence[int], int]  # a group, and its model


def _fits(left: Modelled, right: Modelled, repeats: Sequence[Repeated], likeness: Pairs) -> bool:
    """Whether the models are alike and half of the shorter-modelled group is like the other's model."""

    def alike(one: int, other: int) -> bool:
        together = repeats[one].statements & repeats[other].statements
        return bool(together) or (min(one, other), max(one, other)) in likeness

    one, other = left[1], right[1]
    shorter = len(repeats[one].saying.words) < len(repeats[other].saying.words)
    group, model = (left[0], other) if shorter else (right[0], one)
    counts = {number: len(repeats[number].copies) for number in group}
    near = sum(count for number, count in counts.items() if alike(number, model))
    return alike(one, other) and 2 * near >= sum(counts.values())


def _same_thing(left: Repeated, right: Repeated, shared: Likeness, settings: UtteranceSettings) -> bool:
    """Whether the likeness of two sayings is enough, given who speaks and where they stand."""
    if len(left.articles | right.articles) < 2:
        return False
    one, other = left.saying, right.saying
    together = bool(left.statements & right.statements)
    direct = one.direct and other.direct
    short = min(len(one.words), len(other.words))
    speakers = _speakers(one.attribution.speaker, other.attribution.speaker)
    if speakers == "other" and direct and not (one.named and other.named):
        speakers = "guessed"  # who "he" is was worked out, and may be wrong
    if (short if direct else shared.words) < settings.least_words:
        same = one.norms == other.norms and short > 1 and speakers == "same"
        quoted = len((one if one.direct else other).words)
        told = direct or (shared.words > 1 and 2 * shared.words >= quoted)
        beside = together and told and speakers != "other"
        return same or (beside and shared.part >= settings.least_short)
    match speakers:
        case "same":
            whole = short >= settings.least_whole * max(len(one.words), len(other.words))
            reworded = settings.least_reworded if whole else settings.least_apart
            least = reworded if direct else settings.least_together
            return shared.part >= (least if together else settings.least_apart)
        case "unknown":
            return shared.part >= (settings.least_together if together else settings.least_unknown)
        case "guessed":
            return shared.part >= settings.least_unknown
        case _:
            return shared.part >= settings.least_other_speaker and (
                together or short >= 2 * settings.least_words
            )


def _speakers(one: str, other: str) -> str:
    """same, unknown or other: whether two names can be one person's."""
    if not one or not other:
        return "unknown"
    left, right = one.casefold().split(), other.casefold().split()
    if left[-1] == right[-1] or set(left) <= set(right) or set(right) <= set(left):
        return "same"
    return "other"


def place_of(saying: Saying) -> str:
    """What tells a saying from all others."""
    return f"{saying.attribution.attribution_id} {saying.words[0].start}"
