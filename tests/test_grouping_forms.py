"""What is printed from one form on other days stays apart, and what many print stays one."""

from random import Random

from tests.test_grouping_stories import BRIDGE, COMET, group, read

MARKETS = """Stocks on the Vellin exchange closed {way} on {day}, with the VX30 index {moved} {points} points,
or {percent} percent, to {level}. Shares of {first} led the {side} with {most} percent, followed by {second}.
Trading volume came to {volume} million shares. The Vellin crown stood at {rate} to the euro.
Analysts at {bank} said investors were waiting for figures on {figures} due later this week."""
MONDAY = {
    "way": "higher", "day": "Monday", "moved": "gaining", "points": "41.7", "percent": "0.9",
    "level": "4,681.2", "first": "Orsk Mining", "side": "winners", "most": "6.2", "second": "Dalgren Steel",
    "volume": "312", "rate": "7.41", "bank": "Hofvander Bank", "figures": "inflation",
}  # fmt: skip
THURSDAY = {
    "way": "lower", "day": "Thursday", "moved": "losing", "points": "88.3", "percent": "1.9",
    "level": "4,592.9", "first": "Telvia", "side": "losers", "most": "8.8", "second": "Brunnby Foods",
    "volume": "405", "rate": "7.52", "bank": "Kestrel Partners", "figures": "employment",
}  # fmt: skip
OBITUARY = """{name}, of {town}, died {day} at {place} after a short illness. {pronoun} was {age}.
Born in {born} on {date}, {last} worked for {years} years as a {work}. {pronoun} is survived by {kin}.
Visitation will be held at {home} from 4 to 7 p.m. on {visit}. In lieu of flowers, the family asks for
donations to {fund}. Burial will follow at {cemetery}."""
PEOPLE = (
    {
        "name": "Edna Marlowe", "town": "Tarrow", "day": "Sunday", "place": "Saint Brigid Hospital",
        "pronoun": "She", "age": "87", "born": "Osgood", "date": "May 4, 1934", "last": "Marlowe",
        "years": "31", "work": "school librarian", "kin": "two sons, Peter and Alan",
        "home": "Lind Funeral Home", "visit": "Wednesday", "fund": "the Tarrow Library Fund",
        "cemetery": "Elm Hill",
    },
    {
        "name": "Walter Pruitt", "town": "Keswell", "day": "Friday", "place": "his home",
        "pronoun": "He", "age": "71", "born": "Port Vane", "date": "October 19, 1950", "last": "Pruitt",
        "years": "24", "work": "ferry captain", "kin": "his wife, Doreen, and five grandchildren",
        "home": "Castor Chapel", "visit": "Tuesday", "fund": "the Seamen's Mission",
        "cemetery": "Harbour View",
    },
)  # fmt: skip


QUAKE = """A magnitude {size} earthquake struck {far} kilometers south of Tarnow Bay on {day}, the
Seismological Office said. The tremor hit at {time} local time at a depth of {depth} kilometers. There were
no reports of damage. Residents of Tarnow Bay ran into the streets when buildings swayed. The region lies on
the Korvat fault, where a 7.1 quake killed 212 people in 1987. Officials said no tsunami warning was issued
and schools stayed open."""


def test_two_earthquakes_at_one_place_are_two_stories() -> None:
    monday = QUAKE.format(size="4.6", far=12, day="Monday", time="6:14 a.m.", depth=10)
    thursday = QUAKE.format(size="4.9", far=31, day="Thursday", time="11:40 p.m.", depth=8)
    pile = [read("a", monday, "2023-03-06"), read("b", thursday, "2023-03-09"), read("c", monday[:300])]
    assert group(pile) == [("a", "c"), ("b",)]


def test_the_market_reports_of_two_days_are_two_stories() -> None:
    monday, thursday = MARKETS.format(**MONDAY), MARKETS.format(**THURSDAY)
    pile = [read("a", monday, "2023-03-06"), read("b", thursday, "2023-03-09"), read("c", monday[:330])]
    assert group(pile) == [("a", "c"), ("b",)]


def test_the_obituaries_of_two_people_are_two_stories() -> None:
    edna, walter = (OBITUARY.format(**person) for person in PEOPLE)
    pile = [read("a", edna, "2021-06-01"), read("b", walter, "2021-06-01"), read("c", f"{edna} (AP)")]
    assert group(pile) == [("a", "c"), ("b",)]
    assert group(pile[:2]) == [("a",), ("b",)]


def test_a_wire_report_that_a_thousand_outlets_print_is_one_story_beside_what_else_they_print() -> None:
    """Each outlet has a line of its own; a hand-written report of another event stays out."""
    choose = Random(11)
    pile = [
        read(f"{number:04}", f"{BRIDGE}\nThe Daily {choose.randint(0, 10**6)} has more of it at {number}.")
        for number in range(1000)
    ]
    found = group([*pile, read("comet", COMET)])
    assert [len(members) for members in found] == [1000, 1]


def test_cut_reprints_of_what_a_thousand_print_are_of_its_story() -> None:
    """No run of words is so common that it pairs nothing."""
    pile = [read(f"{number:04}", BRIDGE) for number in range(1000)]
    cuts = [read(f"cut {number}", "\n".join(BRIDGE.split("\n")[number : number + 2])) for number in range(3)]
    assert [len(members) for members in group([*pile, *cuts])] == [1003]
