"""JSON Lines: one record a line, streamed, each line with its own problem if it has one."""

import json
from collections.abc import Iterable, Iterator
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
    blank = 0
    for number, line in enumerate(split_lines(item.stream, settings.max_line_bytes), 1):
        full = line is None or bool(line.strip())
        blank = 0 if full else blank + 1
        filled = filled or full
        if blank > _MOST_BLANK:
            place = f"line {number}"
            yield item.problem(place, f"{blank:,} blank lines in a row; the rest isn't read", "Remove them.")
            break
        yield from read_lines([(number, line)], item, settings)
    if not filled:
        yield item.problem(
            "file", "the file is empty", "Write one JSON object a line, or leave the file out."
        )


def read_lines(
    lines: Iterable[tuple[int, bytes | None]], item: Item, settings: ReadingSettings
) -> Iterator[Reading | Problem]:
    """The article or the problem of each numbered line; None is a line that is too long."""
    for number, line in lines:
        place = f"line {number}"
        if line is None:
            yield item.problem(
                place,
                f"the line is longer than {settings.max_line_bytes:,} bytes",
                "Give one article a line; raise max_line_bytes in tellings.toml if it is one.",
            )
        elif line.strip():
            yield from _read_line(line, item, place, settings)


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
        yield from read_row(row, item, place, settings)


def _number(digits: str) -> int | str:
    """A whole number, or its digits when they are too many to be one that anybody meant."""
    return int(digits) if len(digits) < 30 else digits


_DECODER = json.JSONDecoder(parse_constant=str, parse_int=_number)
_MOST_BLANK = 100_000  # blank lines in a row; a file with more holds nothing that anybody wrote


class Unparsed(str):
    """Why a text is no JSON."""

    __slots__ = ()


def parse_json(text: str) -> object:
    """The value that `text` is JSON for, or an Unparsed with the reason."""
    try:
        return _DECODER.decode(text)
    except RecursionError:
        return Unparsed("it is nested too deeply")
    except ValueError as error:
        return Unparsed(str(error)[:120])


def split_lines(stream: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """The lines of `stream`; None for one that is too long, which is skipped unread."""
    while line := stream.readline(longest + 1):
        if len(line) <= longest:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 20)
        yield None
