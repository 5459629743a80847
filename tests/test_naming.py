"""Story ids last while groups grow, merge and part."""

from hypothesis import given
from hypothesis import strategies as st

from tellings.grouping.corrections import join_groups, part_groups
from tellings.models import Article, content_id
from tellings.naming import draft_story, name_stories, siglum


def article(key: str, published: str = "", headline: str = "", text: str = "some words") -> Article:
    return Article(key, "file", "", "", headline, "", "", published, "", "en", text)


def test_new_groups_are_named_after_their_articles() -> None:
    """Without earlier stories the id depends on nothing but the members."""
    named, merged = name_stories([("c", "d"), ("a", "b")], {})
    assert named == {content_id("story", "a", "b"): ("a", "b"), content_id("story", "c", "d"): ("c", "d")}
    assert merged == []


def test_a_grown_story_keeps_its_id() -> None:
    """A new smallest member doesn't rename the story."""
    named, merged = name_stories([("a", "b", "c")], {"b": "old", "c": "old"})
    assert (named, merged) == ({"old": ("a", "b", "c")}, [])


def test_merged_stories_leave_a_forwarding() -> None:
    """The larger part's id stays and the other points to it."""
    named, merged = name_stories([("a", "b", "c")], {"a": "x", "b": "y", "c": "y"})
    assert (named, merged) == ({"y": ("a", "b", "c")}, [("x", "y")])


def test_a_parted_story_keeps_its_id_on_the_larger_part() -> None:
    """The part that left gets an id of its own."""
    named, merged = name_stories([("a", "b"), ("c",)], {"a": "x", "b": "x", "c": "x"})
    assert named == {"x": ("a", "b"), content_id("story", "c"): ("c",)}
    assert merged == []


@given(st.permutations([("a", "f"), ("b",), ("c", "d"), ("e",)]))
def test_names_do_not_depend_on_the_order_of_groups(groups: list[tuple[str, ...]]) -> None:
    """Any order of the groups gives the same names."""
    before = {"a": "one", "b": "one", "c": "two", "d": "three"}
    expected = {
        "one": ("a", "f"),
        "three": ("c", "d"),
        content_id("story", "b"): ("b",),
        content_id("story", "e"): ("e",),
    }
    assert name_stories(groups, before) == (expected, [("two", "three")])


def test_pairs_join_groups_transitively() -> None:
    """a~b and b~c put all three together; a pair with a stranger is left out."""
    groups = [("a", "e"), ("b",), ("c", "f"), ("d",)]
    pairs = [("a", "b"), ("b", "f"), ("c", "e"), ("d", "zz")]
    assert join_groups(groups, pairs) == [("a", "b", "c", "e", "f"), ("d",)]


def test_parted_articles_stay_together_unless_parted_too() -> None:
    """Two articles taken out of one story make one new story."""
    assert part_groups([("a", "b", "c", "d")], [("a", "c"), ("b", "d")]) == [("a", "b"), ("c", "d")]
    assert part_groups([("a", "b", "c")], [("a", "c"), ("b", "c"), ("a", "b")]) == [("a",), ("b",), ("c",)]


def test_sigla_follow_publication_and_stories_take_the_first_headline() -> None:
    """The earliest article is A; an unknown date comes last."""
    rows = [article("x"), article("y", "2025-03-02", "Later"), article("z", "2025-03-01", "First")]
    story, tellings = draft_story("s", rows)
    assert (story.headline, story.first_published, story.last_published) == (
        "First", "2025-03-01", "2025-03-02",
    )  # fmt: skip
    assert [(t.article_id, t.siglum) for t in tellings] == [("z", "A"), ("y", "B"), ("x", "C")]


def test_sigla_go_on_after_z() -> None:
    """Numbers become letters as spreadsheet columns do."""
    assert [siglum(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_a_story_is_called_by_what_its_newsrooms_share() -> None:
    """Two copies of one headline don't outvote the words that different headlines share."""
    told = ["Dock talks fail in Kelsund", "Kelsund dock strike: talks go on", "Plant cut as plant shift ends"]
    rows = [article(str(n), "2025-03-01", headline) for n, headline in enumerate([*told, told[2]])]
    assert draft_story("s", rows)[0].headline == "Dock talks fail in Kelsund"
