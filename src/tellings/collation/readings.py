"""A story's distinct readings: passages with the same words, damage seen through, are one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from tellings.language.vectors import Vectors
from tellings.language.words import Word, split_words
from tellings.models import Article, Passage

Floats: TypeAlias = NDArray[np.float32]
Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]

# Written out or in digits, a number is one word. "one" is left out: it is a pronoun as often.
_SPELT = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
_NUMBERS = dict(zip(_SPELT.split(), map(str, [*range(2, 21), *range(30, 100, 10)]), strict=True))
_SHORT = {
    ("united", "states"): "us",
    ("united", "kingdom"): "uk",
    ("united", "nations"): "un",
    ("european", "union"): "eu",
    ("per", "cent"): "percent",
}
_OWN_WORDS = frozenset({"news", "does", "princess", "means", "arms"})  # no plurals
_OPENING = frozenset("\"\u201c'\u2018:")  # a capital after one of these need not be a name's
_MAGNITUDES = frozenset({"hundred", "thousand", "million", "billion", "trillion", "dozen"})
_OFTEN = 0.1  # a word in one of ten readings tells half of what its rarity in news says
_PRIOR = 30  # readings that are thought to lack a word before the story is seen, so that two aren't all


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a passage, and all passages that have it, in the order of their ids.

    `words` are places in `Readings.words`, in the order of the text.
    """

    passages: tuple[Passage, ...]
    norms: tuple[str, ...]
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Readings:
    """A story's wordings in the order of their first passages' ids, and the words they use.

    `words` are stems; `weights`, from 0 to 1, how much each tells: much if it is rare both in news
    at large and in this story. `names` and `numbers` mark words that are such.
    """

    wordings: tuple[Wording, ...]
    words: tuple[str, ...]
    weights: Floats
    names: Bools
    numbers: Bools


def find_readings(articles: Iterable[Article], passages: Iterable[Passage], vectors: Vectors) -> Readings:
    """The distinct readings of the passages that may carry a statement: furniture and credits can't."""
    found: dict[tuple[str, ...], list[Passage]] = {}
    seen: dict[tuple[str, ...], tuple[tuple[Word, ...], str]] = {}
    for text, same in _by_text(articles, passages):
        words = split_words(text)
        if words:
            key = tuple(word.norm for word in words)
            found.setdefault(key, []).extend(same)
            seen.setdefault(key, (words, text))
    found = {key: sorted(same, key=lambda one: one.passage_id) for key, same in found.items()}
    known = frozenset(word for key in found for word in key)
    vocabulary: dict[str, int] = {}
    wordings = []
    for key, same in found.items():
        stems = [stem(word, known) for word in shorten(key)]
        numbered = tuple(vocabulary.setdefault(word, len(vocabulary)) for word in stems)
        wordings.append(Wording(tuple(same), key, numbered))
    headlines = {key for key, same in found.items() if same[0].kind == "headline"}
    names = {stem(name, known) for name in _names(seen, headlines)} | set(_SHORT.values()) - {"percent"}
    return _weigh(wordings, tuple(vocabulary), names, vectors)


def _by_text(articles: Iterable[Article], passages: Iterable[Passage]) -> list[tuple[str, list[Passage]]]:
    """The passages that may carry a statement, those with one text together, in the order of their ids."""
    texts = {article.article_id: article.text for article in articles}
    found: dict[str, list[Passage]] = {}
    for passage in sorted(passages, key=lambda one: one.passage_id):
        if passage.kind not in ("furniture", "credit") and passage.article_id in texts:
            found.setdefault(texts[passage.article_id][passage.start : passage.end], []).append(passage)
    return list(found.items())


def stem(word: str, known: frozenset[str]) -> str:
    """The form under which a word, its plural or possessive, and the writings of a number are one.

    A final s is taken off where the story knows the word without it.

    >>> [stem(word, frozenset({"russia", "talk"})) for word in ("russias", "talks", "four", "texas")]
    ['russia', 'talk', '4', 'texas']
    """
    if word in _NUMBERS:
        return _NUMBERS[word]
    if len(word) > 3 and word[-1] == "s" and word[:-1] in known and word not in _OWN_WORDS:
        return word[:-1]
    return word


def shorten(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with the names that news writes short or long made short; a name's second word is dropped.

    >>> shorten(("the", "united", "states"))
    ('the', 'us')
    """
    if "united" not in words and "european" not in words and "per" not in words:
        return words
    out: list[str] = []
    for word in words:
        if out and (out[-1], word) in _SHORT:
            out[-1] = _SHORT[out[-1], word]
        else:
            out.append(word)
    return tuple(out)


def is_number(word: str) -> bool:
    """Whether a stem is a number."""
    return word[0].isdigit() or word in _MAGNITUDES


def _weigh(wordings: list[Wording], words: tuple[str, ...], names: set[str], vectors: Vectors) -> Readings:
    held = Counter(word for wording in wordings for word in set(wording.words))
    share = np.array([held[at] for at in range(len(words))], np.float32) / (len(wordings) + _PRIOR)
    weights = vectors.weigh_words(words) * _OFTEN / (_OFTEN + share)
    return Readings(
        wordings=tuple(wordings),
        words=words,
        weights=weights.astype(np.float32),
        names=np.array([word in names for word in words], bool),
        numbers=np.array([is_number(word) for word in words], bool),
    )


def _names(
    seen: dict[tuple[str, ...], tuple[tuple[Word, ...], str]], headlines: set[tuple[str, ...]]
) -> set[str]:
    """The words that the story writes with a capital wherever nothing but a name asks for one."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for key, (words, text) in seen.items():
        for word in words[1:] if key not in headlines else ():
            if text[word.start - 1] not in _OPENING:
                (capital if text[word.start].isupper() else small)[word.norm] += 1
    return {word for word, count in capital.items() if count > small[word] and word != "i"}
