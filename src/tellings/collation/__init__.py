"""A story's tellings, passage by passage: passages, alignments, statements, edits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two passages of different tellings that say the same; `first` < `second` by passage id.

    `relation` is same (the same words once damage is seen through), edited (most words shared, in
    the same order) or reworded; `score` is the probability that one says all that the other says:
    a long sentence aligns with each of the two that another telling made of it.
    """

    first: str
    second: str
    relation: str
    score: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """The passages that make one statement, in the order of their ids, before origins are counted.

    A passage that says several things may stand in several.
    """

    statement_id: str
    passage_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collation:
    """All alignments between the tellings of a story, and the statements they make.

    `twins` holds the passages that have the same words, wherever more than one has. Where hundreds
    do (`most_copies`), `alignments` ties them to the first of them, and that one alone to others.
    """

    alignments: tuple[Alignment, ...]
    agreements: tuple[Agreement, ...]
    twins: tuple[tuple[str, ...], ...] = ()
