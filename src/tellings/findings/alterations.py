"""What was altered in each telling of an utterance, set against the telling it was made from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tellings.findings.alterations_words import FEW, count_negators, drop_negators, moves_meaning, name_change
from tellings.findings.material import StoryMaterial
from tellings.findings.names_forms import PARTICLES, TITLES, fold
from tellings.findings.utterances_readings import Gathered, Lines, share
from tellings.findings.utterances_words import PAUSE, Saying, Told, shared_runs
from tellings.language.words import norms
from tellings.models import Alteration, Span
from tellings.settings import UtteranceSettings

BESIDE = 60  # characters beside a quotation in which four words stand


@dataclass(frozen=True, slots=True)
class Pair:
    """A saying and the one that it was made from."""

    utterance_id: str
    before: Saying
    after: Saying
    texts: dict[str, str]


def find_alterations(
    utterance_id: str,
    gathered: Gathered,
    lines: Lines,
    material: StoryMaterial,
    settings: UtteranceSettings,
) -> list[Alteration]:
    """The alterations of an utterance, each on the step of the family tree where it came in."""
    texts = {article.article_id: article.text for article in material.articles}
    forms = {texts[name.article_id][name.start : name.end] for name in material.names}
    names = frozenset(word for form in forms for word in norms(form))
    found: list[Alteration] = []
    for saying in gathered.sayings:
        model = lines.find_model(saying, gathered)
        if model is None or model.attribution.article_id == saying.attribution.article_id:
            continue
        pair = Pair(utterance_id, model, saying, texts)
        found += _speaker(pair)
        if _is_direct(pair) or _keeps(pair) >= settings.least_kept:
            found += [*_marks(pair), *_splits(pair, gathered)]
            if lines.is_step(model, saying) or _common(pair) >= settings.least_common:
                found += _words(pair, names)
    return sorted(set(found), key=lambda a: (a.after_id, a.after_start, a.after_end, a.kind, a.before_start))


def _is_direct(pair: Pair) -> bool:
    """Whether both tell it as somebody's own words."""
    return pair.before.direct and pair.after.direct


def _keeps(pair: Pair) -> float:
    """The part of the words that both tell, of the one that tells more."""
    return min(share(pair.before.norms, pair.after.norms), share(pair.after.norms, pair.before.norms))


def _common(pair: Pair) -> float:
    """The part of the words of the shorter that the other tells too."""
    return max(share(pair.before.norms, pair.after.norms), share(pair.after.norms, pair.before.norms))


def _marks(pair: Pair) -> Iterator[Alteration]:
    """Marks dropped or added around the same words."""
    if pair.before.marked == pair.after.marked:
        return
    kind = "marks dropped" if pair.before.marked else "marks added"
    runs = shared_runs(pair.before.norms, pair.after.norms)
    if runs:
        (a, c, _), (b, d, length) = runs[0], runs[-1]
        before, after = pair.before.words[a : b + length], pair.after.words[c : d + length]
        yield _alter(pair, kind, before, after, material=False)


def _speaker(pair: Pair) -> Iterator[Alteration]:
    """Another person is named as the one who said it; a pronoun or a description names nobody."""
    one, other = _named(pair.before, pair.texts), _named(pair.after, pair.texts)
    if not one or not other:
        return
    if not _may_be_one(pair.before.attribution.speaker, pair.after.attribution.speaker):
        places = one, other
        said = pair.texts[pair.before.attribution.article_id][slice(*one)]
        now = pair.texts[pair.after.attribution.article_id][slice(*other)]
        yield _row(pair, "speaker changed", (said, now), places, material=True)


def _may_be_one(one: str, other: str) -> bool:
    """Whether two names share a word, or one is made of the other's initials.

    >>> _may_be_one("Ada Holm", "Mrs Holm"), _may_be_one("RAIB", "Rail Accident Investigation Branch")
    (True, True)
    """
    left, right = one.casefold().split(), other.casefold().split()
    initials = ["".join(word[0] for word in words) for words in (left, right)]
    return bool(set(left) & set(right)) or left == [initials[1]] or right == [initials[0]]


def _named(saying: Saying, texts: dict[str, str]) -> Span | None:
    """Where the source names the speaker; None where a pronoun or a description stands."""
    row = saying.attribution
    words = row.speaker.split()
    described = any(word.islower() and word not in PARTICLES for word in words)
    if not words or described or words[0] in ("A", "An", "The") or fold(words[-1]) in TITLES:
        return None
    for name in (row.speaker, words[-1]):
        for start, end in row.source:
            at = texts[row.article_id].find(name, start, end)
            if at >= 0:
                return at, at + len(name)
    return None


def _words(pair: Pair, names: frozenset[str]) -> Iterator[Alteration]:
    """Words changed, cut and added inside what both tell."""
    one, other = pair.before, pair.after
    runs = shared_runs(one.norms, other.norms)
    if not runs:
        return
    for (a, c, length), (b, d, _) in pairwise(runs):
        cut = one.words[a + length : b]
        pieces = c + length == d and other.words[d].start - other.words[d - 1].end > PAUSE
        if not pieces or (cut and _close(cut, pair)):  # told in pieces, it ends and begins anew
            yield from _between(pair, cut, other.words[c + length : d], names)
    yield from _at_ends(pair, runs, names)


def _at_ends(pair: Pair, runs: Sequence[tuple[int, int, int]], names: frozenset[str]) -> Iterator[Alteration]:
    """What stands around the words that both have; a quotation that is only shorter isn't altered."""
    one, other = pair.before.words, pair.after.words
    first, (a, c, length) = runs[0], runs[-1]
    heads = one[: first[0]], other[: first[1]]
    tails = one[a + length :], other[c + length :]
    kept = sum(run[2] for run in runs)
    for left, right in (heads, tails):
        alike = left and right and max(len(left), len(right)) <= 3 + 2 * min(len(left), len(right))
        missed = left and not right and _close(left, pair) and 2 * len(left) < kept
        if alike or (missed and not _stands_beside(left, pair)):
            yield from _between(pair, left, right, names)


def _close(words: tuple[Told, ...], pair: Pair) -> bool:
    """Whether what was cut at an end is short and in the same sentence, so that a reader would miss it."""
    text = pair.texts[pair.before.attribution.article_id]
    start, end = _cover(words)
    return len(words) <= 4 and not any(mark in text[start - 2 : end] for mark in ".!?")


def _stands_beside(words: tuple[Told, ...], pair: Pair) -> bool:
    """Whether the words stand before or after the marks, not within ("a “very long” wall")."""
    text, said = pair.texts[pair.after.attribution.article_id], tuple(word.norm for word in words)
    start, end = _cover(pair.after.words)
    before, after = norms(text[max(0, start - BESIDE) : start]), norms(text[end : end + BESIDE])
    return tuple(before[-len(said) :]) == said or tuple(after[: len(said)]) == said


def _between(
    pair: Pair, before: tuple[Told, ...], after: tuple[Told, ...], names: frozenset[str]
) -> Iterator[Alteration]:
    """The changes that made one run of words the other, if there are any but of spelling."""
    if not before and not after:
        return
    for one, other in _at_commas(pair, before, after):
        yield from _change(pair, one, other, names)


def _at_commas(
    pair: Pair, before: tuple[Told, ...], after: tuple[Told, ...]
) -> Iterator[tuple[tuple[Told, ...], tuple[Told, ...]]]:
    """The two runs cut where a comma stands after as many words in both: what stays is word for word."""
    texts = pair.texts[pair.before.attribution.article_id], pair.texts[pair.after.attribution.article_id]
    start = 0
    for n in range(1, len(before) if len(before) == len(after) else 0):
        if all(
            "," in text[run[n - 1].end : run[n].start]
            for text, run in zip(texts, (before, after), strict=True)
        ):
            yield before[start:n], after[start:n]
            start = n
    yield before[start:], after[start:]


def _change(
    pair: Pair, before: tuple[Told, ...], after: tuple[Told, ...], names: frozenset[str]
) -> Iterator[Alteration]:
    """The one change that made a run of words the other; where much stands for much, other words are told."""
    if min(len(before), len(after)) > FEW:
        return
    one, other = tuple(word.norm for word in before), tuple(word.norm for word in after)
    if count_negators(pair.before.norms) == count_negators(pair.after.norms):  # moved: "no" and "not any"
        one, other = drop_negators(one), drop_negators(other)
    kind = name_change(one, other)
    if kind in ("words cut", "words added") and before and after:
        kind = "word changed"
    before, after = _unbroken(before), _unbroken(after)
    if kind:
        yield _alter(pair, kind, before, after, material=moves_meaning(one, other, names))


def _unbroken(words: tuple[Told, ...]) -> tuple[Told, ...]:
    """The longest run of the words that no narration breaks."""
    runs: list[tuple[Told, ...]] = [()]
    for word in words:
        broken = runs[-1] and word.start - runs[-1][-1].end > PAUSE
        if broken:
            runs.append(())
        runs[-1] += (word,)
    return min(runs, key=lambda run: -len(run))


def _splits(pair: Pair, gathered: Gathered) -> Iterator[Alteration]:
    """One saying told as two, or two told as one."""
    here = _tell_part(pair.before, gathered.by_article[pair.after.attribution.article_id])
    there = _tell_part(pair.after, gathered.by_article[pair.before.attribution.article_id])
    if len(here) > 1 and len(there) == 1 and pair.after == here[0]:
        yield _alter(pair, "split", pair.before.words, pair.after.words, material=False)
    if len(here) == 1 and len(there) > 1:
        yield _alter(pair, "joined", pair.before.words, pair.after.words, material=False)


def _tell_part(whole: Saying, told: Sequence[Saying]) -> list[Saying]:
    """Of what an article tells, the sayings that tell each its own part of the whole, marked or direct."""
    found: list[Saying] = []
    taken: set[int] = set()
    for saying in told:
        if not saying.direct:
            continue
        runs = shared_runs(whole.norms, saying.norms)
        places = {start + n for start, _, length in runs for n in range(length)}
        if len(places) > 2 and not places & taken:
            found.append(saying)
            taken |= places
    return found


def _alter(
    pair: Pair, kind: str, before: tuple[Told, ...], after: tuple[Told, ...], *, material: bool
) -> Alteration:
    """The row of an alteration whose words stand in both texts."""
    one = pair.texts[pair.before.attribution.article_id]
    other = pair.texts[pair.after.attribution.article_id]
    places = (
        _cover(before) if before else _beside(pair.before, pair.after, after),
        _cover(after) if after else (_beside(pair.after, pair.before, before)),
    )
    said = one[slice(*places[0])] if before else "", other[slice(*places[1])] if after else ""
    return _row(pair, kind, said, places, material=material)


def _row(
    pair: Pair,
    kind: str,
    said: tuple[str, str],
    places: tuple[tuple[int, int], tuple[int, int]],
    *,
    material: bool,
) -> Alteration:
    return Alteration(
        pair.utterance_id,
        pair.before.attribution.attribution_id,
        pair.after.attribution.attribution_id,
        kind,
        *said,
        *places[0],
        *places[1],
        material,
    )


def _cover(words: Sequence[Told]) -> tuple[int, int]:
    return words[0].start, words[-1].end


def _beside(here: Saying, there: Saying, words: Sequence[Told]) -> tuple[int, int]:
    """The empty place in `here` where `words` of `there` would stand."""
    ahead = there.words.index(words[0])
    place = here.words[0].start
    for start, other, length in shared_runs(here.norms, there.norms):
        if length and other < ahead:
            place = here.words[start + min(length, ahead - other) - 1].end
    return place, place
