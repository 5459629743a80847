import doctest
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.language import sentences
from tellings.language.sentences import split_paragraphs, split_sentences


def split(text):
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Sen. Ann Lee, D-Ohio, met J. K. Roe at 5 p.m. on Friday.", "She left."],
        ["He lives in the U.S.", "The troops left."],
        ["It fell 3.5 percent to No. 4.", "No.", "Yes!"],
        ["“We won,” she said.", "“But why?” Ann Lee asked.", "Nobody knew."],
        ['"It is late." Then he left.'[:13], "Then he left."],
        ["See www.Example.com for it.", "Acme Inc. said so."],
        ["He told us Jan. 5 was late … but fine.", "We left."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts):
    assert split(" ".join(parts)) == parts


def test_text_glued_to_a_stop_is_parted():
    assert split('They left.MORE STORIES. She said."I can."He left.') == [
        "They left.",
        "MORE STORIES.",
        "She said.",
        '"I can."',
        "He left.",
    ]


def test_each_line_is_a_paragraph_unless_it_goes_on_in_lower_case():
    assert split("Dateline\nThe mayor\nand the clerk\nBoth left") == [
        "Dateline",
        "The mayor\nand the clerk",
        "Both left",
    ]


def test_lines_wrapped_by_a_mail_program_are_one_paragraph():
    line = "The harbour board met the Union of Dock Workers on Monday night, and"
    text = "\n".join([line] * 5)
    assert split_paragraphs(text) == ((0, len(text)),)


@given(st.text(alphabet="aB.1 \n\"”!?'("))
def test_every_character_that_is_not_space_lies_in_exactly_one_sentence(text):
    spans = split_sentences(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(sentences).failed == 0
