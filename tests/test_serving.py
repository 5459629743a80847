"""The app reads an archive, refuses strangers, and changes nothing but by a correction."""

import re
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tellings.archive import Archive
from tellings.archive.browsing import Wanted, count_stories, find_habits, list_names, list_stories
from tellings.errors import NothingFound
from tellings.models import Problem
from tellings.serving.app import make_app
from tellings.serving.guard import HEADERS, host_name
from tellings.serving.server import own_names
from tests.harbour import STORY, build
from tests.hostile import build_hostile
from tests.shelf import Clerk, shelve

PAGES = (
    "/", "/?q=harbour", "/?sort=time&page=2", "/articles", "/articles?q=crane", "/names", "/outlets",
    "/outlet?name=Kelsund+Courier", "/name?name=Jonas+Vik", "/corrections", "/problems", f"/story/{STORY}",
    f"/story/{STORY}/report.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    problem = Problem("broken.jsonl", "line 3", "It is no JSON.", "Mend the line.")
    return shelve(tmp_path_factory.mktemp("app") / "tellings.db", build(), problems=(problem,))


@pytest.fixture
def client(archive: Path) -> TestClient:
    return TestClient(make_app(archive, Clerk()), base_url="http://localhost", follow_redirects=False)


def token(client: TestClient) -> str:
    return re.search('name="token" value="([^"]+)"', client.get(f"/story/{STORY}").text)[1]


@pytest.mark.parametrize("place", PAGES)
def test_every_page_answers_with_its_guards(client: TestClient, place: str) -> None:
    answer = client.get(place)
    assert answer.status_code == 200
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_story_is_found_by_its_id_its_words_and_its_dates(client: TestClient) -> None:
    assert "Inside the Customs House" in client.get(f"/story/{STORY[:6]}").text
    found = [
        f'href="/story/{STORY}"' in client.get(f"/?{query}").text
        for query in (
            "q=crane", 'q="gantry crane"', 'q="crane gantry"', "q=Brandvold", "q=zebra", "q=!!",
            "outlet=Tide+Briefing", "outlet=nobody", "since=2025-03-14", "since=2025-03-15",
            "until=2025-03-12", "until=2025-03-11",
        )
    ]  # fmt: skip
    assert found == [
        True, True, False, True, False, False, True, False, True, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", ['"', "AND OR NOT", "a*", "outlet:x", "NEAR(a b)", "\u202e", "x" * 9999, "%00"]
)
def test_no_search_is_too_odd(client: TestClient, words: str) -> None:
    for place in ("/", "/articles", "/names", "/outlets"):
        assert (
            client.get(place, params={"q": words, "page": words, "sort": words, "since": words}).status_code
            == 200
        )


@pytest.mark.parametrize(
    "place", ["/story/nothing", "/article/x", "/outlet?name=x", "/name?name=x", "/nowhere"]
)
def test_what_is_not_there_is_said_so(client: TestClient, place: str) -> None:
    answer = client.get(place)
    assert (answer.status_code, "Not here" in answer.text) == (404, True)


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "[::2]"]
)
def test_a_foreign_host_name_is_turned_away(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8765", "127.0.0.1", "[::1]:80", "LOCALHOST"])
def test_own_host_names_are_let_in(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_host_names_lose_their_port() -> None:
    assert [host_name(h) for h in ("a:1", "[::1]:2", "[broken", "")] == ["a", "[::1]", "", ""]


def test_no_get_changes_the_archive(client: TestClient, archive: Path) -> None:
    before = archive.read_bytes()
    for place in (*PAGES, "/correct", "/retract"):
        client.get(place)
    assert archive.read_bytes() == before


def test_writing_by_get_is_refused(client: TestClient) -> None:
    assert [client.get(place).status_code for place in ("/correct", "/retract")] == [405, 405]


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({}, {}),
        ({"token": "guess"}, {}),
        ({"token": "right"}, {"origin": "http://evil.example"}),
        ({"token": "right"}, {"sec-fetch-site": "cross-site"}),
        ({"token": "right"}, {"content-type": "text/plain"}),
        ({"token": "right", "author": "x" * 70_000}, {}),
    ],
)
def test_a_form_of_another_site_is_refused(
    client: TestClient, archive: Path, fields: dict[str, str], headers: dict[str, str]
) -> None:
    if fields.get("token") == "right":
        fields = {**fields, "token": token(client)}
    fields = {**fields, "kind": "independent", "subject": build().articles[0].article_id}
    assert client.post("/correct", data=fields, headers=headers).status_code == 403
    with Archive(archive) as opened:
        assert not opened.assertions()


def test_a_correction_is_made_shown_and_taken_back(tmp_path: Path) -> None:
    path = shelve(tmp_path / "tellings.db", build())
    client = TestClient(make_app(path, Clerk()), base_url="http://localhost", follow_redirects=False)
    secret = token(client)
    one, other = (a.article_id for a in build().articles[:2])
    fields = {"token": secret, "kind": "derives-from", "subject": one, "object": other, "author": "Wilma <b>"}
    answer = client.post("/correct", data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/story/{STORY}#corrections")
    page = client.get(f"/story/{STORY}").text
    assert "Wilma &lt;b&gt;" in page
    assertion = re.search('name="assertion" value="([^"]+)"', page)[1]
    assert client.post("/retract", data={"token": secret, "assertion": assertion}).status_code == 303
    assert "Take back" not in client.get(f"/story/{STORY}").text


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "nonsense", "subject": "one", "object": "other"},
        {"kind": "derives-from", "subject": "nobody", "object": "other"},
        {"kind": "derives-from", "subject": "one", "object": "one"},
        {"kind": "merge", "subject": STORY, "object": STORY},
        {"kind": "merge", "subject": STORY, "object": ""},
        {"kind": "merge", "subject": STORY, "object": "elsewhere"},
    ],
)
def test_a_senseless_correction_is_not_recorded(
    client: TestClient, archive: Path, fields: dict[str, str]
) -> None:
    known = dict(zip(("one", "other"), (a.article_id for a in build().articles), strict=False))
    sent = {"token": token(client), **{name: known.get(value, value) for name, value in fields.items()}}
    assert client.post("/correct", data=sent).status_code == 404
    with Archive(archive) as opened:
        assert not opened.assertions()


@pytest.mark.parametrize(("kind", "stands"), [("independent", "independent"), ("apart", "apart")])
def test_each_kind_of_correction_is_recorded(tmp_path: Path, kind: str, stands: str) -> None:
    path = shelve(tmp_path / "tellings.db", build())
    client = TestClient(make_app(path, Clerk()), base_url="http://localhost", follow_redirects=False)
    fields = {"token": token(client), "kind": kind, "subject": build().articles[0].article_id}
    assert client.post("/correct", data=fields).status_code == 303
    with Archive(path) as opened:
        assert [(row.kind, row.author) for row in opened.assertions()] == [(stands, "somebody in the app")]


def test_hostile_articles_are_text_on_every_page(tmp_path: Path) -> None:
    material = build_hostile()
    articles = tuple(replace(a, text=a.text.replace("\ud800", "")) for a in material.articles)
    path = shelve(tmp_path / "t.db", strip(replace(material, articles=articles)))
    client = TestClient(make_app(path, Clerk()), base_url="http://localhost")
    places = ["/", "/articles", "/names", "/outlets", f"/story/{STORY}", f"/article/{articles[0].article_id}"]
    for place in places:
        page = client.get(place).text
        assert "<script>window" not in page
        assert 'href="javascript:' not in page
        assert "onerror='" not in page


def strip(material):
    """The same rows without lone surrogates, which SQLite doesn't take."""
    fields = {}
    for name in material.__slots__:
        rows = getattr(material, name)
        fields[name] = tuple(map(_strip_row, rows)) if isinstance(rows, tuple) else _strip_row(rows)
    return replace(material, **fields)


def _strip_row(row):
    texts = {name: getattr(row, name) for name in row.__slots__ if isinstance(getattr(row, name), str)}
    return replace(row, **{name: value.replace("\ud800", "") for name, value in texts.items()})


def test_lists_are_sorted_and_counted(archive: Path) -> None:
    with Archive(archive) as opened:
        (line,) = list_stories(opened.connection, Wanted(order="disagreements"))
        assert (line.story_id, line.articles, line.origins, line.disagreements, line.altered) == (
            STORY,
            10,
            5,
            3,
            3,
        )
        assert count_stories(opened.connection, Wanted(words="crane")) == 1
        assert [(n.name, n.stories) for n in list_names(opened.connection, Wanted(words="Vik"))] == [
            ("Jonas Vik", 1)
        ]


def test_an_outlet_shows_whom_it_derives_from_and_who_from_it(archive: Path) -> None:
    with Archive(archive) as opened:
        made_from, made_into = find_habits(opened.connection, "Aldersby Gazette")
    assert [(h.parent, h.times) for h in made_from] == [("Northern Press Agency", 1)]
    assert [(h.child, h.times) for h in made_into] == [("Inland Reader", 1)]


def test_large_stories_are_laid_out_before_anybody_asks(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tellings.serving.pages.LARGE_STORY", 10)
    app = make_app(archive, Clerk())
    app.state.stories.prepare(archive)
    monkeypatch.setattr("tellings.serving.pages.lay_out", None)
    answer = TestClient(app, base_url="http://localhost").get(f"/story/{STORY}")
    assert answer.status_code == 200


def test_an_absent_archive_is_said_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(NothingFound):
        make_app(tmp_path / "nothing.db")


def test_an_open_app_answers_to_its_machines_names() -> None:
    names = own_names("0.0.0.0")
    assert socket.gethostname() in names
    assert "0.0.0.0" not in names
