"""Headings, menus and buttons that a text runs together without spaces ("HomeBreaking NewsTalks")."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from tellings.models import Span
from tellings.reading import interface
from tellings.reading.crumbs import crumb_length
from tellings.reading.lists import words
from tellings.reading.record import Line

_LONGEST_PIECE = 170  # characters; a longer piece between two joints is a paragraph, not a title
_MOST_JOINTS = 2_000  # in one line; no page has a tenth of it, and each is looked at closely
# A capital first, since that is what the matcher can look for fast.
_JOINT = re.compile(r"[A-Z](?:(?<=[a-z…].)|(?<=[a-z…][?!].))")
_STOP = re.compile(r"[a-z]{2}[.?!][”\"’')]{0,2}(?=[A-Z])")
_SENTENCE = re.compile(r"[a-z0-9][.][”\"’')]{0,2}\s+[“\"‘'(]?[A-Z]")
_CAPITALS = re.compile(r"[A-Z][A-Z'’]+(?: [A-Z'’]+)*")
_NAME_STARTS = frozenset(words("name_starts"))
_NAMES = frozenset({"NewsHour", "NewsMax", "NewsNation", "HealthCare", "HomeAway"})


def find_glued(line: Line) -> Iterator[Span]:
    """The spans of `line` in which two or more glued pieces stand with words that only pages say.

    >>> line = Line(0, 58, "He left.MORE STORIESTalks failTrade growsSUBMIT They went on.")
    >>> [line.text[a:b] for a, b in find_glued(line)]
    ['MORE STORIESTalks failTrade growsSUBMIT']
    """
    joints = _joints(line.text)
    for cluster in _clusters(line.text, joints) if len(joints) <= _MOST_JOINTS else ():
        span = _span_of(line.text, cluster)
        if span:
            yield line.start + span[0], line.start + span[1]


def glued_lines(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    r"""Those of the `lines` of `text` that may hold a joint, told for all of them at once.

    >>> text = "Talks fail\nHomeWorld"
    >>> [line.text for line in glued_lines(text, [Line(0, 10, "Talks fail"), Line(11, 20, "HomeWorld")])]
    ['HomeWorld']
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    small = ((codes - ord("a")) < 26) | (codes == ord("…"))
    joined = small.copy()
    joined[1:] |= small[:-1] & ((codes[1:] == ord("?")) | (codes[1:] == ord("!")))
    joints = np.flatnonzero(joined[:-1] & ((codes[1:] - ord("A")) < 26)) + 1
    if len(joints):
        first = np.searchsorted(joints, [line.start for line in lines])
        after = np.searchsorted(joints, [line.end for line in lines])
        yield from (lines[number] for number in np.flatnonzero(first < after).tolist())


def _joints(text: str) -> list[int]:
    """Where a capital follows a small letter without a space and it is no known way to write a name."""
    found = []
    for match in _JOINT.finditer(text):
        at = match.end() - 1
        begin = max(text.rfind(" ", max(0, at - 40), at) + 1, at - 40)
        word = text[begin:at].lstrip("“\"‘'([-/@#")
        if (
            word in _NAME_STARTS
            or text[begin : begin + 8] in _NAMES
            or text[begin:at][:1] in "@#/"
            or "/" in text[begin:at]
        ):
            continue
        found.append(at)
    return found + _ends_of_capitals(text) if found else found


def _ends_of_capitals(text: str) -> list[int]:
    """Where a word in capitals runs into a capitalised one ("FOR YOUBlinken")."""
    return [m.start() + 3 for m in re.finditer(r"[A-Z]{3}(?=[A-Z][a-z]{2})", text)]


def _clusters(text: str, joints: list[int]) -> Iterator[list[int]]:
    """Joints near each other, with no whole sentence between them."""
    cluster: list[int] = []
    for joint in sorted(joints):
        if cluster and (joint - cluster[-1] > _LONGEST_PIECE or _SENTENCE.search(text, cluster[-1], joint)):
            yield cluster
            cluster = []
        cluster.append(joint)
    if cluster:
        yield cluster


def _span_of(text: str, cluster: list[int]) -> Span | None:
    """The furniture round a cluster of joints, or None where nothing says that it is furniture."""
    start = _start_of(text, cluster[0])
    end = _end_of(text, cluster[-1])
    if start + crumb_length(text[start : start + 200]) == cluster[-1]:
        end = cluster[-1]  # a path of menu words ends at the title
    pieces = [text[a:b] for a, b in zip([start, *cluster], [*cluster, end], strict=True) if a < b]
    said = sum(_says_page_words(piece) for piece in pieces)
    if len(cluster) < 2 and said < 2:
        return None
    return (start, end) if said and len(pieces) > 1 else None


def _start_of(text: str, joint: int) -> int:
    """Where the piece before the first joint begins: at a glued sentence end, a heading, the line's start."""
    low = max(0, joint - _LONGEST_PIECE)
    starts = [m.end() for m in _STOP.finditer(text, low, joint)]
    if starts:
        return starts[-1]
    capitals = [m for m in _CAPITALS.finditer(text, low, joint + 1) if joint - m.end() < 2]
    if capitals:
        return capitals[-1].start()
    sentences = [m.end() - 1 for m in _SENTENCE.finditer(text, low, joint)]
    begin = sentences[-1] if sentences else low
    if begin == 0 or sentences:
        said = interface.words_of(text[begin:joint])
        if said and interface.covered([w for _, _, w in said]) + _sections(said) >= len(said):
            return begin
    return joint


def _end_of(text: str, joint: int) -> int:
    """Where the piece after the last joint ends: after interface words, or at the end of a title."""
    said = interface.words_of(text[joint : joint + _LONGEST_PIECE])
    run = interface.run_at([w for _, _, w in said], 0)
    if run:
        return joint + said[run - 1][1]
    rest = text[joint : joint + _LONGEST_PIECE + 1].rstrip()
    if (
        len(rest) <= _LONGEST_PIECE
        and (rest.endswith(("...", "…")) or rest[-1:] not in '.”"')
        and ". " not in rest
    ):
        return joint + len(rest)
    return joint


def _sections(said: list[tuple[int, int, str]]) -> int:
    return sum(w in interface.SECTIONS and not interface.phrase_at([w], 0) for _, _, w in said)


def _says_page_words(piece: str) -> bool:
    """Whether a piece is made of, begins with or ends with what only pages say."""
    said = [w for _, _, w in interface.words_of(piece)]
    if not said:
        return False
    if interface.run_at(said, 0) >= min(2, len(said)) or all(w in interface.SECTIONS for w in said):
        return True
    return any(
        interface.run_at(said, at) == len(said) - at and len(said) - at >= 2
        for at in range(max(0, len(said) - 8), len(said))
    )
