"""The family tree as W3C PROV: PROV-JSON and PROV-O (Turtle), through the prov package.

Articles, origins, quotations and utterances are entities. A child was derived from its parent, with
the certainty as an attribute (in PROV-O a qualified derivation); an article had its origins as
primary sources; a quotation was quoted from an utterance, which is attributed to its speaker.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tellings.errors import MissingExtra
from tellings.exporting.identifiers import VOCABULARY, hash_text, name_row
from tellings.exporting.selecting import Selection
from tellings.findings.material import StoryMaterial
from tellings.models import Article, Attribution

if TYPE_CHECKING:
    from prov.model import ProvDocument

Attributes = dict[str, Any]


def write_prov_json(selection: Selection, path: Path) -> list[Path]:
    """One PROV-JSON file."""
    make_document(selection).serialize(str(path), format="json")
    return [path]


def write_prov_o(selection: Selection, path: Path) -> list[Path]:
    """One Turtle file in PROV-O; needs rdflib."""
    try:
        import rdflib  # noqa: F401, PLC0415 - optional
    except ImportError as error:
        raise MissingExtra('rdflib is not installed. Run: pip install "tellings[exports]"') from error
    make_document(selection).serialize(str(path), format="rdf", rdf_format="turtle")
    return [path]


def make_document(selection: Selection) -> "ProvDocument":
    """The PROV document of all stories selected; raises MissingExtra without the prov package."""
    try:
        from prov.model import ProvDocument  # noqa: PLC0415 - optional
    except ImportError as error:
        raise MissingExtra('prov is not installed. Run: pip install "tellings[exports]"') from error
    document = ProvDocument()
    document.add_namespace("tellings", VOCABULARY)
    document.add_namespace("schema", "https://schema.org/")
    for kind in ("article", "origin", "attribution", "utterance", "speaker", "outlet"):
        document.add_namespace(kind, f"urn:tellings:{kind}:")
    for material in selection.stories():
        _add_story(document, material)
    return document


def _add_story(document: "ProvDocument", material: StoryMaterial) -> None:
    articles = {a.article_id for a in material.articles}
    for article in material.articles:
        document.entity(_name("article", article.article_id), _about(article))
        if article.outlet:
            outlet = _name("outlet", article.outlet)
            document.agent(outlet, {"prov:type": "prov:Organization", "prov:label": article.outlet})
            document.wasAttributedTo(_name("article", article.article_id), outlet)
    for origin in material.origins:
        if origin.origin_id not in articles:
            label = origin.name or origin.kind
            document.entity(
                _name("origin", origin.origin_id), {"prov:label": label, "tellings:kind": origin.kind}
            )
    _add_derivations(document, material, articles)
    _add_sources(document, material, articles)
    _add_quotations(document, material)


def _about(article: Article) -> Attributes:
    known = {
        "prov:label": article.headline,
        "schema:url": article.url,
        "schema:datePublished": article.published,
        "schema:inLanguage": article.language,
        "schema:sha256": hash_text(article),
    }
    return {"prov:type": "schema:NewsArticle"} | {key: value for key, value in known.items() if value}


def _add_derivations(document: "ProvDocument", material: StoryMaterial, articles: set[str]) -> None:
    for row in sorted(material.derivations, key=lambda r: (r.child_id, r.parent_id)):
        document.wasDerivedFrom(
            _node(row.child_id, articles),
            _node(row.parent_id, articles),
            other_attributes={
                "tellings:kind": row.kind,
                "tellings:share": float(row.share),
                "tellings:confidence": float(row.confidence),
                "tellings:directionConfidence": float(row.direction_confidence),
            },
        )


def _add_sources(document: "ProvDocument", material: StoryMaterial, articles: set[str]) -> None:
    """Each article's origins, as its attested passages have them; itself is no source of its own."""
    pairs = {(row.article_id, row.origin_id) for row in material.attestations if row.origin_id}
    for article_id, origin_id in sorted(pairs):
        if origin_id != article_id:
            document.hadPrimarySource(_name("article", article_id), _node(origin_id, articles))


def _add_quotations(document: "ProvDocument", material: StoryMaterial) -> None:
    texts = {a.article_id: a.text for a in material.articles}
    for row in material.attributions:
        entity = _name("attribution", row.attribution_id)
        document.entity(entity, {"prov:type": "schema:Quotation", "prov:value": _words(row, texts)})
        document.hadMember(_name("article", row.article_id), entity)
    for utterance in material.utterances:
        said = _name("utterance", utterance.utterance_id)
        document.entity(said, {"prov:value": utterance.reading})
        if utterance.speaker:
            speaker = _name("speaker", utterance.speaker)
            document.agent(speaker, {"prov:type": "prov:Person", "prov:label": utterance.speaker})
            document.wasAttributedTo(said, speaker)
    told = {
        (key, row.utterance_id)
        for row in material.alterations
        for key in (row.before_id, row.after_id)
        if key
    }
    for attribution_id, utterance_id in sorted(told):
        document.wasQuotedFrom(_name("attribution", attribution_id), _name("utterance", utterance_id))


def _words(row: Attribution, texts: dict[str, str]) -> str:
    return " … ".join(" ".join(texts[row.article_id][s:e].split()) for s, e in row.content)


def _node(key: str, articles: set[str]) -> str:
    return _name("article" if key in articles else "origin", key)


def _name(kind: str, key: str) -> str:
    """A qualified name: the URN with its beginning as a prefix."""
    return f"{kind}:{name_row(kind, key).split(':', 3)[3]}"
