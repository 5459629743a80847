"""What stands above an article's first sentence: title, date, address, byline, crumbs; and its dateline."""

import re
from dataclasses import dataclass, field, replace

from tellings.models import Span
from tellings.reading.addresses import is_address
from tellings.reading.agencies import name_agency, name_outlet
from tellings.reading.bylines import is_name, read_byline
from tellings.reading.crumbs import crumb_length, is_section
from tellings.reading.datelines import Dateline, read_dateline
from tellings.reading.furniture import is_notice
from tellings.reading.glue import find_glued
from tellings.reading.record import Line
from tellings.reading.times import find_date, read_date_line, read_time

_LOOKED_AT = 14  # lines; headers seen have at most eight
_LABEL = re.compile(
    r"(?P<label>title|headline|date|published|updated|url|link|address|source|author|byline|by|outlet"
    r"|publisher|site)"
    r"\s*[:=]\s*(?P<value>\S.*)",
    re.I,
)
_DATE_WORD = re.compile(r"(?:date|published|updated|posted)\b:?\s+", re.I)
_SITE = re.compile(r"\s+(?:[–—\-|»·•]|::|<|«)\s+(?=[^–—|»·•]{2,50}$)|\s*\|\s*(?=[^|]{2,50}$)")
_NOT_SITES = re.compile(
    r"(?i)live|updates?|analysis|opinion|video|photos?|watch|report|as it happened|exclusive|explained"
)
_PARTS = re.compile(r"\s*(?:[|·•]|\s[–—-]\s)\s*")


@dataclass(frozen=True, slots=True)
class Header:
    """What a text says above itself; `body` is where its first sentence begins, an unknown text is ""."""

    headline: str = ""
    outlet: str = ""
    url: str = ""
    byline: str = ""
    agency: str = ""
    published: str = ""
    dateline: Dateline | None = None
    furniture: tuple[Span, ...] = field(default=())
    body: int = 0


def read_header(lines: list[Line], headline: str = "", byline: str = "") -> Header:
    """The header of a text, given the headline and byline that its record may already have.

    >>> from tellings.reading.record import lines_of
    >>> header = read_header(lines_of("Talks fail in Bern – Daily Herald\\n20220121\\nBERN — It failed."))
    >>> header.headline, header.outlet, header.published, header.dateline.place
    ('Talks fail in Bern', 'Daily Herald', '2022-01-21', 'BERN')
    """
    header = Header(headline=headline, byline=byline)
    known = _plain(headline[:300])
    titled = False
    for number, line in enumerate(lines[:_LOOKED_AT]):
        rest = lines[number + 1 :]
        taken = _take_mark(header, line, rest) or _take_crumb(header, line, rest)
        if taken is None and titled and _plain(line.text[:300]) == _plain(header.headline[:300]):
            taken = _with_furniture(header, line)
        if taken is None and not titled:
            taken = _take_title(header, line, rest, known)
            titled = taken is not None
        taken = taken or _take_names(header, line, rest, titled)
        if taken is None:
            return _begin_body(header, line)
        header = taken
    return header if len(lines) > _LOOKED_AT or not lines else replace(header, body=lines[-1].end)


def _with_furniture(header: Header, line: Line) -> Header:
    return replace(header, furniture=(*header.furniture, (line.start, line.end)))


def _take_mark(header: Header, line: Line, rest: list[Line]) -> Header | None:
    """The header with a line that is an address, a date, a labelled value, or None if it is none of these."""
    marked = _with_furniture(header, line)
    if is_address(line.text):
        return replace(marked, url=header.url or line.text)
    date = read_date_line(line.text)
    if date:
        return replace(marked, published=header.published or date)
    label = _LABEL.fullmatch(line.text) if rest and len(line.text) < 400 else None
    if label:
        return _take_label(header, marked, line, label)
    parts = _PARTS.split(line.text) if len(line.text) < 120 else []
    dates = [d for d in map(read_date_line, parts) if d]
    if dates and len(parts) > 1:
        outlets = [part for part in parts if name_outlet(part) and not name_agency(part)]
        agencies = [agency for agency in map(name_agency, parts) if agency]
        return replace(
            marked,
            published=header.published or dates[0],
            outlet=header.outlet or "".join(outlets[:1]),
            agency=header.agency or "".join(agencies[:1]),
        )
    return None


def _take_label(header: Header, marked: Header, line: Line, label: re.Match[str]) -> Header | None:
    name, value = label["label"].lower(), label["value"].strip()
    if name in ("title", "headline"):
        start = line.start + label.start("value")
        return replace(
            header, headline=header.headline or value, furniture=(*header.furniture, (line.start, start))
        )
    if name in ("date", "published", "updated"):
        date = read_time(value)
        return replace(marked, published=header.published or date) if date and len(value) < 60 else None
    if is_address(value):
        return replace(marked, url=header.url or value)
    if name in ("author", "byline", "by") and len(value) < 120:
        return replace(marked, byline=header.byline or value)
    if name in ("source", "outlet", "publisher", "site") and len(value) < 60 and value.count(" ") < 4:
        return replace(marked, outlet=header.outlet or value)
    return None


def _take_crumb(header: Header, line: Line, rest: list[Line]) -> Header | None:
    """The header with a line of menu words, glued or not, above the title; None if it is none."""
    if not rest or len(line.text) > 300:
        return None
    glued = list(find_glued(line))
    crumb = crumb_length(line.text)
    following = _plain(rest[0].text[:40])[:20] if glued or crumb else ""
    repeats = len(following) == 20 and following in _plain(line.text)
    if is_notice(line.text) or is_section(line.text) or repeats or crumb == len(line.text):
        return _with_furniture(header, line)
    if crumb:
        title = Line(line.start + crumb, line.end, line.text[crumb:])
        taken = _take_title(header, title, rest, _plain(header.headline[:300]))
        cut = (line.start, line.start + crumb)
        return replace(taken, furniture=(*taken.furniture, cut)) if taken else None
    return _with_furniture(header, line) if glued[:1] == [(line.start, line.end)] else None


def _take_title(header: Header, line: Line, rest: list[Line], known: str) -> Header | None:
    """The header with the line as its headline, the site's name split off; None if it is no title."""
    if known:
        plain = _plain(line.text[:400])
        same = plain.startswith(known[:200]) and len(plain) < len(known) + 60
        if not same:
            return None
    elif header.headline or not rest or not _may_be_title(line.text):
        return None
    cut, site = split_site(line.text, " ".join(other.text for other in rest[:40]))
    furniture = (*header.furniture, (line.start + cut, line.end)) if site else header.furniture
    found = header.headline or line.text[:cut]
    return replace(header, headline=found, outlet=header.outlet or site, furniture=furniture)


def _may_be_title(text: str) -> bool:
    words = text.count(" ") + 1
    if not 3 <= words <= 30 or len(text) > 220 or text[-1] in ".,;:":
        return False
    return read_dateline(text) is None and not read_byline(text) and not name_outlet(text)


def split_site(title: str, body: str) -> tuple[int, str]:
    """Where the headline of `title` ends and the site's name after it, or (its length, "").

    A dash counts only before a capitalised name that the article itself never uses, since what follows
    a dash in a true headline is as a rule in the story.

    >>> split_site("Talks fail in Bern | The Herald", ""), split_site("Talks fail – again", "again and again")
    ((18, 'The Herald'), (18, ''))
    """
    match = _SITE.search(title)
    if not match:
        return len(title), ""
    site = title[match.end() :].strip()
    words = site.split()
    sure = "|" in match[0] or "::" in match[0] or "»" in match[0]
    named = site[0].isupper() and all(
        word[0].isupper() or word in ("of", "the", "and", "&") or "." in word for word in words
    )
    if len(words) > 6 or title[: match.start()].count(" ") < 2 or _NOT_SITES.search(site) or not named:
        return len(title), ""
    if sure or name_outlet(site) or (len(words) <= 4 and site not in body):
        return match.start(), site
    return len(title), ""


def _take_names(header: Header, line: Line, rest: list[Line], titled: bool) -> Header | None:
    """The header with a line that is a byline, a name or an outlet; None if it is none."""
    if not rest or len(line.text) > 140:
        return None
    marked = _with_furniture(header, line)
    outlet = name_outlet(line.text)
    agency = name_agency(line.text)
    if agency or (outlet and len(line.text) < 50 and not line.text.startswith(("By ", "BY "))):
        own = "" if agency else outlet
        return replace(marked, outlet=header.outlet or own, agency=header.agency or agency)
    byline = read_byline(line.text)
    if byline:
        return replace(
            marked,
            byline=header.byline or byline.names,
            agency=header.agency or byline.agency,
            outlet=header.outlet or byline.outlet,
            published=header.published or byline.day,
        )
    named = is_name(line.text)
    if named and (header.byline and line.text in header.byline):
        return marked
    if (named and titled and not header.byline) or (named and name_outlet(rest[0].text)):
        return replace(marked, byline=header.byline or line.text)
    return None


def _begin_body(header: Header, line: Line) -> Header:
    """The header closed at `line`, whose start may still hold a date and a dateline."""
    crumb = crumb_length(line.text)
    if crumb:
        header = replace(header, furniture=(*header.furniture, (line.start, line.start + crumb)))
        line = Line(line.start + crumb, line.end, line.text[crumb:])
    body = line.start
    word = _DATE_WORD.match(line.text)
    start, end, day = find_date(line.text[:60])
    if day and start == (word.end() if word else 0) and not line.text[end : end + 1].isalnum():
        dash = re.match(r"[\s:|–—-]*", line.text[end:])
        body += end + (dash.end() if dash else 0)
        furniture = (*header.furniture, (line.start, line.start + end))
        header = replace(header, published=header.published or day, furniture=furniture)
    return replace(header, body=body, dateline=read_dateline(line.text[body - line.start :]))


def _plain(text: str) -> str:
    """The letters and digits of `text`, by which headlines are compared."""
    return "".join(filter(str.isalnum, text.lower()))
