"""Texts become arrays of word keys, without a Python loop over characters, words or n-grams."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Keys: TypeAlias = NDArray[np.uint64]
Keys32: TypeAlias = NDArray[np.uint32]
Flags: TypeAlias = NDArray[np.bool_]

_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so it has an inverse modulo 2**64
_BACK = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
_STEP = np.uint64(0xD1B54A32D192ED03)
_S = np.uint64(ord("s"))
_SPACE = 32


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text in order: a key each, and what a name or a number looks like.

    `keys` are 64-bit and the same for the same letters in any case; a plural "s" is cut off.
    `capital` is true of a word that opens with a capital and stands inside a sentence.
    """

    keys: Keys
    capital: Flags
    digit: Flags


def read_words(text: str) -> Words:
    r"""The words of `text`: runs of letters, digits and underscores, as the regex `\w+` finds them.

    >>> read_words("The talks end.").keys[2] == read_words("ENDS").keys[0]
    True
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded, inside, upper = _fold(codes)
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    starts, ends = edges[0::2], edges[1::2]
    digits = (codes >= 48) & (codes <= 57)
    return Words(
        _keys(folded, starts, ends),
        upper[starts] & _after_a_word(codes, starts, ends),
        np.add.reduceat(digits, starts, dtype=np.int64) > 0 if len(starts) else np.zeros(0, np.bool_),
    )


def join_keys(keys: Keys, length: int) -> Keys32:
    """The distinct keys of all runs of `length` words, sorted; of the whole text where it is shorter.

    >>> len(join_keys(read_words("one two three four").keys, 3))
    2
    """
    if not len(keys):
        return np.zeros(0, np.uint32)
    length = min(length, len(keys))
    runs = len(keys) - length + 1
    joined = np.zeros(runs, np.uint64)
    for place in range(length):
        joined = joined * _STEP + keys[place : place + runs]
    return np.unique(shorten(joined))


def shorten(keys: Keys) -> Keys32:
    """The 32-bit forms of 64-bit keys."""
    return (_mix(keys) >> np.uint64(32)).astype(np.uint32)


def _fold(codes: Keys32) -> tuple[Keys32, Flags, Flags]:
    """The characters in lower case, which of them are word characters, which are capitals."""
    upper = (codes >= 65) & (codes <= 90)
    folded = codes + (upper * np.uint32(32)).astype(np.uint32)
    inside = ((folded >= 97) & (folded <= 122)) | ((codes >= 48) & (codes <= 57)) | (codes == 95)
    for code in np.unique(codes[codes > 127]).tolist():
        letter = chr(code)
        if letter.isalnum():
            here = codes == code
            inside |= here
            low = letter.lower()[0]
            if low != letter:
                upper |= here
                folded[here] = ord(low)
    return folded, inside, upper


def _keys(folded: Keys32, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Keys:
    """A polynomial hash of each word, by differences of one running sum over the text."""
    ends = ends - _plural(folded, starts, ends)
    powers = np.full(len(folded) + 1, _BASE)
    powers[0] = 1
    sums = np.zeros(len(folded) + 1, np.uint64)
    np.cumsum((folded + np.uint32(1)) * np.cumprod(powers)[1:], out=sums[1:])
    backs = np.full(len(folded) + 1, _BACK)
    backs[0] = 1
    return _mix((sums[ends] - sums[starts]) * np.cumprod(backs)[starts])


def _plural(folded: Keys32, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """1 for a word of four letters or more that ends in one "s", else 0."""
    if not len(starts):
        return np.zeros(0, np.int64)
    plural = (ends - starts > 3) & (folded[ends - 1] == _S) & (folded[ends - 2] != _S)
    lengths: NDArray[np.int64] = plural.astype(np.int64)
    return lengths


def _after_a_word(codes: Keys32, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Flags:
    """True of a word that stands one plain space after another, so that no sentence opens there."""
    after = np.zeros(len(starts), np.bool_)
    after[1:] = (starts[1:] - ends[:-1] == 1) & (codes[starts[1:] - 1] == _SPACE)
    return after


def _mix(keys: Keys) -> Keys:
    """The keys with their bits spread (the finaliser of splitmix64)."""
    keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return keys ^ (keys >> np.uint64(31))
