from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from tellings.collation.edits import equal_runs, find_edits
from tellings.language.words import norms


def shown(before, after):
    return [
        (e.kind, before[e.before_start : e.before_end], after[e.after_start : e.after_end])
        for e in find_edits(before, after)
    ]


def test_each_run_of_words_is_equal_changed_cut_or_added():
    assert shown("“We can't stop now,” she said Monday.", "We cant go on now, she told us.") == [
        ("equal", "We can't", "We cant"),
        ("changed", "stop", "go on"),
        ("equal", "now,” she", "now, she"),
        ("changed", "said Monday", "told us"),
    ]


def test_a_text_against_nothing_is_added_or_cut():
    assert shown("", "One two.") == [("added", "", "One two")]
    assert shown("One two.", "") == [("cut", "One two", "")]


@given(st.lists(st.sampled_from("abcde"), max_size=30), st.lists(st.sampled_from("abcde"), max_size=30))
def test_equal_words_are_a_longest_common_subsequence(one, other):
    runs = equal_runs(one, other)
    assert sum(length for _, _, length in runs) == LCSseq.similarity(one, other)
    assert all(one[a : a + n] == other[c : c + n] for a, c, n in runs)


@given(st.integers(0, 5), st.lists(st.integers(0, 999), max_size=6, unique=True))
def test_long_texts_are_compared_between_pins(shift, cut):
    one = [f"w{at % 700}" for at in range(1000)]
    other = [f"new{at}" for at in range(shift)] + [word for at, word in enumerate(one) if at not in set(cut)]
    runs = equal_runs(one, other)
    assert all(one[a : a + n] == other[c : c + n] for a, c, n in runs)
    assert sum(length for _, _, length in runs) == len(one) - len(cut)


@given(st.text(alphabet="ab ,.'", max_size=40), st.text(alphabet="ab ,.'", max_size=40))
def test_edits_name_every_word_of_both_texts_in_order(before, after):
    found = find_edits(before, after)
    assert norms(" ".join(before[e.before_start : e.before_end] for e in found)) == norms(before)
    assert norms(" ".join(after[e.after_start : e.after_end] for e in found)) == norms(after)
