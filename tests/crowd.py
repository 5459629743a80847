"""The harbour story grown to any number of tellings, for tests of size and speed."""

from dataclasses import fields, replace
from itertools import islice

from tellings.findings.material import StoryMaterial
from tellings.models import content_id
from tellings.naming import siglum
from tests.harbour import build

_OWN = (
    "article_id",
    "passage_id",
    "attribution_id",
    "before_id",
    "after_id",
    "figure_id",
    "date_id",
    "name_id",
)
_SHARED = ("story", "origins", "statements", "utterances", "ledger", "entities", "alignments")


def build_crowd(articles: int) -> StoryMaterial:
    """The rows of the harbour story again and again, until it has `articles` tellings of full length."""
    material = build()
    rounds = -(-articles // len(material.articles))
    grown = {name: getattr(material, name) for name in _SHARED}
    for name in (f.name for f in fields(material)):
        if name not in _SHARED:
            rows = (_again(row, n) for n in range(rounds) for row in getattr(material, name))
            grown[name] = tuple(rows)
    grown["articles"] = tuple(islice(grown["articles"], articles))
    kept = {article.article_id for article in grown["articles"]}
    for name in (
        "tellings",
        "passages",
        "attestations",
        "attributions",
        "figures",
        "dates",
        "names",
        "credits",
    ):
        grown[name] = tuple(row for row in grown[name] if row.article_id in kept)
    for name in ("derivations", "clues"):
        grown[name] = tuple(row for row in grown[name] if row.child_id in kept)
    grown["tellings"] = tuple(replace(row, siglum=siglum(n)) for n, row in enumerate(grown["tellings"]))
    counts = {row.statement_id: row.articles * rounds for row in material.statements}
    grown["statements"] = tuple(
        replace(row, articles=counts[row.statement_id]) for row in material.statements
    )
    return StoryMaterial(**grown)


def _again(row, n: int):
    """The same row for the `n`th round of articles."""
    if not n:
        return row
    origins = {o.origin_id for o in build().origins if o.kind != "article"}
    changed = {f.name: content_id(getattr(row, f.name), str(n)) for f in fields(row) if f.name in _OWN}
    for name in ("child_id", "parent_id"):
        if hasattr(row, name):
            value = getattr(row, name)
            changed[name] = value if value in origins else content_id(value, str(n))
    return replace(row, **changed)
