"""What lineage takes and gives: a collated story in, a family tree out."""

from dataclasses import dataclass

from tellings.collation import Collation
from tellings.lineage.assertions import Ruling
from tellings.models import Article, Attestation, Clue, Credit, Derivation, Origin, Passage, Statement


@dataclass(frozen=True, slots=True)
class Collated:
    """One story, collated: all that lineage is told. `rulings` are what a person has decided."""

    story_id: str
    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]
    credits: tuple[Credit, ...]
    collation: Collation
    rulings: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class Lineage:
    """Who derives from whom in one story, and the origins behind each statement."""

    derivations: tuple[Derivation, ...]
    clues: tuple[Clue, ...]
    origins: tuple[Origin, ...]
    statements: tuple[Statement, ...]
    attestations: tuple[Attestation, ...]
