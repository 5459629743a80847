import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tellings.collation.agree import agree
from tellings.collation.partners import Links
from tellings.settings import CollationSettings

SETTINGS = CollationSettings()


def links(*rows):
    pairs = np.array([row[:2] for row in rows], np.int64).reshape(-1, 2)
    return Links(pairs, np.array([row[2] for row in rows], np.float32), np.zeros(len(rows), bool))


def told_by(*names):
    return [frozenset(name) for name in names]


def test_wordings_that_are_all_linked_make_one_statement():
    found = agree(told_by("A", "B", "C"), links((0, 1, 0.9), (0, 2, 0.8), (1, 2, 0.7)), SETTINGS)
    assert found == [(0, 1, 2)]


def test_a_chain_is_parted_and_the_middle_stands_with_both():
    found = agree(told_by("A", "B", "C"), links((0, 1, 0.9), (1, 2, 0.8)), SETTINGS)
    assert found == [(0, 1), (1, 2)]


def test_long_sentences_stand_with_each_of_the_sentences_they_join():
    """0 and 1 are A's two sentences, 2 and 3 those of B and C that say both."""
    rows = (2, 3, 0.99), (0, 2, 0.8), (0, 3, 0.8), (1, 2, 0.7), (1, 3, 0.7)
    assert agree(told_by("A", "A", "B", "C"), links(*rows), SETTINGS) == [(0, 2, 3), (1, 2, 3)]


def test_what_a_single_telling_says_is_no_statement():
    assert agree(told_by("A", "B"), links(), SETTINGS) == []


def test_a_wording_that_two_tellings_share_is_a_statement():
    assert agree(told_by("AB", "C"), links(), SETTINGS) == [(0,)]


@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(35, 100)), max_size=30),
    st.permutations(range(8)),
)
def test_renaming_the_wordings_renames_the_statements(rows, names):
    """Scores are made unlike, since ties are broken by number."""
    seen = {}
    for one, other, score in rows:
        if one != other:
            seen.setdefault((min(one, other), max(one, other)), score / 100 + len(seen) / 10_000)
    told = told_by(*"ABCDEFGH")
    plain = links(*[(a, b, s) for (a, b), s in seen.items()]).at_least(0)
    moved = links(*[(*sorted((names[a], names[b])), s) for (a, b), s in seen.items()]).at_least(0)
    renamed = [tuple(sorted(names[at] for at in group)) for group in agree(told, plain, SETTINGS)]
    assert sorted(renamed) == agree(told, moved, SETTINGS)
