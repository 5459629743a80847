"""The one place that reaches the network: one polite request for one address that the user gave."""

import io
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)
from urllib.robotparser import RobotFileParser

from tellings.models import Problem
from tellings.reading.clock import TookTooLong, within
from tellings.reading.items import Item
from tellings.settings import ReadingSettings

AGENT = "Tellings/0.1 (reads one page that its user asked for)"
_SECONDS = 20
_ADDRESS = "%/:?#[]@!$&'()*+,;=~"  # what stands in an address as it is; the rest is written in percents
_ROBOTS_BYTES = 500_000  # what RFC 9309 asks a crawler to read of a robots file


def fetch(url: str, settings: ReadingSettings) -> Item | Problem:
    """The page at `url`, or the problem that it wasn't asked for, is forbidden, failed or is too large."""
    if not settings.fetch:
        return Problem(
            url,
            "address",
            "addresses aren't fetched unless asked",
            "Add --fetch, or save the page as a file.",
        )
    try:
        with within(settings.max_seconds):
            _respect_robots(url)
            data, kind, charset, final = _get(url, settings.max_page_bytes, _Redirects())
    except _Forbidden:
        return Problem(
            url,
            "address",
            "the site's robots.txt forbids it",
            "Save the page from a browser and give that.",
        )
    except (OSError, ValueError, HTTPException, TookTooLong) as error:
        slow = isinstance(error, TookTooLong)
        reason = f"it took over {settings.max_seconds:g} s" if slow else _printable(error)
        return Problem(
            url,
            "address",
            f"it can't be fetched: {reason}",
            "Save the page from a browser instead.",
        )
    if len(data) > settings.max_page_bytes:
        return Item(url, "page.html", io.BytesIO()).too_large(len(data), settings.max_page_bytes)
    name = "page.html" if "html" in kind or not kind else urlsplit(final).path.rpartition("/")[2]
    return Item(url, name, io.BytesIO(data), len(data), url=final, charset=charset)


def _printable(error: Exception) -> str:
    """What an error says, which may be what a site said."""
    said = " ".join("".join(c if c.isprintable() else " " for c in str(error)[:120]).split())
    return said or type(error).__name__


class _Forbidden(Exception):
    """A site's robots.txt forbids an address."""


class _Redirects(HTTPRedirectHandler):
    """Goes where a page leads, if that is on the web and its site lets us."""

    def redirect_request(self, *asked: Any, **named: Any) -> Request | None:
        """The next request, to the address that is asked for last."""
        _respect_robots(asked[-1])
        return super().redirect_request(*asked, **named)


def _get(url: str, limit: int, redirects: HTTPRedirectHandler) -> tuple[bytes, str, str, str]:
    """The bytes, type, encoding and last address of one request; raises OSError where it breaks off."""
    opener = OpenerDirector()  # nothing but the web: no files, no FTP
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler(), HTTPDefaultErrorHandler(), redirects,
                    HTTPErrorProcessor(), UnknownHandler()):  # fmt: skip
        opener.add_handler(handler)
    request = Request(
        quote(url, safe=_ADDRESS), headers={"User-Agent": AGENT, "Accept": "text/html,*/*;q=0.5"}
    )
    with opener.open(request, timeout=_SECONDS) as answer:
        headers = answer.headers
        data = answer.read(limit + 1)
        if answer.length and len(data) <= limit:
            raise OSError(f"it broke off after {len(data):,} bytes")
        return (
            data,
            headers.get_content_type(),
            headers.get_content_charset() or "",
            answer.geturl(),
        )


def _respect_robots(url: str) -> None:
    """Raises _Forbidden unless the site's robots.txt lets us have `url`; a site without one does."""
    parts = urlsplit(url)
    robots = RobotFileParser()
    try:
        data = _get(f"{parts.scheme}://{parts.netloc}/robots.txt", _ROBOTS_BYTES, HTTPRedirectHandler())[0]
    except HTTPError as error:
        if error.code in (401, 403) or error.code >= 500:
            raise _Forbidden from error
        return
    robots.parse(data[:_ROBOTS_BYTES].decode("utf-8", "replace").splitlines())
    if not robots.can_fetch("Tellings", url):
        raise _Forbidden
