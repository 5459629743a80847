"""The words that name where copy, help or pictures came from, with their exact spans."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from tellings.models import Spans
from tellings.reading.agencies import name_agency, name_outlet
from tellings.reading.citations import find_citations
from tellings.reading.contributors import find_contributions
from tellings.reading.furniture import join_spans
from tellings.reading.headers import Header
from tellings.reading.phrases import MOVED
from tellings.reading.pictures import find_pictures
from tellings.reading.record import Line

_THIS = (
    r"(?:[Tt]his|[Tt]he|[Aa]n?) (?:\w+ ){0,2}?(?:article|story|report|piece|column|post|essay|excerpt"
    r"|commentary|op-ed)"
)
_REPUBLISHED = re.compile(
    _THIS + r"[^.\n]{0,80}?\b(?:(?:was |has been |had been )?(?:first|originally|previously) (?:published"
    r"|appeared|posted|ran|released)"
    r"|(?:is|was) (?:re-?published|re-?printed|reproduced|syndicated|re-?posted)|appeared (?:first"
    r"|originally))"
    r" (?:here )?(?:with permission )?(?:by|in|on|at|from) (?P<name>[^\n]{2,120})"
)
_REPRINTED = re.compile(
    r"(?:Re-?printed|Re-?published|Syndicated|Reproduced) (?:with (?:the )?permission )?(?:from|by|of) "
    r"(?P<name>[^\n]{2,80})"
)
_RIGHTS = re.compile(
    r"(?:©|\(c\)|[Cc]opyright|COPYRIGHT)[\s©]*(?:(?:19|20)\d\d(?:-\d+)?)?,?\s*(?:by )?(?P<name>(?:[Tt]he "
    r")?[A-Z][^.\n©]{1,45})\.?"
)
_TAIL = re.compile(
    r"\(?(?:Source|Via|With|From|By|Agency|Agencies|SOURCE|Courtesy)?:?\s*[(—–-]*\s*(?P<name>[A-Z][\w./ "
    r"-]{1,40}?)[)\s]*\.?"
)
_CLOSER = re.compile(r"(?<=[.!?”\"’])\s*[(—–-]{1,2}\s?(?P<name>[A-Z][\w./ -]{1,40}?)\)?$")
_ISSUE = re.compile(r"^(?:the )?[\w ,.-]{3,40}? (?:issue|edition) of ")
_STOP = re.compile(r"[.;,:()]| under | and | on | in | at | with |, ")


class Found(NamedTuple):
    """A credit before its article has an id."""

    start: int
    end: int
    kind: str
    name: str


def find_credits(
    text: str, lines: list[Line], said: frozenset[str], header: Header, own: tuple[str, str]
) -> tuple[Found, ...]:
    """The credits in `text`, sorted by place; `own` is the article's outlet and address.

    `said` are the phrases that stand in the text.

    >>> from tellings.reading.phrases import look_for_phrases
    >>> from tellings.reading.record import lines_of
    >>> text = "Talks ended in Bern on Friday.\\nThe Associated Press contributed to this report."
    >>> find_credits(text, lines_of(text), look_for_phrases(text), Header(), ("", ""))
    (Found(start=31, end=79, kind='agency', name='Associated Press'),)
    """
    found = [*_heading(text, header), *_republished(said, lines), *_signed(lines)]
    found += [Found(*credit) for credit in find_contributions(said, lines)]
    found += [
        Found(start, end, "photo", name)
        for start, end, name in find_pictures(text, said)
        if not any(start < last and first < end for first, last in header.furniture)
    ]
    cited = [Found(start, end, "cited source", name) for start, end, name in find_citations(text, said, own)]
    return tuple(sorted([*_apart(found), *_outside(cited, join_spans((c.start, c.end) for c in found))]))


def _outside(cited: list[Found], spans: Spans) -> Iterator[Found]:
    """The credits that don't touch any of `spans`, which are sorted and apart."""
    starts = [start for start, _ in spans]
    for credit in cited:
        before = bisect_left(starts, credit.end) - 1
        if before < 0 or spans[before][1] <= credit.start:
            yield credit


def _apart(found: list[Found]) -> Iterator[Found]:
    """The credits, without one that lies within another of its kind and name."""
    reached: dict[tuple[str, str], int] = {}
    for credit in sorted(set(found), key=lambda c: (c.start, -c.end, c.kind, c.name)):
        if credit.end > reached.get((credit.kind, credit.name), -1):
            reached[credit.kind, credit.name] = credit.end
            yield credit


def _heading(text: str, header: Header) -> Iterator[Found]:
    """The agency that a dateline or a line of the header names."""
    dateline = header.dateline
    if dateline and dateline.agency:
        start, end = dateline.agency_span
        yield Found(header.body + start, header.body + end, "agency", dateline.agency)
    for start, end in header.furniture:
        for part in re.finditer(r"[^|·•,\n]+", text[start:end]):
            agency = name_agency(part[0]) if len(part[0]) < 45 else ""
            if agency:
                lead = len(part[0]) - len(part[0].lstrip())
                yield Found(
                    start + part.start() + lead,
                    start + part.start() + len(part[0].rstrip()),
                    "agency",
                    agency,
                )


def _republished(said: frozenset[str], lines: list[Line]) -> Iterator[Found]:
    """Notices that the text appeared elsewhere first, and who holds its rights."""
    moved = [word for word in MOVED if word in said]
    if moved:
        for line in lines:
            if any(word in line.text for word in moved):
                yield from _moved(line)
    for line in lines[-12:]:
        match = _RIGHTS.match(line.text) if len(line.text) < 300 else None
        agency = (
            name_agency(re.split(r"[/,]", match["name"])[0]) or name_agency(match["name"]) if match else ""
        )
        if match and agency:
            yield Found(line.start, line.start + match.end(), "agency", agency)


def _moved(line: Line) -> Iterator[Found]:
    """The notices of one line that the text was elsewhere first."""
    for pattern in (_REPUBLISHED, _REPRINTED):
        match = pattern.search(line.text, 0, 1500)
        name = _first_name(match["name"]) if match else ""
        if match and name:
            yield Found(line.start + match.start(), _end(line, match), "republished from", name)


def _first_name(text: str) -> str:
    """The outlet, site or other capitalised name that `text` opens with."""
    text = _ISSUE.sub("", text)
    words = text.replace("’s", "'s").split()[:8]
    for count in range(len(words), 0, -1):
        outlet = name_outlet(" ".join(words[:count]).rstrip(".,;:"))
        if outlet:
            return outlet
    name: list[str] = []
    for word in words:
        bare = word.strip('“”"().,;:*')
        if not (
            bare[:1].isupper()
            or (name and bare in ("of", "the", "and", "for"))
            or "." in bare
            or bare == "the"
        ):
            break
        name.append(bare)
        if word[-1] in ".,;:)" and word not in ("U.S.",):
            break
    while name and name[-1] in ("of", "the", "and", "for"):
        name.pop()
    if name and name[0].lower() == "the":
        name = name[1:]
    return " ".join(name) if name and not name[0].isdigit() else ""


def _end(line: Line, match: re.Match[str]) -> int:
    """The end of the sentence that the match stands in."""
    stop = re.compile(r"(?<![A-Z]\.[A-Z])(?<! [A-Z])[.!?](?=\s|$)").search(line.text, match.start("name"))
    return line.start + (stop.end() if stop else len(line.text))


def _signed(lines: list[Line]) -> Iterator[Found]:
    """An agency that fills one of the last lines, or closes one after a dash or in brackets."""
    for line in lines[-6:] if len(lines) > 1 else ():
        match = _TAIL.fullmatch(line.text) if len(line.text) < 60 else None
        if match and name_agency(match["name"]):
            yield Found(line.start, line.end, "agency", name_agency(match["name"]))
        match = _CLOSER.search(line.text, max(0, len(line.text) - 50)) if not match else None
        if match and name_agency(match["name"]):
            start = line.start + match.start() + len(match[0]) - len(match[0].lstrip())
            yield Found(start, line.end, "agency", name_agency(match["name"]))
