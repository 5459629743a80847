"""Names in the web's sense (IRIs) for what an archive holds."""

import hashlib
import re

from tellings.models import Article

VOCABULARY = "urn:tellings:vocabulary:"
_UNSAFE = re.compile(r"[^A-Za-z0-9._~-]")


def name_row(kind: str, key: str) -> str:
    """A URN for a row of an archive.

    >>> name_row("article", "abc")
    'urn:tellings:article:abc'
    """
    return f"urn:tellings:{kind}:{_UNSAFE.sub('-', key)}"


def hash_text(article: Article) -> str:
    """The SHA-256 of the article's text in UTF-8, by which a reader knows that spans still hold."""
    return hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
