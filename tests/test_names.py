"""Names are found with their exact characters and linked to one entity a story."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tellings.findings.entities import link_names
from tellings.findings.gazetteer import Gazetteer, load_gazetteer
from tellings.findings.material import Step, StoryMaterial
from tellings.findings.names import find_names
from tellings.findings.names_readings import garbled_from, read_names
from tellings.language.parses import Parse, Token
from tellings.language.parsing import Parser
from tellings.lineage.usage import load_usage
from tellings.models import Article, Attestation, Derivation, Entity, Name, Passage, Statement, Story
from tellings.settings import NameSettings

SETTINGS = NameSettings()
USAGE = load_usage()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def make_article(article_id: str, text: str) -> Article:
    return Article(article_id, "", "", "", "", "", "", "2024-05-03", "given", "en", text)


def cut(article: Article) -> list[Passage]:
    """One passage for each line."""
    passages, start = [], 0
    for line in article.text.split("\n"):
        if line:
            key = f"{article.article_id}:{start}"
            passages.append(Passage(key, article.article_id, start, start + len(line), "narration"))
        start += len(line) + 1
    return passages


def make_material(
    texts: dict[str, str], parser: Parser, gazetteer: Gazetteer, derivations: Sequence[tuple[str, str]] = ()
) -> StoryMaterial:
    """A story whose articles' nth lines carry the nth statement."""
    articles = [make_article(key, text) for key, text in texts.items()]
    passages = {a.article_id: cut(a) for a in articles}
    names: list[Name] = []
    for a in articles:
        parsed = parser.parse([a.text[p.start : p.end] for p in passages[a.article_id]])
        parses = {p.passage_id: parse for p, parse in zip(passages[a.article_id], parsed, strict=True)}
        names += find_names(a, passages[a.article_id], parses, gazetteer, SETTINGS)
    attestations = [
        Attestation(f"s{n}", p.passage_id, key, f"o-{key}", "edited")
        for key, held in passages.items()
        for n, p in enumerate(held)
    ]
    statements = sorted({a.statement_id for a in attestations})
    return StoryMaterial(
        Story("story", "", "", "", len(articles), 1),
        articles=tuple(articles),
        passages=tuple(p for held in passages.values() for p in held),
        statements=tuple(Statement(key, "story", "", 1, 1, 1, 1) for key in statements),
        attestations=tuple(attestations),
        derivations=tuple(Derivation("story", c, p, "edited", 1.0, 0.9, 0.9) for c, p in derivations),
        names=tuple(names),
    )


def linked(material: StoryMaterial, gazetteer: Gazetteer) -> StoryMaterial:
    names, entities = link_names(material, gazetteer, SETTINGS, USAGE.knows)
    return replace(material, names=names, entities=entities)


def called(entities: Sequence[Entity]) -> dict[str, tuple[str, ...]]:
    return {e.name: e.aliases for e in entities}


def words(material: StoryMaterial, name: str) -> set[str]:
    """All the words by which an entity is named."""
    texts = {a.article_id: a.text for a in material.articles}
    (key,) = [e.entity_id for e in material.entities if e.name == name]
    return {texts[n.article_id][n.start : n.end] for n in material.names if n.entity_id == key}


def test_spellings_titles_and_surnames_mean_one_person(parser: Parser, gazetteer: Gazetteer) -> None:
    material = linked(
        make_material(
            {
                "a": "Foreign Minister Sergey Orlov met reporters on Monday.\nOrlov said he was pleased.",
                "b": "Foreign Minister Sergei Orlov met reporters on Monday.\nMr. Orlov said he was pleased.",
            },
            parser,
            gazetteer,
        ),
        gazetteer,
    )
    assert called(material.entities) == {"Sergei Orlov": ("Orlov", "Sergey Orlov")}


def test_countries_peoples_and_their_governments_are_one(parser: Parser, gazetteer: Gazetteer) -> None:
    text = (
        "The United States rejected the offer.\nAmerican officials spoke of delay.\n"
        "Washington warned of sanctions.\nThe White House declined to comment.\nThey met in Washington."
    )
    material = linked(make_material({"a": text}, parser, gazetteer), gazetteer)
    assert words(material, "United States") == {"United States", "American", "Washington", "White House"}
    assert words(material, "Washington") == {"Washington"}


def test_a_surname_that_two_people_share_is_given_to_neither(parser: Parser, gazetteer: Gazetteer) -> None:
    text = "Anna Keller met Peter Keller in Berlin on Friday.\nKeller said the talks went well."
    material = linked(make_material({"a": text}, parser, gazetteer), gazetteer)
    people = [e.name for e in material.entities if e.kind == "person"]
    assert sorted(people) == ["Anna Keller", "Keller", "Peter Keller"]


def test_old_and_new_names_of_a_city_are_one(parser: Parser, gazetteer: Gazetteer) -> None:
    material = linked(
        make_material(
            {"a": "The delegates travelled to Kyiv.", "b": "The delegates travelled to Kiev."},
            parser,
            gazetteer,
        ),
        gazetteer,
    )
    assert words(material, "Kyiv") == {"Kyiv", "Kiev"}


def test_a_garbled_name_is_kept_as_a_reading_with_the_step_it_came_in_by(
    parser: Parser, gazetteer: Gazetteer
) -> None:
    material = linked(
        make_material(
            {
                "a": "President Maarit Lehtonistö of Finland said he spoke by phone with the envoy.",
                "b": "Finnish President Maarit Lehtonister said he had spoken with the envoy by phone.",
                "c": "President Maarit Lehtonistö of Finland said she spoke by phone with the envoy.",
            },
            parser,
            gazetteer,
            [("b", "a"), ("c", "a")],
        ),
        gazetteer,
    )
    garbled = [r for r in read_names(material, gazetteer, SETTINGS) if r.kind == "garbled"]
    assert [(r.text, r.usual, r.steps) for r in garbled] == [
        ("Maarit Lehtonister", "Maarit Lehtonistö", (Step("a", "b"),))
    ]


def test_a_name_that_the_pipeline_does_not_see_is_found_beside_another_telling(
    parser: Parser, gazetteer: Gazetteer
) -> None:
    texts = {
        "a": 'The envoys laughed at an Orwellian "Ministry of Truth" and left.',
        "b": "The envoys laughed at an Orwellian Minister of Truth and left.",
        "c": 'The envoys laughed at an Orwellian "Ministry of Truth" and left again.',
    }
    material = linked(make_material(texts, parser, gazetteer), gazetteer)
    assert words(material, "Ministry of Truth") == {"Ministry of Truth", "Minister of Truth"}


def test_acronyms_and_short_forms_go_with_the_one_long_name(parser: Parser, gazetteer: Gazetteer) -> None:
    text = (
        "The International Committee of the Red Cross sent doctors.\nThe ICRC said they arrived.\n"
        "The U.S. Treasury Department agreed.\nThe Treasury Department gave no date."
    )
    material = linked(make_material({"a": text}, parser, gazetteer), gazetteer)
    names = [{e.name, *e.aliases} for e in material.entities if e.kind == "organisation"]
    assert {"International Committee of the Red Cross", "ICRC"} in names
    assert {"U.S. Treasury Department", "Treasury Department"} in names


def test_the_answer_does_not_depend_on_the_order_of_rows(parser: Parser, gazetteer: Gazetteer) -> None:
    texts = {
        "a": "Sergey Orlov flew to Kyiv.\nOrlov met the Swedish Foreign Ministry there.",
        "b": "Sergei Orlov flew to Kiev.\nMr Orlof met Sweden's Foreign Ministry there.",
        "c": "Russian envoy Orlov flew to Kiev.",
    }
    material = make_material(texts, parser, gazetteer)
    expected = link_names(material, gazetteer, SETTINGS, USAGE.knows)
    for seed in range(5):
        rng = random.Random(seed)
        mixed = replace(
            material,
            names=tuple(rng.sample(material.names, len(material.names))),
            attestations=tuple(rng.sample(material.attestations, len(material.attestations))),
            articles=tuple(rng.sample(material.articles, len(material.articles))),
            passages=tuple(rng.sample(material.passages, len(material.passages))),
        )
        assert link_names(mixed, gazetteer, SETTINGS, USAGE.knows) == expected


TAGS = st.sampled_from(["PERSON", "ORG", "GPE", "NORP", "DATE", ""])
PIECES = st.lists(
    st.tuples(
        st.sampled_from(["Kiev", "the", "Mr", ",", "of", "’s", "\n", "U.S.", "Ö", "-", '"', "Orlov"]), TAGS
    ),
    max_size=15,
)


@given(PIECES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_names_are_in_their_passage_in_order_and_apart(
    gazetteer: Gazetteer, pieces: list[tuple[str, str]]
) -> None:
    text, tokens = "", []
    for word, tag in pieces:
        start = len(text) + bool(text)
        text = f"{text} {word}" if text else word
        tokens.append(Token(start, start + len(word), word, word, "PROPN", "NNP", "pobj", 0, tag, True))
    article = make_article("a", "x" * 7 + text)
    passage = Passage("p", "a", 7, 7 + len(text), "narration")
    found = find_names(article, [passage], {"p": Parse(tuple(tokens))}, gazetteer, SETTINGS)
    ends = [7, *(n.end for n in found)]
    assert all(before <= n.start < n.end <= 7 + len(text) for before, n in zip(ends, found, strict=False))


@pytest.mark.parametrize(
    ("form", "usual"),
    [("Southern Border", "Northern Border"), ("Pete Miller", "Peter Miller"), ("Mohammad", "Muhammad")],
)
def test_sides_short_forms_and_known_variants_are_not_garbled(form: str, usual: str) -> None:
    assert garbled_from(form, [usual], [usual], NameSettings()) == ""


def test_companies_titles_and_articles_of_surnames_do_not_part_a_name(
    parser: Parser, gazetteer: Gazetteer
) -> None:
    text = (
        "Nasr al-Ansari of Zendacom Inc. met reporters in Berlin.\n"
        "Mr. Ansari said that Zendacom was sold.\nHe left Zendacom in May."
    )
    material = linked(make_material({"a": text}, parser, gazetteer), gazetteer)
    assert words(material, "Nasr al-Ansari") == {"Nasr al-Ansari", "Ansari"}
    assert {e.kind for e in material.entities if "Zendacom" in e.name} == {"organisation"}


def test_a_name_is_cut_before_a_bracket_that_nothing_closes(parser: Parser, gazetteer: Gazetteer) -> None:
    material = make_material({"a": "Sen. Susan Mercer (R-Maine) spoke to Anna Keller."}, parser, gazetteer)
    texts = {a.article_id: a.text for a in material.articles}
    assert not any("(" in texts[n.article_id][n.start : n.end] for n in material.names)


def test_a_misspelt_name_joins_the_one_it_is_a_letter_from(parser: Parser, gazetteer: Gazetteer) -> None:
    often = "Reporters met Ada Kowalek in Berlin.\nKowalek spoke.\nAda Kowalek then left, and Kowalek slept."
    material = linked(
        make_material({"a": often, "b": "A crowd cheered when Ada Kowlaek left."}, parser, gazetteer),
        gazetteer,
    )
    assert words(material, "Ada Kowalek") == {"Ada Kowalek", "Kowalek", "Ada Kowlaek"}
