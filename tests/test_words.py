import doctest
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tellings.language import damage, words
from tellings.language.damage import mend
from tellings.language.words import norm, norms, split_words


def test_a_lost_curly_or_broken_apostrophe_makes_no_other_word():
    for written in [
        "dont",
        "don't",
        "don’t",
        "donâ€™t",
        "don&#39;t",
        "don\ufffdt",
        "don t",
        "don?t",
        "donÃ¢â‚¬â„¢t",
    ]:
        assert norm(written) == "dont", written


def test_an_acronym_is_one_word_with_or_without_its_dots():
    assert " ".join(norms("the U.S. the US the U.S at 5 p.m.")) == "the us the us the us at 5 pm"


def test_numbers_keep_their_points_and_lose_their_commas():
    assert norm("1,234,567.89 and 90% of 100,000") == "1234567.89 and 90 percent of 100000"


def test_quotation_marks_dashes_and_accents_are_seen_through():
    assert norm("“Niinistö — a ‘friend’,” he said.") == norm("Niinisto - a friend, he said")


def test_words_keep_their_places_in_the_text():
    text = "Itâ€™s last-ditch."
    assert [text[word.start : word.end] for word in split_words(text)] == ["Itâ€™s", "last", "ditch"]


@given(st.text())
def test_spans_hold_and_do_not_overlap(text):
    found = split_words(text)
    assert len(mend(text)) == len(text)
    assert all(0 <= word.start < word.end <= len(text) and word.norm for word in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert tuple(word.norm for word in found) == norms(text)


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(words).failed == doctest.testmod(damage).failed == 0
