"""Articles become stories: sign, pair, connect."""

from tellings.grouping.frequencies import Frequencies, load_frequencies
from tellings.grouping.signature import Signature, sign
from tellings.grouping.stories import group_articles

__all__ = ["Frequencies", "Signature", "group_articles", "load_frequencies", "sign"]
