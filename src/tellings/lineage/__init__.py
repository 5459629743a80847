"""A story's family tree: clues, derivations, origins, and who stands behind each statement."""

from dataclasses import dataclass

from tellings.models import Attestation, Clue, Derivation, Origin, Statement


@dataclass(frozen=True, slots=True)
class Lineage:
    """Who derives from whom in one story, and the origins behind each statement."""

    derivations: tuple[Derivation, ...]
    clues: tuple[Clue, ...]
    origins: tuple[Origin, ...]
    statements: tuple[Statement, ...]
    attestations: tuple[Attestation, ...]
