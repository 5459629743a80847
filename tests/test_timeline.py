"""Happenings stand in the order in which they happened, planned ones told apart."""

from tellings.findings.material import Place, StoryMaterial
from tellings.findings.timeline import Happening, draw_timeline
from tellings.models import Article, Attestation, Date, Passage, Statement, Story
from tellings.settings import TimelineSettings


def make_material(lines: dict[str, list[tuple[str, list[tuple[str, str, str]]]]]) -> StoryMaterial:
    """Articles of lines, the nth line carrying the nth statement; each date as words, first and last day."""
    articles, passages, dates, attestations = [], [], [], []
    for key, held in lines.items():
        text = "\n".join(line for line, _ in held)
        articles.append(Article(key, "", "", "", "", "", "", "2024-05-03", "given", "en", text))
        start = 0
        for n, (line, told) in enumerate(held):
            passages.append(Passage(f"{key}{n}", key, start, start + len(line), "narration"))
            attestations.append(Attestation(f"s{n}", f"{key}{n}", key, f"o-{key}", "same"))
            for words, first, last in told:
                at = start + line.index(words)
                value = first if first == last else first[:4]
                dates.append(Date(f"{key}{at}", key, at, at + len(words), "DATE", value, first, last))
            start += len(line) + 1
    readings = [line for line, _ in next(iter(lines.values()))]
    statements = [Statement(f"s{n}", "s", line, 1, 1, 1, 1) for n, line in enumerate(readings)]
    return StoryMaterial(
        Story("s", "", "", "", len(articles), 1),
        articles=tuple(articles),
        passages=tuple(passages),
        statements=tuple(statements),
        attestations=tuple(attestations),
        dates=tuple(dates),
    )


def test_what_was_told_last_but_happened_first_comes_first() -> None:
    material = make_material(
        {
            "a": [
                ("They will meet on Monday.", [("Monday", "2024-05-06", "2024-05-06")]),
                ("Nobody knows why.", []),
                ("The strike, begun in 2023, ended on Thursday.", [
                    ("2023", "2023-01-01", "2023-12-31"),
                    ("Thursday", "2024-05-02", "2024-05-02"),
                ]),
            ]
        }
    )  # fmt: skip
    assert draw_timeline(material, TimelineSettings()) == (
        Happening(
            "2024-05-02",
            "2024-05-02",
            "2024-05-02",
            False,
            "The strike, begun in 2023, ended on Thursday.",
            "s2",
            ("a",),
            1,
            (Place("a", 80, 88),),
        ),
        Happening(
            "2024-05-06",
            "2024-05-06",
            "2024-05-06",
            True,
            "They will meet on Monday.",
            "s0",
            ("a",),
            1,
            (Place("a", 18, 24),),
        ),
    )


def test_where_tellings_date_a_statement_differently_most_decide() -> None:
    day = [("Thursday", "2024-05-02", "2024-05-02")]
    other = [("Tuesday", "2024-04-30", "2024-04-30")]
    material = make_material(
        {
            "a": [("It ended on Thursday.", day)],
            "b": [("It ended on Tuesday.", other)],
            "c": [("On Thursday it was over.", day)],
        }
    )
    (happening,) = draw_timeline(material, TimelineSettings())
    assert (happening.earliest, happening.articles) == ("2024-05-02", ("a", "b", "c"))
    assert {place.article_id for place in happening.places} == {"a", "c"}


def test_a_span_of_years_dates_nothing() -> None:
    material = make_material({"a": [("In the 1990s it began.", [("1990s", "1990-01-01", "1999-12-31")])]})
    assert draw_timeline(material, TimelineSettings()) == ()


def test_a_happening_is_read_as_a_passage_that_dates_it() -> None:
    day = [("Thursday", "2024-05-02", "2024-05-02")]
    material = make_material(
        {"a": [("The strike is over.", [])], "b": [("On Thursday the strike ended.", day)]}
    )
    (happening,) = draw_timeline(material, TimelineSettings())
    assert happening.reading == "On Thursday the strike ended."


def test_a_year_that_only_names_a_thing_dates_nothing() -> None:
    year = [("1998", "1998-01-01", "1998-12-31")]
    lines = [("She read from her 1998 novel.", year), ("She wrote it in 1998 in Zenda.", year)]
    (happening,) = draw_timeline(make_material({"a": lines}), TimelineSettings())
    assert happening.reading == "She wrote it in 1998 in Zenda."
