"""What tellings say of their sources: outlets named, agencies credited, and when they appeared."""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from tellings.language.words import norms
from tellings.models import Article, Credit
from tellings.reading.agencies import name_agency

AGENCY_KINDS = ("agency", "contributor")
_DOMAIN = re.compile(
    r"^(?:https?://)?(?:www\d?\.)?|\.(?:com|co|org|net|news|tv|info|in|uk|au|ca)\b.*$|\([^()]*\)"
)


def outlet_words(article: Article) -> tuple[str, ...]:
    """The words by which another article would name this one's outlet; () where it has no telling name."""
    return _words_of(article.outlet)


@lru_cache(maxsize=4096)
def _words_of(outlet: str) -> tuple[str, ...]:
    found = norms(_DOMAIN.sub(" ", outlet))
    found = found[1:] if found[:1] == ("the",) else found
    return found if sum(map(len, found)) >= 5 or (len(found) == 1 and outlet.isupper()) else ()


def said_of_sources(article: Article, credits: Iterable[Credit]) -> str:
    """All words in which an article can name an outlet, ready for `names_outlet`."""
    return " | ".join(f" {' '.join(norms(text))} " for text in (article.text, *(c.name for c in credits)))


def names_outlet(said: str, article: Article, other: Article) -> bool:
    """Whether `article`, of which `said` is what it says, names the outlet of `other`.

    An outlet's own name at the top or the end of its page is no credit.
    """
    wanted = outlet_words(other)
    return bool(wanted) and wanted != outlet_words(article) and f" {' '.join(wanted)} " in said


def agencies(credits: Iterable[Credit]) -> frozenset[str]:
    """The names of the agencies and contributors that are credited."""
    return frozenset(" ".join(norms(credit.name)) for credit in credits if credit.kind in AGENCY_KINDS)


def credited_agency(article: Article, credits: Iterable[Credit]) -> str:
    """The other's report that an article says it prints, by its agency's name, or "".

    Help and pictures don't count, nor does an agency that signs its own report.
    """
    own = [credit for credit in credits if credit.article_id == article.article_id]
    found = {name_agency(credit.name) for credit in own if credit.kind == "agency"}
    return min(found - {"", name_agency(article.outlet)}, default="")


def hours_between(earlier: str, later: str) -> float | None:
    """Hours from one time of publication to another; None where either is unknown or both are one day."""
    try:
        one, other = datetime.fromisoformat(earlier), datetime.fromisoformat(later)
    except ValueError:
        return None
    if len(earlier) <= 10 or len(later) <= 10:
        days = (other.date() - one.date()).days
        return 24.0 * days if days else None
    return (other.replace(tzinfo=None) - one.replace(tzinfo=None)).total_seconds() / 3600
