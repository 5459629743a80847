"""A story's tellings, passage by passage: passages, alignments, statements, edits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two passages of different tellings that say the same; `first` < `second` by passage id.

    `relation` is same (the same words once damage is seen through), edited (most words shared) or
    reworded; `score` is the probability that they say the same.
    """

    first: str
    second: str
    relation: str
    score: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """The passages that make one statement, in the order of their ids, before origins are counted."""

    statement_id: str
    passage_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collation:
    """All alignments between the tellings of a story, and the statements they make."""

    alignments: tuple[Alignment, ...]
    agreements: tuple[Agreement, ...]
