"""Who speaks: the fullest name in the article for a surname, a pronoun or a description."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from tellings.findings.names_forms import TITLES, fold
from tellings.findings.speakers_cast import NAMING, Cast, Mention, Person, is_main_subject, role
from tellings.findings.speakers_genders import MEN, WOMEN
from tellings.findings.speakers_nations import is_one, nation
from tellings.findings.speakers_nouns import BODIES, is_person
from tellings.findings.tagger import Piece
from tellings.findings.tagger_windows import Window, Word

HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "they", "them", "its", "their"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
OWN = frozenset({"i", "we", "you", "us", "me", "my", "our", "your", "one"})
DEFINITE = frozenset({"the", "this", "that", "his", "her", "their"})
DETERMINERS = DEFINITE | {"a", "an", "one", "another"}  # headlines drop them, and name the person below
RECENT = 1_200  # characters back within which "the physician" may be whoever spoke last
NAMELESS = frozenset({"official", "source", "aide", "person", "associate", "insider", "ally", "member"})
ACTORS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj"})  # not "he is a soldier"
STATEMENT = "statement"  # it says what whoever issued it says
AGAIN = frozenset({"add", "continue"})
ANSWERED = frozenset({"ask", "tell"})  # "she was asked": somebody else spoke
DASH = re.compile("[-–—―]+")
AFTER = ("IN", "TO", "VB", "W", "JJ")  # tags of what follows the head noun of a description
BOUNDS = frozenset({",", "(", "—", "–", ";", "-"})


class Speakers:
    """Resolves the sources of one article, which must come in reading order."""

    def __init__(self, windows: Sequence[Window]) -> None:
        self._cast = Cast(windows)
        self._last = ""  # whoever spoke last
        self._last_person: Person | None = None
        self._last_unnamed: tuple[int, str, str] = (-1, "", "")  # who spoke: where, description, head noun
        self._last_body = ""
        self._bodies = _read_bodies(windows)
        self._introduced = _read_introductions(windows)
        self._unnamed: dict[str, tuple[int, str]] = {}  # head noun -> where it last spoke, its description
        self._spoke_at = 0  # where a person last spoke
        self._full: dict[str, str] = {}  # the last word of a name -> the name, of whoever spoke

    def resolve(self, window: Window, source: Piece) -> str:
        """The speaker's full name, an organisation's name, or the words for an unnamed source; else ""."""
        words = window.words[source.first : source.last + 1]
        start = words[0].span[0]
        only = fold(words[0].text) if len(_core(words)) == 1 else None
        if only == "" or only in OWN:
            return ""
        if only in RELATIVE:
            found = self._antecedent(window, source.first)
        elif only in HE or only in SHE:
            found = self._pronoun("he" if only in HE else "she", start, on=_goes_on(window, source))
        elif only in IT:
            found = self._last_body
        else:
            found = self._named(window, source) or self._described(words, start)
            if " " not in found:
                found = self._full.get(found, found)
            elif all(part[:1].isupper() for part in found.split()):
                self._full.setdefault(found.split()[-1], found)
        nouns = _nouns(_core(words))
        told = bool(nouns) and nouns[-1].tag == "NN" and fold(words[0].text) in DETERMINERS
        head = fold(nouns[-1].text) if told else ""
        self._remember(found, start, head, main=self._is_main(window, source))
        return found

    def credited(self, window: Window, source: Piece, cue: Piece | None) -> str:
        """Who said what `cue` credits to `source`: not she in "she quoted him as saying", "she was told"."""
        if cue is None:
            return self.resolve(window, source)
        verb = _top(window, cue)
        if window.words[verb].lemma in ANSWERED and _below(window, verb, "nsubjpass"):
            return ""
        if window.words[verb].lemma == "quote":
            for n in _below(window, verb, "dobj"):
                if not window.marked[n]:
                    return self.resolve(window, Piece("source", *_phrase(window, n)))
        return self.resolve(window, source)

    def subject(self, window: Window, cue: Piece) -> str:
        """The speaker of a cue without a source: its subject, or "him" in "quoted him as saying"."""
        verb = _top(window, cue)
        found = _below(window, verb, "nsubj", "nsubjpass")
        if not found and window.words[verb].dep == "pcomp":
            preposition = window.offsets[verb] + window.words[verb].head
            found = _below(window, window.offsets[verb] + window.words[preposition].head, "dobj")
        return self.resolve(window, Piece("source", *_phrase(window, found[0]))) if found else ""

    def signed(self, window: Window) -> str:
        """Whoever a line that begins with a dash names ("— Ana Silva, in a letter"), else ""."""
        if not window.words or not DASH.fullmatch(window.words[0].text):
            return ""
        for mention in self._cast.mentions(window):
            return self.resolve(window, Piece("source", mention.first, mention.last))
        return ""

    def goes_on(self) -> str:
        """Whoever spoke last: the speaker of a quotation that nothing credits."""
        return self._last

    def _is_main(self, window: Window, source: Piece) -> bool:
        """Whether the source is no clause's subject under another speaker's ("Lee said Reyes denied it")."""
        words = window.words[source.first : source.last + 1]
        subjects = [source.first + n for n, word in enumerate(words) if word.dep in ("nsubj", "nsubjpass")]
        return not subjects or any(is_main_subject(window, n) for n in subjects)

    def _remember(self, name: str, start: int, head: str, *, main: bool) -> None:
        if not name or (self._last and not main):
            return
        self._last = name
        person = self._cast.person(name.split())
        if person is not None and person.name == name:
            self._last_person, self._spoke_at = person, start
        elif is_person(head):
            self._last_unnamed = (start, name, head)
        else:
            self._last_body = name

    def _pronoun(self, gender: str, start: int, *, on: bool) -> str:
        """Whom "he" or "she" means: whoever acted last, the last speaker when nobody did since.

        Whoever goes `on` ("she also wrote") has spoken before.
        """
        person = self._cast.acting(start, gender)
        last = self._last_person
        acted = max((at for at in person.acts if at < start), default=-1) if person else -1
        spoke, description, head = self._last_unnamed
        if spoke > max(acted, self._spoke_at) and head not in (MEN if gender == "she" else WOMEN):
            return description
        if last is not None and last.gender in ("", gender):
            unsure = person is not None and person.gender == "" and last.gender == gender
            if person is None or self._spoke_at >= acted or unsure or on:
                person = last
        person = person or self._cast.latest(start, gender)
        return person.name if person else ""

    def _named(self, window: Window, source: Piece) -> str:
        """The person named in the source who is its head, "" when it names nobody or names a body."""
        mentions = [one for one in self._cast.mentions(window) if source.first <= one.first <= source.last]
        top = _top(window, source)
        for mention in sorted(mentions, key=lambda one: not one.first <= top <= one.last):
            introduced = any(fold(word.text) in NAMING for word in window.words[source.first : mention.first])
            aside = self._is_aside(window, source, mention) and not _is_apposed(window, mention, top)
            if mention.first <= top <= mention.last or introduced or not aside:
                speakers = [mention, *_joined_to(mention, mentions, window)]
                return " and ".join(dict.fromkeys(self._in_full(one) for one in speakers))
        return _body_at(window, source, top)

    def _in_full(self, mention: Mention) -> str:
        person = self._cast.person(mention.parts)
        return person.name if person else " ".join(mention.parts)

    def _is_aside(self, window: Window, source: Piece, mention: Mention) -> bool:
        """Whether the name only says whose or which ("Lee's office", "a friend of Lee")."""
        words = window.words
        if mention.last + 1 < len(words) and words[mention.last + 1].tag == "POS":
            return True
        before = words[source.first : mention.first]
        return any(word.tag in ("IN", "TO") or word.tag.startswith(("V", "WP", "WDT")) for word in before)

    def _antecedent(self, window: Window, at: int) -> str:
        """The name that "who" follows."""
        offset = window.offsets[at]
        mentions = [one for one in self._cast.mentions(window) if offset <= one.first < at]
        if mentions:
            return self._in_full(mentions[-1])
        verb = offset + window.words[at].head
        noun = offset + window.words[verb].head
        return window.words[noun].text if noun < at else ""

    def _described(self, words: Sequence[Word], start: int) -> str:
        """Whom a description means ("the senator", "the group"), else the description itself."""
        core = _core(words)
        named = _nouns(core)
        nouns = [role(word.text) for word in named]
        definite = fold(core[0].text) in DEFINITE
        spelt = _spell(core)
        if definite and len(core) == 2 and core[1].entity.endswith("-NORP") and is_one(core[1].text):
            found = self._cast.with_roles([nation(core[1].text)], start)
            return found.name if found else f"the {spelt}"
        if not nouns:
            return spelt
        head = nouns[-1]
        if definite and len(core) == 2 and head in TITLES | self._unnamed.keys():
            pass  # "the President", "the Republican" of whom it was "a Republican" before
        elif not definite or named[-1].text[:1].isupper():
            self._unnamed[head] = (start, spelt)
            return spelt
        if len(nouns) == 1 and named[-1].tag == "NN":
            body = self._last if head == STATEMENT else self._body(head, start)
            if body or head in BODIES:
                return body or spelt
        spoke, description = self._unnamed.get(head, (-1, spelt))
        if named[-1].tag in ("NN", "NNP"):
            found = self._cast.with_roles(nouns, start) or self._cast.with_roles([head], start)
            alone = len(nouns) == 1 and is_person(head)
            if found is None and alone and self._may_be_last(head, spoke, start):
                found = self._last_person
            if found is not None:
                return found.name
        own = any(word.text[:1].isupper() and word is not named[-1] for word in core[1:])
        self._unnamed[head] = (start, spelt if own else description)
        return self._unnamed[head][1]

    def _may_be_last(self, head: str, spoke: int, start: int) -> bool:
        """Whether "the physician" can be whoever spoke last: nobody else was called one since."""
        introduced = self._introduced.get(head, ())
        at = bisect_left(introduced, start)
        other = max(spoke, introduced[at - 1] if at else -1)
        if other >= 0 and head in NAMELESS:
            return False
        return start - self._spoke_at <= RECENT and other < self._spoke_at

    def _body(self, head: str, start: int) -> str:
        """The organisation of that name ("the authority"), else for a body the one that last acted."""
        before = self._bodies[: bisect_left(self._bodies, (start,))]
        named = [name for _, name, _ in before if head in fold(name).split()[1:]]
        if named or head not in BODIES:
            return named[-1] if named else ""
        acting = [name for _, name, acts in before if acts]
        return acting[-1] if acting else self._last_body


def _read_introductions(windows: Sequence[Window]) -> dict[str, list[int]]:
    """Where the article introduces somebody by a noun alone ("a soldier"), by the noun."""
    found: dict[str, list[int]] = {}
    for window in windows:
        for n, word in enumerate(window.words):
            noun = window.words[window.offsets[n] + word.head]
            if word.text.lower() in ("a", "an", "one") and noun.tag == "NN" and noun.dep in ACTORS:
                found.setdefault(role(noun.text), []).append(noun.span[0])
    return found


def _is_apposed(window: Window, mention: Mention, top: int) -> bool:
    """Whether the name says who the head of the source is ("the founder of the firm, Ana Silva")."""
    return any(
        window.words[n].dep == "appos" and window.offsets[n] + window.words[n].head == top
        for n in range(mention.first, mention.last + 1)
    )


def _goes_on(window: Window, source: Piece) -> bool:
    """Whether the verb of a pronoun says that somebody speaks again ("she also wrote", "he added")."""
    offset = window.offsets[source.first]
    verb = offset + window.words[source.last].head
    again = any(window.words[n].text.lower() == "also" for n in _below(window, verb, "advmod"))
    return again or window.words[verb].lemma in AGAIN


def _below(window: Window, verb: int, *dependencies: str) -> list[int]:
    """The words that hang on a verb in one of these ways."""
    offset = window.offsets[verb]
    return [
        n
        for n, word in enumerate(window.words)
        if window.offsets[n] == offset and offset + word.head == verb and word.dep in dependencies
    ]


def _joined_to(mention: Mention, others: Sequence[Mention], window: Window) -> list[Mention]:
    """The people named together with the one of `mention` ("Ana Silva and Tomas Reyes said")."""
    found, held = [], set(range(mention.first, mention.last + 1))
    for other in others:
        for n in range(other.first, other.last + 1):
            if window.words[n].dep == "conj" and window.offsets[n] + window.words[n].head in held - {n}:
                found.append(other)
                held |= set(range(other.first, other.last + 1))
                break
    return [one for one in found if one is not mention]


def _read_bodies(windows: Sequence[Window]) -> list[tuple[int, str, bool]]:
    """The organisations that the article names: where, the name, and whether it acts there."""
    found: list[tuple[int, str, bool]] = []
    for window in windows:
        at = 0
        while at < len(window.words):
            end = at + 1
            if window.words[at].entity == "B-ORG":
                while end < len(window.words) and window.words[end].entity == "I-ORG":
                    end += 1
                words = window.words[at:end]
                acts = any(word.dep in ("nsubj", "nsubjpass", "appos") for word in words)
                found.append((words[0].span[0], _spell(words), acts and not window.marked[at]))
            at = end
    return found


def _core(words: Sequence[Word]) -> Sequence[Word]:
    """The description without what follows a comma or a bracket."""
    for n, word in enumerate(words):
        if n > 0 and word.text in BOUNDS and word.tag != "HYPH":
            return words[:n]
    return words


def _nouns(core: Sequence[Word]) -> list[Word]:
    """The nouns of a description up to its head: "a person familiar with the talks" is a person."""
    found: list[Word] = []
    for word in core:
        if found and word.tag.startswith(AFTER):
            break
        if word.tag.startswith("NN"):
            found.append(word)
    return found


def _spell(words: Sequence[Word]) -> str:
    """The words as they stand, a leading "the" left out of a name, a trailing "'s" left out."""
    kept = list(words)
    if len(kept) > 1 and fold(kept[0].text) == "the" and kept[1].text[:1].isupper():
        kept = kept[1:]
    if len(kept) > 1 and kept[-1].tag == "POS":
        kept = kept[:-1]
    out = ""
    for n, word in enumerate(kept):
        gap = n > 0 and kept[n - 1].span[1] < word.span[0]
        out += (" " if gap else "") + word.text
    return out


def _phrase(window: Window, top: int) -> tuple[int, int]:
    """The first and the last word of the name or noun phrase around its head `top`."""
    offset, first, last = window.offsets[top], top, top
    while first > 0 and offset + window.words[first - 1].head in range(first, top + 1):
        first -= 1
    return max(first, offset), last


def _body_at(window: Window, source: Piece, top: int) -> str:
    """The organisation that the head of the source is part of, without what hangs on it, else ""."""
    words = window.words
    first = last = top
    if not words[top].entity.endswith("-ORG"):
        return ""
    while first > source.first and words[first].entity == "I-ORG":
        first -= 1
    while last < source.last and words[last + 1].entity == "I-ORG":
        last += 1
    while first > source.first and _is_part(window, first - 1, top):
        first -= 1  # the tagger saw the last word of the name alone
    return _spell(words[first : last + 1])


def _is_part(window: Window, n: int, top: int) -> bool:
    """Whether word `n` is an untagged part of the name that ends in `top`, and no title before it."""
    word = window.words[n]
    named = word.dep == "compound" and word.tag == "NNP" and not word.entity
    return named and window.offsets[n] + word.head == top and fold(word.text) not in TITLES


def _top(window: Window, source: Piece) -> int:
    """The word of the source that the others depend on."""
    for n in range(source.first, source.last + 1):
        head = window.offsets[n] + window.words[n].head
        if head == n or not source.first <= head <= source.last:
            return n
    return source.first
