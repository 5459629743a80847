"""Which parts of a text are the page's and not the article's: menus, buttons, notices, other titles.

The text is looked at in four ways: whole lines that speak to the reader as a user of the page, lists of
titles under a heading such as "Read more", headings glued together without spaces, and repetition.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from tellings.models import Span, Spans
from tellings.reading import interface
from tellings.reading.agencies import name_outlet
from tellings.reading.glue import find_glued, glued_lines
from tellings.reading.lists import words
from tellings.reading.phrases import INSERTS, USER_PHRASES
from tellings.reading.record import Line

_LONGEST_NOTICE = 420  # characters; the longest notices seen on news pages are a short paragraph
_LISTS = frozenset(words("list_headings"))
_LONGEST_HEADING = max(map(len, _LISTS))
_LABEL = re.compile(
    r"(?:READ MORE|RELATED|MORE|ALSO READ|SEE ALSO|READ ALSO|WATCH|READ|Read more|Related|Also read|See "
    r"also|Read also"
    r"|More|Watch|READ NEXT|Read next|MUST READ|Must read|DON'T MISS|RELATED STORY|Related story|Recommended"
    r"|RELATED STORIES|RELATED CONTENT|Also Read|Read More|Click for more from|PHOTOS|VIDEO|Also on|MORE "
    r"FROM) ?(?:\||:|»|>|&gt;)"
)
_STAMP = re.compile(
    r"[-–—• ]*(?:(?:this (?:story|article|report|post) (?:has been|was) (?:last )?)?(?:updated|published"
    r"|posted)(?: at| on)?:? )"
    r"?\d{1,2}[:.]\d{2} ?[ap]\.?m\.?(?: \(?[A-Z]{2,4}\)?)?\.?"
    r"|(?:first |last )?(?:published|updated|posted)(?: on| at)?:? [^.]{0,30}\b(?:19|20)\d\d\b[^.]{0,25}",
    re.I,
)
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright\b)[^.\n]{0,15}(?:©|\(c\)|\b(?:19|20)\d\d\b|\bby\b)|.{0,200}\ball rights "
    r"reserved\b",
    re.I,
)
_NAME = re.compile(
    r"[—–-]? ?[A-Z][\w.’'\-]*(?: (?:[A-Z][\w.’'\-]*|de|la|van|von|der|al|bin|el|da|di|del)){1,3}"
)
_PERSONAL = frozenset({"you", "your", "our", "us", "here", "we"})
_ENDS = ".!?”\"’'"


def find_furniture(text: str, lines: list[Line], said: frozenset[str], known: Iterable[Span] = ()) -> Spans:
    r"""The spans of furniture in `text`, sorted and apart; `known` are those that the header gave.

    `said` are the phrases that stand in the text.

    >>> from tellings.reading.phrases import look_for_phrases
    >>> from tellings.reading.record import lines_of
    >>> text = "Talks failed on Friday.\nSign up for our newsletter\nThey go on next week."
    >>> [text[a:b] for a, b in find_furniture(text, lines_of(text), look_for_phrases(text))]
    ['Sign up for our newsletter']
    """
    asked = tuple(phrase for phrase in USER_PHRASES if phrase in said)
    noticed = [is_notice(line.text, asked) for line in lines]
    others = [line for line, notice in zip(lines, noticed, strict=True) if not notice]
    spans = list(known)
    spans += [(line.start, line.end) for line, notice in zip(lines, noticed, strict=True) if notice]
    spans += _listed_titles(lines)
    spans += _last_titles(others)
    spans += _repeated(others)
    spans += _signature(lines)
    for line in others:
        spans += _edges(line)
    for line in glued_lines(text, others):
        spans += find_glued(line)
    spans += _inline(text, said)
    return join_spans(spans)


def join_spans(spans: Iterable[Span]) -> Spans:
    """`spans` sorted, with those that touch or overlap joined and empty ones left out."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return tuple(joined)


def cut_out(spans: Iterable[Span], holes: Iterable[Span]) -> Spans:
    """`spans` without the characters of `holes`.

    >>> cut_out([(0, 10)], [(3, 5)])
    ((0, 3), (5, 10))
    """
    kept: list[Span] = []
    cuts = join_spans(holes)
    at = 0
    for start, end in join_spans(spans):
        while at < len(cuts) and cuts[at][1] <= start:
            at += 1
        here, left = at, start
        while here < len(cuts) and cuts[here][0] < end:
            kept.append((left, cuts[here][0]))
            left = cuts[here][1]
            here += 1
        kept.append((left, end))
    return tuple(span for span in kept if span[0] < span[1])


def is_notice(line: str, asked: Sequence[str] = USER_PHRASES) -> bool:
    """Whether the page says the whole of `line` to its user; `asked` are the phrases of notices looked for.

    >>> is_notice("Follow us on Twitter @example."), is_notice("He told reporters to follow the money.")
    (True, False)
    """
    if len(line) > _LONGEST_NOTICE:
        return False
    if not (line[0].isalnum() or any(c.isalnum() for c in line)) or (
        len(line) < 60 and _STAMP.fullmatch(line)
    ):
        return True
    if ("right" in line or "RIGHT" in line or line[0] in "©(") and _RIGHTS.match(line):
        return True
    return _is_all_interface(line) or _speaks_to_user(line, asked)


def _is_all_interface(line: str) -> bool:
    """Whether the line is made of interface phrases, or nearly so."""
    first = line.lstrip("+•*-–—[(<>|· ").split(None, 1)[:1]
    if len(line) > 240 or not first or not interface.may_begin(first[0]):
        return False
    said = interface.plain_words(line)
    if interface.run_at(said, 0) == len(said):
        return said != ["x"] and not (len(said) == 1 and line[-1] in '?!"”')
    return len(said) <= 12 and line[-1] != "." and interface.covered(said) >= 0.7 * len(said)


def _speaks_to_user(line: str, phrases: Sequence[str]) -> bool:
    """An order to the reader about the page, or a line that names the reader's side of it twice."""
    ordered = interface.plain_word(line.split(None, 1)[0]) in interface.IMPERATIVES
    if not (phrases or ordered):
        return False
    lower = line.lower()
    asked = sum(phrase in lower for phrase in phrases)
    if not (asked or ordered) or any(mark in line for mark in '"“”'):
        return False
    said = set(interface.plain_words(line))
    nouns = len(said & interface.USER_NOUNS)
    personal = "@" in line or not said.isdisjoint(_PERSONAL)
    short = len(said) <= 8 or (personal and len(said) <= 30) or (personal and nouns > 1)
    if ordered and ((asked and (personal or nouns)) or (nouns and short)):
        return True
    return asked + nouns >= 2 and personal and asked > 0


def is_title(line: str) -> bool:
    """Whether `line` reads like the title of a story: short, begins like one, ends without a full stop."""
    if (
        not 12 <= len(line) <= 160
        or line[-1] in '.,;:"”'
        or not (line[0].isupper() or line[0] in "'‘“\"0123456789")
    ):
        return False
    return 3 <= line.count(" ") + 1 <= 24


def _listed_titles(lines: list[Line]) -> Iterable[Span]:
    """Titles under a heading for lists or after a label."""
    listing = False
    for line in lines:
        if _LABEL.match(line.text) and len(line.text) < 200:
            rest = line.text.partition(":")[2].strip()
            listing = not rest
            yield line.start, line.end
        elif _heads_list(line.text):
            listing = True
            yield line.start, line.end
        elif listing and is_title(line.text):
            yield line.start, line.end
        else:
            listing = False


def _heads_list(line: str) -> bool:
    """Whether `line` is a heading under which pages list other stories."""
    heading = line.strip(" :.…»>-")
    return len(heading) <= _LONGEST_HEADING and heading.lower() in _LISTS and line[-1] not in "?!"


def _last_titles(body: list[Line]) -> Iterable[Span]:
    """Three or more titles at the very end of a text, notices apart, with no heading over them."""
    tail = 0
    while tail < len(body) and is_title(body[-1 - tail].text):
        tail += 1
    if 3 <= tail < len(body) and sum(len(line.text) for line in body[-tail:]) >= 40 * tail:
        yield from ((line.start, line.end) for line in body[-tail:])


def _repeated(lines: list[Line]) -> Iterable[Span]:
    """Short lines that come three times or more and don't end as sentences do."""
    keys = [line.text if len(line.text) < 80 and line.text[-1] not in _ENDS + ":" else "" for line in lines]
    counts = Counter(key for key in keys if key)
    for line, key in zip(lines, keys, strict=True):
        if counts[key] >= 3 and " " in key and key[0].isupper() and not _NAME.fullmatch(line.text):
            yield line.start, line.end


def _signature(lines: list[Line]) -> Iterable[Span]:
    """A last line that is a person's name and nothing else, or a name and an outlet: who put the text up."""
    if len(lines) > 2 and len(lines[-1].text) < 60:
        name, _, outlet = lines[-1].text.partition(", ")
        if _NAME.fullmatch(name) and (not outlet or name_outlet(outlet)) and not name_outlet(name):
            yield lines[-1].start, lines[-1].end


def _edges(line: Line) -> Iterable[Span]:
    """A run of interface words at the start or the end of a line that goes on as the article."""
    text = line.text
    first = text[:24].split(" ", 1)[0]
    if interface.may_begin(first) and interface.opens_with_phrase(text):
        said = interface.words_of(text[:160])
        run = interface.run_at([w for _, _, w in said], 0)
        if run and run < len(said) and _stands_apart(text, said, run):
            yield line.start, line.start + said[run - 1][1]
    if text[-1] not in _ENDS and interface.may_end(text[-24:].rsplit(" ", 1)[-1]):
        offset = max(0, len(text) - 120)
        said = interface.words_of(text[offset:])
        for at in range(max(0, len(said) - 10), len(said)):
            begin = offset + said[at][0]
            before = text[:begin].rstrip()
            if (
                interface.run_at([w for _, _, w in said], at) == len(said) - at
                and before[-1:] in _ENDS
                and before
            ):
                if text[begin].isupper():
                    yield line.start + begin, line.end
                break


def _stands_apart(text: str, said: list[tuple[int, int, str]], run: int) -> bool:
    """Whether the run can't be the start of the sentence after it, by its capitals and the next word's."""
    after = text[said[run][0]]
    if not (after.isupper() or after in "“\"'‘"):
        return False
    written = text[: said[run - 1][1]]
    if run == 1:
        return written.isupper() and len(written) > 3 and not text[said[1][0] : said[1][1]].isupper()
    return all(w[:1].isupper() for w in written.split()[:1]) and (
        run >= 3 or written.istitle() or written.isupper()
    )


def _inline(text: str, said: frozenset[str]) -> Iterable[Span]:
    for phrase in filter(said.__contains__, INSERTS):
        at = text.find(phrase)
        while at >= 0:
            yield at, at + len(phrase)
            at = text.find(phrase, at + len(phrase))
