"""JSON Lines: one record a line, streamed, each line with its own problem if it has one."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from tellings.models import Problem
from tellings.reading.composing import compose
from tellings.reading.decoding import decode
from tellings.reading.fields import record_of
from tellings.reading.plain import lost_characters
from tellings.reading.record import Reading
from tellings.settings import ReadingSettings


def read_json_lines(stream: BinaryIO, source: str, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The article or the problem of each line; an article's source is `source#ID`, or `source#line N`."""
    filled = False
    for number, line in enumerate(_lines(stream, settings.max_line_bytes), 1):
        if line is None:
            filled = True
            yield Problem(
                source,
                f"line {number}",
                f"the line is longer than {settings.max_line_bytes:,} bytes",
                "Give one article a line; raise max_line_bytes in tellings.toml if it is one.",
            )
        elif line.strip():
            filled = True
            yield from read_json_line(line, source, number, settings)
    if not filled:
        yield Problem(
            source, "file", "the file is empty", "Write one JSON object a line, or leave the file out."
        )


def read_json_line(
    line: bytes, source: str, number: int, settings: ReadingSettings
) -> Iterator[Reading | Problem]:
    """The article or the problem of one line."""
    place = f"line {number}"
    text, lost = decode(line)
    if lost:
        yield lost_characters(f"{source}#{place}", lost)
    try:
        row = json.loads(text, parse_constant=str)
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]
        yield Problem(source, place, f"not JSON: {reason}", "Mend the line; the other lines were read.")
        return
    if not isinstance(row, dict):
        yield Problem(source, place, "the line is JSON but no object", 'Write {"text": "…"} on each line.')
        return
    yield read_row(row, source, place, settings)


def read_row(
    row: dict[str, object], source: str, place: str, settings: ReadingSettings, said_by: str = "json field"
) -> Reading | Problem:
    """The article or the problem of one row of named values, found at `place`."""
    record = record_of(row, source, said_by)
    if isinstance(record, Problem):
        return Problem(source, place, record.problem, record.advice)

    record = replace(record, source=f"{source}#{record.own_id or place}")
    return compose(record, settings)


def _lines(stream: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """The lines of `stream`; None for one that is too long, which is skipped unread."""
    reader = io.BufferedReader(stream, 1 << 20) if isinstance(stream, io.RawIOBase) else stream
    while line := reader.readline(longest + 1):
        if len(line) <= longest:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = reader.readline(1 << 20)
        yield None
