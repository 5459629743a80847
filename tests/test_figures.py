"""Figures of one article: values, bounds, units, hedges, and what is no figure."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.findings.figures import find_figures
from tellings.findings.figures_hedges import hedge_of
from tellings.findings.figures_numerals import find_numerals
from tellings.findings.figures_units import unit_after, unit_before
from tellings.language.parsing import Parser
from tellings.models import Article, Figure, Passage
from tellings.settings import Settings

SETTINGS = Settings()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(SETTINGS.pipeline)


def read(text: str, parser: Parser) -> tuple[Figure, ...]:
    article = Article("a", "", "", "", "", "", "", "", "", "en", text)
    passage = Passage("p", "a", 0, len(text), "narration")
    return find_figures(article, (passage,), {"p": parser.parse([text])[0]}, SETTINGS)


def told(text: str, parser: Parser) -> list[tuple[str, float | None, float | None, str, str]]:
    return [(text[f.start : f.end], f.low, f.high, f.unit, f.hedge) for f in read(text, parser)]


def test_a_hedge_opens_one_end_or_only_roughens_the_number(parser: Parser) -> None:
    assert told("An estimated 9,000 Ruritanian sailors came.", parser) == [
        ("An estimated 9,000 Ruritanian sailors", 9000.0, 9000.0, "ruritanian sailor", "estimated")
    ]
    assert told("The strike cost more than 1,400 jobs.", parser) == [
        ("more than 1,400 jobs", 1400.0, None, "job", "more than")
    ]
    assert told("They sent as many as 9,000 sailors.", parser) == [
        ("as many as 9,000 sailors", None, 9000.0, "sailor", "as many as")
    ]
    assert told("Fewer than 20 boats returned.", parser) == [
        ("Fewer than 20 boats", None, 20.0, "boat", "fewer than")
    ]


def test_words_fractions_and_round_multiples_have_their_values(parser: Parser) -> None:
    assert [
        (n.low, n.high) for n in find_numerals("a dozen, tens of thousands, half a million, three in ten")
    ] == [
        (12.0, 12.0),
        (10_000.0, 100_000.0),
        (500_000.0, 500_000.0),
        (0.3, 0.3),
    ]
    assert [
        n.low for n in find_numerals("two hundred and fifty thousand; forty-two; two and a half; one and two")
    ] == [
        250_000.0,
        42.0,
        2.5,
        1.0,
        2.0,
    ]
    assert told("Profits doubled.", parser) == [("doubled", 2.0, 2.0, "count", "")]


def test_money_measures_and_rates_are_normalised(parser: Parser) -> None:
    assert told("The harbour paid $8.1bn, or £3 a barrel, up 2.5 per cent.", parser) == [
        ("$8.1bn", 8_100_000_000.0, 8_100_000_000.0, "dollar", ""),
        ("£3 a barrel", 3.0, 3.0, "pound sterling per barrel", ""),
        ("2.5 per cent", 2.5, 2.5, "percentage", ""),
    ]
    assert unit_after("22 miles an hour", 2) is not None
    assert [unit_after(text, 1).name for text in ("5km/h", "5 kWh", "5°C", "5 sq ft", "5-year-old")] == [  # type: ignore[union-attr]
        "kilometre per hour",
        "kilowatt hour",
        "celsius",
        "square foot",
        "year of age",
    ]
    assert unit_before("R18", 1) is None


def test_the_ends_of_a_range_share_unit_and_magnitude(parser: Parser) -> None:
    assert told("It needs 3 to 4 million tonnes a year.", parser)[0][1:4] == (3e6, 4e6, "tonne per year")
    assert told("Prices of between $62 and $68 per share were named.", parser)[0][1:4] == (
        62.0,
        68.0,
        "dollar per share",
    )
    assert told("Growth slowed from 4.8 to 4.7 percent.", parser)[0][1:4] == (4.7, 4.8, "percentage")


def test_a_ratio_is_a_share_and_two_numbers_where_it_is_none(parser: Parser) -> None:
    assert told("Three in ten voters agreed.", parser) == [("Three in ten voters", 0.3, 0.3, "share", "")]
    assert [n.low for n in find_numerals("9 in 4 towns")] == [9.0, 4.0]


def test_ages_and_scores_are_kept_apart_from_counts(parser: Parser) -> None:
    assert told("Mara Quill, 36, scored in the 3-1 win.", parser) == [
        ("36", 36.0, 36.0, "year of age", ""),
        ("3-1", 1.0, 3.0, "score", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It opened in 1998 and closed on March 4, 2012.",
        "They met at 10:30 p.m. on July 12.",
        "Call 555-867-5309 or 555-1234.",
        "Section 230 and Article 5 apply, says page 12.",
        "He flew an Airbus A330 and owns an iPhone 14.",
        "She was the third to speak, on her 40th birthday.",
        "The season of 2015-16 was the best one of all.",
        "The second half was dull.",
        "No one came, and the one they lost was not that one.",
        "The shop stands at 575 Wilmot Road.",
        "In the 1990s the COVID-19 virus was unknown.",
    ],
)
def test_years_times_telephones_codes_and_ordinals_are_no_figures(text: str, parser: Parser) -> None:
    assert read(text, parser) == ()


def test_what_is_counted_is_a_noun_phrase_with_its_place(parser: Parser) -> None:
    figures = read("The mayor said 24 per cent of adults and 300 fishermen from Zenda had signed.", parser)
    assert [(f.unit, f.counted) for f in figures] == [
        ("percentage", "adults"),
        ("fisherman", "fishermen from Zenda"),
    ]


def test_a_hedge_after_the_number_is_read_too() -> None:
    assert (
        hedge_of("50 or more", 0, 2).way,
        hedge_of("50-odd men", 0, 2).way,
        hedge_of("took over 20 firms", 10, 12).way,
    ) == (
        "more",
        "about",
        "",
    )


def texts() -> st.SearchStrategy[str]:
    pieces = st.sampled_from(
        ["12", "3.5", "1,200", "two", "million", "about", "more than", "$", "£", "%", "km", "-", " to ",
         "people", "half", "of", "years old", "dozens", ",", ".", "(", "and", "a", "percent", "\n", "é", "½"]
    )  # fmt: skip
    return st.lists(pieces, max_size=14).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(texts())
def test_spans_lie_in_the_text_in_order_and_bounds_rise(text: str) -> None:
    parser = shared()
    figures = read(text, parser)
    assert all(0 <= f.start < f.end <= len(text) for f in figures)
    assert all(f.low is None or f.high is None or f.low <= f.high for f in figures)
    assert [f.figure_id for f in figures] == [f.figure_id for f in read(text, parser)]
    numerals = find_numerals(text)
    assert all(one.end <= other.start for one, other in pairwise(numerals))


def shared(held: list[Parser] = []) -> Parser:  # noqa: B006  # one parser for all Hypothesis examples
    if not held:
        held.append(Parser(SETTINGS.pipeline))
    return held[0]


def hostile() -> Iterator[str]:
    yield "1 " * 20_000
    yield "one and " * 15_000
    yield "9" * 50_000
    yield "1,000,000," * 8_000
    yield "about about more than " * 5_000
    yield "£" * 50_000 + "5"
    yield "half a half a " * 8_000


def test_long_hostile_runs_of_numbers_are_read_in_time() -> None:
    for text in hostile():
        assert len(find_numerals(text)) <= len(text)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Zenda beat Strelsau 3-1.", [("3-1", 1.0, 3.0, "score")]),
        ("Rudolf Rassendyll, 36, said so.", [("36", 36.0, 36.0, "year of age")]),
        ("Each got a PS4 for $60 in Zenda.", [("$60", 60.0, 60.0, "dollar")]),
        ("The fund has PS400 million.", [("PS400 million", 4e8, 4e8, "pound sterling")]),
    ],
)
def test_scores_after_names_ages_after_names_and_consoles_are_what_they_are(
    text: str, figures: list[tuple[str, float, float, str]], parser: Parser
) -> None:
    assert [(words, low, high, unit) for words, low, high, unit, _ in told(text, parser)] == figures


def test_a_number_that_a_toll_reached_counts_what_the_toll_does(parser: Parser) -> None:
    assert [f.counted for f in read("The death toll rose to 12.", parser)] == ["death toll"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "The party won 50 of the 300 seats.",
            [("50", 50.0, 50.0, "seat", ""), ("300 seats", 300.0, 300.0, "seat", "")],
        ),
        ("The toll doubled to 4,000.", [("4,000", 4000.0, 4000.0, "", "")]),
        ("A couple of soldiers fled.", [("A couple of soldiers", 2.0, 2.0, "soldier", "a couple")]),
        ("They slept for a couple of hours.", [("a couple of hours", 2.0, 2.0, "hour", "a couple")]),
        (
            "They lost 21,000, or 16.4 percent.",
            [("21,000", 21000.0, 21000.0, "", ""), ("16.4 percent", 16.4, 16.4, "percentage", "")],
        ),
    ],
)
def test_a_part_a_doubling_a_couple_and_a_restated_share_are_what_they_are(
    text: str, figures: list[tuple[str, float | None, float | None, str, str]], parser: Parser
) -> None:
    assert told(text, parser) == figures
