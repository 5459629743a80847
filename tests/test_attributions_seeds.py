"""The shared seed articles, when they are there: every known utterance is found in every telling."""

import json
from functools import cache
from pathlib import Path

import pytest

from tellings.collation.passages import find_passages
from tellings.findings.attributions import find_attributions
from tellings.findings.tagger import Tagger
from tellings.models import Attribution
from tellings.reading import read_source
from tellings.settings import Settings
from tests.attributing import parser

SHARED = Path(__file__).parents[1].parent / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "seeds_gold.json").exists(), reason="the shared seed articles are not beside the repository"
)


@cache
def gold() -> dict:
    return json.loads((SHARED / "seeds_gold.json").read_text("utf-8"))


@cache
def tagger() -> Tagger:
    return Tagger()


@cache
def read(letter: str) -> tuple[str, tuple[Attribution, ...]]:
    settings = Settings()
    (reading,) = read_source(str(SHARED / "seeds" / gold()["files"][letter]), settings.reading)
    text = reading.article.text
    passages = find_passages(reading, settings.collation)
    parsed = parser().parse([text[p.start : p.end] for p in passages])
    parses = {p.passage_id: parse for p, parse in zip(passages, parsed, strict=True)}
    return text, find_attributions(reading.article, passages, parses, tagger(), settings.attributions)


def credited(letter: str, words: str) -> list[Attribution]:
    """The attributions of the telling whose contents, from the first to the last, hold `words`."""
    text, found = read(letter)
    return [one for one in found if words in text[one.content[0][0] : one.content[-1][1]]]


def test_every_known_utterance_is_found_in_every_telling() -> None:
    missing = [
        (utterance["speaker"], letter)
        for utterance in gold()["utterances"]
        for letter, words in utterance["tellings"].items()
        if not credited(letter, words)
    ]
    assert missing == []


def test_lost_marks_still_leave_a_direct_quotation() -> None:
    (one,) = credited("B", gold()["utterances"][0]["tellings"]["B"])
    assert one.kind == "direct"


@pytest.mark.parametrize("letter", ["A", "C", "D", "E"])
def test_speakers_of_known_utterances_are_right_where_the_sentences_stand_in_order(letter: str) -> None:
    for utterance in gold()["utterances"]:
        words = utterance["tellings"].get(letter)
        if words is not None:
            speakers = {one.speaker.split()[-1] for one in credited(letter, words)}
            assert speakers == {utterance["speaker"].split()[-1]}


def test_spans_of_the_seeds_are_whole_words() -> None:
    for letter in gold()["files"]:
        text, found = read(letter)
        assert found
        for one in found:
            for start, end in (*one.content, *one.source, *one.cue):
                assert text[start:end] == text[start:end].strip() != ""
