"""The five seed articles are read as their gold says."""

import json
from pathlib import Path

import pytest

from tellings.reading import Reading, list_sources, read_source
from tellings.settings import ReadingSettings

SHARED = Path(__file__).parents[1].parent / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "seeds_gold.json").exists(), reason="the seed articles are not here"
)


@pytest.fixture(scope="module")
def gold():
    return json.loads((SHARED / "seeds_gold.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def readings(gold):
    sources, problems = list_sources([str(SHARED / "seeds")])
    assert problems == ()
    by_name = {}
    for source in sources:
        (reading,) = read_source(source, ReadingSettings())
        assert isinstance(reading, Reading)
        by_name[Path(source).name] = reading
    return {letter: by_name[name] for letter, name in gold["files"].items()}


def test_headline_date_outlet_and_dateline_are_the_golds(gold, readings):
    for letter, wanted in gold["articles"].items():
        article = readings[letter].article
        for name in ("headline", "published", "outlet", "dateline"):
            if name in wanted:
                assert (letter, name, getattr(article, name)) == (letter, name, wanted[name])


def test_text_is_the_file_as_decoded(readings):
    for reading in readings.values():
        assert reading.article.text == Path(reading.article.source).read_bytes().decode("utf-8")


def test_each_piece_of_furniture_of_the_gold_is_exactly_one_span(gold, readings):
    for letter, wanted in gold["articles"].items():
        reading = readings[letter]
        found = [reading.article.text[start:end] for start, end in reading.furniture]
        for piece in wanted.get("furniture", []):
            assert piece in found


def test_nothing_but_headers_menus_and_signatures_is_furniture(gold, readings):
    for letter, reading in readings.items():
        wanted = gold["articles"][letter].get("furniture", [])
        others = [t for t in (reading.article.text[s:e] for s, e in reading.furniture) if t not in wanted]
        assert all(len(text) < 25 or text == reading.article.url for text in others)


def test_credits_of_the_gold_are_found_with_kind_and_span(gold, readings):
    for letter, wanted in gold["articles"].items():
        reading = readings[letter]
        found = {(c.kind, reading.article.text[c.start : c.end]): c.name for c in reading.credits}
        for credit in wanted.get("credits", []):
            name = found[credit["kind"], credit["text"]]
            assert name == credit.get("name", name)


def test_contributors_are_named_without_their_cities(readings):
    (credit,) = readings["D"].credits
    assert (
        credit.name == "Vladimir Isachenkov, Jan M. Olsen, Suzan Fraser, Ellen Knickmeyer, Lolita C. Baldor"
    )


def test_the_name_after_the_credit_is_no_byline(readings):
    assert readings["D"].article.byline == ""
