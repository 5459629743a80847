"""Countries, peoples, capitals and cities are found by the forms that news uses."""

import pytest

from tellings.findings.gazetteer import Gazetteer, Place, find_place, load_gazetteer

UKRAINE = Place("UA", "Ukraine", "country")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("form", "key", "kind"),
    [
        ("the U.S.", "US", "country"),
        ("America", "US", "country"),
        ("Russians", "RU", "demonym"),
        ("Kyiv", "UA/Kyiv", "capital"),
        ("Kiev", "UA/Kyiv", "capital"),
        ("MOSCOW", "RU/Moscow", "capital"),
        ("the White House", "US", "seat"),
        ("Côte d’Ivoire", "CI", "country"),
        ("Ukraine’s", "UA", "country"),
        ("Ukraines", "UA", "country"),
        ("Texas", "US-TX", "state"),
    ],
)
def test_a_form_means_its_place(form: str, key: str, kind: str, gazetteer: Gazetteer) -> None:
    place = find_place(form, gazetteer)
    assert place is not None
    assert (place.key, place.kind) == (key, kind)


@pytest.mark.parametrize("form", ["", "us", "the", "Minister", "Ooooooo", "’s", "..."])
def test_other_words_mean_no_place(form: str, gazetteer: Gazetteer) -> None:
    assert find_place(form, gazetteer) is None


def test_the_usual_english_name_is_given(gazetteer: Gazetteer) -> None:
    assert gazetteer.countries["UA"] == UKRAINE
