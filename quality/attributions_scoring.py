"""What the scorers of attributions share: articles read into parsed passages, pieces compared."""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tellings.findings.tagger import KINDS, Piece
from tellings.findings.tagger_windows import Window, cut_windows
from tellings.language.parses import Parses
from tellings.language.parsing import Parser
from tellings.language.sentences import split_sentences
from tellings.models import Article, Passage, Span, content_id

Pieces = set[tuple[str, Span]]


@dataclass(frozen=True)
class Parsed:
    """An article with its sentences parsed; `record` is its line of the corpus."""

    record: dict[str, Any]
    article: Article
    passages: tuple[Passage, ...]
    parses: Parses

    def windows(self) -> list[Window]:
        """The windows that a tagger reads."""
        return list(cut_windows(self.article.text, self.passages, self.parses))


def read_parsed(
    path: Path, wanted: Callable[[dict[str, Any]], bool] = lambda record: True
) -> Iterator[Parsed]:
    """The articles of a corpus file that are `wanted`, parsed, each sentence a passage."""
    parser = Parser()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in filter(wanted, map(json.loads, lines)):
            yield parse_article(record, parser)


def parse_article(record: dict[str, Any], parser: Parser) -> Parsed:
    """One record of a corpus as an article with parsed sentences."""
    text, name = record["text"], record["id"]
    article = Article(name, "", "", "", record.get("title", ""), "", "", "", "", "en", text)
    passages = tuple(
        Passage(content_id("passage", text[start:end]), name, start, end, "narration")
        for start, end in split_sentences(text)
    )
    parses = parser.parse([text[p.start : p.end] for p in passages])
    return Parsed(
        record, article, passages, {p.passage_id: one for p, one in zip(passages, parses, strict=True)}
    )


def gold_pieces(record: dict[str, Any]) -> Pieces:
    """Each contiguous piece of the gold spans, white space at its ends trimmed."""
    found: Pieces = set()
    for attribution in record["attributions"]:
        for kind in KINDS:
            for start, end in attribution[kind]:
                piece = record["text"][start:end]
                if piece.strip():
                    trimmed = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
                    found.add((kind, trimmed))
    return found


def told_pieces(windows: Sequence[Window], tagged: Iterable[Sequence[Piece]]) -> Pieces:
    """The spans of a tagger's pieces."""
    return {
        (piece.kind, (window.words[piece.first].span[0], window.words[piece.last].span[1]))
        for window, pieces in zip(windows, tagged, strict=True)
        for piece in pieces
    }


@dataclass
class Tally:
    """Counts of pieces by kind; F1 of exact pieces and of pieces that overlap."""

    exact: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    told_over: Counter[str] = field(default_factory=Counter)
    gold_over: Counter[str] = field(default_factory=Counter)

    def add(self, told: Pieces, gold: Pieces) -> None:
        """Count the pieces of one article."""
        for kind in KINDS:
            mine = sorted(span for name, span in told if name == kind)
            true = sorted(span for name, span in gold if name == kind)
            self.exact[kind] += len(set(mine) & set(true))
            self.told[kind] += len(mine)
            self.gold[kind] += len(true)
            self.told_over[kind] += sum(any(_meet(one, other) for other in true) for one in mine)
            self.gold_over[kind] += sum(any(_meet(one, other) for other in mine) for one in true)

    def f1(self, kind: str) -> float:
        """F1 of exact pieces."""
        return 2 * self.exact[kind] / max(1, self.told[kind] + self.gold[kind])

    def overlap_f1(self, kind: str) -> float:
        """F1 of pieces that share a character with one of the other side."""
        precision = self.told_over[kind] / max(1, self.told[kind])
        recall = self.gold_over[kind] / max(1, self.gold[kind])
        return 2 * precision * recall / max(1e-9, precision + recall)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
