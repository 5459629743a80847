"""The family tree as W3C PROV: PROV-JSON and PROV-O (Turtle), through the prov package.

Articles, origins, quotations and utterances are entities. A child was derived from its parent, with
the certainty as an attribute (in PROV-O a qualified derivation); an article had its origins as
primary sources; a quotation was quoted from an utterance, which is attributed to its speaker.
"""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tellings.errors import MissingExtra
from tellings.exporting.identifiers import VOCABULARY, hash_text, name_row
from tellings.exporting.selecting import Selection
from tellings.findings.material import StoryMaterial
from tellings.models import Article, Attribution, content_id

if TYPE_CHECKING:
    from prov.model import ProvDocument

Attributes = dict[str, Any]
PLAIN = {
    "qualifiedDerivation": "wasDerivedFrom",
    "qualifiedPrimarySource": "hadPrimarySource",
    "qualifiedQuotation": "wasQuotedFrom",
}
KINDS = (
    "article",
    "origin",
    "derivation",
    "source",
    "attribution",
    "quotation",
    "utterance",
    "speaker",
    "outlet",
)


def write_prov_json(selection: Selection, path: Path) -> list[Path]:
    """One PROV-JSON file."""
    make_document(selection).serialize(str(path), format="json")
    return [path]


def write_prov_o(selection: Selection, path: Path) -> list[Path]:
    """One Turtle file in PROV-O; needs rdflib.

    Each relation stands there twice, as PROV-O has it: plainly, and qualified with its certainty.
    """
    try:
        from rdflib import PROV, Graph  # noqa: PLC0415 - optional
    except ImportError as error:
        raise MissingExtra('rdflib is not installed. Run: pip install "tellings[exports]"') from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # prov calls rdflib by names of older days
        turtle = make_document(selection).serialize(format="rdf", rdf_format="turtle")
    graph = Graph().parse(data=turtle, format="turtle")
    for qualified, plain in PLAIN.items():
        for child, edge in list(graph.subject_objects(PROV[qualified])):
            for parent in graph.objects(edge, PROV.entity):
                graph.add((child, PROV[plain], parent))
    graph.serialize(destination=path, format="turtle", encoding="utf-8")
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
    for kind in KINDS:
        document.add_namespace(kind, f"urn:tellings:{kind}:")
    for material in selection.stories():
        _add_story(document, material)
    return document


def _add_story(document: "ProvDocument", material: StoryMaterial) -> None:
    articles = {a.article_id for a in material.articles}
    for article in material.articles:
        document.entity(_name("article", article.article_id), _about(article, document))
        if article.outlet:
            outlet = _name("outlet", content_id(article.outlet))
            document.agent(
                outlet,
                {
                    "prov:type": document.valid_qualified_name("prov:Organization"),
                    "prov:label": article.outlet,
                },
            )
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


def _about(article: Article, document: "ProvDocument") -> Attributes:
    known = {
        "prov:label": article.headline,
        "schema:url": article.url,
        "schema:datePublished": article.published,
        "schema:inLanguage": article.language,
        "schema:sha256": hash_text(article),
    }
    kind = document.valid_qualified_name("schema:NewsArticle")
    return {"prov:type": kind} | {key: value for key, value in known.items() if value}


def _add_derivations(document: "ProvDocument", material: StoryMaterial, articles: set[str]) -> None:
    for row in sorted(material.derivations, key=lambda r: (r.child_id, r.parent_id)):
        document.wasDerivedFrom(
            _node(row.child_id, articles),
            _node(row.parent_id, articles),
            identifier=_name("derivation", f"{row.child_id}-{row.parent_id}"),
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
            document.hadPrimarySource(
                _name("article", article_id),
                _node(origin_id, articles),
                identifier=_name("source", f"{article_id}-{origin_id}"),
            )


def _add_quotations(document: "ProvDocument", material: StoryMaterial) -> None:
    texts = {a.article_id: a.text for a in material.articles}
    quotation = document.valid_qualified_name("schema:Quotation")
    for row in material.attributions:
        entity = _name("attribution", row.attribution_id)
        document.entity(entity, {"prov:type": quotation, "prov:value": _words(row, texts)})
        document.hadMember(_name("article", row.article_id), entity)
    for utterance in material.utterances:
        said = _name("utterance", utterance.utterance_id)
        document.entity(said, {"prov:value": utterance.reading})
        if utterance.speaker:
            speaker = _name("speaker", content_id(utterance.speaker))
            document.agent(speaker, {"prov:label": utterance.speaker})
            document.wasAttributedTo(said, speaker)
    told = {
        (key, row.utterance_id)
        for row in material.alterations
        for key in (row.before_id, row.after_id)
        if key
    }
    for attribution_id, utterance_id in sorted(told):
        document.wasQuotedFrom(
            _name("attribution", attribution_id),
            _name("utterance", utterance_id),
            identifier=_name("quotation", f"{attribution_id}-{utterance_id}"),
        )


def _words(row: Attribution, texts: dict[str, str]) -> str:
    return " … ".join(" ".join(texts[row.article_id][s:e].split()) for s, e in row.content)


def _node(key: str, articles: set[str]) -> str:
    return _name("article" if key in articles else "origin", key)


def _name(kind: str, key: str) -> str:
    """A qualified name: the URN with its beginning as a prefix."""
    return f"{kind}:{name_row(kind, key).split(':', 3)[3]}"
