"""A record becomes a reading: its text is looked into for a header, furniture and credits."""

from collections.abc import Iterator

from tellings.models import Article, Credit, Problem, content_id
from tellings.reading.abridging import abridge
from tellings.reading.addresses import host_of
from tellings.reading.agencies import name_agency
from tellings.reading.clock import TookTooLong, within
from tellings.reading.credits import find_credits
from tellings.reading.furniture import cut_out, find_furniture
from tellings.reading.headers import Header, read_header
from tellings.reading.language import tell_language
from tellings.reading.phrases import look_for_phrases
from tellings.reading.record import Reading, Record, lines_of
from tellings.reading.times import date_of_address
from tellings.settings import ReadingSettings

_QUICK = 200_000  # characters; a shorter text takes under a second, and a clock costs a tenth of an article


def read_record(record: Record, settings: ReadingSettings) -> Iterator[Reading | Problem]:
    """What `compose` gives; after a reading of which only part will be compared, the problem that says so."""
    found = compose(record, settings)
    yield from abridge(found, settings) if isinstance(found, Reading) else (found,)


def compose(record: Record, settings: ReadingSettings) -> Reading | Problem:
    """The reading of `record`, or the problem that it holds too few words or too many to be an article."""
    words = len(record.text.split(None, settings.min_words))
    if words < settings.min_words:
        return Problem(
            record.source,
            "text",
            f"{words} words, which is too short for an article" if words else "there is no text",
            "Give the whole article; a caption or an error page can't be compared.",
        )
    if len(record.text) > settings.max_text:
        return Problem(
            record.source,
            "text",
            f"its text of {len(record.text):,} characters is longer than an article",
            "Cut it to the article itself, or into its articles, or raise max_text in tellings.toml.",
        )
    if len(record.text) < _QUICK:
        return _look_into(record)
    try:
        with within(settings.max_seconds):
            return _look_into(record)
    except TookTooLong:
        return Problem(
            record.source,
            "text",
            f"its text of {len(record.text):,} characters took over {settings.max_seconds:g} s",
            "Cut it to the article itself, or raise max_seconds in tellings.toml.",
        )


def _look_into(record: Record) -> Reading:
    """The reading of a record with enough words."""
    lines = lines_of(record.text)
    header = read_header(
        [line for line in lines if line.start >= record.body], record.headline, record.byline
    )
    article = _article(record, header)
    said = look_for_phrases(record.text)
    found = find_credits(record.text, lines, said, header, (article.outlet, article.url))
    furniture = find_furniture(record.text, lines, said, (*record.furniture, *header.furniture))
    named = [(c.start, c.end) for c in found if c.kind != "cited source"]
    credits_ = [Credit(article.article_id, *credit) for credit in found]
    credits_ += [Credit(article.article_id, 0, 0, kind, name) for kind, name in _outside(record, header)]
    return Reading(article, cut_out(furniture, named), tuple(credits_), record.own_id)


def _article(record: Record, header: Header) -> Article:
    """The article, with what the record says before what its text says before what its address says."""
    url = record.url or header.url
    outlet = record.outlet or header.outlet or host_of(url)
    if "." in outlet and " " not in outlet:
        outlet = host_of(outlet) or outlet
    published, origin = _published(record, header, url)
    own = (record.text, url, outlet, header.headline, published, record.own_id)
    return Article(
        article_id=content_id(*own),
        source=record.source,
        url=url,
        outlet=outlet,
        headline=header.headline,
        byline=header.byline,
        dateline=header.dateline.place if header.dateline else "",
        published=published,
        published_from=origin,
        language=record.language or tell_language(record.text),
        text=record.text,
    )


def _published(record: Record, header: Header, url: str) -> tuple[str, str]:
    """When the article was published, and what says so."""
    if record.published:
        return record.published, record.published_from
    if header.published:
        return header.published, "header line"
    date = date_of_address(url)
    return (date, "address") if date else ("", "")


def _outside(record: Record, header: Header) -> list[tuple[str, str]]:
    """Credits that the file gives outside the text: its own fields, and an agency as byline."""
    found = [(kind, name) for kind, name in record.credits if name.strip()]
    byline = record.byline or ("" if header.agency else header.byline)
    for part in byline.replace("/", ",").split(","):
        agency = name_agency(part)
        if agency and ("agency", agency) not in found:
            found.append(("agency", agency))
    return found
