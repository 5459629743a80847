"""The one place that reaches the network: one polite request for one address that the user gave."""

import io
import urllib.error
import urllib.request
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from tellings.models import Problem
from tellings.reading.items import Item
from tellings.settings import ReadingSettings

AGENT = "Tellings/0.1 (reads one page that its user asked for)"
_SECONDS = 20
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
        if not _allowed(url):
            return Problem(
                url,
                "address",
                "the site's robots.txt forbids it",
                "Save the page from a browser and give that.",
            )
        data, kind, charset, final = _get(url, settings.max_page_bytes)
    except (OSError, ValueError, urllib.error.URLError) as error:
        return Problem(
            url,
            "address",
            f"it can't be fetched: {str(error)[:120]}",
            "Save the page from a browser instead.",
        )
    if len(data) > settings.max_page_bytes:
        return Item(url, "page.html", io.BytesIO()).too_large(len(data), settings.max_page_bytes)
    name = "page.html" if "html" in kind or not kind else urlsplit(final).path.rpartition("/")[2]
    return Item(url, name, io.BytesIO(data), len(data), url=final, charset=charset)


def _get(url: str, limit: int) -> tuple[bytes, str, str, str]:
    """The bytes, type, encoding and last address of one request."""
    request = urllib.request.Request(url, headers={"User-Agent": AGENT, "Accept": "text/html,*/*;q=0.5"})
    with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
        headers = answer.headers
        return (
            answer.read(limit + 1),
            headers.get_content_type(),
            headers.get_content_charset() or "",
            answer.geturl(),
        )


def _allowed(url: str) -> bool:
    """Whether the site's robots.txt lets us have `url`; a site without one does."""
    parts = urlsplit(url)
    robots = RobotFileParser()
    try:
        data = _get(f"{parts.scheme}://{parts.netloc}/robots.txt", _ROBOTS_BYTES)[0]
    except urllib.error.HTTPError as error:
        return error.code not in (401, 403) and error.code < 500
    robots.parse(data[:_ROBOTS_BYTES].decode("utf-8", "replace").splitlines())
    return robots.can_fetch("Tellings", url)
