"""The reading room: each telling in full, every passage with its origin and its twins."""

from collections.abc import Iterator
from dataclasses import dataclass

from tellings.models import Passage
from tellings.report.harmless import safe_link
from tellings.report.index import StoryIndex


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one passage; `flag` is "", "altered" (a quotation) or "disputed" (a figure)."""

    text: str
    flag: str


@dataclass(frozen=True, slots=True)
class Bit:
    """A passage, or the white space between two; `kind` is "" for the latter."""

    kind: str
    anchor: str
    statement: str
    look: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A telling as it is read."""

    article_id: str
    siglum: str
    label: str
    headline: str
    published: str
    byline: str
    url: str
    link: str
    look: str
    bits: tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """A span of an article that is to be seen: an altered quotation or a disputed figure."""

    start: int
    end: int
    kind: str


def open_room(index: StoryIndex, flags: dict[str, list[Flag]]) -> tuple[Copy, ...]:
    """All tellings in the order of their sigla; `flags` are by article id."""
    return tuple(
        _copy(index, article_id, sorted(flags.get(article_id, []), key=_where))
        for article_id in index.ordered
    )


def _where(flag: Flag) -> tuple[int, int, str]:
    return flag.start, flag.end, flag.kind


def _copy(index: StoryIndex, article_id: str, flags: list[Flag]) -> Copy:
    article = index.articles[article_id]
    return Copy(
        article_id=article_id,
        siglum=index.sigla.get(article_id, ""),
        label=index.label(article_id),
        headline=article.headline if article.headline != index.label(article_id) else "",
        published=article.published,
        byline=article.byline,
        url=article.url,
        link=safe_link(article.url),
        look=index.main_mark(article_id).look,
        bits=tuple(_bits(index, article_id, flags)),
    )


def _bits(index: StoryIndex, article_id: str, flags: list[Flag]) -> Iterator[Bit]:
    text, at = index.articles[article_id].text, 0
    for passage in index.by_article[article_id]:
        if passage.start > at:
            yield Bit("", "", "", "", (Piece(text[at : passage.start], ""),))
        start = max(passage.start, at)
        if start < passage.end:
            yield _bit(index, passage, tuple(_pieces(text, start, passage.end, flags)))
        at = max(at, passage.end)
    if at < len(text):
        yield Bit("", "", "", "", (Piece(text[at:], ""),))


def _bit(index: StoryIndex, passage: Passage, pieces: tuple[Piece, ...]) -> Bit:
    row = index.attested.get(passage.passage_id)
    told = passage.kind in ("narration", "quotation")
    look = index.passage_mark(passage).look if row or told else ""
    statement = index.anchor(row.statement_id) if row else ""
    return Bit(passage.kind, index.anchor(passage.passage_id), statement, look, pieces)


def _pieces(text: str, start: int, end: int, flags: list[Flag]) -> Iterator[Piece]:
    """The passage cut where flagged spans begin and end; of overlapping flags the first is shown."""
    at = start
    for flag in flags:
        low, high = max(flag.start, at), min(flag.end, end)
        if low < high:
            if at < low:
                yield Piece(text[at:low], "")
            yield Piece(text[low:high], flag.kind)
            at = high
    if at < end:
        yield Piece(text[at:end], "")
