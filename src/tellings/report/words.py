"""The words on screen: what each term means, and plain words for the kinds of the tables."""

from collections.abc import Iterable

from tellings.models import Article
from tellings.reading.agencies import same_outlet

TERMS: dict[str, str] = {
    "telling": "An article, seen as one version of the story.",
    "origin": (
        "An independent starting point: an article's own reporting, or a text that several articles "
        "share but nobody has put in the pile. Ten copies of one report are one origin."
    ),
    "lost copy": (
        "A text that several tellings go back to and that is not in the pile, such as an agency's report."
    ),
    "cited source": "Another outlet or document that an article names as where it has something from.",
    "statement": "What several passages all say, whatever words they choose.",
    "passage": "A piece of an article, as a rule one sentence.",
    "furniture": "Text on the page that is not the article: menus, share buttons, “More stories for you”.",
    "siglum": "The letter that stands for a telling here. A is the earliest.",
    "clue": "One piece of evidence that one text was made from another.",
    "reading": "The words in which a telling gives a statement.",
    "certainty": ("How likely it is that this telling was made from that one, worked out from the clues."),
    "altered": (
        "The words differ between tellings of one quotation. “Meaning moved” marks a change that matters."
    ),
    "disputed": (
        "Tellings contradict each other on it, or a quotation in it was changed so that its meaning moved."
    ),
    "range": (
        "The least, the likely and the most independent origins behind it. Equal numbers mean it is certain."
    ),
    "twin": "A passage of another telling that says the same.",
}

DERIVED: dict[str, str] = {
    "verbatim": "copied word for word",
    "trimmed": "copied and cut",
    "reordered": "copied and reordered",
    "condensed": "shortened",
    "edited": "edited",
    "expanded": "copied and added to",
    "reworded": "reworded",
    "merged": "put together from several",
}

VERDICTS: dict[str, str] = {
    "agree": "agree",
    "rounded": "agree once rounded",
    "hedge differs": "same number, other caution",
    "updated": "updated over time",
    "different scope": "count different things",
    "conflict": "contradict each other",
}

RELATIONS: dict[str, str] = {
    "same": "the same words",
    "edited": "edited",
    "reworded": "reworded",
    "independent": "in its own words",
}

ORIGIN_KINDS: dict[str, str] = {
    "article": "own reporting",
    "lost copy": "lost copy",
    "cited source": "cited source",
    "unknown": "not traced",
}


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> count(1, "origin"), count(3, "story", "stories")
    ('1 origin', '3 stories')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def change(before: str, after: str) -> str:
    """What became of words.

    >>> change("may be", "are"), change("perhaps", ""), change("", "not")
    ('“may be” became “are”', '“perhaps” left out', '“not” put in')
    """
    if before and after:
        return f"“{before}” became “{after}”"
    return f"“{before}” left out" if before else f"“{after}” put in" if after else ""


def percent(share: float) -> str:
    """A share as whole per cent; never 100 % for what is not certain.

    >>> percent(0.999), percent(1.0), percent(0.254)
    ('99 %', '100 %', '25 %')
    """
    return f"{min(round(share * 100), 99) if share < 1 else 100} %"


def span(low: int, likely: int, high: int) -> str:
    """An origin count in words, with its range where it has one.

    >>> span(2, 2, 2), span(1, 2, 3)
    ('2 origins', '2 origins (1 to 3)')
    """
    return count(likely, "origin") + (f" ({low} to {high})" if low != high else "")


def listing(parts: list[str]) -> str:
    """Parts as one reads them out.

    >>> listing(["A", "B", "C"])
    'A, B and C'
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def place_cited(name: str, articles: Iterable[Article]) -> str:
    """Where the report is that an article cites by its outlet's `name`: of an outlet that tells the
    story here, too, it may be another report.
    """
    here = any(same_outlet(name, article.outlet, article.url) for article in articles)
    return "perhaps another report than the one here" if here else "not in the pile"
