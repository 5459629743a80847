"""Tellings of one utterance are joined, whatever the order, and its best reading is chosen by the tree."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.findings.material import StoryMaterial
from tellings.findings.utterances import match_utterances
from tellings.findings.utterances_words import read_sayings
from tellings.settings import UtteranceSettings
from tests.quoting import derive, story

SETTINGS = UtteranceSettings()
PIER = "[“The pier was closed before the storm came in from the north,”] said [@Ada Holm]."
SHUT = "[“The pier was shut before the storm came in from the north,”] said [@Holm]."
FERRY = "[“Nobody should take the ferry to the islands this week,”] said [@Nils Berg]."


def told(material: StoryMaterial) -> list[tuple[str, str, int]]:
    """Each utterance as speaker, reading and number of articles."""
    return sorted((u.speaker, u.reading, u.articles) for u in match_utterances(material, SETTINGS)[0])


def test_one_utterance_with_an_edit_is_joined_and_has_the_full_name() -> None:
    assert told(story({"a": PIER, "b": SHUT}, [derive("b", "a")])) == [
        ("Ada Holm", "The pier was closed before the storm came in from the north", 2)
    ]


def test_two_things_that_one_person_said_stay_apart() -> None:
    assert told(story({"a": PIER, "b": FERRY.replace("Nils Berg", "Ada Holm")})) == [
        ("Ada Holm", "Nobody should take the ferry to the islands this week", 1),
        ("Ada Holm", "The pier was closed before the storm came in from the north", 1),
    ]


def test_a_stock_phrase_is_not_joined_without_a_speaker_or_a_statement() -> None:
    texts = {"a": "[“Yes, of course,”] said [@Ada Holm].", "b": "[“Yes, of course,”] said [@Nils Berg]."}
    assert [articles for _, _, articles in told(story(texts))] == [1, 1]


def test_a_rewording_in_passages_of_one_statement_is_joined() -> None:
    texts = {
        "a": PIER,
        "b": "[“The jetty had been shut ahead of the gale that blew from the north,”] said [@Ada Holm].",
    }
    assert [articles for _, _, articles in told(story(texts, statements={"a": "s", "b": "s"}))] == [2]
    assert [articles for _, _, articles in told(story(texts))] == [1, 1]


def test_a_short_quotation_inside_a_longer_one_is_the_same_utterance() -> None:
    texts = {"a": PIER, "b": "[@Ada Holm] said it was [“closed before the storm came in”]."}
    assert told(story(texts, [derive("b", "a", "condensed")])) == [
        ("Ada Holm", "The pier was closed before the storm came in from the north", 2)
    ]


def test_indirect_speech_alone_is_no_utterance() -> None:
    assert told(story({"a": "[@Ada Holm] said [that the pier was closed before the storm]."})) == []


def test_the_reading_of_an_ancestor_beats_that_of_its_copies_however_many() -> None:
    material = story(
        {"a": PIER, "b": SHUT, "c": SHUT + " The sea was calm.", "d": SHUT + " It rained."},
        [derive("b", "a"), derive("c", "a"), derive("d", "a")],
    )
    assert told(material) == [("Ada Holm", "The pier was closed before the storm came in from the north", 4)]


def test_an_alteration_stands_on_the_step_where_it_came_in_and_on_no_other() -> None:
    material = story({"a": PIER, "b": SHUT, "c": SHUT + " It rained."}, [derive("b", "a"), derive("c", "b")])
    of = {row.attribution_id: row.article_id for row in material.attributions}
    rows = match_utterances(material, SETTINGS)[1]
    assert [(of[row.before_id], of[row.after_id], row.kind) for row in rows] == [("a", "b", "word changed")]


def test_the_tree_passes_through_an_article_that_does_not_quote() -> None:
    material = story({"a": PIER, "b": "The sea was calm.", "c": SHUT}, [derive("b", "a"), derive("c", "b")])
    of = {row.attribution_id: row.article_id for row in material.attributions}
    rows = match_utterances(material, SETTINGS)[1]
    assert [(of[row.before_id], of[row.after_id]) for row in rows] == [("a", "c")]


def test_an_article_that_lost_its_marks_is_not_where_the_marks_were_added() -> None:
    quoted = [PIER, FERRY, "[“We will rebuild the old lighthouse in stone,”] said [@Mia Dahl]."]
    bare = [text.replace("“", "").replace("”", "") for text in quoted]
    material = story({"a": " ".join(bare), "b": " ".join(quoted)}, [derive("b", "a")])
    of = {row.attribution_id: row.article_id for row in material.attributions}
    rows = match_utterances(material, SETTINGS)[1]
    assert [(of[row.before_id], of[row.after_id], row.kind) for row in rows] == [
        ("b", "a", "marks dropped")
    ] * 3


def test_two_quotations_with_a_sentence_of_narration_between_are_two_sayings() -> None:
    text = "[“The pier was closed before noon.” The sea was calm that day. “Nobody was hurt in the storm.”]"
    assert [" ".join(saying.norms) for saying in read_sayings(story({"a": text}))] == [
        "the pier was closed before noon",
        "nobody was hurt in the storm",
    ]


def test_a_loop_in_the_tree_ends() -> None:
    material = story({"a": PIER, "b": SHUT}, [derive("b", "a"), derive("a", "b")])
    assert [articles for _, _, articles in told(material)] == [2]


def test_many_equal_quotations_are_one_utterance() -> None:
    texts = {f"a{number}": PIER + f" It is {number} o'clock." for number in range(600)}
    assert [articles for _, _, articles in told(story(texts))] == [600]


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(random: Random) -> None:
    texts = {"a": PIER + " " + FERRY, "b": SHUT, "c": FERRY + " " + PIER}
    material = story(texts, [derive("b", "a"), derive("c", "a")])
    shuffled = replace(
        material,
        articles=tuple(random.sample(material.articles, 3)),
        attributions=tuple(random.sample(material.attributions, len(material.attributions))),
        derivations=tuple(random.sample(material.derivations, 2)),
    )
    mine, other = match_utterances(material, SETTINGS), match_utterances(shuffled, SETTINGS)
    assert (other[:2], set(other.attributions)) == (mine[:2], set(mine.attributions))


WORDS = st.lists(
    st.sampled_from("not we may can't pier 11 storm “ ” \" ' . closed Ada , said was".split()), min_size=1
)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_spans_hold_the_words_they_claim(one: list[str], other: list[str]) -> None:
    material = story(
        {"a": f"[{' '.join(one)}] said [@Ada Holm].", "b": f"[{' '.join(other)}] said [@Nils Berg]."},
        [derive("b", "a")],
    )
    texts = {article.article_id: article.text for article in material.articles}
    of = {row.attribution_id: row.article_id for row in material.attributions}
    utterances, rows, _ = match_utterances(material, SETTINGS)
    for row in rows:
        assert texts[of[row.before_id]][row.before_start : row.before_end] == row.before
        assert texts[of[row.after_id]][row.after_start : row.after_end] == row.after
    assert {row.utterance_id for row in rows} <= {row.utterance_id for row in utterances}


def test_tellings_that_name_the_speaker_say_who_he_is_in_the_others() -> None:
    said = "[“The pier was closed before the storm came in from the north,”] "
    material = story({"a": PIER, "b": said + "she said.", "c": said + "she said."})
    guessed = tuple(
        row if row.article_id == "a" else replace(row, speaker="Mia Dahl") for row in material.attributions
    )
    found = match_utterances(replace(material, attributions=guessed), SETTINGS)
    assert {row.speaker for row in (*found.utterances, *found.attributions)} == {"Ada Holm"}


def test_a_piece_that_ended_its_sentence_ends_with_a_full_stop() -> None:
    text = "[“The pier is closed,”] said [@Ada Holm]. “It will stay so.”"
    (row,) = story({"a": text}).attributions
    whole = story({"a": text})
    end = whole.articles[0].text.index("“It")
    row = replace(row, content=(*row.content, (end, len(whole.articles[0].text))))
    ((_, reading, _),) = told(replace(whole, attributions=(row,)))
    assert reading == "The pier is closed. It will stay so."


def test_the_name_of_a_work_is_nothing_that_was_said() -> None:
    texts = {
        "a": "[@Ada Holm] said [that “The Long Winter” was filmed on the pier].",
        "b": "[“The Long Winter.”] It ran for a year.",
    }
    assert told(story(texts)) == []


def test_reported_words_without_any_of_the_quoted_ones_are_no_telling() -> None:
    texts = {
        "a": "[@Ada Holm] said [that any lorry on the pier was a risk and the owner would “pay a price”].",
        "b": "[@Ada Holm] said [that any lorry on the pier was a risk].",
    }
    assert told(story(texts, statements={"a": "s", "b": "s"})) == [("Ada Holm", "pay a price", 1)]


def test_a_guessed_speaker_keeps_no_two_quotations_apart_but_reported_words_it_does() -> None:
    said = "[“The pier was closed before,”] she said."
    reported = "[that the pier was closed before,] she said."
    for text, articles in ((said, [2]), (reported, [1])):
        material = story({"a": PIER, "b": text})
        rows = [row for row in material.attributions if row.article_id == "a"]
        rows += [replace(row, speaker="Mia Dahl") for row in material.attributions if row not in rows]
        found = match_utterances(replace(material, attributions=tuple(rows)), SETTINGS).utterances
        assert [row.articles for row in found] == articles
