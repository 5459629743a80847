"""OneStopEnglish: is each reading level made from the one above it?"""

import gzip
import hashlib
import json
from pathlib import Path

from quality.tracing import plain_reading, trace_readings
from tellings.lineage import Lineage

TITLE = "91 news texts at three levels, each made from the one above: which was first?"
ASKED = {"direction of each step": 0.98, "direction of each step, families left out of the fit": 0.98}
STEPS = (("intermediate", "advanced"), ("elementary", "intermediate"))


def score(data: Path) -> dict[str, float]:
    """The share of steps whose child is below its parent; every second family was not fitted on."""
    found = {family: judge(family, levels) for family, levels in families(data).items()}
    all_steps = [step for steps in found.values() for step in steps]
    unseen = [step for family in sorted(found)[1::2] for step in found[family]]
    return {
        "direction of each step": sum(all_steps) / len(all_steps),
        "direction of each step, families left out of the fit": sum(unseen) / len(unseen),
    }


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


def judge(family: str, levels: dict[str, str]) -> list[bool]:
    """For each step, whether the tree puts the child below its parent."""
    ids = {
        level: hashlib.blake2b(f"{family}/{level}".encode(), digest_size=8).hexdigest() for level in levels
    }
    lineage = trace_readings(family, [plain_reading(ids[level], text) for level, text in levels.items()])
    return [ids[parent] in above(lineage, ids[child]) for child, parent in STEPS]


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
