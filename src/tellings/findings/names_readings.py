"""The readings of each name: spellings that are all right, and garbled ones with the step they came in by."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tellings.findings.disagreements_values import Reader
from tellings.findings.gazetteer import Gazetteer, find_place
from tellings.findings.material import Place, Step, StoryMaterial, steps_into
from tellings.findings.names_forms import NICKNAMES, TITLES, alike, letter_key, sound_key
from tellings.findings.names_links import fold_region
from tellings.settings import NameSettings

_WORD = re.compile(r"[^\W_]+")
_VOWEL = re.compile(r"[aeiou]")
_SIDES = frozenset(f"{side}{end}" for side in ("north", "south", "east", "west") for end in ("", "ern"))
_ENDINGS = ("s", "n", "an", "ian", "ic", "com")  # plurals, adjectives of places, web addresses


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which a story writes a name.

    `kind` is spelling (of the usual one, or another name for the same) or garbled; `usual` is the
    reading it garbles, and `steps` are the tree edges by which it came in.
    """

    entity_id: str
    text: str
    kind: str
    usual: str
    places: tuple[Place, ...]
    steps: tuple[Step, ...]


def read_names(material: StoryMaterial, gazetteer: Gazetteer, settings: NameSettings) -> tuple[Reading, ...]:
    """All readings of all entities, each entity's most told first."""
    texts = {a.article_id: a.text for a in material.articles}
    held: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for row in material.names:
        text = " ".join(texts[row.article_id][row.start : row.end].split())
        held[row.entity_id][text].append(Place(row.article_id, row.start, row.end))
    reader = Reader(material)
    readings = []
    for entity_id in sorted(held):
        forms = held[entity_id]
        order = sorted(forms, key=lambda form: _weight(form, forms[form]))
        for at, form in enumerate(order):
            trusted = [] if find_place(form, gazetteer) is not None else order[:at]
            mine = {reader.origin(place) for place in forms[form]}
            copied = [t for t in trusted if mine & {reader.origin(place) for place in forms[t]}]
            steady = _is_habit(forms[form]) and any(
                _same_but_vowels(form, t)
                or (t not in copied and _keeps_from(forms[form], forms[t]) and _same_consonants(form, t))
                for t in trusted
            )
            fair = steady or _is_given_name(form, order)
            usual = "" if fair else garbled_from(form, trusted, copied, settings)
            steps = steps_into({p.article_id for p in forms[form]}, material) if usual else ()
            kind = "garbled" if usual else "spelling"
            readings.append(Reading(entity_id, form, kind, usual, tuple(forms[form]), steps))
    return tuple(readings)


def _weight(form: str, places: Sequence[Place]) -> tuple[int, int, bool, str]:
    """The order of trust: more articles, more mentions, accents kept."""
    return -len({p.article_id for p in places}), -len(places), form.isascii(), form


def _is_given_name(form: str, forms: Sequence[str]) -> bool:
    """Whether a word alone opens a full name of the same entity: Erick, of Erick Erickson."""
    words = _words(form)
    return len(words) == 1 and any(len(w) > 1 and w[0] == words[0] for w in map(_words, forms))


def _is_habit(places: Sequence[Place]) -> bool:
    """Whether each article that has a reading has it twice or more: a slip is made once."""
    return min(Counter(place.article_id for place in places).values()) > 1


def _keeps_from(mine: Sequence[Place], usual: Sequence[Place]) -> bool:
    """Whether no article that has the reading has the usual one."""
    return not {place.article_id for place in mine} & {place.article_id for place in usual}


def _same_but_vowels(a: str, b: str) -> bool:
    """Whether two readings have letter for letter the same consonants: Slovyansk, Slavyansk."""
    return [_VOWEL.sub("", w) for w in _words(a)] == [_VOWEL.sub("", w) for w in _words(b)]


def _same_consonants(a: str, b: str) -> bool:
    """Whether two readings differ in vowels alone, as transliterations do: Soleimani, Suleimani."""
    bare = [[_VOWEL.sub("", sound_key(w)) for w in _words(form)] for form in (a, b)]
    return bare[0] == bare[1]


def garbled_from(form: str, trusted: Sequence[str], copied: Sequence[str], settings: NameSettings) -> str:
    """The trusted reading that `form` garbles, or "" when it is a fair spelling or another name.

    A letter doubled or left out is fair between origins, who may spell as they like; a copyist had the
    other reading before his eyes, so against `copied` ones it is a slip.

    >>> garbled_from("Sauli Niinister", ["Sauli Niinistö"], [], NameSettings())
    'Sauli Niinistö'
    >>> garbled_from("Sergei Lavrov", ["Sergey Lavrov"], ["Sergey Lavrov"], NameSettings())
    ''
    """
    words = _words(form)
    for text in trusted:
        same = same_letters if text in copied else _same_sound
        bare = _without_vowels(words)
        if (bare and bare == _without_vowels(_words(text))) or all(
            any(same(w, o) for o in _words(text)) for w in words
        ):
            return ""
    for text in trusted:
        same = same_letters if text in copied else _same_sound
        if _damaged(words, _words(text), same, settings):
            return text
    return ""


def _words(form: str) -> list[str]:
    words = _WORD.findall(re.sub(r"(?<!\bal)(?<!\bel)-", "", fold_region(form)))
    while len(words) > 1 and words[0] in TITLES and words[1] != "of":
        words = words[1:]
    return words


def same_letters(a: str, b: str) -> bool:
    """Whether two words are one, but for transliteration, endings, short forms and initials."""
    if a == b or letter_key(a) == letter_key(b):
        return True
    if any(long == short + ending for long, short in ((a, b), (b, a)) for ending in _ENDINGS):
        return True
    return any(a in group and b in group for group in NICKNAMES) or (len(a) == 1 and b.startswith(a))


def _without_vowels(words: Sequence[str]) -> list[str]:
    """Consonants only, which is how Arabic writes: Qidra and Qudra are one."""
    return [_VOWEL.sub("", sound_key(w)) for w in words] if {"al", "el", "abu", "bin"} & set(words) else []


def _same_sound(a: str, b: str) -> bool:
    return sound_key(a) == sound_key(b) or same_letters(a, b)


def _damaged(
    words: Sequence[str], other: Sequence[str], same: Callable[[str, str], bool], settings: NameSettings
) -> bool:
    """Whether one word is a word of the other reading with a few letters wrong, and the rest is fair."""
    strange = [w for w in words if not any(same(w, o) for o in other)]
    if len(strange) != 1 or len(strange[0]) < 4 or any(c.isdigit() for c in strange[0]):
        return False
    left = [o for o in other if not any(same(w, o) for w in words)]
    if strange[0] in _SIDES and _SIDES & set(left):
        return False  # Northern and Southern are two
    if len(words) == len(other):
        return len(left) == 1 and alike(strange[0], left[0]) >= settings.alike
    return len(words) == 1 and any(alike(strange[0], o) >= settings.alike_single for o in left)
