import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.errors import ModelError
from tellings.language import vectors
from tellings.language.vectors import Vectors, load_vectors, pack, pieces_of, unpack


@pytest.fixture(scope="module")
def shipped():
    return load_vectors()


def small():
    table = np.array([[1, 0], [0, 1], [0, 2]], np.float32)
    return Vectors(["cat", "dog", "##s"], table, np.array([1, 0.5, 1], np.float32))


def test_a_text_is_the_weighted_mean_of_its_word_pieces_at_unit_length():
    found = small().embed(["Cat!", "cat dog", "cats", "???"])
    expected = np.array([[1, 0], [1, 0.5], [1, 2], [0, 0]], np.float32)
    lengths = np.maximum(np.linalg.norm(expected, axis=1, keepdims=True), 1)
    assert np.allclose(found, np.where(lengths > 1, expected / lengths, expected))


def test_a_words_weight_is_that_of_its_rarest_piece_and_an_unknown_word_is_rare():
    assert small().weigh_words(["dog", "dogs", "ж"]).tolist() == [0.5, 1.0, 1.0]


def test_words_of_one_meaning_lie_nearer_than_others(shipped):
    soldier, soldiers, kiev, kyiv, tough = shipped.embed_words(
        ["soldier", "soldiers", "kiev", "kyiv", "tough"]
    )
    assert min(soldier @ soldiers, kiev @ kyiv) > 0.6 > 0.3 > max(soldier @ tough, kiev @ tough)


def test_a_rewording_lies_nearer_than_another_sentence_on_the_topic(shipped):
    said, reworded, other = shipped.embed(
        [
            "The harbour board agreed to raise wages by four percent.",
            "Pay will go up 4% under a deal with the port's management.",
            "Tourists watched the ships from the promenade all day.",
        ]
    )
    assert said @ reworded > 0.4 > 0.3 > said @ other


def test_packing_loses_less_than_a_hundredth_of_a_vector():
    table = np.random.default_rng(1).normal(size=(50, 8)).astype(np.float32)
    names = [f"w{at}" for at in range(50)]
    before = Vectors(names, table, np.ones(50, np.float32)).embed_words(names)
    after = unpack(pack(names, table, np.ones(50, np.float32))).embed_words(names)
    assert np.abs(before - after).max() < 0.01


def test_a_changed_file_is_refused(monkeypatch):
    monkeypatch.setattr(vectors, "DIGEST", "0" * 32)
    with pytest.raises(ModelError, match="Install the package anew"):
        load_vectors()


@given(st.text(alphabet="abcж", max_size=60))
def test_pieces_are_the_longest_from_the_left(word):
    vocabulary = {"ab": 0, "abc": 1, "##c": 2, "##ab": 3, "a": 4}
    named = {number: piece.removeprefix("##") for piece, number in vocabulary.items()}
    spelt = "".join(named[piece] for piece in pieces_of(word, vocabulary))
    rest = iter(word)
    assert all(letter in rest for letter in spelt)  # a subsequence: letters of no piece are skipped


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(vectors).failed == 0
