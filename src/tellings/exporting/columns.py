"""What each column of each table is: its plain type and, in one line, what it says."""

import dataclasses
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any

from tellings.models import TABLES, Row

ID = {
    "article_id": "the article",
    "story_id": "the story",
    "passage_id": "the passage",
    "statement_id": "the statement",
    "origin_id": "the origin",
    "attribution_id": "the attribution",
    "utterance_id": "the utterance",
    "figure_id": "the figure",
    "entry_id": "the ledger entry",
    "date_id": "the time expression",
    "name_id": "the mention",
    "entity_id": "whom or what it means, in this story",
    "start": "first character in articles.text",
    "end": "character after the last in articles.text",
    "speaker": "who said it, as usually named; empty when unknown",
    "articles": "how many articles",
    "origins": "how many independent origins, most likely",
    "reading": "the best reading of its words",
}
MEANINGS: dict[str, dict[str, str]] = {
    "articles": {
        "source": "path or address it was read from",
        "url": "its own address; empty when unknown",
        "outlet": "who published it",
        "headline": "its headline",
        "byline": "who wrote it, as printed",
        "dateline": "place before the text",
        "published": "when it was published, ISO 8601, as exact as known",
        "published_from": "what the time was taken from",
        "language": "ISO 639-1 code",
        "text": "the text exactly as read; all spans count its characters",
    },
    "problems": {
        "source": "path or address of what could not be read",
        "place": "where in it",
        "problem": "what was found",
        "advice": "what to do",
    },
    "credits": {
        "kind": "agency, contributor, cited source, photo or republished from",
        "name": "who is credited",
    },
    "stories": {
        "headline": "the headline that names the story",
        "first_published": "time of the earliest telling",
        "last_published": "time of the latest telling",
    },
    "tellings": {"siglum": "the letter that stands for the article in the story"},
    "passages": {"kind": "headline, narration, quotation, credit or furniture"},
    "statements": {
        "origins_low": "how many independent origins at least",
        "origins_high": "how many independent origins at most",
    },
    "attestations": {
        "origin_id": "the origin that the passage stands on",
        "relation": "same, edited, reworded or independent",
    },
    "derivations": {
        "child_id": "the article that was made",
        "parent_id": "the article or origin it was made from",
        "kind": "verbatim, trimmed, reordered, condensed, edited, expanded, reworded or merged",
        "share": "part of the child that comes from the parent, 0 to 1",
        "confidence": "probability that the one was made from the other or both from one text",
        "direction_confidence": "probability that the child is the child",
    },
    "clues": {
        "child_id": "the article that was made",
        "parent_id": "the article or origin it was made from",
        "kind": "what kind of evidence",
        "weight": "how much it proves, in nats of log-odds",
        "child_start": "first character of the place in the child",
        "child_end": "character after the place in the child",
        "parent_start": "first character of the place in the parent",
        "parent_end": "character after the place in the parent",
        "note": "the evidence in words",
    },
    "origins": {"kind": "article, lost copy or cited source", "name": "what it is called"},
    "attributions": {
        "kind": "direct, mixed or indirect",
        "content": "spans of what was said",
        "source": "spans of who said it",
        "cue": "spans of the words that give it to them",
    },
    "utterances": {},
    "alterations": {
        "before_id": "the attribution before the change",
        "after_id": "the attribution after it",
        "kind": "what was done to the words",
        "before": "the words before",
        "after": "the words after",
        "before_start": "first character of the words before",
        "before_end": "character after the words before",
        "after_start": "first character of the words after",
        "after_end": "character after the words after",
        "material": "whether the meaning moved",
    },
    "figures": {
        "low": "lowest value meant; null when open",
        "high": "highest value meant; null when open",
        "unit": "normal form of the unit",
        "counted": "what is counted",
        "hedge": "about, at least, …; empty when told flatly",
    },
    "ledger": {
        "counted": "what is counted",
        "unit": "normal form of the unit",
        "verdict": "agree, rounded, hedge differs, updated, different scope or conflict",
    },
    "ledger_figures": {"origin_id": "the origin that the figure stands on"},
    "dates": {
        "type": "TIMEX3 type: DATE, TIME, DURATION or SET",
        "value": "TIMEX3 value",
        "earliest": "first day it may mean",
        "latest": "last day it may mean",
    },
    "names": {"kind": "person, organisation or place"},
    "entities": {
        "name": "the usual full name",
        "kind": "person, organisation or place",
        "aliases": "the other forms in which the story names it",
    },
}
_PLAIN = {str: "text", int: "integer", float: "real", bool: "boolean"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `type` is text, integer, real, boolean, texts or spans; only a nullable one has nulls."""

    name: str
    type: str
    nullable: bool
    meaning: str


def describe(table: str) -> tuple[Column, ...]:
    """The columns of a table of the design, in order.

    >>> describe("names")[0]
    Column(name='name_id', type='text', nullable=False, meaning='the mention')
    """
    model = TABLES[table]
    hints = typing.get_type_hints(model)
    return tuple(
        Column(field.name, *_type(hints[field.name]), MEANINGS[table].get(field.name) or ID[field.name])
        for field in dataclasses.fields(model)
    )


def _type(hint: object) -> tuple[str, bool]:
    """The plain type of a field, and whether it may be None."""
    options = typing.get_args(hint)
    if NoneType in options:
        (inner,) = (option for option in options if option is not NoneType)
        return _type(inner)[0], True
    if typing.get_origin(hint) is tuple:
        return ("texts" if options[0] is str else "spans"), False
    if isinstance(hint, type) and hint in _PLAIN:
        return _PLAIN[hint], False
    raise TypeError(f"a column of type {hint} can't be exported yet; teach exporting/columns.py about it")


def purpose(table: str) -> str:
    """What a table holds: the first sentence of its model's docstring."""
    text = " ".join((TABLES[table].__doc__ or "").split())
    return text.split(". ")[0].rstrip(".") + "."


def make_row(table: str, values: Mapping[str, object]) -> Row:
    """A row from values by column, lists made tuples the way rows hold them."""
    model: Any = TABLES[table]
    row: Row = model(**{name: _as_tuple(v) if isinstance(v, list) else v for name, v in values.items()})
    return row


def _as_tuple(value: list[object]) -> tuple[object, ...]:
    return tuple(tuple(item) if isinstance(item, list) else item for item in value)
