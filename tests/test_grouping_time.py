"""When an article was published, and by whom, decides what likeness alone can't."""

from tellings.grouping import Signature, attach, group_articles, load_frequencies, sign
from tellings.models import Article
from tellings.reading import Reading
from tellings.settings import GroupingSettings

SETTINGS = GroupingSettings()
TABLE = load_frequencies()

# One affair: in March the talks on the canal begin, in November they break down.
OPENING = """Canal tolls talks open in Port Sable between Ostrava Bay and the Lindmark republic.
Lindmark's trade minister Henrik Solberg greeted the Ostrava Bay envoy Paula Reyes at the harbour.
The two sides want to settle a quarrel over tolls on grain barges that began when Lindmark doubled them.
Solberg said that 40 barges wait at the locks. Reyes called the first round of talks friendly."""
OPENING_TOLD = """Envoy Paula Reyes and trade minister Henrik Solberg shook hands in Port Sable as talks
opened on canal tolls for grain barges. Lindmark doubled the tolls, and Ostrava Bay objects.
Some 40 barges are held at the locks. The first round was friendly, Reyes said."""
COLLAPSE = """Canal tolls talks collapse as Ostrava Bay walks out in the capital of the Lindmark republic.
Envoy Paula Reyes left the table after trade minister Henrik Solberg refused to lower tolls on grain barges.
Ostrava Bay will take the quarrel to a court of arbitration, and farmers fear for the winter harvest.
Solberg blamed Reyes for a walkout he said was staged for the elections."""
COLLAPSE_TOLD = """Paula Reyes, envoy of Ostrava Bay, walked out on trade minister Henrik Solberg, and talks
on canal tolls collapsed. Lindmark would not lower tolls for grain barges. A court of arbitration decides.
Farmers fear for their winter harvest. Solberg said that elections lay behind the walkout."""
GALLERY = """Photos of the year in the harbour district: a crane lifts the old customs house clock into place.
Photos of the year in the harbour district: divers return with the anchor of the schooner Amalia.
Photos of the year in the harbour district: children race paper boats beneath the iron footbridge."""
CHEESE = """A cheese maker in Brevoort won the national dairy medal with a goat cheese aged in beer.
Judges praised Anneke Smit for her patience. The wheel weighed nine kilos and sold at auction."""
COMET = """Astronomers at the Paranga observatory photographed a comet with two tails last night.
The comet, found by Jorge Almeida, will pass within 40 million kilometres of the sun in June."""


def told(name: str, text: str, published: str = "", outlet: str = "", url: str = "") -> Signature:
    article = Article(name, "", url, outlet, "", "", "", published, "", "en", text)
    return sign(Reading(article, (), ()), TABLE, SETTINGS)


def group(*signatures: Signature) -> list[tuple[str, ...]]:
    return group_articles(signatures, SETTINGS)


MARCH = (told("a", OPENING, "2021-03-08"), told("b", OPENING_TOLD, "2021-03-09"))
NOVEMBER = (told("c", COLLAPSE, "2021-11-15"), told("d", COLLAPSE_TOLD, "2021-11-16"))


def test_two_events_of_one_affair_are_one_story_within_days_and_two_months_apart() -> None:
    week = (told("c", COLLAPSE, "2021-03-15"), told("d", COLLAPSE_TOLD, "2021-03-16"))
    assert group(*MARCH, *week) == [("a", "b", "c", "d")]
    assert group(*MARCH, *NOVEMBER) == [("a", "b"), ("c", "d")]


def test_an_undated_article_joins_the_event_that_it_is_most_like_and_ties_no_two_together() -> None:
    """It says something of both; what it shares with both counts for the one only."""
    between = told("u", OPENING_TOLD + " Solberg would not lower tolls.")
    assert group(*MARCH, *NOVEMBER, between) == [("a", "b", "u"), ("c", "d")]


def test_an_undated_pile_is_grouped_by_what_it_says() -> None:
    assert group(told("a", OPENING), told("b", OPENING_TOLD), told("c", COMET)) == [("a", "b"), ("c",)]


def test_a_date_that_the_address_contradicts_is_not_believed() -> None:
    late = told("b", OPENING_TOLD, "2022-12-01", url="https://news.example/2021/03/09/canal-talks")
    assert group(MARCH[0], late) == [("a", "b")]
    assert late.day == MARCH[1].day


def test_a_reprint_under_a_wrong_date_is_of_its_story() -> None:
    assert group(*MARCH, told("r", OPENING, "2022-06-30", "The Sable Post")) == [("a", "b", "r")]


def test_what_one_outlet_prints_beside_everything_makes_no_story_and_what_another_copies_does() -> None:
    cheese, comet = f"{CHEESE}\n{GALLERY}", f"{COMET}\n{GALLERY}"
    one = told("a", cheese, "2021-05-03", "Harbour News"), told("b", comet, "2021-05-04", "Harbour News")
    assert group(*one) == [("a",), ("b",)]
    two = told("a", GALLERY, "2021-05-03", "Harbour News"), told("b", comet, "2021-05-04", "The Sable Post")
    assert group(*two) == [("a", "b")]


def test_new_articles_find_their_event_of_an_affair_as_grouping_all_at_once_does() -> None:
    old, new = (
        [*MARCH, NOVEMBER[0]],
        [NOVEMBER[1], told("u", OPENING_TOLD + " Solberg would not lower tolls.")],
    )
    found = attach(new, old, [("a", "b"), ("c",)], SETTINGS)
    assert found == group(*old, *new) == [("a", "b", "u"), ("c", "d")]


def test_a_signature_keeps_its_outlet_and_one_of_an_older_archive_has_none() -> None:
    packed = told("a", COMET, "2021-05-03", "Harbour News").to_bytes()
    assert Signature.from_bytes(packed).outlet == told("b", CHEESE, "", "harbour news").outlet > 0
    assert Signature.from_bytes(packed[:-4]).outlet == 0
