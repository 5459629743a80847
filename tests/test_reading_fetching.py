"""An address given by hand is fetched once, politely and only when asked; standard input is read too."""

import io
import threading
from collections.abc import Iterator
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


@pytest.fixture
def site() -> Iterator[SimpleNamespace]:
    asked: list[str] = []

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
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
