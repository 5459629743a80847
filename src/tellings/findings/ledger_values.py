"""The values told for one ledger entry: who tells each, on which origins, and where it came in."""

from collections import defaultdict
from dataclasses import dataclass

from tellings.findings.ledger_counts import way_of
from tellings.findings.ledger_verdicts import VERDICTS
from tellings.findings.material import Step, StoryMaterial, steps_into
from tellings.models import Figure, LedgerEntry

BETWEEN_ORIGINS = 10.0  # a conflict between origins weighs more than any number of copying errors


@dataclass(frozen=True, slots=True)
class ToldValue:
    """One value of an entry; `way` is its hedge's direction (about, more, less or "").

    `steps` are the edges of the family tree by which it came in; none where it stands at a root.
    """

    low: float | None
    high: float | None
    way: str
    figure_ids: tuple[str, ...]
    articles: tuple[str, ...]
    origins: tuple[str, ...]
    steps: tuple[Step, ...]


def tell_values(entry: LedgerEntry, material: StoryMaterial) -> tuple[ToldValue, ...]:
    """The values of one ledger entry, the best founded first.

    That is the one with most origins, then one that no copyist brought in, then one that most tell.
    """
    figures = {figure.figure_id: figure for figure in material.figures}
    held: dict[tuple[float | None, float | None, str], list[tuple[Figure, str]]] = defaultdict(list)
    for row in material.ledger_figures:
        if row.entry_id == entry.entry_id and row.figure_id in figures:
            figure = figures[row.figure_id]
            held[figure.low, figure.high, way_of(figure)].append((figure, row.origin_id))
    values = [_told(key, members, material) for key, members in held.items()]
    return tuple(
        sorted(values, key=lambda v: (-len(v.origins), bool(v.steps), -len(v.articles), v.figure_ids))
    )


def _told(
    key: tuple[float | None, float | None, str],
    members: list[tuple[Figure, str]],
    material: StoryMaterial,
) -> ToldValue:
    """One value with its carriers."""
    articles = {figure.article_id for figure, _ in members}
    return ToldValue(
        key[0],
        key[1],
        key[2],
        tuple(sorted(figure.figure_id for figure, _ in members)),
        tuple(sorted(articles)),
        tuple(sorted({origin for _, origin in members})),
        steps_into(articles, material),
    )


def is_between_origins(values: tuple[ToldValue, ...]) -> bool:
    """True where two values stand on different origins, so that no copying explains the difference.

    A value that came in by a step of the tree is a copyist's, whatever origin its passage has.
    """
    roots = [set(value.origins) for value in values if not value.steps]
    return any(not one & other for index, one in enumerate(roots) for other in roots[index + 1 :])


def weigh_entry(entry: LedgerEntry, material: StoryMaterial) -> float:
    """How grave an entry's difference is: its verdict's place, tenfold between origins."""
    gravity = float(VERDICTS.index(entry.verdict))
    return gravity * (BETWEEN_ORIGINS if is_between_origins(tell_values(entry, material)) else 1.0)
