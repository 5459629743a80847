"""Numbers that are no quantities: years, times, ordinals, codes, names, and "one" as a pronoun."""

import re

from tellings.findings.figures_numerals import Numeral
from tellings.findings.figures_sentence import Sentence

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_MONTH_BEFORE = re.compile(
    rf"\b{_MONTH} (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?:,? | ?(?:-|–|and|to) ?))?$", re.IGNORECASE
)
_MONTH_AFTER = re.compile(
    rf"(?:st|nd|rd|th)?(?:[ -](?:of )?|(?: ?[-–] ?| (?:and|to) )\d{{1,2}} ){_MONTH}(?![a-z])", re.IGNORECASE
)
_ORDINAL_AFTER = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_LETTERS_AFTER = re.compile(r"[A-Za-z]")
_CLOCK_AFTER = re.compile(
    r"(?:[:.]\d\d)?\s?(?:a\.?m\b|p\.?m\b|o['’]clock|hrs\b|GMT|noon)|:\d\d|h\d\d\b", re.IGNORECASE
)
_CLOCK_BEFORE = re.compile(r"\d[:.]$|\d:\d\d:$")
_LETTERS_BEFORE = re.compile(r"[A-Z]{2,} $")
_CODE_BEFORE = re.compile(r"(?<!to)(?<=[A-Za-z])-$|[A-Za-z]\+$|[#@_/\\]$|\d\.$|\d-\d{1,4}-$|[A-Za-z]\.$")
_NUMBERED_THINGS = (
    "number page pages chapter section sections article articles channel flight route highway "
    "interstate level phase stage type room gate grade season episode week day game round act part "
    "volume tier area district ward precinct proposition measure resolution title rule line lane "
    "platform runway exit pier version windows category formula step item paragraph clause schedule "
    "protocol group table figure age aged under top bottom track turn lap corner hole inning heat "
    "row leg lot size model mark wave studio unit apartment suite building terminal pool zone "
    "division"
).split()
_NUMBERED = re.compile(
    r"(?:\b(?:no|nos|nr|vol|fig|sec|art|pp?|par|ch|op|rte|hwy)\.|№|#|"
    rf"\b(?:{'|'.join(_NUMBERED_THINGS)})) $",
    re.IGNORECASE,
)
_NUMBERED_LOWER = frozenset("under top bottom aged age day days week group unit figure model".split())
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|by|of|until|till|from|to|before|after|through|during|circa|late|early|mid|around|"
    r"year|fiscal|spring|summer|autumn|fall|winter|late-|early-|mid-|election|back|class) ?$",
    re.IGNORECASE,
)
_ADDRESS_AFTER = re.compile(
    r"(?:-\d+)? (?:[A-Z][\w.]*[ -]){1,4}"
    r"(?:Road|Street|Avenue|Ave|St|Rd|Lane|Drive|Boulevard|Blvd|Place|Square|Way|Court|Row)\b"
    r"| (?:[NSEW]\.? )?\d{1,3}(?:st|nd|rd|th) (?:St|Street|Ave|Avenue)\b| (?:Ave|Avenue|Rue|Via|Calle) [A-Z]"
    r"|(?: [A-Z][a-z]+)? (?:Street|Avenue|Road|Lane|Drive|Boulevard)\b"
)
_ONE_FIXED = re.compile(
    r"\bone (?:another|by one|day\b(?! (?:of|before|after|later|in))|thing\b|way or|or another|"
    r"point\b|more time|"
    r"(?:morning|night|evening|afternoon)\b|and (?:only|the same)|size fits)",
    re.IGNORECASE,
)
_ONE_PRONOUN_BEFORE = frozenset(
    "the this that no any every each another which other first last new big good bad only same old next "
    "previous latest small great right wrong large long such some".split()
)
_PHONE = re.compile(r"(?:\+\d{1,3}[ .-])?(?:\(\d{2,5}\) ?)?\d{2,5}[ .-]\d{3,4}[ .-]\d{3,4}\b|\b\d{3}-\d{4}\b")
_DATE_DIGITS = re.compile(
    r"\b(?:1[89]|20)\d\d[-–/]\d\d(?!\d)|\b\d{1,4}[/-]\d{1,2}[/-]\d{1,4}\b|\b\d{1,2}/\d{1,2}\b(?! of\b)"
)
_COUNTER = re.compile(
    r"\b(?:[Cc]aption|[Pp]hotos?|[Ii]mages?|[Ss]lides?) \d+ of \d+\b|\b\d+ of \d+ (?:Photo|Slide|Image)s?\b"
)
_SCORE = re.compile(r"1?\d{1,2}[-–]1?\d{1,2}(?![\w-]|[-–]\w)")  # of a match: "beat Chelsea 3-1"
_LIST_MARK = re.compile(r"^\W*$")
_PART_AFTER = re.compile(
    r",? (?:of\b|the\b|an? |its\b|their\b|our\b|his\b|her\b|that\b|as\b|to\b|in\b)|[.,;)]|$"
)


def is_set_aside(sentence: Sentence, numeral: Numeral) -> bool:
    """True where a number without a unit of money or measure is no quantity."""
    if numeral.kind in ("part", "times"):
        return _is_idle_part(sentence, numeral)
    if numeral.kind in ("multiple", "ratio"):
        return False
    if numeral.kind == "words" and numeral.low == 1:
        return not _counts_one(sentence, numeral)
    if numeral.kind == "words":
        return _is_word_name(sentence, numeral)
    return (
        _is_code(sentence.text, numeral) or _is_year(sentence, numeral) or _is_digit_name(sentence, numeral)
    )


def is_dated(text: str, start: int, end: int) -> bool:
    """True where a number is part of a date or a clock time."""
    return bool(
        _MONTH_BEFORE.search(text, max(0, start - 24), start)
        or _MONTH_AFTER.match(text, end)
        or _CLOCK_AFTER.match(text, end)
        or _CLOCK_BEFORE.search(text, max(0, start - 6), start)
        or (text[max(0, start - 1) : start] in ("'", "’", "‘") and _two_digits_s(text, start, end))
    )


def _two_digits_s(text: str, start: int, end: int) -> bool:
    """True for "'90s" and "'08"."""
    return end - start == 2 and not text[end : end + 1].isdigit()


def find_forbidden(text: str) -> list[tuple[int, int]]:
    """The spans of telephone numbers, of dates in digits and of counters ("Photo 8 of 59")."""
    counters = [m.span() for m in _COUNTER.finditer(text)] if " of " in text else []
    return counters + _find_phones(text)


def _find_phones(text: str) -> list[tuple[int, int]]:
    if not any(mark in text for mark in "-/.+(") and "  " not in text:
        return [m.span() for m in _PHONE.finditer(text)] if re.search(r"\d \d", text) else []
    return [m.span() for m in _PHONE.finditer(text)] + [m.span() for m in _DATE_DIGITS.finditer(text)]


def _is_idle_part(sentence: Sentence, numeral: Numeral) -> bool:
    """True for "the second half", "the third", "a quarter" of a year: no part of anything."""
    text, lowered = sentence.text, sentence.text[numeral.start : numeral.end].lower()
    if numeral.kind == "times":
        return False
    named = re.split(r"[ -]", lowered)[-1].removesuffix("s")
    before = sentence.words_before(numeral.start, 2)
    if lowered == "half":
        idle = text[numeral.end : numeral.end + 1] == "-" or (before and before[-1] in _HALVES_BEFORE)
        return bool(idle) or not _PART_AFTER.match(text, numeral.end)
    counted = re.match(r"(?:a|an|one|two|three|four|five|six|seven|eight|nine)[ -]", lowered)
    if named == "half":
        return not counted
    if not counted or (
        before and before[-1] in ("the", "their", "his", "its") and lowered.startswith("one ")
    ):
        return True
    if named in ("quarter", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"):
        whole = re.match(r",? (?:of\b|the\b)|[- ]majority", text[numeral.end :])
        return whole is None and not ("-" in lowered or lowered.endswith("s"))
    return False


_HALVES_BEFORE = frozenset("first second other latter final last each a one this better and whole".split())


def _counts_one(sentence: Sentence, numeral: Numeral) -> bool:
    """True where "one" counts a thing ("one proposal", "one of the best screens")."""
    text = sentence.text
    if text[numeral.end : numeral.end + 1] == "-" or text[numeral.start - 1 : numeral.start] == "-":
        return False
    if _ONE_FIXED.match(text, numeral.start):
        return False
    before = sentence.words_before(numeral.start, 1)
    if before and before[-1] in _ONE_PRONOUN_BEFORE:
        return False
    index = sentence.at(numeral.start)
    token = sentence.tokens[index]
    if re.match(r" of (?:the|its|his|her|their|our|my|your|those|these|[A-Z])", text[numeral.end :]):
        return True
    head = sentence.tokens[token.head]
    return (
        token.dep in ("nummod", "compound", "amod", "nmod")
        and token.head > index
        and head.pos in ("NOUN", "PROPN")
    )


def _is_word_name(sentence: Sentence, numeral: Numeral) -> bool:
    """True for a scale without a number ("million"), and for "Formula Two" and "Big Three"."""
    text = sentence.text
    if text.startswith("-something", numeral.end):
        return True
    word = text[numeral.start : numeral.end]
    before = text[max(0, numeral.start - 30) : numeral.start]
    if word.lower() in ("dozen", "hundred", "thousand", "million", "billion", "trillion", "lakh", "crore"):
        return True
    if re.search(r"\b(?:top|bottom|big|final|last) $", before, re.IGNORECASE) and not _noun_follows(
        sentence, numeral
    ):
        return True
    if before.endswith("-") or (
        re.search(r"\b(?:o['’]clock|at) $", before) and not _noun_follows(sentence, numeral)
    ):
        return True
    if _NUMBERED.search(before) and not _numbered_lower(before):
        return (
            word[0].isupper()
            or re.search(
                r"(?i)\b(?:number|chapter|page|phase|stage|grade|section|turn|lap|corner|hole|row) $", before
            )
            is not None
        )
    index = sentence.at(numeral.start)
    capital = word[0].isupper() and index > 0 and sentence.tokens[index].pos == "PROPN"
    return capital or sentence.tokens[index].tag == "PRP"


def _numbered_lower(before: str) -> bool:
    """True where the word before is one that also stands before plain counts ("under 20", "aged 20")."""
    word = before.rsplit(maxsplit=1)[-1] if before.split() else ""
    return word.lower() in _NUMBERED_LOWER and word[0].islower()


def _is_code(text: str, numeral: Numeral) -> bool:
    """True for digits glued into a code, an ordinal, a list mark or a web address."""
    start, end = numeral.start, numeral.end
    before = text[max(0, start - 12) : start]
    if _LETTERS_BEFORE.search(before) and text[start] in "-−":
        return True
    if numeral.letter in ("K", "k") and numeral.low <= 16_000 and "," not in text[start:end]:
        return True  # "4K" is a screen; thousands that small are spelled out
    if before[-1:].isalnum() or _CODE_BEFORE.search(before) or before.endswith(("$", "£", "€")):
        return True
    if _ORDINAL_AFTER.match(text, end) or (_LETTERS_AFTER.match(text, end) and not numeral.letter):
        return True
    if re.match(r"/\d|\.\d|:\d|-[A-Z]|-and-\d|-\d{1,4}-\d", text[end:]) or re.match(r"['’]s\b", text[end:]):
        return True
    return bool(_LIST_MARK.match(text[:start]) and re.match(r"[.)] ", text[end:]))


def _is_year(sentence: Sentence, numeral: Numeral) -> bool:
    """True for four bare digits that read as a year in their place."""
    text = sentence.text
    if not re.fullmatch(r"(?:1[0-9]|2[01])\d\d", text[numeral.start : numeral.end]):
        return False
    index = sentence.at(numeral.start)
    token = sentence.tokens[index]
    after = sentence.tokens[index + 1 : index + 3]
    plural = any(t.tag == "NNS" for t in after) and token.dep == "nummod" and token.head > index
    if token.entity == "DATE":
        return True
    before = _YEAR_BEFORE.search(text, max(0, numeral.start - 12), numeral.start)
    return not plural or (before is not None and token.entity != "CARDINAL")


def _is_digit_name(sentence: Sentence, numeral: Numeral) -> bool:
    """True for "iPhone 14", "Channel 5", "787 Dreamliner", "575 Wilbraham Road"."""
    before = sentence.text[max(0, numeral.start - 30) : numeral.start]
    if _NUMBERED.search(before) and not _numbered_lower(before):
        return True
    if _ADDRESS_AFTER.match(sentence.text, numeral.end):
        return True
    index = sentence.at(numeral.start)
    return (
        _second_number(sentence, index) or _after_name(sentence, numeral) or _before_name(sentence, numeral)
    )


def _after_name(sentence: Sentence, numeral: Numeral) -> bool:
    """True for the 14 of "iPhone 14 cases", which counts nothing."""
    index = sentence.at(numeral.start)
    if index <= 0 or sentence.text[numeral.start - 1] != " " or _SCORE.match(sentence.text, numeral.start):
        return False
    token, previous = sentence.tokens[index], sentence.tokens[index - 1]
    if token.head == index - 1 and token.dep in ("nummod", "appos"):
        return True
    if previous.pos != "PROPN" or previous.text.islower():
        return False
    following = _next_word(sentence, numeral.end)
    counts = following is not None and sentence.tokens[following].tag in ("NNS", "NNPS")
    verbal = token.head > index and sentence.tokens[token.head].pos == "NOUN"
    return not (counts and (token.head == following or verbal))


def _before_name(sentence: Sentence, numeral: Numeral) -> bool:
    """True for the 787 of "787 Dreamliner"."""
    index, following = sentence.at(numeral.start), _next_word(sentence, numeral.end)
    token = sentence.tokens[index]
    if following is None or token.head <= index or "." in token.text:
        return False
    head, first = sentence.tokens[token.head], sentence.tokens[following]
    name = head.tag == "NNP" and first.tag == "NNP" and first.text[0].isupper()
    return name and not _plural_in(sentence, index, token.head)


def _second_number(sentence: Sentence, index: int) -> bool:
    """True for the 737 of "two new 737 Max jets": its noun is counted already."""
    head = sentence.tokens[index].head
    for other in range(max(0, index - 3), index):
        token = sentence.tokens[other]
        between = sentence.tokens[other + 1 : index]
        if token.tag == "CD" and token.head == head and head > index and all(t.pos == "ADJ" for t in between):
            return bool(between) or sentence.tokens[index + 1].tag == "NNP"
    return False


def _plural_in(sentence: Sentence, first: int, last: int) -> bool:
    """True where a plural noun stands among tokens `first` to `last`."""
    return any(token.tag in ("NNS", "NNPS") for token in sentence.tokens[first : last + 1])


def _next_word(sentence: Sentence, end: int) -> int | None:
    """The index of the word that follows one space after `end`, or None."""
    index = sentence.token_after(end)
    if index >= len(sentence.tokens) or sentence.text[end : sentence.tokens[index].start] not in (
        " ",
        "-",
        "",
    ):
        return None
    return index if sentence.tokens[index].text[:1].isalpha() else None


def _noun_follows(sentence: Sentence, numeral: Numeral) -> bool:
    following = _next_word(sentence, numeral.end)
    if following is None:
        return False
    token = sentence.tokens[following]
    return token.pos in ("NOUN", "ADJ", "PROPN", "NUM") or token.text == "of"
