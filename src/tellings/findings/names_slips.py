"""Names with a letter wrong that no aligned sentence shows, because the rest of the story has them right.

"Harrold" in one sentence and "Harold" in forty is a slip where the word is none that English or the
story uses otherwise, and where it is told of the same name: beside the same given name, or alone in
an article that has the right one.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import OSA

from tellings.findings.material import Place, StoryMaterial
from tellings.findings.names_forms import TITLES, fold, sound_key, without_possessive
from tellings.findings.names_links import Joined, Mentioned, Pair, is_known
from tellings.findings.names_readings import same_letters
from tellings.models import Name, Passage, content_id

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_VOWEL = re.compile(r"[aeiou]")
_LEAST_BESIDE = 3  # letters: an initial beside two names says nothing of their being one
_SHORTEST = 5  # letters: shorter names are a letter from many others
_OFTENER = 3  # times as often as the slip the right spelling must stand, and so often at least
Slips = Mapping[str, str]  # folded slip -> the folded word it should be


@dataclass(slots=True)
class _Word:
    """A capitalised word of a story: where it stands, beside which others, and how often beside none."""

    places: list[Place] = field(default_factory=list)
    beside: set[str] = field(default_factory=set)
    alone: int = 0

    def articles(self) -> set[str]:
        return {place.article_id for place in self.places}


Words = Mapping[str, _Word]


def read_words(material: StoryMaterial) -> tuple[Words, frozenset[str]]:
    """The capitalised words of a story, folded, and those that it also writes small."""
    texts = {a.article_id: a.text for a in material.articles}
    words: dict[str, _Word] = defaultdict(_Word)
    small: set[str] = set()
    for passage in material.passages:
        if passage.kind != "furniture":
            small |= _read_passage(texts[passage.article_id], passage, words)
    return words, frozenset(small)


def _read_passage(text: str, passage: Passage, words: Mapping[str, _Word]) -> set[str]:
    """Add the capitalised words of one passage to `words`; the others, folded."""
    small: set[str] = set()
    run: list[tuple[str, int]] = []
    for found in _WORD.finditer(text, passage.start, passage.end):
        plain = without_possessive(found.group()).rstrip("'’-")
        name = fold(plain)
        if plain[:1].islower():
            small.add(name)
        if not plain[:1].isupper() or plain.isupper():
            continue
        if run and text[run[-1][1] : found.start()] != " ":
            _close(run, words)
            run = []
        words[name].places.append(Place(passage.article_id, found.start(), found.start() + len(plain)))
        run.append((name, found.end()))
    _close(run, words)
    return small


def _close(run: Sequence[tuple[str, int]], words: Mapping[str, _Word]) -> None:
    """Note of each word in a run of capitalised ones what it stands beside."""
    for (one, _), (other, _) in pairwise(run):
        words[one].beside.add(other)
        words[other].beside.add(one)
    if len(run) == 1:
        words[run[0][0]].alone += 1


def find_slips(
    words: Words, small: frozenset[str], named: Iterable[str], is_usual: Callable[[str], bool]
) -> Slips:
    """The words that are a name of the story with one letter wrong; `named` are the words of its names."""
    idle = {word for word in words if word in small or word in TITLES or len(word) < _LEAST_BESIDE}
    by_rest: dict[str, list[str]] = defaultdict(list)
    for name in sorted(set(named) & set(words)):
        if len(name) >= _SHORTEST and name.isalpha() and len(words[name].places) >= _OFTENER:
            for rest in _rests(name):
                by_rest[rest].append(name)
    slips = {}
    for word in sorted(words):
        if len(word) < _SHORTEST or not word.isalpha() or word in small or is_usual(word):
            continue
        near = {name for rest in _rests(word) for name in by_rest.get(rest, ())}
        right = [name for name in sorted(near) if _is_slip_of(word, name, words, idle)]
        if len(right) == 1:
            slips[word] = right[0]
    return slips


def _rests(word: str) -> Iterator[str]:
    """The word and what is left of it without each of its letters: two with a letter wrong share one."""
    yield word
    yield from {word[:at] + word[at + 1 :] for at in range(len(word))}


def _is_slip_of(word: str, name: str, words: Words, idle: set[str]) -> bool:
    slip, right = words[word], words[name]
    if word[0] != name[0] or OSA.distance(word, name, score_cutoff=1) != 1 or _is_fair(word, name):
        return False
    rarer = len(right.places) >= _OFTENER * len(slip.places) and len(right.articles()) >= len(slip.articles())
    beside = slip.beside - idle
    if beside:
        return rarer and bool(beside & right.beside)
    return rarer and right.alone >= _OFTENER and slip.articles() <= right.articles()


def _is_fair(a: str, b: str) -> bool:
    """Whether two words are one by transliteration, which exchanges vowels but turns none, or by endings."""
    bare = [_VOWEL.sub("", sound_key(word)) for word in (a, b)]
    return same_letters(a, b) or (bare[0] == bare[1] and sorted(a) != sorted(b))


def unseen_slips(words: Words, slips: Slips, mentions: Sequence[Mentioned]) -> list[Name]:
    """The slips that no name seen by the pipeline holds, as names."""
    kinds = {word: m.row.kind for m in mentions for word in fold(m.form).split()}
    seen: dict[str, list[Mentioned]] = defaultdict(list)
    for m in mentions:
        seen[m.row.article_id].append(m)
    return [
        Name(
            content_id("name", place.article_id, str(place.start), str(place.end)),
            place.article_id,
            place.start,
            place.end,
            kinds[right],
            "",
        )
        for slip, right in sorted(slips.items())
        for place in words[slip].places
        if not any(m.row.start < place.end and place.start < m.row.end for m in seen[place.article_id])
    ]


def pair_slips(mentions: Sequence[Mentioned], slips: Slips, joined: Joined) -> Iterator[Pair]:
    """Keys of names that hold a slip, with the name that has it right, else the one that has the word."""
    whole: dict[str, str] = {}
    holding: dict[str, set[str]] = defaultdict(set)
    for m in mentions:
        words = fold(m.form).split()
        whole.setdefault(" ".join(words), m.key)
        for word in words:
            holding[word].add(joined.find(m.key))
    for m in mentions:
        words = fold(m.form).split()
        right = [slips.get(word, word) for word in words]
        if right == words:
            continue
        meant = holding[next(r for r, w in zip(right, words, strict=True) if r != w)]
        key = whole.get(" ".join(right)) or (next(iter(meant)) if len(meant) == 1 else None)
        if key is not None and not (is_known(key) and is_known(m.key)):
            yield m.key, key
