"""An article's passages: its sentences, each with its kind."""

from bisect import bisect_right
from collections.abc import Iterator

from tellings.language.marks import find_quoted
from tellings.language.sentences import cut_up, split_paragraphs, split_sentences
from tellings.models import Article, Passage, Span, Spans, content_id
from tellings.reading import Reading
from tellings.settings import CollationSettings

_HEADLINE_WITHIN = 3000  # characters from the start of the text in which its headline may stand
_DATELINE_WITHIN = 80  # characters from a dateline's place to the dash that ends it
_DASHES = "\u2014\u2013-:"


def find_passages(reading: Reading, settings: CollationSettings) -> tuple[Passage, ...]:
    """The passages of an article in order; every character that is not space lies in exactly one.

    A sentence that stands mostly within quotation marks is a quotation, one that is mostly credit
    a credit; furniture and the headline are cut out whole.
    """
    article = reading.article
    fixed = _fixed(reading)
    credited = _joined(tuple((c.start, c.end) for c in reading.credits if c.end and c.kind != "cited source"))
    quoted = _joined(tuple((q.start, q.end) for q in find_quoted(article.text) if q.depth == 1))
    passages = []
    for start, end, known in _pieces(article.text, fixed, settings.longest_passage):
        kind = known or _kind((start, end), credited, quoted)
        made = content_id("passage", article.article_id, str(start), str(end))
        passages.append(Passage(made, article.article_id, start, end, kind))
    return tuple(passages)


def _kind(span: Span, credited: Spans, quoted: Spans) -> str:
    """What a sentence mostly is."""
    size = span[1] - span[0]
    if 2 * _overlap(span, credited) >= size:
        return "credit"
    return "quotation" if 2 * _overlap(span, quoted) >= size else "narration"


def _fixed(reading: Reading) -> list[tuple[int, int, str]]:
    """The spans whose kind is known before sentences are looked for, in order and apart."""
    text = reading.article.text
    found = [(start, end, "furniture") for start, end in reading.furniture]
    if headline := _find_headline(reading.article, reading.furniture):
        found.append((*headline, "headline"))
    if dateline := _find_dateline(reading.article):
        found.append((*dateline, "credit"))
    apart: list[tuple[int, int, str]] = []
    for start, end, kind in sorted(found):
        begun = max(start, apart[-1][1] if apart else 0)
        if begun < min(end, len(text)):
            apart.append((begun, min(end, len(text)), kind))
    return apart


def _find_headline(article: Article, furniture: Spans) -> Span | None:
    """Where the headline stands in the text as a line's beginning, outside the furniture."""
    headline = article.headline.strip()
    at = article.text.find(headline, 0, _HEADLINE_WITHIN) if headline else -1
    while at >= 0:
        line_start = article.text.rfind("\n", 0, at) + 1
        within = any(start <= at < end for start, end in furniture)
        begins = not article.text[line_start:at].strip() or any(end == at for _, end in furniture)
        if begins and not within:
            return at, at + len(headline)
        at = article.text.find(headline, at + 1, _HEADLINE_WITHIN)
    return None


def _find_dateline(article: Article) -> Span | None:
    """The dateline with its dash, "GENEVA (AP) —", where the article's first paragraph begins with it."""
    place = article.dateline
    at = article.text.find(place, 0, _HEADLINE_WITHIN) if place else -1
    if at < 0:
        return None
    for index in range(at + len(place), min(at + len(place) + _DATELINE_WITHIN, len(article.text) - 1)):
        if article.text[index] == "\n":
            return None
        if article.text[index] in _DASHES and article.text[index + 1].isspace():
            return at, index + 1
    return None


def _pieces(text: str, fixed: list[tuple[int, int, str]], longest: int) -> Iterator[tuple[int, int, str]]:
    """The fixed spans line by line, and between them the sentences, of kind ""."""
    done = 0
    for start, end, kind in [*fixed, (len(text), len(text), "")]:
        for one, other in split_sentences(text[done:start]):
            yield from ((*span, "") for span in cut_up(text, (one + done, other + done), longest))
        for one, other in split_paragraphs(text[start:end]):
            yield from ((*span, kind) for span in cut_up(text, (one + start, other + start), longest))
        done = end


def _joined(spans: Spans) -> Spans:
    """Spans in order, those that touch or overlap made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _overlap(span: Span, spans: Spans) -> int:
    """How many characters of `span` lie in `spans`, which are in order and apart."""
    start, end = span
    total = 0
    for index in range(max(0, bisect_right(spans, (start, end)) - 1), len(spans)):
        if spans[index][0] >= end:
            break
        total += max(0, min(end, spans[index][1]) - max(start, spans[index][0]))
    return total
