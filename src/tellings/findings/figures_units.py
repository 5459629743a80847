"""The unit that stands beside a number in a text, with its rate ("dollar per barrel")."""

import re
from dataclasses import dataclass

from tellings.findings.figures_measures import SYMBOLS, TIME_UNITS, WORDS
from tellings.findings.figures_money import CURRENCY_WORDS, SIGNS

_TRAILING_SIGNS = {  # what may follow "$76": "$76 US a barrel", "$10 million Canadian"
    "us": "dollar",
    "u.s.": "dollar",
    "cdn": "canadian dollar",
    "canadian": "canadian dollar",
    "australian": "australian dollar",
    "au": "australian dollar",
}
_RATE_NOUNS = frozenset(  # what an amount may be "a" or "per" of without being a measure
    "share person head employee worker household unit vehicle student game night capita ticket "
    "user customer patient child family seat bottle ounce bushel semester quarter season "
    "pack item copy passenger vote page mmbtu ton tonne pop plate gramme".split()
)


def _any_of(surfaces: list[str]) -> str:
    return "|".join(re.escape(s).replace(r"\ ", "[ -]") for s in sorted(surfaces, key=len, reverse=True))


_WORD_AFTER = re.compile(rf"[ -]?(?P<unit>{_any_of([*WORDS, *CURRENCY_WORDS])})(?![A-Za-z])", re.IGNORECASE)
_SYMBOL = _any_of(list(SYMBOLS))
_SYMBOL_AFTER = re.compile(rf"(?P<gap>[ -]?)(?P<unit>{_SYMBOL})(?:/(?P<per>{_SYMBOL}))?(?![A-Za-z0-9/²³])")
_SIGN_BEFORE = re.compile(rf"(?<![A-Za-z\d-])(?P<sign>(?:US|HK|NZ|AU|A|C|NT|S) \$|{_any_of(list(SIGNS))}) ?$")
_ATTACHED_ONLY = frozenset("A G h s t T MP mb mK a H N B b K J M d L l".split())
_TRAILING = re.compile(r" (?P<sign>US|U\.S\.|Cdn|Canadian|Australian|AU)(?![A-Za-z])")
_OLD = re.compile(
    r"[ -]*(?:(?P<age>year|month|week|day)s?[ -](?:old|of age)|(?:year)-?olds|yo\b)", re.IGNORECASE
)
_RATE = re.compile(
    r"(?: ?/ ?|,? per[ -]| an? | each |-an?-|-per-)"
    r"(?P<noun>square (?:foot|metre|meter|mile)|sq\.? (?:ft|m|km|foot)|million btu|[A-Za-z]+)"
    r"(?! (?:ago|earlier|later|before|after)\b)",
    re.IGNORECASE,
)
_MEANT = {  # a symbol of two units: the words around it that mean the second
    "C": (r"charge|capacit|electro|coulomb", "coulomb"),
    "F": (r"charge|capacit|farad", "farad"),
    "¥": (r"yuan|chin|beijing|renminbi|shanghai", "chinese yuan"),
    "kn": (r"ship|boat|sail|wind|speed|vessel|knots|nautical", "knot"),
    "B": (r"file|memory|data|storage|bytes", "byte"),
    "p": (r"resolution|video|screen|display|pixels", "pixel"),
    "′": (r"angle|arc|latitude|longitude|degree", "minute"),
    "″": (r"angle|arc|latitude|longitude|degree", "second"),
}
_SEEN = 60  # characters on either side in which those words are looked for
_MODEL = re.compile(
    r"\d\b(?! ?(?:m|bn|million|billion|trillion)\b|[.,]\d)"
)  # letters glued to one bare digit name a model, and no money: PS4
_EXTENT = re.compile(r" (?:wide|long|tall|high|deep|away|thick)\b")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's name and the characters that name it."""

    name: str
    start: int
    end: int


def unit_before(text: str, start: int) -> Unit | None:
    """The currency sign that stands directly before `start`, or None."""
    found = _SIGN_BEFORE.search(text, max(0, start - 6), start)
    if not found:
        return None
    sign = found["sign"].replace(" ", "")
    if sign in ("PS", "RM", "Rs") and (found.end("sign") != start or _MODEL.match(text, start)):
        return None
    return Unit(SIGNS[sign], found.start("sign"), start)


def unit_after(text: str, end: int) -> Unit | None:
    """The unit that stands directly after a number ending at `end`, with its rate, or None.

    >>> unit_after("22 miles an hour", 2)
    Unit(name='mile per hour', start=2, end=16)
    """
    if (old := _OLD.match(text, end)) is not None:
        return Unit(f"{(old['age'] or 'year').lower()} of age", end, old.end())
    found = _WORD_AFTER.match(text, end)
    if found is not None:
        surface = re.sub(r"[ -]+", " ", found["unit"].lower())
        name = WORDS.get(surface) or WORDS.get(found["unit"].lower()) or CURRENCY_WORDS.get(surface, "")
        return with_rate(text, Unit(name, end, found.end())) if name else None
    symbol = _SYMBOL_AFTER.match(text, end)
    if symbol is None or not _is_symbol(text, symbol):
        return None
    if symbol["per"]:
        return Unit(f"{SYMBOLS[symbol['unit']]} per {SYMBOLS[symbol['per']]}", end, symbol.end())
    return with_rate(text, Unit(_meant(text, symbol), end, symbol.end()))


def _meant(text: str, found: re.Match[str]) -> str:
    """The unit that a symbol means here."""
    words, name = _MEANT.get(found["unit"], ("", ""))
    around = text[max(0, found.start() - _SEEN) : found.end() + _SEEN].lower()
    return name if words and re.search(words, around) else SYMBOLS[found["unit"]]


def _is_symbol(text: str, found: re.Match[str]) -> bool:
    """False where a one-letter symbol apart from its number, or "in", is more likely a word."""
    unit, gap = found["unit"], found["gap"]
    if found["per"]:
        return True
    if unit == "p" and text[: found.start()].endswith(("480", "720", "1080", "1440", "2160")):
        return False
    if unit in ("in", "st", "d", "pt", "cal", "bar", "mol", "gal", "Gy"):
        return (gap == "" and unit in ("st", "d")) or (
            gap == " " and unit in ("pt", "cal", "bar", "mol", "gal")
        )
    if unit in _ATTACHED_ONLY:
        return gap == "" and unit not in ("s", "H", "N", "B", "b", "K", "T", "J")
    if len(unit) == 1 and unit.isalpha():
        return gap == "" or (
            gap == " " and text[found.end() : found.end() + 1] in ("", ",", ".", ")", ";", " ")
        )
    return True


def with_sign_after(text: str, unit: Unit, end: int) -> Unit:
    """`unit`, a currency sign's, made precise by what follows the number ("$76 US")."""
    if (trailing := _TRAILING.match(text, end)) is not None:
        return Unit(_TRAILING_SIGNS[trailing["sign"].lower()], unit.start, trailing.end())
    if (word := re.compile(r" (dollars|sterling)\b", re.IGNORECASE).match(text, end)) is not None:
        name = "pound sterling" if word.group(1).lower() == "sterling" else unit.name
        return Unit(name, unit.start, word.end())
    return Unit(unit.name, unit.start, end)


def with_rate(text: str, unit: Unit) -> Unit:
    """`unit` with the "per …" or "a …" that follows it; money and measures only."""
    if unit.name == "percentage":
        return unit
    rate = _RATE.match(text, unit.end)
    if rate is None:
        return unit
    noun = rate["noun"].lower()
    per = rate.group().lower().lstrip(", ").startswith(("per", "/", "-"))
    noun = noun.replace("sq. ", "sq ")
    name = WORDS.get(noun) or (SYMBOLS.get(rate["noun"]) if "/" in rate.group() else None)
    if name is None:
        singular = noun.removesuffix("s")
        name = singular if singular in _RATE_NOUNS or (per and noun.isalpha()) else None
    if name is None or (unit.name in TIME_UNITS and not per):
        return unit
    return Unit(f"{unit.name} per {name}", unit.start, rate.end())


def extent_after(text: str, end: int) -> int:
    """Where "wide", "long" or "deep" after a measure ends, or `end`."""
    found = _EXTENT.match(text, end)
    return found.end() if found else end


_HOW_OFTEN = re.compile(
    r" (?:per|an?|each|every) (second|minute|hour|day|week|month|year)\b"
    r"(?! (?:ago|earlier|later|before|after))"
)


def often_after(text: str, end: int) -> str:
    """The " per day" of "tests a day" where it stands after a counted noun; "" elsewhere."""
    found = _HOW_OFTEN.match(text, end)
    return f" per {found.group(1)}" if found else ""
