"""Markdown files: front matter is read as a header, the rest is kept as written."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tellings.models import Problem
from tellings.reading.composing import read_record
from tellings.reading.fields import record_of
from tellings.reading.items import Item
from tellings.reading.plain import text_of
from tellings.reading.record import Reading, Record
from tellings.settings import ReadingSettings

_FRONT = re.compile(r"\s*---[ \t]*\r?\n(?P<rows>(?:[^\n]{0,2000}\n){0,60}?)---[ \t]*(?:\r?\n|$)")
_ROW = re.compile(r"(?P<name>[A-Za-z][\w -]{0,40}):[ \t]*(?P<value>\S.*)")
_TITLE = re.compile(r"^#[ \t]+(?P<title>\S[^\n]{2,300})$", re.M)


def read_markdown(item: Item, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The article that a Markdown file holds, and the problems met."""
    data = item.whole(settings)
    if isinstance(data, Problem):
        yield data
        return
    text, problem = text_of(data, item)
    if problem:
        yield problem
    if text is not None:
        yield from read_record(markdown_record(text, item), settings)


def markdown_record(text: str, item: Item) -> Record:
    """The record of a Markdown text: its front matter's fields, its first heading as the headline."""
    front = _FRONT.match(text)
    row: dict[str, object] = {"text": text}
    for line in front["rows"].splitlines() if front else ():
        match = _ROW.fullmatch(line.strip())
        if match:
            row.setdefault(match["name"], match["value"].strip().strip("\"'"))
    record = record_of(row, item.source, "front matter")
    if isinstance(record, Problem):
        return Record(item.source, text)
    title = _TITLE.search(text, 0, 4000)
    headline = record.headline or (title["title"].strip().rstrip("# ") if title else "")
    known = ((front.start("rows") - 4, front.end("rows") + 3),) if front else ()
    return replace(record, text=text, headline=headline, furniture=known, body=front.end() if front else 0)
