"""Stories of invented text in which brackets hold what is attributed: [content], [@Speaker]."""

import re
from collections.abc import Mapping, Sequence

from tellings.findings.material import StoryMaterial
from tellings.language.marks import find_quoted
from tellings.language.sentences import split_sentences
from tellings.models import Article, Attestation, Attribution, Derivation, Passage, Spans, Story, content_id

_PIECE = re.compile(r"\[(@?)([^\]]*)\]")


def derive(child: str, parent: str, kind: str = "edited") -> Derivation:
    return Derivation("s", child, parent, kind, 1.0, 0.9, 0.9)


def read(key: str, marked: str) -> tuple[Article, list[Attribution]]:
    """The article without brackets, and one attribution for each content; the nearest source speaks."""
    text, contents, sources, last = "", [], [], 0
    for piece in _PIECE.finditer(marked):
        text += marked[last : piece.start()]
        span = (len(text), len(text) + len(piece[2]))
        (sources if piece[1] else contents).append(span)
        text, last = text + piece[2], piece.end()
    text += marked[last:]
    article = Article(key, "", "", "", "", "", "", "", "", "en", text)
    rows = []
    for span in contents:
        near = min(sources, key=lambda s: (abs(s[0] - span[1]), s), default=None)
        speaker = text[slice(*near)] if near else ""
        source: Spans = (near,) if near else ()
        kind = "direct" if text[span[0]] in '“"‘I' or text[span[0]].isupper() else "mixed"
        kind = "indirect" if text[span[0]].islower() and not find_quoted(text[slice(*span)]) else kind
        rows.append(
            Attribution(content_id("said", key, str(span[0])), key, kind, (span,), source, (), speaker)
        )
    return article, rows


def story(
    texts: Mapping[str, str],
    derivations: Sequence[Derivation] = (),
    statements: Mapping[str, str] | None = None,
) -> StoryMaterial:
    """The story of these bracketed texts; `statements` gives the one that all of an article attests."""
    read_all = [read(key, text) for key, text in texts.items()]
    passages = tuple(
        Passage(content_id("p", a.article_id, str(start)), a.article_id, start, end, "quotation")
        for a, _ in read_all
        for start, end in split_sentences(a.text)
    )
    attestations = tuple(
        Attestation((statements or {})[p.article_id], p.passage_id, p.article_id, "o", "same")
        for p in passages
        if p.article_id in (statements or {})
    )
    return StoryMaterial(
        Story("s", "", "", "", len(texts), 1),
        articles=tuple(article for article, _ in read_all),
        passages=passages,
        attestations=attestations,
        derivations=tuple(derivations),
        attributions=tuple(row for _, rows in read_all for row in rows),
    )
