"""Static word vectors: what a word or a sentence is about, as numbers, without a neural network.

The table was distilled from all-MiniLM-L6-v2 (Apache 2.0) by `scripts/distil_vectors.py`.
"""

import hashlib
import io
from collections.abc import Iterable, Sequence
from importlib.resources import files
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from tellings.errors import ModelError
from tellings.language.words import norms

Floats: TypeAlias = NDArray[np.float32]
DIGEST = "8b5e74451d2e1b85f21c63a568c39764"
_LONGEST = 40  # characters of a word that is looked up; longer ones are addresses and noise


class Vectors:
    """Vectors of word pieces, and the weight of each: near 1 if rare in news, near 0 if in every line."""

    def __init__(self, vocabulary: Sequence[str], table: Floats, weights: Floats) -> None:
        self.dimensions = int(table.shape[1])
        self._vocabulary = {piece: at for at, piece in enumerate(vocabulary)}
        self._table = table
        self._weights = weights
        self._known: dict[str, list[int]] = {}  # a word's pieces, looked up once

    def embed(self, texts: Sequence[str]) -> Floats:
        """One row of unit length for each text, shape (len(texts), dimensions); zeros if it has no word."""
        return self.embed_norms([norms(text) for text in texts])

    def embed_norms(self, texts: Sequence[Sequence[str]]) -> Floats:
        """The same for texts already split into words in their matching form."""
        return _unit(self._sum([self._pieces(words) for words in texts], self._weights))

    def embed_words(self, words: Sequence[str]) -> Floats:
        """One row of unit length for each single word in its matching form, unweighted."""
        return _unit(self._sum([self._pieces((word,)) for word in words], np.ones_like(self._weights)))

    def weigh_words(self, words: Sequence[str]) -> Floats:
        """How rare each word is in news, from near 0 to 1: that of its rarest piece."""
        found = [self._pieces((word,)) for word in words]
        return np.array(
            [max((self._weights[at] for at in pieces), default=1.0) for pieces in found], np.float32
        )

    def _pieces(self, words: Iterable[str]) -> list[int]:
        known = self._known
        out: list[int] = []
        for word in words:
            pieces = known.get(word)
            if pieces is None:
                pieces = known[word] = pieces_of(word, self._vocabulary)
            out += pieces
        return out

    def _sum(self, rows: list[list[int]], weights: Floats) -> Floats:
        columns = np.fromiter(chain.from_iterable(rows), np.int32)
        ends = np.cumsum([0, *map(len, rows)])
        chosen = csr_matrix((weights[columns], columns, ends), shape=(len(rows), len(self._table)))
        return np.asarray(chosen @ self._table, np.float32)


def load_vectors() -> Vectors:
    """The vectors shipped with the package; raises ModelError if the file isn't the one expected."""
    try:
        data = files("tellings.language").joinpath("data/vectors.npz").read_bytes()
    except OSError as error:
        raise ModelError(f"vectors.npz can't be read: {error}. Install the package anew.") from error
    found = hashlib.blake2b(data, digest_size=16).hexdigest()
    if found != DIGEST:
        raise ModelError(f"vectors.npz has the digest {found}, expected {DIGEST}. Install the package anew.")
    return unpack(data)


def pack(vocabulary: Sequence[str], table: Floats, weights: Floats) -> bytes:
    """The bytes of a file of vectors: each row in 8 bits, with a scale of its own."""
    scales = np.abs(table).max(axis=1, keepdims=True) / 127 + 1e-9
    out = io.BytesIO()
    np.savez(
        out,
        vocabulary=np.frombuffer("\n".join(vocabulary).encode("utf-8"), np.uint8),
        table=np.rint(table / scales).astype(np.int8),
        scales=scales.astype(np.float16),
        weights=weights.astype(np.float16),
    )
    return out.getvalue()


def unpack(data: bytes) -> Vectors:
    """The vectors in the bytes that `pack` made."""
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        vocabulary = stored["vocabulary"].tobytes().decode("utf-8").split("\n")
        table = stored["table"].astype(np.float32) * stored["scales"].astype(np.float32)
        return Vectors(vocabulary, table, stored["weights"].astype(np.float32))


def pieces_of(word: str, vocabulary: dict[str, int]) -> list[int]:
    """The word pieces of `word`, longest first from the left (WordPiece); letters of no piece are skipped.

    >>> pieces_of("ukraines", {"ukraine": 0, "##s": 1})
    [0, 1]
    """
    if word in vocabulary:
        return [vocabulary[word]]
    pieces: list[int] = []
    start, end = 0, min(len(word), _LONGEST)
    size = end
    while start < size:
        piece = vocabulary.get(("##" if start else "") + word[start:end])
        if piece is not None:
            pieces.append(piece)
            start, end = end, size
        elif end - start > 1:
            end -= 1
        else:
            start, end = start + 1, size
    return pieces


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.float32(1e-9)), np.float32)
