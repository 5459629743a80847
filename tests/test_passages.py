from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tellings.collation.passages import find_passages
from tellings.models import Article, Credit
from tellings.reading import Reading
from tellings.settings import CollationSettings

SETTINGS = CollationSettings()


def article(text, **known):
    empty = dict.fromkeys(Article.__dataclass_fields__, "")
    return Article(**{**empty, "article_id": "a", "text": text, **known})


def kinds(reading):
    text = reading.article.text
    return [(passage.kind, text[passage.start : passage.end]) for passage in find_passages(reading, SETTINGS)]


def test_each_sentence_is_a_passage_of_its_kind():
    text = (
        "Strike ends\nBONN (AP) — Dockers voted. “We won today,” said Ann. MENUShare They left.\n"
        "Bo Lee contributed."
    )
    start, credit = text.index("MENUShare"), text.index("Bo Lee")
    reading = Reading(
        article(text, headline="Strike ends", dateline="BONN"),
        ((start, start + 9),),
        (
            Credit("a", credit, len(text), "contributor", "Bo Lee"),
            Credit("a", text.index("“We"), text.index(" MENU"), "cited source", "Ann"),
        ),
    )
    assert kinds(reading) == [
        ("headline", "Strike ends"),
        ("credit", "BONN (AP) —"),
        ("narration", "Dockers voted."),
        ("quotation", "“We won today,” said Ann."),
        ("furniture", "MENUShare"),
        ("narration", "They left."),
        ("credit", "Bo Lee contributed."),
    ]


def test_a_headline_that_only_the_record_has_is_no_passage():
    assert kinds(Reading(article("Dockers voted.", headline="Strike ends"), (), ())) == [
        ("narration", "Dockers voted.")
    ]


def test_a_sentence_without_end_is_cut_at_spaces():
    text = "word " * 1000
    found = find_passages(Reading(article(text), (), ()), SETTINGS)
    assert max(passage.end - passage.start for passage in found) <= SETTINGS.longest_passage
    assert " ".join(text[passage.start : passage.end] for passage in found) == text.strip()


@given(st.text(alphabet="aB.“” \n", max_size=60), st.integers(0, 60), st.integers(0, 60), st.integers(3, 9))
def test_every_character_that_is_not_space_lies_in_exactly_one_passage(text, one, other, longest):
    reading = Reading(article(text, headline="aB"), ((min(one, other), max(one, other)),), ())
    found = find_passages(reading, replace(SETTINGS, longest_passage=longest))
    assert "".join("".join(text[p.start : p.end].split()) for p in found) == "".join(text.split())
    assert len({p.passage_id for p in found}) == len(found)
