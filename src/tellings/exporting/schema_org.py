"""Articles and quotations as schema.org JSON-LD: NewsArticle with its Quotations."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from tellings.exporting.identifiers import name_row
from tellings.exporting.selecting import Selection
from tellings.findings.material import StoryMaterial
from tellings.models import Article, Attribution, Credit


def write_schema_org(selection: Selection, path: Path) -> list[Path]:
    """One JSON-LD file with a graph of all articles of all stories."""
    graph = [node for material in selection.stories() for node in describe_articles(material)]
    document = {"@context": "https://schema.org", "@graph": graph}
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return [path]


def describe_articles(material: StoryMaterial) -> list[dict[str, Any]]:
    """Each telling as a NewsArticle with what it is based on, whom it credits and whom it quotes."""
    parents: dict[str, list[str]] = defaultdict(list)
    articles = {a.article_id for a in material.articles}
    for row in sorted(material.derivations, key=lambda r: (r.child_id, r.parent_id)):
        kind = "article" if row.parent_id in articles else "origin"
        parents[row.child_id].append(name_row(kind, row.parent_id))
    quoted: dict[str, list[Attribution]] = defaultdict(list)
    for attribution in material.attributions:
        if attribution.kind in ("direct", "mixed"):
            quoted[attribution.article_id].append(attribution)
    credits: dict[str, list[Credit]] = defaultdict(list)
    for credit in material.credits:
        credits[credit.article_id].append(credit)
    return [
        _article(a, parents[a.article_id], credits[a.article_id]) | _quotations(a, quoted[a.article_id])
        for a in sorted(material.articles, key=lambda a: a.article_id)
    ]


def _article(article: Article, parents: list[str], credits: list[Credit]) -> dict[str, Any]:
    """The article without its quotations; what isn't known is left out."""
    node: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": name_row("article", article.article_id),
        "identifier": article.article_id,
        "url": article.url,
        "headline": article.headline,
        "datePublished": article.published,
        "inLanguage": article.language,
        "dateline": article.dateline,
        "author": {"@type": "Person", "name": article.byline} if article.byline else "",
        "publisher": {"@type": "Organization", "name": article.outlet} if article.outlet else "",
        "isBasedOn": [{"@id": parent} for parent in parents],
        "sourceOrganization": [
            {"@type": "Organization", "name": name}
            for name in sorted({c.name for c in credits if c.kind == "agency" and c.name})
        ],
        "creditText": "; ".join(
            " ".join(article.text[c.start : c.end].split()) for c in credits if c.start < c.end
        ),
        "articleBody": article.text,
    }
    return {key: value for key, value in node.items() if value}


def _quotations(article: Article, quoted: list[Attribution]) -> dict[str, Any]:
    """What the article quotes, if anything."""
    parts = []
    for row in sorted(quoted, key=lambda r: (r.content, r.attribution_id)):
        part: dict[str, Any] = {
            "@type": "Quotation",
            "@id": name_row("attribution", row.attribution_id),
            "text": " … ".join(" ".join(article.text[s:e].split()) for s, e in row.content),
        }
        if row.speaker:
            part["creator"] = {"@type": "Person", "name": row.speaker}
        parts.append(part)
    return {"hasPart": parts} if parts else {}
