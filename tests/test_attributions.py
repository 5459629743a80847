import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.findings.attributions import find_attributions
from tellings.findings.tagger import Piece
from tellings.findings.tagger_windows import Window
from tellings.settings import AttributionSettings
from tests.attributing import Rules, article, attributions, parses, passages, told


def test_sources_after_before_and_inside_the_words_are_found_and_a_quotation_goes_on() -> None:
    text = "“We will not close it,” the mayor said. “Not this year.”"
    assert told(text) == [
        ("direct", ["the mayor"], ["said"], ["“We will not close it,”", "“Not this year.”"], "the mayor")
    ]
    assert told("The fire, according to the police, began at night.")[0][1:3] == (
        ["the police"],
        ["according to"],
    )


def test_reported_words_are_indirect_and_half_quoted_ones_mixed() -> None:
    kinds = [
        row[0]
        for row in told("The mayor said the port would stay open. He said it was “not at all for sale”.")
    ]
    assert kinds == ["indirect", "direct"]
    assert told("Reyes said the wall is “far too high for us” and ugly.")[0][0] in ("mixed", "direct")


def test_paragraphs_that_reopen_one_quotation_are_one_attribution() -> None:
    text = "“First they built the wall.\n\n“Then they raised the fees,” Tomas Reyes said."
    assert told(text) == [
        (
            "direct",
            ["Tomas Reyes"],
            ["said"],
            ["“First they built the wall.", "“Then they raised the fees,”"],
            "Tomas Reyes",
        )
    ]


def test_words_whose_marks_were_lost_are_still_a_quotation() -> None:
    text = "I cant say whether the port will open, she told reporters."
    assert told(text) == [("direct", ["she"], ["told"], ["I cant say whether the port will open"], "")]


def test_a_stray_mark_costs_a_sentence_at_most() -> None:
    text = 'The bridge was "safe but the repairs go on. Ana Silva disagreed. "It shakes a lot," Silva said.'
    assert told(text)[-1] == ("direct", ["Silva"], ["said"], ['"It shakes a lot,"'], "Ana Silva")


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "„“", "‘’"])
def test_all_kinds_of_marks_hold_a_quotation(marks: str) -> None:
    text = f"{marks[0]}Nobody asked us about the wall,{marks[1]} said Tomas Reyes."
    (row,) = told(text)
    assert (row[0], row[4]) == ("direct", "Tomas Reyes")
    assert "Nobody asked us about the wall" in row[3][0]


def test_words_in_marks_that_nothing_credits_are_whoever_spoke_last() -> None:
    text = "“Nobody asked us,” said Tomas Reyes.\n\n“They came at night and built the wall.”"
    assert told(text)[1] == ("direct", [], [], ["“They came at night and built the wall.”"], "Tomas Reyes")


def test_an_article_signs_the_words_above_with_a_dash() -> None:
    text = "“Nobody asked us about the wall.”\n\n— Tomas Reyes, in a letter"
    assert told(text)[0][4] == "Tomas Reyes"


def test_furniture_and_credits_are_not_read() -> None:
    text = "“Nobody asked us,” said Tomas Reyes."
    kept = passages(text, "furniture")
    assert find_attributions(article(text), kept, parses(text), Rules(text), AttributionSettings()) == ()


class Scattered:
    """A tagger that finds pieces at random: what it says must never break anything."""

    def __init__(self, cuts: list[int]) -> None:
        self.cuts = cuts

    def tag(self, windows: list[Window]) -> list[tuple[Piece, ...]]:
        return [tuple(self._pieces(len(window.words))) for window in windows]

    def _pieces(self, size: int) -> list[Piece]:
        kinds = ("source", "cue", "content")
        cuts = sorted({cut % size for cut in self.cuts} | {0, size})
        return [Piece(kinds[n % 3], first, end - 1) for n, (first, end) in enumerate(pairwise(cuts))]


TEXT = "“We’ll stay,” the mayor of Port Ansel said.  \nHe told « them » “no”, and I agreed: “Never again.” "


@given(st.lists(st.integers(0, 200), max_size=12))
@settings(max_examples=60, deadline=None)
def test_every_span_lies_in_the_text_and_begins_and_ends_with_a_word_or_mark(cuts: list[int]) -> None:
    found = find_attributions(
        article(TEXT), passages(TEXT), parses(TEXT), Scattered(cuts), AttributionSettings()
    )
    for one in found:
        for start, end in (*one.content, *one.source, *one.cue):
            assert 0 <= start < end <= len(TEXT)
            assert TEXT[start:end] == TEXT[start:end].strip()
        assert one.content


def test_the_order_of_passages_and_parses_changes_nothing() -> None:
    text = "“We left,” said Tomas Reyes.\n\nThe council denied it. He said: “They lie to all of us.”"
    other = find_attributions(
        article(text),
        passages(text)[::-1],
        dict(reversed(parses(text).items())),
        Rules(text),
        AttributionSettings(),
    )
    assert other == attributions(text)


def test_a_million_marks_take_seconds() -> None:
    text = '"' * 1_000_000
    begun = time.process_time()
    assert attributions(text) == ()
    assert time.process_time() - begun < 20


class Halved:
    """A tagger that knows what credits the second half of a quotation, and of the first half nothing."""

    def tag(self, windows: list[Window]) -> list[tuple[Piece, ...]]:
        at = next(n for n, word in enumerate(windows[0].words) if word.text == "They")
        last = len(windows[0].words) - 2
        first = Piece("content", 0, at - 1)
        return [(first, Piece("content", at, last - 3), Piece("source", last - 1, last - 1),
                 Piece("cue", last, last))]  # fmt: skip


def test_two_contents_within_one_pair_of_marks_are_one_quotation() -> None:
    text = "“First they built the wall. They raised the fees,” Reyes said."
    (row,) = find_attributions(article(text), passages(text), parses(text), Halved(), AttributionSettings())
    assert (row.speaker, len(row.content)) == ("Reyes", 2)
