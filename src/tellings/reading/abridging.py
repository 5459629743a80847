"""How much of a text longer than articles are is compared: what it says for the first time, up to a limit."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from tellings.language.sentences import cut_up, split_sentences
from tellings.models import Problem, Span, Spans
from tellings.reading.furniture import join_spans
from tellings.reading.record import Reading
from tellings.settings import ReadingSettings

_LONGEST = 1500  # characters; what goes on for longer is no sentence, and is looked at in pieces


def abridge(reading: Reading, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """The reading, with what isn't to be compared as furniture, and the problem that says how much that is.

    The text stays whole, and a reading no longer than `long_text` as it is.
    """
    text, limit = reading.article.text, settings.long_text
    left = leave_out(text, reading.furniture, limit) if len(text) > limit else ()
    if not left:
        yield reading
        return
    starts = [start for start, _ in left]
    ends = (0, *(end for _, end in left))
    kept = tuple(c for c in reading.credits if not c.end or ends[bisect_right(starts, c.start)] <= c.start)
    yield replace(reading, furniture=join_spans([*reading.furniture, *left]), credits=kept)
    size = sum(end - start for start, end in left)
    yield Problem(
        reading.article.source,
        "text",
        f"{size:,} of its {len(text):,} characters aren't compared: they repeat what it said before, "
        f"or go past {limit:,} characters",
        "They are kept and shown. If it holds several articles, give them one by one, or raise long_text "
        "in tellings.toml.",
    )


def leave_out(text: str, furniture: Spans, limit: int) -> Spans:
    """The runs of sentences that repeat others, or come after `limit` characters of what doesn't.

    >>> leave_out("It rained. It rained. It stopped. We left.", (), 25)
    ((11, 21), (34, 42))
    """
    said: set[str] = set()
    told = 0
    left: list[Span] = []
    going_on = False
    for start, end in _sentences(text, furniture):
        words = " ".join(text[start:end].split())
        if words in said or told + end - start > limit:
            left[-1:] = [(left[-1][0], end)] if going_on else [*left[-1:], (start, end)]
            going_on = True
        else:
            said.add(words)
            told += end - start
            going_on = False
    return tuple(left)


def _sentences(text: str, furniture: Spans) -> Iterator[Span]:
    """The sentences between the furniture, none longer than `_LONGEST`."""
    done = 0
    for start, end in (*furniture, (len(text), len(text))):
        for one, other in split_sentences(text[done:start]):
            yield from cut_up(text, (one + done, other + done), _LONGEST)
        done = end
