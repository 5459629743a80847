"""What a page says of its article outside the article's text: JSON-LD, Open Graph, canonical address."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tellings.reading.addresses import host_of, is_address
from tellings.reading.agencies import name_agency
from tellings.reading.fields import credit_of, value_text
from tellings.reading.json_lines import parse_json
from tellings.reading.times import read_time

_ARTICLE = re.compile(
    r"(?:News|Report|Analysis|Opinion|Background|Blog|Live|Social)?\w*(?:Article|Posting|Report)"
)
_META = {  # our name -> what <meta name=… or property=…> call it, best first
    "headline": ("og:title", "twitter:title", "dc.title", "headline", "sailthru.title", "parsely-title"),
    "outlet": ("og:site_name", "application-name", "publisher", "dc.publisher", "cre"),
    "url": ("og:url", "twitter:url", "parsely-link"),
    "published": (
        "article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publish-date",
        "dc.date", "dc.date.issued", "dcterms.created", "sailthru.date", "parsely-pub-date",
        "article.published", "publication_date",
    ),
    "byline": ("author", "article:author", "dc.creator", "sailthru.author", "parsely-author", "byl"),
    "language": ("og:locale", "language", "content-language"),
    "syndicated": ("syndication-source", "original-source", "article:original_source", "wire", "agency"),
}  # fmt: skip
_SAVED_FROM = re.compile(
    r"saved from url=\(\d+\)\s*(\S+)|Page saved with SingleFile\s+url:\s*(\S+)|\burl:\s*(https?://\S+)"
)
_HTTRACK = re.compile(r"Mirrored from (\S+) by")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of its article; what it doesn't say is ""."""

    headline: str
    outlet: str
    url: str
    byline: str
    published: str
    language: str
    body: str
    credits: tuple[tuple[str, str], ...]


def find_facts(tree: Any, address: str) -> PageFacts:
    """The facts that a page's tree gives; `address` is where it was read from, or ""."""
    linked = next(_linked_articles(tree), {})
    meta = _meta(tree)
    canonical = _canonical(tree)
    url = address or _saved_from(tree) or canonical or _text(linked.get("url")) or meta.get("url", "")
    heading = _first_text(tree, "h1")
    return PageFacts(
        headline=_text(linked.get("headline"))
        or meta.get("headline", "")
        or heading
        or _first_text(tree, "title"),
        outlet=_text(linked.get("publisher")) or meta.get("outlet", ""),
        url=url if is_address(url) else "",
        byline=_people(linked.get("author")) or _byline(meta.get("byline", "")),
        published=read_time(_text(linked.get("datePublished")) or meta.get("published", ""))
        or _time_element(tree),
        language=(_text(linked.get("inLanguage")) or tree.get("lang") or meta.get("language", ""))[
            :2
        ].lower(),
        body=_text(linked.get("articleBody")),
        credits=tuple(dict.fromkeys(_credits(linked, meta, url, canonical))),
    )


def _linked_articles(tree: Any) -> Iterator[Mapping[str, object]]:
    """The JSON-LD objects of the page that are articles."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            yield from _articles_in(parse_json((script.text or "").strip()))


def _articles_in(value: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    if isinstance(value, list) and depth < 5:
        for entry in value[:200]:
            yield from _articles_in(entry, depth + 1)
    elif isinstance(value, Mapping) and depth < 5:
        kinds = value.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and _ARTICLE.fullmatch(name) for name in names):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles_in(value.get(key), depth + 1)


def _meta(tree: Any) -> dict[str, str]:
    """Our names with the contents of the page's best <meta> elements for them."""
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = (element.get("content") or "").strip()
        if name and content:
            said.setdefault(name, content[:2000])
    found = {}
    for ours, names in _META.items():
        value = next((said[name] for name in names if name in said), "")
        if value:
            found[ours] = " ".join(value.split())
    return found


def _canonical(tree: Any) -> str:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and is_address((link.get("href") or "").strip()):
            return str(link.get("href")).strip()
    return ""


def _saved_from(tree: Any) -> str:
    """The address that a browser or a program wrote into the page when it saved it."""
    for comment in tree.getroottree().xpath("//comment()")[:50]:
        match = _SAVED_FROM.search((comment.text or "")[:3000])
        if match:
            return next(group for group in match.groups() if group)
        mirrored = _HTTRACK.search((comment.text or "")[:500])
        if mirrored:
            return f"https://{mirrored[1]}"
    return ""


def _credits(
    linked: Mapping[str, object], meta: Mapping[str, str], url: str, canonical: str
) -> Iterator[tuple[str, str]]:
    """What the page says of where its words come from."""
    for key in ("isBasedOn", "isBasedOnUrl"):
        entries = linked.get(key)
        for entry in entries if isinstance(entries, list) else [entries]:
            yield from _based_on(entry)
    for key in ("sourceOrganization", "provider", "creditText"):
        name = _text(linked.get(key))
        if name and (key != "provider" or name_agency(name)) and name != _text(linked.get("publisher")):
            yield credit_of(name)
    syndicated = meta.get("syndicated", "")
    if syndicated:
        yield credit_of(host_of(syndicated) if is_address(syndicated) else syndicated)
    if url and canonical and _site(host_of(url)) != _site(host_of(canonical)):
        yield "republished from", host_of(canonical)


def _based_on(entry: object) -> Iterator[tuple[str, str]]:
    if isinstance(entry, Mapping):
        publisher = _text(entry.get("publisher")) or _text(entry.get("name"))
        entry = publisher or entry.get("url") or entry.get("@id")
    name = _text(entry)
    if name:
        yield credit_of(host_of(name) if is_address(name) else name)


def _site(host: str) -> str:
    """The last two labels of a host, by which mobile and main sites are one."""
    return ".".join(host.split(".")[-2:])


def _text(value: object) -> str:
    """A JSON-LD value as one line of text."""
    return " ".join(value_text(value).split()) if not isinstance(value, str) else value.strip()


def _people(value: object) -> str:
    """The names of a JSON-LD author, or of several."""
    entries = value if isinstance(value, list) else [value]
    return ", ".join(name for name in map(_text, entries) if name and not is_address(name))


def _byline(said: str) -> str:
    return "" if is_address(said) else re.sub(r"^[Bb]y\s+", "", said)


def _first_text(tree: Any, name: str) -> str:
    for element in tree.iter(name):
        words = " ".join("".join(element.itertext()).split())
        if words:
            return words[:500]
    return ""


def _time_element(tree: Any) -> str:
    for element in tree.iter("time"):
        time = read_time(element.get("datetime") or "")
        if time:
            return time
    return ""
