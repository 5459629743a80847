"""The cast of an article: the people it names, with their fullest names, roles and places."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from tellings.findings.names_forms import PARTICLES, SUFFIXES, TITLES, fold
from tellings.findings.speakers_genders import MEN, WOMEN
from tellings.findings.speakers_nations import NATIONAL, nation
from tellings.findings.tagger_windows import Window, Word

TAGGED = ("B-PERSON", "I-PERSON")
APART = frozenset("/|•")  # what stands before one is another name
ASKING = frozenset({"ask", "interview"})
NAMING = frozenset({"name", "named", "identified", "called", "known"})
SHORT_TITLES = {
    "sen": "senator", "sens": "senator", "rep": "representative", "reps": "representative",
    "gov": "governor", "gen": "general", "prof": "professor", "dr": "doctor", "lt": "lieutenant",
    "col": "colonel", "sgt": "sergeant", "capt": "captain", "rev": "reverend", "maj": "major",
    "sec": "secretary", "pres": "president", "atty": "attorney", "congressman": "representative",
    "congresswoman": "representative", "lawmaker": "representative", "premier": "minister",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """A person's name where it stands: words `first` to `last` of its window, titles left out."""

    first: int
    last: int
    start: int
    parts: tuple[str, ...]
    roles: frozenset[str]
    gender: str
    acts: bool


@dataclass(slots=True)
class Person:
    """Somebody the article names; `places` are the starts of the mentions, `acts` those as a subject.

    `longest` is the longest form of the name, `name` the commonest of two words or more: what an
    entity tagger adds by mistake ("Heckle Ana Silva") stands once, a name mostly more often.
    """

    name: str
    longest: str = ""
    forms: Counter[str] = field(default_factory=Counter)
    roles: set[str] = field(default_factory=set)
    gender: str = ""
    places: list[int] = field(default_factory=list)
    acts: list[int] = field(default_factory=list)


class Cast:
    """The people of one article."""

    def __init__(self, windows: Sequence[Window]) -> None:
        self.people: list[Person] = []
        self._by_part: dict[str, list[Person]] = {}
        places = _places(windows)
        tagged = {id(window): tuple(read_mentions(window, frozenset())) for window in windows}
        surnames = (fold(mention.parts[-1]) for found in tagged.values() for mention in found)
        self._surnames = frozenset(surnames) - places
        parts = frozenset(part for name in self._surnames for part in (name, *name.split("-")))
        whole = (window for window in windows if not _holds_untagged(window, parts))
        self._mentions = {id(window): tagged[id(window)] for window in whole}
        read = [mention for window in windows for mention in self.mentions(window)]
        mentions = [one for one in read if fold(one.parts[-1]) not in places]
        for mention in sorted(mentions, key=lambda one: (-len(one.parts), one.start)):
            self._enter(mention)
        for person in self.people:
            person.places.sort()
            person.acts.sort()
            full = {form: count for form, count in person.forms.items() if " " in form} or person.forms
            person.name = max(full, key=lambda form: (full[form], len(form.split()), form))

    def mentions(self, window: Window) -> tuple[Mention, ...]:
        """The names of people in one of the article's windows, in order; read once."""
        found = self._mentions.get(id(window))
        if found is None:
            found = self._mentions[id(window)] = tuple(read_mentions(window, self._surnames))
        return found

    def person(self, parts: Sequence[str], roles: frozenset[str] = frozenset()) -> Person | None:
        """The person whose name holds `parts`; of several, one with a role or a known first name, then one
        of the same `roles`, then the one named most often, then first: what a tagger glues to a surname
        ("Disrupts Lee") has neither.
        """
        folded = [fold(part) for part in parts]
        choices = [
            person
            for person in self._by_part.get(folded[-1], [])
            if _holds([fold(part) for part in person.longest.split()], folded)
        ]
        return max(
            choices,
            key=lambda one: (
                bool(one.roles or one.gender),
                not roles.isdisjoint(one.roles),
                len(one.places),
                -one.places[0],
            ),
            default=None,
        )

    def with_roles(self, roles: Sequence[str], before: int) -> Person | None:
        """The person who is all of `roles` and was last named before `before`, else first named after."""
        choices = [person for person in self.people if person.roles.issuperset(roles)] if roles else []
        return latest(choices, before) or min(choices, key=lambda person: person.places[0], default=None)

    def acting(self, before: int, gender: str) -> Person | None:
        """The person of `gender`, or of none known, who last did something before `before`."""
        fitting = [person for person in self.people if person.gender in ("", gender)]
        active = [Person(person.name, places=person.acts) for person in fitting]
        found = latest(active, before)
        return next((person for person in fitting if found and person.name == found.name), None)

    def latest(self, before: int, gender: str) -> Person | None:
        """The person of `gender`, or of none known, last named before `before`."""
        return latest([person for person in self.people if person.gender in ("", gender)], before)

    def _enter(self, mention: Mention) -> None:
        person = self.person(mention.parts, mention.roles)
        if person is None:
            whole = " ".join(mention.parts)
            person = Person(whole, whole)
            self.people.append(person)
            for part in dict.fromkeys(fold(part) for part in mention.parts):
                self._by_part.setdefault(part, []).append(person)
        person.places.append(mention.start)
        person.forms[" ".join(mention.parts)] += 1
        if mention.acts:
            person.acts.append(mention.start)
        person.roles |= mention.roles
        person.gender = person.gender or mention.gender


def _places(windows: Sequence[Window]) -> frozenset[str]:
    """Words that the article uses as a country or a city far more often than as a surname.

    The tagger takes many a surname that stands alone for a body, and now and then for a place.
    """
    counts: dict[str, list[int]] = {}
    for window in windows:
        for word, after in zip_longest(window.words, window.words[1:]):
            alone = word.entity == "B-ORG" and (after is None or after.entity != "I-ORG")
            if alone or word.entity.endswith(("-GPE", "-NORP", "-LOC", "-PERSON")):
                counted = counts.setdefault(fold(word.text), [0, 0])
                counted[alone or word.entity.endswith("-PERSON")] += 1
    return frozenset(text for text, (place, person) in counts.items() if place > 2 * person)


def _holds_untagged(window: Window, names: frozenset[str]) -> bool:
    """Whether one of `names` stands in the window where the tagger took it for no person."""
    return any(
        word.text[:1].isupper() and word.entity not in TAGGED and fold(word.text) in names
        for word in window.words
    )


def latest(people: Sequence[Person], before: int) -> Person | None:
    """The one of `people` named last before `before`."""
    found: Person | None = None
    place = -1
    for person in people:
        at = bisect_left(person.places, before) - 1
        if at >= 0 and person.places[at] > place:
            found, place = person, person.places[at]
    return found


def read_mentions(window: Window, surnames: frozenset[str]) -> Iterator[Mention]:
    """The names of people in `window`, in order: as tagged, and capitalised runs that end in a surname."""
    words = window.words
    at = 0 if any(word.text.islower() for word in words) else len(words)  # a line of capitals is a heading
    while at < len(words):
        end = at + 1
        tagged = words[at].entity in TAGGED
        if tagged:
            while end < len(words) and words[end].entity == "I-PERSON":
                end += 1
        elif _is_proper(words[at], surnames):
            while end < len(words) and _is_proper(words[end], surnames) and words[end].entity not in TAGGED:
                end += 1
        else:
            at = end
            continue
        titled = 0 if tagged else _title_in(words[at:end])
        asked = tagged or titled or (surnames and _is_proper(words[at], surnames))
        mention = _read_mention(window, at + titled, end) if asked else None
        if mention is not None and (tagged or titled or fold(mention.parts[-1]) in surnames):
            yield mention if tagged else _shortened(mention)
        at = end


def _title_in(words: Sequence[Word]) -> int:
    """Where a name begins after a title, whatever its entity ("President Aino Laine"), else 0.

    A title inside an entity is no title ("General Motors").
    """
    places = [n + 1 for n, word in enumerate(words[:-1]) if fold(word.text) in TITLES and not word.entity]
    if not places or any(word.entity.endswith(("-GPE", "-NORP", "-LOC")) for word in words[places[-1] :]):
        return 0
    return places[-1]


def _is_proper(word: Word, surnames: frozenset[str] = frozenset()) -> bool:
    """Whether the word is a name; a known surname is one even where the tagger takes it for a verb."""
    return word.text[:1].isupper() and (word.tag in ("NNP", "NNPS") or fold(word.text) in surnames)


def _is_given(word: Word) -> bool:
    """Whether an untagged word before a surname looks like a first name."""
    return _is_proper(word) and not word.entity and word.text.isalpha() and fold(word.text) not in TITLES


def _shortened(mention: Mention) -> Mention:
    """A capitalised run without what stands before the last title or before two names."""
    parts = list(mention.parts)
    after_title = [n + 1 for n, part in enumerate(parts[:-1]) if fold(part) in TITLES]
    first = max([*after_title, len(parts) - (3 if len(parts) > 2 and len(fold(parts[-2])) == 1 else 2), 0])
    return replace(mention, parts=tuple(parts[first:]))


def _read_mention(window: Window, first: int, end: int) -> Mention | None:
    """The mention in the words from `first` to before `end`: titles become roles."""
    words = window.words
    first = max((n + 1 for n in range(first, end - 1) if words[n].text in APART), default=first)
    while end - first > 1 and (_is_title(words[first]) or not words[first].text[:1].isalpha()):
        first += 1
    while end - first > 1 and len(words[first].text) > 3 and _shouts(words[first], words[end - 1]):
        first += 1  # POLITICO Lee
    while end > first and (not words[end - 1].text[:1].isalnum() or words[end - 1].tag == "POS"):
        end -= 1
    given = first > window.offsets[first] and _is_given(words[first - 1])
    short = end - first == 1 or words[first].text.islower()
    if given and (short or fold(words[first - 1].text) in MEN | WOMEN):
        first -= 1  # the tagger saw the surname alone
    while (
        first - 2 >= window.offsets[first] and words[first - 1].text == "-" and _is_proper(words[first - 2])
    ):
        first -= 2  # or half of a first name with a hyphen
    while end + 1 < len(words) and words[end].text == "-" and _is_one_word(words[end - 1 : end + 2]):
        end += 2  # the tagger saw "Moon Jae" of "Moon Jae-in"
    parts = tuple(_joined([word.text for word in words[first:end]]))
    if not parts or not any(part[:1].isupper() for part in parts):
        return None
    before = (fold(words[n].text) for n in range(max(window.offsets[first], first - 3), first))
    titles = [word for word in before if word in TITLES]
    roles = tuple(dict.fromkeys(_roles(window, first, end - 1)))
    known = [*titles[::-1], fold(parts[0]), *roles]  # a role may be the name of whoever stands beside
    men, women = [name in MEN for name in known], [name in WOMEN for name in known]
    gender = "she" if any(women) and not any(men[: women.index(True)]) else "he" if any(men) else ""
    acts = any(is_main_subject(window, n) or _is_asked(window, n) for n in range(first, end))
    acts = acts and not window.marked[first]
    return Mention(first, end - 1, words[first].span[0], parts, frozenset(roles), gender, acts)


def _shouts(one: Word, other: Word) -> bool:
    return one.text.isupper() and not other.text.isupper()


def _is_title(word: Word) -> bool:
    folded = fold(word.text)
    return folded in TITLES or folded.removesuffix("s") in TITLES


def _is_one_word(words: Sequence[Word]) -> bool:
    """Whether no space stands between the words."""
    return all(one.span[1] == other.span[0] for one, other in pairwise(words))


def is_main_subject(window: Window, n: int) -> bool:
    """Whether word `n` is the subject of its sentence's main verb, or of "as she put it"; not of a clause."""
    word = window.words[n]
    if word.dep not in ("nsubj", "nsubjpass"):
        return False
    offset = window.offsets[n]
    verb = window.words[offset + word.head]
    return verb.dep in ("ROOT", "conj", "parataxis") or (
        verb.dep == "advcl"
        and any(
            one.text.lower() == "as" and one.head == word.head and window.offsets[at] == offset
            for at, one in enumerate(window.words[:n])
        )
    )


def _is_asked(window: Window, n: int) -> bool:
    """Whether word `n` is who somebody asked, so that "he said" is the answer."""
    word = window.words[n]
    return word.dep == "dobj" and window.words[window.offsets[n] + word.head].lemma in ASKING


def _joined(texts: Sequence[str]) -> Iterator[str]:
    """The words of a name; what the tokenizer cut at a hyphen is put together again."""
    glued = ""
    for n, text in enumerate(texts):
        following = texts[n + 1] if n + 1 < len(texts) else ""
        glued += text
        if text != "-" and following != "-":
            yield glued
            glued = ""
    if glued:
        yield glued


def role(word: str) -> str:
    """The plain word for a role: "Sen." is "senator"."""
    folded = fold(word)
    return SHORT_TITLES.get(folded, folded)


def _roles(window: Window, first: int, last: int) -> Iterator[str]:
    """Words that say what the named person is: right before the name, or in an apposition after it."""
    words, offset = window.words, window.offsets[first]
    for n in range(first, last + 1):
        if words[n].dep == "appos" and offset + words[n].head < first:
            yield role(words[offset + words[n].head].text)  # her spokesman, Peter Brandt
    for n in range(first - 1, max(offset, first - 7) - 1, -1):
        if not (words[n].tag.startswith(("NN", "JJ")) or words[n].tag in ("POS", "HYPH", ".")):
            break
        if words[n].tag.startswith("NN"):
            yield role(words[n].text)
    yield from _nations(window, first)
    clause = _naming_clause(window, first)
    if clause is not None:
        yield role(words[clause].text)
    within = range(first, last + 1)
    beside = [n for n in range(last + 1, min(len(words), last + 20)) if window.offsets[n] == offset]
    named = {n for n in beside if words[n].dep == "appos" and offset + words[n].head in within}
    for n in beside:
        under = words[n].dep in ("compound", "conj") and offset + words[n].head in named
        if (n in named or under) and words[n].tag.startswith("NN"):
            yield role(words[n].text)


def _nations(window: Window, first: int) -> Iterator[str]:
    """The nations in the title before a name ("U.S. Secretary of State", "the Russian minister")."""
    for n in range(first - 1, max(window.offsets[first], first - 7) - 1, -1):
        word = window.words[n]
        if not (word.text[:1].isupper() or word.text == "of" or word.tag.startswith(("NN", "JJ"))):
            break
        if word.entity.endswith(NATIONAL):
            yield nation(word.text)


def _naming_clause(window: Window, first: int) -> int | None:
    """The noun whose clause gives the name at `first`: "the soldier, who gave only his first name, Lev"."""
    words, offset = window.words, window.offsets[first]
    at, named = first, False
    for _ in range(8):
        named = named or fold(words[at].text) in NAMING
        head = offset + words[at].head
        if words[at].dep == "relcl" and named and head < first:
            return head
        if head == at:
            break
        at = head
    return None


def _holds(name: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether folded `parts` are a shorter form of the folded `name`: surname, or first name, or both."""
    full = [part for part in name if part not in SUFFIXES]
    short = [part for part in parts if part not in SUFFIXES]
    if not full or not short:
        return False
    if len(short) == 1:
        return short[0] in (full[-1], full[0]) and short[0] not in PARTICLES
    if short[-1] != full[-1]:
        return False
    rest = iter(full)
    return all(any(_same_part(one, part) for one in rest) for part in short)


def _same_part(one: str, part: str) -> bool:
    return one == part or (len(part) == 1 and one.startswith(part))
