"""What a number counts: the noun phrase, its plain name, and what an amount of money is for."""

import dataclasses
import re
from dataclasses import dataclass

from tellings.findings.figures_sentence import Sentence
from tellings.language.parses import Token

_REACH = 6  # tokens from the number to its noun: longer gaps were parse errors in the sentences read
_TAIL = 8  # tokens of what follows the noun ("of", "in", "near" phrases)
_MODIFIERS = frozenset("ADJ NOUN PROPN VERB ADV NUM PART CCONJ PUNCT X".split())
_PLACES = frozenset("of in near from at on across along around outside inside within for to with".split())
_NO_NAME = frozenset("the a an and of , - – ' ’ its his her their our my your or & \" “ ” ( )".split())
_CASUALTY = re.compile(
    r"kill|die|dead|death|injur|wound|hurt|miss|arrest|detain|displac|evacuat|infect|hospitali|rescu|charg|lose|lost|claim|take"
)
_NUMBER_OF = re.compile(r"\bnumber of (?:the |its |new )?(?!.*\bnumber of )")  # the last before a figure
_INSIDE = frozenset("- – , ' ’ “ ” \"".split())
_WHEN = frozenset("last this next earlier later yesterday today that".split())


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun phrase: its words, its plain name ("first-team player") and where its noun ends."""

    words: str
    name: str
    end: int


NOTHING = Counted("", "", 0)


def counted_by_number(sentence: Sentence, end: int) -> Counted:
    """What a bare number that ends at `end` counts; `NOTHING` where no noun follows.

    "50 of the 300 seats" counts seats, and its phrase ends with the number: 300 is a figure of its own.
    """
    first, whole = sentence.token_after(end), False
    if sentence.text[:end].endswith(" or two") and first >= 3:
        return _phrase(sentence, first - 3, first - 3)
    partitive = re.compile(r" of (?:the|its|his|her|their|our|my|your|those|these|all)?\b ?").match(
        sentence.text, end
    )
    if partitive is not None:
        first = sentence.token_after(partitive.end())
        while first < len(sentence.tokens) and sentence.tokens[first].tag == "CD":
            first, whole = first + 1, True
    elif sentence.text[end : end + 1] == "-":
        first = sentence.token_after(end + 1)
    last = _noun(sentence, first)
    if last is None:
        return NOTHING
    counted = _phrase(sentence, first, last)
    return dataclasses.replace(counted, end=0) if whole else counted


def counted_by_unit(sentence: Sentence, start: int, end: int) -> Counted:
    """What an amount or a measure at `start`..`end` is of: "adults" of "24 per cent of adults"."""
    share = sentence.text[start:end].endswith(("%", "cent", "pc"))
    of = re.compile(
        rf" (?:{'of' if share else 'of|in'}) (?:the |its |all |his |her |their |our |a |an )?"
    ).match(sentence.text, end)
    if of is not None:
        first = sentence.token_after(of.end())
        last = _noun(sentence, first)
        if last is not None:
            return _phrase(sentence, first, last)
    following = sentence.token_after(end)
    if following < len(sentence.tokens) and re.match(r"[ -][A-Za-z]", sentence.text[end : end + 2]):
        index = sentence.at(end - 1)
        last = _noun(sentence, following)
        heads = {sentence.tokens[i].head for i in range(sentence.at(start), index + 1)}
        if last is not None and last in heads:
            return _phrase(sentence, following, last)
    return _governor(sentence, start, end)


def counted_by_verb(sentence: Sentence, start: int, end: int) -> Counted:
    """What a number reaches by its verb: the toll that rose to 12, the cases whose number doubled to it."""
    found = _governor(sentence, start, end)
    if not found.words.endswith("number"):
        return found
    of = _NUMBER_OF.search(sentence.text, 0, start)
    last = None if of is None else _noun(sentence, sentence.token_after(of.end()))
    if of is None or last is None:
        return NOTHING
    return dataclasses.replace(_phrase(sentence, sentence.token_after(of.end()), last), end=0)


def named_before(sentence: Sentence, start: int) -> Counted:
    """The name that stands before the comma and the age at `start`."""
    tokens, last = sentence.tokens, sentence.at(start - 2) - 1
    first = last
    while first > 0 and tokens[first - 1].pos == "PROPN" and last - first < _REACH:
        first -= 1
    return Counted(sentence.text[tokens[first].start : tokens[last].end], "", 0)


def _noun(sentence: Sentence, first: int) -> int | None:
    """The index of the noun that a number's phrase ends in, reading from `first`."""
    tokens = sentence.tokens
    if first >= len(tokens):
        return None
    last = None
    if tokens[first].text.lower() in _WHEN:
        return None
    for index in range(first, min(first + _REACH, len(tokens))):
        token = tokens[index]
        if token.pos not in _MODIFIERS or (token.pos == "PUNCT" and token.text not in _INSIDE):
            break
        if token.pos == "VERB" and token.tag not in ("VBN", "VBG"):
            break
        if token.pos == "CCONJ" and not _joins_modifiers(tokens, index):
            break
        if token.pos == "PUNCT" and token.text == "," and not _joins_modifiers(tokens, index):
            break
        if token.pos in ("NOUN", "PROPN"):
            last = index
            if (
                index + 1 < len(tokens)
                and tokens[index + 1].pos == "CCONJ"
                and _joins_modifiers(tokens, index + 1)
            ):
                continue
            if not _noun_goes_on(tokens, index):
                break
        elif token.pos == "ADV" and last is not None:
            break
    return last


def _noun_goes_on(tokens: tuple[Token, ...], index: int) -> bool:
    """True where the noun at `index` modifies a noun that follows it directly."""
    index, first = _conjoined(tokens, index), index
    head = tokens[index].head
    if index < head <= index + 4 and tokens[head].pos in ("NOUN", "PROPN"):
        return tokens[index].dep in ("compound", "nmod", "amod", "poss", "npadvmod", "nummod")
    following = first + 1
    return (
        following < len(tokens)
        and tokens[following].text == "-"
        and tokens[following].start == tokens[first].end
    )


def _conjoined(tokens: tuple[Token, ...], index: int) -> int:
    """The noun that `index` is joined to by "and", or `index`."""
    return tokens[index].head if tokens[index].dep == "conj" and tokens[index].head < index else index


def _joins_modifiers(tokens: tuple[Token, ...], index: int) -> bool:
    """True for the "and" of "digital and physical sales"."""
    if index == 0 or index + 2 >= len(tokens):
        return False
    return (tokens[index - 1].pos, tokens[index + 1].pos) in (("ADJ", "ADJ"), ("PROPN", "PROPN")) and tokens[
        index + 2
    ].pos in ("NOUN", "PROPN")


def _phrase(sentence: Sentence, first: int, last: int) -> Counted:
    """The phrase from token `first` to the noun at `last`, with what follows it in place and time."""
    tokens = sentence.tokens
    names = [_name(token) for token in tokens[first : last + 1]]
    kept = [name for name in names if name and name.lower() not in _NO_NAME]
    text = sentence.text[tokens[first].start : tokens[last].end]
    name = _hyphenate(tokens, first, last) if "-" in text else " ".join(kept)
    words = sentence.text[tokens[first].start : _tail(sentence, last)]
    return Counted(words.strip(" ,-"), name.lower().strip("- "), tokens[last].end)


def _name(token: Token) -> str:
    """The plain form of a word: nouns and adjectives by lemma, participles and names as they stand."""
    if token.pos == "ADV" and token.text.lower() in ("most", "very", "more"):
        return ""
    if token.pos == "PROPN" and token.tag == "NNPS":
        return singular(token.text)
    if token.tag == "NNS" and token.text.endswith("ses") and token.lemma == token.text[:-2]:
        return token.lemma if token.lemma.endswith(("ss", "us", "is", "as")) else token.text[:-1]
    return token.text if token.pos in ("PROPN", "NUM", "VERB") else token.lemma


def singular(word: str) -> str:
    """The singular of an English plural, by its ending; short and unknown endings stay.

    >>> [singular(word) for word in ("Cups", "countries", "boxes", "people", "crisis", "lives")]
    ['Cup', 'country', 'box', 'people', 'crisis', 'life']
    """
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word in ("lives", "wives", "knives"):
        return word[:-3] + "fe"
    return word[:-2] if word.endswith(("xes", "ches", "shes", "sses")) else word[:-1]


def _hyphenate(tokens: tuple[Token, ...], first: int, last: int) -> str:
    """Lemmas with hyphens kept where the text has them ("first-team player")."""
    name = ""
    for index in range(first, last + 1):
        token = tokens[index]
        gap = index > first and token.start > tokens[index - 1].end
        if token.text.lower() in _NO_NAME - {"-"}:
            continue
        name += (" " if gap and name else "") + _name(token)
    return name


def _tail(sentence: Sentence, last: int) -> int:
    """Where the phrase of the noun at `last` ends with its "of", "in" and "near" phrases and participle."""
    tokens = sentence.tokens
    stop = last
    for child in sentence.children[last]:
        token = tokens[child]
        if child <= stop or child != stop + 1:
            continue
        where = token.dep == "prep" and token.text.lower() in _PLACES
        if where or (token.dep == "acl" and token.tag in ("VBN", "VBG")):
            stop = _reach(sentence, child)
    return tokens[min(stop, last + _TAIL)].end if stop > last else tokens[last].end


def _reach(sentence: Sentence, index: int) -> int:
    """The last token under `index` that can be reached without a clause or a comma."""
    tokens, stop = sentence.tokens, index
    todo = [index]
    for _ in range(_TAIL):
        if not todo:
            break
        for child in sentence.children[todo.pop(0)]:
            if child > index and tokens[child].dep not in ("punct", "relcl", "conj", "cc", "advcl", "appos"):
                todo.append(child)
                stop = max(stop, child)
    return stop


def _governor(sentence: Sentence, start: int, end: int) -> Counted:
    """What an amount stands for by its place in the sentence: the noun it follows or the verb's subject."""
    tokens = sentence.tokens
    inside = range(sentence.at(start), sentence.at(end - 1) + 1)
    top = next((i for i in inside if tokens[i].head not in inside), None)
    for _ in range(4):
        if top is None or tokens[top].head == top:
            return NOTHING
        above = tokens[top].head
        if tokens[above].pos in ("NOUN", "PROPN") and tokens[top].dep not in ("conj", "nsubj", "appos"):
            return _around(sentence, above)
        if tokens[above].pos in ("VERB", "AUX"):
            subject = [c for c in sentence.children[above] if tokens[c].dep in ("nsubj", "nsubjpass")]
            known = subject and tokens[subject[0]].pos in ("NOUN", "PROPN") and subject[0] not in inside
            return _around(sentence, subject[0]) if known else NOTHING
        top = above
    return NOTHING


def _around(sentence: Sentence, index: int) -> Counted:
    """The noun at `index` with the modifiers before it."""
    tokens = sentence.tokens
    first = index
    for child in sentence.children[index]:
        if (
            child < first
            and tokens[child].dep in ("amod", "compound", "nmod", "poss")
            and index - child <= _REACH
        ):
            first = child
    while first < index and (tokens[first].pos in ("DET", "PRON", "PUNCT", "NUM", "SYM")):
        first += 1
    counted = _phrase(sentence, first, index)
    words = sentence.text[tokens[first].start : tokens[index].end]
    return Counted(words.strip(" ,-"), counted.name, 0)
