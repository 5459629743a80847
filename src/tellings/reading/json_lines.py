"""JSON Lines: one record a line, streamed, each line with its own problem if it has one."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from tellings.models import Problem
from tellings.reading.decoding import decode
from tellings.reading.items import Item
from tellings.reading.plain import lost_characters
from tellings.reading.record import Reading
from tellings.reading.rows import read_row
from tellings.settings import ReadingSettings


def read_json_lines(item: Item, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The article or the problem of each line; an article's source is `source#ID`, or `source#line N`."""
    filled = False
    for number, line in enumerate(_lines(item.stream, settings.max_line_bytes), 1):
        place = f"line {number}"
        if line is None:
            filled = True
            yield item.problem(
                place,
                f"the line is longer than {settings.max_line_bytes:,} bytes",
                "Give one article a line; raise max_line_bytes in tellings.toml if it is one.",
            )
        elif line.strip():
            filled = True
            yield from _read_line(line, item, place, settings)
    if not filled:
        yield item.problem(
            "file", "the file is empty", "Write one JSON object a line, or leave the file out."
        )


def _read_line(line: bytes, item: Item, place: str, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    text, lost = decode(line)
    if lost:
        yield lost_characters(f"{item.source}#{place}", lost)
    row = parse_json(text)
    if isinstance(row, Unparsed):
        yield item.problem(place, f"not JSON: {row}", "Mend the line; the other lines were read.")
    elif not isinstance(row, dict):
        yield item.problem(place, "the line is JSON but no object", 'Write {"text": "…"} on each line.')
    else:
        yield read_row(row, item, place, settings)


class Unparsed(str):
    """Why a text is no JSON."""

    __slots__ = ()


def parse_json(text: str) -> object:
    """The value that `text` is JSON for, or an Unparsed with the reason."""
    try:
        return json.loads(text, parse_constant=str, parse_int=_number)
    except RecursionError:
        return Unparsed("it is nested too deeply")
    except ValueError as error:
        return Unparsed(str(error)[:120])


def _number(digits: str) -> int | str:
    """A whole number, or its digits when they are too many to be one that anybody meant."""
    return int(digits) if len(digits) < 30 else digits


def _lines(stream: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """The lines of `stream`; None for one that is too long, which is skipped unread."""
    while line := stream.readline(longest + 1):
        if len(line) <= longest:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 20)
        yield None
