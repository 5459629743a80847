"""Rows of named values, from whatever table or file, become readings."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tellings.models import Problem
from tellings.reading.composing import read_record
from tellings.reading.fields import record_of
from tellings.reading.items import Item
from tellings.reading.record import Reading
from tellings.settings import ReadingSettings


def read_row(
    row: Mapping[str, object], item: Item, place: str, settings: ReadingSettings, said_by: str = "json field"
) -> Iterator[Reading | Problem]:
    """The article and the problems of one row found at `place`; `said_by` says what its date is from."""
    record = record_of(row, item.source, said_by)
    if isinstance(record, Problem):
        yield replace(record, place=place)
    else:
        yield from read_record(replace(record, source=f"{item.source}#{record.own_id or place}"), settings)
