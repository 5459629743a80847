"""The names under which tables and records keep an article's parts, and records made from them."""

from collections.abc import Mapping
from typing import TypeAlias

from tellings.models import Problem
from tellings.reading.addresses import is_address
from tellings.reading.agencies import name_agency
from tellings.reading.decoding import without_surrogates
from tellings.reading.lists import table
from tellings.reading.markup import is_markup, text_of_fragment
from tellings.reading.record import Record
from tellings.reading.times import read_time

Value: TypeAlias = object

NAMES = table("field_names")
_ROLE = {name: (role, rank) for role, names in NAMES.items() for rank, name in enumerate(names)}


def role_of(name: str) -> tuple[str, int]:
    """What a field of this name holds, with its rank among the names for it (0 is best), or ("", 0).

    >>> role_of("Published_At"), role_of("colour")
    (('published', 2), ('', 0))
    """
    return _ROLE.get("".join(c for c in name.lower() if c.isalnum()), ("", 0))


def record_of(row: Mapping[str, Value], source: str, said_by: str) -> Record | Problem:
    """The record that a row of named values holds; `said_by` says where its date is from ("json field")."""
    found = _by_role(row)
    text = found.get("text", "")
    if is_markup(text) or not text.strip():
        text = text_of_fragment(text if text.strip() else found.get("markup", ""))
    if not text.strip():
        return _no_text(row, source)
    if "outlet" in row:  # then "source" and the like are something else, even where it is empty
        found["outlet"] = value_text(row["outlet"])
    if is_address(found.get("outlet", "")):
        found.setdefault("url", found.pop("outlet"))
    published = read_time(found.get("published", ""))
    language = found.get("language", "")[:2].lower()
    return Record(
        source=source,
        text=text,
        own_id=found.get("own_id", "").strip()[:200],
        headline=" ".join(found.get("headline", "").split()),
        outlet=found.get("outlet", "").strip(),
        url=found.get("url", "").strip(),
        byline=" ".join(found.get("byline", "").split()),
        published=published,
        published_from=said_by if published else "",
        language=language if language.isalpha() else "",
        credits=tuple(credit_of(name) for name in found.get("credits", "").split(", ") if name),
    )


def _by_role(row: Mapping[str, Value]) -> dict[str, str]:
    """The values of a row by what they hold, the best-named field for each."""
    chosen: dict[str, tuple[int, str]] = {}
    for name, value in row.items():
        role, rank = role_of(str(name))
        if role and (role not in chosen or rank < chosen[role][0]):
            text = value_text(value)
            if text.strip():
                chosen[role] = (rank, text)
    return {role: text for role, (_, text) in chosen.items()}


def credit_of(name: str) -> tuple[str, str]:
    """The kind and the name of a credit that a field gives: an agency's, or another outlet's."""
    agency = name_agency(name)
    return ("agency", agency) if agency else ("republished from", name.strip()[:200])


def _no_text(row: Mapping[str, Value], source: str) -> Problem:
    known = ", ".join(sorted(str(name)[:40] for name in row)[:12]) or "none"
    return Problem(
        source,
        "text",
        f"the record holds no text (its fields: {known})",
        "Name the field with the article's words 'text'.",
    )


def value_text(value: Value) -> str:
    """A value as text: lists joined by commas, the name of an object that has one, numbers as written."""
    if isinstance(value, str):
        return without_surrogates(value)[0]
    if isinstance(value, list | tuple):
        return ", ".join(part for part in map(value_text, value[:1000]) if part)
    if isinstance(value, Mapping):
        for key in ("name", "title", "text", "url"):
            if key in value:
                return value_text(value[key])
        return ""
    return "" if value is None or isinstance(value, bool) else str(value)
