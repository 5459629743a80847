"""What stands within quotation marks: all kinds of marks, nested, broken over paragraphs, damaged."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from tellings.language.damage import FILLER, mend
from tellings.language.sentences import split_paragraphs, split_sentences
from tellings.models import Span

LONGEST_OPEN = 1500  # characters of a quotation that runs on into the next paragraph, at most
LONGEST_SINGLE = 800  # characters between single marks; what is longer began with an apostrophe

_MARK = re.compile(
    "[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02\u300c\u300d\u300e\u300f'\u2018\u2019\u201a`\u2039\u203a]"
)
_SINGLES = frozenset("'\u2018\u2019\u201a`\u2039\u203a")
_SPACE = frozenset(" \t\n\r\v\f\u00a0\u2009\u202f\u2003\u2002\u3000")
_BEFORE = _SPACE | frozenset("([{\u2014\u2013/>")  # a mark after one of these opens
_AFTER = _SPACE | frozenset(",.;:!?)]\u2014\u2013-")  # a mark before one of these closes
_ELISION = re.compile(r"(?:\d0s|em|tis|twas|til|cause|bout|n)\b")
_OPEN, _CLOSE, _EITHER, _SINGLE_OPEN, _SINGLE_CLOSE = range(5)
_Mark = tuple[int, int, int]  # which of these, start, end
_Found = tuple[int, int, bool, bool, bool]  # start, end below zero for sorting, opened, closed, continued


class Quoted(NamedTuple):
    """One run of characters within quotation marks, the marks left out.

    `depth` is 1 for the outermost marks. `opened` and `closed` say whether each mark is there;
    `continued` that the quotation began in the paragraph before.
    """

    start: int
    end: int
    depth: int
    opened: bool
    closed: bool
    continued: bool


def find_quoted(text: str) -> tuple[Quoted, ...]:
    """The runs of `text` within quotation marks, by start; a missing mark costs a sentence at most.

    >>> text = '"It’s ‘fine’," he said.'
    >>> [text[quoted.start : quoted.end] for quoted in find_quoted(text)]
    ['It’s ‘fine’,', 'fine']
    """
    scan = _Scan(mend(text))
    for start, end in split_paragraphs(scan.text):
        scan.read(start, end)
    scan.give_up()
    return tuple(one for one in _with_depth(sorted(scan.found)) if one.start < one.end)


class _Scan:
    """One pass over the marks of a text; open marks are kept on a stack of at most three."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[_Found] = []
        self.sentences: tuple[Span, ...] = ()
        self.left: tuple[int, int, bool] | None = None  # start, paragraph end, continued: open at its end
        self.double = -1  # where the open double marks begin
        self.continued = False  # whether they go on from the paragraph before
        self.single = -1
        self.single_end = -1  # a close that may have been a possessive: "the allies' plan"
        self.outer_single = False  # the single was opened before the double

    def read(self, start: int, end: int) -> None:
        """Find what is quoted in the paragraph `text[start:end]`."""
        last_end = start
        for kind, at, after in self._marks(start, end):
            if kind == _SINGLE_OPEN:
                self._open_single(after)
            elif kind == _SINGLE_CLOSE:
                self._close_single(at)
            elif self.double >= 0:
                self._meet_double((kind, at, after), end)
            elif kind == _CLOSE:
                self._close_unopened(at, last_end, start)
            else:
                self._open_double(start, at, after)
            last_end = after
        if self.left is not None:
            self._settle_left(False)
        if self.single >= 0:
            self._drop_single()
        if self.double >= 0:
            self.left = (self.double, end, self.continued)
            self.double = -1

    def give_up(self) -> None:
        """Settle what was open when the text ended."""
        self._settle_left(False)

    def _marks(self, start: int, end: int) -> Iterator[_Mark]:
        """Each mark and which way it looks, by its neighbours first and then by its shape."""
        text, size = self.text, len(self.text)
        done = start
        for match in _MARK.finditer(text, start, end):
            at = match.start()
            if at < done:
                continue
            mark, after = text[at], at + 1
            before = text[at - 1] if at else " "
            following = text[after] if after < size else " "
            if mark in _SINGLES:
                if following == mark and mark in "'`":  # '' and `` stand for double marks
                    kind, after = _OPEN if mark == "`" or before in _BEFORE else _CLOSE, after + 1
                elif (single := _look_single(text, at, before, following)) is None:
                    continue
                else:
                    kind = single
            else:
                while following == FILLER:
                    after += 1
                    following = text[after] if after < size else " "
                kind = _look_double(mark, before, following)
            done = after
            yield kind, at, after

    def _open_double(self, paragraph: int, at: int, after: int) -> None:
        continues = False
        if self.left is not None:
            continues = not self.text[paragraph:at].strip()
            self._settle_left(continues)
        self.double, self.continued = after, continues
        self.outer_single = self.single >= 0

    def _meet_double(self, mark: _Mark, end: int) -> None:
        """A double mark while one is open closes it, or shows that it was never closed."""
        kind, at, after = mark
        begun = self.double
        if kind == _OPEN and self._never_closed(mark, end):
            self._emit(min(self._sentence_of(begun)[1], _rtrim(self.text, begun, at)), False)
            self.double, self.continued = after, False
            return
        if self.single >= 0 and not self.outer_single:
            self._drop_single()
        self._emit(at, True)
        self.double = -1

    def _never_closed(self, mark: _Mark, end: int) -> bool:
        """Whether the open marks were left open, rather than closed by this mark that looks the wrong way."""
        _, at, after = mark
        number = self._sentence(at)
        if self._sentence(self.double) != number:
            return True
        following = next(self._marks(after, min(end, self.sentences[number][1])), None)
        return following is not None and following[0] == _CLOSE

    def _close_unopened(self, at: int, last_end: int, paragraph: int) -> None:
        """A closing mark without an opening one: its quotation began with the paragraph or the sentence."""
        if self.left is not None and last_end == paragraph and at - paragraph <= LONGEST_OPEN:
            self._settle_left(True)
            self.found.append((paragraph, -at, False, True, True))
            return
        begun = self._sentence_of(at - 1)[0]
        if self.text[at - 1] in ",.!?" and begun >= last_end and at - begun > 1:
            self.found.append((begun, -at, False, True, False))

    def _settle_left(self, continues: bool) -> None:
        """End the quotation that the paragraph before left open."""
        if self.left is None:
            return
        begun, paragraph_end, continued = self.left
        self.left = None
        short = paragraph_end - begun <= LONGEST_OPEN
        end = paragraph_end if short and (continues or continued) else self._sentence_of(begun)[1]
        if end > begun:
            self.found.append((begun, -end, True, False, continued))

    def _open_single(self, after: int) -> None:
        self._drop_single()
        self.single = after
        self.outer_single = self.double < 0

    def _close_single(self, at: int) -> None:
        if self.single < 0 or (self.outer_single and self.double >= 0):
            return
        self.single_end = at
        possessive = self.text[at - 1] in "sS" and self.text[at + 1 : at + 2] == " "
        if not (possessive and self.text[at + 2 : at + 3].islower()):
            self._drop_single()

    def _drop_single(self) -> None:
        """End the single marks where they were last closed; never closed, they were an apostrophe."""
        if 0 <= self.single < self.single_end <= self.single + LONGEST_SINGLE:
            self.found.append((self.single, -self.single_end, True, True, False))
        self.single = self.single_end = -1

    def _emit(self, end: int, closed: bool) -> None:
        if end > self.double:
            self.found.append((self.double, -end, True, closed, self.continued))

    def _sentence(self, at: int) -> int:
        """The number of the sentence that holds the character `at`."""
        if not self.sentences:
            self.sentences = split_sentences(self.text)
        return max(0, bisect_right(self.sentences, (at, len(self.text) + 1)) - 1)

    def _sentence_of(self, at: int) -> Span:
        number = self._sentence(at)
        return self.sentences[number]


def _look_double(mark: str, before: str, following: str) -> int:
    opens = before in _BEFORE and following not in _AFTER
    closes = before not in _BEFORE and following in _AFTER
    if opens != closes:
        return _OPEN if opens else _CLOSE
    if mark in "\u201c\u201e\u300c\u300e":
        return _OPEN if following not in _SPACE or mark in "\u300c\u300e" else _EITHER
    return _CLOSE if mark in "\u300d\u300f" or (mark == "\u201d" and following in _SPACE) else _EITHER


def _look_single(text: str, at: int, before: str, following: str) -> int | None:
    """Which way a single mark looks; None for an apostrophe."""
    if following.isalnum() or following in '$\u00a3(\u2026"\u201c':
        if (before in _BEFORE or before in '"\u201c\u00ab') and not _ELISION.match(text, at + 1):
            return _SINGLE_OPEN
        return None
    return None if before in _BEFORE or following == FILLER else _SINGLE_CLOSE


def _with_depth(found: list[_Found]) -> Iterator[Quoted]:
    """Each run with the number of runs it lies in, itself counted."""
    ends: list[int] = []
    for start, minus_end, opened, closed, continued in found:
        while ends and ends[-1] < -minus_end:
            ends.pop()
        ends.append(-minus_end)
        yield Quoted(start, -minus_end, len(ends), opened, closed, continued)


def _rtrim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
