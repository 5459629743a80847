"""Invented piles come out as the stories they tell, in any order."""

import random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from tellings.grouping import Signature, group_articles, load_frequencies, sign, sign_batch
from tellings.grouping.connect import connect
from tellings.grouping.copies import find_leaders
from tellings.grouping.pair import share_text
from tellings.grouping.pile import Pairs, count_shared, pile_up
from tellings.models import Article
from tellings.reading import Reading
from tellings.settings import GroupingSettings

SETTINGS = GroupingSettings()
TABLE = load_frequencies()

BRIDGE = """The Harlow river bridge collapsed on Tuesday morning, sending two lorries into the water.
Engineers from Dunmore county had warned in March that its northern pillar was cracked.
Mayor Ilse Varga said 14 people were taken to hospital and that divers were still searching.
The crossing, opened in 1962, carries 30,000 vehicles a day between Harlow and Dunmore."""
BRIDGE_RETOLD = """Divers searched the river at Harlow after a bridge gave way there on Tuesday.
Fourteen injured people are in hospital, according to mayor Ilse Varga. Two lorries fell.
A pillar on the north side had cracks, county engineers of Dunmore wrote this spring."""
CHEESE = """A cheese maker in Brevoort won the national dairy medal with a goat cheese aged in beer.
Judges praised Anneke Smit for her patience. The wheel weighed nine kilos and sold at auction."""
COMET = """Astronomers at the Paranga observatory photographed a comet with two tails last night.
The comet, found by Jorge Almeida, will pass within 40 million kilometres of the sun in June."""
WEATHER = """{day} will be mostly sunny over the coast with light winds from the west and a high of {high}.
Clouds move in overnight with a low near {low}. Chance of rain {rain} percent. Sunrise is at {rise}
and sunset at {fall}. The pollen count is moderate and the sea stays calm for small boats."""


def read(name: str, text: str, published: str = "") -> Reading:
    return Reading(Article(name, "", "", "", "", "", "", published, "", "en", text), (), ())


def group(readings: list[Reading]) -> list[tuple[str, ...]]:
    return group_articles([sign(reading, TABLE, SETTINGS) for reading in readings], SETTINGS)


def test_a_small_pile_on_one_event_is_one_story_and_strangers_stay_out() -> None:
    pile = [read("a", BRIDGE), read("b", BRIDGE_RETOLD), read("c", CHEESE), read("d", COMET)]
    assert group(pile) == [("a", "b"), ("c",), ("d",)]


def test_one_event_alone_is_one_story() -> None:
    assert group([read("a", BRIDGE), read("b", BRIDGE_RETOLD), read("c", BRIDGE[:180])]) == [("a", "b", "c")]


def test_the_weather_of_two_days_is_two_stories() -> None:
    days = [("Monday", 21, 12, 10, "6:02", "20:14"), ("Tuesday", 17, 9, 45, "6:04", "20:11")]
    names = ("day", "high", "low", "rain", "rise", "fall")
    texts = [WEATHER.format(**dict(zip(names, day, strict=True))) for day in days]
    assert group([read("a", texts[0]), read("b", texts[1]), read("c", texts[0])]) == [("a", "c"), ("b",)]


def test_a_cut_reprint_is_of_its_story() -> None:
    lines = BRIDGE.split("\n")
    assert group([read("a", BRIDGE), read("b", lines[3])]) == [("a", "b")]


def test_furniture_is_left_out() -> None:
    menu = " More stories for you: " + BRIDGE
    text = CHEESE + menu
    reading = read("a", text)
    clean = Reading(reading.article, ((len(CHEESE), len(text)),), ())
    assert group([clean, read("b", BRIDGE)]) == [("a",), ("b",)]


@pytest.mark.parametrize("seed", range(3))
def test_any_order_gives_the_same_stories(seed: int) -> None:
    pile = [read("a", BRIDGE), read("b", BRIDGE_RETOLD), read("c", CHEESE), read("d", COMET)]
    random.Random(seed).shuffle(pile)
    assert group(pile) == [("a", "b"), ("c",), ("d",)]


def test_strangers_in_another_language_are_no_story() -> None:
    bakers = "Die Bäcker in Altenau haben am Montag die Arbeit niedergelegt, weil der Lohn nicht reicht."
    bridge = (
        "Der Bürgermeister von Kleinfeld hat am Sonntag eine Brücke über die Aue für den Verkehr geöffnet."
    )
    again = "In Altenau gibt es seit Montag kein Brot, weil die Bäcker für mehr Lohn die Arbeit ruhen lassen."
    assert group([read("a", bakers), read("b", bridge), read("c", again)]) == [("a", "c"), ("b",)]


def test_a_signature_survives_storage() -> None:
    signature = sign(read("a", BRIDGE, "2021-03-04"), TABLE, SETTINGS)
    again = Signature.from_bytes(signature.to_bytes())
    assert again.to_bytes() == signature.to_bytes()
    assert (again.article_id, again.day) == ("a", 737853)
    assert again.weights.tolist() == signature.weights.tolist()


@given(st.integers(2, 9), st.data())
def test_average_link_equals_scipys(size: int, data: st.DataObject) -> None:
    cells = size * (size - 1) // 2
    values = data.draw(st.lists(st.integers(0, 10**6), min_size=cells, max_size=cells, unique=True))
    scores = np.array(values) / 10**6
    left, right = np.triu_indices(size, 1)
    found = connect(size, Pairs(left, right, scores), 0.5)
    tree = linkage(squareform(1 - squareform(scores) - np.eye(size), checks=False), "average")
    wanted = fcluster(tree, 0.5, "distance")
    assert (found[left] == found[right]).tolist() == (wanted[left] == wanted[right]).tolist()


def test_pairs_equal_those_of_comparing_each_with_each() -> None:
    choose = random.Random(5)
    words = [f"word{number}" for number in range(60)]
    texts = [" ".join(choose.choices(words, k=choose.randint(9, 60))) for _ in range(30)]
    texts += [text + " " + choose.choice(texts)[:120] for text in texts[:15]]
    pile = pile_up(sign(read(f"{n:02}", text), TABLE, SETTINGS) for n, text in enumerate(texts))
    grams = [_grams(text) for text in texts]
    wanted = {
        (i, j): len(grams[i] & grams[j]) / min(len(grams[i]), len(grams[j]))
        for i in range(len(texts))
        for j in range(i + 1, len(texts))
    }
    pairs = share_text(pile, SETTINGS)
    found = dict(zip(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True), pairs.scores, strict=True))
    assert {pair: round(share, 9) for pair, share in wanted.items() if share >= 0.1} == {
        pair: round(float(share), 9) for pair, share in found.items() if share >= 0.1
    }


def test_a_report_printed_by_three_hundred_is_one_component() -> None:
    choose = random.Random(7)
    own = [" ".join(f"w{choose.randint(0, 10**6)}" for _ in range(20)) for _ in range(300)]
    pile = pile_up(sign(read(f"{n:03}", f"{BRIDGE}\n{text}"), TABLE, SETTINGS) for n, text in enumerate(own))
    pairs = share_text(pile, SETTINGS)
    copies = pairs.scores >= SETTINGS.least_containment
    graph = nx.Graph(zip(pairs.left[copies].tolist(), pairs.right[copies].tolist(), strict=True))
    assert len(pairs.left) < 300 * (SETTINGS.neighbours + 2)
    assert [len(part) for part in nx.connected_components(graph)] == [300]


def test_shared_keys_are_counted_for_each_pair() -> None:
    pile = pile_up(sign(read(name, text), TABLE, SETTINGS) for name, text in (("a", BRIDGE), ("b", CHEESE)))
    size = int(pile.grams.sizes()[0])
    assert count_shared(pile.grams, np.array([0, 0]), np.array([0, 1])).tolist() == [size, 0]


def _grams(text: str) -> set[str]:
    words = text.split()
    return {" ".join(words[place : place + 8]) for place in range(len(words) - 7)}


def test_an_article_is_signed_in_a_batch_as_it_is_alone() -> None:
    texts = [BRIDGE, "", "…!", "Oh no", "Die Fähre fährt heute nicht mehr.", CHEESE * 40, BRIDGE_RETOLD]
    readings = [read(f"{number}", text, "2021-03-04") for number, text in enumerate(texts)]
    alone = [sign(reading, TABLE, SETTINGS).to_bytes() for reading in readings]
    assert [signature.to_bytes() for signature in sign_batch(readings, TABLE, SETTINGS)] == alone
    assert sign_batch([], TABLE, SETTINGS) == []


def test_articles_without_words_are_stories_of_one() -> None:
    assert group([read("a", ""), read("b", "…"), read("c", BRIDGE)]) == [("a",), ("b",), ("c",)]


def test_a_running_story_stays_together_and_last_years_does_not_join_it() -> None:
    days = ("2021-03-02", "2021-03-09", "2021-03-16")
    texts = (BRIDGE, BRIDGE_RETOLD, BRIDGE_RETOLD + " Two more lorries were found. " + BRIDGE[:100])
    running = [read(day, text, day) for day, text in zip(days, texts, strict=True)]
    older = read("x", CHEESE.replace("cheese", "bridge").replace("Brevoort", "Harlow"), "2019-03-02")
    assert group([*running, older]) == [days, ("x",)]


def test_near_copies_stand_behind_the_longest_and_do_not_chain() -> None:
    lines = BRIDGE.split("\n")
    texts = [BRIDGE, "\n".join(lines[:3]), "\n".join(lines[1:]), lines[0], CHEESE]
    pile = pile_up(sign(read(f"{n}", text), TABLE, SETTINGS) for n, text in enumerate(texts))
    assert find_leaders(pile, SETTINGS).tolist() == [0, 0, 0, 3, 4]
