"""One small valid file of each kind, for fuzzing to start from; all texts are invented."""

import gzip
import io
import json
import tarfile
import zipfile

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
ROW = {
    "id": "7",
    "text": TEXT,
    "title": "Ferry strike ends in Lund",
    "url": "https://a.example/x",
    "published": "2023-03-14",
}
LINKED = {
    "@type": "NewsArticle",
    "headline": "Ferry strike ends",
    "datePublished": "2023-03-14",
    "isBasedOn": {"name": "AP"},
}
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry strike ends | Herald</title>'
    '<link rel="canonical" href="https://b.example/x">'
    f'<script type="application/ld+json">{json.dumps(LINKED)}</script></head>'
    f"<body><nav><a>Home</a></nav><article><h1>Ferry strike "
    f"ends</h1><p>{BODY}</p><p>{BODY}</p></article></body></html>"
)
MHTML = (
    "From: <Saved>\nSnapshot-Content-Location: https://a.example/x\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n\n'
    + PAGE
    + "\n--b--\n"
)
MAIL = (
    "Subject: =?utf-8?q?Ferry?= strike\nFrom: Herald <a@b.example>\n"
    f"Date: Tue, 14 Mar 2023 10:00:00 +0100\n\n{TEXT}"
)
RSS = (
    '<?xml version="1.0"?><rss><channel><title>Feed</title><item><title>Ferry</title><link>https://a.example/1</link>'
    f"<guid>g</guid><pubDate>Tue, 14 Mar 2023 10:00:00 GMT</pubDate><source "
    f"url='https://n.example'>Wire</source>"
    f"<description>&lt;p&gt;{BODY}&lt;/p&gt;</description></item></channel></rss>"
)
NINJS = {"uri": "u", "headline": "Ferry", "body_html": f"<p>{BODY}</p>", "infosources": [{"name": "AP"}]}


def warc() -> bytes:
    """A web archive of one page."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}".encode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/x\r\nWARC-Date: "
        "2023-03-14T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http\r\nContent-Length: "
        f"{len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def packed_zip() -> bytes:
    """A zip of a text and a page."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.html", PAGE)
    return out.getvalue()


def packed_tar() -> bytes:
    """A tar of a text."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo("a.txt")
        member.size = len(TEXT.encode())
        archive.addfile(member, io.BytesIO(TEXT.encode()))
    return out.getvalue()


def parquet() -> bytes:
    """A Parquet table of one row."""
    out = io.BytesIO()
    files.write_table(pa.table({name: [value] for name, value in ROW.items()}), out)
    return out.getvalue()


def specimens() -> dict[str, bytes]:
    """File name -> a valid file's bytes."""
    made: dict[str, str | bytes] = {
        "a.txt": TEXT, "a.md": f"---\ntitle: Ferry\ndate: 2023-03-14\n---\n# Ferry\n\n{BODY}",
        "a.jsonl": json.dumps(ROW) + "\n" + json.dumps(ROW), "a.json": json.dumps({"articles": [ROW, NINJS]}),
        "a.html": PAGE, "a.mhtml": MHTML, "a.eml": MAIL, "a.rss": RSS,
        "a.csv": f'Nr;Heading;Wording\n1;Ferry;"{BODY}"\n', "a.parquet": parquet(), "a.warc": warc(),
        "a.warc.gz": gzip.compress(warc()), "a.zip": packed_zip(), "a.tar": packed_tar(),
        "a.jsonl.gz": gzip.compress(json.dumps(ROW).encode()),
        "nothing": TEXT,
    }  # fmt: skip
    return {name: data.encode() if isinstance(data, str) else data for name, data in made.items()}
