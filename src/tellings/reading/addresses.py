"""Web addresses: the outlet they name and the form in which two of them can be compared."""

import re
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"https?://[^\s<>\"']{4,2000}", re.I)
_TRACKING = re.compile(r"(?:utm_[a-z]+|fbclid|gclid|ref|cmpid|mc_[a-z]+|ocid|ito|smid|WT\.[a-z_]+)=.*", re.I)


def is_address(text: str) -> bool:
    """Whether `text` is a web address and nothing else."""
    return text[:4].lower() == "http" and _ADDRESS.fullmatch(text) is not None


def host_of(url: str) -> str:
    """The host of `url` without "www.", or "".

    >>> host_of("https://www.wcvb.com/article/x")
    'wcvb.com'
    """
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def plain_address(url: str) -> str:
    """`url` without scheme, "www.", fragment and tracking, so that one page has one form.

    >>> plain_address("http://www.a.example/x/?utm_source=feed#top")
    'a.example/x'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    kept = "&".join(p for p in parts.query.split("&") if p and not _TRACKING.fullmatch(p))
    path = parts.path.rstrip("/")
    return f"{host_of(url)}{path}" + (f"?{kept}" if kept else "")
