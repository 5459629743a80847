"""Mails and pages saved as MHTML: both are MIME messages."""

import email
from collections.abc import Iterator
from dataclasses import replace
from email.header import decode_header
from email.message import Message

from tellings.models import Problem
from tellings.reading.addresses import is_address
from tellings.reading.clock import TookTooLong, within
from tellings.reading.composing import read_record
from tellings.reading.decoding import decode, without_surrogates
from tellings.reading.items import Item
from tellings.reading.pages import read_markup
from tellings.reading.plain import text_of
from tellings.reading.record import Reading, Record
from tellings.reading.times import read_time
from tellings.settings import ReadingSettings

# What the standard library raises on damaged messages; it documents none of them.
_DAMAGE = (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError)
_MOST_PARTS = 2000  # parts of one message looked at; saved pages hold a few hundred pictures


def read_mail(item: Item, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The article in a mail or an MHTML page and the problems met."""
    data = item.whole(settings)
    if isinstance(data, Problem):
        yield data
        return
    try:
        with within(settings.max_seconds):
            message = email.message_from_bytes(data)
            part = _main_part(message)
            payload = part.get_payload(decode=True) if part is not None else None
    except TookTooLong:
        yield item.problem("message", f"it took over {settings.max_seconds:g} s", "Save the article as text.")
    except _DAMAGE as error:
        reason = f"the message is damaged ({type(error).__name__})"
        yield item.problem("message", reason, "Save the article as text.")
    else:
        yield from _read_part(message, part, payload, item, settings)


def _read_part(
    message: Message, part: Message | None, payload: object, item: Item, settings: ReadingSettings
) -> Iterator[Reading | Problem]:
    if part is None or not isinstance(payload, bytes):
        yield item.problem("message", "the message holds no text", "Save the article as text and give that.")
        return
    charset = str(part.get_content_charset() or "")
    if part.get_content_type() == "text/html":
        address = _address(message, part)
        yield from read_markup(payload, replace(item, charset=charset, url=address or item.url), settings)
        return
    text, problem = text_of(payload, replace(item, charset=charset))
    if problem:
        yield problem
    if text is not None:
        yield from read_record(_record(message, text, item), settings)


def _main_part(message: Message) -> Message | None:
    """The page of an MHTML file; of a mail its plain text, or its HTML when there is none."""
    parts = []
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            break
        if not part.is_multipart() and part.get_content_disposition() != "attachment":
            parts.append(part)
    saved_page = message.get_content_type() == "multipart/related" or message.get("Snapshot-Content-Location")
    for kind in ("text/html", "text/plain") if saved_page else ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind:
                return part
    return None


def _address(message: Message, part: Message) -> str:
    for found in (_header(message, "Snapshot-Content-Location"), _header(part, "Content-Location")):
        if is_address(found):
            return found
    return ""


def _header(message: Message, name: str) -> str:
    """A header as one line of text, its encoded words decoded, or ""."""
    raw = message.get(name)
    if raw is None:
        return ""
    pieces = []
    for words, charset in decode_header(str(raw)[:2000]):
        pieces.append(decode(words, charset or "")[0] if isinstance(words, bytes) else words)
    return without_surrogates(" ".join("".join(pieces).split()))[0]


def _record(message: Message, text: str, item: Item) -> Record:
    published = read_time(_header(message, "Date"))
    sender = _header(message, "From").partition("<")[0].strip(" \"'")
    return Record(
        source=item.source,
        text=text,
        own_id=_header(message, "Message-ID")[:200],
        headline=_header(message, "Subject"),
        outlet="" if "@" in sender else sender,
        published=published,
        published_from="mail header" if published else "",
    )
