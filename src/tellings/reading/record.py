"""What a file says of an article before its text is looked into, and what is known of it after."""

from dataclasses import dataclass
from typing import NamedTuple

from tellings.models import Article, Credit, Spans


@dataclass(frozen=True, slots=True)
class Record:
    """One article as its file gives it; what the file doesn't say is ""."""

    source: str
    text: str
    own_id: str = ""
    headline: str = ""
    outlet: str = ""
    url: str = ""
    byline: str = ""
    published: str = ""
    published_from: str = ""
    language: str = ""
    credits: tuple[tuple[str, str], ...] = ()  # (kind, name) that the file gives outside the text
    furniture: Spans = ()  # what the reader knows to be no part of the article
    body: int = 0  # where the header begins, after front matter


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with what its page says besides: furniture spans and credits."""

    article: Article
    furniture: Spans
    credits: tuple[Credit, ...]
    own_id: str = ""  # of the record that was read; not kept in the archive's readings


class Line(NamedTuple):
    """A line that isn't blank, without the white space at its ends; offsets count from the text's start."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> list[Line]:
    r"""The lines of `text` that aren't blank.

    >>> lines_of(" one\n\ntwo ")
    [Line(start=1, end=4, text='one'), Line(start=6, end=9, text='two')]
    """
    found = []
    start = 0
    for raw in text.splitlines(keepends=True):
        stripped = raw.strip()
        if stripped:
            first = start + raw.index(stripped[0])
            found.append(Line(first, first + len(stripped), stripped))
        start += len(raw)
    return found
