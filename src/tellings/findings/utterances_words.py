"""The words of one attribution, each with its place and whether it stands within marks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from tellings.findings.material import StoryMaterial
from tellings.language.marks import find_quoted
from tellings.language.words import split_words
from tellings.models import Attribution, Span, Spans


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

    `marked` says that marks hold them; `bare` that an attribution of direct speech has lost its marks.
    """

    attribution: Attribution
    words: tuple[Told, ...]
    marked: bool
    bare: bool
    statements: frozenset[str]

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
        if not words:
            continue
        inside = tuple(word for word in words if word.quoted)
        statements = _statements_of(row, homes.get(row.article_id, ()))
        bare = row.kind in ("direct", "mixed") and not inside
        found.append(Saying(row, inside or words, bool(inside), bare, statements))
    return found


def weigh_words(sayings: Iterable[Saying]) -> dict[str, float]:
    """How much a word tells, from 0.1 to 1: less, the more distinct sayings of the story hold it."""
    distinct = {saying.norms for saying in sayings}
    counts: dict[str, int] = {}
    for norms in distinct:
        for word in set(norms):
            counts[word] = counts.get(word, 0) + 1
    most = log(1 + len(distinct)) or 1.0
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
