"""The forms of a name: folded spellings, the parts of a person's name, the key of an organisation's."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from tellings.language.damage import FILLER, mend

TITLES = frozenset(
    {
        "mr", "mrs", "ms", "miss", "mx", "dr", "sir", "lord", "lady", "dame", "madam", "madame",
        "president", "vice-president", "premier", "prime", "minister", "chancellor", "secretary",
        "senator", "sen", "representative", "rep", "congressman", "congresswoman", "governor", "gov",
        "mayor", "general", "gen", "colonel", "col", "captain", "capt", "major", "maj", "sergeant", "sgt",
        "lieutenant", "lt", "admiral", "adm", "commander", "cmdr", "king", "queen", "judge", "justice",
        "attorney", "prof", "professor", "rev", "reverend", "rabbi", "imam", "sheikh", "ayatollah",
        "archbishop", "bishop", "cardinal", "spokesman", "spokeswoman", "spokesperson", "ambassador",
        "envoy", "speaker", "chief", "chairman", "chairwoman", "chairperson", "director", "ceo", "inspector",
        "superintendent", "sheriff", "officer", "detective", "constable", "coach", "manager", "analyst",
        "actor", "actress", "singer", "rapper", "author", "comedian", "former", "first", "foreign",
        "defense", "defence", "deputy"
    }
)  # fmt: skip
ROYAL = frozenset({"prince", "princess", "pope", "saint", "st", "st."})  # stay part of the name
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "mp", "qc"})
PARTICLES = frozenset(
    {
        "de", "da", "di", "del", "della", "van", "von", "der", "den", "bin", "ibn", "al", "el", "la", "le",
        "du", "dos", "das", "ter"
    }
)  # fmt: skip
COMPANY = frozenset(
    {
        "inc", "corp", "corporation", "co", "company", "ltd", "limited", "llc", "plc", "group", "sa", "ag",
        "gmbh", "nv", "holdings"
    }
)  # fmt: skip
SMALL = frozenset({"of", "the", "for", "and", "in", "on", "&", "a", "an", "to"})
FAMILY_FIRST = frozenset(
    {"kim", "xi", "park", "moon", "ban", "ri", "choe", "hwang", "mao", "hu", "wen", "li"}
)
_WORDS_OUT = {"un": "united nations", "us": "united states", "uk": "united kingdom", "eu": "european union"}
NICKNAMES = (
    ("joe", "joseph"), ("bill", "william"), ("bob", "robert"), ("tony", "anthony", "antony"),
    ("jim", "james", "jimmy"), ("mike", "michael"), ("dave", "david"), ("tom", "thomas"), ("dan", "daniel"),
    ("ben", "benjamin"), ("chris", "christopher"), ("matt", "matthew"), ("nick", "nicholas"),
    ("steve", "steven", "stephen"), ("ed", "edward", "ted"), ("jeff", "jeffrey"), ("greg", "gregory"),
    ("liz", "elizabeth", "beth"), ("kate", "katherine", "catherine", "kathy"), ("sue", "susan"),
    ("rick", "richard", "dick"), ("tim", "timothy"), ("alex", "alexander"), ("sam", "samuel"),
    ("ron", "ronald"), ("don", "donald"), ("ken", "kenneth"), ("larry", "lawrence"), ("pat", "patrick"),
    ("andy", "andrew"), ("charlie", "charles", "chuck"), ("jen", "jennifer"), ("meg", "margaret"),
    ("pete", "peter"), ("phil", "philip", "phillip"), ("fred", "frederick"), ("ray", "raymond"),
    ("vince", "vincent"), ("walt", "walter"), ("debbie", "deborah"), ("cindy", "cynthia"),
    ("mitch", "mitchell"), ("nate", "nathan", "nathaniel"), ("russ", "russell"), ("stan", "stanley"),
    ("doug", "douglas"), ("gabe", "gabriel"), ("jake", "jacob"), ("becky", "rebecca"), ("abby", "abigail"),
    ("johnny", "john"), ("danny", "daniel"), ("tommy", "thomas"), ("billy", "william"), ("bobby", "robert"),
    ("muhammad", "mohammad", "mohammed", "mohamed", "muhammed"), ("osama", "usama"), ("hussein", "husain"),
    ("rob", "robert"), ("will", "william"), ("josh", "joshua"), ("zach", "zachary"), ("al", "albert"),
)  # fmt: skip
_LETTERS = (
    ("ph", "f"), ("our", "or"), ("ence", "ense"), ("z", "s"), ("x", "ks"), ("q", "k"), ("w", "v"),
    ("y", "i"), ("j", "i"),
)  # fmt: skip
_SOUNDS = (
    ("tsch", "c"), ("sch", "s"), ("kh", "h"), ("ck", "k"), ("zh", "s"), ("sh", "s"), ("ch", "c"), ("gh", "g"),
    ("dh", "d"), ("th", "t"), ("ts", "c"), ("ou", "u"), ("oe", "o"), ("ue", "u"), ("ae", "a"),
)  # fmt: skip
_KOREAN = re.compile(r"[A-Z][a-z]+-[a-z]+")
_POSSESSIVES = ("’s", "'s", "â€™s", "â€™", "â€", "â")
_SPOKEN_APART = re.compile(r"[^\w&'-]+")


@dataclass(frozen=True, slots=True)
class PersonParts:
    """A person's name taken apart, folded: `given` is "" when only a surname is told."""

    given: str
    middle: tuple[str, ...]
    surname: str


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """`text` in small letters without accents, dots and apostrophe-s, damage to its characters mended.

    >>> fold("Sauli Niinistö’s"), fold("BeyoncÃ©")
    ('sauli niinisto', 'beyonce')
    """
    text = text if text.isascii() else mend(text).replace(FILLER, "")
    text = text.replace("’", "'").removesuffix("'s").removesuffix("'").replace(".", "")
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(text.casefold().split())


def without_possessive(text: str) -> str:
    """`text` without its apostrophe-s, whole or read in the wrong encoding.

    >>> without_possessive("Einstein’s"), without_possessive("Einsteinâ")
    ('Einstein', 'Einstein')
    """
    for mark in _POSSESSIVES:
        text = text.removesuffix(mark)
    return text


def letter_key(word: str) -> str:
    """`word`, folded, with the letters that transliterations exchange for one another made one.

    >>> letter_key("sergey") == letter_key("sergei"), letter_key("panthers") == letter_key("panters")
    (True, False)
    """
    for written, key in _LETTERS:
        word = word.replace(written, key)
    return word


def sound_key(word: str) -> str:
    """`letter_key` with pairs of letters and doubled ones made single: what a name sounds like.

    >>> sound_key("mohammed") == sound_key("mohamed"), sound_key("khrushchev") == sound_key("hruscev")
    (True, True)
    """
    word = letter_key(word)
    for written, key in _SOUNDS:
        word = word.replace(written, key)
    return "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])


def take_apart(form: str) -> PersonParts:
    """The parts of a person's name, titles and suffixes left out; "Kim Jong Un" has the surname first.

    >>> take_apart("President Ursula von der Leyen")
    PersonParts(given='ursula', middle=(), surname='von der leyen')
    """
    words = [w for w in _SPOKEN_APART.split(fold(form.replace(",", " "))) if w]
    while len(words) > 1 and words[0] in TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in SUFFIXES:
        words = words[:-1]
    korean = len(words) == 2 and _KOREAN.fullmatch(form.rsplit(maxsplit=1)[-1]) is not None
    if korean or (len(words) > 2 and words[0] in FAMILY_FIRST):
        return PersonParts(" ".join(words[1:]).replace("-", " "), (), words[0])
    first = next((i for i, w in enumerate(words[:-1]) if w in PARTICLES), len(words) - 1)
    before, surname = words[: max(first, 0)], " ".join(words[max(first, 0) :])
    return PersonParts(before[0] if before else "", tuple(before[1:]), surname)


def same_given(a: str, b: str) -> bool:
    """Whether two folded given names can be one person's: sound, initial or known short form."""
    if sound_key(a) == sound_key(b):
        return True
    if (len(a) == 1 or len(b) == 1) and a[:1] == b[:1]:
        return True
    return any(a in group and b in group for group in NICKNAMES)


def same_person(a: PersonParts, b: PersonParts) -> bool:
    """Whether two full names are one person's by spelling alone; middle names must not contradict."""
    if not (a.given and b.given) or sound_key(a.surname) != sound_key(b.surname):
        return False
    middles = all(x[:1] == y[:1] for x, y in zip(a.middle, b.middle, strict=False))
    return middles and same_given(a.given, b.given)


def organisation_key(form: str) -> tuple[str, ...]:
    """The words of an organisation's name that tell it apart, sorted, so that order doesn't matter.

    >>> organisation_key("the Department of State") == organisation_key("State Department")
    True
    """
    words = [w for w in _SPOKEN_APART.split(fold(form)) if w and w not in SMALL]
    while len(words) > 1 and words[-1] in COMPANY:
        words = words[:-1]
    if len(words) > 1:
        words = [part for w in words for part in _WORDS_OUT.get(w, w).split()]
    return tuple(sorted(words))


def initials(form: str) -> frozenset[str]:
    """The acronyms that a long name may have, with and without its small words."""
    words = [w for w in re.split(r"[\s-]+", form.replace("’", "'").removesuffix("'s")) if w]
    if words and words[0].lower() == "the":
        words = words[1:]
    words = [w for i, w in enumerate(words) if i == 0 or fold(w) not in COMPANY]
    every = "".join(w[0] for w in words).upper()
    great = "".join(w[0] for w in words if w.lower() not in SMALL).upper()
    return frozenset(a for a in (every, great) if len(a) >= 2)


def alike(a: str, b: str) -> float:
    """How alike two names are written, 0 to 1, folded; one letter wrong in five or more counts 0.9.

    >>> alike("Smith", "Smtih"), alike("State", "Senate")
    (0.9, 0.7272727272727273)
    """
    first, second = fold(a), fold(b)
    ratio = fuzz.ratio(first, second) / 100
    if ratio < 0.9 and min(len(first), len(second)) >= 4 and max(len(first), len(second)) >= 5:
        return 0.9 if OSA.distance(first, second, score_cutoff=1) <= 1 else ratio
    return ratio
