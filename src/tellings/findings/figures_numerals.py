"""Numbers in a text: digits, words, fractions and round multiples, each with its value or bounds.

Only what the characters say. Whether a number is a year, a name or a quantity is decided later
(`figures_setaside`), and so is what it counts (`figures_counted`).
"""

import re
from dataclasses import dataclass

SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "mln": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "bln": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
ATTACHED = {  # letters that stand directly after digits: "$13.6M", "8.1bn"
    "k": 1e3,
    "K": 1e3,
    "m": 1e6,
    "M": 1e6,
    "mn": 1e6,
    "mm": 1e6,
    "mln": 1e6,
    "b": 1e9,
    "B": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "tn": 1e12,
    "trn": 1e12,
    "T": 1e12,
}
PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
GLYPHS = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅕": 0.2, "⅛": 0.125}
MULTIPLIERS = {"double": 2.0, "triple": 3.0, "treble": 3.0, "quadruple": 4.0, "halve": 0.5}

_SCALE = "dozen|hundred|thousand|lakh|million|mln|crore|billion|bln|trillion"
_SMALL = "|".join(sorted([*SMALL, *TENS], key=len, reverse=True))
_PART = "|".join(PARTS)
_DIGITS = r"(?:\d{1,3}(?:,\d{2,3})+(?!\d)|\d{1,15})(?:\.\d{1,9})?|\.\d{1,9}"
_WORD = rf"(?:{_SMALL}|{_SCALE})"
_NUMERAL = re.compile(
    rf"""
    (?P<multiple>\b(?:tens|dozens|scores|hundreds|thousands|millions|billions|trillions)
        (?:\ of\ (?P<of>thousands|millions|billions|trillions))?\b)
  | (?P<vague>\b(?:several|a\ few|many|some)\ (?P<vaguescale>hundred|thousand|million|billion|trillion)\b)
  | (?P<couple>\ba\ couple(?=\ of\ [a-z]))
  | (?P<times>\b(?:doubl|tripl|trebl|quadrupl|halv)(?:ed|es|ing)\b)
  | (?P<fold>\b(?:(?P<foldword>{_SMALL})-?|(?P<folddigits>\d{{1,6}})[- ]?)fold\b)
  | (?P<ratio>\b(?P<top>{_SMALL}|\d{{1,3}})\ (?:in|out\ of)[ ]
        (?P<bottom>{_SMALL}|\d{{1,4}}|\d,000)\b(?![-,.:/%]?\d))
  | (?P<part>\b(?:(?P<many>an?|{_SMALL})(?:\ |-))?(?P<name>{_PART})s?\b)
  | (?P<words>\b(?:an?\ (?=(?:{_SCALE})\b))?{_WORD}\b
        (?:(?:\ and\ |\ |-){_WORD}\b)*(?P<andhalf>\ and\ a\ half\b)?)
  | (?P<digits>(?P<sign>(?<![\w.)\]])[-−+]|\bminus[ -])?(?<![\d.,])(?<!\d[.,])(?:{_DIGITS})
        (?P<power>\ ?[×x]\ ?10\^?(?P<exponent>[-−+]?\d{{1,2}}))?
        (?P<glyph>\ ?[½⅓⅔¼¾⅕⅛])?
        (?:\ and\ a\ half\b|(?P<slash>[/⁄]\d{{1,3}}(?![\d/])))?
        (?:(?P<attached>(?:k|K|mln|mm|mn|m|M|bln|bn|b|B|trn|tn|T)(?![\w'’]))
          |[\ -]?(?P<scale>(?:(?:hundred|thousand)\ )?(?:{_SCALE}))s?\b)?)
  | (?P<lone>[½⅓⅔¼¾⅕⅛])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MAY_HOLD = re.compile(
    rf"\d|[½⅓⅔¼¾⅕⅛]|\b(?:{_SMALL}|half|third|quarter|fifth|tens|scores)|dozen|hundred|thousand|[mbr]illion|"
    "double|couple|triple|tripl|doubl|trebl|quadrupl|halv|fold",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and where it stands; `low` and `high` differ for "hundreds" and the like.

    `kind` is digits, words, multiple ("dozens", "a couple"), part ("two-thirds"), ratio ("three in ten") or
    times ("doubled"). `letter` holds the letters read as a magnitude ("m" of "2.7m").
    """

    start: int
    end: int
    low: float
    high: float
    kind: str
    letter: str = ""


def may_hold_numerals(text: str) -> bool:
    """True where a quick look finds anything like a number."""
    return _MAY_HOLD.search(text) is not None


def find_numerals(text: str) -> tuple[Numeral, ...]:
    """All numbers of `text`, in order, none overlapping.

    >>> [(n.low, n.high) for n in find_numerals("tens of thousands, half a million and $8.1bn")]
    [(10000.0, 100000.0), (500000.0, 500000.0), (8100000000.0, 8100000000.0)]
    """
    found: list[Numeral] = []
    for match in _NUMERAL.finditer(text):
        found += _read(match)
    return tuple(_join_parts(text, found))


def _read(match: re.Match[str]) -> list[Numeral]:
    """The numerals in one match, by the alternative that took it."""
    start, end = match.span()
    if match["multiple"]:
        return [_multiple(start, end, match.group().lower())]
    if match["couple"]:
        return [Numeral(start, end, 2.0, 2.0, "multiple")]
    if match["ratio"]:
        return _ratio(match)
    if match["words"]:
        return _words(start, match.group(), bool(match["andhalf"]))
    if match["digits"]:
        return [_digits(match)]
    return [_simple(match)]


def _simple(match: re.Match[str]) -> Numeral:
    """A numeral of one value and one kind: "several hundred", "doubled", "tenfold", "a third", "½"."""
    kind, low = "times", 0.0
    if match["vague"]:
        low = float(SCALES[match["vaguescale"].lower()])
        return Numeral(*match.span(), low, 10 * low, "multiple")
    if match["times"]:
        stems = ((stem[:-1], times) for stem, times in MULTIPLIERS.items())
        low = next(times for stem, times in stems if match.group().lower().startswith(stem))
    elif match["fold"]:
        low = _plain(match["foldword"] or match["folddigits"])
    elif match["part"]:
        kind, low = "part", _plain(match["many"] or "a") / PARTS[match["name"].lower()]
    else:
        kind, low = "part", GLYPHS[match.group()]
    return Numeral(*match.span(), low, low, kind)


def _multiple(start: int, end: int, lowered: str) -> Numeral:
    """ "dozens", "tens of thousands": from one to ten of the named size."""
    named = {"tens": 10.0, "scores": 20.0}
    words = lowered.split(" of ")
    low = 1.0
    for word in words:
        low *= named.get(word) or SCALES[word.removesuffix("s")]
    return Numeral(start, end, low, 10 * low, "multiple")


def _ratio(match: re.Match[str]) -> list[Numeral]:
    """ "three in ten" as a part of one; two numbers where the first is the larger."""
    top, bottom = _plain(match["top"]), _plain(match["bottom"])
    if 0 < top < bottom:
        return [Numeral(match.start(), match.end(), top / bottom, top / bottom, "ratio")]
    kinds = ["digits" if match[name][0].isdigit() else "words" for name in ("top", "bottom")]
    return [
        Numeral(*match.span("top"), top, top, kinds[0]),
        Numeral(*match.span("bottom"), bottom, bottom, kinds[1]),
    ]


def _plain(word: str) -> float:
    """The value of one small word or of digits."""
    word = word.lower()
    if word in ("a", "an"):
        return 1.0
    return float(SMALL.get(word) or TENS.get(word) or (0 if word == "zero" else float(word.replace(",", ""))))


def _words(start: int, text: str, and_half: bool) -> list[Numeral]:
    """Numerals spelled out; a run that is no one number ("two three") gives several."""
    found: list[Numeral] = []
    total = current = 0.0
    opened, closed, size = -1, -1, 1e18
    body = text[: -len(" and a half")] if and_half else text
    joined = False
    for word in re.finditer(r"[A-Za-z]+", body):
        name = word.group().lower()
        if name in ("and", "a", "an"):
            joined = name == "and"
            opened = start + word.start() if name != "and" and opened < 0 else opened
            continue
        value = float(SMALL.get(name, TENS.get(name, SCALES.get(name, 0))))
        fits = value < size if name not in SCALES else True
        if opened >= 0 and closed >= 0 and (not fits or (joined and current < 100 and total == 0)):
            found.append(Numeral(opened, closed, total + current, total + current, "words"))
            total = current = 0.0
            opened = -1
        opened = start + word.start() if opened < 0 else opened
        if name in SCALES:
            current = (current or 1.0) * value
            size = value
            if value >= 1_000:
                total, current = total + current, 0.0
        else:
            current += value
            size = 10.0 if name in TENS else 1.0
        closed, joined = start + word.end(), False
    half = 0.5 if and_half else 0.0
    value = total + current + half
    end = start + len(text) if and_half else closed
    return [*found, Numeral(opened, end, value, value, "words")]


def _digits(match: re.Match[str]) -> Numeral:
    """A number in digits with its sign, fraction and magnitude."""
    whole = re.search(_DIGITS, match.group())
    value = float(whole.group().replace(",", "")) if whole else 0.0
    if match["slash"]:
        below = float(match["slash"][1:])
        value = value / below if below else value
    if match["power"]:
        value *= 10.0 ** int(match["exponent"].replace("−", "-"))
    if match["glyph"]:
        value += GLYPHS[match["glyph"].strip()]
    if " and a half" in match.group().lower():
        value += 0.5
    letter = match["attached"] or ""
    if letter:
        value *= ATTACHED.get(letter) or ATTACHED.get(letter.lower(), 1.0)
    if match["scale"]:
        for scale in match["scale"].lower().split():
            value *= SCALES[scale]
    if match["sign"] and match["sign"][0] != "+":
        value = -value
    value = value if match["power"] else round(value, 9)
    return Numeral(match.start(), match.end(), value, value, "digits", letter)


def _join_parts(text: str, found: list[Numeral]) -> list[Numeral]:
    """`found` with "half a million" and "a quarter of a million" made one number."""
    joined: list[Numeral] = []
    for numeral in found:
        last = joined[-1] if joined else None
        gap = text[last.end : numeral.start].lower() if last else ""
        scale = re.fullmatch(rf"(?:an? )?(?:{_SCALE})", text[numeral.start : numeral.end].lower())
        if last and last.kind == "part" and scale and gap in (" ", "-", " of "):
            value = last.low * numeral.low
            joined[-1] = Numeral(last.start, numeral.end, value, value, "words")
        else:
            joined.append(numeral)
    return joined
