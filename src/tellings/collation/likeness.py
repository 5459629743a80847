"""The evidence, for each pair of wordings worth a look, that both say the same.

A share is of weights (`Readings.weights`), so that rare words count most.
"""

from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cpdist

from tellings.collation.candidates import centre, find_pairs, hold
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
_FIRST_LETTER = 0x100  # a word is written as one character, so that a compiled routine compares sentences
_NO_LETTERS = 0xD800, 0xE000


@dataclass(frozen=True, slots=True)
class Likeness:
    """Pairs of wordings, and what speaks for and against their saying the same.

    `pairs` has shape (n, 2), numbers of wordings, the shorter first; `features` (n, len(FEATURES)).
    `order` is the feature of that name, by which an edited wording is told from a reworded one.
    """

    pairs: Ints
    features: Floats

    def feature(self, name: str) -> Floats:
        """One column of the evidence."""
        return self.features[:, FEATURES.index(name)]


def compare(readings: Readings, vectors: Vectors, settings: CollationSettings) -> Likeness:
    """The evidence for each pair of wordings that may say the same."""
    sentences = vectors.embed_norms([wording.norms for wording in readings.wordings])
    centred = centre(sentences, settings.story_prior)
    found = find_pairs(readings, centred, settings)
    pairs = shorter_first(readings, found)
    return Likeness(pairs, weigh_evidence(readings, pairs, vectors, settings))


def weigh_evidence(readings: Readings, pairs: Ints, vectors: Vectors, settings: CollationSettings) -> Floats:
    """The features of each of `pairs` (the shorter wording first), named by `FEATURES`."""
    sentences = vectors.embed_norms([wording.norms for wording in readings.wordings])
    one, other = pairs[:, 0], pairs[:, 1]
    covering = Covering(readings, vectors, settings)
    forth, back = covering.cover(pairs), covering.cover(pairs[:, ::-1])
    weight = np.maximum(_weights(readings), np.float32(1e-3))
    not_there = np.array([any(readings.words[w] in _NOT for w in x.words) for x in readings.wordings], bool)
    columns = {
        "covering": back.share,
        "plain": forth.plain,
        "lost": np.log1p(forth.lost),
        "cosine": np.einsum("ij,ij->i", sentences[one], sentences[other]),
        "order": _in_order([x.words for x in readings.wordings], pairs),
        "names_extra": np.log1p(back.names_lost),
        "numbers_shared": np.log1p(forth.numbers_shared),
        "skeleton": _in_order([_items(readings, x.words) for x in readings.wordings], pairs),
        "negated": not_there[one] != not_there[other],
        "substance": np.log(weight[one]),
    }
    return np.stack([columns[name].astype(np.float32) for name in FEATURES], axis=1)


def _weights(readings: Readings) -> Floats:
    """The weight of each wording's words together."""
    return np.asarray(hold(readings) @ readings.weights, np.float32)


def shorter_first(readings: Readings, pairs: Ints) -> Ints:
    """The pairs with the wording first whose words weigh less."""
    weight = _weights(readings)
    swap = weight[pairs[:, 0]] > weight[pairs[:, 1]]
    return np.where(swap[:, None], pairs[:, ::-1], pairs)


def _items(readings: Readings, words: tuple[int, ...]) -> tuple[int, ...]:
    """The names and numbers of a wording, in order."""
    return tuple(word for word in words if readings.names[word] or readings.numbers[word])


def _in_order(sequences: list[tuple[int, ...]], pairs: Ints) -> Floats:
    """For each pair the longest common subsequence, of the length of the first."""
    written = ["".join(map(_letter, sequence)) for sequence in sequences]
    lengths = np.array([len(sequence) for sequence in sequences], np.float32)
    one, other = pairs[:, 0].tolist(), pairs[:, 1].tolist()
    shared = cpdist(
        [written[at] for at in one],
        [written[at] for at in other],
        scorer=LCSseq.similarity,
        dtype=np.float32,
    )
    size = lengths[pairs[:, 0]]
    return np.where(size > 0, shared / np.maximum(size, 1), np.float32(_NO_ITEMS)).astype(np.float32)


def _letter(word: int) -> str:
    letter = word + _FIRST_LETTER
    first, after = _NO_LETTERS
    return chr(letter if letter < first else letter + after - first)
