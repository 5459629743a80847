"""MixSet news: is the text that language models reworded named as the root of its versions?"""

import gzip
import hashlib
import json
from pathlib import Path

from quality.tracing import main_parents, plain_reading, trace_readings

TITLE = "24 news texts with six versions by language models: is the original the root?"
ASKED = {"original is root": 0.80, "original is root, families left out of the fit": 0.80}


def score(data: Path) -> dict[str, float]:
    """The share of families whose only root is the original; every second family was not fitted on."""
    right = {family: original_is_root(family, versions) for family, versions in families(data).items()}
    unseen = [right[family] for family in sorted(right)[1::2]]
    return {
        "original is root": sum(right.values()) / len(right),
        "original is root, families left out of the fit": sum(unseen) / len(unseen),
    }


def families(data: Path) -> dict[str, dict[str, str]]:
    """The versions' texts by family and version."""
    path = data / "mixset_news.jsonl.gz"
    if not path.exists():
        raise FileNotFoundError(f"{path} isn't here")
    out: dict[str, dict[str, str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            out.setdefault(str(row["family"]), {})[row["version"]] = row["text"]
    return out


def original_is_root(family: str, versions: dict[str, str]) -> bool:
    """Whether all versions go back to the original and it to nothing; ids say nothing of who is who."""
    ids = {
        version: hashlib.blake2b(f"{family}/{version}".encode(), digest_size=8).hexdigest()
        for version in versions
    }
    parents = main_parents(
        trace_readings(family, [plain_reading(ids[v], text) for v, text in versions.items()])
    )
    return {article for article in ids.values() if article not in parents} == {ids["original"]} and all(
        parent in ids.values() for parent in parents.values()
    )
