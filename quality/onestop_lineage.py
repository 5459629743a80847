"""OneStopEnglish: is each reading level made from the one above it?"""

import gzip
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from quality.tracing import plain_reading, trace_readings
from tellings.lineage import Lineage

TITLE = "91 news texts at three levels, each made from the one above: which was first?"
ASKED = {"direction of each step": 0.98, "direction of each step, families left out of the fit": 0.98}
STEPS = (("intermediate", "advanced"), ("elementary", "intermediate"))


def score(data: Path) -> dict[str, float]:
    """The share of steps that the tree doesn't turn round, and of those it finds step by step.

    Every second family was not fitted on. Where the elementary text hangs on the advanced one beside
    the intermediate, its direction is right and the step is not found.
    """
    found = {family: judge(family, levels) for family, levels in families(data).items()}
    return {
        "direction of each step": share(found.values(), 0),
        "direction of each step, families left out of the fit": share(
            (found[family] for family in sorted(found)[1::2]), 0
        ),
        "steps found one by one": share(found.values(), 1),
    }


def share(found: Iterable[list[tuple[bool, bool]]], part: int) -> float:
    """The share of steps for which one of the two judgements holds."""
    held = [step[part] for steps in found for step in steps]
    return sum(held) / len(held)


def families(data: Path) -> dict[str, dict[str, str]]:
    """The texts by family and level."""
    path = data / "onestop.jsonl.gz"
    if not path.exists():
        raise FileNotFoundError(f"{path} isn't here")
    out: dict[str, dict[str, str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            out.setdefault(str(row["family"]), {})[row["level"]] = row["text"]
    return out


def judge(family: str, levels: dict[str, str]) -> list[tuple[bool, bool]]:
    """For each step: both are of one tree, the parent not below the child; the child below the parent."""
    ids = {
        level: hashlib.blake2b(f"{family}/{level}".encode(), digest_size=8).hexdigest() for level in levels
    }
    lineage = trace_readings(family, [plain_reading(ids[level], text) for level, text in levels.items()])
    out = []
    for child, parent in STEPS:
        down = above(lineage, ids[child]) | {ids[child]}
        up = above(lineage, ids[parent]) | {ids[parent]}
        out.append((bool(down & up) and ids[child] not in up, ids[parent] in down))
    return out


def above(lineage: Lineage, article_id: str) -> set[str]:
    """All that an article goes back to."""
    parents: dict[str, list[str]] = {}
    for row in lineage.derivations:
        parents.setdefault(row.child_id, []).append(row.parent_id)
    out: set[str] = set()
    ahead = [article_id]
    while ahead:
        new = [parent for parent in parents.get(ahead.pop(), []) if parent not in out]
        out |= set(new)
        ahead += new
    return out
