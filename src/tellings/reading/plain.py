"""Plain text files: one article each."""

from collections.abc import Iterator

from tellings.models import Problem
from tellings.reading.composing import compose
from tellings.reading.decoding import decode, is_binary
from tellings.reading.record import Reading, Record
from tellings.settings import ReadingSettings


def read_plain(data: bytes, source: str, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The article that the bytes of a plain text file hold, and the problems met."""
    if not data.strip():
        yield Problem(source, "file", "the file is empty", "Save the article again, or leave the file out.")
        return
    if is_binary(data):
        yield Problem(
            source,
            "file",
            "the file is binary, not text",
            "Save the article as text or as a web page (.txt, .html) and give that.",
        )
        return
    text, lost = decode(data)
    if lost:
        yield lost_characters(source, lost)
    yield compose(Record(source, text), settings)


def lost_characters(source: str, count: int) -> Problem:
    """The problem that `count` characters stand for bytes that no known encoding explains."""
    return Problem(
        source,
        "encoding",
        f"{count} bytes fit no known encoding and were kept as U+FFFD",
        "Save the file as UTF-8 if the original is at hand; the rest of it was read.",
    )
