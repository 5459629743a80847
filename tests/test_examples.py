"""The example pile holds what its truth says."""

import json
from pathlib import Path

import pytest

HARBOUR = Path(__file__).parents[1] / "src" / "tellings" / "examples" / "harbour"
TRUTH = json.loads((HARBOUR / "truth.json").read_text("utf-8"))


def pile() -> dict[str, str]:
    """The text of each article by its source; a JSON Lines record is FILE#ID."""
    texts = {path.name: path.read_text("utf-8") for path in sorted((HARBOUR / "articles").glob("*.txt"))}
    for path in sorted((HARBOUR / "articles").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            texts[f"{path.name}#{record.get('id') or record['guid']}"] = record.get("text") or record["body"]
    return texts


def test_every_article_is_either_of_the_story_or_outside_it() -> None:
    assert sorted(pile()) == sorted(TRUTH["stories"][0]["articles"] + TRUTH["outside"])


def test_articles_are_of_full_length() -> None:
    assert all(250 <= len(text.split()) <= 700 for text in pile().values())


@pytest.mark.parametrize("found", TRUTH["utterances"] + TRUTH["figures"])
def test_tellings_hold_the_words_that_the_truth_quotes(found: dict[str, dict[str, str]]) -> None:
    texts = pile()
    missing = [source for source, words in found["tellings"].items() if words not in texts[source]]
    assert missing == []


def test_furniture_and_credits_are_in_their_articles() -> None:
    texts = pile()
    missing = []
    for source, facts in TRUTH["articles"].items():
        wanted = [*facts.get("furniture", []), *(credit["text"] for credit in facts.get("credits", []))]
        missing += [words for words in wanted if words not in texts[source]]
    assert missing == []
