"""How common words are in news at large, so that no weight depends on the pile at hand."""

import gzip
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from tellings.errors import ModelError
from tellings.grouping.words import Flags, Keys32, Lookup, are_in, read_words, shorten

CALENDAR = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december"
)
TABLE = "frequencies.tsv.gz"
ONE, HALF = np.float32(1), np.float32(0.5)  # articles with a word that the table lacks, its share of names


@dataclass(frozen=True, slots=True)
class Frequencies:
    """For each known word its key, in how many of `articles` it stands, and how often it is a name.

    `counts` and `names` are in the order of `words` and have one more, for a word that the table lacks;
    `names` are shares from 0 to 1 of the uses inside a sentence. Of the words of `marked`,
    `common` tells which stand in half of all articles, and `calendar` which are days and months.
    """

    articles: int
    words: Lookup
    counts: NDArray[np.float32]
    names: NDArray[np.float32]
    marked: Lookup
    common: Flags
    calendar: Flags


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
    [2.0, 1.0]
    """
    first, *lines = table.splitlines()
    cells = [line.split("\t") for line in lines]
    keys = shorten(read_words([" ".join(word for word, _, _ in cells)]).keys)
    if len(keys) != len(cells):
        raise ValueError(f"{len(cells)} lines hold {len(keys)} words")
    order = np.argsort(keys, kind="stable")
    counts = np.array([int(count) for _, count, _ in cells], np.float32)[order]
    names = np.array([int(percent) / 100 for _, _, percent in cells], np.float32)[order]
    articles, keys = int(first.split("\t")[1]), keys[order]
    common = keys[counts * 2 >= articles]
    days = list_calendar()
    marked = np.unique(np.concatenate([common, days]))
    return Frequencies(
        articles=articles,
        words=Lookup(keys),
        counts=np.append(counts, ONE),
        names=np.append(names, HALF),
        marked=Lookup(marked),
        common=np.append(are_in(marked, common), False),
        calendar=np.append(are_in(marked, days), False),
    )


def list_calendar() -> Keys32:
    """The keys of the days of the week and the months, sorted."""
    return np.sort(shorten(read_words([CALENDAR]).keys))


def weigh(keys: Keys32, table: Frequencies) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """How rare each word is (log of articles over articles with it), and its share of uses as a name.

    A word that the table lacks counts as one seen in a single article, and as half a name.
    """
    places = table.words.find(keys)
    rarity = np.log((table.articles + 1) / (table.counts[places] + 1)).astype(np.float32)
    return rarity, table.names[places]
