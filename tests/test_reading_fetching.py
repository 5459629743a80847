"""An address given by hand is fetched once, politely and only when asked; standard input is read too."""

import io
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from tellings.models import Problem
from tellings.reading import Reading, read_source
from tellings.settings import ReadingSettings

WORDS = "The ferry company and its pilots met in Lund on Monday and agreed to end the strike within a week."
TITLE = "<html><head><title>Ferry strike ends in Lund</title></head>"
PAGE = f"{TITLE}<body><article><p>{WORDS}</p><p>{WORDS}</p></article>"
ANSWERS = {
    "/robots.txt": (200, "text/plain", "User-agent: *\nDisallow: /private/\n"),
    "/news/1": (200, "text/html; charset=utf-8", PAGE),
    "/private/1": (200, "text/html", PAGE),
    "/large": (200, "text/html", "x" * 50_000),
}
LEADS = {
    "/moved": "/news/1",
    "/to-private": "/private/1",
    "/to-file": "file:///etc/passwd",
    "/to-ftp": "ftp://127.0.0.1/x",
    "/round": "/round",
}
HEAD = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n"
DAMAGED = {
    "/garbage": b"\x00\x1b[31m no answer\r\n\r\n",
    "/short": HEAD + b"Content-Length: 9999\r\n\r\n" + PAGE.encode(),
    "/chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n" + PAGE.encode(),
    "/headers": HEAD + b"A: b\r\n" * 500 + b"\r\n",
}


@pytest.fixture
def site() -> Iterator[SimpleNamespace]:
    asked: list[str] = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            if self.path in DAMAGED:
                self.wfile.write(DAMAGED[self.path])
                return
            if self.path == "/slow":
                with suppress(OSError):
                    for byte in HEAD + b"\r\n" + PAGE.encode():
                        self.wfile.write(bytes([byte]))
                        time.sleep(0.05)
                return
            if self.path in LEADS:
                self.send_response(302)
                self.send_header("Location", LEADS[self.path])
                self.end_headers()
                return
            status, kind, body = ANSWERS.get(self.path, (404, "text/plain", "no"))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield SimpleNamespace(address=f"http://127.0.0.1:{server.server_port}", asked=asked)
    server.shutdown()
    server.server_close()
    thread.join()


ASKED = ReadingSettings(fetch=True, max_page_bytes=20_000)


def test_a_page_is_fetched_with_one_request_after_the_robots_file(site):
    (reading,) = read_source(f"{site.address}/news/1", ASKED)
    assert isinstance(reading, Reading)
    assert (reading.article.url, reading.article.headline) == (
        f"{site.address}/news/1",
        "Ferry strike ends in Lund",
    )
    assert site.asked == ["/robots.txt", "/news/1"]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/private/1", "the site's robots.txt forbids it"),
        ("/gone", "it can't be fetched: HTTP Error 404: Not Found"),
        ("/large", "the file has 20,001 bytes or more, which is over the 20,000 of one document"),
    ],
)
def test_what_is_forbidden_gone_or_too_large_is_a_problem(site, path, problem):
    (found,) = read_source(f"{site.address}{path}", ASKED)
    assert isinstance(found, Problem)
    assert found.problem == problem


def test_a_page_that_moved_is_fetched_where_it_went(site):
    (reading,) = read_source(f"{site.address}/moved", ASKED)
    assert isinstance(reading, Reading)
    assert reading.article.url == f"{site.address}/news/1"


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/to-private", "the site's robots.txt forbids it"),
        (
            "/to-file",
            "it can't be fetched: HTTP Error 302: Found - Redirection to url 'file:///etc/passwd' is ",
        ),
        ("/to-ftp", "it can't be fetched: <urlopen error unknown url type: ftp>"),
        ("/round", "it can't be fetched: HTTP Error 302: The HTTP server returned a redirect error"),
        ("/garbage", "it can't be fetched: [31m no answer"),
        ("/short", f"it can't be fetched: it broke off after {len(PAGE)} bytes"),
        ("/chunks", "it can't be fetched: IncompleteRead(0 bytes read)"),
        ("/headers", "it can't be fetched: got more than 100 headers"),
        ("/slow", "it can't be fetched: it took over 1 s"),
    ],
)
def test_a_site_that_leads_astray_breaks_off_or_never_ends_is_a_problem(site, path, problem):
    (found,) = read_source(f"{site.address}{path}", replace(ASKED, max_seconds=1))
    assert isinstance(found, Problem)
    assert found.problem.startswith(problem)
    assert "/private/1" not in site.asked


@pytest.mark.parametrize(
    "address", ["http://[::1/x", f"http://{'a' * 70}.example/", "http://127.0.0.1:1/ü x"]
)
def test_an_address_that_is_none_is_a_problem(address):
    (found,) = read_source(address, ASKED)
    assert isinstance(found, Problem)


def test_nothing_is_asked_of_a_site_unless_fetching_is_on(site):
    (found,) = read_source(f"{site.address}/news/1", ReadingSettings())
    assert isinstance(found, Problem)
    assert site.asked == []


@pytest.mark.parametrize(
    ("given", "headline"),
    [(PAGE, "Ferry strike ends in Lund"), (f"Strike ends today\n\n{WORDS}", "Strike ends today")],
)
def test_standard_input_is_read_by_what_it_holds(monkeypatch, given, headline):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(given.encode())))
    (reading,) = read_source("-", ReadingSettings())
    assert isinstance(reading, Reading)
    assert (reading.article.source, reading.article.headline) == ("-", headline)
