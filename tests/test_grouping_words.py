"""Word keys equal what a plain regex finds, one key for one word."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tellings.grouping.words import join_keys, read_words


def stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@given(st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "Z"]), max_size=200))
def test_there_is_a_key_for_each_word_the_regex_finds(text: str) -> None:
    assert len(read_words([text]).keys) == len(re.findall(r"\w+", text))


@given(st.lists(st.text(alphabet="abst", min_size=1, max_size=6), max_size=30))
def test_two_words_have_one_key_when_they_differ_in_case_or_a_plural_only(words: list[str]) -> None:
    keys = read_words([" ".join(words)]).keys.tolist()
    capitals = read_words([" ".join(words).upper()]).keys.tolist()
    assert keys == capitals
    assert len(set(keys)) == len({stem(word) for word in words})


def test_a_name_is_a_capitalised_word_right_after_another_word() -> None:
    words = read_words(["Talks in Geneva failed. Then Paris, Rome and ÉVRY asked 27 more."])
    assert np.flatnonzero(words.capital).tolist() == [2, 5, 8]
    assert np.flatnonzero(words.digit).tolist() == [10]


def test_a_run_starts_at_each_word_and_a_short_text_is_one_run() -> None:
    keys = join_keys(read_words(["a b c a b c a b c"]).keys, 3)
    assert (len(keys), len(np.unique(keys))) == (7, 3)
    assert len(join_keys(read_words(["a b"]).keys, 8)) == 1
    assert len(join_keys(read_words([""]).keys, 8)) == 0


@given(st.lists(st.text(alphabet="aZ9 .é", max_size=12), max_size=6))
def test_texts_read_together_have_the_words_they_have_alone(texts: list[str]) -> None:
    words = read_words(texts)
    for number, text in enumerate(texts):
        alone, here = read_words([text]), slice(*words.starts[number : number + 2])
        assert words.keys[here].tolist() == alone.keys.tolist()
        assert words.digit[here].tolist() == alone.digit.tolist()
        assert words.capital[here].tolist() == alone.capital.tolist()
