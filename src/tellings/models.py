"""One frozen dataclass per table: the same names in Python, SQLite, JSON Lines, CSV and Parquet.

Spans are half-open character offsets into `Article.text`. Times are ISO 8601 text; an
unknown text is "", an unknown number is None. Ids are short content ids (`content_id`).
"""

import base64
import hashlib
from dataclasses import dataclass
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]
Spans: TypeAlias = tuple[Span, ...]


def content_id(*parts: str) -> str:
    """A 16-character id made from `parts` alone, so the same content always gets the same id.

    >>> content_id("article", "some text") == content_id("article", "some text")
    True
    >>> content_id("ab", "c") == content_id("a", "bc")
    False
    """
    digest = hashlib.blake2b(digest_size=10)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return base64.b32encode(digest.digest()).decode("ascii").lower()


@dataclass(frozen=True, slots=True)
class Article:
    """One text as published; `text` is kept exactly as it was read."""

    article_id: str
    source: str
    url: str
    outlet: str
    headline: str
    byline: str
    dateline: str
    published: str
    published_from: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, with advice; the run goes on without it."""

    source: str
    place: str
    problem: str
    advice: str


@dataclass(frozen=True, slots=True)
class Credit:
    """Words that name where copy or help came from.

    `kind` is agency, contributor, cited source, photo or republished from. A credit that a page
    gave outside its text (JSON-LD, a feed's `<source>`) has start = end = 0.
    """

    article_id: str
    start: int
    end: int
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Story:
    """The articles that report one event; `articles` and `origins` are counts."""

    story_id: str
    headline: str
    first_published: str
    last_published: str
    articles: int
    origins: int


@dataclass(frozen=True, slots=True)
class Telling:
    """An article seen as one version of a story, named by its siglum (A, B, …)."""

    story_id: str
    article_id: str
    siglum: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of characters of an article, as a rule a sentence.

    `kind` is headline, narration, quotation, credit or furniture.
    """

    passage_id: str
    article_id: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What several passages all say; `reading` is its best reading, `articles` a count."""

    statement_id: str
    story_id: str
    reading: str
    articles: int
    origins_low: int
    origins: int
    origins_high: int


@dataclass(frozen=True, slots=True)
class Attestation:
    """One passage carrying a statement; `relation` is same, edited, reworded or independent."""

    statement_id: str
    passage_id: str
    article_id: str
    origin_id: str
    relation: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """A child made from a parent (an article or an origin).

    `kind` is verbatim, trimmed, reordered, condensed, edited, expanded, reworded or merged.
    `share` is the part of the child that comes from the parent; both confidences are probabilities.
    """

    story_id: str
    child_id: str
    parent_id: str
    kind: str
    share: float
    confidence: float
    direction_confidence: float


@dataclass(frozen=True, slots=True)
class Clue:
    """One piece of evidence for a derivation; `weight` is in nats of log-odds."""

    story_id: str
    child_id: str
    parent_id: str
    kind: str
    weight: float
    child_start: int
    child_end: int
    parent_start: int
    parent_end: int
    note: str


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent starting point; `kind` is article, lost copy or cited source."""

    origin_id: str
    story_id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words credited to somebody; `kind` is direct, mixed or indirect.

    `content`, `source` and `cue` are tuples of spans, since each may be broken into pieces.
    """

    attribution_id: str
    article_id: str
    kind: str
    content: Spans
    source: Spans
    cue: Spans
    speaker: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing that somebody said, in all its tellings; `articles` and `origins` are counts."""

    utterance_id: str
    story_id: str
    speaker: str
    reading: str
    articles: int
    origins: int


@dataclass(frozen=True, slots=True)
class Alteration:
    """A change to an utterance between two attributions; spans are in their articles.

    `kind` is marks dropped, marks added, word changed, words cut, words added, hedge dropped,
    negation changed, tense changed, person changed, speaker changed, joined or split.
    """

    utterance_id: str
    before_id: str
    after_id: str
    kind: str
    before: str
    after: str
    before_start: int
    before_end: int
    after_start: int
    after_end: int
    material: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts; an open bound is None."""

    figure_id: str
    article_id: str
    start: int
    end: int
    low: float | None
    high: float | None
    unit: str
    counted: str
    hedge: str


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """The figures of a story that count one thing, with a verdict.

    `verdict` is agree, rounded, hedge differs, updated, different scope or conflict.
    """

    entry_id: str
    story_id: str
    counted: str
    unit: str
    verdict: str


@dataclass(frozen=True, slots=True)
class LedgerFigure:
    """One figure in one ledger entry, with the origin it stands on."""

    entry_id: str
    figure_id: str
    origin_id: str


@dataclass(frozen=True, slots=True)
class Date:
    """A time expression: TIMEX3 `type` and `value`, and the interval it may mean."""

    date_id: str
    article_id: str
    start: int
    end: int
    type: str
    value: str
    earliest: str
    latest: str


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of a person, an organisation or a place."""

    name_id: str
    article_id: str
    start: int
    end: int
    kind: str
    entity_id: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Whom or what several names mean in one story."""

    entity_id: str
    story_id: str
    name: str
    kind: str
    aliases: tuple[str, ...]


Row: TypeAlias = (
    Article
    | Problem
    | Credit
    | Story
    | Telling
    | Passage
    | Statement
    | Attestation
    | Derivation
    | Clue
    | Origin
    | Attribution
    | Utterance
    | Alteration
    | Figure
    | LedgerEntry
    | LedgerFigure
    | Date
    | Name
    | Entity
)

TABLES: dict[str, type[Row]] = {
    "articles": Article,
    "problems": Problem,
    "credits": Credit,
    "stories": Story,
    "tellings": Telling,
    "passages": Passage,
    "statements": Statement,
    "attestations": Attestation,
    "derivations": Derivation,
    "clues": Clue,
    "origins": Origin,
    "attributions": Attribution,
    "utterances": Utterance,
    "alterations": Alteration,
    "figures": Figure,
    "ledger": LedgerEntry,
    "ledger_figures": LedgerFigure,
    "dates": Date,
    "names": Name,
    "entities": Entity,
}
