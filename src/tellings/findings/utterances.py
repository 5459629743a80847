"""One thing that somebody said, in all its tellings: attributions become utterances."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from tellings.collation.edits import equal_runs
from tellings.findings.alterations import find_alterations
from tellings.findings.material import StoryMaterial
from tellings.findings.utterances_readings import Gathered, Lines
from tellings.findings.utterances_words import PAUSE, Saying, narrow, read_sayings, weigh_words
from tellings.models import Alteration, Attestation, Attribution, Utterance, content_id
from tellings.settings import UtteranceSettings

_ENDED = re.compile(r"[.!?…]\W*$")


class Matched(NamedTuple):
    """A story's utterances with what was altered, and its attributions with the speakers made sure."""

    utterances: tuple[Utterance, ...]
    alterations: tuple[Alteration, ...]
    attributions: tuple[Attribution, ...]


def match_utterances(material: StoryMaterial, settings: UtteranceSettings) -> Matched:
    """The story's utterances, what was altered in each on the way, and who "he" is by all tellings.

    An utterance has a telling in direct speech, with its marks or without them.
    """
    utterances, alterations = [], []
    texts = {article.article_id: article.text for article in material.articles}
    groups = gather(read_sayings(material), settings)
    cast = read_cast(material.attributions)
    lines = Lines(material, groups)
    carried: dict[str, list[Attestation]] = defaultdict(list)
    for row in material.attestations:
        carried[row.article_id].append(row)
    speakers: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        gathered = Gathered(group, lines.choose_witness(group), name_speaker(group, cast))
        key = identify(group)
        articles = {saying.attribution.article_id for saying in group}
        utterances.append(
            Utterance(
                utterance_id=key,
                story_id=material.story.story_id,
                speaker=gathered.speaker,
                reading=read_words(gathered.witness, texts[gathered.witness.attribution.article_id]),
                articles=len(articles),
                origins=len({_origin(saying, lines, carried) for saying in group}),
            )
        )
        alterations += find_alterations(key, gathered, lines, material, settings)
        for saying in group if gathered.speaker and len(articles) > 1 else ():
            if not saying.named:
                speakers[saying.attribution.attribution_id].add(gathered.speaker)
    return Matched(tuple(utterances), tuple(alterations), _make_sure(material.attributions, speakers))


def _make_sure(
    attributions: Iterable[Attribution], speakers: Mapping[str, set[str]]
) -> tuple[Attribution, ...]:
    """The attributions; one that names nobody has the speaker of its utterance, if that is one.

    Who "he" is shows only in the sentences around it, and a copy may have put them in another order.
    """
    return tuple(
        replace(row, speaker=min(speakers[row.attribution_id]))
        if len(speakers.get(row.attribution_id, ())) == 1
        else row
        for row in attributions
    )


def identify(group: Sequence[Saying]) -> str:
    """The id of the utterance that the sayings tell."""
    return content_id("utterance", *sorted(_place(saying) for saying in group))


def _place(saying: Saying) -> str:
    return f"{saying.attribution.attribution_id} {saying.words[0].start}"


def gather(sayings: Sequence[Saying], settings: UtteranceSettings) -> list[tuple[Saying, ...]]:
    """The sayings gathered by what was said, in a fixed order; narration around them is cut away."""
    found = []
    for group in _join(sayings, _likeness(sayings, settings), settings):
        anchors = [s for s in group if s.marked] or [s for s in group if s.bare]
        if anchors:
            distinct = list({anchor.norms: anchor for anchor in reversed(anchors)}.values())
            clear = anchors[0].marked
            found.append(
                tuple(s if s.marked or (s.bare and not clear) else narrow(s, distinct) for s in group)
            )
    return found


def read_words(saying: Saying, text: str) -> str:
    """What was said, as its telling prints it, marks left out; gaps between pieces become spaces.

    A piece that ended its sentence where “she said.” follows has the full stop that the comma took.
    """
    runs: list[list[int]] = []
    stops: list[str] = []
    last = None
    for word in saying.words:
        gap = text[last : word.start] if last is not None else ""
        if runs and last is not None and len(gap) <= PAUSE and not any(c.isalnum() for c in gap):
            runs[-1][1] = word.end
        else:
            runs.append([word.start, word.end])
            stops.append("." if gap[:1] == "," and _ENDED.search(gap) else "")
        last = word.end
    pieces = [" ".join(text[start : _with_stop(text, end)].split()) for start, end in runs]
    return " ".join(piece + stop for piece, stop in zip(pieces, [*stops[1:], ""], strict=True))


def _with_stop(text: str, end: int) -> int:
    """The end of a run with the full stop, exclamation or question mark that follows it."""
    return end + 1 if text[end : end + 1] in (".", "!", "?", "…") else end


def read_cast(attributions: Iterable[Attribution]) -> dict[str, frozenset[str]]:
    """The speakers that each article names in full."""
    cast: dict[str, set[str]] = defaultdict(set)
    for attribution in attributions:
        if " " in attribution.speaker:
            cast[attribution.article_id].add(attribution.speaker)
    return {article_id: frozenset(names) for article_id, names in cast.items()}


def name_speaker(group: Sequence[Saying], cast: Mapping[str, frozenset[str]]) -> str:
    """The full name that most of the tellings give, titles left to those that have them; "" if none does.

    Tellings that name the speaker decide before those that say "he". A telling that has but a surname
    here gives the one name that it has for it elsewhere.
    """
    votes: Counter[str] = Counter()
    named: Counter[str] = Counter()
    full = {s.attribution.speaker for s in group if " " in s.attribution.speaker}
    for saying in group:
        for name in saying.attribution.speaker.split()[-1:]:
            given = {one for one in full if one.split()[0] == name == saying.attribution.speaker}
            surname = (min(given) if len(given) == 1 else name).split()[-1].casefold()
            votes[surname] += 1
            named[surname] += saying.named
    if not votes:
        return ""
    most = min(votes, key=lambda name: (-named[name], -votes[name], name))
    tellings = {(_in_full(s.attribution, cast), s.attribution.article_id) for s in group}
    given = Counter(name for name, _ in tellings if name.casefold().endswith(most))
    forms = {form: sum(n for other, n in given.items() if f" {other}".endswith(f" {form}")) for form in given}
    return min(forms, key=lambda form: (len(form.split()) < 2, -forms[form], -len(form), form))


def _in_full(attribution: Attribution, cast: Mapping[str, frozenset[str]]) -> str:
    """The speaker as named here, or by the one full name that the article has for this surname."""
    name = attribution.speaker
    whole = [full for full in cast.get(attribution.article_id, ()) if full.endswith(f" {name}")]
    return whole[0] if name and len(whole) == 1 else name


class Likeness(NamedTuple):
    """What two sayings share: a part of the lighter's weight, and so many words in order."""

    part: float
    words: int


Pairs = dict[tuple[int, int], Likeness]


def _likeness(sayings: Sequence[Saying], settings: UtteranceSettings) -> Pairs:
    """How much of the shorter saying stands in the longer, in order, for pairs that share rare words."""
    weights = weigh_words(sayings)
    by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, saying in enumerate(sayings):
        by_words[saying.norms].append(number)
    distinct = sorted(by_words)
    found: Pairs = {}
    for norms, numbers in by_words.items():
        for place, one in enumerate(numbers):
            for other in numbers[place + 1 : place + 1 + settings.most_equal]:
                found[one, other] = Likeness(1.0, len(norms))
    pairs = {*_candidates(distinct, weights, settings), *_neighbours(sayings, distinct, settings)}
    for a, b in sorted(pairs):
        shared = _compare(distinct[a], distinct[b], weights)
        if shared.part >= settings.least_shared:
            for one in by_words[distinct[a]]:
                for other in by_words[distinct[b]]:
                    found[min(one, other), max(one, other)] = shared
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
    sayings: Sequence[Saying], distinct: Sequence[tuple[str, ...]], settings: UtteranceSettings
) -> Iterable[tuple[int, int]]:
    """Pairs of wordings in passages of one statement: rewording may leave them few words in common."""
    number = {norms: place for place, norms in enumerate(distinct)}
    told: dict[str, set[int]] = defaultdict(set)
    for saying in sayings:
        for statement in saying.statements:
            told[statement].add(number[saying.norms])
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


def _join(sayings: Sequence[Saying], likeness: Pairs, settings: UtteranceSettings) -> list[list[Saying]]:
    """Sayings joined, the likest first, where two groups are alike and not only two of their sayings.

    A group's longest saying is its model; models must be alike, and so must half of the group with
    the shorter model be with the other: A~B~C with A unlike C never become one.
    """
    group_of = {number: [number] for number in range(len(sayings))}
    models = list(range(len(sayings)))  # of each group, by its first number
    ranked = sorted(likeness.items(), key=lambda item: (-item[1].part, item[0]))
    for (one, other), _ in ranked:
        left, right = group_of[one], group_of[other]
        if left is right or not _same_thing(sayings[one], sayings[other], likeness[one, other], settings):
            continue
        if _fits((left, models[left[0]]), (right, models[right[0]]), sayings, likeness):
            model = _model((models[left[0]], models[right[0]]), sayings)
            merged = sorted(left + right)
            models[merged[0]] = model
            group_of.update(dict.fromkeys(merged, merged))
    groups = {tuple(group) for group in group_of.values()}
    return [[sayings[number] for number in group] for group in sorted(groups)]


def _model(group: Sequence[int], sayings: Sequence[Saying]) -> int:
    return min(group, key=lambda n: (-len(sayings[n].words), n))


Modelled = tuple[Sequence[int], int]  # a group, and its model


def _fits(left: Modelled, right: Modelled, sayings: Sequence[Saying], likeness: Pairs) -> bool:
    """Whether the models are alike and half of the shorter-modelled group is like the other's model."""

    def alike(one: int, other: int) -> bool:
        together = sayings[one].statements & sayings[other].statements
        return bool(together) or (min(one, other), max(one, other)) in likeness

    one, other = left[1], right[1]
    shorter = len(sayings[one].words) < len(sayings[other].words)
    group, model = (left[0], other) if shorter else (right[0], one)
    return alike(one, other) and 2 * sum(alike(number, model) for number in group) >= len(group)


def _same_thing(one: Saying, other: Saying, shared: Likeness, settings: UtteranceSettings) -> bool:
    """Whether the likeness of two sayings is enough, given who speaks and where they stand."""
    if one.attribution.article_id == other.attribution.article_id:
        return False
    together = bool(one.statements & other.statements)
    direct = one.direct and other.direct
    short = min(len(one.words), len(other.words))
    if (short if direct else shared.words) < settings.least_words:
        same = one.norms == other.norms and short > 1
        known = _speakers(one.attribution.speaker, other.attribution.speaker) == "same"
        told = direct or 2 * shared.words >= len((one if one.direct else other).words)
        return (together and told and shared.part >= settings.least_short) or (same and known)
    match _speakers(one.attribution.speaker, other.attribution.speaker):
        case "same":
            whole = short >= settings.least_whole * max(len(one.words), len(other.words))
            quoted = settings.least_reworded if whole else settings.least_apart
            beside = quoted if direct else settings.least_together
            return shared.part >= (beside if together else settings.least_apart)
        case "unknown":
            return shared.part >= (settings.least_together if together else settings.least_unknown)
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


def _origin(saying: Saying, lines: Lines, carried: Mapping[str, Sequence[Attestation]]) -> str:
    """The origin behind a saying: its passage's, or else that of most of its article's passages.

    `carried` are the attestations of each article.
    """
    key = saying.attribution.article_id
    inside = [row.origin_id for row in carried.get(key, ()) if row.statement_id in saying.statements]
    return min(inside, default=lines.origins.get(key, key))
