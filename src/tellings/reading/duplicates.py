"""Articles that are one page read twice, told apart from reprints, which are what the program is about."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tellings.models import Article, Problem
from tellings.reading.addresses import plain_address


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Articles to leave out, each with the one that stays, and what to tell of them."""

    stays: dict[str, str]  # article id left out -> article id that stays
    problems: tuple[Problem, ...]


def tell_duplicates(articles: Iterable[Article]) -> Duplicates:
    """Which of `articles` are one page twice: same words and same page, or same words and no page at all.

    Same words under two outlets or two addresses are a reprint, and both stay. One address with other
    words is another version of the page: both stay, and it is told. Of two, the first by id stays.
    """
    ordered = sorted(
        {article.article_id: article for article in articles}.values(), key=lambda a: a.article_id
    )
    stays: dict[str, str] = {}
    problems: list[Problem] = []
    for words, same in _grouped(ordered, _words):
        if words:
            problems += _same_words(same, stays)
    left = [article for article in ordered if article.article_id not in stays]
    for page, same in _grouped(left, _page):
        if page and len(same) > 1:
            problems += [_other_version(article, same[0]) for article in same[1:]]
    return Duplicates(stays, tuple(problems))


def _words(article: Article) -> str:
    """The letters and digits of the text, by which two savings of one page are the same."""
    return "".join(c for c in article.text.lower() if c.isalnum())


def _page(article: Article) -> str:
    return plain_address(article.url) if article.url else ""


def _grouped(articles: list[Article], key: Callable[[Article], str]) -> Iterator[tuple[str, list[Article]]]:
    groups: dict[str, list[Article]] = {}
    for article in articles:
        groups.setdefault(key(article), []).append(article)
    yield from groups.items()


def _same_words(same: list[Article], stays: dict[str, str]) -> Iterator[Problem]:
    """Of articles with the same words, those of one page, or of no page and the same outlet."""
    for number, article in enumerate(same):
        for first in same[:number]:
            if first.article_id in stays or not _one_page(article, first):
                continue
            stays[article.article_id] = first.article_id
            yield Problem(
                article.source,
                "article",
                f"the same article as {first.source}, word for word",
                "One of them is kept.",
            )
            break


def _one_page(one: Article, other: Article) -> bool:
    """Whether nothing tells the places apart where two articles with the same words were published."""
    if one.url and other.url:
        return _page(one) == _page(other)
    return one.outlet == other.outlet or not one.outlet or not other.outlet


def _other_version(article: Article, first: Article) -> Problem:
    return Problem(
        article.source,
        "article",
        f"another version of the page that {first.source} holds: one address, other words",
        "Both are kept, as versions of one page; take out the one you don't want.",
    )
