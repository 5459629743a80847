"""Small valid files of each kind, for fuzzing to start from; all texts are invented."""

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from html import escape

import pyarrow as pa
from pyarrow import parquet as files

BODY = (
    "The ferry company and its pilots met in Lund on Monday and agreed to end the strike within a week. "
    "Two pilots told NBC News that they were glad. “We sail on Friday,” a spokesman said.MORE STORIES FOR YOU"
    "Pilots weigh offerPort reopensBack to topSUBMIT The quays were full."
)
TEXT = (
    "HomeLocal NewsFerry strike ends...\n\nFerry strike ends in Lund – Harbour-Herald\n20230314\n"
    f"https://www.herald.example/2023/03/14/ferry\nBy Ann Lee, The Associated Press\n\nLUND, Sweden (AP) — "
    f"{BODY}\n\n"
    "A ferry in Lund.Ann Lee / Anadolu Agency via Getty Images\n\nREAD MORE: Pilots weigh an offer\n\nSign "
    "up for our newsletter\n\n"
    "Ann Lee in Bern, Bo Ek in Lund, Sweden and Associated Press contributed.\n\n(Reporting by Ann Lee; "
    "Editing by Bo Ek)\n\n"
    "This story was first published by Harbour News.\n\nCopyright 2023 The Associated Press. All rights "
    "reserved.\n\nSource link"
)
LINKED = {
    "@type": "NewsArticle",
    "headline": "Ferry strike ends",
    "datePublished": "2023-03-14",
    "isBasedOn": {"name": "AP"},
}


def row(text: str) -> dict[str, str]:
    """A record as a program would write it."""
    return {
        "id": "7", "text": text, "title": "Ferry strike ends in Lund", "url": "https://a.example/x",
        "published": "2023-03-14",
    }  # fmt: skip


def page(text: str) -> bytes:
    """A web page with its text in a paragraph, as written: what looks like a tag is one."""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry strike ends | Herald</title>'
        '<link rel="canonical" href="https://b.example/x">'
        f'<script type="application/ld+json">{json.dumps(LINKED)}</script></head>'
        f"<body><nav><a>Home</a></nav><article><h1>Ferry strike ends</h1><p>{text}</p><p>{BODY}</p></article>"
        "</body></html>"
    ).encode()


def json_lines(text: str) -> bytes:
    """Two records, a line each."""
    return (json.dumps(row(text)) + "\n" + json.dumps(row(BODY))).encode()


def json_file(text: str) -> bytes:
    """A list within an object, of a plain record and a ninjs one."""
    ninjs = {"uri": "u", "headline": "Ferry", "body_html": f"<p>{text}</p>", "infosources": [{"name": "AP"}]}
    return json.dumps({"articles": [row(text), ninjs]}).encode()


def markdown(text: str) -> bytes:
    """Front matter, a title and the text."""
    return f"---\ntitle: Ferry\ndate: 2023-03-14\n---\n# Ferry\n\n{text}".encode()


def mhtml(text: str) -> bytes:
    """A page saved as one file."""
    head = (
        "From: <Saved>\nSnapshot-Content-Location: https://a.example/x\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n\n'
    )
    return head.encode() + page(text) + b"\n--b--\n"


def mail(text: str) -> bytes:
    """A mail of plain text."""
    head = (
        "Subject: =?utf-8?q?Ferry?= strike\nFrom: Herald <a@b.example>\n"
        "Date: Tue, 14 Mar 2023 10:00:00 +0100\n\n"
    )
    return (head + text).encode()


def rss(text: str) -> bytes:
    """A feed of one entry whose description is markup."""
    return (
        '<?xml version="1.0"?><rss><channel><title>Feed</title><item><title>Ferry</title>'
        "<link>https://a.example/1</link><guid>g</guid><pubDate>Tue, 14 Mar 2023 10:00:00 GMT</pubDate>"
        "<source url='https://n.example'>Wire</source>"
        f"<description>{escape(f'<p>{text}</p>')}</description></item></channel></rss>"
    ).encode()


def atom(text: str) -> bytes:
    """An Atom feed of one entry."""
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title><entry>'
        "<title>Ferry</title><link href='https://a.example/1'/><id>g</id><updated>2023-03-14T10:00:00Z</updated>"
        "<source><title>Wire</title></source>"
        f"<content type='html'>{escape(f'<p>{text}</p>')}</content></entry></feed>"
    ).encode()


def table(text: str) -> bytes:
    """A CSV file whose columns have no usual names."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([["Nr", "Heading", "Wording"], ["1", "Ferry", text]])
    return out.getvalue().encode()


def parquet(text: str) -> bytes:
    """A Parquet table of one row."""
    out = io.BytesIO()
    files.write_table(pa.table({name: [value] for name, value in row(text).items()}), out)
    return out.getvalue()


def warc(text: str) -> bytes:
    """A web archive of one page."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(text)
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/x\r\n"
        "WARC-Date: 2023-03-14T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def packed_zip(text: str) -> bytes:
    """A zip of a text and a feed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", text)
        archive.writestr("b.rss", rss(text))
    return out.getvalue()


def packed_tar(text: str) -> bytes:
    """A tar of a text."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = len(text.encode())
        archive.addfile(member, io.BytesIO(text.encode()))
    return out.getvalue()


MAKERS: dict[str, Callable[[str], bytes]] = {
    "a.txt": str.encode, "a.md": markdown, "a.jsonl": json_lines, "a.json": json_file, "a.html": page,
    "a.mhtml": mhtml, "a.eml": mail, "a.rss": rss, "a.atom": atom, "a.csv": table, "a.parquet": parquet,
    "a.warc": warc, "a.warc.gz": lambda text: gzip.compress(warc(text), 1), "a.zip": packed_zip,
    "a.tar": packed_tar, "a.jsonl.gz": lambda text: gzip.compress(json_lines(text), 1),
    "a.txt.bz2": lambda text: bz2.compress(text.encode(), 1),
    "a.md.xz": lambda text: lzma.compress(markdown(text), preset=0),
    "nothing": str.encode,
}  # fmt: skip


def specimens() -> dict[str, bytes]:
    """File name -> a valid file's bytes."""
    return {name: make(TEXT) for name, make in MAKERS.items()}
