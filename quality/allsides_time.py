"""Stories of eight years of news without gold: how wide they are, and how many come by chance.

Half of the articles are moved by a quarter of a year and all grouped anew. Who then meets a neighbour
of the other half really stands a quarter apart from it, so what joins the two is their field and not
their event. As often, chance joins neighbours of the same days.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from quality.stories_scoring import label, read_record, records, sign_all
from tellings.grouping import Signature
from tellings.settings import GroupingSettings

TITLE = (
    "Stories of allsides_sample: 6,558 articles of eight years, no gold; chance told by moving half of them."
)
ASKED: dict[str, float] = {}

MOVED = 90  # days
NEAR = 14  # days


def score(data: Path) -> dict[str, float]:
    """How many stories keep within `far_days`, and the share of near joins that chance doesn't make."""
    settings = GroupingSettings()
    rows = records(data / "allsides_sample.jsonl.gz")
    signatures = sign_all([read_record(row, row["id"]) for row in rows], settings)
    half = np.arange(len(signatures)) % 2 == 1
    found = _group(signatures, settings)
    wide = [story for story in found if _span(story, signatures) > settings.far_days]
    moved = [
        replace(signature, day=signature.day + MOVED * bool(signature.day and late))
        for signature, late in zip(signatures, half, strict=True)
    ]
    by_chance = _count_met(_group(moved, settings), moved, half)
    met = _count_met(found, signatures, half)
    return {
        "stories no wider than 74 days": 1 - len(wide) / len(found),
        "articles joined with the other half, not by chance": 1 - by_chance / met,
        "_stories wider than 74 days": len(wide),
        "_stories of several articles": len(found),
        "_articles in them": sum(len(story) for story in found),
    }


def _group(signatures: Sequence[Signature], settings: GroupingSettings) -> list[np.ndarray]:
    """The places of the articles of each story of several."""
    labels = np.array(label(signatures, settings))
    order = np.argsort(labels, kind="stable")
    stories = np.split(order, np.flatnonzero(np.diff(labels[order])) + 1)
    return [story for story in stories if len(story) > 1]


def _span(story: np.ndarray, signatures: Sequence[Signature]) -> int:
    """Days from the first dated article to the last."""
    days = [signatures[place].day for place in story if signatures[place].day]
    return max(days) - min(days) if days else 0


def _count_met(stories: list[np.ndarray], signatures: Sequence[Signature], half: np.ndarray) -> int:
    """How many dated articles share a story with one of the other half that is dated near them."""
    days = np.array([signature.day for signature in signatures])
    count = 0
    for story in stories:
        dated = story[days[story] > 0]
        near = np.abs(days[dated][:, None] - days[dated][None, :]) <= NEAR
        count += int((near & (half[dated][:, None] != half[dated][None, :])).any(axis=1).sum())
    return count
