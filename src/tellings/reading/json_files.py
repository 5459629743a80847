"""JSON files: an article, a list of articles, an object that holds such a list, ninjs, JSON-LD, JSON Feed."""

from collections.abc import Iterator, Mapping

from tellings.models import Problem
from tellings.reading.fields import role_of
from tellings.reading.items import Item
from tellings.reading.json_lines import Unparsed, parse_json, read_json_lines
from tellings.reading.ninjs import is_ninjs, row_of_ninjs
from tellings.reading.plain import text_of
from tellings.reading.record import Reading
from tellings.reading.rows import read_row
from tellings.settings import ReadingSettings

_DEEPEST = 6  # levels down to the list of articles; search engines' answers have three


def read_json(item: Item, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The articles of a JSON file and the problems met; JSON Lines under a .json name are read as such."""
    data = item.whole(settings)
    if isinstance(data, Problem):
        yield data
        return
    text, problem = text_of(data, item)
    if problem:
        yield problem
    if text is None:
        return
    value = parse_json(text)
    if isinstance(value, Unparsed):
        if value.startswith("Extra data") and text.count("\n"):
            item.stream.seek(0)
            yield from read_json_lines(item, settings)
        else:
            yield item.problem("file", f"not JSON: {value}", "Mend the file, or save the article as text.")
        return
    rows = list(_rows(value))
    if not rows:
        yield item.problem(
            "file", "the JSON holds no object", 'Give {"text": "…"} or a list of such objects.'
        )
    alone = len(rows) == 1
    for number, row in enumerate(rows, 1):
        made = row_of_ninjs(row) if is_ninjs(row) else row
        yield from read_row(made, item, "" if alone and value is row else f"item {number}", settings)


def _rows(value: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    """The objects that are articles: the value itself, or those in its longest list of objects."""
    if isinstance(value, list):
        for entry in value:
            source = entry.get("_source") if isinstance(entry, dict) else None
            yield from (source,) if isinstance(source, dict) else (entry,) if isinstance(entry, dict) else ()
    elif isinstance(value, dict):
        lists = [entry for entry in value.values() if isinstance(entry, list) and _objects(entry)]
        inner = [entry for entry in value.values() if isinstance(entry, dict)]
        if _has_text(value):
            yield value
        elif lists:
            yield from _rows(max(lists, key=len))
        elif inner and depth < _DEEPEST:
            for entry in inner:
                yield from _rows(entry, depth + 1)
        elif depth == 0:
            yield value


def _objects(entries: list[object]) -> bool:
    return any(isinstance(entry, dict) for entry in entries[:10])


def _has_text(value: Mapping[str, object]) -> bool:
    return any(
        role_of(name)[0] in ("text", "markup") and isinstance(v, str) for name, v in value.items()
    ) or is_ninjs(value)
