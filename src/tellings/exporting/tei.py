"""The collation as a TEI critical apparatus: a witness a telling, an entry a statement.

TEI P5, chapter 13, parallel segmentation: each `app` holds the words as the best telling has them
(`lem`) and every other wording (`rdg`), with the sigla of those who have it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from tellings.exporting.selecting import Selection
from tellings.findings.material import StoryMaterial
from tellings.models import Article, Passage

TEI = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_UNFIT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_tei(selection: Selection, path: Path) -> list[Path]:
    """One file: a TEI document for a story, a teiCorpus for several."""
    documents = [make_tei(material) for material in selection.stories()]
    if len(documents) == 1:
        (root,) = documents
    else:
        root = Element("teiCorpus", xmlns=TEI)
        _header(root, "Stories, each as its tellings have it")
        for document in documents:
            del document.attrib["xmlns"]
            root.append(document)
        if not documents:
            _empty(root)
    indent(root)
    ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    return [path]


def make_tei(material: StoryMaterial) -> Element:
    """A story as a TEI document."""
    root = Element("TEI", xmlns=TEI)
    file = _header(root, material.story.headline or material.story.story_id)
    source = SubElement(file, "sourceDesc")
    witnesses = SubElement(source, "listWit")
    sigla = name_witnesses(material)
    for article in sorted(material.articles, key=lambda a: (len(sigla[a.article_id]), sigla[a.article_id])):
        witness = SubElement(witnesses, "witness", {XML_ID: sigla[article.article_id]})
        witness.text = _fit(describe_witness(article))
    if not material.articles:
        SubElement(witnesses, "witness", {XML_ID: f"none-{material.story.story_id}"}).text = "no telling"
    encoding = SubElement(root[0], "encodingDesc")
    SubElement(encoding, "variantEncoding", method="parallel-segmentation", location="internal")
    body = SubElement(SubElement(root, "text"), "body")
    _apparatus(body, material, sigla)
    return root


def name_witnesses(material: StoryMaterial) -> dict[str, str]:
    """An XML id for each telling: its siglum with the story's id, so that a corpus has each once."""
    sigla = {t.article_id: t.siglum for t in material.tellings}
    return {
        a.article_id: f"{sigla.get(a.article_id, 'w-' + a.article_id)}-{material.story.story_id}"
        for a in material.articles
    }


def describe_witness(article: Article) -> str:
    """The telling in a line: outlet, headline, date and address, as far as known."""
    parts = [article.outlet, article.headline, article.published, article.url or article.source]
    return ". ".join(" ".join(part.split()) for part in parts if part) or article.article_id


def _header(root: Element, title: str) -> Element:
    """The least header that TEI allows; gives its fileDesc."""
    file = SubElement(SubElement(root, "teiHeader"), "fileDesc")
    SubElement(SubElement(file, "titleStmt"), "title").text = _fit(title)
    SubElement(SubElement(file, "publicationStmt"), "p").text = "Collated by Tellings"
    if root.tag == "teiCorpus":
        SubElement(SubElement(file, "sourceDesc"), "p").text = "News articles, listed in each document"
    return file


def _empty(root: Element) -> None:
    """A corpus must hold a document."""
    document = SubElement(root, "TEI")
    file = _header(document, "Nothing")
    SubElement(SubElement(file, "sourceDesc"), "p").text = "No story"
    SubElement(SubElement(SubElement(document, "text"), "body"), "p")


def _apparatus(body: Element, material: StoryMaterial, sigla: dict[str, str]) -> None:
    """A paragraph for each statement, in the order of the fullest telling."""
    passages = {p.passage_id: p for p in material.passages}
    texts = {a.article_id: a.text for a in material.articles}
    held: dict[str, list[tuple[Passage, str]]] = defaultdict(list)
    for row in material.attestations:
        held[row.statement_id].append((passages[row.passage_id], row.relation))
    order = {s.statement_id: s.reading for s in material.statements}
    for statement_id in sorted(held, key=lambda key: _position(held[key], sigla)):
        readings: dict[str, list[tuple[Passage, str]]] = defaultdict(list)
        for passage, relation in held[statement_id]:
            words = " ".join(texts[passage.article_id][passage.start : passage.end].split())
            readings[words].append((passage, relation))
        lemma = " ".join(order.get(statement_id, "").split())
        best = lemma if lemma in readings else min(readings, key=lambda w: (-len(readings[w]), w))
        paragraph = SubElement(body, "p", n=statement_id)
        if len(readings) == 1 and len(held[statement_id]) == 1:
            paragraph.text = _fit(best)
            continue
        app = SubElement(paragraph, "app")
        SubElement(app, "lem", wit=_witnesses(readings[best], sigla)).text = _fit(best)
        for words in sorted(readings):
            if words != best:
                relation = min(r for _, r in readings[words])
                rdg = SubElement(app, "rdg", wit=_witnesses(readings[words], sigla), type=relation)
                rdg.text = _fit(words)
    if len(body) == 0:
        SubElement(body, "p")


def _position(held: Iterable[tuple[Passage, str]], sigla: dict[str, str]) -> tuple[int, str, int]:
    """Where the statement stands in the first telling that has it."""
    return min((len(sigla[p.article_id]), sigla[p.article_id], p.start) for p, _ in held)


def _witnesses(held: Iterable[tuple[Passage, str]], sigla: dict[str, str]) -> str:
    return " ".join(sorted({"#" + sigla[p.article_id] for p, _ in held}, key=lambda s: (len(s), s)))


def _fit(text: str) -> str:
    """`text` without the characters that XML can't hold."""
    return _UNFIT.sub("�", text)
