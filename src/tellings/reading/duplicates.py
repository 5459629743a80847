"""Articles that are one page read twice, told apart from reprints, which are what the program is about."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tellings.models import Problem, content_id
from tellings.reading.addresses import page_of
from tellings.reading.record import Reading

_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Imprint:
    """With which words and where an article was printed; what isn't known is "".

    `words` is a digest; `page` an address in the form in which two can be compared; `own_id` the id
    that its record carried; `told` whether a story has the article already.
    """

    article_id: str
    source: str
    words: str
    page: str
    own_id: str
    outlet: str
    published: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Articles that are others read again, and what to tell of them and of other versions of a page."""

    stays: dict[str, str]  # article id left out -> article id that stays
    problems: tuple[Problem, ...]


def take_imprint(reading: Reading) -> Imprint:
    """The imprint of an article that no story tells yet."""
    article = reading.article
    return Imprint(
        article.article_id,
        article.source,
        digest_words(article.text, reading.furniture, article.headline),
        page_of(article.url),
        reading.own_id,
        article.outlet,
        article.published,
    )


def digest_words(text: str, furniture: Iterable[tuple[int, int]], headline: str) -> str:
    """A digest of the letters and digits outside furniture and headline; "" where there are none.

    By these two savings of one page are the same, and a page and its text pasted into a file.
    """
    kept, at = [], 0
    for start, end in furniture:
        kept.append(text[at:start])
        at = end
    letters = _NO_LETTER.sub("", "".join((*kept, text[at:])).lower())
    letters = letters.removeprefix(_NO_LETTER.sub("", headline.lower()))
    return content_id("words", letters) if letters else ""


def tell_duplicates(imprints: Iterable[Imprint]) -> Duplicates:
    """Which articles are one page twice: the same words, and nothing that tells their places apart.

    The same words from two outlets are a reprint, and both stay. One address with other words is
    another version of the page: both stay, and it is told. Of several, one that a story has already
    stays, then the one of which most is known, then the first by id.
    """
    ordered = sorted(imprints, key=_rank)
    stays: dict[str, str] = {}
    problems: list[Problem] = []
    for words, same in _grouped(ordered, lambda imprint: imprint.words):
        if words:
            problems += _same_words(same, stays)
    left = [imprint for imprint in ordered if imprint.article_id not in stays]
    for page, same in _grouped(left, lambda imprint: imprint.page):
        if page:
            problems += [_other_version(other, same[0]) for other in same[1:] if not other.told]
    return Duplicates(stays, tuple(problems))


def _rank(imprint: Imprint) -> tuple[bool, bool, bool, bool, str]:
    return (
        not imprint.told,
        not imprint.page,
        not imprint.outlet,
        not imprint.published,
        imprint.article_id,
    )


def _grouped(imprints: list[Imprint], key: Callable[[Imprint], str]) -> Iterator[tuple[str, list[Imprint]]]:
    groups: dict[str, list[Imprint]] = {}
    for imprint in imprints:
        groups.setdefault(key(imprint), []).append(imprint)
    yield from groups.items()


def _same_words(same: list[Imprint], stays: dict[str, str]) -> Iterator[Problem]:
    """Of articles with the same words, those that are one page with one before them."""
    kept: list[Imprint] = []
    for imprint in same:
        first = next((one for one in kept if _is_one_page(imprint, one)), None)
        if imprint.told or first is None:
            kept.append(imprint)
            continue
        stays[imprint.article_id] = first.article_id
        yield Problem(
            imprint.source,
            "article",
            f"The same article as {first.source}, word for word, and nothing says that another ran it.",
            "It is counted once. Nothing to do, unless two outlets printed it: then say which, in the files.",
        )


def _is_one_page(one: Imprint, other: Imprint) -> bool:
    """Whether nothing tells the places apart where two articles with the same words were published."""
    if one.page and one.page == other.page:
        return True
    if one.outlet and other.outlet and one.outlet.casefold() != other.outlet.casefold():
        return False
    if one.page and other.page:
        return one.page.partition("/")[0] == other.page.partition("/")[0]
    if one.own_id and other.own_id and one.own_id != other.own_id:
        return False
    return not (one.published and other.published) or one.published[:10] == other.published[:10]


def _other_version(imprint: Imprint, first: Imprint) -> Problem:
    return Problem(
        imprint.source,
        "article",
        f"Another version of the page in {first.source}: one address, other words.",
        "Both are kept, as two tellings. Take out the one you don't want, and read into a new archive.",
    )
