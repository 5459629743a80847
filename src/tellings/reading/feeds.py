"""RSS and Atom files: each entry is an article, and the `<source>` it names is kept as a credit."""

import io
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tellings.models import Problem
from tellings.reading.addresses import host_of
from tellings.reading.items import Item
from tellings.reading.markup import text_of_fragment
from tellings.reading.record import Reading
from tellings.reading.rows import read_row
from tellings.settings import ReadingSettings

_ENTITY = re.compile(rb"<!ENTITY", re.I)
_TEXTS = ("encoded", "content", "description", "summary")  # the longest text first
_NAMES = {
    "title": "title", "link": "url", "guid": "id", "id": "id", "pubDate": "published",
    "published": "published",
    "date": "published", "updated": "updated", "author": "byline", "creator": "byline",
}  # fmt: skip


def read_feed(item: Item, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The articles of a feed and the problems met; entities and outside references are refused."""
    data = item.whole(settings)
    if isinstance(data, Problem):
        yield data
        return
    if _ENTITY.search(data.replace(b"\x00", b"")):
        advice = "Remove the declarations, or save the article as text."
        yield item.problem("file", "the XML declares entities, which are never expanded", advice)
        return
    try:
        yield from _read_entries(data, item, settings)
    except etree.XMLSyntaxError as error:
        yield item.problem(
            "file",
            f"not well-formed XML: {str(error)[:120]}",
            "Save the feed again; what came before was read.",
        )


def _read_entries(data: bytes, item: Item, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    outlet = ""
    number = 0
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    for _, element in etree.iterparse(io.BytesIO(data), events=("end",), **options):
        name = _local(element)
        parent = element.getparent()
        if name == "title" and parent is not None and _local(parent) in ("channel", "feed"):
            outlet = outlet or " ".join("".join(element.itertext()).split())
        if name in ("item", "entry") and (parent is None or _local(parent) in ("channel", "feed", "RDF")):
            number += 1
            yield from read_row(_row(element, outlet), item, f"entry {number}", settings, "feed entry")
            element.clear()
    if not number:
        yield item.problem(
            "file", "the XML is no feed: it holds no item or entry", "Save the article as text or HTML."
        )


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _row(entry: Any, outlet: str) -> dict[str, object]:
    """The values of one entry under the names that other readers use."""
    row: dict[str, object] = {"outlet": outlet}
    texts: dict[str, str] = {}
    for child in entry:
        name = _local(child)
        words = "".join(child.itertext()).strip()
        if name in _TEXTS:
            texts[name] = (
                words
                if child.get("type") != "xhtml"
                else etree.tostring(child, encoding="unicode", with_tail=False)
            )
        elif name == "source":
            row["credits"] = [_source(child)]
        elif name == "link" and not words:
            row.setdefault("url", child.get("href")) if child.get("rel", "alternate") == "alternate" else None
        elif name in _NAMES and words:
            row.setdefault(_NAMES[name], " ".join(words.split()))
    row.setdefault("published", row.pop("updated", None))
    best = max((text_of_fragment(texts[name]) for name in _TEXTS if name in texts), key=len, default="")
    row["text"] = best
    if row.get("credits") == [outlet]:
        row.pop("credits")
    return row


def _source(element: Any) -> str:
    """The name of the feed that an entry was taken from: RSS has it as text, Atom as a title inside."""
    for child in element:
        if _local(child) == "title" and (child.text or "").strip():
            return str(child.text).strip()
    return (element.text or "").strip() or host_of(element.get("url") or "")
