"""Files of any kind become articles or problems."""

from dataclasses import dataclass

from tellings.models import Article, Credit, Spans


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with what its page says besides: furniture spans and credits."""

    article: Article
    furniture: Spans
    credits: tuple[Credit, ...]
