"""Mails and pages saved as MHTML: both are MIME messages."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage

from tellings.models import Problem
from tellings.reading.addresses import is_address
from tellings.reading.composing import compose
from tellings.reading.items import Item
from tellings.reading.pages import read_markup
from tellings.reading.plain import text_of
from tellings.reading.record import Reading, Record
from tellings.reading.times import read_time
from tellings.settings import ReadingSettings

_MOST_PARTS = 2000  # parts of one message looked at; saved pages hold a few hundred pictures


def read_mail(item: Item, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The article in a mail or an MHTML page and the problems met."""
    data = item.whole(settings)
    if isinstance(data, Problem):
        yield data
        return
    try:
        message = email.message_from_bytes(data, policy=email.policy.default.clone(raise_on_defect=False))
        part = _main_part(message)
        payload = part.get_payload(decode=True) if part is not None else None
        yield from _read_part(message, part, payload, item, settings)
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
        IndexError,
        AssertionError,
    ) as error:
        yield item.problem(
            "message", f"the message is damaged ({type(error).__name__})", "Save the article as text."
        )


def _read_part(
    message: EmailMessage, part: EmailMessage | None, payload: object, item: Item, settings: ReadingSettings
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
        yield compose(_record(message, text, item), settings)


def _main_part(message: EmailMessage) -> EmailMessage | None:
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


def _address(message: EmailMessage, part: EmailMessage) -> str:
    for header in (message.get("Snapshot-Content-Location"), part.get("Content-Location")):
        if header and is_address(str(header).strip()):
            return str(header).strip()
    return ""


def _record(message: EmailMessage, text: str, item: Item) -> Record:
    published = read_time(str(message.get("Date") or ""))
    sender = str(message.get("From") or "").partition("<")[0].strip(" \"'")
    return Record(
        source=item.source,
        text=text,
        own_id=str(message.get("Message-ID") or "").strip()[:200],
        headline=" ".join(str(message.get("Subject") or "").split()),
        outlet="" if "@" in sender else sender,
        published=published,
        published_from="mail header" if published else "",
    )
