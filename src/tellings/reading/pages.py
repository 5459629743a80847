"""Web pages: the article's text as trafilatura keeps it, headline first, and what the page says of it."""

import re
from collections.abc import Iterator
from typing import Any

from tellings.models import Problem
from tellings.reading.clock import TookTooLong, within
from tellings.reading.composing import read_record
from tellings.reading.decoding import without_surrogates
from tellings.reading.headers import split_site
from tellings.reading.items import Item
from tellings.reading.markup import nesting, parse_markup, text_of_tree
from tellings.reading.page_facts import PageFacts, find_facts
from tellings.reading.plain import text_of
from tellings.reading.record import Reading, Record
from tellings.settings import ReadingSettings

_COPY = "Copy the article's text into a .txt file and give that."
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)


def read_page(item: Item, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The article of an HTML page and the problems met."""
    data = item.whole(settings)
    if not isinstance(data, Problem) and len(data) > settings.max_page_bytes:
        data = item.too_large(len(data), settings.max_page_bytes)
    if isinstance(data, Problem):
        yield data
        return
    yield from read_markup(data, item, settings)


def read_markup(data: bytes, item: Item, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The article of a page's bytes and the problems met."""
    declared = _CHARSET.search(data[:4096])
    charset = item.charset or (declared[1].decode("ascii", "replace") if declared else "")
    text, problem = text_of(data, Item(item.source, item.name, item.stream, charset=charset))
    if problem:
        yield problem
    if text is None:
        return
    try:
        with within(settings.max_seconds):
            record = page_record(text, item, settings)
    except TookTooLong:
        record = item.problem("page", f"it took over {settings.max_seconds:g} s", _COPY)
    yield from (record,) if isinstance(record, Problem) else read_record(record, settings)


def page_record(markup: str, item: Item, settings: ReadingSettings) -> Record | Problem:
    """The record of a page, or the problem that it has no words or goes too deep to be a page."""
    tree = parse_markup(markup)
    if tree is None:
        return item.problem("page", "no article is found on the page", _COPY)
    if nesting(tree) > settings.max_nesting:
        return item.problem("page", f"its elements lie more than {settings.max_nesting} deep", _COPY)
    facts = find_facts(tree, item.url)
    body = main_text(tree) or facts.body
    if not body.strip():
        return item.problem("page", "no article is found on the page", _COPY)
    headline = " ".join(facts.headline[:1000].split())
    cut, site = split_site(headline, body)
    headline = " ".join(headline[:cut].split())
    text = body if _opens_with(body, headline) or not headline else f"{headline}\n\n{body}"
    return Record(
        source=item.source,
        text=without_surrogates(text)[0],
        headline=headline,
        outlet=facts.outlet or site,
        url=facts.url,
        byline=facts.byline,
        published=facts.published,
        published_from="page metadata" if facts.published else "",
        language=facts.language if facts.language.isalpha() else "",
        credits=facts.credits,
    )


def main_text(tree: Any) -> str:
    """The main text of a page's tree as trafilatura finds it, or all its paragraphs when it finds none."""
    from trafilatura import extract  # noqa: PLC0415 - half a second to import, needed for pages alone

    try:
        found = extract(
            tree, include_comments=False, include_tables=True, include_formatting=False, deduplicate=False
        )
    except (RecursionError, ValueError, AttributeError, TypeError, AssertionError):
        found = None
    if found:
        return str(found)
    for name in ("article", "main", "body"):
        for element in tree.iter(name):
            text = text_of_tree(element)
            if len(text.split()) > 30:
                return text
    return text_of_tree(tree)


def _opens_with(body: str, headline: str) -> bool:
    """Whether the first lines of `body` already hold the headline."""

    def plain(text: str) -> str:
        return "".join(c for c in text.lower() if c.isalnum())

    wanted = plain(headline)
    return any(plain(line) == wanted for line in body[:2000].splitlines()[:4])


__all__ = ["PageFacts", "main_text", "page_record", "read_markup", "read_page"]
