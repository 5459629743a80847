"""The five seed articles: their figures with verdicts, no false conflict, and the date that changed."""

import json
from pathlib import Path

import pytest

from tellings.collation.align import collate
from tellings.collation.passages import find_passages
from tellings.findings.dates import find_dates
from tellings.findings.figures import find_figures
from tellings.findings.ledger import weigh_figures
from tellings.findings.material import StoryMaterial
from tellings.language.parsing import Parser
from tellings.language.vectors import load_vectors
from tellings.models import Date, Figure, Passage, Story
from tellings.reading import read_source
from tellings.reading.record import Reading
from tellings.settings import Settings

SHARED = Path(__file__).parents[1].parent / "shared"
SETTINGS = Settings()


@pytest.fixture(scope="module")
def gold() -> dict[str, object]:
    path = SHARED / "seeds_gold.json"
    if not path.exists():
        pytest.skip(f"the seed articles aren't at {SHARED}")
    return json.loads(path.read_text("utf-8"))  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def seeds(gold: dict[str, object]) -> tuple[dict[str, str], StoryMaterial]:
    """The article id of each of the gold's letters, and the story with figures and dates."""
    parser = Parser(SETTINGS.pipeline)
    letters: dict[str, str] = {}
    articles, passages = [], list[Passage]()
    figures, dates = list[Figure](), list[Date]()
    for letter, name in gold["files"].items():  # type: ignore[attr-defined]
        (reading,) = read_source(str(SHARED / "seeds" / name), SETTINGS.reading)
        assert isinstance(reading, Reading)
        own = find_passages(reading, SETTINGS.collation)
        found = parser.parse([reading.article.text[p.start : p.end] for p in own])
        parses = {p.passage_id: parse for p, parse in zip(own, found, strict=True)}
        letters[letter] = reading.article.article_id
        articles.append(reading.article)
        passages += own
        figures += find_figures(reading.article, own, parses, SETTINGS)
        dates += find_dates(reading.article, own, parses, SETTINGS)
    collation = collate(articles, passages, load_vectors(), SETTINGS.collation)
    story = Story("seeds", "", "", "", len(articles), 2)
    material = StoryMaterial(
        story,
        articles=tuple(articles),
        passages=tuple(passages),
        alignments=collation.alignments,
        figures=tuple(figures),
        dates=tuple(dates),
    )
    return letters, material


def test_the_gold_figures_stand_in_one_entry_each_with_their_verdict(
    gold: dict[str, object], seeds: tuple[dict[str, str], StoryMaterial]
) -> None:
    letters, material = seeds
    entries, rows = weigh_figures(material, SETTINGS)
    by_id = {figure.figure_id: figure for figure in material.figures}
    texts = {article.article_id: article.text for article in material.articles}
    verdicts = {entry.entry_id: entry.verdict for entry in entries}
    for wanted in gold["figures"]:  # type: ignore[attr-defined]
        held: dict[str, set[str]] = {}
        for row in rows:
            figure = by_id[row.figure_id]
            words = texts[figure.article_id][figure.start : figure.end]
            letter = next(key for key, value in letters.items() if value == figure.article_id)
            if wanted["tellings"].get(letter, "") in words and wanted["value"] in (figure.low, figure.high):
                held.setdefault(row.entry_id, set()).add(letter)
        (entry_id,) = held
        assert held[entry_id] == set(wanted["tellings"])
        assert verdicts[entry_id] == wanted["verdict"]


def test_the_seeds_hold_no_conflict(seeds: tuple[dict[str, str], StoryMaterial]) -> None:
    entries, _ = weigh_figures(seeds[1], SETTINGS)
    assert {entry.verdict for entry in entries} <= {"agree", "hedge differs"}


def test_a_vague_time_and_the_day_it_became_are_both_found(
    seeds: tuple[dict[str, str], StoryMaterial],
) -> None:
    letters, material = seeds
    texts = {article.article_id: article.text for article in material.articles}
    told = {
        letter: {
            (texts[d.article_id][d.start : d.end], d.value) for d in material.dates if d.article_id == key
        }
        for letter, key in letters.items()
    }
    assert ("earlier this week", "2022-W03") in told["A"] & told["B"]
    assert ("Wednesday", "2022-01-19") in told["C"]
    assert ("Wednesday", "XXXX-WXX-3") in told["D"]  # an article without a date of publication
