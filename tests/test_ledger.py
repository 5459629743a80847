"""The ledger: figures joined across tellings, and the verdicts on them."""

import random

import pytest

from tellings.collation import Alignment
from tellings.findings.figures import find_figures
from tellings.findings.ledger import weigh_figures
from tellings.findings.ledger_values import is_between_origins, tell_values, weigh_entry
from tellings.findings.material import Step, StoryMaterial
from tellings.language.parsing import Parser
from tellings.models import Article, Attestation, Date, Derivation, Figure, Passage, Story
from tellings.settings import Settings

SETTINGS = Settings()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(SETTINGS.pipeline)


def story(
    texts: dict[str, str], parser: Parser, *, aligned: bool = True, published: dict[str, str] | None = None
) -> StoryMaterial:
    """A story of one-sentence articles; every two are aligned as edited unless told otherwise."""
    articles, passages, figures = [], [], []
    for key, text in sorted(texts.items()):
        article = Article(key, "", "", "", "", "", "", (published or {}).get(key, ""), "", "en", text)
        passage = Passage(f"p{key}", key, 0, len(text), "narration")
        articles.append(article)
        passages.append(passage)
        figures += find_figures(article, (passage,), {passage.passage_id: parser.parse([text])[0]}, SETTINGS)
    keys = [p.passage_id for p in passages]
    pairs = [(a, b) for i, a in enumerate(keys) for b in keys[i + 1 :]] if aligned else []
    return StoryMaterial(
        Story("s", "", "", "", len(texts), 1),
        articles=tuple(articles),
        passages=tuple(passages),
        alignments=tuple(Alignment(a, b, "edited", 0.9) for a, b in pairs),
        figures=tuple(figures),
    )


def verdicts(material: StoryMaterial) -> list[tuple[str, str]]:
    entries, _ = weigh_figures(material, SETTINGS)
    return sorted((e.counted, e.verdict) for e in entries)


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("About 90 boats left the harbour.", "Around 90 boats left the harbour.", "agree"),
        ("Nearly 9,000 boats left.", "As many as 9,000 boats left.", "hedge differs"),
        ("Exactly 9,214 boats left.", "Some 9,200 boats left.", "rounded"),
        ("More than 9,000 boats left.", "In all 9,214 boats left.", "rounded"),
        ("Only 120 boats left.", "Only 150 boats left.", "conflict"),
        ("Dozens of boats left.", "Only 40 boats left.", "rounded"),
    ],
)
def test_two_tellings_of_one_figure_get_their_verdict(
    first: str, second: str, verdict: str, parser: Parser
) -> None:
    assert [v for _, v in verdicts(story({"a": first, "b": second}, parser))] == [verdict]


def test_a_later_higher_toll_is_an_update_and_an_earlier_one_a_conflict(parser: Parser) -> None:
    texts = {"a": "The flood killed 12 people in Zenda.", "b": "The flood killed 15 people in Zenda."}
    later = story(texts, parser, published={"a": "2021-03-03", "b": "2021-03-04"})
    sooner = story(texts, parser, published={"a": "2021-03-04", "b": "2021-03-03"})
    assert verdicts(later) == [("people killed", "updated")]
    assert verdicts(sooner) == [("people killed", "conflict")]
    assert verdicts(story(texts, parser)) == [("people killed", "conflict")]


def test_sentences_of_different_days_have_different_scope(parser: Parser) -> None:
    material = story({"a": "Police held 12 men on Monday.", "b": "Police held 15 men on Tuesday."}, parser)
    dates = tuple(
        Date(f"d{key}", key, 22, 28, "DATE", day, day, day)
        for key, day in (("a", "2021-03-01"), ("b", "2021-03-02"))
    )
    moved = StoryMaterial(**{**fields(material), "dates": dates})
    assert [v for _, v in verdicts(moved)] == ["different scope"]


def fields(material: StoryMaterial) -> dict[str, object]:
    return {name: getattr(material, name) for name in StoryMaterial.__slots__}


def test_figures_of_different_things_are_never_joined(parser: Parser) -> None:
    texts = {
        "a": "Some 300 Ruritanian troops and 40 tanks crossed the river.",
        "b": "Some 500 Strelsau troops crossed the river with 70 guns.",
    }
    assert verdicts(story(texts, parser, aligned=False)) == []
    assert verdicts(story(texts, parser)) == []


def test_equal_figures_are_joined_though_their_sentences_are_not_aligned(parser: Parser) -> None:
    texts = {
        "a": "The war in the Zenda valley has taken more than 14,000 lives.",
        "b": "The Zenda valley war has killed 14,000 people.",
    }
    assert verdicts(story(texts, parser, aligned=False)) == [("people killed", "hedge differs")]


def test_the_order_of_the_rows_changes_nothing(parser: Parser) -> None:
    texts = {
        "a": "The flood killed 12 people and injured 40.",
        "b": "The flood killed 15 people and injured 40.",
        "c": "The flood killed at least 12 people and injured dozens.",
    }
    material = story(texts, parser)
    want = weigh_figures(material, SETTINGS)
    rng = random.Random(7)
    for _ in range(5):
        mixed = {
            name: tuple(rng.sample(list(value), len(value))) if isinstance(value, tuple) else value
            for name, value in fields(material).items()
        }
        assert weigh_figures(StoryMaterial(**mixed), SETTINGS) == want


def with_tree(
    material: StoryMaterial, edges: list[tuple[str, str]], origins: dict[str, str]
) -> StoryMaterial:
    tree = tuple(Derivation("s", child, parent, "edited", 1.0, 0.9, 0.9) for child, parent in edges)
    told = tuple(
        Attestation("x", f"p{key}", key, origin, "edited") for key, origin in sorted(origins.items())
    )
    first = StoryMaterial(**{**fields(material), "derivations": tree, "attestations": told})
    entries, rows = weigh_figures(first, SETTINGS)
    return StoryMaterial(**{**fields(first), "ledger": entries, "ledger_figures": rows})


def test_a_changed_value_is_traced_to_the_step_that_brought_it_in(parser: Parser) -> None:
    texts = {
        "a": "Only 120 boats left.",
        "b": "Only 120 boats left.",
        "c": "Only 150 boats left.",
        "d": "Only 150 boats left.",
    }
    copied = with_tree(
        story(texts, parser), [("b", "a"), ("c", "a"), ("d", "c")], dict.fromkeys("abcd", "wire")
    )
    values = tell_values(copied.ledger[0], copied)
    assert [(v.low, v.articles, v.origins, v.steps) for v in values] == [
        (120.0, ("a", "b"), ("wire",), ()),
        (150.0, ("c", "d"), ("wire",), (Step("a", "c"),)),
    ]
    assert not is_between_origins(values)


def test_a_conflict_between_origins_weighs_more_than_a_copying_error(parser: Parser) -> None:
    texts = {"a": "Only 120 boats left.", "c": "Only 150 boats left."}
    apart = with_tree(story(texts, parser), [], {"a": "one", "c": "two"})
    copied = with_tree(story(texts, parser), [("c", "a")], {"a": "one", "c": "one"})
    assert is_between_origins(tell_values(apart.ledger[0], apart))
    assert weigh_entry(apart.ledger[0], apart) > weigh_entry(copied.ledger[0], copied)


def test_an_article_never_contradicts_itself_within_an_entry(parser: Parser) -> None:
    texts = {
        "a": "First 120 boats left, then 150 boats left.",
        "b": "First 120 boats left.",
        "c": "Then 150 boats left.",
    }
    material = story(texts, parser)
    _, rows = weigh_figures(material, SETTINGS)
    held: dict[tuple[str, str], set[float | None]] = {}
    figures: dict[str, Figure] = {f.figure_id: f for f in material.figures}
    for row in rows:
        figure = figures[row.figure_id]
        held.setdefault((row.entry_id, figure.article_id), set()).add(figure.low)
    assert all(len(values) == 1 for values in held.values())


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("Roughly two dozen boats left the harbour.", "In all 25 boats left the harbour.", "rounded"),
        ("The moon is 7 percent bigger.", "The moon is 14 percent bigger than a far one.", "different scope"),
        ("Zenda's index fell 3 percent.", "Zenda's index fell 5 percent.", "different scope"),
        ("The race is eight days away.", "The race is two days away.", "different scope"),
    ],
)
def test_newsrooms_round_compare_and_count_down_each_on_their_day(
    first: str, second: str, verdict: str, parser: Parser
) -> None:
    material = story({"a": first, "b": second}, parser, published={"a": "2021-03-03", "b": "2021-03-05"})
    origins = tuple(Attestation("t", f"p{key}", key, f"o-{key}", "edited") for key in "ab")
    told = StoryMaterial(**fields(material) | {"attestations": origins})  # type: ignore[arg-type]
    assert [v for _, v in verdicts(told)] == [verdict]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Zenda’s 18 districts vote in May.", "The state’s five districts vote in May."),
        ("The margin of error is 4 points either way.", "The margin of error is 6 points either way."),
    ],
)
def test_what_hangs_on_words_elsewhere_is_not_set_against_another_newsrooms(
    first: str, second: str, parser: Parser
) -> None:
    assert verdicts(story({"a": first, "b": second}, parser)) == []


def test_an_article_that_tells_two_tolls_tells_of_two_things(parser: Parser) -> None:
    texts = {
        "a": "The raid on the Strelsau bank killed 12 people, police in Zenda said.",
        "b": "In three days of raids in Zenda and at the Strelsau bank 17 people were killed, police said.",
    }
    material = story(texts, parser, aligned=False)
    assert verdicts(material) == [("people killed", "conflict")]
    both = texts | {"b": texts["b"][:-1] + ", of them 12 people were killed at the bank."}
    assert ("people killed", "conflict") not in verdicts(story(both, parser, aligned=False))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The two leaders met in Zenda.", "The three leaders met in Zenda."),
        ("One of the leaders met them in Zenda.", "Three leaders met them in Zenda."),
        ("Two of the three men fled to Zenda.", "Three men fled to Zenda."),
    ],
)
def test_numbers_that_refer_or_count_a_part_are_not_compared(first: str, second: str, parser: Parser) -> None:
    assert {verdict for _, verdict in verdicts(story({"a": first, "b": second}, parser))} <= {"agree"}
