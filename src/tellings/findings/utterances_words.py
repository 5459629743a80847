"""The words of one attribution, each with its place and whether it stands within marks."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise
from math import log

from tellings.collation.edits import equal_runs
from tellings.findings.material import StoryMaterial
from tellings.language.marks import find_quoted
from tellings.language.words import split_words
from tellings.models import Attribution, Span, Spans

FEW = 20  # sayings: a story of two has no common words yet, and what both say is telling
PAUSE = 12  # characters between two words of one run: a dash, a bracket, marks and their spaces
TITLE = 8  # words: a longer run of capitals is somebody who shouts
STRAY = 4  # words: an equal word farther from the others than this is equal by chance
_NARRATED = re.compile(r"[.!?…]\W*[A-Z](?:.*\w)?[^\w.!?…]*[.!?…]\W*", re.DOTALL)


Run = tuple[int, int, int]  # place in one, place in the other, length


@dataclass(frozen=True, slots=True)
class Told:
    """One word of a content: its span in the article, matching form, and whether marks hold it."""

    start: int
    end: int
    norm: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Saying:
    """An attribution with the words that count as said: those within marks, or all if none are.

    `marked` says that marks hold them; `bare` that an attribution of direct speech has lost its marks;
    `named` that the source names the speaker, where "he" depends on the sentences around it.
    """

    attribution: Attribution
    words: tuple[Told, ...]
    marked: bool
    bare: bool
    statements: frozenset[str]
    named: bool

    @property
    def direct(self) -> bool:
        """Whether the words are given as somebody's own."""
        return self.marked or self.bare

    @property
    def norms(self) -> tuple[str, ...]:
        """The matching forms of the words."""
        return tuple(word.norm for word in self.words)


def read_sayings(material: StoryMaterial) -> list[Saying]:
    """The sayings of a story, by article and place; an attribution without a word is left out."""
    texts = {article.article_id: article.text for article in material.articles}
    quoted = {key: _within(text) for key, text in texts.items()}
    homes = _statements_by_article(material)
    found = []
    for row in sorted(material.attributions, key=lambda a: (a.article_id, a.content, a.attribution_id)):
        words = tuple(_words(texts[row.article_id], row.content, quoted[row.article_id]))
        if not words or (not row.cue and _is_title(words, texts[row.article_id])):
            continue
        inside = tuple(_quoted(words, texts[row.article_id]))
        statements = _statements_of(row, homes.get(row.article_id, ()))
        bare = row.kind in ("direct", "mixed") and not any(word.quoted for word in words)
        source = " ".join(texts[row.article_id][start:end] for start, end in row.source)
        named = bool(row.speaker) and row.speaker.split()[-1] in source
        for run in _parted(inside, row, texts[row.article_id]) if inside else (words,):
            found.append(Saying(row, run, bool(inside), bare, statements, named))
    return _once(found)


def _quoted(words: tuple[Told, ...], text: str) -> Iterator[Told]:
    """The words within marks; among plain words a title is the name of something, not what was said."""
    whole = all(word.quoted for word in words)
    for quoted, run in groupby(words, key=lambda word: word.quoted):
        held = tuple(run)
        if quoted and (whole or not _is_title(held, text)):
            yield from held


def _is_title(words: tuple[Told, ...], text: str) -> bool:
    """Whether the words are written as the name of a work ("The Old Man and the Sea")."""
    written = [text[word.start : word.end] for word in words]
    long = [word for word in written if len(word) > 3]
    return 1 < len(words) <= TITLE and bool(long) and all(word[0].isupper() for word in (written[0], *long))


def _parted(words: tuple[Told, ...], row: Attribution, text: str) -> list[tuple[Told, ...]]:
    """The words within marks, apart where a whole sentence of narration stands between them."""
    cuts = [
        n + 1
        for n, (last, following) in enumerate(pairwise(words))
        if _is_sentence(text, (last.end, following.start), (*row.source, *row.cue))
    ]
    return [words[start:end] for start, end in pairwise((0, *cuts, len(words)))]


def _is_sentence(text: str, gap: Span, said_by: Spans) -> bool:
    """Whether a sentence fills the gap that doesn't say who speaks: no “she said” within a quotation."""
    between = text[slice(*gap)]
    return (
        len(between) > PAUSE
        and _NARRATED.fullmatch(between) is not None
        and not any(start < gap[1] and gap[0] < end for start, end in said_by)
    )


def _once(sayings: Sequence[Saying]) -> list[Saying]:
    """The sayings without those whose quoted words another of their article holds.

    Of two that hold the same words, the one that names its source stays, then the longer content.
    """
    held: dict[tuple[str, int], Saying] = {}
    ranked = sorted(sayings, key=lambda s: (-len(s.words), not s.attribution.source, -_length(s)))
    kept = []
    for saying in ranked:
        places = [(saying.attribution.article_id, word.start) for word in saying.words]
        if saying.marked and all(place in held for place in places):
            continue
        kept.append(saying)
        if saying.marked:
            held.update(dict.fromkeys(places, saying))
    return sorted(kept, key=lambda s: (s.attribution.article_id, s.words[0].start, s.attribution.content,
                                       s.attribution.attribution_id))  # fmt: skip


def _length(saying: Saying) -> int:
    return sum(end - start for start, end in saying.attribution.content)


def narrow(saying: Saying, anchors: Sequence[Saying]) -> Saying:
    """The saying with only those of its words that an anchor has within marks.

    Where marks were lost, narration and quotation are one run of words; another telling shows
    where what was said begins and ends. At its ends it keeps a word for each that the anchor has more.
    """
    kept = {place for anchor in anchors for place in _shared(saying.norms, anchor)}
    words = tuple(word for place, word in enumerate(saying.words) if place in kept)
    return replace(saying, words=words or saying.words)


def _shared(one: tuple[str, ...], anchor: Saying) -> set[int]:
    """The places in `one` that the anchor tells, with what stands in for its other words.

    What stands where the anchor only breaks off ("a," he said, "b") is narration.
    """
    other = anchor.norms
    runs = shared_runs(one, other)
    if sum(run[2] for run in runs) * 2 < len(other):
        return set()
    (first, ahead, _), last = runs[0], runs[-1]
    after = len(other) - last[1] - last[2]
    start = first - (ahead if ahead <= STRAY else 0)
    end = last[0] + last[2] + (after if after <= STRAY else 0)
    kept = set(range(max(0, start), min(len(one), end)))
    for (a, c, length), (b, d, _) in pairwise(runs):
        if c + length == d and anchor.words[d].start - anchor.words[d - 1].end > PAUSE:
            kept -= set(range(a + length, b))
    return kept


@lru_cache(maxsize=4096)  # an utterance has few wordings and many tellings
def shared_runs(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[Run, ...]:
    """The runs of equal words in order, without short words at the ends that are equal by chance.

    >>> shared_runs(("the", "sea", "was", "very", "calm", "the", "ferry"), ("the", "ferry"))
    ((5, 0, 2),)
    >>> shared_runs(("we", "know", "why", "we", "know", "how"), ("we", "know", "how"))
    ((3, 0, 3),)
    """
    runs = [run for run in equal_runs(list(one), list(other)) if run[2]]
    runs = _trim_head(one, other, runs)
    sizes = len(one), len(other)
    back = _trim_head(one[::-1], other[::-1], _turn(runs, sizes))
    return tuple(_turn(back, sizes))


def _turn(runs: Sequence[Run], sizes: tuple[int, int]) -> list[Run]:
    """The runs as they stand when both sequences are read backwards."""
    return [(sizes[0] - a - length, sizes[1] - c - length, length) for a, c, length in reversed(runs)]


def _trim_head(one: tuple[str, ...], other: tuple[str, ...], runs: list[Run]) -> list[Run]:
    """The runs whose first is close to the second: moved up to it where its words recur, or left out."""
    while len(runs) > 1:
        (a, c, length), (b, d, more) = runs[0], runs[1]
        if c + length == d and one[b - length : b] == one[a : a + length]:
            runs = [(b - length, c, length + more), *runs[2:]]
        elif a + length == b and other[d - length : d] == other[c : c + length]:
            runs = [(a, d - length, length + more), *runs[2:]]
        elif _is_stray(one, runs[0], _gap(runs[0], runs[1])):
            runs = runs[1:]
        else:
            break
    return runs


def _is_stray(one: tuple[str, ...], run: Run, gap: int) -> bool:
    return run[2] == 1 and gap > STRAY and len(one[run[0]]) < 5


def _gap(left: Run, right: Run) -> int:
    """Words of either that stand between two runs, at most."""
    return max(right[0] - left[0] - left[2], right[1] - left[1] - left[2])


def weigh_words(sayings: Iterable[Saying]) -> dict[str, float]:
    """How much a word tells, from 0.1 to 1: less, the more distinct sayings of the story hold it."""
    distinct = {saying.norms for saying in sayings}
    counts: dict[str, int] = {}
    for norms in distinct:
        for word in set(norms):
            counts[word] = counts.get(word, 0) + 1
    most = log(FEW + len(distinct))
    return {
        word: max(0.1, (1 - log(count) / most) * (0.3 if len(word) < 4 else 1.0))
        for word, count in counts.items()
    }


def _within(text: str) -> Spans:
    """The outermost runs within marks, in order."""
    return tuple((run.start, run.end) for run in find_quoted(text) if run.depth == 1)


def _words(text: str, content: Spans, quoted: Spans) -> Iterable[Told]:
    """The words of the pieces in order; a word is quoted where a run within marks holds it."""
    at = 0
    for start, end in sorted(content):
        for word in split_words(text[start:end]):
            begin, stop = start + word.start, start + word.end
            while at < len(quoted) and quoted[at][1] <= begin:
                at += 1
            inside = at < len(quoted) and quoted[at][0] <= begin
            yield Told(begin, stop, word.norm, inside)


def _statements_by_article(material: StoryMaterial) -> Mapping[str, list[tuple[Span, str]]]:
    """The spans that carry statements, by article, in order."""
    spans = {passage.passage_id: (passage.start, passage.end) for passage in material.passages}
    homes: dict[str, list[tuple[Span, str]]] = {}
    for row in material.attestations:
        homes.setdefault(row.article_id, []).append((spans[row.passage_id], row.statement_id))
    return {key: sorted(held) for key, held in homes.items()}


def _statements_of(row: Attribution, homes: Iterable[tuple[Span, str]]) -> frozenset[str]:
    """The statements of the passages that the content touches."""
    return frozenset(
        statement
        for (start, end), statement in homes
        if any(start < stop and begin < end for begin, stop in row.content)
    )
