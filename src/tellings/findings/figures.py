"""Figures of one article: numbers with bounds, unit, hedge and what they count.

Numbers come from the text (`figures_numerals`), units from a list (`figures_units`), the counted
noun from the parse (`figures_counted`), after the dependency rules of CQE (Almasian et al., 2023)
in spirit: a number modifies a noun, an amount belongs to a noun or to a verb's subject.
"""

import dataclasses
import re
from collections.abc import Sequence
from itertools import zip_longest

from tellings.findings.figures_counted import (
    NOTHING,
    Counted,
    counted_by_number,
    counted_by_unit,
    counted_by_verb,
    named_before,
)
from tellings.findings.figures_hedges import hedge_of
from tellings.findings.figures_measures import TIME_UNITS, WORDS
from tellings.findings.figures_money import CURRENCIES, CURRENCY_WORDS
from tellings.findings.figures_numerals import Numeral, find_numerals, may_hold_numerals
from tellings.findings.figures_ranges import Amount, join_ranges, may_share, share_units
from tellings.findings.figures_sentence import Sentence
from tellings.findings.figures_setaside import find_forbidden, is_dated, is_set_aside
from tellings.findings.figures_units import (
    Unit,
    extent_after,
    often_after,
    unit_after,
    unit_before,
    with_rate,
    with_sign_after,
)
from tellings.language.parses import Parses
from tellings.models import Article, Figure, Passage, content_id
from tellings.settings import Settings

_AGE_BEFORE = re.compile(
    r"\b(?:(?:he|she|who) (?:is|was|will be|turned|turns|would be|had turned|just turned|is now)"
    r"|turned|age of|ages of|aged|life expectancy\b[^.;]{0,40}) $"
)
_REACHES = re.compile(
    r"\b(?:rose|risen|grew|grown|climbed|jumped|doubled|fell|fallen|dropped|stands?|stood) (?:to|at) $"
)
_TO = re.compile(r" (?:from|to)(?: (?:about|around|nearly|almost|over|some|(?:more|less) than))? ?")
_PART_OF_UNIT = re.compile(r" (?:of )?an? (?:US |UK )?(?=[a-z])")
_NO_PERSON = frozenset(["GPE", "LOC", "FAC", "DATE", "EVENT"])  # a full name of another label may be one
_SKIPPED = frozenset(["furniture", "credit"])


def find_figures(
    article: Article, passages: Sequence[Passage], parses: Parses, settings: Settings
) -> tuple[Figure, ...]:
    """The figures of `article`, in order; spans run from the hedge to the counted noun.

    Passages without a parse, furniture and credits give none.
    """
    found: list[Figure] = []
    for passage in sorted(passages, key=lambda p: (p.start, p.end, p.passage_id)):
        text = article.text[passage.start : passage.end]
        if passage.kind in _SKIPPED or passage.passage_id not in parses or not may_hold_numerals(text):
            continue
        for figure in read_figures(Sentence.of(text, parses[passage.passage_id])):
            found.append(_place(figure, article.article_id, passage.start))
    return tuple(found)


def _place(figure: Figure, article_id: str, offset: int) -> Figure:
    """`figure` with its id and its place in the article."""
    start, end = figure.start + offset, figure.end + offset
    name = content_id("figure", article_id, str(start), str(end), repr(figure.low), repr(figure.high))
    return dataclasses.replace(figure, figure_id=name, article_id=article_id, start=start, end=end)


def read_figures(sentence: Sentence) -> list[Figure]:
    """The figures of one sentence, with spans in its text and no ids."""
    amounts = join_ranges(sentence.text, share_units(sentence.text, _measure(sentence)))
    figures = [_write(sentence, amount) for amount in amounts]
    for index in range(len(figures) - 2, -1, -1):
        first, second = figures[index], figures[index + 1]
        listed = may_share(sentence.text[amounts[index].end : amounts[index + 1].start])
        if not first.unit and listed and amounts[index + 1].kind == "count":
            figures[index] = dataclasses.replace(first, unit=second.unit, counted=second.counted)
    return figures


def _measure(sentence: Sentence) -> list[Amount]:
    """The numbers of the sentence that are quantities, each with its unit."""
    text = sentence.text
    forbidden = find_forbidden(text)
    numerals = [n for n in find_numerals(text) if not any(s < n.end and n.start < e for s, e in forbidden)]
    amounts = [amount for numeral in numerals if (amount := _amount(sentence, numeral)) is not None]
    return [a for a, after in zip_longest(amounts, amounts[1:]) if not _only_leads_to(text, a, after)]


def _only_leads_to(text: str, factor: Amount, after: Amount | None) -> bool:
    """True for the "doubled" of "doubled to 4,000": the amount that it led to is the figure."""
    return (
        factor.kind == "times" and after is not None and bool(_TO.fullmatch(text[factor.end : after.start]))
    )


def _amount(sentence: Sentence, numeral: Numeral) -> Amount | None:
    """The amount a numeral states, or None where it is no quantity."""
    text = sentence.text
    sign = unit_before(text, numeral.start)
    glued = text[numeral.start - 1 : numeral.start].isalnum() and sign is None
    if glued or is_dated(text, numeral.start, numeral.end):
        return None
    numeral = _unread_letter(text, numeral)
    if sign is not None:
        unit = with_rate(text, with_sign_after(text, sign, numeral.end))
        return Amount(sign.start, unit.end, numeral.low, numeral.high, unit.name, "money", numeral.end)
    after = unit_after(text, _of(text, numeral))
    if after is not None:
        return None if _measures_nothing(sentence, numeral, after) else _measured(text, numeral, after)
    return _part_of_unit(text, numeral) or _bare(sentence, numeral)


def _measured(text: str, numeral: Numeral, unit: Unit) -> Amount:
    """The amount of a number with its unit behind it."""
    kind = "money" if unit.name.split(" per ")[0] in CURRENCIES else "measure"
    name, end = _weigh(text, numeral, unit.name), extent_after(text, unit.end)
    return Amount(numeral.start, end, numeral.low, numeral.high, name, kind, numeral.end)


def _part_of_unit(text: str, numeral: Numeral) -> Amount | None:
    """The amount "half an hour" or "1/16 of a pint" states, or None."""
    part = _PART_OF_UNIT.match(text, numeral.end)
    if part is None or numeral.kind not in ("part", "digits") or numeral.low >= 1:
        return None
    whole = unit_after(text, part.end() - 1)
    return None if whole is None else _measured(text, numeral, Unit(whole.name, part.end(), whole.end))


def _bare(sentence: Sentence, numeral: Numeral) -> Amount | None:
    """The amount of a number without a unit, or None where it is no quantity."""
    kind, unit = numeral.kind if numeral.kind in ("part", "ratio") else "count", ""
    if _is_age(sentence, numeral):
        kind, unit = "age", "year of age"
    elif numeral.kind == "times":
        kind, unit = "times", "count"
    elif is_set_aside(sentence, numeral):
        return None
    return Amount(numeral.start, numeral.end, numeral.low, numeral.high, unit, kind, numeral.end)


def _is_age(sentence: Sentence, numeral: Numeral) -> bool:
    """True for the age in "Ada Byron, 36, said": a whole number between commas after a name."""
    text, start, end = sentence.text, numeral.start, numeral.end
    if (
        numeral.kind != "digits"
        or not 0 < numeral.low < 115
        or end - start > 3
        or text[start - 2 : start] != ", "
    ):
        return False
    if text[end : end + 1] not in (",", ".", ";") and end != len(text):
        return False
    index = sentence.at(start - 2)
    name = sentence.tokens[index - 1] if index > 0 else None
    if name is None or name.pos != "PROPN":
        return False
    full = index > 1 and sentence.tokens[index - 2].pos == "PROPN" and name.entity not in _NO_PERSON
    person = full or name.entity in ("PERSON", "")
    return person and not is_set_aside(sentence, numeral)


def _of(text: str, numeral: Numeral) -> int:
    """Where to look for a unit: after the "of" of "tens of millions of dollars"."""
    return (
        numeral.end + 3
        if numeral.kind == "multiple" and text.startswith(" of ", numeral.end)
        else numeral.end
    )


def _unread_letter(text: str, numeral: Numeral) -> Numeral:
    """`numeral` with "m" taken as metres, not millions, where no money or noun says otherwise."""
    if numeral.letter not in ("m", "b", "T", "mm"):
        return numeral
    money = unit_before(text, numeral.start) is not None
    counts = re.match(r" (?:people|users|[a-z]+s)\b", text[numeral.end :]) is not None
    if (
        money
        or (counts and numeral.letter != "mm")
        or re.match(r" (?:euros?|dollars|pounds|yen)", text[numeral.end :])
    ):
        return numeral
    from_letter = {"m": 1e6, "b": 1e9, "T": 1e12, "mm": 1e6}[numeral.letter]
    value = round(numeral.low / from_letter, 9)
    return Numeral(numeral.start, numeral.end - len(numeral.letter), value, value, numeral.kind)


def _weigh(text: str, numeral: Numeral, unit: str) -> str:
    """ "pound" as weight or as money, by the words around it."""
    if unit.split(" per ", maxsplit=1)[0] != "pound":
        return unit
    around = text[max(0, numeral.start - 60) : numeral.end + 40].lower()
    money = re.search(
        r"£|\b(?:cost|pric|paid|pay|worth|spen[dt]|fine|sterling|euro|tax|fund|budget|earn)", around
    )
    force = re.match(
        r"[ -]pounds?(?:[ -]force)? of (?:thrust|force|weight|cargo|meat|pressure)", text[numeral.end :]
    )
    large = force is None and re.search(
        r"(?:thousand|million|billion|[mb]n?)$", text[numeral.start : numeral.end]
    )
    name = "pound sterling" if large or (money and not re.search(r"weigh|heavy", around)) else "pound-mass"
    return unit.replace("pound", name, 1)


def _measures_nothing(sentence: Sentence, numeral: Numeral, unit: Unit) -> bool:
    """True where a time unit measures nothing here: "one day" and "a five-year deal", which dates hold."""
    if unit.name in TIME_UNITS and sentence.text[numeral.end : numeral.end + 1] == "-":
        return not sentence.text[unit.start : unit.end].endswith("s")
    return numeral.kind == "words" and numeral.low == 1 and is_set_aside(sentence, numeral)


def _write(sentence: Sentence, amount: Amount) -> Figure:
    """The figure of one amount: hedge, bounds and counted noun added."""
    hedge = hedge_of(sentence.text, amount.start, amount.end)
    if amount.kind in ("count", "part", "ratio"):
        counted = counted_by_number(sentence, max(hedge.end, amount.end))
        end = max(counted.end, hedge.end)
        unit = _count_unit(sentence, amount, counted)
        if not counted.words and _REACHES.search(sentence.text, 0, hedge.start):
            counted = counted_by_verb(sentence, amount.start, amount.end)
    elif amount.kind == "score":
        counted, end, unit = NOTHING, amount.end, amount.unit
    elif amount.kind == "age":
        counted, end, unit = named_before(sentence, amount.start), amount.end, amount.unit
    elif amount.unit in TIME_UNITS:
        counted, end, unit = NOTHING, hedge.end, amount.unit
    else:
        counted = counted_by_unit(sentence, amount.start, amount.end)
        end, unit = hedge.end, amount.unit
    low: float | None = amount.low
    high: float | None = amount.high
    if hedge.way == "more":
        high = None
    elif hedge.way == "less":
        low = None
    return Figure("", "", hedge.start, end, low, high, unit, counted.words, hedge.words)


def _count_unit(sentence: Sentence, amount: Amount, counted: Counted) -> str:
    """The unit of a count is the plain name of what is counted, a measure or an age; of a part, "share"."""
    if amount.kind != "count":
        return "share"
    if not counted.name and _AGE_BEFORE.search(sentence.text, max(0, amount.start - 60), amount.start):
        return "year of age"
    if sentence.text[amount.end : amount.end + 1] == "-":
        return re.split(r"[ -]", counted.name)[0]
    last = counted.name.split(" ")[-1]
    name = WORDS.get(last) or CURRENCY_WORDS.get(last, counted.name)
    return name + often_after(sentence.text, counted.end) if name else ""
