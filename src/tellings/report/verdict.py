"""The answer in one line, and the few sentences below it."""

from dataclasses import dataclass

from tellings.report.account import Carrier
from tellings.report.index import NAMELESS, StoryIndex
from tellings.report.palette import Mark
from tellings.report.words import count, listing, place_cited

_WORDS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


@dataclass(frozen=True, slots=True)
class Tally:
    """One number of the verdict with its noun, and the place in the page that shows it."""

    number: int
    noun: str
    link: str
    alarming: bool


@dataclass(frozen=True, slots=True)
class Source:
    """One origin with the tellings that carry something of it."""

    mark: Mark
    carriers: tuple[Carrier, ...]
    about: str
    counted: bool


# Alterations that leave every word as it was said.
_SAME_WORDS = frozenset({"marks dropped", "marks added", "split", "joined"})


def count_up(index: StoryIndex) -> tuple[Tally, ...]:
    """The numbers of the verdict line, in its order."""
    material = index.material
    altered = len({row.utterance_id for row in material.alterations if row.kind not in _SAME_WORDS})
    disputed = sum(1 for entry in material.ledger if entry.verdict == "conflict")
    tellings, origins = len(material.articles), material.story.origins or len(material.origins)
    told = Tally(tellings, _noun(tellings, "telling"), "#room", False)
    if not index.marks:
        return (told,)
    return (
        told,
        Tally(origins, _noun(origins, "origin"), "#family", False),
        Tally(altered, _noun(altered, "quotation") + " altered", "#quotations", altered > 0),
        Tally(disputed, f"{_noun(disputed, 'figure')} disputed", "#figures", disputed > 0),
    )


def _noun(number: int, noun: str) -> str:
    return noun if number == 1 else noun + "s"


def verdict_line(index: StoryIndex) -> str:
    """The verdict as one line of plain text."""
    return ", ".join(f"{tally.number:,} {tally.noun}" for tally in count_up(index))


def name_sources(index: StoryIndex) -> tuple[Source, ...]:
    """The origins in the order of their numbers."""
    derived = {row.child_id for row in index.material.derivations}
    cited_too = index.material.story.origins >= len(index.marks)
    found = []
    for mark in sorted(index.marks.values(), key=lambda m: m.number):
        carriers = tuple(
            Carrier(index.sigla.get(key, ""), index.label(key), mark, f"#t-{index.sigla.get(key, '')}")
            for key in index.tellings_of(mark.origin_id)
        )
        about = "what it adds to its source" if mark.origin_id in derived else _ABOUT.get(mark.kind, "")
        if mark.kind == "cited source":
            about = f"cited, {place_cited(mark.name, index.material.articles)}"
        found.append(Source(mark, carriers, about, cited_too or mark.kind != "cited source"))
    return tuple(found)


_ABOUT = {
    "lost copy": "lost copy, not in the pile",
    "article": "own reporting",
}


def say_in_words(index: StoryIndex) -> str:
    """The verdict's meaning in a sentence: how many tellings go back to the largest origin.

    "" for a story of one telling.
    """
    told = len(index.material.articles)
    if not index.marks:
        return "This story is not worked out yet: its tellings are here, who derives from whom isn't."
    if told < 2:
        return ""
    largest = min(index.marks.values(), key=lambda m: m.number)
    behind = index.tellings_of(largest.origin_id)
    if len(behind) < 2:
        return f"The {in_words(told)} tellings do not depend on each other, as far as their texts show."
    whole = (
        f"All {in_words(told)}"
        if len(behind) == told
        else f"{in_words(len(behind)).capitalize()} of the {in_words(told)}"
    )
    return f"{whole} tellings go back to {_source_name(largest)}."


def _source_name(mark: Mark) -> str:
    if mark.kind == "lost copy":
        credited = "credited to nobody" if mark.name == NAMELESS else f"credited to {mark.name}"
        return f"one text that is not in the pile, {credited}"
    return f"one article, {mark.name}" if mark.kind == "article" else mark.name


def in_words(number: int) -> str:
    """Small numbers as newspapers write them.

    >>> in_words(7), in_words(40)
    ('seven', '40')
    """
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def sum_up_disagreements(quotations: int, figures: int) -> str:
    """What there is to check, in words."""
    parts = []
    if figures:
        parts.append(count(figures, "figure"))
    if quotations:
        parts.append(count(quotations, "quotation"))
    return listing(parts)
