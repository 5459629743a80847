"""How two tellings of one figure stand to each other: agree, rounded, hedge differs, updated, …"""

import math
from collections.abc import Sequence
from datetime import date

from tellings.findings.ledger_counts import CUMULATIVE, Count
from tellings.settings import FigureSettings

VERDICTS = ("agree", "hedge differs", "rounded", "different scope", "updated", "conflict")  # gravest last


def judge(first: Count, second: Count, settings: FigureSettings) -> str:
    """The verdict on two counts of one thing.

    In doubt the milder one: a number that rounds to the other, or that the other's open end
    allows, isn't a conflict.
    """
    if same_value(first, second):
        return "agree" if first.way == second.way or _alike(first, second) else "hedge differs"
    if is_rounding(first, second, settings) or is_allowed(first, second, settings):
        return "rounded"
    if _compares_otherwise(first, second) or is_other_time(first, second):
        return "different scope"
    if _is_other_edition(first, second, settings):
        return "different scope"
    return "updated" if is_update(first, second) else "conflict"


def judge_all(counts: Sequence[Count], settings: FigureSettings) -> str:
    """The gravest verdict between counts of different articles.

    Equal readings are compared once, so a thousand copies cost no more than one.
    """
    readings: dict[tuple[object, ...], Count] = {}
    for count in counts:
        key = (count.figure.low, count.figure.high, count.way, count.published, count.event, count.days)
        readings.setdefault(key, count)
    kept = list(readings.values())
    found = [judge(a, b, settings) for i, a in enumerate(kept) for b in kept[i + 1 :]]
    return max(found, key=VERDICTS.index, default="agree")


def same_value(first: Count, second: Count) -> bool:
    """True where both name the same number or the same range, hedges aside."""
    if first.is_range or second.is_range:
        return (first.figure.low, first.figure.high) == (second.figure.low, second.figure.high)
    return math.isclose(first.value, second.value, rel_tol=1e-9)


def _alike(first: Count, second: Count) -> bool:
    """True where neither hedge opens an end: "about 90" and "around 90", but not "90"."""
    return {first.way, second.way} <= {"about"}


def is_rounding(first: Count, second: Count, settings: FigureSettings) -> bool:
    """True where one number is the other, rounded to fewer figures or about to a dozen.

    Newsrooms round as they like: "roughly two dozen" is 25. A copyist has the number before his eyes.
    """
    if first.is_range or second.is_range:
        return False
    if first.origin_id != second.origin_id and "about" in (first.way, second.way):
        low, high = sorted((abs(first.value), abs(second.value)))
        if high - low <= settings.rounding * high:
            return True
    a, b = sorted((first, second), key=lambda c: (_figures(c.value), c.value))
    if not a.value or not b.value or _figures(a.value) >= _figures(b.value):
        return False
    digits = _figures(a.value) - 1 - math.floor(math.log10(abs(b.value)))
    near = abs(a.value - b.value) / abs(b.value)
    tolerance = settings.hedged_rounding if a.way else settings.rounding
    return math.isclose(round(b.value, digits), a.value) and near <= tolerance


def _figures(value: float) -> int:
    """How many significant figures a number has: 14,000 has two."""
    digits = f"{abs(value):.12e}".split("e", 1)[0].replace(".", "").rstrip("0")
    return max(1, len(digits))


def is_allowed(first: Count, second: Count, settings: FigureSettings) -> bool:
    """True where one number lies in the other's range, or a little beyond its open end's bound."""
    return _allows(first, second, settings) or _allows(second, first, settings)


def _allows(wide: Count, narrow: Count, settings: FigureSettings) -> bool:
    low, high = wide.figure.low, wide.figure.high
    value = narrow.value
    if low is not None and high is not None:
        return low < high and low <= value <= high
    if low is not None:
        return low <= value <= low * settings.open_reach
    return high is not None and high / settings.open_reach <= value <= high


def is_other_time(first: Count, second: Count) -> bool:
    """True where both passages name days and none of the one's meets one of the other's.

    What is told of another year is of another time, too, than what is told of no day.
    """
    if not first.days or not second.days:
        return _is_long_past(first, second) or _is_long_past(second, first)
    return not any(a[0] <= b[1] and b[0] <= a[1] for a in first.days for b in second.days)


def _is_long_past(first: Count, second: Count) -> bool:
    """True where the first is dated over a year before the paper that tells the second, undated."""
    told = _day(second.published)
    if not first.days or second.days or told is None:
        return False
    return all((told - last).days > 366 for _, last in first.days)


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def _compares_otherwise(first: Count, second: Count) -> bool:
    """True where two newsrooms compare with different things, or one doesn't say with what."""
    told = first.against or second.against
    return bool(told) and first.origin_id != second.origin_id and not first.against & second.against


def may_contradict(first: Count, second: Count, days_apart: int) -> bool:
    """True where two papers tell of one time: of days near each other, or both of none known."""
    one, other = _day(first.published), _day(second.published)
    if (one is None) != (other is None) or is_other_time(first, second) or is_update(first, second):
        return False
    if _compares_otherwise(first, second) or (first.moving and second.moving and one != other):
        return False
    return told_near(first, second, days_apart)


def told_near(first: Count, second: Count, days_apart: int) -> bool:
    """True for papers of days that lie near each other, or of which one isn't known."""
    one, other = _day(first.published), _day(second.published)
    return one is None or other is None or abs((one - other).days) <= days_apart


def _is_other_edition(first: Count, second: Count, settings: FigureSettings) -> bool:
    """True for articles of different weeks, and for prices and rates on the move told at different hours."""
    if first.moving and second.moving and first.published != second.published:
        return True
    one, other = _day(first.published), _day(second.published)
    return one is not None and other is not None and abs((one - other).days) >= settings.days_apart


def is_update(first: Count, second: Count) -> bool:
    """True for a toll that is higher in the article published later.

    A toll "since April" of two newsrooms may have grown, too, where one doesn't say when it tells it.
    """
    if first.event not in CUMULATIVE:
        return False
    if not first.published or not second.published:
        return first.origin_id != second.origin_id and "since" in first.words & second.words
    if first.published[:10] == second.published[:10] and (
        len(first.published) < 16 or len(second.published) < 16
    ):
        return False
    early, late = sorted((first, second), key=lambda c: c.published)
    return early.published < late.published and early.value < late.value
