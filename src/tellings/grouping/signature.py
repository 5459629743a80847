"""What grouping knows of one article, in two to four kilobytes."""

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tellings.grouping.words import Keys32

LEAD = np.uint64(0xA5A5F00D)  # turns the key of a word into its key at the top of an article, and back
_HEAD = struct.Struct("<6I")
_OUTLET = 4  # bytes at the end; the signatures of older archives lack them


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """What grouping knows of one article; all keys are sorted and distinct.

    `day` is the ordinal of the day it was published, `outlet` the key of who published it, both 0 if
    unknown. `grams` are runs of words, `terms` the words that tell most of the event with their
    `weights` (a vector of length one), `numbers` the words with digits and the names of days and
    months, `names` the capitalised words.
    """

    article_id: str
    day: int
    outlet: int
    grams: Keys32
    terms: Keys32
    weights: NDArray[np.float16]
    numbers: Keys32
    names: Keys32

    def to_bytes(self) -> bytes:
        """The signature packed for storage; `from_bytes` gives it back whole."""
        name = self.article_id.encode("utf-8")
        sizes = (len(name), len(self.grams), len(self.terms), len(self.numbers), len(self.names))
        parts = (self.grams, self.terms, self.weights, self.numbers, self.names)
        packed = b"".join(part.tobytes() for part in parts)
        return _HEAD.pack(self.day, *sizes) + name + packed + self.outlet.to_bytes(_OUTLET, "little")

    @classmethod
    def from_bytes(cls, data: bytes) -> "Signature":
        """The signature that `to_bytes` packed; raises struct.error or ValueError on other bytes."""
        day, name, grams, terms, numbers, names = _HEAD.unpack_from(data)
        place = _HEAD.size + name
        parts: list[NDArray[np.uint32] | NDArray[np.float16]] = []
        for size, kind in ((grams, "<u4"), (terms, "<u4"), (terms, "<f2"), (numbers, "<u4"), (names, "<u4")):
            part = np.frombuffer(data, kind, size, place)
            parts.append(part)
            place += part.nbytes
        article_id = data[_HEAD.size : _HEAD.size + name].decode("utf-8")
        outlet = int.from_bytes(data[place : place + _OUTLET], "little")
        return cls(article_id, day, outlet, *parts)  # type: ignore[arg-type]
