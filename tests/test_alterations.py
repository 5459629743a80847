"""What changed between two tellings of one utterance, typed, placed and weighed."""

import pytest

from tellings.findings.alterations_words import lemma, moves_meaning, name_change, spell_out
from tellings.findings.utterances import match_utterances
from tellings.settings import UtteranceSettings
from tests.quoting import derive, story


def changes(before: str, after: str) -> list[tuple[str, str, str, bool]]:
    """The alterations from a telling to its copy: kind, words before, words after, material."""
    material = story({"a": before, "b": after}, derivations=[derive("b", "a")])
    _, rows, _ = match_utterances(material, UtteranceSettings())
    texts = {article.article_id: article.text for article in material.articles}
    of = {row.attribution_id: row.article_id for row in material.attributions}
    for row in rows:
        assert texts[of[row.before_id]][row.before_start : row.before_end] == row.before
        assert texts[of[row.after_id]][row.after_start : row.after_end] == row.after
        assert (of[row.before_id], of[row.after_id]) == ("a", "b")
    return [(row.kind, row.before, row.after, row.material) for row in rows]


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (
            "[“The bridge was closed before the storm came,”] said [@Ada Holm].",
            "[“The bridge was shut before the storm came,”] said [@Ada Holm].",
            [("word changed", "closed", "shut", False)],
        ),
        (
            "[“The bridge may be closed for a week,”] said [@Ada Holm].",
            "[“The bridge will be closed for a week,”] said [@Ada Holm].",
            [("hedge dropped", "may", "will", True)],
        ),
        (
            "[“The bridge will not open before the spring,”] said [@Ada Holm].",
            "[“The bridge will open before the spring,”] said [@Ada Holm].",
            [("negation changed", "not", "", True)],
        ),
        (
            "[“We counted eleven cracks in the northern pier,”] said [@Ada Holm].",
            "[“We counted seven cracks in the northern pier,”] said [@Ada Holm].",
            [("word changed", "eleven", "seven", True)],
        ),
        (
            "[“We were all surprised by the size of the wave,”] said [@Ada Holm].",
            "[“We are all surprised by the size of the wave,”] said [@Ada Holm].",
            [("tense changed", "were", "are", False)],
        ),
        (
            "[“I warned the council about this pier in June,”] said [@Ada Holm].",
            "[“You warned the council about this pier in June,”] said [@Ada Holm].",
            [("person changed", "I", "You", False)],
        ),
        (
            "[“It is a very dangerous pier for heavy lorries,”] said [@Ada Holm].",
            "[“It is a dangerous pier for heavy lorries,”] said [@Ada Holm].",
            [("words cut", "very", "", True)],
        ),
        (
            "[“The bridge was closed before the storm came,”] said [@Ada Holm].",
            "[“The bridge was closed before the winter storm came,”] said [@Ada Holm].",
            [("words added", "", "winter", False)],
        ),
    ],
)
def test_a_change_of_words_is_typed_and_weighed(
    before: str, after: str, wanted: list[tuple[str, str, str, bool]]
) -> None:
    assert changes(before, after) == wanted


@pytest.mark.parametrize(
    "after",
    [
        "[‘We can not honor it, and we are sorry for that,’] said [@Ada Holm].",
        "[\"We can't honour it, and we're sorry for that,\"] said [@Ada Holm].",
        "[“We cannot honour it and we’re sorry for that”], [@Ada Holm] said.",
    ],
)
def test_marks_spelling_and_contractions_are_no_alteration(after: str) -> None:
    assert changes("[“We can’t honour it, and we’re sorry for that,”] said [@Ada Holm].", after) == []


def test_marks_that_were_dropped_are_reported_around_the_words_that_stayed() -> None:
    assert changes(
        "[“The bridge was closed before the storm,”] said [@Ada Holm].",
        "[The bridge was closed before the storm,] said [@Ada Holm].",
    ) == [
        (
            "marks dropped",
            "The bridge was closed before the storm",
            "The bridge was closed before the storm",
            False,
        )
    ]


def test_narration_around_a_quotation_without_marks_is_no_part_of_it() -> None:
    assert changes(
        "[@Ada Holm] called the pier [“worn out and beyond repair”].",
        "[@Ada Holm] told us on the quay [that she called the pier worn out and beyond repair].",
    ) == [("marks dropped", "worn out and beyond repair", "worn out and beyond repair", False)]


def test_another_speaker_is_an_alteration_that_moves_the_meaning() -> None:
    assert changes(
        "[“The bridge was closed before the storm came down on us,”] said [@Ada Holm].",
        "[“The bridge was closed before the storm came down on us,”] said [@Nils Berg].",
    ) == [("speaker changed", "Ada Holm", "Nils Berg", True)]


def test_a_quotation_that_is_only_shorter_is_not_altered() -> None:
    assert (
        changes(
            "[“The bridge was closed before the storm. Nobody was hurt and ferries run,”] said [@Ada Holm].",
            "[“The bridge was closed before the storm,”] said [@Ada Holm].",
        )
        == []
    )


def test_one_quotation_told_as_two_is_split() -> None:
    found = changes(
        "[“The bridge was closed before the storm. The ferry runs until the spring,”] said [@Ada Holm].",
        "[“The bridge was closed before the storm,”] said [@Ada Holm]. The sea was calm. "
        "[“The ferry runs until the spring,”] said [@Ada Holm].",
    )
    assert [row[0] for row in found] == ["split"]


def test_a_negation_that_only_moved_is_not_one_that_changed() -> None:
    found = changes(
        "[“We have no evidence of cracks in the northern pier,”] said [@Ada Holm].",
        "[“We do not have any evidence of cracks in the northern pier,”] said [@Ada Holm].",
    )
    assert "negation changed" not in {row[0] for row in found}
    assert not any(row[3] for row in found)


@pytest.mark.parametrize(
    ("before", "after", "kind", "material"),
    [
        ("perhaps", "", "hedge dropped", True),
        ("think", "believe", "word changed", False),
        ("must", "should", "word changed", False),
        ("another", "one more", "word changed", False),
        ("ukraine", "ukrainian", "word changed", False),
        ("oslo", "bergen", "word changed", True),
        ("colour", "color", "", False),
        ("were on", "we are on", "", False),
        ("nobody", "no one", "", False),
    ],
)
def test_words_are_named_and_weighed(before: str, after: str, kind: str, material: bool) -> None:
    one, other = tuple(before.split()), tuple(after.split())
    names = frozenset(("ukraine", "ukrainian", "oslo", "bergen"))
    assert (name_change(one, other), moves_meaning(one, other, names)) == (kind, material)


def test_words_changed_on_both_sides_of_a_comma_are_two_changes() -> None:
    assert changes(
        "[“We are close to an agreement, perhaps before the summer begins,”] said [@Ada Holm].",
        "[“We are close to an understanding, maybe before the summer begins,”] said [@Ada Holm].",
    ) == [
        ("word changed", "agreement", "understanding", False),
        ("word changed", "perhaps", "maybe", False),
    ]


def test_contractions_and_forms_of_verbs_are_known() -> None:
    assert spell_out(("im", "wont", "theatre")) == ("i", "am", "will", "not", "theater")
    assert [lemma(word) for word in ("went", "warned", "is")] == ["go", "warn", "be"]


def test_a_description_a_title_or_initials_name_no_other_speaker() -> None:
    said = "[“The bridge was closed before the storm came down on us,”] said "
    for one, other in [("Harbour Safety Board", "HSB"), ("Ada Holm", "a spokeswoman"), ("Ada Holm", "Mayor")]:
        assert changes(f"{said}[@{one}].", f"{said}[@{other}].") == []


def test_what_stands_beside_the_marks_was_not_cut() -> None:
    assert (
        changes(
            "[@Ada Holm] spoke of [“a very long and dangerous bridge over the sound”].",
            "[@Ada Holm] spoke of a [“very long and dangerous bridge over the sound”].",
        )
        == []
    )


def test_a_fragment_is_not_altered_where_it_breaks_off() -> None:
    whole = "[“We think the bridge is not safe for lorries. It shakes in the wind a lot,”] said [@Ada Holm]."
    assert changes(whole, "[@Ada Holm] said it was [“not safe for lorries”].") == []


def test_two_reports_that_the_tree_does_not_join_are_not_set_side_by_side_word_for_word() -> None:
    one = "[“The pier was shut since June, and the council of Oslo knew of eleven cracks,”] said [@Ada Holm]."
    other = "[“Oslo knew in spring; the council shut the pier when they saw seven cracks,”] said [@Ada Holm]."
    material = story({"a": one, "b": other}, statements={"a": "s", "b": "s"})
    found = match_utterances(material, UtteranceSettings())
    assert ([row.articles for row in found.utterances], found.alterations) == ([2], ())


def test_a_misprint_in_a_name_and_a_not_in_a_long_other_clause_move_no_meaning() -> None:
    names = frozenset(("bergen", "bergem"))
    assert not moves_meaning(("bergen",), ("bergem",), names)
    one = tuple("years or so if it does not sink on the way there".split())
    assert name_change(("decades",), one) == "word changed"
    assert not moves_meaning(("decades",), one, names)


def test_where_much_stands_for_much_no_word_was_changed() -> None:
    before = (
        "[“The town paid for it. Nobody asked the people on the island what they thought. It came late,”] "
        "said [@Ada Holm]."
    )
    after = (
        "[“The town paid for it. My father rowed us over in the dark every single morning. It came late,”] "
        "said [@Ada Holm]."
    )
    assert changes(before, after) == []
