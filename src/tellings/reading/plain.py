"""Plain text files: one article each."""

from collections.abc import Iterator

from tellings.models import Problem
from tellings.reading.composing import read_record
from tellings.reading.decoding import decode, is_binary
from tellings.reading.items import Item
from tellings.reading.record import Reading, Record
from tellings.settings import ReadingSettings


def read_plain(item: Item, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The article that a plain text file holds, and the problems met."""
    data = item.whole(settings)
    if isinstance(data, Problem):
        yield data
        return
    text, problem = text_of(data, item)
    if problem:
        yield problem
    if text is not None:
        yield from read_record(Record(item.source, text, url=item.url), settings)


def text_of(data: bytes, item: Item) -> tuple[str | None, Problem | None]:
    """The text of `data`, or None if it has none, and the problem with it, or None if there is none."""
    if not data.strip():
        return None, item.problem(
            "file", "the file is empty", "Save the article again, or leave the file out."
        )
    if is_binary(data):
        advice = "Save the article as text or as a web page (.txt, .html) and give that."
        return None, item.problem("file", "the file is binary, not text", advice)
    text, lost = decode(data, item.charset)
    return text, lost_characters(item.source, lost) if lost else None


def lost_characters(source: str, count: int) -> Problem:
    """The problem that `count` characters stand for bytes that no known encoding explains."""
    return Problem(
        source,
        "encoding",
        f"{count} bytes fit no known encoding and were kept as U+FFFD",
        "Save the file as UTF-8 if the original is at hand; the rest of it was read.",
    )
