"""Every finding as a W3C Web Annotation (JSON-LD), tied to its characters.

The target names the article, gives its text's SHA-256, and selects by position (in code points) and
by the words themselves with some before and after, so that a reader can tell whether the span still
holds.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tellings.exporting.identifiers import VOCABULARY, hash_text, name_row
from tellings.exporting.selecting import Selection
from tellings.findings.material import StoryMaterial
from tellings.models import Article, Span

AROUND = 32  # characters of context on each side, as the W3C's examples have
CONTEXT: list[object] = [
    "http://www.w3.org/ns/anno.jsonld",
    {"tellings": VOCABULARY, "sha256": "https://schema.org/sha256", "url": "https://schema.org/url"},
]


def write_annotations(selection: Selection, path: Path) -> list[Path]:
    """One JSON-LD file: a collection with a single page of all annotations."""
    items = [item for material in selection.stories() for item in annotate(material)]
    document = {
        "@context": CONTEXT,
        "id": "urn:tellings:annotations",
        "type": "AnnotationCollection",
        "label": "Findings of Tellings",
        "total": len(items),
        "first": {
            "id": "urn:tellings:annotations:1",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return [path]


def annotate(material: StoryMaterial) -> Iterator[dict[str, Any]]:
    """The annotations of a story: credits, clues, attributions, alterations, figures, dates and names."""
    targets = _Targets(material)
    for kind, key, body, places in _findings(material):
        found = [targets.select(article_id, spans) for article_id, spans in places]
        flat = [target for group in found for target in group]
        if flat:
            yield {
                "id": name_row(kind, key),
                "type": "Annotation",
                "motivation": "identifying" if kind in ("name", "date") else "describing",
                "body": {"type": "TextualBody", "format": "text/plain", "value": _say(body)}
                | {f"tellings:{name}": value for name, value in body.items() if value not in ("", None)},
                "target": flat if len(flat) > 1 else flat[0],
            }


Found = tuple[str, str, dict[str, Any], list[tuple[str, list[Span]]]]


def _findings(material: StoryMaterial) -> Iterator[Found]:
    """Each finding: its kind, key, what it says, and its spans by article."""
    for c in material.credits:
        key = f"{c.article_id}-{c.start}-{c.end}-{c.kind}"
        yield "credit", key, {"kind": c.kind, "name": c.name}, [(c.article_id, [(c.start, c.end)])]
    for f in material.figures:
        body = {"low": f.low, "high": f.high, "unit": f.unit, "counted": f.counted, "hedge": f.hedge}
        yield "figure", f.figure_id, body, [(f.article_id, [(f.start, f.end)])]
    for d in material.dates:
        body = {"type": d.type, "value": d.value, "earliest": d.earliest, "latest": d.latest}
        yield "date", d.date_id, body, [(d.article_id, [(d.start, d.end)])]
    called = {e.entity_id: e.name for e in material.entities}
    for n in material.names:
        body = {"kind": n.kind, "entity": called.get(n.entity_id, "")}
        yield "name", n.name_id, body, [(n.article_id, [(n.start, n.end)])]
    yield from _quoted(material)
    for number, clue in enumerate(material.clues):
        key = f"{clue.story_id}-{number}"
        body = {"kind": clue.kind, "weight": clue.weight, "note": clue.note}
        places = [
            (clue.child_id, [(clue.child_start, clue.child_end)]),
            (clue.parent_id, [(clue.parent_start, clue.parent_end)]),
        ]
        yield "clue", key, body, places


def _quoted(material: StoryMaterial) -> Iterator[Found]:
    """Attributions and what became of them."""
    articles = {}
    for a in material.attributions:
        articles[a.attribution_id] = a.article_id
        yield (
            "attribution",
            a.attribution_id,
            {"kind": a.kind, "speaker": a.speaker},
            [(a.article_id, list(a.content))],
        )
    for number, row in enumerate(material.alterations):
        key = f"{row.utterance_id}-{number}"
        body = {"kind": row.kind, "before": row.before, "after": row.after, "material": row.material}
        places = [
            (articles.get(row.before_id, ""), [(row.before_start, row.before_end)]),
            (articles.get(row.after_id, ""), [(row.after_start, row.after_end)]),
        ]
        yield "alteration", key, body, places


def _say(body: dict[str, Any]) -> str:
    """The body in one line of plain text."""
    return "; ".join(f"{name}: {value}" for name, value in body.items() if value not in ("", None))


class _Targets:
    """Targets in the articles of one story; an article's hash is made once."""

    def __init__(self, material: StoryMaterial) -> None:
        self._articles = {a.article_id: a for a in material.articles}
        self._sources = {a.article_id: _source(a) for a in material.articles}

    def select(self, article_id: str, spans: list[Span]) -> list[dict[str, Any]]:
        """A target for each span that isn't empty and lies in a known article."""
        article = self._articles.get(article_id)
        if article is None:
            return []
        return [
            {
                "type": "SpecificResource",
                "source": self._sources[article_id],
                "selector": [
                    {"type": "TextPositionSelector", "start": start, "end": end},
                    {
                        "type": "TextQuoteSelector",
                        "exact": article.text[start:end],
                        "prefix": article.text[max(0, start - AROUND) : start],
                        "suffix": article.text[end : end + AROUND],
                    },
                ],
            }
            for start, end in spans
            if start < end
        ]


def _source(article: Article) -> dict[str, str]:
    source = {
        "id": name_row("article", article.article_id),
        "type": "Text",
        "format": "text/plain",
        "sha256": hash_text(article),
        "language": article.language,
        "url": article.url,
    }
    return {key: value for key, value in source.items() if value}
