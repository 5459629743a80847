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
        ("Okello and Brandt said the port would stay open.", "Maria Okello and Peter Brandt"),
        ("A pilot was there too. The pilot said the port would stay open.", "The pilot"),
        ("The Belgian said the port would stay open.", "the Belgian"),
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


def test_a_body_is_known_by_the_last_word_of_its_name() -> None:
    text = "The Harbour Authority closed the pier. “Nobody may walk on it,” the authority said."
    assert told(text)[0][4] == "Harbour Authority"


def test_a_nation_alone_means_the_person_whose_title_names_it() -> None:
    text = (
        "U.S. Secretary of State Mary Weller met Russian Foreign Minister Peter Petrov. "
        "The American said the talks went well. The Russian said they did not."
    )
    assert [row[4] for row in told(text)] == ["Mary Weller", "Peter Petrov"]


def test_a_description_whose_clause_gives_a_name_means_whoever_bears_it() -> None:
    text = (
        "“We wait,” said Peter Brandt. A nurse was there. The nurse, who gave only her first name, "
        "Maria, said the ward was full. The nurse said she was tired."
    )
    assert [row[4] for row in told(text)] == ["Peter Brandt", "Maria", "Maria"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The founder of the firm, Ana Silva, said the port would close.", "Ana Silva"),
        ("President Moon Jae-in said the port would close.", "Moon Jae-in"),
        ("Ana Silva came. “It is so,” said Silva. The letter said the port would close.", "The letter"),
        ("THE CURSE OF ADA HOLM\n\nTomas Reyes came. He said the port would close.", "Tomas Reyes"),
    ],
)
def test_a_speaker_is_a_whole_name_and_no_thing(text: str, speaker: str) -> None:
    assert told(text)[-1][4] == speaker


def test_he_is_whoever_was_asked_and_she_whoever_put_it_so() -> None:
    text = "Peter Brandt nodded. I asked Tomas Reyes about it. He said that it was so."
    assert told(text)[-1][4] == "Tomas Reyes"
    text = "Ilse Brandvold nodded. As Marta Ellingsund put it, the town is asleep. She said that it was so."
    assert told(text)[-1][4] == "Marta Ellingsund"


def test_a_surname_alone_is_the_full_name_of_whoever_spoke_before() -> None:
    text = "“It is a risk,” said Winston Chesterfield of Barton. “They get cynical,” said Chesterfield."
    assert [row[4] for row in told(text)] == ["Winston Chesterfield", "Winston Chesterfield"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Gazette quoted Reyes as saying “it is far too high for all of us”.", "Tomas Reyes"),
        ("Reyes was asked, “Well, what is it that we have got for the money?”", ""),
        ("A. Lund / Agency Ada Holm came. “It is too high for all of us,” said Holm.", "Ada Holm"),
    ],
)
def test_who_is_quoted_speaks_and_who_is_asked_does_not(text: str, speaker: str) -> None:
    assert told(f"Tomas Reyes came.\n\n{text}")[-1][4] == speaker


def test_of_two_full_names_the_one_with_a_role_is_meant() -> None:
    text = "Photo by Vorbel Okello at the port. Sen. Maria Okello came. Okello said the port would close."
    assert told(text)[-1][4] == "Maria Okello"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Maria Okello left early. A harbour spokesman said the pier was shut. “It is not safe,” he said.",
            "A harbour spokesman",
        ),
        (
            "A harbour spokeswoman said it was shut. Peter Brandt nodded. “It is not safe,” he said.",
            "Peter Brandt",
        ),
        (
            "Ilse Brandvold said it was shut. Marta Ellingsund left. “It is not safe,” she also said.",
            "Ilse Brandvold",
        ),
        (
            "A rep for the Harbour Authority said it was safe. The statement said the pier would stay shut.",
            "A rep for the Harbour Authority",
        ),
        ("President Maria Okello came. The President said the pier would stay shut.", "Maria Okello"),
        (
            "Tomas Hallas came with Mayor Ilse Hallas and Tomas Hallas left. Mayor Hallas said it was shut.",
            "Ilse Hallas",
        ),
        ("They met at noon and sang “The Long Road to Harbour Hill” together.", ""),
    ],
)
def test_who_speaks_when_no_name_says_it(text: str, speaker: str) -> None:
    assert told(text)[-1][4] == speaker


def test_a_name_beside_another_says_nothing_of_who_bears_it() -> None:
    text = "Maria Okello, Bill Brandt and Peter Lund came. Okello waved. “It is open,” she said."
    assert told(text)[-1][4] == "Maria Okello"
