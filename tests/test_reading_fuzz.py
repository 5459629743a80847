"""Whatever the bytes, a reader gives readings and problems, and never raises."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzz_readers import execute, mutate
from benchmarks.hostile_pile import make_pile, read_pile
from benchmarks.specimens import specimens

SPECIMENS = specimens()


@pytest.mark.parametrize("name", sorted(SPECIMENS))
def test_each_specimen_is_read_as_an_article(name):
    assert execute(name, SPECIMENS[name])["articles"] >= 1


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(SPECIMENS)), st.integers(0, 2**32))
def test_a_damaged_file_gives_articles_and_problems_only(name, seed):
    execute(name, mutate(SPECIMENS[name], random.Random(seed)))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(SPECIMENS)), st.binary(max_size=300))
def test_any_bytes_under_any_name_give_articles_and_problems_only(name, data):
    execute(name, data)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["a.txt", "a.html", "a.md", "a.csv", "a.rss", "a.eml", "a.json"]), st.text(max_size=300)
)
def test_any_text_under_any_name_gives_articles_and_problems_only(name, text):
    execute(name, text.encode("utf-8", "surrogatepass"))


def test_every_file_of_a_hostile_pile_is_accounted_for(tmp_path):
    make_pile(tmp_path / "pile", scale=0.01)
    told = read_pile(tmp_path / "pile")
    assert [name for name, counts in told.items() if not counts["articles"] + counts["problems"]] == []
    assert len(told) > 50
    assert {path.name for path in tmp_path.iterdir()} == {"pile"}
