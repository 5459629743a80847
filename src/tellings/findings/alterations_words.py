"""What kind of change it is when some words of a quotation become others, and whether meaning moved."""

import re

from rapidfuzz.distance import OSA

FEW = 8  # words: in a longer run that became another a "not" is part of what else was said
HEDGES = frozenset(
    (
        "perhaps maybe possibly probably likely reportedly allegedly apparently seemingly presumably "
        "about around roughly nearly almost approximately some somewhat partly largely mostly "
        "generally usually often sometimes hopefully potentially arguably supposedly purportedly "
        "think believe figure reckon guess suppose hope seem seems appear appears expect suspect feel "
        "estimated"
    ).split()
)
INTENSIFIERS = frozenset("very really extremely absolutely completely totally deeply utterly highly".split())
MODALS = frozenset("may might can could will would shall should must".split())
WEAK_MODALS = frozenset("may might could can".split())
NEGATORS = frozenset(
    (
        "not no never none nobody nothing neither nor without cannot cant wont dont doesnt didnt isnt "
        "arent wasnt werent havent hasnt hadnt wouldnt couldnt shouldnt mustnt aint nt hardly "
        "scarcely unable refuse refused"
    ).split()
)
STRENGTH = {  # words of one scale, weaker to stronger; a step of one is a synonym, of two a shift
    "some": 1, "several": 2, "many": 3, "most": 4, "all": 5, "every": 5, "sometimes": 1, "often": 3,
    "always": 5, "rarely": -2, "seldom": -2, "concern": 1, "concerned": 1, "worry": 2, "worried": 2,
    "fear": 3, "alarm": 4, "alarmed": 4, "terrified": 5, "ask": 1, "urge": 2, "demand": 4,
    "order": 5, "suggest": 1, "propose": 2, "insist": 4, "bad": 2, "serious": 3, "severe": 4,
    "grave": 4, "catastrophic": 6, "disastrous": 6, "small": 1, "minor": 1, "big": 3, "large": 3,
    "major": 4, "huge": 5, "massive": 5, "enormous": 5, "possible": 1, "likely": 3, "certain": 5,
    "sure": 5, "inevitable": 6, "incident": 1, "clash": 3, "attack": 4, "massacre": 6, "damaged": 2,
    "destroyed": 5, "hurt": 2, "killed": 5,
}  # fmt: skip
_PERSONS = (
    frozenset("i me my mine myself we us our ours ourselves im ive id ill weve were wed well".split()),
    frozenset("you your yours yourself yourselves youre youve".split()),
    frozenset(
        "he him his himself she her hers herself it its itself they them their theirs themselves".split()
    ),
)
_CONTRACTED = {
    "im": "i am", "ive": "i have", "weve": "we have", "youre": "you are", "youve": "you have",
    "theyre": "they are", "theyve": "they have", "thats": "that is", "theres": "there is",
    "whats": "what is", "hes": "he is", "shes": "she is", "lets": "let us", "cant": "can not",
    "cannot": "can not", "wont": "will not", "shant": "shall not",
    **{f"{verb}nt": f"{verb} not" for verb in
       "do does did is are was were have has had would could should must need might".split()},
}  # fmt: skip
_IRREGULAR = {
    form: lemma
    for lemma, forms in {
    "be": "am is are was were been being", "have": "has had having", "do": "does did done doing",
    "go": "goes went gone going", "say": "says said saying", "make": "makes made making",
    "take": "takes took taken taking", "come": "comes came coming", "see": "sees saw seen seeing",
    "know": "knows knew known knowing", "get": "gets got gotten getting",
    "give": "gives gave given giving", "find": "finds found finding",
    "think": "thinks thought thinking", "tell": "tells told telling",
    "become": "becomes became becoming", "leave": "leaves left leaving",
    "feel": "feels felt feeling", "bring": "brings brought bringing",
    "begin": "begins began begun beginning", "keep": "keeps kept keeping",
    "hold": "holds held holding", "write": "writes wrote written writing",
    "stand": "stands stood standing", "hear": "hears heard hearing", "mean": "means meant meaning",
    "meet": "meets met meeting", "run": "runs ran running", "pay": "pays paid paying",
    "speak": "speaks spoke spoken speaking", "lead": "leads led leading",
    "grow": "grows grew grown growing", "lose": "loses lost losing",
    "fall": "falls fell fallen falling", "send": "sends sent sending",
    "build": "builds built building", "understand": "understands understood",
    "break": "breaks broke broken", "spend": "spends spent", "rise": "rises rose risen",
    "drive": "drives drove driven", "buy": "buys bought", "win": "wins won winning",
    "will": "would", "can": "could", "may": "might", "shall": "should",
    }.items()
    for form in forms.split()
}  # fmt: skip
_EITHER = {  # with an apostrophe two words, without one another word; apostrophes get lost
    "were": "we are", "well": "we will", "ill": "i will", "id": "i would", "wed": "we would",
    "its": "it is", "hell": "he will", "shell": "she will", "wont": "will not",
}  # fmt: skip
_ENDING = re.compile(r"(?:ies|ied|es|ed|ing|s|d)$")
_NUMBER = re.compile(r"\d")
_NUMBER_WORDS = frozenset(
    (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
        "ninety hundred thousand million billion trillion dozen half third quarter double twice"
    ).split()
)


def spell_out(words: tuple[str, ...]) -> tuple[str, ...]:
    """Contractions as the words they stand for, British endings as American ones.

    >>> spell_out(("i", "cant", "honour", "travelling", "filling"))
    ('i', 'can', 'not', 'honor', 'traveling', 'filling')
    """
    out: list[str] = []
    for word in words:
        if word == "one" and out and out[-1] == "no":
            out[-1] = "nobody"
        else:
            out += _CONTRACTED.get(word, word).split()
    return tuple(_respell(word) for word in out)


def spell_both(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both spelled out; a word that may be a contraction is one where the other side has its words.

    >>> spell_both(("were", "on"), ("we", "are", "on"))
    (('we', 'are', 'on'), ('we', 'are', 'on'))
    """
    one, other = spell_out(before), spell_out(after)
    return _open_up(one, other), _open_up(other, one)


def _open_up(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    out: list[str] = []
    for word in one:
        parts = _EITHER.get(word, word).split()
        out += parts if word not in other and set(parts) <= set(other) else [word]
    return tuple(out)


def _respell(word: str) -> str:
    if len(word) < 5:
        return word
    word = re.sub(r"our(s?|ed|ing|able)$", r"or\1", word) if not word.endswith("four") else word
    word = re.sub(r"([aeiou][^aeiou]+[aeiou])ll(ed|ing|ers?)$", r"\1l\2", word)  # travelling
    if word.endswith("tre"):
        return word[:-2] + "er"
    return re.sub(r"is(e|es|ed|ing|ation)$", r"iz\1", word) if len(word) > 6 else word


def name_change(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    """The kind of a change of words as the tables name it, "" where only the spelling differs."""
    one, other = spell_both(before, after)
    if one == other or "".join(one) == "".join(other):
        return ""
    gone, come = _only(one, other), _only(other, one)
    few = max(len(one), len(other)) <= FEW
    if few and bool(gone & NEGATORS) != bool(come & NEGATORS):
        return "negation changed"
    if few and _hedging(one) > _hedging(other):
        return "hedge dropped"
    if not one or not other:
        return "words added" if other else "words cut"
    pairs = zip(one, other, strict=False) if len(one) == len(other) else ()
    kinds = {_name_pair(a, b) for a, b in pairs if a != b}
    return kinds.pop() if len(kinds) == 1 else "word changed"


def moves_meaning(before: tuple[str, ...], after: tuple[str, ...], names: frozenset[str]) -> bool:
    """Whether a change of words moves the meaning: negation, hedge, number, name, modal or strength.

    `names` are the matching forms of the story's names.
    """
    one, other = spell_both(before, after)
    gone, come = _only(one, other), _only(other, one)
    few = max(len(one), len(other)) <= FEW
    if few and (bool(gone & NEGATORS) != bool(come & NEGATORS) or _hedging(one) != _hedging(other)):
        return True
    numbers = _numbers(gone), _numbers(come)
    if numbers[0] != numbers[1] and (all(numbers) or numbers[0] | numbers[1] != {"one"}):
        return True
    if gone & names and come & names and not _share_stem(gone & names, come & names):
        return True
    if bool(gone & INTENSIFIERS) != bool(come & INTENSIFIERS) or _force(gone) != _force(come):
        return True
    pairs = [(STRENGTH[a], STRENGTH[b]) for a in gone & STRENGTH.keys() for b in come & STRENGTH.keys()]
    return any(abs(a - b) > 1 for a, b in pairs)


def count_negators(words: tuple[str, ...]) -> int:
    """How many of the words deny."""
    return sum(word in NEGATORS for word in spell_out(words))


def drop_negators(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without those that deny."""
    return tuple(word for word in spell_out(words) if word not in NEGATORS)


def _only(one: tuple[str, ...], other: tuple[str, ...]) -> frozenset[str]:
    return frozenset(one) - frozenset(other)


def _hedging(words: tuple[str, ...]) -> int:
    """Whether the words hold back: 1 for a hedge or a weak modal, else 0."""
    return int(any(word in HEDGES or word in ("may", "might", "could") for word in words))


def _force(words: frozenset[str]) -> frozenset[int]:
    """What the modals among the words demand: 1 for should and must, 0 for will, shall and would."""
    return frozenset(int(word in ("must", "should")) for word in words & MODALS if word not in WEAK_MODALS)


def _numbers(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if _NUMBER.search(word) or word in _NUMBER_WORDS)


def _share_stem(gone: frozenset[str], come: frozenset[str]) -> bool:
    """Whether a name became another form of itself ("Ukraine", "Ukrainian"), or a misprint."""
    return any(
        a[:5] == b[:5] or (min(len(a), len(b)) > 4 and OSA.distance(a, b) == 1) for a in gone for b in come
    )


def _name_pair(one: str, other: str) -> str:
    if lemma(one) == lemma(other) and {one, other} not in ({one, f"{one}s"}, {other, f"{other}s"}):
        return "tense changed"
    where = [n for n, person in enumerate(_PERSONS) if one in person or other in person]
    if len(where) == 2:
        return "person changed"
    return "word changed"


def lemma(word: str) -> str:
    """A verb's plain form by its ending or a list of irregular ones.

    >>> lemma("was"), lemma("warned"), lemma("warns")
    ('be', 'warn', 'warn')
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return _ENDING.sub("", word) if len(word) > 4 else word
