"""The seed articles: four tellings of one lost report, and one report of its own."""

import json
from pathlib import Path

import pytest

from tellings.collation.align import collate
from tellings.collation.passages import find_passages
from tellings.lineage import Collated, Lineage
from tellings.lineage.trace import trace
from tellings.reading.sources import read_source
from tellings.settings import Settings
from tests.lineages import means

SHARED = Path(__file__).parents[1].parent / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the seed articles aren't here")


@pytest.fixture(scope="module")
def seeds() -> tuple[Lineage, dict[str, str], dict]:
    """The lineage, each article's letter, and the gold."""
    gold = json.loads((SHARED / "seeds_gold.json").read_text("utf-8"))
    settings = Settings()
    models, usage, vectors = means()
    letters, readings = {}, []
    for letter, name in gold["files"].items():
        (reading,) = read_source(str(SHARED / "seeds" / name), settings.reading)
        letters[reading.article.article_id] = letter
        readings.append(reading)
    articles = tuple(reading.article for reading in readings)
    passages = tuple(p for reading in readings for p in find_passages(reading, settings.collation))
    credits = tuple(credit for reading in readings for credit in reading.credits)
    story = Collated(
        "seeds", articles, passages, credits, collate(articles, passages, vectors, settings.collation)
    )
    return trace(story, models, usage, settings.lineage), letters, gold["lineage"]


def roots(lineage: Lineage, letters: dict[str, str]) -> dict[str, str]:
    """Each article's starting point by letter: an article's letter, or "lost"."""
    parent = {}
    for row in sorted(lineage.derivations, key=lambda row: row.confidence):
        parent[row.child_id] = row.parent_id
    out = {}
    for article, letter in letters.items():
        node = article
        while node in parent:
            node = parent[node]
        out[letter] = letters.get(node, "lost")
    return out


def test_four_share_one_lost_copy_and_one_stands_apart(seeds: tuple[Lineage, dict[str, str], dict]) -> None:
    """A to D go back to one report that is not in the pile; E is its own origin."""
    lineage, letters, _ = seeds
    assert roots(lineage, letters) == {"A": "lost", "B": "lost", "C": "lost", "D": "lost", "E": "E"}


def test_no_pair_is_linked_that_must_not_be(seeds: tuple[Lineage, dict[str, str], dict]) -> None:
    """E derives from nobody, and nobody from E."""
    lineage, letters, gold = seeds
    found = {(letters.get(row.child_id, ""), letters.get(row.parent_id, "")) for row in lineage.derivations}
    assert not found & {tuple(pair) for pair in gold["not_parents"]}


def test_kinds_are_those_a_reader_sees(seeds: tuple[Lineage, dict[str, str], dict]) -> None:
    """B is reordered, C and D are reworded."""
    lineage, letters, gold = seeds
    kinds = {letters[row.child_id]: row.kind for row in lineage.derivations}
    wanted = {letter: kind in gold["kinds"][letter] for letter, kind in kinds.items() if letter in "BCD"}
    assert wanted == {"B": True, "C": True, "D": True}
