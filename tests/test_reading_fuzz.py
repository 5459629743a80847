"""Whatever the bytes, a reader gives readings and problems; whatever the text, a span is what it claims."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzz.finders import tally, text_trials, try_parsed, try_story, try_text
from benchmarks.fuzz.mutation import mutate
from benchmarks.fuzz.readers import SPECIMENS, damage, execute
from benchmarks.fuzz.specimens import mhtml, warc
from benchmarks.hostile_pile import make_pile, read_pile
from tellings.reading.kinds import tell_kind

SEEDS = st.integers(0, 2**32)


@pytest.mark.parametrize("name", sorted(SPECIMENS))
def test_each_specimen_is_read_as_an_article(name):
    assert execute(name, SPECIMENS[name])["articles"] >= 1


@settings(max_examples=400)
@given(st.sampled_from(sorted(SPECIMENS)), SEEDS)
def test_a_damaged_file_gives_articles_and_problems_only(name, seed):
    execute(name, mutate(SPECIMENS[name], random.Random(seed)))


@settings(max_examples=300)
@given(st.sampled_from(sorted(SPECIMENS)), SEEDS)
def test_a_valid_file_about_a_damaged_text_gives_articles_and_problems_only(name, seed):
    execute(*damage(name, random.Random(seed)))


@settings(max_examples=300)
@given(st.sampled_from(sorted(SPECIMENS)), st.binary(max_size=300))
def test_any_bytes_under_any_name_give_articles_and_problems_only(name, data):
    execute(name, data)


@settings(max_examples=200)
@given(
    st.sampled_from(["a.txt", "a.html", "a.md", "a.csv", "a.rss", "a.eml", "a.json"]), st.text(max_size=300)
)
def test_any_text_under_any_name_gives_articles_and_problems_only(name, text):
    execute(name, text.encode("utf-8", "surrogatepass"))


@settings(max_examples=200)
@given(SEEDS)
def test_finders_keep_their_spans_in_a_damaged_text(seed):
    assert tally(try_text(random.Random(seed))).keys() >= {"split_sentences", "find_credits", "times"}


@settings(max_examples=200)
@given(
    st.text(st.characters(codec="utf-8"), max_size=300), st.text(st.characters(codec="utf-8"), max_size=99)
)
def test_finders_keep_their_spans_in_any_text(text, other):
    tally(text_trials(text, other))


@settings(max_examples=3)
@given(SEEDS)
def test_finders_keep_their_spans_whatever_the_parse(seed):
    assert tally(try_parsed(random.Random(seed))).keys() >= {"find_figures", "find_dates", "find_names"}


@settings(max_examples=3)
@given(SEEDS)
def test_a_story_of_damaged_tellings_has_only_rows_that_stand(seed):
    tally(try_story(random.Random(seed)))


def test_a_web_archive_that_claims_an_endless_record_is_damaged():
    data = warc("x").replace(b"Content-Length: ", b"Content-Length: 15151515151515151515151515")
    assert execute("a.warc", data) == {"problems": 1}


def test_an_address_without_a_host_credits_nobody():
    data = mhtml("x").replace(b'href="https://b.example/x"', b'href="https:////////b"')
    assert execute("a.mhtml", data) == {"articles": 1}


@pytest.mark.parametrize(
    "part", [b"<!--a--> ", b"<?x?> ", b"<!x> ", b"Aa: x\r\n x\r\n", b"}", b"\n", b"{}\n\n"]
)
def test_telling_a_kind_does_not_double_with_every_part(part):
    for begin in (b"", b"<", b"{", b"{}"):
        assert tell_kind("x", (begin + part * 4096)[:4096]) in ("text", "json", "jsonl")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"<!-- one --> <!-- two -->\n<html>", "html"),
        (b'<?xml version="1.0"?><?style x?><!-- a > b --><rss>', "feed"),
        (b'<!DOCTYPE rss SYSTEM "x" [<!ENTITY a "b"> <!ENTITY c "d">]>\n<rss>', "feed"),
        (b"<!DOCTYPE html><p>", "html"),
        (b"Subject: x\r\nFrom: a\r\n b\r\n\r\n", "mail"),
        (b'{"a": "}"}  \r\n\n{"b": 1}', "jsonl"),
        (b'{"a": {\n}}', "json"),
    ],
)
def test_kinds_are_told_by_their_first_bytes(head, kind):
    assert tell_kind("x", head) == kind


def test_every_file_of_a_hostile_pile_is_accounted_for(tmp_path):
    make_pile(tmp_path / "pile", scale=0.01)
    told = read_pile(tmp_path / "pile")
    assert [name for name, counts in told.items() if not counts["articles"] + counts["problems"]] == []
    assert len(told) > 50
    assert {path.name for path in tmp_path.iterdir()} == {"pile"}
