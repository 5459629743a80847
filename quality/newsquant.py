"""NewsQuant (Almasian et al., 2023): values, and values with their units, one to one.

The published scorer's rules: a unit is right when its name is the gold's, in lower case; a range is
right when both ends are. Unlike the published code, each gold quantity and each figure is used once,
and the ends of a range are compared in rising order.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from tellings.findings.figures import find_figures
from tellings.language.parsing import Parser
from tellings.models import Article, Figure, Passage
from tellings.settings import Settings

TITLE = "NewsQuant: numbers in news sentences with value and unit, F1."
ASKED = {"value F1": 0.92, "value and unit F1": 0.86}
SAME_UNIT = {"united states dollar": "dollar", "": "-"}


def score(data: Path) -> dict[str, float]:
    """Precision and recall of values, F1 of values and of values with units."""
    right = right_units = gold = found = 0
    for wanted, figures in read(data):
        gold, found = gold + len(wanted), found + len(figures)
        values, units = match(wanted, figures)
        right, right_units = right + values, right_units + units
    return {
        "_value precision": right / found,
        "_value recall": right / gold,
        "value F1": 2 * right / (gold + found),
        "value and unit F1": 2 * right_units / (gold + found),
    }


def read(data: Path) -> Iterator[tuple[list[dict[str, str]], tuple[Figure, ...]]]:
    """Each sentence's gold quantities and the figures found in it."""
    with gzip.open(data / "newsquant.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    settings = Settings()
    parses = Parser(settings.pipeline).parse([record["text"] for record in records])
    for record, parse in zip(records, parses, strict=True):
        text = record["text"]
        article = Article("a", "", "", "", "", "", "", "", "", "en", text)
        passages = (Passage("p", "a", 0, len(text), "narration"),)
        yield record["quantities"], find_figures(article, passages, {"p": parse}, settings)


def match(wanted: list[dict[str, str]], figures: tuple[Figure, ...]) -> tuple[int, int]:
    """How many gold quantities have a figure of the same value, and of the same value and unit."""
    left = list(figures)
    rest, units = [], 0
    for quantity in wanted:
        same = [f for f in left if same_value(quantity, f) and same_unit(quantity, f)]
        if same:
            left.remove(same[0])
            units += 1
        else:
            rest.append(quantity)
    values = units
    for quantity in rest:
        near = [f for f in left if same_value(quantity, f)]
        if near:
            left.remove(near[0])
            values += 1
    return values, units


def same_value(quantity: dict[str, str], figure: Figure) -> bool:
    """True where both ends agree to one part in 100,000; an open figure has only its one end."""
    ends = [end for end in (figure.low, figure.high) if end is not None]
    mine = (min(ends), max(ends))
    return all(
        abs(a - b) <= 1e-5 * max(abs(a), abs(b))
        for a, b in zip(gold_ends(quantity["value"]), mine, strict=True)
    )


def gold_ends(value: str) -> tuple[float, float]:
    """The ends of "1.0-1.5" in rising order; twice the value of "-5.0"."""
    value = value.replace(" ", "")
    at = value.find("-", 1)
    if at < 0 or "e" in value.lower():
        return float(value), float(value)
    ends = float(value[:at]), float(value[at + 1 :])
    return min(ends), max(ends)


def same_unit(quantity: dict[str, str], figure: Figure) -> bool:
    """True where the names are the same in lower case."""
    gold, mine = quantity["normalized_unit"].lower(), figure.unit.lower()
    return SAME_UNIT.get(gold, gold) == SAME_UNIT.get(mine, mine)
