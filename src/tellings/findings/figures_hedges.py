"""Hedges: the words that make a number rough or open it upwards or downwards."""

import re
from dataclasses import dataclass

_MORE = (
    r"(?:well |far |slightly |just |a little |much )?"
    r"(?:more than|over|above|upwards? of|in excess of|exceeding|"
    r"greater than|higher than|larger than|north of)"
    r"|at least|as (?:few|low|little) as|a minimum of|no (?:fewer|less) than|not (?:fewer|less) than|minimum"
)
_LESS = (
    r"(?:far |slightly |a little |much )?(?:less than|fewer than|lower than|smaller than|below|under)"
    r"|up to|as (?:many|much|high) as|at most|no more than|not more than|"
    r"a maximum of|maximum of|max|at a maximum"
)
_ABOUT = (
    r"about|around|approximately|approx\.?|roughly|some|an? estimated|estimated|estimates? of|circa|close to|"
    r"nearly|almost|just (?:over|under|above|below|shy of)|in the region of|somewhere around|barely|"
    r"virtually|more or less|an estimate of|somewhere between|~|≈"
)
_OPEN_AFTER = re.compile(
    r"\+(?!\w)| ?(?:-plus\b| or more\b| or greater\b| and (?:above|over|up|counting)\b| at least\b)"
)
_SHUT_AFTER = re.compile(r" or (?:less|fewer|under|below)\b| at most\b| and under\b| (?:max|maximum)\b")
_ROUGH_AFTER = re.compile(r" or so\b|-odd\b|-ish\b| or thereabouts\b")
_BEFORE = re.compile(
    rf"(?:^|(?<=[\s(\"“‘'—–-]))(?:(?P<about>{_ABOUT})|(?P<more>{_MORE})|(?P<less>{_LESS}))"
    r"(?P<gap>(?: an?| just| a further| another| around| about| some| estimated| approximately"
    r"| roughly)?\s?)$",
    re.IGNORECASE,
)
_COUPLE = "a couple"  # two, or a few: a number and its hedge in one
_LONGEST = 40  # characters: no hedge above is longer
_STOCK = re.compile(
    r"(?:take|took|taken|taking|hand(?:ed|s|ing)?|voted?|went|go|going|all|come|came|turn(?:ed)?|game|half|"
    r"start) $"
)


@dataclass(frozen=True, slots=True)
class Hedge:
    """The words of a hedge in lower case, which way it points (about, more, less, ""), and its span."""

    words: str
    way: str
    start: int
    end: int


def hedge_of(text: str, start: int, end: int) -> Hedge:
    """The hedge around the number at `start`..`end`; empty words where there is none.

    >>> hedge_of("as many as 100,000 troops", 11, 18)
    Hedge(words='as many as', way='less', start=0, end=18)
    """
    found = _BEFORE.search(text, max(0, start - _LONGEST), start)
    if found is None and text[start:end].lower().startswith(_COUPLE):
        return Hedge(_COUPLE, "about", start, end)
    if found is not None and not _is_stock(text, found):
        way = "about" if found["about"] else "more" if found["more"] else "less"
        words = re.sub(r"^an? ", "", text[found.start() : found.start("gap")].strip().lower())
        return Hedge(words, way, found.start(), _after(text, end)[1])
    way, stop = _after(text, end)
    words = text[end:stop].strip(" -").lower()
    return Hedge(words, way, start, stop)


def _is_stock(text: str, found: re.Match[str]) -> bool:
    """True for "took over 20 firms" and "under" or "above" as places, where the words hedge nothing."""
    words = found.group().strip().lower()
    return words in ("over", "under", "above", "below") and bool(
        _STOCK.search(text, max(0, found.start() - 12), found.start())
    )


def _after(text: str, end: int) -> tuple[str, int]:
    """Which way a hedge after the number points, and where it ends."""
    for way, pattern in (("more", _OPEN_AFTER), ("less", _SHUT_AFTER), ("about", _ROUGH_AFTER)):
        if (found := pattern.match(text, end)) is not None:
            return way, found.end()
    return "", end
