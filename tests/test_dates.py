"""Time expressions of one article: TIMEX3 types and values, and the days they may span."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.findings.dates import find_dates
from tellings.findings.dates_calendar import shift_days, shift_months, span_of, week_value
from tellings.findings.dates_grammar import find_wordings
from tellings.findings.dates_values import nearest_weekday
from tellings.language.parsing import Parser
from tellings.models import Article, Date, Passage
from tellings.settings import Settings

SETTINGS = Settings()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(SETTINGS.pipeline)


def read(text: str, parser: Parser | None, published: str = "2021-03-03") -> tuple[Date, ...]:
    """The dates of lines of text, each a passage; 3 March 2021 was a Wednesday."""
    article = Article("a", "", "", "", "", "", "", published, "", "en", text)
    passages, start = [], 0
    for n, line in enumerate(text.split("\n")):
        passages.append(Passage(f"p{n}", "a", start, start + len(line), "narration"))
        start += len(line) + 1
    parses = {}
    if parser is not None:
        found = parser.parse([text[p.start : p.end] for p in passages])
        parses = {p.passage_id: parse for p, parse in zip(passages, found, strict=True)}
    return find_dates(article, passages, parses, SETTINGS)


def told(text: str, parser: Parser, published: str = "2021-03-03") -> list[tuple[str, str, str]]:
    return [(text[d.start : d.end], d.type, d.value) for d in read(text, parser, published)]


def test_tense_decides_the_direction_of_a_weekday(parser: Parser) -> None:
    assert told("The ministers met on Friday.", parser) == [("Friday", "DATE", "2021-02-26")]
    assert told("The ministers will meet on Friday.", parser) == [("Friday", "DATE", "2021-03-05")]
    assert told("The talks are scheduled for Friday.", parser) == [("Friday", "DATE", "2021-03-05")]
    assert told("The ministers met on Wednesday.", parser) == [("Wednesday", "DATE", "2021-03-03")]
    assert told("He resigned last Wednesday.", parser) == [("last Wednesday", "DATE", "2021-02-24")]


@pytest.mark.parametrize(
    ("published", "words", "value"),
    [
        ("2021-01-02", "last week", "2020-W52"),  # 2 January 2021 lies in the last week of 2020
        ("2020-12-31", "next week", "2021-W01"),
        ("2021-01-15", "last month", "2020-12"),
        ("2020-12-15", "next month", "2021-01"),
        ("2021-01-15", "last year", "2020"),
        ("2021-02-10", "last quarter", "2020-Q4"),
        ("2021-03-03", "two days ago", "2021-03-01"),
        ("2021-01-15", "two months ago", "2020-11"),
        ("2021-03-03", "a decade ago", "201"),
        ("2021-03-03", "last December", "2020-12"),
    ],
)
def test_relative_dates_are_right_around_the_ends_of_weeks_and_years(
    published: str, words: str, value: str, parser: Parser
) -> None:
    assert told(f"It happened {words}.", parser, published) == [(words, "DATE", value)]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("He was born on February 24, 1955.", ("February 24, 1955", "DATE", "1955-02-24")),
        ("It opened on 11 December.", ("11 December", "DATE", "2020-12-11")),
        ("It opens in early June.", ("early June", "DATE", "2021-06")),
        ("Sales rose in the first quarter of 2009.", ("the first quarter of 2009", "DATE", "2009-Q1")),
        ("It was quiet in the early 1990s.", ("the early 1990s", "DATE", "199")),
        ("They spoke on Tuesday night.", ("Tuesday night", "TIME", "2021-03-02TNI")),
        ("He arrived at 6:40 p.m.", ("6:40 p.m.", "TIME", "2021-03-03T18:40")),
        ("It lasted about 90 minutes.", ("about 90 minutes", "DURATION", "PT90M")),
        ("It took two and a half years.", ("two and a half years", "DURATION", "P2.5Y")),
        ("They waited several months.", ("several months", "DURATION", "PXM")),
        ("She signed a five-year deal.", ("five-year", "DURATION", "P5Y")),
        ("They meet every week.", ("every week", "SET", "P1W")),
        ("He earns $10,000 a year.", ("a year", "SET", "P1Y")),
        ("Prices have risen recently.", ("recently", "DATE", "PAST_REF")),
        ("The plant is now closed.", ("now", "DATE", "PRESENT_REF")),
        ("It was built in the 19th century.", ("the 19th century", "DATE", "18")),
        ("They married last summer.", ("last summer", "DATE", "2020-SU")),
    ],
)
def test_kinds_of_expressions_have_their_timex3_values(
    text: str, want: tuple[str, str, str], parser: Parser
) -> None:
    assert told(text, parser) == [want]


def test_fuzzy_dates_are_honest_about_their_width(parser: Parser) -> None:
    days = {d.value: (d.earliest, d.latest) for d in read("Britain sent missiles earlier this week.", parser)}
    assert days == {"2021-W09": ("2021-03-01", "2021-03-03")}
    assert [(d.earliest, d.latest) for d in read("Prices rose recently.", parser)] == [("", "2021-03-03")]
    assert [(d.earliest, d.latest) for d in read("It opens in spring 2022.", parser)] == [
        ("2022-03-01", "2022-06-20")
    ]
    assert [(d.earliest, d.latest) for d in read("It closes late in 2022.", parser)] == [
        ("2022-09-02", "2022-12-31")
    ]


def test_without_a_day_of_publication_a_value_goes_as_far_as_the_words_go(parser: Parser) -> None:
    text = "They met on Friday, June 12, and again last month, in 2009."
    assert [(d.value, d.earliest) for d in read(text, parser, published="")] == [
        ("XXXX-06-12", ""),
        ("XXXX-XX", ""),
        ("2009", "2009-01-01"),
    ]


def test_a_date_that_the_article_opens_with_stands_in_for_the_day_of_publication(parser: Parser) -> None:
    dates = read("Ministers meet in Zenda\nMarch 3, 2021\nThey spoke yesterday.", parser, published="")
    assert [d.value for d in dates] == ["2021-03-03", "2021-03-02"]


def test_that_day_and_later_count_from_the_last_date_told(parser: Parser) -> None:
    text = "The dam broke on May 3, 1998.\nThat day nobody came.\nTwo weeks later it broke again."
    assert [d.value for d in read(text, parser)] == ["1998-05-03", "1998-05-03", "1998-W20"]


def test_a_bare_day_takes_the_year_told_before_it_and_a_clock_time_the_day_beside_it(parser: Parser) -> None:
    assert told("In 2008 she fought on until the vote on June 3.", parser)[-1] == (
        "June 3",
        "DATE",
        "2008-06-03",
    )
    assert told("It struck at 04:53 on 12 January 2010.", parser)[0] == ("04:53", "TIME", "2010-01-12T04:53")


def test_verbs_and_names_that_look_like_months_are_none(parser: Parser) -> None:
    assert told("They may march on the capital, and some will fall.", parser) == []


@given(st.dates(date(1900, 1, 8), date(2200, 1, 1)), st.integers(1, 7))
def test_a_bare_weekday_is_the_last_one_or_the_next(said: date, weekday: int) -> None:
    back, ahead = nearest_weekday(said, weekday, "past"), nearest_weekday(said, weekday, "future")
    assert back.isoweekday() == ahead.isoweekday() == weekday
    assert 0 <= (said - back).days < 7
    assert 0 <= (ahead - said).days < 7


@given(st.dates(date(2, 1, 1), date(9990, 1, 1)), st.integers(-30, 30))
def test_weeks_and_months_span_the_day_they_were_made_from(day: date, months: int) -> None:
    week = span_of(week_value(day))
    assert week is not None and week[0] <= day <= week[1] and (week[1] - week[0]).days == 6
    assert shift_months(shift_months(day.replace(day=1), months), -months) == day.replace(day=1)
    assert shift_days(shift_days(day, months), -months) == day


def words() -> st.SearchStrategy[str]:
    pieces = st.sampled_from(
        ["Friday", "last", "next", "week", "June", "12", ",", "2009", "early", "the", "of", "years", "ago",
         "two", "10", "p.m.", "morning", "every", "a", "year", "first", "quarter", "-",
         "1990s", "May", "now", "'98", "Q3"]
    )  # fmt: skip
    return st.lists(pieces, max_size=12).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(
    words(),
    st.sampled_from(["", "2021-03-03", "2020-02-29T23:59:00Z", "nonsense", "9999-12-31", "0001-01-01"]),
)
def test_any_words_give_spans_in_order_and_intervals_that_rise(text: str, published: str) -> None:
    dates = read(text, None, published)
    assert all(0 <= d.start < d.end <= len(text) for d in dates)
    assert all(one.end <= other.start for one, other in zip(dates, dates[1:], strict=False))  # noqa: RUF007
    assert all(d.earliest <= d.latest for d in dates if d.earliest and d.latest)


@pytest.mark.parametrize(
    "text", ["the early " * 4_000, "two and a half " * 3_000, "1" * 40_000, "10:" * 15_000, "May " * 9_000]
)
def test_long_hostile_text_is_read_in_time(text: str) -> None:
    assert sum(1 for _ in find_wordings(text)) <= len(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It comes after December's storm.", [("December", "DATE", "2020-12")]),
        (
            "See you today. — Ada Byron (@ada) February 6, 2021",
            [("today", "DATE", "2021-02-06"), ("February 6, 2021", "DATE", "2021-02-06")],
        ),
        ("It was the third quarter and Zenda led 34-6.", []),
        ("Zenda's third-quarter profit rose.", [("third-quarter", "DATE", "2020-Q3")]),
    ],
)
def test_months_that_own_posts_and_quarters_of_a_game(
    text: str, found: list[tuple[str, str, str]], parser: Parser
) -> None:
    assert told(text, parser) == found


def test_a_past_hour_without_a_day_is_of_the_papers_day_or_the_one_before(parser: Parser) -> None:
    (heard,) = read("She heard a crash at about 6.15am.", parser)
    assert (heard.value, heard.earliest, heard.latest) == ("2021-03-03T06:15", "2021-03-02", "2021-03-03")
    (meant,) = read("She will call at about 6.15pm.", parser)
    assert (meant.earliest, meant.latest) == ("2021-03-03", "2021-03-03")


def test_midnight_is_no_hour_where_it_is_a_colour(parser: Parser) -> None:
    assert told("He drives a midnight cherry roadster.", parser) == []
    assert [words for words, _, _ in told("He left before midnight.", parser)] == ["midnight"]
