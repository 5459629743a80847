"""Names with a letter wrong are known by the rest of the story, wherever they stand."""

import pytest

from tellings.findings.material import StoryMaterial
from tellings.findings.names_slips import find_slips, read_words
from tellings.models import Article, Passage, Story

USUAL = {"peace", "tower", "council"}


def slips(*texts: str, names: str) -> dict[str, str]:
    """What is held for a slip in a story of these articles, of which `names` are names."""
    articles = [Article(f"a{n}", "", "", "", "", "", "", "", "", "en", text) for n, text in enumerate(texts)]
    passages = [Passage(f"p{a.article_id}", a.article_id, 0, len(a.text), "narration") for a in articles]
    material = StoryMaterial(
        Story("s", "", "", "", len(texts), 1), articles=tuple(articles), passages=tuple(passages)
    )
    words, small = read_words(material)
    return dict(find_slips(words, small, names.split(), USUAL.__contains__))


OFTEN = "In Brenholm the hall burned. The mayor of Brenholm wept. Nobody in Brenholm was hurt."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("People of Brenholm wept when Brenhom lost its hall.", {"brenhom": "brenholm"}),
        ("People of Brenholm wept when Brehnolm lost its hall.", {"brehnolm": "brenholm"}),
        ("People wept when Brenhom lost its hall.", {}),  # an article without the right name may mean another
        ("People of Brenholm wept when Brenhulm lost its hall.", {}),  # vowels change with the alphabet
        ("People of Brenholm wept when Trenholm lost its hall.", {}),  # the first letter seldom slips
        ("People of Brenholm wept with Anna Brenhom of the choir.", {}),  # somebody of her own
        ("In Brenholm they wept. Brenholms wept. In Brenholm they sang.", {}),
    ],
)
def test_a_name_alone_is_a_slip_where_its_article_has_the_right_one(text: str, found: dict[str, str]) -> None:
    assert slips(OFTEN, text, names="brenholm") == found


def test_beside_the_same_given_name_a_slip_shows_in_any_article() -> None:
    often = "Ada Kowalek spoke. Then Ada Kowalek sang. At noon Ada Kowalek left."
    assert slips(often, "A crowd met Ada Kowlaek there.", names="ada kowalek") == {"kowlaek": "kowalek"}


def test_everyday_words_and_those_that_the_story_writes_small_are_no_slips() -> None:
    often = "Near Peacek it rained. In Peacek it snowed. At Peacek it cleared."
    assert slips(often, "Peace came to Peacek.", names="peacek") == {}
    assert slips(often, "A peacok cried in Peacek. Peacok is a bird.", names="peacek") == {}


def test_a_name_told_as_often_as_the_other_is_none_of_its_slips() -> None:
    even = "In Brenholm it rained. In Brenhom it snowed. Brenholm and Brenhom are far apart."
    assert slips(even, even, names="brenholm brenhom") == {}
