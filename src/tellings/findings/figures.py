"""Figures of one article: numbers with bounds, unit, hedge and what they count.

Numbers come from the text (`figures_numerals`), units from a list (`figures_units`), the counted
noun from the parse (`figures_counted`), after the dependency rules of CQE (Almasian et al., 2023)
in spirit: a number modifies a noun, an amount belongs to a noun or to a verb's subject.
"""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tellings.findings.figures_counted import NOTHING, Counted, counted_by_number, counted_by_unit
from tellings.findings.figures_hedges import hedge_of
from tellings.findings.figures_numerals import Numeral, find_numerals, may_hold_numerals
from tellings.findings.figures_sentence import Sentence
from tellings.findings.figures_setaside import find_forbidden, is_dated, is_set_aside
from tellings.findings.figures_units import (
    CURRENCIES,
    WORDS,
    Unit,
    extent_after,
    unit_after,
    unit_before,
    with_rate,
    with_sign_after,
)
from tellings.language.parses import Parses
from tellings.models import Article, Figure, Passage, content_id
from tellings.settings import Settings

_RANGE = re.compile(r" ?(?:-|–|—|to|or|‑) ?|-to-", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween (?:about |roughly |an estimated )?$", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\b(?:age of|ages of|aged|life expectancy\b[^.;]{0,40}) $")
_SCORE_GAP = re.compile(r"[-–]")
_SKIPPED = frozenset(["furniture", "credit"])


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a range with its unit; `counted` is filled in once the noun is known."""

    start: int
    end: int
    low: float
    high: float
    unit: str
    kind: str
    number_end: int


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
    amounts = _join_ranges(sentence, _measure(sentence))
    return [_write(sentence, amount) for amount in amounts]


def _measure(sentence: Sentence) -> list[Amount]:
    """The numbers of the sentence that are quantities, each with its unit."""
    text = sentence.text
    forbidden = find_forbidden(text)
    numerals = [n for n in find_numerals(text) if not any(s < n.end and n.start < e for s, e in forbidden)]
    return [amount for numeral in numerals if (amount := _amount(sentence, numeral)) is not None]


def _amount(sentence: Sentence, numeral: Numeral) -> Amount | None:
    """The amount a numeral states, or None where it is no quantity."""
    text = sentence.text
    if text[numeral.start - 1 : numeral.start].isalnum() and unit_before(text, numeral.start) is None:
        return None
    if is_dated(text, numeral.start, numeral.end):
        return None
    numeral = _unread_letter(text, numeral)
    low, high = numeral.low, numeral.high
    sign = unit_before(text, numeral.start)
    if sign is not None:
        unit = with_rate(text, with_sign_after(text, sign, numeral.end))
        return Amount(sign.start, unit.end, low, high, unit.name, "money", numeral.end)
    after = unit_after(text, _of(text, numeral))
    if after is not None and not _reads_as_time(sentence, numeral, after):
        end = extent_after(text, after.end)
        kind = "money" if after.name.split(" per ")[0] in CURRENCIES else "measure"
        return Amount(numeral.start, end, low, high, _weigh(text, numeral, after.name), kind, numeral.end)
    if numeral.kind == "times":
        return Amount(numeral.start, numeral.end, low, high, "times", "times", numeral.end)
    if is_set_aside(sentence, numeral):
        return None
    kind = numeral.kind if numeral.kind in ("part", "ratio") else "count"
    return Amount(numeral.start, numeral.end, low, high, "", kind, numeral.end)


def _of(text: str, numeral: Numeral) -> int:
    """Where to look for a unit: after the "of" of "tens of millions of dollars"."""
    return numeral.end + 3 if numeral.kind == "multiple" and text.startswith(" of ", numeral.end) else numeral.end


def _unread_letter(text: str, numeral: Numeral) -> Numeral:
    """`numeral` with "m" taken as metres, not millions, where no money or noun says otherwise."""
    if numeral.letter not in ("m", "b", "T", "mm"):
        return numeral
    money = unit_before(text, numeral.start) is not None
    counts = re.match(r" (?:people|users|[a-z]+s)\b", text[numeral.end :]) is not None
    if money or (counts and numeral.letter != "mm") or re.match(r" (?:euros?|dollars|pounds|yen)", text[numeral.end :]):
        return numeral
    from_letter = {"m": 1e6, "b": 1e9, "T": 1e12, "mm": 1e6}[numeral.letter]
    value = round(numeral.low / from_letter, 9)
    return Numeral(numeral.start, numeral.end - len(numeral.letter), value, value, numeral.kind)


def _weigh(text: str, numeral: Numeral, unit: str) -> str:
    """"pound" as weight or as money, by the words around it."""
    if unit.split(" per ")[0] != "pound":
        return unit
    around = text[max(0, numeral.start - 60) : numeral.end + 40].lower()
    heavy = re.search(r"weigh|heavy|\blost\b|\bgain|weight|lift|\bof (?!the\b)", around) is not None
    large = re.search(r"(?:thousand|million|billion|[mb]n?)$", text[numeral.start : numeral.end]) is not None
    hyphen = text[numeral.end : numeral.end + 1] == "-"
    name = "pound sterling" if large or not (heavy or hyphen) else "pound-mass"
    return unit.replace("pound", name, 1)


def _reads_as_time(sentence: Sentence, numeral: Numeral, unit: Unit) -> bool:
    """True where a unit word is no unit here: "one day", "one second", "first 10 minutes" stay."""
    if numeral.kind != "words" or numeral.low != 1:
        return False
    return is_set_aside(sentence, numeral)


def _join_ranges(sentence: Sentence, amounts: list[Amount]) -> list[Amount]:
    """`amounts` with "5-10 W", "between $62 and $68" and "2-0" each made one."""
    joined: list[Amount] = []
    for amount in amounts:
        last = joined[-1] if joined else None
        pair = _pair(sentence.text, last, amount) if last is not None else None
        if pair is not None:
            joined[-1] = pair
        else:
            joined.append(amount)
    return joined


def _pair(text: str, first: Amount, second: Amount) -> Amount | None:
    """The range or the score that two neighbouring amounts make, or None."""
    gap = text[first.end : second.start]
    if len(gap) > 9 or first.low != first.high or second.low != second.high:
        return None
    units = {first.unit, second.unit} - {""}
    if first.unit and not second.unit:
        return None
    if len(units) > 1 and not second.unit.startswith(f"{first.unit} per "):
        return None
    between = gap.strip() == "and" and _BETWEEN.search(text, max(0, first.start - 30), first.start)
    by = re.search(r"\bby (?:about |nearly |more than )?$", text[max(0, first.start - 18) : first.start]) if "to" in gap and first.unit else None
    if by is not None or not (_RANGE.fullmatch(gap) or between):
        return None
    unit = second.unit
    if _SCORE_GAP.fullmatch(gap) and not unit and _is_score(text, first, second):
        return Amount(first.start, second.end, min(first.low, second.low), max(first.high, second.high), "score", "score", second.end)
    low = _scaled(text, first, second)
    return Amount(first.start, second.end, min(low, second.high), max(low, second.high), unit, second.kind, second.number_end)


def _is_score(text: str, first: Amount, second: Amount) -> bool:
    """True for "2-0" and "5-4 ruling": not rising, or with no noun to count."""
    noun = re.match(r"[ -][a-z]{3,}", text[second.end :])
    return first.low >= second.low or noun is None


def _scaled(text: str, first: Amount, second: Amount) -> float:
    """The lower end of a range with the magnitude that only its upper end names ("3 to 4 million")."""
    scale = re.search(r"(hundred|thousand|million|billion|trillion|(?<=\d)(?:m|bn|tn|k|M|B|K))$", text[second.start : second.number_end])
    own = re.search(r"[A-Za-z]$", text[first.start : first.number_end])
    if scale is None or own is not None or first.low >= 1000:
        return first.low
    factor = {"h": 1e2, "t": 1e3, "k": 1e3, "m": 1e6, "b": 1e9}[scale.group()[0].lower()]
    factor = 1e12 if scale.group().lower() in ("trillion", "tn") else factor
    scaled = first.low * factor
    return scaled if scaled <= second.high * 1.5 else first.low


def _write(sentence: Sentence, amount: Amount) -> Figure:
    """The figure of one amount: hedge, bounds and counted noun added."""
    hedge = hedge_of(sentence.text, amount.start, amount.end)
    if amount.kind in ("count", "part", "ratio"):
        counted = counted_by_number(sentence, max(hedge.end, amount.end))
        end = max(counted.end, hedge.end)
        unit = _count_unit(sentence, amount, counted)
    elif amount.kind == "score":
        counted, end, unit = NOTHING, amount.end, amount.unit
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
    return WORDS.get(counted.name.split(" ")[-1], counted.name)
