"""What third tellings say of a pair, on invented texts."""

from functools import cache

import numpy as np
import pytest

from tellings.lineage.measuring import Measured, measure
from tellings.lineage.middles import BESIDE, MIDDLE, stand_between, weigh_beside
from tellings.lineage.texts import Floats
from tests.lineages import WIRE, collated, means

# Each of two copies changed other words, and left another paragraph out.
ONE = WIRE.replace("eleven freighters", "twelve cargo ships").replace("rest days", "days off")
OTHER = WIRE.replace("walked out", "stopped work").replace("a needless blow", "a pointless blow")
PARAGRAPHS = WIRE.strip().split("\n\n")
TURNED = "\n\n".join([PARAGRAPHS[0], *PARAGRAPHS[:0:-1]]) + "\n"


@cache
def measured(*texts: str) -> Measured:
    """The texts measured under the names a, b, c …"""
    named = {chr(ord("a") + at): text for at, text in enumerate(texts)}
    return measure(collated(named), means()[1], 0.5, 24)


def places_against(found: Measured, feature: str) -> list[float]:
    """For the triple of a, b and c: the feature with a, b and c in the middle."""
    assert found.triples.pairs[0] == (0, 1)
    assert found.triples.third[0] == 2
    return np.expm1(found.triples.rows[:, 0, MIDDLE.index(feature)]).round().tolist()


def test_two_copies_never_agree_against_what_they_were_made_from() -> None:
    found = places_against(measured(WIRE, ONE, OTHER), "against")
    assert found[0] == 0
    assert min(found[1:]) >= 2


def test_a_text_between_two_is_agreed_with_by_one_of_them() -> None:
    # a → b → c: what c and a share, b has.
    twice = ONE.replace("walked out", "stopped work")
    assert places_against(measured(WIRE, ONE, twice), "against")[1] == 0


def test_an_order_that_one_alone_has_is_counted() -> None:
    assert places_against(measured(WIRE, ONE, TURNED), "order_against") == [0, 0, 3]


def test_passages_that_two_have_and_the_third_lacks_are_counted() -> None:
    short = "\n\n".join(PARAGRAPHS[:3]) + "\n"
    found = places_against(measured(WIRE, ONE, short), "passages_against")
    assert found[:2] == [0, 0]
    assert found[2] >= 3


def beside(found: Measured, feature: str, chance: float) -> Floats:
    """One column of `BESIDE` when every telling has the same chance of standing in the middle."""
    present = len([t for t in found.tellings if t.text.article.article_id])
    odds = np.log(chance / (1 - chance))
    rows = weigh_beside(
        found.pairs,
        [copy.children for copy in found.copies],
        found.triples,
        np.ones((present, present)),
        stand_between(found.triples, lambda rows: np.full(len(rows), odds)),
    )
    return rows[:, BESIDE.index(feature)]


def test_a_child_and_its_parent_are_as_near_as_one_of_them_is_in_the_middle() -> None:
    found = measured(WIRE, ONE, OTHER)
    near = beside(found, "adjacent", 0.3)
    there = [at for at, (_, parent) in enumerate(found.pairs) if parent < 3]
    assert near[there] == pytest.approx(0.6)


def test_what_the_parent_alone_has_counts_by_what_the_child_took_of_the_rest() -> None:
    more = WIRE + "\nA brass band played by the gates until the lamps went out.\n\nNo ferry sailed.\n"
    found = measured(WIRE, ONE, more)
    own, missed, _ = found.triples.alike[0, 2]
    assert np.expm1(own) == pytest.approx(2)
    assert np.expm1(missed) == pytest.approx(2)  # a has all that the others have
    assert found.triples.alike[0, 1] == (0.0, 0.0, 0.0)


def test_marks_that_two_have_lost_and_a_third_has_are_damage_they_share() -> None:
    bare = WIRE.replace("'", "").replace('"', "")
    found = measured(WIRE, bare, bare.replace("walked out", "stopped work"))
    assert found.triples.alike[1, 2][2] > np.log1p(4)
    assert found.triples.alike[0, 1][2] == 0.0
