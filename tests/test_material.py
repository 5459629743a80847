"""Look-ups over the rows of one story."""

from hypothesis import given
from hypothesis import strategies as st

from tellings.findings.material import (
    PassageFinder,
    Step,
    StoryMaterial,
    origins_by_article,
    origins_by_passage,
    parents_by_child,
    statements_by_passage,
    steps_into,
)
from tellings.models import Attestation, Derivation, Passage, Story

STORY = Story("s", "", "", "", 3, 1)


def derivation(child: str, parent: str, confidence: float = 0.9) -> Derivation:
    return Derivation("s", child, parent, "edited", 1.0, confidence, 0.9)


def test_a_passage_is_found_by_any_of_its_characters_and_not_by_the_gap_beside_it() -> None:
    finder = PassageFinder([Passage("p2", "a", 6, 9, "narration"), Passage("p1", "a", 0, 5, "narration")])
    found = [finder.find("a", at) for at in range(10)]
    assert [p and p.passage_id for p in found] == ["p1"] * 5 + [None] + ["p2"] * 3 + [None]


@given(st.lists(st.integers(1, 5), max_size=8), st.integers(0, 40))
def test_the_finder_agrees_with_a_plain_search(lengths: list[int], at: int) -> None:
    passages, start = [], 0
    for number, length in enumerate(lengths):
        passages.append(Passage(f"p{number}", "a", start, start + length, "narration"))
        start += length + number % 2
    slow = next((p for p in passages if p.start <= at < p.end), None)
    assert PassageFinder(passages).find("a", at) == slow


def test_a_reading_enters_where_the_child_has_it_and_no_parent_does() -> None:
    material = StoryMaterial(STORY, derivations=(derivation("b", "a"), derivation("c", "b")))
    assert steps_into({"b", "c"}, material) == (Step("a", "b"),)
    assert steps_into({"a", "b", "c"}, material) == ()
    assert steps_into({"a", "c"}, material) == (Step("b", "c"),)


def test_the_surest_parent_comes_first() -> None:
    material = StoryMaterial(STORY, derivations=(derivation("c", "a", 0.4), derivation("c", "b", 0.8)))
    assert parents_by_child(material) == {"c": ("b", "a")}


def test_each_attested_passage_knows_its_statement_and_its_origin() -> None:
    material = StoryMaterial(STORY, attestations=(Attestation("t", "p", "a", "o", "same"),))
    assert (statements_by_passage(material), origins_by_passage(material)) == ({"p": "t"}, {"p": "o"})


def test_an_article_stands_on_the_origin_of_most_of_its_passages() -> None:
    rows = [("p1", "o2"), ("p2", "o1"), ("p3", "o2")]
    attestations = tuple(Attestation("t", passage, "a", origin, "same") for passage, origin in rows)
    assert origins_by_article(StoryMaterial(STORY, attestations=attestations)) == {"a": "o2"}
    assert origins_by_article(StoryMaterial(STORY, attestations=attestations[1:])) == {"a": "o1"}
