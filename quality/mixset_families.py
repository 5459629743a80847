"""News texts, each with versions that language models reworded or polished."""

from pathlib import Path

from quality.stories_scoring import label, read_record, records, score_stories, sign_all
from tellings.settings import GroupingSettings

TITLE = "Families of mixset_news: 24 texts and their rewordings, each family one story."
ASKED = {"pairwise F1": 0.97}


def score(data: Path) -> dict[str, float]:
    """Scores at the default setting."""
    rows = records(data / "mixset_news.jsonl.gz")
    settings = GroupingSettings()
    signatures = sign_all([read_record(row, str(row["version"])) for row in rows], settings)
    return score_stories([row["family"] for row in rows], label(signatures, settings))
