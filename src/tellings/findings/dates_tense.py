"""Which way a bare "Thursday" or "June" points: the tense of the verb that governs it."""

from tellings.findings.figures_sentence import Sentence
from tellings.language.parses import Token

PAST, FUTURE, PRESENT, UNKNOWN = "past", "future", "present", ""
_CLIMB = 12  # steps up the parse: deeper chains are parse errors
_FUTURE_WORDS = frozenset("will shall 'll ’ll wo".split())
_PLANNING = frozenset(
    "plan expect schedule set due intend hope aim propose slate go want promise vow prepare plan await plot "
    "anticipate predict forecast vote ready likely bind order ask agree need".split()
)
_APPOINTING = frozenset("schedule slate expect plan postpone".split())
_TIMETABLED = frozenset(  # verbs whose present tells of what is on the timetable
    "begin start open end expire close resume take arrive depart leave meet return visit launch premiere run "
    "reopen finish conclude travel fly fall".split()
)
_AWAITED = frozenset("scheduled planned upcoming forthcoming expected".split())
_MODAL = frozenset("may might could should would can must".split())


def tense_at(sentence: Sentence, start: int) -> str:
    """past, future, present or "" for the clause that holds the character at `start`."""
    index = sentence.at(start)
    if index < 0:
        return UNKNOWN
    for _ in range(_CLIMB):
        token = sentence.tokens[index]
        if _appointed(sentence, index):
            return FUTURE
        if token.pos in ("VERB", "AUX") and (tense := _tense_of(sentence, index)):
            return tense
        if token.head == index or not 0 <= token.head < len(sentence.tokens):
            break
        index = token.head
    return UNKNOWN


def _appointed(sentence: Sentence, index: int) -> bool:
    """True for "scheduled for Friday", "set a hearing for Friday" and "a planned Friday address"."""
    token = sentence.tokens[index]
    if token.lemma in _APPOINTING and token.tag in ("VBN", "VBD", "VBG", "VBZ", "VBP", "VB"):
        return True
    return any(
        sentence.tokens[c].dep == "amod" and sentence.tokens[c].text.lower() in _AWAITED
        for c in sentence.children[index]
    )


def _tense_of(sentence: Sentence, index: int) -> str:
    """The tense of the verb at `index` with its auxiliaries; "" where its form leaves it to a higher verb."""
    token = sentence.tokens[index]
    helpers = [
        sentence.tokens[c] for c in sentence.children[index] if sentence.tokens[c].dep in ("aux", "auxpass")
    ]
    words = {helper.text.lower() for helper in helpers}
    tags = {helper.tag for helper in helpers}
    if words & _FUTURE_WORDS:
        return FUTURE
    if "TO" in tags:
        return _infinitive(sentence, index)
    if words & _MODAL:
        return PAST if "have" in words or "'ve" in words else FUTURE if token.tag == "VB" else UNKNOWN
    return _finite(token, tags, words)


def _finite(token: Token, tags: set[str], words: set[str]) -> str:
    """The tense of a verb without a modal or "to", by its tag and those of its auxiliaries."""
    present = bool(tags & {"VBZ", "VBP"})
    perfect = "VBN" in (token.tag, *tags) and present and _perfect(words)
    if token.tag == "VBD" or "VBD" in tags or perfect:
        return PAST
    if token.tag == "VBG" and present:
        return FUTURE if token.lemma != "go" else PRESENT
    if token.tag in ("VBZ", "VBP") or present:
        return FUTURE if token.lemma in _TIMETABLED else PRESENT
    if token.tag == "VBN" and not tags:
        return FUTURE if token.lemma in _PLANNING and token.dep != "ROOT" else PAST
    return UNKNOWN


def _perfect(words: set[str]) -> bool:
    """True for the auxiliaries of a perfect."""
    return bool(words & {"has", "have", "had", "'ve", "’ve", "’s"})


def _infinitive(sentence: Sentence, index: int) -> str:
    """Future for "to meet" after a verb or noun of planning or a present "is to"; the higher verb's else."""
    token = sentence.tokens[index]
    if token.head == index or token.dep in ("relcl", "acl"):
        return FUTURE
    above = sentence.tokens[token.head]
    if above.lemma.lower() in _PLANNING or (above.lemma == "be" and above.tag in ("VBZ", "VBP")):
        return FUTURE
    return UNKNOWN
