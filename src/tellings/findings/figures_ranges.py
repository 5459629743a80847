"""Amounts that belong together: ranges, scores, lists that share a unit, "280 of the 1.5 million"."""

import dataclasses
import re
from dataclasses import dataclass

_RANGE = re.compile(r" ?(?:-|–|—|to|or|or even|‑) ?|-to-| to ?-", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from) (?:about |roughly |an estimated |up to )?$", re.IGNORECASE)
_FROM = re.compile(
    r"\bfrom (?:about |roughly |an estimated |nearly |more than |up to |as (?:low|little|few) as )?$",
    re.IGNORECASE,
)
_FROM_GAP = re.compile(
    r"(?: (?!(?:and|but|with|while|from)\b)[\w.’':]+){0,5} to (?:about |nearly |more than |almost )?"
)
_SHARED_GAP = re.compile(r"-?,? ?(?:and |or (?:even )?)?|-? to |-? ?[-–] ?")
_OF_THE = re.compile(r" of (?:the|its|their|his|her|all)? ?(?:(?:total|estimated|planned) )?")
_SCORE_GAP = re.compile(r"[-–]")
_BY = re.compile(r"\bby (?:about |nearly |more than )?$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a range with its unit and the kind of expression (money, measure, count, part, …)."""

    start: int
    end: int
    low: float
    high: float
    unit: str
    kind: str
    number_end: int


def share_units(text: str, amounts: list[Amount]) -> list[Amount]:
    """`amounts` where a bare number takes the unit of the next one in its list or of its whole.

    "four-, five- and six-cylinder", "280 million of the 1.5 billion shekels".
    """
    shared = list(amounts)
    for index in range(len(shared) - 2, -1, -1):
        first, second = shared[index], shared[index + 1]
        gap = text[first.end : second.start]
        if (
            first.unit
            or first.kind not in ("count", "multiple")
            or not second.unit
            or second.kind == "age"
            or len(gap) > 20
        ):
            continue
        listed = _SHARED_GAP.fullmatch(gap) and gap.strip(" ") and not _restates(gap, first, second)
        if _OF_THE.fullmatch(gap) or listed:
            shared[index] = dataclasses.replace(first, unit=second.unit, kind=second.kind)
    return shared


def _restates(gap: str, first: Amount, second: Amount) -> bool:
    """True for "150,000, or 16.4 percent", which tells one amount in two ways."""
    return gap == ", or " and second.unit == "percentage" and first.low > 100


def may_share(gap: str) -> bool:
    """True where the words between two numbers make them a list that shares what stands after the last."""
    return bool(gap.strip(" ")) and _SHARED_GAP.fullmatch(gap) is not None


def join_ranges(text: str, amounts: list[Amount]) -> list[Amount]:
    """`amounts` with "5-10 W", "between $62 and $68" and "2-0" each made one."""
    joined: list[Amount] = []
    for amount in amounts:
        last = joined[-1] if joined else None
        pair = _pair(text, last, amount) if last is not None else None
        if pair is not None:
            joined[-1] = pair
        else:
            joined.append(amount)
    return joined


def _pair(text: str, first: Amount, second: Amount) -> Amount | None:
    """The range or the score that two neighbouring amounts make, or None."""
    gap = text[first.end : second.start]
    if len(gap) > 60 or first.low != first.high or second.low != second.high or not _same_unit(first, second):
        return None
    before = text[max(0, first.start - 30) : first.start]
    if _BY.search(before) and text[first.start : first.end] and first.kind == "money":
        return None
    near = _RANGE.fullmatch(gap) or (gap.strip() == "and" and _BETWEEN.search(before))
    far = _FROM_GAP.fullmatch(gap) and _FROM.search(before)
    if not (near or far) or (first.unit and not second.unit and not far):
        return None
    unit = second.unit or first.unit
    if _SCORE_GAP.fullmatch(gap) and not unit and _is_score(text, first, second):
        return Amount(
            first.start,
            second.end,
            min(first.low, second.low),
            max(first.high, second.high),
            "score",
            "score",
            second.end,
        )
    kind = second.kind if second.unit else first.kind
    low = _scaled(text, first, second)
    return Amount(
        first.start, second.end, min(low, second.high), max(low, second.high), unit, kind, second.number_end
    )


def _same_unit(first: Amount, second: Amount) -> bool:
    """True where two amounts can be the ends of one range."""
    units = {first.unit, second.unit} - {""}
    return (
        len(units) < 2
        or second.unit.startswith(f"{first.unit} per ")
        or first.unit.startswith(f"{second.unit} per ")
    )


def _is_score(text: str, first: Amount, second: Amount) -> bool:
    """True for "2-0" and "5-4 ruling": not rising, or with no noun to count."""
    noun = re.match(r"[ -][a-z]{3,}", text[second.end :])
    return first.low >= second.low or noun is None


def _scaled(text: str, first: Amount, second: Amount) -> float:
    """The lower end of a range with the magnitude that only its upper end names ("3 to 4 million")."""
    scale = re.search(
        r"(hundred|thousand|million|billion|trillion|(?<=\d)(?:m|bn|tn|k|M|B|K))$",
        text[second.start : second.number_end],
    )
    own = re.search(r"[A-Za-z]$", text[first.start : first.number_end])
    if scale is None or own is not None or first.low >= 1000:
        return first.low
    factor = {"h": 1e2, "t": 1e3, "k": 1e3, "m": 1e6, "b": 1e9}[scale.group()[0].lower()]
    factor = 1e12 if scale.group().lower() in ("trillion", "tn") else factor
    scaled = first.low * factor
    return scaled if scaled <= second.high * 1.5 else first.low
