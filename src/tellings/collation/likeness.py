"""The evidence, for each pair of wordings worth a look, that both say the same.

A share is of weights (`Readings.weights`), so that rare words count most.
"""

from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cpdist

from tellings.collation.candidates import centre, find_pairs
from tellings.collation.covering import Covering
from tellings.collation.readings import Floats, Ints, Readings
from tellings.language.vectors import Vectors
from tellings.settings import CollationSettings

FEATURES = (
    "covering",  # share of the longer wording that the shorter one covers, synonyms counted in part
    "plain",  # share of the shorter one that the longer covers, of words that are no names
    "lost",  # log of 1 + the weight of the shorter one's words that the longer doesn't cover
    "cosine",  # of the sentence vectors
    "order",  # words of the shorter one that stand in the longer in the same order, of all its words
    "names_extra",  # log of 1 + the weight of the longer one's names that the shorter lacks
    "numbers_shared",  # log of 1 + the numbers that they share
    "skeleton",  # names and numbers in the same order, of the shorter one's
    "negated",  # 1 if one of them says not and the other doesn't
    "substance",  # log of the weight of the shorter one's words
)
_NO_ITEMS = 0.5  # what the skeleton is where the shorter wording has none
_NOT = frozenset(
    "not no never none nobody nothing neither nor cannot cant wont dont doesnt didnt isnt arent wasnt werent "
    "hasnt havent hadnt wouldnt couldnt shouldnt without deny denie denied denying".split()
)
_CHUNK = 20_000  # pairs whose sentence vectors are in memory at a time
_FIRST_LETTER = 0x100  # a word is written as one character, so that a compiled routine compares sentences
_NO_LETTERS = 0xD800, 0xE000


@dataclass(frozen=True, slots=True)
class Likeness:
    """Pairs of wordings, and what speaks for and against their saying the same.

    `pairs` has shape (n, 2), numbers of wordings, the shorter first; `features` (n, len(FEATURES)).
    """

    pairs: Ints
    features: Floats

    def feature(self, name: str) -> Floats:
        """One column of the evidence."""
        return self.features[:, FEATURES.index(name)]


class Evidence:
    """A story's wordings, ready for weighing what speaks for any two of them."""

    def __init__(self, readings: Readings, vectors: Vectors, covering: Covering) -> None:
        self.readings = readings
        self.sentences = vectors.embed_norms([wording.norms for wording in readings.wordings])
        self._vectors = vectors
        self._covering = covering
        self._weights = np.maximum(covering.held @ readings.weights, np.float32(1e-3))
        self._negated = covering.held @ np.isin(readings.words, list(_NOT)) > 0
        letters = [_letter(word) for word in range(len(readings.words))]
        items = np.where(readings.names | readings.numbers, letters, "").tolist()
        self._written = ["".join([letters[word] for word in x.words]) for x in readings.wordings]
        self._items = ["".join([items[word] for word in x.words]) for x in readings.wordings]

    def widen(self, readings: Readings) -> "Evidence":
        """The same for readings with more wordings of the same words."""
        return Evidence(readings, self._vectors, self._covering.widen(readings))

    def weigh(self, pairs: Ints) -> Likeness:
        """The evidence for each of `pairs`, of shape (n, 2); the shorter wording is put first."""
        swap = self._weights[pairs[:, 0]] > self._weights[pairs[:, 1]]
        ordered = np.where(swap[:, None], pairs[:, ::-1], pairs)
        one, other = ordered[:, 0], ordered[:, 1]
        forth, back = self._covering.cover(ordered), self._covering.cover(ordered[:, ::-1])
        columns = {
            "covering": back.share,
            "plain": forth.plain,
            "lost": np.log1p(forth.lost),
            "cosine": self._cosines(one, other),
            "order": _in_order(self._written, ordered),
            "names_extra": np.log1p(back.names_lost),
            "numbers_shared": np.log1p(forth.numbers_shared),
            "skeleton": _in_order(self._items, ordered),
            "negated": self._negated[one] != self._negated[other],
            "substance": np.log(self._weights[one]),
        }
        return Likeness(ordered, np.stack([columns[name].astype(np.float32) for name in FEATURES], axis=1))

    def _cosines(self, one: Ints, other: Ints) -> Floats:
        """The products of sentence vectors, a part at a time: a gathered vector has hundreds of numbers."""
        out = np.zeros(len(one), np.float32)
        for start in range(0, len(one), _CHUNK):
            part = slice(start, start + _CHUNK)
            out[part] = np.einsum("ij,ij->i", self.sentences[one[part]], self.sentences[other[part]])
        return out


def compare(readings: Readings, vectors: Vectors, settings: CollationSettings) -> tuple[Evidence, Likeness]:
    """The evidence for each pair of wordings that may say the same, and what it was weighed with."""
    evidence = Evidence(readings, vectors, Covering.of(readings, vectors, settings))
    pairs = find_pairs(readings, centre(evidence.sentences, settings.story_prior), settings)
    return evidence, evidence.weigh(pairs)


def _in_order(written: list[str], pairs: Ints) -> Floats:
    """For each pair the longest common subsequence, as a share of the first one's length."""
    lengths = np.array([len(sequence) for sequence in written], np.float32)
    shared = cpdist(
        [written[at] for at in pairs[:, 0].tolist()],
        [written[at] for at in pairs[:, 1].tolist()],
        scorer=LCSseq.similarity,
        dtype=np.float32,
    )
    size = lengths[pairs[:, 0]]
    return np.where(size > 0, shared / np.maximum(size, 1), np.float32(_NO_ITEMS)).astype(np.float32)


def _letter(word: int) -> str:
    letter = word + _FIRST_LETTER
    first, after = _NO_LETTERS
    return chr(letter if letter < first else letter + after - first)
