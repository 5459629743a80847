"""Texts become arrays of word keys, without a Python loop over characters, words or n-grams."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Keys: TypeAlias = NDArray[np.uint64]
Keys32: TypeAlias = NDArray[np.uint32]
Flags: TypeAlias = NDArray[np.bool_]
Places: TypeAlias = NDArray[np.int64]

_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so it has an inverse modulo 2**64
_BACK = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
_REACH = 1 << 17  # characters whose powers are at hand: what a batch of articles has
_POWERS = np.cumprod(np.concatenate([np.ones(1, np.uint64), np.full(_REACH - 1, _BASE)]))
_BACKS = np.cumprod(np.concatenate([np.ones(1, np.uint64), np.full(_REACH - 1, _BACK)]))
_STEP = np.uint64(0xD1B54A32D192ED03)
_S = ord("s")
_SPACE = 32
_MOST_BITS = 16  # of a key by which keys are laid out


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some texts in order: a key of each, its letters, and what they look like.

    The words of text t stand from `starts[t]` to `starts[t + 1]`. `keys` are 64-bit and the same for
    the same letters in any case; a plural "s" is cut off.
    `capital` is true of a word that opens with a capital and stands inside a sentence, `foreign` of one
    whose first letter is none of a to z.
    """

    starts: Places
    keys: Keys
    sizes: Places
    capital: Flags
    digit: Flags
    foreign: Flags


def read_words(texts: Sequence[str]) -> Words:
    r"""The words of `texts`: runs of letters, digits and underscores, as the regex `\w+` finds them.

    >>> words = read_words(["The talks end.", "ENDS"])
    >>> words.starts.tolist(), bool(words.keys[2] == words.keys[3])
    ([0, 3, 4], True)
    """
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    openings = np.cumsum([0, *(len(text) + 1 for text in texts)])
    folded, inside, upper = _fold(codes)
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    if len(inside) and inside[0]:
        edges = np.concatenate([[0], edges])
    if len(inside) and inside[-1]:
        edges = np.append(edges, len(inside))
    starts, ends = edges[0::2], edges[1::2]
    return Words(
        np.searchsorted(starts, openings),
        _keys(folded, starts, ends),
        ends - starts,
        upper[starts] & _after_a_word(codes, starts, ends),
        _have_digits(codes, starts),
        codes[starts] > 127,
    )


def join_keys(keys: Keys, length: int) -> Keys:
    """The key of each run of `length` words, in order; of the whole text where it is shorter.

    >>> len(join_keys(read_words(["one two three four"]).keys, 3))
    2
    """
    length = min(length, len(keys))
    runs = len(keys) - length + 1 if length else 0
    joined = np.zeros(runs, np.uint64)
    for place in range(length):
        joined *= _STEP
        joined += keys[place : place + runs]
    return joined


def shorten(keys: Keys) -> Keys32:
    """The 32-bit forms of 64-bit keys."""
    return (_mix(keys) >> np.uint64(32)).astype(np.uint32)


def count_distinct(keys: Keys) -> tuple[Keys, Places]:
    """The distinct values of `keys`, sorted, and how often each stands there."""
    ordered = np.sort(keys)
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first], np.diff(np.flatnonzero(first), append=len(ordered))


def are_in(keys: Keys | Keys32, ordered: Keys | Keys32) -> Flags:
    """True of each of `keys` that stands in the sorted array `ordered`."""
    if not len(ordered):
        return np.zeros(len(keys), np.bool_)
    found: Flags = ordered[np.minimum(np.searchsorted(ordered, keys), len(ordered) - 1)] == keys
    return found


class Lookup:
    """Sorted, distinct keys laid out so that any key is found in two steps, where halving takes sixteen."""

    def __init__(self, ordered: Keys32) -> None:
        self.keys = np.append(ordered, np.uint32(0xFFFFFFFF))
        bits = min(_MOST_BITS, len(ordered).bit_length() + 3)  # a small table stays in the fastest cache
        self._shift = np.uint32(32 - bits)
        self._firsts = np.searchsorted(ordered, np.arange(1 << bits, dtype=np.uint32) << self._shift)

    def find(self, keys: Keys32) -> Places:
        """The place of each of `keys` among the sorted ones, or how many those are where it is none.

        >>> Lookup(np.array([3, 7], np.uint32)).find(np.array([7, 5, 3], np.uint32)).tolist()
        [1, 2, 0]
        """
        places: Places = self._firsts[keys >> self._shift]
        left = np.flatnonzero(self.keys[places] < keys)
        while len(left):
            places[left] += 1
            left = left[self.keys[places[left]] < keys[left]]
        places[self.keys[places] != keys] = len(self.keys) - 1
        return places

    def have(self, keys: Keys32) -> Flags:
        """True of each of `keys` that is one of them."""
        return self.find(keys) < len(self.keys) - 1


def _fold(codes: Keys32) -> tuple[Keys32, Flags, Flags]:
    """The characters in lower case, which of them are word characters, which are capitals."""
    upper = (codes - np.uint32(65)) < 26
    folded = codes + upper * np.uint32(32)
    inside = ((folded - np.uint32(97)) < 26) | ((codes - np.uint32(48)) < 10) | (codes == 95)
    others = np.flatnonzero(codes > 127)
    if len(others):
        kinds, back = np.unique(codes[others], return_inverse=True)
        letters = [chr(code) for code in kinds.tolist()]
        low = np.array([ord(letter.lower()[0]) for letter in letters], np.uint32)
        folded[others] = low[back]
        inside[others] = np.array([letter.isalnum() for letter in letters])[back]
        upper[others] = (low != kinds)[back] & inside[others]
    return folded, inside, upper


def _keys(folded: Keys32, starts: Places, ends: Places) -> Keys:
    """A polynomial hash of each word, by differences of one running sum over the text."""
    ends = ends - _plural(folded, starts, ends)
    rows = len(folded) // _REACH + 1
    sums = np.zeros(len(folded) + 1, np.uint64)
    np.multiply(folded + np.uint32(1), _spread(_POWERS, rows)[: len(folded)], out=sums[1:])
    np.cumsum(sums, out=sums)
    return _mix((sums[ends] - sums[starts]) * _spread(_BACKS, rows)[starts])


def _spread(powers: Keys, rows: int) -> Keys:
    """The first `rows` times as many powers, from the first ones."""
    if rows == 1:
        return powers
    leaps = np.full(rows, powers[-1:] * powers[1:2])
    leaps[:1] = 1
    return (np.cumprod(leaps)[:, None] * powers).ravel()


def _plural(folded: Keys32, starts: Places, ends: Places) -> Places:
    """1 for a word of four letters or more that ends in one "s", else 0."""
    plural = (ends - starts > 3) & (folded[ends - 1] == _S) & (folded[ends - 2] != _S)
    lengths: Places = plural.astype(np.int64)
    return lengths


def _after_a_word(codes: Keys32, starts: Places, ends: Places) -> Flags:
    """True of a word that stands one plain space after another, so that no sentence opens there."""
    after = np.zeros(len(starts), np.bool_)
    after[1:] = (starts[1:] - ends[:-1] == 1) & (codes[starts[1:] - 1] == _SPACE)
    return after


def _have_digits(codes: Keys32, starts: Places) -> Flags:
    """True of each word that holds a digit from 0 to 9."""
    have = np.zeros(len(starts), np.bool_)
    have[np.searchsorted(starts, np.flatnonzero((codes - np.uint32(48)) < 10), "right") - 1] = True
    return have


def _mix(keys: Keys) -> Keys:
    """The keys with their bits spread (the finaliser of splitmix64)."""
    keys = keys ^ (keys >> np.uint64(30))
    keys *= np.uint64(0xBF58476D1CE4E5B9)
    keys ^= keys >> np.uint64(27)
    keys *= np.uint64(0x94D049BB133111EB)
    keys ^= keys >> np.uint64(31)
    return keys
