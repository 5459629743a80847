"""What tellings disagree on is found, and nothing else."""

from dataclasses import replace

import pytest

from tellings.findings.disagreements import Disagreement, find_disagreements
from tellings.findings.gazetteer import Gazetteer, load_gazetteer
from tellings.findings.material import Step, StoryMaterial
from tellings.models import (
    Alteration,
    Article,
    Attestation,
    Attribution,
    Date,
    Derivation,
    Entity,
    Figure,
    LedgerEntry,
    LedgerFigure,
    Name,
    Passage,
    Statement,
    Story,
    Utterance,
)
from tellings.settings import NameSettings

DAYS = {
    "Tuesday": ("2024-04-30", "2024-04-30"),
    "Thursday": ("2024-05-02", "2024-05-02"),
    "earlier this week": ("2024-04-29", "2024-05-05"),
    "today": ("2024-05-03", "2024-05-03"),
    "Saturday": ("2024-05-04", "2024-05-04"),
}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def make_material(lines: dict[str, str], copies: bool = True, relation: str = "edited") -> StoryMaterial:
    """One statement told by each article in one line; all copied from the first, or each its own."""
    first = next(iter(lines))
    dates = [
        Date(f"{key}{words}", key, line.index(words), line.index(words) + len(words), "DATE", "", *days)
        for key, line in lines.items()
        for words, days in DAYS.items()
        if words in line
    ]
    return StoryMaterial(
        Story("s", "", "", "", len(lines), 1),
        articles=tuple(
            Article(key, "", "", "", "", "", "", "2024-05-03", "given", "en", line)
            for key, line in lines.items()
        ),
        passages=tuple(Passage(f"p{key}", key, 0, len(line), "narration") for key, line in lines.items()),
        statements=(Statement("t", "s", lines[first], 1, 1, 1, 1),),
        attestations=tuple(
            Attestation("t", f"p{key}", key, "o" if copies else f"o-{key}", relation) for key in lines
        ),
        derivations=tuple(
            Derivation("s", key, first, "edited", 1.0, 0.9, 0.9) for key in lines if copies and key != first
        ),
        dates=tuple(dates),
    )


def found(
    material: StoryMaterial, gazetteer: Gazetteer
) -> list[tuple[str, str, list[str], tuple[Step, ...]]]:
    return [
        (d.kind, d.between, [v.reading for v in d.values], d.steps)
        for d in find_disagreements(material, gazetteer, NameSettings())
    ]


def test_a_weekday_changed_in_copying_is_found_with_its_step(gazetteer: Gazetteer) -> None:
    material = make_material(
        {
            "a": "The council met on Tuesday to vote.",
            "b": "The council met on Thursday to vote.",
            "c": "The council met Tuesday to vote.",
        }
    )
    assert found(material, gazetteer) == [("date", "copying", ["Tuesday", "Thursday"], (Step("a", "b"),))]


def test_a_day_that_differs_between_origins_is_graver(gazetteer: Gazetteer) -> None:
    material = make_material(
        {
            "a": "The council met on Tuesday to vote on pay.",
            "b": "On Thursday the council met and voted on pay.",
        },
        copies=False,
    )
    assert [(kind, between) for kind, between, _, _ in found(material, gazetteer)] == [("date", "origins")]


def test_a_vague_day_made_exact_in_copying_is_found(gazetteer: Gazetteer) -> None:
    material = make_material(
        {"a": "He drew criticism earlier this week for it.", "b": "He drew criticism on Thursday for it."}
    )
    assert found(material, gazetteer) == [
        ("date", "copying", ["earlier this week", "Thursday"], (Step("a", "b"),))
    ]


def test_a_vague_and_an_exact_day_of_two_origins_agree(gazetteer: Gazetteer) -> None:
    material = make_material(
        {"a": "He drew criticism earlier this week for it.", "b": "He drew criticism on Thursday for it."},
        copies=False,
    )
    assert found(material, gazetteer) == []


@pytest.mark.parametrize(("first", "second"), [("42 years ago", "1975"), ("last Wednesday", "last week")])
def test_round_and_hanging_dates_agree(first: str, second: str, gazetteer: Gazetteer) -> None:
    material = make_material({"a": f"It began {first} in the port.", "b": f"It began {second} in the port."})
    days = {"42 years ago": "1976", "1975": "1975", "last Wednesday": "2024-05-01", "last week": "2024-04-24"}
    dates = tuple(
        Date(
            key, key, 9, 9 + len(words), "DATE", "", f"{days[words]}-01-01"[:10], f"{days[words]}-12-31"[:10]
        )
        for key, words in (("a", first), ("b", second))
    )
    assert found(replace(material, dates=dates), gazetteer) == []


def test_today_and_the_day_beside_it_agree(gazetteer: Gazetteer) -> None:
    material = make_material(
        {"a": "They voted today on pay.", "b": "They voted on Saturday on pay."}, copies=False
    )
    assert found(material, gazetteer) == []


def test_papers_of_different_weeks_are_not_compared(gazetteer: Gazetteer) -> None:
    material = make_material({"a": "They voted Tuesday on pay.", "b": "They voted Thursday on pay."})
    late = replace(material.articles[1], published="2024-06-03")
    assert found(replace(material, articles=(material.articles[0], late)), gazetteer) == []


def test_a_not_left_out_is_found(gazetteer: Gazetteer) -> None:
    material = make_material(
        {
            "a": "The minister said the port would not close before the vote.",
            "b": "The minister said the port would close before the vote.",
        }
    )
    assert found(material, gazetteer) == [
        (
            "negation",
            "copying",
            ["port would not close before", "port would close before"],
            (Step("a", "b"),),
        )
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("We can't say that today.", "We cant say that today."),
        ("We can not say that now.", "We can't say that now."),
        ("They did not win the vote on pay.", "They lost the vote on pay."),
        ("No deal was made by the port union.", "The port union made no deal."),
    ],
)
def test_another_way_to_deny_is_no_disagreement(first: str, second: str, gazetteer: Gazetteer) -> None:
    assert found(make_material({"a": first, "b": second}), gazetteer) == []


def named(material: StoryMaterial, rows: list[tuple[str, str, str, str]]) -> StoryMaterial:
    """The material with names, given as article, words, kind and entity."""
    texts = {a.article_id: a.text for a in material.articles}
    names = tuple(
        Name(f"n{i}", key, texts[key].index(words), texts[key].index(words) + len(words), kind, entity)
        for i, (key, words, kind, entity) in enumerate(rows)
    )
    entities = {entity: Entity(entity, "s", words, kind, ()) for _, words, kind, entity in reversed(rows)}
    return replace(material, names=names, entities=tuple(entities.values()))


def test_one_person_put_for_another_is_found(gazetteer: Gazetteer) -> None:
    material = make_material(
        {
            "a": "The talks were led by Anna Keller in the town.",
            "b": "The talks were led by Omar Said in the town.",
        }
    )
    rows = [("a", "Anna Keller", "person", "k"), ("b", "Omar Said", "person", "s")]
    assert found(named(material, rows), gazetteer) == [
        ("name", "copying", ["Anna Keller", "Omar Said"], (Step("a", "b"),))
    ]


def test_a_misprint_is_found_where_no_name_was_seen(gazetteer: Gazetteer) -> None:
    texts = {"a": "They won the World Series in the rain.", "b": "They won the World Sreies in the rain."}
    assert found(make_material(texts), gazetteer) == [
        ("name", "copying", ["Series", "Sreies"], (Step("a", "b"),))
    ]


def test_a_garbled_name_is_told_once(gazetteer: Gazetteer) -> None:
    texts = {"a": "They won the World Series in the rain.", "b": "They won the World Sreies in the rain."}
    rows = [("a", "World Series", "organisation", "w"), ("b", "World Sreies", "organisation", "w")]
    assert found(named(make_material(texts), rows), gazetteer) == [
        ("name", "copying", ["World Series", "World Sreies"], (Step("a", "b"),))
    ]


def test_a_city_and_its_country_do_not_disagree(gazetteer: Gazetteer) -> None:
    material = make_material(
        {"a": "The talks were held in Kyiv under guard.", "b": "The talks were held in Ukraine under guard."}
    )
    rows = [("a", "Kyiv", "place", "k"), ("b", "Ukraine", "place", "u")]
    assert found(named(material, rows), gazetteer) == []


def test_a_ledger_conflict_comes_before_all_that_entered_in_copying(gazetteer: Gazetteer) -> None:
    material = make_material(
        {
            "a": "On Tuesday 12 workers were held.",
            "b": "On Thursday 12 workers were held.",
            "c": "On Tuesday 30 workers were held.",
        }
    )
    figures = tuple(
        Figure(f"f{key}", key, start, start + 2, value, value, "", "workers", "")
        for key, start, value in (("a", 11, 12.0), ("b", 12, 12.0), ("c", 11, 30.0))
    )
    material = replace(
        material,
        figures=figures,
        ledger=(LedgerEntry("e", "s", "workers", "", "conflict"),),
        ledger_figures=tuple(LedgerFigure("e", f.figure_id, "o") for f in figures),
    )
    assert [(kind, readings) for kind, _, readings, _ in found(material, gazetteer)] == [
        ("figure", ["12", "30"]),
        ("date", ["Tuesday", "Thursday"]),
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Anna Keller", "Omar Said", [("speaker", ["Anna Keller", "Omar Said"])]),
        ("Anna Keller", "the mayor", []),
        ("Anna Keller", "Omar Said, reached by Anna Keller,", []),
    ],
)
def test_only_named_people_are_rival_speakers(
    first: str, second: str, expected: list[tuple[str, list[str]]], gazetteer: Gazetteer
) -> None:
    words = "We shall not pay a penny more"
    material = make_material({"a": f"“{words},” {first} said.", "b": f"“{words},” {second} said."})
    spans = {"a": first, "b": second}
    attributions = tuple(
        Attribution(f"q{key}", key, "direct", ((1, 30),), ((33, 33 + len(who.split(",")[0])),), (), who)
        for key, who in spans.items()
    )
    people = [("a", "Anna Keller", "person", "k")]
    told = [name for name in ("Omar Said", "Anna Keller") if name in second]
    people += [("b", name, "person", name[-1] if name == "Omar Said" else "k") for name in told]
    material = replace(
        named(material, people),
        attributions=attributions,
        utterances=(Utterance("u", "s", first, words, 2, 1),),
        alterations=(Alteration("u", "qa", "qb", "speaker changed", first, second, 0, 0, 0, 0, True),),
    )
    assert [(kind, readings) for kind, _, readings, _ in found(material, gazetteer)] == expected


def test_the_spokesman_of_somebody_is_somebody_else(gazetteer: Gazetteer) -> None:
    words = "We shall not pay a penny more"
    material = make_material(
        {"a": f"“{words},” said Omar Said.", "b": f"“{words},” an Anna Keller aide said."}
    )
    spans = {"a": (37, 46), "b": (33, 51)}
    material = replace(
        named(material, [("a", "Omar Said", "person", "d"), ("b", "Anna Keller", "person", "k")]),
        attributions=tuple(
            Attribution(f"q{key}", key, "direct", ((1, 30),), (span,), (), "") for key, span in spans.items()
        ),
        utterances=(Utterance("u", "s", "Omar Said", words, 2, 1),),
        alterations=(Alteration("u", "qa", "qb", "speaker changed", "", "", 0, 0, 0, 0, True),),
    )
    assert found(material, gazetteer) == []


@pytest.mark.parametrize(
    ("befell", "expected"),
    [("were held", []), ("were killed", [("figure", ["At least 4 workers", "At least 6 workers"])])],
)
def test_open_figures_conflict_only_where_they_are_tolls_of_the_dead(
    befell: str, expected: list[tuple[str, list[str]]], gazetteer: Gazetteer
) -> None:
    lines = {"a": f"At least 4 workers {befell}.", "b": f"At least 6 workers {befell}."}
    material = make_material(lines, copies=False, relation="independent")
    figures = tuple(
        Figure(f"f{key}", key, 0, 18, low, None, "", "workers", "at least")
        for key, low in (("a", 4.0), ("b", 6.0))
    )
    material = replace(
        material,
        figures=figures,
        ledger=(LedgerEntry("e", "s", "workers", "", "conflict"),),
        ledger_figures=tuple(LedgerFigure("e", f.figure_id, "o") for f in figures),
    )
    assert [(kind, readings) for kind, _, readings, _ in found(material, gazetteer)] == expected


def numbers_told(first: str, second: str, gazetteer: Gazetteer) -> list[tuple[str, list[str]]]:
    material = make_material({"a": first, "b": second})
    return [(kind, values) for kind, _, values, _ in found(material, gazetteer)]


@pytest.mark.parametrize(
    ("first", "second", "values"),
    [
        ("They stopped on lap 20 after a crash.", "They stopped on lap 11 after a crash.", ["20", "11"]),
        ("Between 10 and 30 men came at night.", "Between 10 and 60 men came at night.", ["30", "60"]),
        ("She had four boats when she sailed.", "She had six boats when she sailed.", ["four", "six"]),
    ],
)  # fmt: skip
def test_a_number_changed_in_copying_is_found_whatever_it_counts(
    first: str, second: str, values: list[str], gazetteer: Gazetteer
) -> None:
    assert numbers_told(first, second, gazetteer) == [("figure", values)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It cost 5,920 dollars in all.", "It cost 5,900 dollars in all."),
        ("Hide Caption 8 of 59", "Hide Caption 9 of 59"),
        ("See www.a.example/11/cubs for all of it.", "See www.a.example/22/cubs for all of it."),
        ("The 3 ships and 4 boats left the port.", "The 4 ships and 3 boats left the port."),
    ],
)  # fmt: skip
def test_rounded_numbers_counters_and_addresses_are_no_disagreement(
    first: str, second: str, gazetteer: Gazetteer
) -> None:
    assert numbers_told(first, second, gazetteer) == []


def test_an_article_with_both_sentences_tells_two_things(gazetteer: Gazetteer) -> None:
    """The copy has the first sentence too, so the second was not made from it."""
    first, second = "The crew of the Alma had four lifeboats.", "The crew of the Alma had six lifeboats."
    material = make_material({"a": first, "b": second})
    both = replace(material.articles[1], text=f"{second} {first}")
    assert found(replace(material, articles=(material.articles[0], both)), gazetteer) == []


def test_nothing_is_found_in_nothing(gazetteer: Gazetteer) -> None:
    empty: tuple[Disagreement, ...] = ()
    assert find_disagreements(StoryMaterial(Story("s", "", "", "", 0, 0)), gazetteer, NameSettings()) == empty


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "He was charged Tuesday with using a bomb in the port.",
            "He was caught Thursday with using a bomb in the port.",
        ),
        (
            "Caption 3 of 9 Photos: In the harbour – Boats wait at the northern pier on Tuesday.",
            "Caption 4 of 9 Photos: In the harbour – Crews load at the southern pier on Thursday.",
        ),
        (
            "This appears in the Tuesday issue of the paper.",
            "This appears in the Thursday issue of the paper.",
        ),
    ],
)
def test_days_of_two_things_agree(first: str, second: str, gazetteer: Gazetteer) -> None:
    assert found(make_material({"a": first, "b": second}, copies=False), gazetteer) == []


def test_a_day_moved_within_its_sentence_and_changed_is_found(gazetteer: Gazetteer) -> None:
    material = make_material(
        {
            "a": "On Tuesday, the council of the port met to vote.",
            "b": "The council of the port met to vote, on Thursday.",
        }
    )
    assert found(material, gazetteer) == [("date", "copying", ["Tuesday", "Thursday"], (Step("a", "b"),))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("She and her eight colleagues know what is at stake.", "The nine members know what is at stake."),
        (
            "It taxes income over $500 ($400 for singles) every year.",
            "It taxes income over $500 (instead of $250) every year.",
        ),
    ],
)
def test_a_sentence_turned_around_its_number_tells_no_other(
    first: str, second: str, gazetteer: Gazetteer
) -> None:
    assert found(make_material({"a": first, "b": second}), gazetteer) == []


YEARS = (
    "Odo was born at the Ludwig Kramer Gardens in Ruritania, Zenda, and moved to Strelsau Gardens in 2014."
)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (
            "Odo came to Strelsau in 2015 from the Ludwig Kramer Gardens in Ruritania, Zenda.",
            [["2014", "2015"]],
        ),
        ("Odo came to Hentzau in 2015 from the Ludwig Kramer Gardens in Ruritania, Zenda.", []),
    ],
)
def test_years_are_compared_whatever_the_papers_days_and_in_turned_sentences(
    second: str, expected: list[list[str]], gazetteer: Gazetteer
) -> None:
    material = make_material({"a": YEARS, "b": second}, copies=False)
    late = replace(material.articles[1], published="2016-01-09")
    dates = tuple(
        Date(f"d{key}", key, at, at + 4, "DATE", year, f"{year}-01-01", f"{year}-12-31")
        for key, text in (("a", YEARS), ("b", second))
        for at, year in ((text.index("201"), text[text.index("201") :][:4]),)
    )
    material = replace(material, articles=(material.articles[0], late), dates=dates)
    assert [values for _, _, values, _ in found(material, gazetteer)] == expected


def test_a_name_garbled_where_one_article_alone_has_it_is_no_disagreement(gazetteer: Gazetteer) -> None:
    lines = {"a": "Ada Kowalek spoke, then Ada Kowalk left.", "b": "Somebody spoke, then somebody left."}
    names = [("a", "Ada Kowalek", "person", "k"), ("a", "Ada Kowalk", "person", "k")]
    assert found(named(make_material(lines), names), gazetteer) == []
