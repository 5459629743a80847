"""Every kind of file gives its articles and what it says of them; hostile ones give a problem."""

import gzip
import io
import json
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from tellings.models import Article, Problem
from tellings.reading import Reading, list_sources, read_source
from tellings.settings import ReadingSettings

SETTINGS = ReadingSettings()
FIRST = "The ferry company and its pilots met in Lund on Monday and agreed to end the strike within a week."
SECOND = "A spokesman said that the first boats would leave the harbour on Friday, weather permitting."
THIRD = "The pilots had stopped work ten days ago over longer shifts, and freight had piled up on the quays."
TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
LINKED = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Ferry strike ends in Lund",
    "datePublished": "2023-03-14T10:00:00Z",
    "author": [{"@type": "Person", "name": "Ann Lee"}],
    "publisher": {"@type": "Organization", "name": "Harbour Herald"},
    "isBasedOn": "https://www.northwire.example/a/1",
    "sourceOrganization": {"name": "The Associated Press"},
    "inLanguage": "en-GB",
}
PAGE = f"""<!DOCTYPE html>
<!-- saved from url=(0044)https://www.herald.example/news/ferry-strike -->
<html lang="en"><head><meta charset="utf-8"><title>Ferry strike ends in Lund | Harbour Herald</title>
<link rel="canonical" href="https://www.herald.example/news/ferry-strike">
<script type="application/ld+json">{json.dumps(LINKED)}</script></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Ferry strike ends in Lund</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>
<footer>Copyright 2023 Harbour Herald</footer></body></html>"""


def read(path: Path, content: bytes | str, settings: ReadingSettings = SETTINGS) -> list[Reading | Problem]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_source(str(path), settings))


def only(found: list[Reading | Problem]) -> Article:
    (reading,) = found
    assert isinstance(reading, Reading), reading
    return reading.article


def problems(found: list[Reading | Problem]) -> list[tuple[str, str]]:
    return [(item.place, item.problem) for item in found if isinstance(item, Problem)]


def test_a_page_gives_its_text_with_the_headline_first_and_what_it_says_of_itself(tmp_path):
    (reading,) = read(tmp_path / "a.html", PAGE)
    article = reading.article
    assert article == Article(
        article_id=article.article_id,
        source=str(tmp_path / "a.html"),
        url="https://www.herald.example/news/ferry-strike",
        outlet="Harbour Herald",
        headline="Ferry strike ends in Lund",
        byline="Ann Lee",
        dateline="",
        published="2023-03-14T10:00:00+00:00",
        published_from="page metadata",
        language="en",
        text=article.text,
    )
    assert article.text.split("\n") == ["Ferry strike ends in Lund", FIRST, SECOND, THIRD]
    assert [(c.start, c.end, c.kind, c.name) for c in reading.credits] == [
        (0, 0, "republished from", "northwire.example"),
        (0, 0, "agency", "Associated Press"),
    ]


def test_a_canonical_address_on_another_site_is_a_credit(tmp_path):
    page = PAGE.replace('href="https://www.herald.example', 'href="https://www.other.example').replace(
        "isBasedOn", "x"
    )
    (reading,) = read(tmp_path / "a.html", page)
    assert ("republished from", "other.example") in [(c.kind, c.name) for c in reading.credits]


def test_a_page_in_an_old_encoding_is_read_as_it_declares(tmp_path):
    page = (
        PAGE.replace('charset="utf-8"', 'charset="windows-1252"')
        .replace("a week", "“a week”")
        .encode("cp1252")
    )
    assert "“a week”" in only(read(tmp_path / "a.html", page)).text


def test_a_page_without_an_article_and_one_nested_too_deeply_are_problems(tmp_path):
    assert problems(read(tmp_path / "a.html", "<html><body></body></html>")) == [
        ("page", "no article is found on the page")
    ]
    deep = "<html><body>" + "<div>" * 100_000 + FIRST
    assert problems(read(tmp_path / "b.html", deep)) == [("page", "its elements lie more than 200 deep")]


def test_the_folder_beside_a_saved_page_is_passed_over(tmp_path):
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "advert.html").write_text("x")
    (tmp_path / "b_files").mkdir()
    (tmp_path / "b_files" / "c.txt").write_text("x")
    sources, _ = list_sources([str(tmp_path)])
    assert sources == (str(tmp_path / "a.html"), str(tmp_path / "b_files" / "c.txt"))


def test_a_page_saved_as_mhtml(tmp_path):
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://www.herald.example/news/ferry-strike?utm_source=x"
    message["MIME-Version"] = "1.0"
    message.set_content(PAGE, subtype="html", cte="quoted-printable")
    message.add_related(b"\x89PNG", "image", "png", cid="<a>")
    article = only(read(tmp_path / "a.mhtml", message.as_bytes()))
    assert (article.url, article.headline, article.outlet) == (
        "https://www.herald.example/news/ferry-strike?utm_source=x", "Ferry strike ends in Lund",
        "Harbour Herald",
    )  # fmt: skip


def test_a_mail_gives_its_plain_text_with_subject_sender_and_date(tmp_path):
    message = EmailMessage()
    message["Subject"] = "Ferry strike ends"
    message["From"] = "Harbour Herald <news@herald.example>"
    message["Date"] = "Tue, 14 Mar 2023 10:00:00 +0100"
    message.set_content(TEXT)
    message.add_alternative(PAGE, subtype="html")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    article = only(read(tmp_path / "a.eml", message.as_bytes()))
    assert (article.headline, article.outlet, article.published, article.published_from) == (
        "Ferry strike ends", "Harbour Herald", "2023-03-14T10:00:00+01:00", "mail header",
    )  # fmt: skip
    assert article.text.split() == TEXT.split()


def test_markdown_with_front_matter_is_kept_as_written(tmp_path):
    content = (
        '---\ntitle: "Ferry strike ends"\ndate: 2023-03-14\nsite: Harbour Herald\n---\n\n'
        f"# Ferry strike ends\n\n{TEXT}\n"
    )
    (reading,) = read(tmp_path / "a.md", content)
    article = reading.article
    assert article.text == content
    assert (article.headline, article.published, article.published_from) == (
        "Ferry strike ends", "2023-03-14", "front matter",
    )  # fmt: skip
    assert [content[s:e] for s, e in reading.furniture] == [content[: content.index("---\n\n") + 3]]


def test_json_files_hold_one_article_or_a_list_or_a_list_inside(tmp_path):
    row = {"id": "1", "text": TEXT, "title": "Ferry strike ends"}
    hit = {"_source": row}
    for content in (row, [row], {"articles": [row]}, {"hits": {"hits": [hit]}}):
        assert only(read(tmp_path / "a.json", json.dumps(content))).source == f"{tmp_path / 'a.json'}#1"
    lines = json.dumps(row) + "\n" + json.dumps({**row, "id": "2"})
    assert len(read(tmp_path / "a.json", lines)) == 2


def test_ninjs_keeps_its_sources_as_credits(tmp_path):
    item = {
        "uri": "tag:1", "headline": "Ferry strike ends", "byline": "Ann Lee",
        "versioncreated": "2023-03-14T10:00:00Z",
        "body_html": f"<p>{FIRST}</p><p>{SECOND}</p>", "infosources": [{"name": "AP"}],
    }  # fmt: skip
    (reading,) = read(tmp_path / "a.json", json.dumps(item))
    assert reading.article.text == f"{FIRST}\n\n{SECOND}"
    assert reading.article.byline == "Ann Lee"
    assert [(c.kind, c.name) for c in reading.credits] == [("agency", "Associated Press")]


def test_csv_columns_are_guessed_and_announced(tmp_path):
    content = f'Nr;Heading;Wording;Link\n1;Strike ends;"{FIRST} ""Yes."" {SECOND}";https://a.example/1\n'
    announced, reading = read(tmp_path / "a.csv", content)
    assert announced.problem == "columns guessed: text = 'Wording', headline = 'Heading', url = 'Link'"
    assert (reading.article.headline, reading.article.url) == ("Strike ends", "https://a.example/1")
    assert reading.article.text == f'{FIRST} "Yes." {SECOND}'


def test_passims_columns_need_no_guess(tmp_path):
    article = only(read(tmp_path / "a.csv", f'id,text,series\n7,"{FIRST}",herald\n'))
    assert (article.source, article.outlet) == (f"{tmp_path / 'a.csv'}#7", "herald")


def test_csv_without_titles_takes_its_longest_column(tmp_path):
    announced, reading = read(tmp_path / "a.tsv", f"1\tx\t{FIRST} {SECOND}\n")
    assert announced.problem == "columns guessed: text = 'column 3'"
    assert reading.article.text == f"{FIRST} {SECOND}"


def test_parquet_is_read_row_by_row(tmp_path):
    path = tmp_path / "a.parquet"
    parquet.write_table(
        pa.table({"id": [1, 2], "text": [TEXT, None], "published": ["2023-03-14", None]}), path
    )
    reading, problem = read_source(str(path), SETTINGS)
    assert (reading.article.published, reading.article.published_from) == ("2023-03-14", "table column")
    assert (problem.place, problem.problem) == (
        "row 2",
        "the record holds no text (its fields: id, published, text)",
    )
    assert problems(read(tmp_path / "b.parquet", b"PAR1" + b"\x00" * 50))[0][0] == "file"


def warc_record(status: str, kind: str, body: str) -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://www.herald.example/news/ferry-strike\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2023-03-14T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_web_archives_give_the_pages_that_were_answered(tmp_path, packed):
    answers = (
        ("200 OK", "text/html", PAGE),
        ("404 Not Found", "text/html", "x"),
        ("200 OK", "image/png", "y"),
    )
    records = [warc_record(*answer) for answer in answers]
    data = b"".join(map(gzip.compress, records)) if packed else b"".join(records)
    article = only(read(tmp_path / ("a.warc.gz" if packed else "a.warc"), data))
    assert (article.url, article.headline) == (
        "https://www.herald.example/news/ferry-strike",
        "Ferry strike ends in Lund",
    )
    assert article.source.endswith("#record 1")


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harbour Feed</title><item><title>Ferry strike ends</title><link>https://a.example/1</link><guid>g1</guid>
<pubDate>Tue, 14 Mar 2023 10:00:00 GMT</pubDate><source url="https://north.example/feed">North Wire</source>
<description>Short.</description><content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></content:encoded>
</item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Feed</title>
<entry><title>Ferry strike ends</title>
<id>g1</id><link href="https://a.example/1"/><updated>2023-03-14T10:00:00Z</updated>
<source><title>North Wire</title></source>
<content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("feed", [RSS, ATOM])
def test_feeds_give_their_entries_and_keep_the_source(tmp_path, feed):
    (reading,) = read(tmp_path / "a.xml", feed)
    article = reading.article
    told = (article.source, article.url, article.outlet, article.headline, article.published, article.text)
    assert told == (
        f"{tmp_path / 'a.xml'}#g1", "https://a.example/1", "Harbour Feed", "Ferry strike ends",
        "2023-03-14T10:00:00+00:00", f"{FIRST}\n\n{SECOND}",
    )  # fmt: skip
    assert [(c.start, c.end, c.kind, c.name) for c in reading.credits] == [
        (0, 0, "republished from", "North Wire")
    ]


def test_xml_with_entities_is_refused(tmp_path):
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>'
    assert problems(read(tmp_path / "a.xml", laughs)) == [
        ("file", "the XML declares entities, which are never expanded")
    ]


def test_zip_members_are_read_and_wrong_ones_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("news/a.txt", TEXT)
        archive.writestr("../../evil.txt", TEXT)
        archive.writestr("/etc/evil.txt", TEXT)
        archive.writestr("__MACOSX/._a.txt", "x")
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("b.jsonl", json.dumps({"id": "7", "text": TEXT + " Yes."}))
    found = list(read_source(str(path), SETTINGS))
    assert [item.article.source for item in found if isinstance(item, Reading)] == [
        f"{path}#news/a.txt",
        f"{path}#b.jsonl#7",
    ]
    assert problems(found) == [
        ("../../evil.txt", "the name leads out of the archive"),
        ("/etc/evil.txt", "the name leads out of the archive"),
        ("link", "a link or a device, not a file"),
    ]
    assert {p.name for p in tmp_path.iterdir()} == {"a.zip"}


def test_tar_members_are_read_packed_or_not_and_links_refused(tmp_path):
    for mode, name in (("w", "a.tar"), ("w:gz", "b.tar.gz"), ("w:xz", "c.tar.xz"), ("w:bz2", "d.tar.bz2")):
        with tarfile.open(tmp_path / name, mode) as archive:
            member = tarfile.TarInfo("a.html")
            member.size = len(PAGE)
            archive.addfile(member, io.BytesIO(PAGE.encode()))
            link = tarfile.TarInfo("link")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(link)
        reading, problem = read_source(str(tmp_path / name), SETTINGS)
        assert reading.article.source == f"{tmp_path / name}#a.html"
        assert (problem.place, problem.problem) == ("link", "a link or a device, not a file")


def test_a_zip_bomb_is_stopped(tmp_path):
    settings = ReadingSettings(max_file_bytes=10_000, max_page_bytes=10_000, max_unpacked_bytes=50_000)
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.jsonl", b"\n" * 10_000_000)
        archive.writestr("a.txt", TEXT)
    found = problems(list(read_source(str(path), settings)))
    assert found[0][0] == "file"
    assert found[0][1].startswith("it unpacks to more than 50,000 bytes from 9,7")
    assert found[1] == ("0.jsonl", "the archive holds 1 members that unpack without end; the rest is left")
    packed = gzip.compress(b"x" * 10_000_000)
    assert problems(read(tmp_path / "b.txt.gz", packed, settings))[0][0] in ("archive", "file")


def test_archives_within_archives_end_at_a_depth(tmp_path):
    data, name = TEXT.encode(), "a.txt"
    for number in range(6):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(name, data)
        data, name = out.getvalue(), f"{number}.zip"
    (problem,) = read(tmp_path / "deep.zip", data)
    assert problem.problem == "archives within archives, more than 3 deep"


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.pdf", b"%PDF-1.7\n", "the file is a PDF, which isn't read"),
        ("a.docx", b"PK\x03\x04abc", "the file is an office document, which isn't read"),
        ("a.zip", b"PK\x03\x04abc", "the archive is damaged: File is not a zip file"),
        ("a.zip", b"PK\x05\x06" + b"\x00" * 18, "the archive holds no files"),
        ("a.txt.gz", b"\x1f\x8b\x08abc", "the archive is damaged"),
        ("a.json", b'{"text": ', "not JSON"),
        ("a.json", b"[1, 2]", "the JSON holds no object"),
        ("a.json", b"[" * 100_000, "not JSON: it is nested too deeply"),
        ("a.csv", b"", "the file is empty"),
        ("a.xml", b"<rss><channel><item>", "not well-formed XML"),
        ("a.warc", b"WARC/1.0\r\nbroken", "the web archive"),
    ],
)
def test_files_that_are_foreign_or_damaged_are_one_problem(tmp_path, name, content, problem):
    (found,) = read(tmp_path / name, content)
    assert isinstance(found, Problem)
    assert found.problem.startswith(problem)
    assert found.advice


def test_an_address_is_not_fetched_unless_asked(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("the network was reached")

    monkeypatch.setattr("socket.socket.connect", refuse)
    (problem,) = read_source("https://a.example/x", SETTINGS)
    assert problem.problem == "addresses aren't fetched unless asked"


def test_a_text_longer_than_any_article_is_a_problem(tmp_path: Path) -> None:
    """It would be read, and then compared with everything for hours."""
    (tmp_path / "book.txt").write_text(TEXT, "utf-8")
    (found,) = read_source(str(tmp_path / "book.txt"), ReadingSettings(max_text=200))
    assert isinstance(found, Problem)
    assert "longer than an article" in found.problem and "max_text" in found.advice
