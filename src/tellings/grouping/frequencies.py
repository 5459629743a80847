"""How common words are in news at large, so that no weight depends on the pile at hand."""

import gzip
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from tellings.errors import ModelError
from tellings.grouping.words import Keys32, read_words, shorten

TABLE = "frequencies.tsv.gz"


@dataclass(frozen=True, slots=True)
class Frequencies:
    """For each known word its key, in how many of `articles` it stands, and how often it is a name.

    `keys` are sorted; `names` are shares from 0 to 1 of the uses inside a sentence.
    """

    articles: int
    keys: Keys32
    counts: NDArray[np.float32]
    names: NDArray[np.float32]


def load_frequencies() -> Frequencies:
    """The table shipped with the package, made by `scripts/count_words.py`; raises ModelError."""
    try:
        packed = files("tellings.grouping").joinpath(TABLE).read_bytes()
        return read_frequencies(gzip.decompress(packed).decode("utf-8"))
    except (OSError, EOFError, ValueError) as error:
        raise ModelError(f"{TABLE} can't be read: {error}. Install the package anew.") from error


def read_frequencies(table: str) -> Frequencies:
    r"""The table as arrays; a line "articles", count, then lines of word, count, percent a name.

    >>> read_frequencies("articles\t9\ngeneva\t2\t100\n").counts.tolist()
    [2.0]
    """
    first, *lines = table.splitlines()
    cells = [line.split("\t") for line in lines]
    keys = shorten(read_words([" ".join(word for word, _, _ in cells)]).keys)
    if len(keys) != len(cells):
        raise ValueError(f"{len(cells)} lines hold {len(keys)} words")
    order = np.argsort(keys, kind="stable")
    counts = np.array([int(count) for _, count, _ in cells], np.float32)
    names = np.array([int(percent) / 100 for _, _, percent in cells], np.float32)
    return Frequencies(int(first.split("\t")[1]), keys[order], counts[order], names[order])


def weigh(keys: Keys32, table: Frequencies) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How rare each word is (log of articles over articles with it), and its share of uses as a name.

    A word that the table lacks counts as one seen in a single article, and as half a name.
    """
    if not len(table.keys):
        return np.ones(len(keys), np.float32), np.full(len(keys), 0.5, np.float32)
    places = np.minimum(np.searchsorted(table.keys, keys), len(table.keys) - 1)
    known = table.keys[places] == keys
    counts = np.where(known, table.counts[places], np.float32(1))
    rarity = np.log((table.articles + 1) / (counts + 1)).astype(np.float32)
    return rarity, np.where(known, table.names[places], np.float32(0.5))
