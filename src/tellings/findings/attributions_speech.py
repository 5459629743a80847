"""Whether words are given as they were spoken: within marks, or with marks that were lost."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from tellings.findings.tagger_windows import Window, Word
from tellings.language.marks import find_quoted
from tellings.models import Span, Spans

MOSTLY = 0.8  # share of the letters within marks, from which a content is direct (polnear_dev, read by hand)
NEXT = 12  # characters between two quotations that go on: marks, a line break, spaces
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]?(?:m|ve|d|ll)|[Ww]e|[Mm]y|[Oo]urs?|us|me|[Ll]et['’]?s)\b")


class Quotations:
    """The outermost runs within marks of one text, asked about spans."""

    def __init__(self, text: str) -> None:
        self.runs = [run for run in find_quoted(text) if run.depth == 1]
        self.starts = [run.start for run in self.runs]
        self.ends = [run.end for run in self.runs]
        self.letters = list(accumulate(map(str.isalnum, text), initial=0))  # before each place

    def share(self, span: Span) -> float:
        """How much of the span stands within marks, 0 to 1, marks and spaces not counted."""
        start, end = span
        letters = self.letters[end] - self.letters[start]
        inside = 0
        for n in range(bisect_right(self.ends, start), bisect_left(self.starts, end)):
            low, high = max(start, self.starts[n]), min(end, self.ends[n])
            inside += self.letters[high] - self.letters[low]
        return inside / letters if letters else 0.0

    def within_marks(self, span: Span) -> bool:
        """Whether most of the span stands within marks."""
        return self.share(span) >= MOSTLY

    def runs_in(self, window: Window) -> list[tuple[int, int]]:
        """The first and the last word of each run in `window`, the marks beside it included."""
        if not window.words:
            return []
        starts = [word.span[0] for word in window.words]
        low, high = starts[0], window.words[-1].span[1]
        found = []
        for n in range(bisect_right(self.ends, low), bisect_left(self.starts, high)):
            if self._is_stray(n):
                continue
            first = bisect_left(starts, self.starts[n])
            last = bisect_left(starts, self.ends[n]) - 1
            first -= first > 0 and _is_mark(window.words[first - 1])
            last += last + 1 < len(starts) and _is_mark(window.words[last + 1])
            if first <= last:
                found.append((first, last))
        return found

    def _is_stray(self, n: int) -> bool:
        """Whether run `n` was opened and never closed, in its paragraph or a later one."""
        goes_on = n + 1 < len(self.runs) and self.runs[n + 1].continued
        return not self.runs[n].closed and not goes_on

    def goes_on(self, before: Spans, after: Spans) -> bool:
        """Whether the second content goes on with the quotation that the first left open, or cut short."""
        if not before or not after:
            return False
        n = bisect_right(self.ends, after[0][0])
        if n < len(self.runs) and self.starts[n] < min(before[-1][1], after[0][0]):
            return before[-1][1] <= after[0][0]
        if n >= len(self.runs) or not self.runs[n].continued:
            return False
        return n > 0 and self.starts[n - 1] < before[-1][1] and self.runs[n].start - self.ends[n - 1] <= NEXT


def _is_mark(word: Word) -> bool:
    return not any(letter.isalnum() for letter in word.text) and word.text not in ",.;:!?"


def kind_of(said: Sequence[str], shares: Sequence[float], leads: bool) -> str:
    """direct, mixed or indirect, from the words, how much of each stands in marks, and their order.

    Words that come before their cue and speak of "I" or "we" were spoken so, whatever became of
    their marks.

    >>> kind_of(["I cant say"], [0.0], True), kind_of(["he was “sure”"], [0.3], False)
    ('direct', 'mixed')
    """
    if min(shares) >= MOSTLY:
        return "direct"
    if max(shares) > 0:
        return "mixed"
    return "direct" if leads and any(_FIRST_PERSON.search(one) for one in said) else "indirect"
