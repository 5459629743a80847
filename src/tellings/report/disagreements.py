"""Where the tellings disagree, most serious first: what a desk would check before printing."""

from collections import defaultdict
from dataclasses import dataclass

from tellings.report.account import Carrier
from tellings.report.differences import Run
from tellings.report.figures import Count, Value
from tellings.report.index import StoryIndex
from tellings.report.quotations import Card
from tellings.report.room import Flag


@dataclass(frozen=True, slots=True)
class Side:
    """One of the ways in which a disputed thing is told."""

    runs: tuple[Run, ...]
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Something on which tellings contradict each other, with the link to all that is known of it."""

    title: str
    subject: str
    link: str
    sides: tuple[Side, ...]


def list_disagreements(cards: tuple[Card, ...], counts: tuple[Count, ...]) -> tuple[Disagreement, ...]:
    """Figures that contradict each other, then quotations whose meaning moved."""
    found = [
        Disagreement(
            "Figure disputed",
            " ".join(
                filter(None, [count.counted, f"({count.unit})" if count.unit not in count.counted else ""])
            ),
            f"#{count.anchor}",
            tuple(
                Side((Run("", value.words),), value.carriers) for value in sorted(count.values, key=_crowd)
            ),
        )
        for count in counts
        if count.verdict == "conflict"
    ]
    for card in cards:
        if card.material:
            found.append(Disagreement("Quotation changed", card.speaker, f"#{card.anchor}", _sides(card)))
    return tuple(found)


def _crowd(value: Value) -> int:
    return -len(value.carriers)


def _sides(card: Card) -> tuple[Side, ...]:
    """The words as most have them, then each change that moved the meaning."""
    changed = {c.siglum for change in card.changes if change.material for c in change.carriers}
    kept = tuple(c for c in card.carriers if c.siglum not in changed)
    sides = [Side((Run("", card.words),), kept)] if kept else []
    for wording in card.wordings:
        carriers = tuple(c for c in wording.carriers if c.siglum in changed)
        if carriers:
            sides.append(Side(wording.runs, carriers))
    return tuple(sides)


def flag_places(index: StoryIndex) -> dict[str, list[Flag]]:
    """The spans of altered quotations and disputed figures, by article id."""
    flags: dict[str, list[Flag]] = defaultdict(list)
    disputed = {entry.entry_id for entry in index.material.ledger if entry.verdict == "conflict"}
    figures = {row.figure_id: row for row in index.material.figures}
    for link in index.material.ledger_figures:
        figure = figures.get(link.figure_id)
        if figure and link.entry_id in disputed:
            flags[figure.article_id].append(Flag(figure.start, figure.end, "disputed"))
    for change in index.material.alterations:
        after = index.attributions.get(change.after_id)
        if after and change.material and change.after_start < change.after_end:
            flags[after.article_id].append(Flag(change.after_start, change.after_end, "altered"))
    return dict(flags)


def disputed_passages(index: StoryIndex, flags: dict[str, list[Flag]]) -> frozenset[str]:
    """The ids of passages that hold a flagged span."""
    found = (index.finder.find(article_id, flag.start) for article_id, held in flags.items() for flag in held)
    return frozenset(passage.passage_id for passage in found if passage)
