"""What was altered in each telling of an utterance, set against the telling it was made from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tellings.collation.edits import equal_runs
from tellings.findings.alterations_words import moves_meaning, name_change
from tellings.findings.material import StoryMaterial
from tellings.findings.utterances_readings import find_model
from tellings.findings.utterances_words import Saying, Told
from tellings.language.words import norms
from tellings.models import Alteration


@dataclass(frozen=True, slots=True)
class Pair:
    """A saying and the one that it was made from."""

    utterance_id: str
    before: Saying
    after: Saying
    texts: dict[str, str]


def find_alterations(
    utterance_id: str, group: Sequence[Saying], witness: Saying, material: StoryMaterial
) -> list[Alteration]:
    """The alterations of an utterance, each on the step of the family tree where it came in."""
    texts = {article.article_id: article.text for article in material.articles}
    names = frozenset(
        word for name in material.names for word in norms(texts[name.article_id][name.start : name.end])
    )
    found: list[Alteration] = []
    for saying in group:
        model = find_model(saying, group, witness, material)
        if model is not None:
            pair = Pair(utterance_id, model, saying, texts)
            found += [*_marks(pair), *_speaker(pair), *_words(pair, names)]
    found += _splits(utterance_id, group, material, witness)
    return sorted(set(found), key=lambda a: (a.after_id, a.after_start, a.after_end, a.kind, a.before_start))


def _marks(pair: Pair) -> Iterator[Alteration]:
    """Marks dropped or added around the same words."""
    if pair.before.marked == pair.after.marked:
        return
    kind = "marks dropped" if pair.before.marked else "marks added"
    runs = [run for run in equal_runs(list(pair.before.norms), list(pair.after.norms)) if run[2]]
    if runs:
        (a, c, _), (b, d, length) = runs[0], runs[-1]
        before, after = pair.before.words[a : b + length], pair.after.words[c : d + length]
        yield _alter(pair, kind, before, after, material=False)


def _speaker(pair: Pair) -> Iterator[Alteration]:
    """Another person is named as the one who said it; a pronoun names nobody."""
    one, other = _named(pair.before, pair.texts), _named(pair.after, pair.texts)
    if one and other and not set(one.casefold().split()) & set(other.casefold().split()):
        places = _cover(pair.before.words), _cover(pair.after.words)
        yield _row(pair, "speaker changed", (one, other), places, material=True)


def _named(saying: Saying, texts: dict[str, str]) -> str:
    """The speaker, where the source itself names him; "" where a pronoun or a description stands."""
    row = saying.attribution
    said = " ".join(texts[row.article_id][start:end] for start, end in row.source)
    last = row.speaker.split()[-1] if row.speaker else ""
    return row.speaker if last and last[:1].isupper() and last in said else ""


def _words(pair: Pair, names: frozenset[str]) -> Iterator[Alteration]:
    """Words changed, cut and added inside what both tell; indirect speech is the outlet's wording."""
    one, other = pair.before, pair.after
    if not ((one.marked or one.bare) and (other.marked or other.bare)):
        return
    runs = [run for run in equal_runs(list(one.norms), list(other.norms)) if run[2] > 0]
    if not runs:
        return
    for (a, c, length), (b, d, _) in pairwise(runs):
        yield from _between(pair, one.words[a + length : b], other.words[c + length : d], names)
    yield from _at_ends(pair, runs, names)


def _at_ends(pair: Pair, runs: list[tuple[int, int, int]], names: frozenset[str]) -> Iterator[Alteration]:
    """What stands around the words that both have; a quotation that is only shorter isn't altered."""
    one, other = pair.before.words, pair.after.words
    first, (a, c, length) = runs[0], runs[-1]
    heads = one[: first[0]], other[: first[1]]
    tails = one[a + length :], other[c + length :]
    for left, right in (heads, tails):
        alike = left and right and max(len(left), len(right)) <= 3 + 2 * min(len(left), len(right))
        if alike or (left and not right and _close(left, pair)):
            yield from _between(pair, left, right, names)


def _close(words: tuple[Told, ...], pair: Pair) -> bool:
    """Whether what was cut at an end is short and in the same sentence, so that a reader would miss it."""
    text = pair.texts[pair.before.attribution.article_id]
    start, end = _cover(words)
    return len(words) <= 4 and not any(mark in text[start - 2 : end] for mark in ".!?")


def _between(
    pair: Pair, before: tuple[Told, ...], after: tuple[Told, ...], names: frozenset[str]
) -> Iterator[Alteration]:
    """The change that made one run of words the other, if there is any but spelling."""
    if not before and not after:
        return
    one, other = tuple(word.norm for word in before), tuple(word.norm for word in after)
    kind = name_change(one, other)
    if kind:
        yield _alter(pair, kind, before, after, material=moves_meaning(one, other, names))


def _splits(
    utterance_id: str, group: Sequence[Saying], material: StoryMaterial, witness: Saying
) -> Iterator[Alteration]:
    """One saying told as two, or two told as one."""
    texts = {article.article_id: article.text for article in material.articles}
    for saying in group:
        model = find_model(saying, group, witness, material)
        if model is None:
            continue
        here = [s for s in group if s.attribution.article_id == saying.attribution.article_id]
        there = [s for s in group if s.attribution.article_id == model.attribution.article_id]
        pair = Pair(utterance_id, model, saying, texts)
        if len(here) > 1 and len(there) == 1 and saying is here[0]:
            yield _alter(pair, "split", model.words, saying.words, material=False)
        if len(here) == 1 and len(there) > 1:
            yield _alter(pair, "joined", model.words, saying.words, material=False)


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
    for start, other, length in equal_runs(list(here.norms), list(there.norms)):
        if length and other < ahead:
            place = here.words[start + min(length, ahead - other) - 1].end
    return place, place
