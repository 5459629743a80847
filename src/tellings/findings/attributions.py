"""Who said what in one article: source, cue and content of each attribution, with the speaker."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from tellings.findings.attributions_linking import Linked, link_pieces
from tellings.findings.attributions_speech import Quotations, kind_of
from tellings.findings.speakers import Speakers
from tellings.findings.tagger import Piece
from tellings.findings.tagger_rules import fill_in, find_nested
from tellings.findings.tagger_windows import Window, cut_windows
from tellings.language.parses import Parses
from tellings.models import Article, Attribution, Passage, Span, Spans, content_id
from tellings.settings import AttributionSettings

_LETTER = re.compile(r"[^\W\d_]")
LEFT_OUT = frozenset({"furniture", "credit"})


class FindsPieces(Protocol):
    """What finds sources, cues and contents: the learned `Tagger`, or a stand-in for it."""

    def tag(self, windows: Sequence[Window]) -> list[tuple[Piece, ...]]:
        """The pieces of each of `windows`, in reading order, none overlapping."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """An attribution being put together."""

    window: Window
    linked: Linked
    content: Spans
    speaker: str = ""


def find_attributions(
    article: Article,
    passages: Sequence[Passage],
    parses: Parses,
    tagger: FindsPieces,
    settings: AttributionSettings,
) -> tuple[Attribution, ...]:
    """The attributions in `article`, in reading order.

    `content` keeps its quotation marks, as the PolNeAR corpus does. Words between marks that nothing
    credits are an attribution without source and cue, its speaker whoever spoke last. Lost marks
    leave a direct attribution whose span has none ("I cant say, he told reporters").
    """
    text = article.text
    kept = [passage for passage in passages if passage.kind not in LEFT_OUT and may_attribute(text, passage)]
    windows = list(cut_windows(text, kept, parses))
    if not windows:
        return ()
    quotations = Quotations(text)
    drafts: list[_Draft] = []
    for window, pieces in zip(windows, tagger.tag(windows), strict=True):
        quoted = quotations.runs_in(window)
        for linked in link_pieces(window, fill_in(window, pieces, quoted), settings):
            _add(drafts, _Draft(window, linked, _spans(window, linked.contents)), quotations)
            for content in linked.contents:
                nested = find_nested(window, content, quoted)
                drafts += [
                    _Draft(window, inner, _spans(window, inner.contents))
                    for inner in link_pieces(window, nested, settings)
                ]
    return tuple(_finish(article, draft, quotations) for draft in _name_speakers(drafts, windows))


def may_attribute(text: str, passage: Passage) -> bool:
    """Whether the passage holds words at all: a run of bare marks credits nobody."""
    return _LETTER.search(text, passage.start, passage.end) is not None


def _add(drafts: list[_Draft], draft: _Draft, quotations: Quotations) -> None:
    """Put `draft` at the end of `drafts`, or its content on the quotation there that it goes on."""
    if drafts and drafts[-1].linked.cue is None and quotations.goes_on(drafts[-1].content, draft.content):
        drafts[-1] = replace(draft, content=drafts[-1].content + draft.content)
        return
    if draft.linked.cue is None and drafts and draft.content:
        last = drafts[-1]
        if quotations.goes_on(last.content, draft.content) or _awaits(last):
            drafts[-1] = replace(last, content=last.content + draft.content)
            return
        if not quotations.within_marks(draft.content[0]):
            return  # neither credited nor in marks: a guess
    if draft.linked.cue is not None or quotations.within_marks(draft.content[0]):
        drafts.append(draft)


def _awaits(draft: _Draft) -> bool:
    """Whether the draft announces words that have not come yet ("The governor added:")."""
    cue = draft.linked.cue
    if cue is None or draft.content:
        return False
    after = draft.window.words[cue.last : cue.last + 2]
    return any(word.text.endswith(":") for word in after)


def _name_speakers(drafts: Iterable[_Draft], windows: Sequence[Window]) -> Iterator[_Draft]:
    """The drafts that have a content, each with its speaker."""
    speakers = Speakers(windows)
    following = dict(pairwise(windows))
    for draft in drafts:
        cue, sources = draft.linked.cue, draft.linked.sources
        if sources:
            speaker = speakers.credited(draft.window, sources[0], cue)
        elif cue is not None:
            speaker = speakers.subject(draft.window, cue)
        elif _is_woven_in(draft):
            speaker = ""
        else:
            after = following.get(draft.window)
            speaker = (speakers.signed(after) if after else "") or speakers.goes_on()
        if draft.content:
            yield replace(draft, speaker=speaker)


def _is_woven_in(draft: _Draft) -> bool:
    """Whether the words are part of the paper's own sentence ("they sang “Auld Lang Syne”")."""
    window, first = draft.window, draft.linked.contents[0].first
    before = range(window.offsets[first], first)
    own = any(not window.marked[n] and any(map(str.isalnum, window.words[n].text)) for n in before)
    return own and window.words[first - 1].text != ":"


def _finish(article: Article, draft: _Draft, quotations: Quotations) -> Attribution:
    source = _spans(draft.window, draft.linked.sources)
    cue = _spans(draft.window, [draft.linked.cue] if draft.linked.cue else [])
    said = [article.text[start:end] for start, end in draft.content]
    kind = kind_of(said, [quotations.share(span) for span in draft.content], _leads(draft.content, cue))
    places = ",".join(f"{start}-{end}" for start, end in (*source, *cue, *draft.content))
    return Attribution(
        content_id("attribution", article.article_id, places),
        article.article_id,
        kind,
        draft.content,
        source,
        cue,
        draft.speaker,
    )


def _leads(content: Spans, cue: Spans) -> bool:
    """Whether the words come before what credits them."""
    return bool(cue) and content[0][0] < cue[0][0]


def _spans(window: Window, pieces: Iterable[Piece]) -> Spans:
    """The characters of `pieces` in the article."""
    found: list[Span] = []
    for piece in pieces:
        found.append((window.words[piece.first].span[0], window.words[piece.last].span[1]))
    return tuple(found)
