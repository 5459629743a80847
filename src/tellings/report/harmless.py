"""Hostile text becomes text that can be shown: nothing is dropped, nothing takes effect."""

import re
from urllib.parse import urlsplit

from markupsafe import Markup

# Controls that a browser drops or obeys: C0 and C1, surrogates, and marks that turn the reading
# direction of what follows (Unicode TR 9), with the invisible line and paragraph separators.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def make_visible(text: str) -> str:
    r"""`text` with each character that could act unseen spelled out.

    >>> make_visible("a\x00b\u202ec")
    'a␀b⟨U+202E⟩c'
    """
    return _UNSEEN.sub(lambda found: _spell(found.group()), text)


def _spell(character: str) -> str:
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else f"⟨U+{code:04X}⟩"


def finalize(value: object) -> object:
    """What a template prints: plain text is made visible, markup of our own is left as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return make_visible(value)
    return "" if value is None else value


def safe_link(url: str) -> str:
    """`url` if it is a plain web address, else "", so that no `javascript:` link is ever made.

    >>> safe_link("https://paper.example/a"), safe_link(" javascript:alert(1)")
    ('https://paper.example/a', '')
    """
    try:
        url = url.strip()
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc and not _UNSEEN.search(url) else ""


def clip(text: str, limit: int = 420) -> str:
    """`text` on one line, cut at `limit` characters, at a word if there is one near.

    >>> clip("one two three", 9)
    'one two …'
    """
    line = " ".join(text[: limit * 2].split())
    if len(line) <= limit:
        return line
    cut = line.rfind(" ", limit // 2, limit)
    return line[: cut if cut > 0 else limit].rstrip() + " …"
