"""A story's family tree: clues, derivations, origins, and who stands behind each statement."""

from tellings.lineage.assertions import Ruling
from tellings.lineage.story import Collated, Lineage

__all__ = ["Collated", "Lineage", "Ruling"]
