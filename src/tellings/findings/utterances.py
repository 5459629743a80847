"""One thing that somebody said, in all its tellings: attributions become utterances."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tellings.collation.edits import equal_runs
from tellings.findings.alterations import find_alterations
from tellings.findings.material import StoryMaterial
from tellings.findings.utterances_readings import choose_witness
from tellings.findings.utterances_words import Saying, read_sayings, weigh_words
from tellings.models import Alteration, Utterance, content_id
from tellings.settings import UtteranceSettings


@dataclass(frozen=True, slots=True)
class Gathered:
    """The sayings of one utterance, by article and place, and the one with the best reading."""

    sayings: tuple[Saying, ...]
    witness: Saying
    speaker: str


def match_utterances(
    material: StoryMaterial, settings: UtteranceSettings
) -> tuple[tuple[Utterance, ...], tuple[Alteration, ...]]:
    """The story's utterances, and what was altered in each on the way.

    An utterance has a telling in direct speech, with its marks or without them.
    """
    utterances, alterations = [], []
    texts = {article.article_id: article.text for article in material.articles}
    for gathered in gather(material, settings):
        key = content_id("utterance", *sorted(s.attribution.attribution_id for s in gathered.sayings))
        origins = {_origin(saying, material) for saying in gathered.sayings}
        utterances.append(
            Utterance(
                utterance_id=key,
                story_id=material.story.story_id,
                speaker=gathered.speaker,
                reading=read_words(gathered.witness, texts[gathered.witness.attribution.article_id]),
                articles=len({saying.attribution.article_id for saying in gathered.sayings}),
                origins=len(origins),
            )
        )
        alterations += find_alterations(key, gathered.sayings, gathered.witness, material)
    return tuple(utterances), tuple(alterations)


def gather(material: StoryMaterial, settings: UtteranceSettings) -> list[Gathered]:
    """The sayings of the story gathered by what was said, in a fixed order."""
    sayings = read_sayings(material)
    groups = _join(sayings, _likeness(sayings, settings), settings)
    found = []
    for group in groups:
        if not any(saying.marked or saying.bare for saying in group):
            continue
        speaker = name_speaker(group)
        found.append(Gathered(tuple(group), choose_witness(group, material), speaker))
    return found


def read_words(saying: Saying, text: str) -> str:
    """What was said, as its telling prints it, marks left out; gaps between pieces become spaces."""
    runs: list[list[int]] = []
    last = None
    for word in saying.words:
        gap = text[last : word.start] if last is not None else ""
        if runs and last is not None and len(gap) <= 12 and not any(c.isalnum() for c in gap):
            runs[-1][1] = word.end
        else:
            runs.append([word.start, word.end])
        last = word.end
    return " ".join(" ".join(text[start : _with_stop(text, end)].split()) for start, end in runs)


def _with_stop(text: str, end: int) -> int:
    """The end of a run with the full stop, exclamation or question mark that follows it."""
    return end + 1 if text[end : end + 1] in (".", "!", "?", "…") else end


def name_speaker(group: Sequence[Saying]) -> str:
    """The fullest form of the name that most of the tellings give; "" if none gives one."""
    votes = Counter(
        (saying.attribution.speaker.split()[-1].casefold()) for saying in group if saying.attribution.speaker
    )
    if not votes:
        return ""
    most = min(votes, key=lambda name: (-votes[name], name))
    forms = {s.attribution.speaker for s in group if s.attribution.speaker.casefold().endswith(most)}
    return min(forms, key=lambda form: (-len(form.split()), -len(form), form))


Likeness = dict[tuple[int, int], float]


def _likeness(sayings: Sequence[Saying], settings: UtteranceSettings) -> Likeness:
    """How much of the shorter saying stands in the longer, in order, for pairs that share rare words."""
    weights = weigh_words(sayings)
    by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, saying in enumerate(sayings):
        by_words[saying.norms].append(number)
    distinct = sorted(by_words)
    found: Likeness = {}
    for numbers in by_words.values():
        for place, one in enumerate(numbers):
            for other in numbers[place + 1 : place + 1 + settings.most_equal]:
                found[one, other] = 1.0
    for a, b in _candidates(distinct, weights, settings):
        score = _contained(distinct[a], distinct[b], weights)
        if score >= settings.least_shared:
            for one in by_words[distinct[a]]:
                for other in by_words[distinct[b]]:
                    found[min(one, other), max(one, other)] = score
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


def _contained(one: tuple[str, ...], other: tuple[str, ...], weights: Mapping[str, float]) -> float:
    """The weight of the words that both have in the same order, as a share of the lighter saying."""
    runs = equal_runs(list(one), list(other))
    common = sum(weights[word] for start, _, length in runs for word in one[start : start + length])
    lighter = min(sum(weights[word] for word in one), sum(weights[word] for word in other))
    return common / lighter if lighter else 0.0


def _join(sayings: Sequence[Saying], likeness: Likeness, settings: UtteranceSettings) -> list[list[Saying]]:
    """Sayings joined, the likest first, where every two of different articles that overlap are alike.

    A group's longest saying is its model, and whatever joins must be like the model: A~B~C with
    A unlike C never become one.
    """
    group_of = {number: [number] for number in range(len(sayings))}
    ranked = sorted(likeness.items(), key=lambda item: (-item[1], item[0]))
    for (one, other), _ in ranked:
        left, right = group_of[one], group_of[other]
        if left is right or not _same_thing(sayings[one], sayings[other], likeness[one, other], settings):
            continue
        model = _model(left, sayings), _model(right, sayings)
        if _alike(*model, likeness) and _fits(left, right, sayings, likeness):
            merged = sorted(left + right)
            group_of.update(dict.fromkeys(merged, merged))
    groups = {tuple(group) for group in group_of.values()}
    return [[sayings[number] for number in group] for group in sorted(groups)]


def _model(group: Sequence[int], sayings: Sequence[Saying]) -> int:
    return min(group, key=lambda n: (-len(sayings[n].words), n))


def _alike(one: int, other: int, likeness: Likeness) -> bool:
    return one == other or (min(one, other), max(one, other)) in likeness


def _fits(left: Sequence[int], right: Sequence[int], sayings: Sequence[Saying], likeness: Likeness) -> bool:
    """Whether all of the shorter-modelled group is like the model of the other."""
    one, other = _model(left, sayings), _model(right, sayings)
    if len(sayings[one].words) < len(sayings[other].words):
        return all(_alike(number, other, likeness) for number in left)
    return all(_alike(number, one, likeness) for number in right)


def _same_thing(one: Saying, other: Saying, score: float, settings: UtteranceSettings) -> bool:
    """Whether the likeness of two sayings is enough, given who speaks and where they stand."""
    if one.attribution.article_id == other.attribution.article_id:
        return False
    together = bool(one.statements & other.statements)
    short = min(len(one.words), len(other.words))
    if short < settings.least_words:
        return together and score >= settings.least_short
    match _speakers(one.attribution.speaker, other.attribution.speaker):
        case "same":
            return score >= (settings.least_together if together else settings.least_apart)
        case "unknown":
            return score >= (settings.least_together if together else settings.least_unknown)
        case _:
            return score >= settings.least_other_speaker and (together or short >= 2 * settings.least_words)


def _speakers(one: str, other: str) -> str:
    """same, unknown or other: whether two names can be one person's."""
    if not one or not other:
        return "unknown"
    left, right = one.casefold().split(), other.casefold().split()
    if left[-1] == right[-1] or set(left) <= set(right) or set(right) <= set(left):
        return "same"
    return "other"


def _origin(saying: Saying, material: StoryMaterial) -> str:
    """The origin behind a saying: its passage's, or else that of the article's passages that have one."""
    held = Counter(
        row.origin_id for row in material.attestations if row.article_id == saying.attribution.article_id
    )
    inside = [
        row.origin_id
        for row in material.attestations
        if row.article_id == saying.attribution.article_id and row.statement_id in saying.statements
    ]
    if inside:
        return min(inside)
    return min(held, key=lambda key: (-held[key], key)) if held else saying.attribution.article_id
