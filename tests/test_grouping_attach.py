"""New articles join the stories of an archive, and nothing else moves."""

from tellings.grouping import attach, group_articles, load_frequencies, sign
from tellings.grouping.signature import Signature
from tellings.models import Article
from tellings.reading import Reading
from tellings.settings import GroupingSettings

SETTINGS = GroupingSettings()
TABLE = load_frequencies()

FIRE = """A fire destroyed the paper mill at Oster Lake on Sunday night and 40 workers fled unhurt.
Fire chief Tove Brandt said sparks from a dryer set bales alight. The mill employs 310 people."""
FIRE_RETOLD = """Oster Lake woke to the ruins of its paper mill on Monday. Sparks from a dryer caught the
bales, said fire chief Tove Brandt, and all 40 on the night shift got out."""
FERRY = """The ferry Sankt Olaf ran aground off Mellby with 212 passengers aboard on Friday evening.
Captain Erik Lund blamed a broken rudder, and tugs pulled her free at high tide."""
CHESS = """Twelve-year-old Priya Natarajan beat a grandmaster in Lyon with a queen sacrifice on move 19."""
MILL = """Owners of the Oster Lake mill will rebuild, Tove Brandt told reporters beside the burnt dryer
while workers swept up paper bales after the fire."""


def signed(name: str, text: str) -> Signature:
    article = Article(name, "", "", "", "", "", "", "2021-05-03", "", "en", text)
    return sign(Reading(article, (), ()), TABLE, SETTINGS)


OLD = [signed("a", FIRE), signed("b", FERRY), signed("c", CHESS)]
GROUPS = [("a",), ("b",), ("c",)]


def test_a_new_telling_joins_its_story_and_the_others_are_not_mentioned() -> None:
    assert attach([signed("n", FIRE_RETOLD)], OLD, GROUPS, SETTINGS) == [("a", "n")]


def test_a_new_event_is_a_story_of_its_own() -> None:
    assert attach([signed("n", CHESS.replace("chess", "go"))], OLD[:2], GROUPS[:2], SETTINGS) == [("n",)]


def test_old_groups_are_not_split() -> None:
    assert attach([signed("n", FIRE_RETOLD)], OLD, [("a", "c"), ("b",)], SETTINGS) == [("a", "c", "n")]


def test_what_is_new_may_merge_old_stories() -> None:
    old = [signed("a", FIRE), signed("m", MILL)]
    apart = [("a",), ("m",)]
    assert attach([signed("n", FIRE_RETOLD)], old, apart, SETTINGS) == [("a", "m", "n")]


def test_growing_one_by_one_gives_what_grouping_all_at_once_gives() -> None:
    pile = [*OLD, signed("d", FIRE_RETOLD), signed("e", MILL), signed("f", FERRY[:120])]
    groups: list[tuple[str, ...]] = []
    for count, signature in enumerate(pile):
        found = attach([signature], pile[:count], groups, SETTINGS)
        taken = {article for group in found for article in group}
        groups = sorted([group for group in groups if group[0] not in taken] + found)
    assert groups == group_articles(pile, SETTINGS) == [("a", "d", "e"), ("b", "f"), ("c",)]
