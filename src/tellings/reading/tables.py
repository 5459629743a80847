"""CSV and Parquet tables: which column is what is guessed from names and contents, and announced."""

import csv
from collections.abc import Iterator, Sequence
from itertools import chain

from tellings.models import Problem
from tellings.reading.decoding import decode
from tellings.reading.fields import NAMES, role_of
from tellings.reading.items import Item
from tellings.reading.record import Reading
from tellings.reading.rows import read_row
from tellings.settings import ReadingSettings

_NO_ROWS = ("the table holds no rows", "Export it again, or leave the file out.")
_SAMPLE_ROWS = 50
_LONG = 150  # characters; the mean of a column of articles is over 500, of one of headlines under 100
_BATCH = 128  # rows of a Parquet file held at a time
_PLAIN = frozenset(
    {"text", "id", "title", "headline", "url", "outlet", "series", "byline", "author", "published"}
)


def read_csv(item: Item, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The articles of a CSV file (any delimiter, any encoding) and the problems met."""
    head = item.head(1 << 18)
    if not head.strip():
        yield item.problem("file", "the file is empty", "Export the table again, or leave the file out.")
        return
    csv.field_size_limit(settings.max_line_bytes)
    lines = _Lines(item, settings)
    rows = _checked(csv.reader(lines, delimiter=_delimiter(head)), lines, item)
    sample: list[list[str]] = []
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        sample.append(row)
        if len(sample) > _SAMPLE_ROWS:
            break
    if not sample:
        yield item.problem("file", *_NO_ROWS)
        return
    titled = _has_titles(sample[0])
    names = sample[0] if titled else [f"column {number}" for number in range(1, len(sample[0]) + 1)]
    columns, announced = guess_columns(names, sample[1:] if titled else sample)
    if announced:
        yield item.problem(
            "columns", announced, "Rename the columns (text, title, url, published, outlet) if it is wrong."
        )
    yield from _read_rows(sample[1:] if titled else sample, rows, columns, item, settings)


def _read_rows(
    sample: list[list[str]],
    rest: Iterator[list[str] | Problem],
    columns: Sequence[str],
    item: Item,
    settings: ReadingSettings,
) -> Iterator[Reading | Problem]:
    read = 0
    for number, row in enumerate(chain(sample, rest), 1):
        if isinstance(row, Problem):
            yield row
        elif any(cell.strip() for cell in row):
            read += 1
            yield from read_row(
                dict(zip(columns, row, strict=False)), item, f"row {number}", settings, "table column"
            )
    if not read:
        yield item.problem("file", *_NO_ROWS)


class _Lines:
    """The lines of the file as text, decoded one by one, without NULs; `ended` once there are no more."""

    def __init__(self, item: Item, settings: ReadingSettings) -> None:
        self._item = item
        self._longest = settings.max_line_bytes
        self.ended = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._item.stream.readline(self._longest)
        if not line:
            self.ended = True
            raise StopIteration
        return decode(line)[0].replace("\x00", "").lstrip("\ufeff")


def _checked(reader: Iterator[list[str]], lines: _Lines, item: Item) -> Iterator[list[str] | Problem]:
    """The rows of a CSV reader, with a problem where it can't go on or a cell goes on to the file's end."""
    number = 0
    broken = 0
    while broken < 100:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            broken += 1
            yield item.problem(
                f"row {number + 1}", f"not CSV: {error}", "Mend the row; the others were read."
            )
            continue
        number += 1
        if lines.ended:  # a reader looks for another line only within quotation marks
            said = "a quotation mark is never closed, so all that comes after it stands in one cell"
            yield item.problem(f"row {number}", said, "Close it and read the file again.")
        yield row


def _delimiter(head: bytes) -> str:
    """The delimiter that the first line has most of."""
    first = decode(head.split(b"\n", 1)[0])[0]
    return max(",;\t|", key=lambda mark: (first.count(mark), mark == ","))


def _has_titles(row: list[str]) -> bool:
    """Whether the first row names columns: no long cell, and a name that we know or no digit in any."""
    if any(len(cell) > 60 for cell in row):
        return False
    return any(role_of(cell)[0] for cell in row) or not any(c.isdigit() for cell in row for c in cell)


def guess_columns(names: Sequence[str], sample: Sequence[Sequence[object]]) -> tuple[list[str], str]:
    """The names under which to read the columns, and what to announce of it ("" when all are plain).

    >>> guess_columns(["Nr", "Wording"], [["1", "word " * 60]])
    (['Nr', 'text'], "columns guessed: text = 'Wording'")
    """
    read_as = list(names)
    roles = {role_of(str(name))[0]: name for name in reversed(names)}
    said = [f"{role} = {str(names[at])!r}" for role in NAMES for at in _best(role, names)]
    if "text" not in roles and "markup" not in roles and names:
        means = [
            sum(len(str(row[at])) for row in sample if at < len(row)) / max(1, len(sample))
            for at in range(len(names))
        ]
        longest = max(range(len(names)), key=lambda at: (means[at], -at))
        if means[longest] >= _LONG:
            read_as[longest] = "text"
            said.insert(0, f"text = {str(names[longest])!r}")
    plain = all(str(name).strip().lower() in _PLAIN or not role_of(str(name))[0] for name in names)
    return read_as, "" if plain and read_as == list(names) else "columns guessed: " + ", ".join(said)


def _best(role: str, names: Sequence[str]) -> list[int]:
    """The column that `role` is read from, as a list of none or one."""
    ranked = [(role_of(str(name))[1], at) for at, name in enumerate(names) if role_of(str(name))[0] == role]
    return [min(ranked)[1]] if ranked else []


def read_parquet(item: Item, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The articles of a Parquet file and the problems met, read a batch at a time."""
    import pyarrow as pa  # noqa: PLC0415 - slow to import, needed for Parquet alone
    from pyarrow import parquet  # noqa: PLC0415

    try:
        table = parquet.ParquetFile(item.whole_stream(settings))
        names = table.schema_arrow.names
        number = 0
        columns: list[str] = []
        for batch in table.iter_batches(batch_size=_BATCH):
            rows = batch.to_pylist()
            if not columns:
                columns, announced = guess_columns(names, [list(row.values()) for row in rows[:_SAMPLE_ROWS]])
                if announced:
                    advice = "Rename the columns (text, title, url, published, outlet) if it is wrong."
                    yield item.problem("columns", announced, advice)
            for row in rows:
                number += 1
                named = dict(zip(columns, row.values(), strict=True))
                yield from read_row(named, item, f"row {number}", settings, "table column")
        if not number:
            yield item.problem("file", *_NO_ROWS)
    except (pa.ArrowException, OSError, ValueError, UnicodeError, KeyError) as error:
        yield item.problem(
            "file", f"not a Parquet file that can be read: {str(error)[:120]}", "Export it again."
        )
