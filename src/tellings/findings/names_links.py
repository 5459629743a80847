"""Which names of a story mean one entity by their spelling: pairs of keys to join.

A key stands for all mentions that are written alike: `place:UA`, `person:joe||biden`,
`organisation:department state`, `bare:<article>:biden` for a surname alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA

from tellings.findings.gazetteer import Gazetteer, Place, find_place
from tellings.findings.names_forms import (
    COMPANY,
    PersonParts,
    fold,
    initials,
    organisation_key,
    same_person,
    sound_key,
    take_apart,
)
from tellings.models import Name

Pair = tuple[str, str]
_ARTICLE = re.compile(r"^(?:al|el)[ -](?=\w{3})")  # of an Arabic surname, that may be left out: al-Ansari
BEARERS = 300  # people of one surname that are compared; no story has more, but a hostile list may


@dataclass(frozen=True, slots=True)
class Mentioned:
    """One name row with its words and the key of its spelling."""

    row: Name
    form: str
    key: str


class Joined:
    """Keys in groups; a group goes by its smallest key, so the order of joining doesn't matter."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def find(self, key: str) -> str:
        """The smallest key of the group of `key`."""
        path = []
        while self._parent.get(key, key) != key:
            path.append(key)
            key = self._parent[key]
        for step in path:
            self._parent[step] = key
        return key

    def join(self, pairs: Iterable[Pair]) -> None:
        """Make one group of the groups of each pair."""
        for a, b in pairs:
            low, high = sorted((self.find(a), self.find(b)))
            self._parent[high] = low


def read_mention(row: Name, form: str, gazetteer: Gazetteer) -> Mentioned:
    """The mention with the key of its spelling."""
    return Mentioned(row, form, _key(row, form, gazetteer))


def _key(row: Name, form: str, gazetteer: Gazetteer) -> str:
    place = find_place(form, gazetteer)
    if row.kind == "organisation" and place is not None and place.kind in ("capital", "seat"):
        return f"place:{place.country}"
    if row.kind == "place":
        return f"place:{place.key}" if place is not None else f"place:~{fold_region(form)}"
    if row.kind == "organisation":
        return "organisation:" + " ".join(organisation_key(form))
    parts = take_apart(form)
    if not parts.given:
        return f"bare:{row.article_id}:{parts.surname}"
    return f"person:{parts.given}|{' '.join(parts.middle)}|{parts.surname}"


def fold_region(form: str) -> str:
    """`form` folded, an adjective made the place it is of where that is plain: European, Europe."""
    folded = fold(form).removeprefix("the ")
    return {"european": "europe", "african": "africa", "asian": "asia", "western": "west"}.get(folded, folded)


def is_known(key: str) -> bool:
    """Whether the key is a place of the gazetteer: two such are never one."""
    return key.startswith("place:") and not key.startswith("place:~")


def parts_of(key: str) -> PersonParts:
    """The parts that a person's key was made of."""
    given, middle, surname = key.removeprefix("person:").split("|")
    return PersonParts(given, tuple(middle.split()), surname)


def pair_persons(keys: Iterable[str]) -> Iterator[Pair]:
    """Full names that are one person's by spelling: transliterations, initials, short forms."""
    by_sound: dict[str, list[str]] = defaultdict(list)
    for key in sorted(keys):
        if key.startswith("person:"):
            by_sound[sound_key(parts_of(key).surname)].append(key)
    for held in by_sound.values():
        alike = combinations(held[:BEARERS], 2)
        yield from ((a, b) for a, b in alike if same_person(parts_of(a), parts_of(b)))


def pair_contained(keys: Iterable[str]) -> Iterator[Pair]:
    """Full names with the one longer name that begins or ends with them: "Amina Ali", "Amina Ali Nkeki"."""
    people = {tuple(_spelled(key)): key for key in sorted(keys) if key.startswith("person:")}
    longer: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for words, key in people.items():
        if len(words) > 2:
            longer[words[1:]].add(key)
            longer[words[:-1]].add(key)
    for words, key in people.items():
        if len(longer.get(words, ())) == 1:
            yield key, next(iter(longer[words]))


def _spelled(key: str) -> list[str]:
    parts = parts_of(key)
    return [parts.given, *parts.middle, *parts.surname.split()]


def pair_places(mentions: Sequence[Mentioned]) -> Iterator[Pair]:
    """Adjectives of places that the gazetteer hasn't got, with the place: Crimean, Crimea."""
    keys = sorted({m.key for m in mentions if m.key.startswith("place:~")})
    forms = {key.removeprefix("place:~"): key for key in keys}
    for form, key in forms.items():
        for ending in ("n", "an", "ian"):
            stem = form.removesuffix(ending)
            for base in (stem, stem + "a", stem + "e"):
                if stem != form and len(base) > 3 and base in forms and base != form:
                    yield forms[base], key


def pair_acronyms(mentions: Sequence[Mentioned]) -> Iterator[Pair]:
    """Acronyms with the one long name whose initials they are."""
    long_names: dict[str, set[str]] = defaultdict(set)
    for m in mentions:
        if len(m.form.split()) > 1 and m.row.kind == "organisation":
            for short in initials(m.form):
                long_names[short].add(m.key)
    for m in mentions:
        short = m.form.replace(".", "")
        if m.row.kind == "organisation" and short.isupper() and len(long_names.get(short, ())) == 1:
            yield m.key, next(iter(long_names[short]))


def pair_shortened(mentions: Sequence[Mentioned], gazetteer: Gazetteer) -> Iterator[Pair]:
    """Organisations with the one longer name that ends or begins with theirs.

    "Treasury Department" goes with "U.S. Treasury Department" unless another country's is in the
    story; "Cubs" with "Chicago Cubs".
    """
    forms = {_words(m.form): m.key for m in mentions if m.row.kind == "organisation"}
    longer: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for words, key in forms.items():
        for cut in range(1, len(words)):
            head, tail = words[:cut], words[cut:]
            if find_place(" ".join(head), gazetteer) is not None:
                longer[tail].add(key)
            if all(w.casefold().strip(".") in COMPANY for w in tail):
                longer[head].add(key)
    for words, key in forms.items():
        if len(longer.get(words, ())) == 1:
            yield key, next(iter(longer[words]))


def _words(form: str) -> tuple[str, ...]:
    words = tuple(form.split())
    return words[1:] if len(words) > 1 and words[0].lower() == "the" else words


def pair_surnames(
    mentions: Sequence[Mentioned], joined: Joined, headlines: Mapping[str, str]
) -> Iterator[Pair]:
    """Surnames alone with the one person whom the article has told in full before, else the story.

    Where two people share the name, no one is chosen, unless the article's headline names one of them.
    """
    bearers = _Bearers(mentions, joined, headlines)
    for m in mentions:
        if m.key.startswith("bare:"):
            _, article, surname = m.key.split(":", 2)
            person = bearers.find(article, surname, bearers.first[m.key])
            yield m.key, person or f"bare:~:{surname}"


class _Bearers:
    """Who is called what, by article and in the whole story."""

    def __init__(self, mentions: Sequence[Mentioned], joined: Joined, headlines: Mapping[str, str]) -> None:
        self._names: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
        self._surnames: dict[str, set[str]] = defaultdict(set)
        self._headlines = headlines
        self._forms: dict[str, set[str]] = defaultdict(set)
        self.first: dict[str, int] = {}
        for m in mentions:
            self.first[m.key] = min(m.row.start, self.first.get(m.key, m.row.start))
            if m.key.startswith("person:"):
                self._add(m, joined.find(m.key))

    def _add(self, m: Mentioned, person: str) -> None:
        parts = parts_of(m.key)
        self._forms[person].add(fold(m.form))
        self._surnames[m.row.article_id].add(parts.surname)
        for article in (m.row.article_id, "~"):
            bare = _ARTICLE.sub("", parts.surname)
            for kind, name in {("surname", parts.surname), ("surname", bare), ("given", parts.given)}:
                held = self._names[kind, article, name]
                held[person] = min(m.row.start, held.get(person, m.row.start))

    def find(self, article: str, name: str, at: int) -> str | None:
        """The only person whom `name`, first told at character `at`, can mean, or None."""
        for kind in ("surname", "given"):
            here = self._names.get((kind, article, name), {})
            before = [person for person, start in here.items() if start <= at]
            if len(here) == 1 and before:
                return before[0]
            everywhere = self._names.get((kind, "~", name), {})
            if len(everywhere) == 1:
                return next(iter(everywhere))
            if everywhere:
                return self._in_headline(article, everywhere)
        return self._misspelt(article, name)

    def _in_headline(self, article: str, people: Iterable[str]) -> str | None:
        """The only one of these people whom the article's headline tells in full, or None."""
        headline = self._headlines.get(article, "")
        named = [p for p in people if any(form in headline for form in self._forms[p])]
        return named[0] if len(named) == 1 else None

    def _misspelt(self, article: str, name: str) -> str | None:
        """The one person of the article whose surname `name` is with one letter wrong, or None."""
        if len(name) < 5:
            return None
        near = {
            person
            for surname in self._surnames.get(article, ())
            if len(surname) >= 5
            and surname[0] == name[0]
            and OSA.distance(surname, name, score_cutoff=1) == 1
            for person in self._names["surname", article, surname]
        }
        return next(iter(near)) if len(near) == 1 else None


def place_of(key: str, gazetteer: Gazetteer, forms: Iterable[str]) -> Place | None:
    """The gazetteer's place behind a key, by the forms that carry it."""
    if not is_known(key):
        return None
    country = gazetteer.countries.get(key.removeprefix("place:"))
    if country is not None:
        return country
    return next(
        (p for p in (find_place(f, gazetteer) for f in sorted(forms)) if p and f"place:{p.key}" == key), None
    )
