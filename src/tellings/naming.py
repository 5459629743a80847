"""Groups of articles get lasting story ids, headlines and sigla."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tellings.language.words import norms
from tellings.models import Article, Story, Telling, content_id


def name_stories(
    groups: Iterable[tuple[str, ...]], before: Mapping[str, str]
) -> tuple[dict[str, tuple[str, ...]], list[tuple[str, str]]]:
    """The article ids of each story by story id, and (old id, new id) of stories that were merged.

    `before` tells which story each known article was in. A group keeps the id that most of its
    articles had (of equals, the smallest); a group of new articles is named after all its ids.

    >>> name_stories([("a", "b", "c")], {"a": "one", "b": "two", "c": "two"})
    ({'two': ('a', 'b', 'c')}, [('one', 'two')])
    """
    claims = []
    for members in sorted(groups):
        votes = Counter(before[member] for member in members if member in before)
        claims += [(-count, story_id, members) for story_id, count in votes.items()]
    named: dict[str, tuple[str, ...]] = {}
    id_of: dict[tuple[str, ...], str] = {}
    for _, story_id, members in sorted(claims):
        if story_id not in named and members not in id_of:
            named[story_id] = members
            id_of[members] = story_id
    for members in sorted(groups):
        if members not in id_of:
            id_of[members] = content_id("story", *members)
            named[id_of[members]] = members
    merged = {(story_id, id_of[members]) for _, story_id, members in claims if story_id not in named}
    return named, sorted(merged)


def draft_story(story_id: str, articles: Sequence[Article]) -> tuple[Story, tuple[Telling, ...]]:
    """The story's row before its origins are known, and its tellings, sigla in order of publication."""
    ordered = sorted(articles, key=lambda a: (a.published or "9999", a.headline, a.article_id))
    dates = [article.published for article in ordered if article.published]
    story = Story(
        story_id=story_id,
        headline=_choose_headline(ordered) or _first_words(ordered[0].text),
        first_published=min(dates, default=""),
        last_published=max(dates, default=""),
        articles=len(ordered),
        origins=0,
    )
    sigla = (Telling(story_id, article.article_id, siglum(n)) for n, article in enumerate(ordered))
    return story, tuple(sigla)


def siglum(number: int) -> str:
    """The letters of the `number`th telling: A to Z, then AA, AB and so on.

    >>> siglum(0), siglum(25), siglum(26), siglum(701), siglum(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _choose_headline(articles: Sequence[Article]) -> str:
    """The headline that has most in common with the others, of equals the first; "" without any.

    A headline that repeats most of another's words is a copy of it and speaks for nobody else.
    """
    headlines = [article.headline for article in articles if article.headline]
    words = [frozenset(norms(headline)) for headline in headlines]
    scores = [
        sum(len(held & other) for other in words if 2 * len(held & other) < len(held | other))
        / (len(held) + 3)
        for held in words
    ]
    return headlines[scores.index(max(scores))] if headlines else ""


def _first_words(text: str) -> str:
    """The start of an article without a headline, cut at a word."""
    words = text[:400].split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")
