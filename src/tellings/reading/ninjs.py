"""ninjs, the IPTC's JSON for news (versions 1 to 3), as rows of the names that the other readers use."""

from collections.abc import Mapping


def is_ninjs(row: Mapping[str, object]) -> bool:
    """Whether an object is a ninjs item: it has a uri, and a body or a list of bodies."""
    return "uri" in row and any(name in row for name in ("body_text", "body_html", "body_xhtml", "bodies"))


def row_of_ninjs(row: Mapping[str, object]) -> dict[str, object]:
    """A row with text, title, published, byline, outlet and language, from a ninjs item.

    >>> row_of_ninjs({"uri": "u", "headline": "H", "body_text": "B", "infosources": [{"name": "AP"}]})
    {'id': 'u', 'title': 'H', 'text': 'B', 'credits': ['AP']}
    """
    bodies = _objects(row.get("bodies"))
    plain = row.get("body_text") or _first(bodies, "value", "text/plain")
    markup = row.get("body_html") or row.get("body_xhtml") or _first(bodies, "value", "html")
    made: dict[str, object] = {
        "id": row.get("uri"),
        "title": row.get("headline") or row.get("title") or _first(_objects(row.get("headlines")), "value"),
        "text": plain,
        "body_html": None if plain else markup,
        "published": row.get("firstcreated") or row.get("versioncreated") or row.get("contentcreated"),
        "byline": row.get("byline"),
        "outlet": row.get("copyrightholder"),
        "language": row.get("language"),
        "url": _first(_objects(row.get("altids")), "value", "http") or row.get("url"),
        "credits": [source.get("name") for source in _objects(row.get("infosources")) if source.get("name")],
    }
    return {name: value for name, value in made.items() if value}


def _objects(value: object) -> list[Mapping[str, object]]:
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def _first(entries: list[Mapping[str, object]], key: str, sort: str = "") -> object:
    """The value of `key` in the first entry whose content type or value has `sort` in it."""
    for entry in entries:
        if sort in str(
            entry.get("contenttype") or entry.get("contentType") or entry.get(key) or ""
        ) and entry.get(key):
            return entry[key]
    return None
