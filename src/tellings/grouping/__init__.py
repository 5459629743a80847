"""Articles become stories: sign, pair, connect."""

from tellings.grouping.attach import attach
from tellings.grouping.frequencies import Frequencies, load_frequencies
from tellings.grouping.sign import Signer, sign, sign_batch
from tellings.grouping.signature import Signature
from tellings.grouping.stories import group_articles

__all__ = [
    "Frequencies",
    "Signature",
    "Signer",
    "attach",
    "group_articles",
    "load_frequencies",
    "sign",
    "sign_batch",
]
