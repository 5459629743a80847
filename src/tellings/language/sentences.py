"""Paragraphs and sentences as spans, by fast rules that expect damage, in linear time."""

import re
from collections.abc import Iterator
from statistics import median

from tellings.language.damage import mend
from tellings.models import Span

_CLOSERS = "\"'\u201d\u2019\u00bb\u203a)\\]\u2060"
_STOP = re.compile(
    rf"(?P<stop>[.!?\u2026]+)(?P<closers>[{_CLOSERS}]*(?:[ ]+[\u201d\u00bb](?=\s|$))?)(?P<gap>\s*)"
    r"|(?P<wide>[\u3002\uff01\uff1f]+[\u300d\u300f\u201d]*\s*)"
)
_OPENERS = "\"'\u201c\u2018\u00ab\u201e([\u2060-\u2013\u2014*\u2022"
_LAST_WORD = re.compile(r"[\w.\u2019'-]*\Z")
_WRAPPED = (45, 95)  # characters in a typical line of text wrapped by hand or by a mail program


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Before a name or a number: never the end of a sentence.
_TITLES = _listed(
    "mr mrs ms mx dr prof rev fr hon gen lt col capt cmdr maj sgt cpl pvt adm brig sen sens rep reps gov "
    "govs pres amb supt det insp pte st ste mt ft vs vol pp cf eg e.g ie i.e "
    "messrs"
)
# May end a sentence: only when what follows seldom goes on after them.
_SHORT = _listed(
    "jan feb mar apr jun jul aug sept sep oct nov dec ph.d al "
    "inc ltd co corp llc plc bros jr sr esq etc a.m p.m am pm u.s u.k u.n e.u d.c u.s.a ave blvd rd est "
    "approx dept univ assn calif fla ga tex va wash mass mich minn conn ariz ark colo ill ind kan ky la md "
    "miss mo mont neb nev okla ore pa tenn vt wis wyo ala del"
)
_NUMBERED = _listed("no nos art sec fig p ch")  # before a digit only: "No. 10"
_STARTERS = _listed(
    "the a an in on at it he she they we i you but and or as if so that this these those there when while "
    "after before for from with by to his her its their our my what who why how where since although though "
    "however meanwhile both some many most all no not one two under officials police is was"
)
_ASKED = re.compile(
    r"(?:[A-Z][\w.\u2019'-]*[ ]){1,4}(?:said|asked|told|wrote|added|tweeted|replied|shouted|says|asks)\b"
)
_ADDRESS = re.compile(r"(?:www|://|@)\S*\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")


def split_paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of `text`, without the space around them.

    Each line is one, unless lines are as long as a mail program wraps them, or a line goes on in
    lower case.
    """
    lines = [m.span() for m in re.finditer(r"\S[^\n]*", text)]
    lines = [(start, start + len(text[start:end].rstrip())) for start, end in lines]
    wrapped = _is_wrapped(text, lines)
    paragraphs: list[Span] = []
    for start, end in lines:
        if paragraphs and _goes_on(text, paragraphs[-1][1], start, wrapped):
            paragraphs[-1] = (paragraphs[-1][0], end)
        else:
            paragraphs.append((start, end))
    return tuple(paragraphs)


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text`: every character that is not space lies in exactly one.

    >>> text = 'Mr. Lee left.He said: "I won. We all did." Then U.S. troops came.'
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['Mr. Lee left.', 'He said: "I won.', 'We all did."', 'Then U.S. troops came.']
    """
    mended = mend(text)
    found: list[Span] = []
    for start, end in split_paragraphs(mended):
        found += _split(mended, start, end)
    return tuple(found)


def cut_up(text: str, span: Span, longest: int) -> Iterator[Span]:
    """A span of `text` cut at spaces into pieces of at most `longest` characters."""
    start, end = span
    while end - start > longest:
        space = text.rfind(" ", start + longest // 2, start + longest)
        cut = space if space > 0 else start + longest
        yield start, start + len(text[start:cut].rstrip())
        start = cut
        while text[start].isspace():  # a sentence ends in something else, so this stops before `end`
            start += 1
    if start < end:
        yield start, end


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether most lines are about one width and stop in mid-sentence."""
    if len(lines) < 4:
        return False
    low, high = _WRAPPED
    usual = median(end - start for start, end in lines)
    open_ended = sum(text[end - 1] not in ".!?\"'\u201d\u2019:" for _, end in lines)
    return low <= usual <= high and 2 * open_ended > len(lines)


def _goes_on(text: str, end: int, start: int, wrapped: bool) -> bool:
    """Whether the line that begins at `start` belongs to the paragraph that ended at `end`."""
    if text.count("\n", end, start) > 1:
        return False
    return wrapped or (text[start].islower() and (text[end - 1].islower() or text[end - 1] == ","))


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of one paragraph."""
    begun = start
    letter = _next_letter(text, start, end)
    for match in _STOP.finditer(text, start, end):
        if match.start() < letter:
            continue  # "1." or a stray stop is no sentence
        cut = _cut(text, match, begun, end)
        if cut is None:
            continue
        yield begun, _trim(text, begun, cut)
        begun = cut
        while begun < end and text[begun].isspace():
            begun += 1
        letter = _next_letter(text, begun, end)
    if begun < end:
        yield begun, end


def _next_letter(text: str, start: int, end: int) -> int:
    found = _LETTER.search(text, start, end)
    return found.start() if found else end


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _cut(text: str, match: re.Match[str], begun: int, end: int) -> int | None:
    """Where the sentence that began at `begun` ends if it does at this stop, else None."""
    after = match.end()
    if after >= end:
        return None
    if match.group("wide"):
        return after
    if not match.group("gap"):
        return _cut_glued(text, match, begun)
    first = _first_letter(text, after, end)
    if first is None or text[first].islower() or _goes_past(text, match, begun, first):
        return None
    return after


def _goes_past(text: str, match: re.Match[str], begun: int, first: int) -> bool:
    """Whether the sentence goes on past the stop, though a capital follows at `first`."""
    closers = match.group("closers")
    if match.group("stop") == ".":
        return not closers and _is_short(text, match.start(), begun, first)
    return bool(closers.strip("\u2060)")) and _ASKED.match(text, first) is not None  # “Why now?” Smith asked.


def _cut_glued(text: str, match: re.Match[str], begun: int) -> int | None:
    """The cut in "said.MORE" or 'said."I can', where no space follows the stop."""
    stop, after = match.start(), match.end()
    closers = match.group("closers")
    before = text[max(begun, stop - 2) : stop]
    is_word = len(before) == 2 and before[0].isalnum() and (before[1].islower() or before[1].isdigit())
    if not is_word and not (closers and before[-1:].isalnum()):
        return None
    if _ADDRESS.search(text, max(begun, stop - 80), stop):
        return None
    following = text[after : after + 2]
    if following[:1] in "\u201c\u2018\u00ab":
        return after
    if not following[:1].isupper() or (before[-1].isdigit() and not following[1:].islower()):
        return None
    if closers == '"' and text.count('"', begun, stop) % 2 == 0:
        return match.start("closers")  # the mark opens what follows
    return after


def _first_letter(text: str, start: int, end: int) -> int | None:
    """The first character at `start` that is no opening mark."""
    while start < end and (text[start] in _OPENERS or text[start].isspace()):
        start += 1
    return start if start < end else None


def _is_short(text: str, stop: int, begun: int, first: int) -> bool:
    """Whether the stop belongs to an abbreviation or an initial rather than to the sentence."""
    found = _LAST_WORD.search(text, max(begun, stop - 24), stop)
    word = found.group() if found else ""
    plain = word.lower().strip("'\u2019-")
    following = _FIRST_WORD.match(text, first)
    goes_on = following is None or following.group().lower() not in _STARTERS
    if plain in _TITLES or (plain in _NUMBERED and text[first].isdigit()):
        return True
    if (len(word) == 1 and word.isupper()) or re.fullmatch(r"(?:[a-z]\.)+[a-z]", plain) or plain in _SHORT:
        return goes_on and (following is not None or plain not in {"am", "pm", "a.m", "p.m"})
    return False
