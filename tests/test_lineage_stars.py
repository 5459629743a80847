"""Who is in the middle of a star, on invented texts."""

from functools import cache

import numpy as np

from tellings.lineage.measuring import BASE, Measured, measure
from tellings.lineage.stars import ABOVE, JOINT, PAIRWISE, STAR, Star, Told, name_above, weigh_stars
from tests.lineages import WIRE, collated, means

ONE = WIRE.replace("eleven freighters", "twelve cargo ships").replace("rest days", "days off")
OTHER = WIRE.replace("walked out", "stopped work").replace("a needless blow", "a pointless blow")
PARAGRAPHS = WIRE.strip().split("\n\n")
OWN = "A brass band played by the gates until the lamps went out."


@cache
def measured(*texts: str) -> Measured:
    """The texts measured under the names a, b, c …"""
    named = {chr(ord("a") + at): text for at, text in enumerate(texts)}
    return measure(collated(named), means()[1], 0.5, 24)


def star_of(found: Measured) -> Star:
    """The star that all tellings are in."""
    return next(star for star in found.stars if len(star.members) == 3)


def counts(found: Measured, name: str) -> list[float]:
    """One measure of `JOINT`, for a, b and c as the one in the middle."""
    return np.expm1(star_of(found).joint[:, JOINT.index(name)]).round().tolist()


def test_copies_agree_against_each_copy_and_not_against_the_wire() -> None:
    found = counts(measured(WIRE, ONE, OTHER), "alone")
    assert found[0] == 0
    assert min(found[1:]) >= 2


def test_what_nobody_took_though_they_went_on_behind_it_was_added() -> None:
    within = "\n\n".join([*PARAGRAPHS[:2], OWN, *PARAGRAPHS[2:]]) + "\n"
    found = counts(measured(within, ONE, OTHER), "passed_over")
    assert found[0] > 2
    assert found[1:] == [0, 0]


def test_what_follows_the_last_that_was_taken_may_have_been_cut() -> None:
    found = measured(WIRE + f"\n{OWN}\n", ONE, OTHER)
    assert counts(found, "passed_over") == [0, 0, 0]
    assert counts(found, "untaken")[0] > 2


def test_a_passage_that_the_others_share_is_missing_in_the_middle() -> None:
    short = "\n\n".join(PARAGRAPHS[:3]) + "\n"
    found = counts(measured(short, ONE, OTHER), "missing_alone")
    assert found[0] >= 3
    assert found[1:] == [0, 0]


def test_every_member_and_the_lost_copy_have_a_row() -> None:
    found = measured(WIRE, ONE, OTHER)
    rows, owners = weigh_stars(found.stars, told(found))
    assert rows.shape == (len(owners), len(STAR))
    assert np.isfinite(rows).all()
    number = found.stars.index(star_of(found))
    assert [who for star, who in owners if star == number] == [0, 1, 2, star_of(found).place]


def test_a_pair_is_told_how_sure_its_star_is_of_both() -> None:
    found = measured(WIRE, ONE, OTHER)
    _, owners = weigh_stars(found.stars, told(found))
    chances = np.array([0.7 if who == 0 else 0.1 for _, who in owners])
    rows = name_above(found.pairs, 3, found.stars, owners, chances)
    row = rows[found.pairs.index((1, 0))]
    assert row[ABOVE.index("top")] == 0.7
    assert row[ABOVE.index("top_child")] == 0.1


def told(found: Measured) -> Told:
    """What is known of the pairs and triples, where nothing speaks for anyone."""
    rows = found.rows[:, [BASE.index(name) for name in PAIRWISE]]
    even = np.full((3, len(found.triples.third)), 1 / 3)
    return Told(found.pairs, rows, np.full(len(rows), 0.5), np.ones((3, 3)), found.triples, even)
