"""The spans of names in one passage: what the pipeline tagged, repaired by rules."""

from dataclasses import dataclass
from itertools import pairwise

from tellings.findings.gazetteer import Gazetteer, find_place
from tellings.findings.names_forms import COMPANY, PARTICLES, ROYAL, SUFFIXES, TITLES, fold
from tellings.language.parses import Parse, Token

LABELS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}
PARTIES = frozenset(
    {"republican", "democrat", "democratic", "conservative", "labour", "tory", "tories", "gop"}
)
REGIONS = frozenset(
    {
        "european", "african", "asian", "arab", "western", "crimean", "baltic", "balkan", "scandinavian",
        "nordic", "latin", "kurdish", "chechen"
    }
)  # fmt: skip
BODIES = frozenset(
    {
        "organization", "organisation", "association", "council", "conference", "committee", "court",
        "bank", "commission", "agency", "university", "institute", "college", "church", "department",
        "ministry", "office", "bureau", "house"
    }
)  # fmt: skip
QUOTES = frozenset('"“”‘«»')
_FURTHER = frozenset({"of", "for", "in"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a passage: tokens `first` to `last` (inclusive) of its parse."""

    first: int
    last: int
    kind: str


def find_spans(parse: Parse, gazetteer: Gazetteer) -> list[Mention]:
    """The names in one passage, in order and apart from each other."""
    tokens = parse.tokens
    runs = [_aged(run, tokens) for run in _joined(_tagged(tokens), tokens, gazetteer)]
    spans = [_typed(run, tokens, gazetteer) for run in runs]
    kept = [span for span in spans if span is not None]
    taken = {i for span in kept for i in range(span.first, span.last + 1)}
    return sorted(kept + _countries(tokens, taken, gazetteer), key=lambda m: m.first)


def form_of(span: Mention, tokens: tuple[Token, ...]) -> str:
    """The words of a mention with single spaces between them."""
    out = tokens[span.first].text
    for before, token in pairwise(tokens[span.first : span.last + 1]):
        out += (" " if token.start > before.end else "") + token.text
    return out


def _tagged(tokens: tuple[Token, ...]) -> list[tuple[int, int, str]]:
    """The runs of tokens that carry one entity tag, ended by a line's end and by a comma."""
    runs: list[tuple[int, int, str]] = []
    for i, token in enumerate(tokens):
        if not token.entity or token.text.isspace() or _parting(i, tokens):
            continue
        if runs and not token.begins and runs[-1][1] == i - 1 and runs[-1][2] == token.entity:
            runs[-1] = (runs[-1][0], i, token.entity)
        else:
            runs.append((i, i, token.entity))
    return runs


def _parting(at: int, tokens: tuple[Token, ...]) -> bool:
    """Whether the comma at `at` parts two names: not in "Washington, D.C." nor "Apple, Inc."."""
    if tokens[at].text != ",":
        return False
    after = fold(tokens[at + 1].text) if at + 1 < len(tokens) else ""
    return after not in SUFFIXES and after not in COMPANY and after != "dc"


def _joined(
    runs: list[tuple[int, int, str]], tokens: tuple[Token, ...], gazetteer: Gazetteer
) -> list[tuple[int, int, str]]:
    """The runs with a person's name that was tagged in two pieces made one."""
    out: list[tuple[int, int, str]] = []
    for first, last, label in runs:
        if out and _halves(out[-1], (first, last, label), tokens, gazetteer):
            out[-1] = (out[-1][0], last, "PERSON")
        else:
            out.append((first, last, label))
    return out


def _halves(
    a: tuple[int, int, str], b: tuple[int, int, str], tokens: tuple[Token, ...], gazetteer: Gazetteer
) -> bool:
    """Whether `a` is a given name and `b` the surname after it, one word each."""
    beside = a[1] == b[0] - 1 and a[0] == a[1] and b[0] == b[1]
    if not (beside and b[2] == "PERSON" and a[2] in ("GPE", "ORG")):
        return False
    word = tokens[a[0]].text
    return word[:1].isupper() and not word.isupper() and find_place(word, gazetteer) is None


def _aged(run: tuple[int, int, str], tokens: tuple[Token, ...]) -> tuple[int, int, str]:
    """The run as a person's name where an age follows it between commas: "Anders Holt, 52, said"."""
    first, last, label = run
    after = [token.text for token in tokens[last + 1 : last + 4]]
    aged = after[:1] == [","] and len(after) > 1 and after[1].isdecimal() and 0 < int(after[1]) < 111
    ended = len(after) == 2 or (len(after) == 3 and after[2] in (",", ".", ";"))
    return (first, last, "PERSON") if aged and ended and last == first + 1 and label in LABELS else run


def _typed(run: tuple[int, int, str], tokens: tuple[Token, ...], gazetteer: Gazetteer) -> Mention | None:
    """The run trimmed and with its kind, or None when it is no name of the three kinds."""
    first, last, label = run
    if label == "NORP":
        return _people(first, last, tokens, gazetteer)
    span = _trimmed(first, last, LABELS[label], tokens) if label in LABELS else None
    if span is None or (span.first == span.last and _in_office(span.first, tokens)):
        return None
    place = find_place(form_of(span, tokens), gazetteer)
    titled = _titled(span, tokens)
    if place is not None and place.kind in ("country", "demonym", "capital", "seat") and not titled:
        return Mention(span.first, span.last, "organisation" if place.kind == "seat" else "place")
    company = span.first < span.last and fold(tokens[span.last].text) in COMPANY
    if span.kind == "person" and (company or _is_acronym(span, tokens)):
        return Mention(span.first, span.last, "organisation")
    if span.kind == "person" or (titled and span.last - span.first <= 2 and place is None):
        return _person(Mention(span.first, span.last, "person"), tokens, gazetteer)
    span = _after_owner(span, tokens, gazetteer)
    return _organisation(span, tokens) if span.kind == "organisation" else span


def _is_acronym(span: Mention, tokens: tuple[Token, ...]) -> bool:
    word = tokens[span.first].text
    return span.first == span.last and word.isupper() and (len(word) <= 4 or "." in word)


def _after_owner(span: Mention, tokens: tuple[Token, ...], gazetteer: Gazetteer) -> Mention:
    """The span after a country that owns it, its apostrophe lost: "Ukraines Crimea Peninsula"."""
    word = tokens[span.first].text
    owner = find_place(word, gazetteer) if span.first < span.last and word.endswith("s") else None
    if owner is None or owner.kind != "country" or find_place(word[:-1], gazetteer) is None:
        return span
    return Mention(span.first + 1, span.last, span.kind)


def _people(first: int, last: int, tokens: tuple[Token, ...], gazetteer: Gazetteer) -> Mention | None:
    form = form_of(Mention(first, last, "place"), tokens)
    folded = fold(form)
    if find_place(form, gazetteer) is not None or folded.removesuffix("s") in REGIONS:
        return Mention(first, last, "place")
    if folded.removesuffix("s") in PARTIES or folded in PARTIES:
        return Mention(first, last, "organisation")
    return None


def _trimmed(first: int, last: int, kind: str, tokens: tuple[Token, ...]) -> Mention | None:
    """The span without articles, titles, possessive marks and small words at its ends."""
    opening = [i for i in range(first, last + 1) if tokens[i].text in QUOTES]
    first = opening[-1] + 1 if opening and opening[-1] < last else first
    brackets = [t.text for t in tokens[first : last + 1]]
    if "(" in brackets and ")" not in brackets:
        last = first + brackets.index("(") - 1
    while last - first > 1 and all(_label(t) and len(t.text) > 3 for t in tokens[first : first + 2]):
        first += 2  # a heading in capitals before it: JUST WATCHED
    if first < last and tokens[first].text == tokens[first + 1].text:
        first += 1  # a heading runs into the text: Equifax Equifax
    while first <= last and not _opens(tokens[first], kind, more=first < last):
        first += 1
    while first <= last and not _closes(tokens, last):
        last -= 1
    if first > last:
        return None
    letters = sum(c.isalpha() for t in tokens[first : last + 1] for c in t.text)
    return Mention(first, last, kind) if letters > 1 else None


def _opens(token: Token, kind: str, *, more: bool) -> bool:
    if not (token.text[:1].isupper() or token.text[:1].isdigit()) or token.text.lower() in ("the", "a", "an"):
        return False
    title = fold(token.text)
    return not (kind == "person" and more and title in TITLES and title not in ROYAL)


def _closes(tokens: tuple[Token, ...], last: int) -> bool:
    token = tokens[last]
    if token.tag == "POS" or not any(c.isalnum() for c in token.text):
        return False
    joined = last > 0 and tokens[last - 1].text == "-"
    return token.text[:1].isupper() or token.text[:1].isdigit() or "-" in token.text or joined


def _titled(span: Mention, tokens: tuple[Token, ...]) -> bool:
    """Whether a person's title stands just before the span."""
    if span.first == 0:
        return False
    before = tokens[span.first - 1]
    return fold(before.text) in TITLES and before.text[:1].isupper()


def _person(span: Mention, tokens: tuple[Token, ...], gazetteer: Gazetteer) -> Mention | None:
    """The span from the first to the last word that can be in a person's name."""
    while span.first < span.last and _label(tokens[span.first]) and not tokens[span.last].text.isupper():
        span = Mention(span.first + 1, span.last, span.kind)
    if span.first == span.last and _given_before(span.first, tokens, gazetteer):
        span = Mention(span.first - 1, span.last, span.kind)
    last = span.first
    for i in range(span.first + 1, span.last + 1):
        word = tokens[i].text
        joined = tokens[i - 1].text == "-" and tokens[i - 1].start < tokens[i].start
        if not (word[:1].isupper() or fold(word) in PARTICLES or word in ("-", "'", "’") or joined):
            break
        last = i
    while last > span.first and not _closes(tokens, last):
        last -= 1
    final = find_place(tokens[last].text, gazetteer)
    if last > span.first and final is not None and final.kind in ("country", "demonym"):
        return Mention(last, last, "place")
    if tokens[span.first].pos in ("VERB", "AUX", "ADV", "PRON", "INTJ") and span.first < last:
        return Mention(span.first + 1, last, "person")
    return Mention(span.first, last, "person") if tokens[last].pos in ("PROPN", "NOUN", "ADJ", "X") else None


def _given_before(at: int, tokens: tuple[Token, ...], gazetteer: Gazetteer) -> bool:
    """Whether the word before a surname alone is a given name that went untagged."""
    before = tokens[at - 1] if at else None
    if (
        before is None
        or before.entity
        or before.tag not in ("NNP", "NNPS")
        or before.end + 1 != tokens[at].start
    ):
        return False
    word = before.text
    proper = word.isalpha() and word[:1].isupper() and word[1:].islower()
    titled = fold(word).removesuffix("s") in TITLES
    return proper and not titled and find_place(word, gazetteer) is None


def _label(token: Token) -> bool:
    """Whether the word is a label before a name: "GETTY", "MVP"."""
    return token.text.isupper() and len(token.text) > 2 and "." not in token.text


def _organisation(span: Mention, tokens: tuple[Token, ...]) -> Mention | None:
    """The span, lengthened over "of …", or None for a piece of somebody's office."""
    if span.first < span.last and _epithet(tokens[span.first], tokens[span.first + 1]):
        span = Mention(span.first + 1, span.last, span.kind)
    words = [fold(t.text) for t in tokens[span.first : span.last + 1]]
    if len(words) == 1 and (words[0] in TITLES or words[0] == "state"):
        return None
    first, last = span.first, span.last
    if first >= 2 and tokens[first - 1].text == "of" and _great(tokens[first - 2]):
        first -= 2
    after = tokens[last + 1 : last + 3]
    if (
        words[0] in BODIES
        and len(after) == 2
        and after[0].text in _FURTHER
        and after[1].entity in ("GPE", "LOC")
        and after[1].begins
    ):
        last += 2
    return Mention(first, last, "organisation")


def _epithet(token: Token, after: Token) -> bool:
    """Whether the word only describes the body that follows: the writer's "Orwellian"."""
    return token.text.endswith(("ian", "ean", "esque")) and fold(after.text) in BODIES


def _in_office(at: int, tokens: tuple[Token, ...]) -> bool:
    """Whether the word at `at` ends a title: "Secretary of State", "Minister of Truth"."""
    return at >= 2 and tokens[at - 1].text == "of" and fold(tokens[at - 2].text) in TITLES


def _great(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos == "PROPN" and not token.entity


def _countries(tokens: tuple[Token, ...], taken: set[int], gazetteer: Gazetteer) -> list[Mention]:
    """Countries and peoples of one word that the pipeline left untagged."""
    found = []
    for i, token in enumerate(tokens):
        if i in taken or not token.text[:1].isupper() or token.entity in ("LANGUAGE", "WORK_OF_ART", "LAW"):
            continue
        place = find_place(token.text, gazetteer)
        if place is not None and place.kind in ("country", "demonym") and _alone(i, tokens):
            found.append(Mention(i, i, "place"))
    return found


def _alone(at: int, tokens: tuple[Token, ...]) -> bool:
    """Whether no untagged proper noun before the word makes it the end of a longer name."""
    before = tokens[at - 1] if at else None
    return before is None or before.pos != "PROPN" or bool(before.entity) or fold(before.text) in TITLES
