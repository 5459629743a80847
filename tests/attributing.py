"""Articles of invented text, parsed, for the tests of attributions."""

from collections.abc import Sequence
from functools import cache

from tellings.findings.attributions import find_attributions
from tellings.findings.attributions_speech import Quotations
from tellings.findings.tagger import Piece
from tellings.findings.tagger_rules import find_pieces
from tellings.findings.tagger_windows import Window, cut_windows
from tellings.language.parses import Parses
from tellings.language.parsing import Parser
from tellings.language.sentences import split_sentences
from tellings.models import Article, Attribution, Passage, Spans, content_id
from tellings.settings import AttributionSettings


class Rules:
    """Stands in for the learned tagger: the rules alone."""

    def __init__(self, text: str) -> None:
        self.quotations = Quotations(text)

    def tag(self, windows: Sequence[Window]) -> list[tuple[Piece, ...]]:
        return [find_pieces(window, self.quotations.runs_in(window)) for window in windows]


@cache
def parser() -> Parser:
    return Parser()


def article(text: str) -> Article:
    return Article("a", "", "", "", "", "", "", "", "", "en", text)


def passages(text: str, kind: str = "narration") -> tuple[Passage, ...]:
    return tuple(
        Passage(content_id("passage", text[start:end]), "a", start, end, kind)
        for start, end in split_sentences(text)
    )


def parses(text: str) -> Parses:
    found = passages(text)
    read = parser().parse([text[p.start : p.end] for p in found])
    return {p.passage_id: parse for p, parse in zip(found, read, strict=True)}


def windows(text: str) -> list[Window]:
    return list(cut_windows(text, passages(text), parses(text)))


def attributions(text: str) -> tuple[Attribution, ...]:
    return find_attributions(article(text), passages(text), parses(text), Rules(text), AttributionSettings())


def told(text: str) -> list[tuple[str, list[str], list[str], list[str], str]]:
    """Each attribution as kind, source, cue, content and speaker, in words."""

    def words(spans: Spans) -> list[str]:
        return [text[start:end] for start, end in spans]

    return [
        (one.kind, words(one.source), words(one.cue), words(one.content), one.speaker)
        for one in attributions(text)
    ]
