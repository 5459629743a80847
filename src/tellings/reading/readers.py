"""One reader for each kind of file."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from tellings.models import Problem
from tellings.reading.feeds import read_feed
from tellings.reading.items import Item
from tellings.reading.json_files import read_json
from tellings.reading.json_lines import read_json_lines
from tellings.reading.kinds import tell_kind
from tellings.reading.mail import read_mail
from tellings.reading.markdown import read_markdown
from tellings.reading.packed import read_compressed, read_tar, read_zip
from tellings.reading.pages import read_page
from tellings.reading.plain import read_plain
from tellings.reading.record import Reading
from tellings.reading.tables import read_csv, read_parquet
from tellings.reading.web_archives import read_warc
from tellings.settings import ReadingSettings

Found: TypeAlias = Iterator[Reading | Problem]

_READERS: dict[str, Callable[[Item, ReadingSettings], Found]] = {
    "text": read_plain,
    "markdown": read_markdown,
    "jsonl": read_json_lines,
    "json": read_json,
    "html": read_page,
    "mail": read_mail,
    "csv": read_csv,
    "parquet": read_parquet,
    "feed": read_feed,
}
_HOLDERS: dict[str, Callable[[Item, ReadingSettings, Callable[[Item, ReadingSettings], Found]], Found]] = {
    "zip": read_zip,
    "tar": read_tar,
    "gzip": read_compressed,
    "bzip2": read_compressed,
    "xz": read_compressed,
    "warc": read_warc,
}
_FOREIGN = {
    "pdf": ("a PDF", "Copy its text into a .txt file, or save the page as HTML."),
    "office": ("an office document", "Save it as plain text (.txt) or as a web page (.html)."),
    "rtf": ("a rich text file", "Save it as plain text (.txt)."),
    "sqlite": ("a database", "Open an archive with --archive; export other databases as CSV."),
}


def read_item(item: Item, settings: ReadingSettings) -> Found:
    """The articles in `item` and the problems met."""
    kind = tell_kind(item.name, item.head())
    if kind in _FOREIGN:
        what, advice = _FOREIGN[kind]
        yield item.problem("file", f"the file is {what}, which isn't read", advice)
    elif kind in _READERS:
        yield from _READERS[kind](item, settings)
    elif item.depth >= settings.max_depth:
        yield item.problem(
            "file", f"archives within archives, more than {settings.max_depth} deep", "Unpack it first."
        )
    else:
        empty = True
        for found in _HOLDERS[kind](item, settings, read_item):
            empty = False
            yield found
        if empty:
            yield item.problem("archive", "the archive holds no files", "Check that it is the right one.")
