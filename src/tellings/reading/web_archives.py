"""WARC files, read record by record: each page that was answered with success is one article."""

import contextlib
import io
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from tellings.models import Problem
from tellings.reading.items import Item
from tellings.reading.kinds import tell_kind
from tellings.reading.record import Reading
from tellings.settings import ReadingSettings

_PAGES = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "application/json",
    "application/rss+xml",
    "application/atom+xml",
)
# What the packings under warcio raise on damaged archives.
_DAMAGE = (ValueError, EOFError, OSError, AttributeError, IndexError, OverflowError, zlib.error)
_SUFFIX = {
    "text/plain": ".txt",
    "application/json": ".json",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
}


def read_warc(
    item: Item,
    settings: ReadingSettings,
    read: Callable[[Item, ReadingSettings], Iterator[Reading | Problem]],
) -> Iterator[Reading | Problem]:
    """The articles of a web archive and the problems met; other records are passed over."""

    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - it imports half of asyncio
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    number = found = 0
    records = iter(ArchiveIterator(item.stream, arc2warc=True))
    try:
        while (record := _next(records, noise := io.StringIO())) is not None:
            number += 1
            for made in _read_record(record, number, item, settings, read):
                found += 1
                yield made
            if noise.getvalue():
                yield item.problem(
                    f"record {number}", "its length is not what it says", "Parts may be missing."
                )
    except (ArchiveLoadFailed, *_DAMAGE) as error:
        yield item.problem(
            f"record {number + 1}",
            f"the web archive breaks off or is damaged ({str(error)[:80] or type(error).__name__})",
            "The records before it were read; fetch the archive again for the rest.",
        )
        return
    if not found:
        yield item.problem("file", "the web archive holds no page", "Check that the download is complete.")


def _next(records: Iterator[Any], noise: io.StringIO) -> Any:
    """The next record or None; what warcio prints of it goes into `noise`, since the file chose the words."""
    with contextlib.redirect_stderr(noise), contextlib.redirect_stdout(noise):
        return next(records, None)


def _read_record(
    record: Any,
    number: int,
    item: Item,
    settings: ReadingSettings,
    read: Callable[[Item, ReadingSettings], Iterator[Reading | Problem]],
) -> Iterator[Reading | Problem]:
    if record.rec_type not in ("response", "resource", "conversion"):
        return
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    headers = record.http_headers or record.rec_headers
    said = str(headers.get_header("Content-Type") or record.rec_headers.get_header("Content-Type") or "")
    kind, _, rest = said.partition(";")
    if status != "200" or kind.strip().lower() not in _PAGES:
        return
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    place = f"record {number}"
    data = record.content_stream().read(settings.max_page_bytes + 1)
    if len(data) > settings.max_page_bytes:
        yield item.problem(
            place, f"the page at {url[:200]} is too large", "Raise max_page_bytes in tellings.toml."
        )
        return
    charset = rest.partition("charset=")[2].split(";")[0].strip(" \"'")
    name = f"page{_SUFFIX.get(kind.strip().lower(), '.html')}"
    inner = item.of_bytes(data, name, place)
    if tell_kind(name, data[:4096]) in ("zip", "gzip", "tar", "warc", "bzip2", "xz"):
        yield item.problem(place, "an archive inside the web archive", "Unpack it and give it by itself.")
        return
    yield from read(Item(inner.source, name, inner.stream, len(data), inner.depth, url, charset), settings)
