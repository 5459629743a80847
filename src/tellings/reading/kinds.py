"""What kind of file it is, by its first bytes, and by its name where these don't say."""

import re

_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
    (b"%PDF", "pdf"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"{\\rtf", "rtf"),
)
_SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".jsonlines": "jsonl", ".json": "json", ".ninjs": "json",
    ".jsonld": "json",
    ".htm": "html", ".html": "html", ".xhtml": "html", ".shtml": "html",
    ".mhtml": "mail", ".mht": "mail", ".eml": "mail",
    ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".parquet": "parquet", ".pq": "parquet",
    ".warc": "warc", ".rss": "feed", ".atom": "feed", ".xml": "feed", ".rdf": "feed",
    ".docx": "office", ".doc": "office", ".odt": "office", ".xlsx": "office", ".epub": "office",
    ".pptx": "office",
    ".rtf": "rtf", ".pdf": "pdf",
}  # fmt: skip
# Each part is taken once and for all (*+, ?>): a way to take it otherwise would double with every part.
_COMMENT = rb"(?><!--.{0,2000}?-->)"
_BEGINS = rb"\s*+(?:<\?xml[^>]{0,200}>\s*+)?+"
_HTML = re.compile(_BEGINS + rb"(?:" + _COMMENT + rb"\s*+)*+<(?:!doctype html|html|head|body)", re.I | re.S)
_FEED = re.compile(
    _BEGINS
    + rb"(?:(?:"
    + _COMMENT
    + rb"|<\?[^>]{0,2000}>|<![^>\[]{0,2000}(?:\[[^\]]{0,2000}\]\s*+)?>)\s*+)*+<(?:rss|feed|rdf:rdf)\b",
    re.I | re.S,
)
_MAIL = re.compile(rb"(?:[A-Z][\w-]{1,40}: [^\n]{0,998}\n(?:[ \t][^\n]{0,998}\n)*+){2,}+\r?\n", re.I)
_LINES = re.compile(rb"\s*+\{.*\}[^\S\n]*+\n\s*+\{")


def suffix_of(name: str) -> str:
    """The last suffix of a file name in lower case, without compression's ("a.jsonl.gz" has ".jsonl")."""
    low = name.lower()
    for packed in (".gz", ".bz2", ".xz"):
        low = low.removesuffix(packed)
    dot = low.rfind(".")
    return low[dot:] if dot > max(low.rfind("/"), low.rfind("\\")) else ""


def tell_kind(name: str, head: bytes) -> str:
    r"""The kind of a file from its name and its first bytes.

    >>> tell_kind("a", b"<!DOCTYPE html>"), tell_kind("a.txt", b"<html>"), tell_kind("x", b"{}\n{}")
    ('html', 'text', 'jsonl')
    """
    suffix = _SUFFIXES.get(suffix_of(name), "")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return suffix if suffix == "office" else kind
    if head[257:262] == b"ustar":
        return "tar"
    if suffix == "feed":
        return "html" if _HTML.match(head) else "feed"
    return suffix or _by_content(head.removeprefix(b"\xef\xbb\xbf"))


def _by_content(head: bytes) -> str:
    start = head.lstrip()[:1]
    if start == b"<":
        if _FEED.match(head):
            return "feed"
        return "html" if _HTML.match(head) else "text"
    if start == b"{":
        return "jsonl" if _LINES.match(head) else "json"
    if start == b"[" and head.lstrip()[1:].lstrip()[:1] in b"{[":
        return "json"
    if _MAIL.match(head) and re.search(rb"(?im)^(?:mime-version|from|subject|message-id):", head):
        return "mail"
    return "text"
