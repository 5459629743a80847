"""News texts at three reading levels, each rewritten from the one above."""

from pathlib import Path

from quality.stories_scoring import label, read_record, records, score_stories, sign_all
from tellings.settings import GroupingSettings

TITLE = "Families of onestop: 91 texts at three reading levels, each family one story."
ASKED = {"pairwise F1": 0.99}


def score(data: Path) -> dict[str, float]:
    """Scores at the default setting."""
    rows = records(data / "onestop.jsonl.gz")
    settings = GroupingSettings()
    signatures = sign_all([read_record(row, row["level"]) for row in rows], settings)
    return score_stories([row["family"] for row in rows], label(signatures, settings))
