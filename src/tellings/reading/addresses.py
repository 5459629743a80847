"""Web addresses: the outlet they name and the form in which two of them can be compared."""

import re
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"https?://[^\s<>\"']{4,2000}", re.I)
_TRACKING = re.compile(
    r"(?:utm_[a-z]+|fbclid|gclid|ref|cmpid|mc_[a-z]+|ocid|ito|smid|WT\.[a-z_]+)=.*|amp(?:=.*)?|outputType=amp",
    re.I,
)
# What serves a page from elsewhere, and what stands in an address for the page on a phone.
_CACHED = re.compile(
    r"https?://(?:(?:www\.)?google\.[a-z.]{2,6}/amp/(?:s/)?|[\w.-]+\.ampproject\.org/[a-z]/(?:s/)?)", re.I
)
_PHONES = re.compile(r"(?:www\.|m\.|mobile\.|amp\.)+(?=[^.]+\.)")
_ENDING = re.compile(r"(?:/amp/?|\.amp|/index\.(?:html?|php))$", re.I)


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
    """`url` in the form in which two can be compared: no scheme, "www.", fragment, tracking.

    >>> plain_address("http://www.a.example/x/?utm_source=feed#top"), plain_address("https://m.a.example/x/amp")
    ('a.example/x', 'a.example/x')
    """
    try:
        parts = urlsplit(_CACHED.sub("https://", url))
    except ValueError:
        return url
    kept = "&".join(sorted(p for p in parts.query.split("&") if p and not _TRACKING.fullmatch(p)))
    host = _PHONES.sub("", host_of(parts.geturl()).lower())
    path = _ENDING.sub("", parts.path).rstrip("/")
    return f"{host}{path}" + (f"?{kept}" if kept else "")


def page_of(url: str) -> str:
    """The plain address, or "" where it is that of a whole site and so of no page.

    >>> page_of("https://a.example/x"), page_of("https://a.example/")
    ('a.example/x', '')
    """
    plain = plain_address(url) if url else ""
    return plain if "/" in plain or "?" in plain else ""
