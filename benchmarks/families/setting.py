"""Drafts set as articles: text, spans of furniture, credits, and the truth about each sentence."""

import hashlib

from benchmarks.families.drafts import CREDIT, FURNITURE, HEADLINE, Draft
from benchmarks.families.truth import Change, Sentence
from tellings.models import Article, Credit, Span, Spans
from tellings.reading import Reading


def article_id(family: str, name: str) -> str:
    """An id that says nothing of the draft's place in the family."""
    return hashlib.blake2b(f"{family}/{name}".encode(), digest_size=8).hexdigest()


def lay_out(draft: Draft) -> tuple[str, list[Span]]:
    """The text of a draft, and the span of each of its lines."""
    text, spans = "", []
    for line in draft.lines:
        if text:
            text += "\n\n" if line.opens else " "
        spans.append((len(text), len(text) + len(line.text)))
        text += line.text
    return text, spans


def set_reading(draft: Draft, family: str) -> Reading:
    """The draft as a reading whose furniture and credits are known."""
    text, spans = lay_out(draft)
    key = article_id(family, draft.name)
    headline = next((line.text for line in draft.lines if line.kind == HEADLINE), "")
    url = f"https://{''.join(c for c in draft.outlet.lower() if c.isalnum()) or 'outlet'}.example/{key}"
    article = Article(key, url, url, draft.outlet, headline, "", "", draft.published, "given", "en", text)
    furniture: Spans = tuple(s for s, line in zip(spans, draft.lines, strict=True) if line.kind == FURNITURE)
    credits = tuple(
        Credit(key, s[0], s[1], "republished from", line.text.removesuffix(".").split(" in ")[-1])
        for s, line in zip(spans, draft.lines, strict=True)
        if line.kind == CREDIT
    )
    return Reading(article, furniture, credits)


def sentences_of(draft: Draft, drafts: dict[str, Draft], family: str) -> tuple[Sentence, ...]:
    """Each line's span, with its origin and the span of the line it was made from."""
    out = []
    for span, line in zip(lay_out(draft)[1], draft.lines, strict=True):
        origin = article_id(family, line.origin) if line.origin else ""
        if line.parent:
            above = lay_out(drafts[line.parent])[1][line.at]
            out.append(Sentence(*span, origin, article_id(family, line.parent), *above))
        else:
            out.append(Sentence(*span, origin, "", 0, 0))
    return tuple(out)


def changes_of(draft: Draft, drafts: dict[str, Draft], family: str) -> list[Change]:
    """The draft's changes whose words stand once in the parent's sentence, with exact spans."""
    out = []
    spans = lay_out(draft)[1]
    for kind, at, before, after, place in draft.changes:
        line = draft.lines[at]
        if not line.parent:
            continue
        parent = drafts[line.parent]
        text, above = parent.lines[line.at].text, lay_out(parent)[1][line.at][0]
        if text.count(before) != 1:
            continue
        start, found = spans[at][0] + place, above + text.index(before)
        child, source = article_id(family, draft.name), article_id(family, parent.name)
        out.append(
            Change(child, source, kind, before, after, found, found + len(before), start, start + len(after))
        )
    return out
