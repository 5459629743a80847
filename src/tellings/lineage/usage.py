"""How usual words and pairs of neighbours are in news English, for what is idiom and what is not.

A reading that a reporter wrote is mostly idiom; a word put in by a thesaurus or a translation
program mostly isn't. The counts are of about 3.3 million words of news; words are known by 24-bit
checksums, so the table holds no text.
"""

import zlib
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from tellings.errors import ModelError

BITS = 24
_MIX = 0x9E3779B1
_STEPS = 8.0  # counts are kept as steps of an eighth of a doubling
_UNSEEN = 1.0  # count of a pair that isn't in the table, which holds those seen four times

Floats = NDArray[np.float64]
Hashes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Usage:
    """Counts by checksum: `words` and `pairs` are sorted checksums, with a log2 count for each."""

    words: Hashes
    word_counts: Floats
    pairs: Hashes
    pair_counts: Floats
    total: float

    def knows(self, word: str) -> bool:
        """Whether a word, in small letters, is one of those that news uses often."""
        at = int(np.searchsorted(self.words, word_hash(word)))
        return at < len(self.words) and int(self.words[at]) == word_hash(word)

    def surprise(self, hashes: Hashes) -> Floats:
        """For each word, in nats: how unusual it is by itself. An unknown word counts as seen once."""
        counts = _look_up(hashes, self.words, self.word_counts)
        return np.asarray(np.log(self.total) - np.log1p(counts))

    def idiom(self, hashes: Hashes) -> Floats:
        """For each word of a text, in nats: how well it goes with the word before it (0 is by chance)."""
        out = np.zeros(len(hashes))
        if len(hashes) > 1:
            alone = _look_up(hashes, self.words, self.word_counts) + 1.0
            both = np.maximum(_look_up(pair_hashes(hashes), self.pairs, self.pair_counts), _UNSEEN)
            by_chance = alone[:-1] * alone[1:] / self.total
            out[1:] = np.log((both + _UNSEEN) / (by_chance + 2 * _UNSEEN))
        return out


def word_hash(word: str) -> int:
    """The 24-bit checksum of a word."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) >> (32 - BITS)


def pair_hashes(hashes: Hashes) -> Hashes:
    """The checksums of each word with the one after it."""
    mixed = (hashes[:-1] * _MIX + hashes[1:] * 0x85EBCA77) & 0xFFFFFFFF
    mixed ^= mixed >> 15
    return ((mixed * 0x2C1B3C6D) & 0xFFFFFFFF) >> (32 - BITS)


def _look_up(wanted: Hashes, known: Hashes, counts: Floats) -> Floats:
    """The count of each of `wanted`; 0 for the unknown."""
    if not len(known):
        return np.zeros(len(wanted))
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, counts[at], 0.0)


def no_usage() -> Usage:
    """A usage that knows no word: every word and pair is as usual as every other."""
    none, nothing = np.zeros(0, np.int64), np.zeros(0)
    return Usage(none, nothing, none, nothing, 1e6)


def pack_usage(
    words: dict[str, int], pairs: dict[tuple[str, str], int], total: int
) -> dict[str, NDArray[np.generic]]:
    """The arrays of a usage file, from counts."""
    by_word = {word_hash(word): count for word, count in sorted(words.items())}
    by_pair: dict[int, int] = {}
    for (one, other), count in sorted(pairs.items()):
        found = pair_hashes(np.array([word_hash(one), word_hash(other)]))
        by_pair[int(found[0])] = count
    packed: dict[str, NDArray[np.generic]] = {"total": np.array([total], np.int64)}
    for name, table in (("words", by_word), ("pairs", by_pair)):
        keys = np.array(sorted(table), np.int64)
        packed[name] = np.diff(keys, prepend=0).astype(np.uint16)
        packed[name + "_counts"] = np.array([round(_STEPS * np.log2(table[int(k)])) for k in keys], np.uint8)
    return packed


def load_usage() -> Usage:
    """The usage that is shipped; raises ModelError when the file is missing or broken."""
    place = resources.files("tellings.lineage") / "usage.npz"
    try:
        with place.open("rb") as file, np.load(file) as arrays:
            words, pairs = (np.cumsum(arrays[name].astype(np.int64)) for name in ("words", "pairs"))
            counts = [2 ** (arrays[name + "_counts"] / _STEPS) for name in ("words", "pairs")]
            return Usage(words, counts[0], pairs, counts[1], float(arrays["total"][0]))
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{place} can't be read: {error}. Install Tellings again.") from error
