from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.collation import Alignment, readings
from tellings.collation.align import collate
from tellings.collation.partners import Links, find_partners, list_alignments
from tellings.collation.passages import find_passages
from tellings.collation.readings import find_readings
from tellings.collation.splits import find_looks, with_runs
from tellings.language.vectors import load_vectors
from tellings.models import Article, Passage
from tellings.reading import Reading
from tellings.settings import CollationSettings

SETTINGS = CollationSettings()
SEEDS = Path(__file__).parents[1].parent / "shared" / "seeds"
WIRE = [
    "Dock workers in Port Ellery walked out on Monday after talks with the harbour board broke down.",
    "The union says 1,200 of its members joined the strike, which closed all four container terminals.",
    "“We will stay out until the board puts a fair offer on the table,” said Marta Quill, its leader.",
    "The board called the walkout reckless. It said ships carrying fresh fruit had been sent to Saltmouth.",
    "Economists at Ellery College put the cost of the stoppage at nine million crowns a day.",
]
REWORDED = [
    "After negotiations with the port's board collapsed, dockers at Port Ellery went on strike on Monday.",
    "All four container terminals were shut and 1,200 union members took part, according to the union.",
    "“We'll stay out until the board puts an honest offer on the table,” Marta Quill, its leader, said.",
    "The walkout was reckless, the board said, adding that vessels with fresh fruit went to Saltmouth.",
    "The stoppage costs nine million crowns per day, by the estimate of economists from Ellery College.",
]
OTHER = [
    "Ticket prices at the Saltmouth aquarium will rise in spring, its director announced.",
    "A new tank for seahorses is to open before the school holidays begin.",
]


@pytest.fixture(scope="module")
def vectors():
    return load_vectors()


def tell(name, sentences):
    empty = dict.fromkeys(Article.__dataclass_fields__, "")
    article = Article(**{**empty, "article_id": name, "text": "\n".join(sentences)})
    return article, find_passages(Reading(article, (), ()), SETTINGS)


def collated(vectors, **tellings):
    told = [tell(name, sentences) for name, sentences in tellings.items()]
    texts = {article.article_id: article.text for article, _ in told}
    passages = {p.passage_id: p for _, found in told for p in found}
    collation = collate([article for article, _ in told], passages.values(), vectors, SETTINGS)

    def shown(passage_id):
        passage = passages[passage_id]
        line = texts[passage.article_id].count("\n", 0, passage.start)
        return f"{passage.article_id}{line}"

    return collation, shown


def test_a_reworded_telling_is_aligned_sentence_by_sentence(vectors):
    collation, shown = collated(vectors, A=WIRE, B=REWORDED, C=OTHER)
    strong = {
        tuple(sorted((shown(a.first), shown(a.second)))) for a in collation.alignments if a.score >= 0.5
    }
    assert strong == {("A0", "B0"), ("A1", "B1"), ("A2", "B2"), ("A3", "B3"), ("A4", "B4")}
    assert {a.relation for a in collation.alignments} <= {"edited", "reworded"}


def test_damage_and_another_order_leave_passages_the_same(vectors):
    damaged = [line.replace("“", "").replace("”", "").replace("'", "") for line in reversed(WIRE)]
    collation, shown = collated(vectors, A=WIRE, B=damaged)
    same = {
        tuple(sorted((shown(a.first), shown(a.second)))) for a in collation.alignments if a.relation == "same"
    }
    assert same == {("A0", "B4"), ("A1", "B3"), ("A2", "B2"), ("A3", "B1"), ("A4", "B0")}
    assert len(collation.agreements) == len(collation.twins) == 6


def test_two_sentences_joined_by_another_telling_are_two_statements(vectors):
    collation, shown = collated(vectors, A=WIRE, B=REWORDED)
    joined = [
        tuple(map(shown, one.passage_ids))
        for one in collation.agreements
        if "B3" in map(shown, one.passage_ids)
    ]
    assert sorted(sorted(set(group)) for group in joined) == [["A3", "B3"], ["A3", "B3"]]


def test_the_order_of_tellings_changes_nothing(vectors):
    one, _ = collated(vectors, A=WIRE, B=REWORDED, C=OTHER, D=WIRE[2:])
    other, _ = collated(vectors, D=WIRE[2:], C=OTHER, B=REWORDED, A=WIRE)
    assert one == other


def test_nothing_in_common_and_nothing_at_all_make_no_alignment(vectors):
    assert collated(vectors, A=WIRE[:1], B=OTHER)[0].alignments == ()
    assert collate([], [], vectors, SETTINGS).agreements == ()


def brute_partners(places, told):
    """The rule in words: going by score, a pair stays if either end has none of the other's telling yet."""
    taken = set()
    for (one, other), _ in told:
        first, second = (one, other[0]), (other, one[0])
        if one[0] != other[0] and not {first, second} <= taken:
            taken |= {first, second}
            yield tuple(sorted((one, other)))


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(1, 99)), max_size=25))
def test_partners_are_those_that_the_rule_in_words_picks(rows):
    """Nine wordings, three to each of the tellings A, B and C."""
    ids = [f"{name}{at}" for name in "ABC" for at in range(3)]
    wordings = tuple(
        readings.Wording((Passage(i, i[0], int(i[1]), int(i[1]) + 1, "narration"),), (i,), (at,))
        for at, i in enumerate(ids)
    )
    known = readings.Readings(wordings, tuple(ids), *(np.zeros(9) for _ in range(3)))
    scores = {(min(a, b), max(a, b)): s / 100 for a, b, s in rows if a != b}
    pairs = np.array(list(scores), np.int64).reshape(-1, 2)
    links = Links(pairs, np.array(list(scores.values())), np.zeros(len(pairs), bool)).at_least(0)
    partners = find_partners(known, links, 100)
    told = [((ids[a], ids[b]), None) for a, b in links.pairs.tolist()]
    expected = sorted(brute_partners(ids, told))
    assert [(a.first, a.second) for a in list_alignments(partners, links, 100)] == expected


@pytest.mark.parametrize("most", [4, 5])
def test_passages_with_the_same_words_are_all_the_same_or_a_star_if_too_many(most, vectors):
    told = [tell(name, WIRE[:1]) for name in "ABCDE"]
    known = find_readings([a for a, _ in told], [p for _, found in told for p in found], vectors)
    none = Links(np.zeros((0, 2), np.int64), np.zeros(0, np.float32), np.zeros(0, bool))
    found = list(list_alignments(find_partners(known, none, most), none, most))
    ids = [p.passage_id for p in known.wordings[0].passages]
    pairs = combinations(ids, 2) if most == 5 else [(ids[0], other) for other in ids[1:]]
    assert found == [Alignment(one, other, "same", 1.0) for one, other in pairs]


def test_a_sentence_is_read_with_the_neighbours_that_seem_to_say_the_same(vectors):
    told = [
        tell("A", ["One fish swam.", "Two birds flew.", "Red cats sat."]),
        tell("B", ["All of it happened."]),
    ]
    known = find_readings([a for a, _ in told], [p for _, found in told for p in found], vectors)
    at = {wording.norms[0]: number for number, wording in enumerate(known.wordings)}
    pairs = np.array([(at["one"], at["all"]), (at["two"], at["all"]), (at["red"], at["all"])])
    looks = find_looks(known, pairs, np.array([0.9, 0.1, 0.01], np.float32))
    assert [(a.whole, a.rest) for a in looks.around] == [((at["one"], at["two"]), (at["one"],))]
    wider, numbers = with_runs(known, [(at["one"], at["two"])])
    assert wider.wordings[numbers[at["one"], at["two"]]].norms == (
        "one",
        "fish",
        "swam",
        "two",
        "birds",
        "flew",
    )


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed articles are not here")
def test_the_seeds_statements_have_the_tellings_they_should(vectors):
    from tellings.reading.sources import read_source
    from tellings.settings import ReadingSettings

    found = [r for path in sorted(SEEDS.glob("*.txt")) for r in read_source(str(path), ReadingSettings())]
    names = {r.article.article_id: "ABCDE"[at] for at, r in enumerate(found)}
    texts = {r.article.article_id: r.article.text for r in found}
    passages = {p.passage_id: p for r in found for p in find_passages(r, SETTINGS)}
    collation = collate([r.article for r in found], passages.values(), vectors, SETTINGS)

    def tellings_of(words):
        for one in collation.agreements:
            held = [passages[i] for i in one.passage_ids]
            if any(words in texts[p.article_id][p.start : p.end] for p in held):
                yield "".join(sorted({names[p.article_id] for p in held}))

    assert set(tellings_of("in Berlin this week.")) == {"ABCDE"}
    assert set(tellings_of("slapped new measures")) == {"ABCD"}
    assert set(tellings_of("Serhiy")) == {"CD"}
