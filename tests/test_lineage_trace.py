"""A story's tree: who copied, who didn't, why, and what a person's ruling changes."""

import itertools
import random
from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.lineage import Lineage, Ruling
from tellings.lineage.trace import trace
from tellings.models import Derivation
from tellings.settings import Settings
from tests.invented import NAMES
from tests.lineages import APART, CUT, REWORDED, TEXTS, WIRE, collated, means, traced


@pytest.fixture(scope="module")
def lineage() -> Lineage:
    return traced(TEXTS)


def edges(found: Lineage) -> set[tuple[str, str]]:
    return {(row.child_id, row.parent_id) for row in found.derivations}


def test_copies_hang_on_what_they_were_made_from(lineage: Lineage) -> None:
    """A cut and a reworded copy derive from the wire report; the report of its own from nothing."""
    assert edges(lineage) == {("cut", "wire"), ("reworded", "wire")}


def test_a_derivation_says_how(lineage: Lineage) -> None:
    """The cut copy is trimmed, the other reworded."""
    assert {row.child_id: row.kind for row in lineage.derivations} == {
        "cut": "trimmed",
        "reworded": "reworded",
    }


def test_origins_are_the_starting_points(lineage: Lineage) -> None:
    """The wire report and the report of its own are the story's origins."""
    assert [(row.origin_id, row.kind) for row in lineage.origins] == [
        ("apart", "article"),
        ("wire", "article"),
    ]


def test_copies_of_one_report_are_one_origin(lineage: Lineage) -> None:
    """What the copies say stands on one origin, however many they are."""
    held = {row.statement_id for row in lineage.attestations if row.article_id == "reworded"}
    counts = {row.origins for row in lineage.statements if row.statement_id in held and row.articles == 3}
    assert counts <= {1, 2} and 1 in counts


def test_origins_lie_within_their_bounds(lineage: Lineage) -> None:
    """Fewest, likely and most origins are in order, and no more than the articles."""
    for row in lineage.statements:
        assert 1 <= row.origins_low <= row.origins <= row.origins_high
        assert row.origins <= row.articles


def test_clues_stand_where_they_say(lineage: Lineage) -> None:
    """Each clue's spans lie within its two texts."""
    for clue in lineage.clues:
        assert 0 <= clue.child_start <= clue.child_end <= len(TEXTS[clue.child_id])
        assert 0 <= clue.parent_start <= clue.parent_end <= len(TEXTS.get(clue.parent_id, ""))


def test_shared_narration_is_the_same_words(lineage: Lineage) -> None:
    """A shared run reads the same on both sides."""
    runs = [clue for clue in lineage.clues if clue.kind == "shared narration" and clue.child_id == "cut"]
    assert runs
    for clue in runs:
        child = TEXTS["cut"][clue.child_start : clue.child_end]
        assert child == TEXTS[clue.parent_id][clue.parent_start : clue.parent_end]


@given(st.permutations(["wire", "cut", "reworded", "apart"]))
@settings(max_examples=6, deadline=None)
def test_the_order_of_articles_does_not_matter(order: list[str]) -> None:
    """The answer is the same, row for row, whatever order the articles come in."""
    assert traced({name: TEXTS[name] for name in order}) == traced(TEXTS)


@pytest.mark.parametrize("names", list(itertools.permutations(["k", "m", "q", "z"]))[::7])
def test_relabelling_permutes_the_answer(names: tuple[str, ...]) -> None:
    """Other ids give the same tree under the other names."""
    new = dict(zip(TEXTS, names, strict=True))
    found = traced({new[name]: text for name, text in TEXTS.items()})
    assert edges(found) == {(new["cut"], new["wire"]), (new["reworded"], new["wire"])}


@settings(max_examples=25)
@given(st.lists(st.lists(st.integers(0, 23), min_size=6, max_size=16, unique=True), min_size=3, max_size=6))
def test_nothing_derives_from_itself_by_any_line(drafts: list[list[int]]) -> None:
    """However sentences of two reports are mixed, parents and second parents never make a circle."""
    sentences = [s for text in (WIRE, APART) for s in text.replace("\n", " ").split(". ")]
    texts = {f"t{n}": ". ".join(sentences[at % len(sentences)] for at in d) for n, d in enumerate(drafts)}
    assert nx.is_directed_acyclic_graph(nx.DiGraph(edges(traced(texts))))


def test_a_ruling_is_obeyed() -> None:
    """What a person says derives, derives, with certainty, and what they call independent has no parent."""
    found = traced(TEXTS, (Ruling("reworded", "cut"), Ruling("cut", "")))
    sure = [
        (row.child_id, row.parent_id, row.confidence) for row in found.derivations if row.confidence == 1.0
    ]
    assert sure == [("reworded", "cut", 1.0)]
    assert not any(row.child_id == "cut" for row in found.derivations)


def test_one_article_has_no_tree() -> None:
    """A story of one article is one origin."""
    found = traced({"only": WIRE})
    assert (found.derivations, [row.origin_id for row in found.origins]) == ((), ["only"])


def test_twins_are_told_apart_by_nothing() -> None:
    """Of two articles word for word the same one derives from the other, with no certainty of direction."""
    (row,) = traced({"a": CUT, "b": CUT}).derivations
    assert isinstance(row, Derivation)
    assert (row.kind, row.share) == ("verbatim", 1.0)
    assert row.direction_confidence < 0.75


def test_strangers_share_no_copy() -> None:
    """Two reports that share a public quotation are two origins."""
    assert traced({"wire": WIRE, "apart": APART}).derivations == ()


def test_an_empty_text_is_no_trouble() -> None:
    """A telling without a word hangs on nothing."""
    assert edges(traced({"wire": WIRE, "empty": "", "reworded": REWORDED})) == {("reworded", "wire")}


def test_every_article_keeps_its_passages() -> None:
    """Attestations name passages that exist."""
    story = collated(TEXTS)
    known = {passage.passage_id for passage in story.passages}
    assert {row.passage_id for row in traced(TEXTS).attestations} <= known


def test_a_run_of_words_that_a_lost_copy_holds_twice_is_one_clue() -> None:
    """Twenty articles of sentences that differ in their names alone."""
    places = [f"{first}{last}" for first in ("Har", "Dun", "Bre", "Ost", "Mel") for last in NAMES]
    choose = random.Random(3)
    texts = {}
    for number in range(2000):
        words = random.Random(number // 4).choices(places, k=6)
        choose.shuffle(words)
        if number % 97 == 22:
            said = (
                f"{a} said {b} was {NAMES[number % 8]} in the 22th week"
                for a, b in zip(words[::2], words[1::2], strict=True)
            )
            texts[str(number)] = f"{'. '.join(said)}."
    clues = traced(texts).clues
    assert any(clue.parent_start == clue.parent_end == 0 for clue in clues)
    assert len(set(clues)) == len(clues) > 50


def test_an_agency_is_the_source_of_those_that_print_its_report() -> None:
    cut, more = (
        WIRE.replace("eleven freighters", "a dozen freighters"),
        WIRE + "\nA band played by the gates.\n",
    )
    story = collated({"agency": cut, "outlet": more})
    articles = tuple(replace(a, outlet="Reuters") if a.article_id == "agency" else a for a in story.articles)
    models, usage, _ = means()
    found = trace(replace(story, articles=articles), models, usage, Settings().lineage)
    assert edges(found) == {("outlet", "agency")}


def test_reports_that_print_one_statement_are_no_copies() -> None:
    """What two share is a block word for word, and each has much beside."""
    statement = (
        "We have asked for this meeting since March and nobody came to the table, so from tonight no crane "
        "in this harbour will move, no rope be cast off and no hatch opened until the company talks to us.\n"
    )
    one = "\n\n".join([APART.strip(), "The union put up a notice at the gate.", statement])
    other = "\n\n".join(
        [
            "Shoppers in Aalborg may soon miss their oranges, wholesalers said on Wednesday.",
            "Four lorries a day bring fruit from the coast, and none had come by noon.",
            "Prices at the market rose by a tenth before lunch, a trader named Bo Lund said.",
            "What the dockers want stood on a sheet of paper at the station kiosk.",
            statement,
        ]
    )
    assert edges(traced({"one": one, "other": other})) == set()
