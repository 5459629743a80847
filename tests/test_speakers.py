import pytest

from tests.attributing import told

WHO = (
    "Sen. Maria Okello met reporters on Monday. Her spokesman, Peter Brandt, came too. "
    "A person familiar with the talks was there."
)


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Okello said the port would stay open.", "Maria Okello"),
        ("The senator said the port would stay open.", "Maria Okello"),
        ("The spokesman said the port would stay open.", "Peter Brandt"),
        (
            "A person familiar with the talks said the port would stay open.",
            "A person familiar with the talks",
        ),
        ("The Harbour Authority said the port would stay open.", "Harbour Authority"),
        ("Okello’s office said the port would stay open.", "Okello’s office"),
        ("The soldier, who gave only his first name, Serhiy, said the port would stay open.", "Serhiy"),
        ("I said the port would stay open.", ""),
    ],
)
def test_a_speaker_is_the_fullest_name_or_the_words_for_one_who_has_none(sentence: str, speaker: str) -> None:
    (row,) = [row for row in told(f"{WHO}\n\n{sentence}") if row[2] == ["said"]]
    assert row[4] == speaker


def test_she_and_he_mean_whoever_of_that_gender_acted_last() -> None:
    text = "Maria Okello met Peter Brandt. Brandt nodded. She said the port is open. He said it would close."
    assert [row[4] for row in told(text)] == ["Maria Okello", "Peter Brandt"]


def test_she_is_whoever_acted_last_where_no_name_tells_a_gender() -> None:
    text = (
        "Ilse Brandvold came out. “We are close,” Brandvold said.\n\n"
        "Marta Ellingsund, who leads the union, shook her head. “The map is good,” she said."
    )
    assert [row[4] for row in told(text)] == ["Ilse Brandvold", "Marta Ellingsund"]
