"""A story printed by hundreds is traced on its distinct reports, and every reprint is told all the same."""

from collections import Counter
from dataclasses import replace

import pytest

from tellings.desk import Assignment, trace_story
from tellings.findings.material import StoryMaterial
from tellings.models import Article, Clue, content_id
from tellings.naming import draft_story
from tellings.reading import Reading
from tellings.settings import Settings
from tests.lineages import APART, CUT, WIRE

PRINTS = {"wire": (WIRE, 60), "cut": (CUT, 30), "apart": (APART, 1)}


def readings() -> tuple[Reading, ...]:
    found = []
    for name, (text, count) in PRINTS.items():
        for number in range(count):
            key, day = content_id(name, str(number)), f"2024-05-{1 + number % 9:02}"
            outlet = f"Paper {name} {number}"
            article = Article(key, key, "", outlet, "", "", "", day, "json field", "en", text)
            found.append(Reading(article, (), ()))
    return tuple(found)


def traced(most: int) -> StoryMaterial:
    given = readings()
    story, tellings = draft_story("story", [reading.article for reading in given])
    settings = Settings()
    settings = replace(settings, lineage=replace(settings.lineage, most_traced=most))
    return trace_story(Assignment(story, tellings, given, (), ""), settings)


@pytest.fixture(scope="module")
def material() -> StoryMaterial:
    return traced(20)


@pytest.fixture(scope="module")
def whole() -> StoryMaterial:
    """The same without leaving any telling out."""
    return traced(1000)


def test_every_reprint_but_the_first_of_all_derives_from_something(material: StoryMaterial) -> None:
    children = Counter(row.child_id for row in material.derivations)
    roots = {article.article_id for article in material.articles} - set(children)
    texts = {article.article_id: article.text for article in material.articles}
    assert sorted(texts[root] == APART for root in roots) == [False, True]
    assert {row.kind for row in material.derivations if texts.get(row.parent_id) == texts[row.child_id]} == {
        "verbatim"
    }
    assert {clue.child_id for clue in material.clues} == set(children)


def test_there_are_as_many_origins_as_without_leaving_any_out(
    material: StoryMaterial, whole: StoryMaterial
) -> None:
    assert material.story.origins == whole.story.origins == 2


def test_each_statement_is_carried_by_all_that_print_it(
    material: StoryMaterial, whole: StoryMaterial
) -> None:
    def carried(found: StoryMaterial) -> list[tuple[int, int]]:
        told = Counter(row.statement_id for row in found.attestations)
        assert all(told[row.statement_id] >= row.articles for row in found.statements)
        return sorted((row.articles, row.origins) for row in found.statements)

    assert carried(material) == carried(whole)
    assert max(carried(material))[0] >= 90
    by_passage = {passage.passage_id: passage.article_id for passage in material.passages}
    assert all(by_passage[row.passage_id] == row.article_id for row in material.attestations)


def with_pages() -> tuple[Reading, ...]:
    """The same articles, each between two lines of its own page."""
    found = []
    for number, reading in enumerate(readings()):
        article = reading.article
        head, tail = f"{article.outlet}{' News' * (number % 7)}\n\n", f"\n\nMore at {article.outlet}"
        text = f"{head}{article.text}{tail}"
        furniture = ((0, len(head) - 2), (len(text) - len(tail) + 2, len(text)))
        found.append(Reading(replace(article, text=text), furniture, ()))
    return tuple(found)


def test_what_a_page_puts_around_a_report_makes_no_other_report(material: StoryMaterial) -> None:
    given = with_pages()
    assert len({reading.article.text for reading in given}) == len(given) == 91
    story, tellings = draft_story("story", [reading.article for reading in given])
    settings = Settings()
    settings = replace(settings, lineage=replace(settings.lineage, most_traced=20))
    found = trace_story(Assignment(story, tellings, given, (), ""), settings)
    texts = {article.article_id: article.text for article in found.articles}
    plain = {article.article_id: article.text for article in material.articles}

    def told(row: Clue, of: dict[str, str]) -> str:
        return of[row.child_id][row.child_start : row.child_end].strip()

    assert {(row.child_id, row.parent_id, row.kind) for row in found.derivations} == {
        (row.child_id, row.parent_id, row.kind) for row in material.derivations
    }
    assert sorted((row.articles, row.origins, row.reading) for row in found.statements) == sorted(
        (row.articles, row.origins, row.reading) for row in material.statements
    )
    inner = {told(row, plain) for row in material.clues}
    assert all(told(row, texts) in inner for row in found.clues if row.child_end)
    assert carried_words(found) == carried_words(material)


def carried_words(found: StoryMaterial) -> Counter[tuple[str, str]]:
    """How many passages with which words carry which statement."""
    texts = {article.article_id: article.text for article in found.articles}
    words = {p.passage_id: texts[p.article_id][p.start : p.end] for p in found.passages}
    readings_of = {row.statement_id: row.reading for row in found.statements}
    return Counter((words[row.passage_id], readings_of[row.statement_id]) for row in found.attestations)
