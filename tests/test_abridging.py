"""Of a text longer than articles are, what it says for the first time is compared, and a problem says so."""

from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.hostile_pile import WORDS, make_pile
from tellings.language.sentences import split_sentences
from tellings.models import TABLES, Article, Credit, Problem
from tellings.reading import Reading, list_sources
from tellings.reading.abridging import abridge, leave_out
from tellings.settings import EngineSettings, ReadingSettings, Settings
from tellings.verbs import Ask, read

LIMIT = ReadingSettings(long_text=200)


def reading(text: str, furniture=(), credits=()) -> Reading:
    return Reading(Article("a", "pile/a.txt", *[""] * 8, text), furniture, credits)


def test_an_article_of_usual_length_stays_as_it_is():
    told = reading("It rained. " * 18)
    assert list(abridge(told, LIMIT)) == [told]


def test_a_long_text_without_repetition_is_compared_up_to_the_limit():
    text = " ".join(f"On day {n} it rained." for n in range(40))
    made, problem = abridge(reading(text), LIMIT)
    (left,) = made.furniture
    assert left == (text.index("On day 10"), len(text))
    assert made.article.text == text
    assert problem == Problem(
        "pile/a.txt",
        "text",
        f"{left[1] - left[0]} of its {len(text)} characters aren't compared: they repeat what it said "
        "before, or go past 200 characters",
        "They are kept and shown. If it holds several articles, give them one by one, or raise long_text in "
        "tellings.toml.",
    )


def test_credits_in_what_is_left_out_are_left_out_and_others_stay():
    text = "The AP wrote it. " * 20 + "The sun shone."
    credits = tuple(Credit("a", at + 4, at + 6, "agency", "AP") for at in range(0, 17 * 20, 17))
    outside = Credit("a", 0, 0, "agency", "Reuters")
    made, _ = abridge(reading(text, credits=(*credits, outside)), LIMIT)
    assert made.credits == (credits[0], outside)
    assert [text[a:b] for a, b in made.furniture] == [("The AP wrote it. " * 19).strip()]


@given(
    st.lists(
        st.sampled_from(["It rained. ", "The sun shone.\n", "“No,” he said. ", "a" * 40 + ". "]), max_size=30
    )
)
def test_what_is_compared_is_each_sentence_once_as_far_as_they_fit(parts):
    text = "".join(parts)
    left = leave_out(text, (), 80)
    kept, others = [], []
    for start, end in split_sentences(text):
        (others if any(a <= start < b for a, b in left) else kept).append(text[start:end])
    room = 80 - sum(map(len, kept))
    assert room >= 0
    assert len(set(kept)) == len(kept)
    assert all(sentence in kept or len(sentence) > room for sentence in others)


def test_a_hostile_pile_is_worked_out_to_its_end(tmp_path: Path):
    """Every file ends in articles or problems, and each article in a story or a problem."""
    make_pile(tmp_path / "pile", scale=0.005)
    settings = Settings(reading=ReadingSettings(long_text=2000), engine=EngineSettings(processes=1))
    with read(tmp_path / "pile", archive=tmp_path / "a.db", ask=Ask(settings=settings)) as archive:
        assert archive.faults() == []
        rows = {name: list(archive.rows(name)) for name in TABLES}
    files = set(list_sources([str(tmp_path / "pile")])[0])
    told = {
        source.partition("#")[0] for row in (*rows["articles"], *rows["problems"]) for source in [row.source]
    }
    assert told == files
    texts = {row.article_id: row.text for row in rows["articles"]}
    again = {row.source for row in rows["problems"] if "same" in row.problem}
    apart = texts.keys() - {row.article_id for row in rows["tellings"]}
    assert {row.source for row in rows["articles"] if row.article_id in apart} <= again
    report = " ".join(row.reading for row in rows["statements"])
    assert WORDS in report
    cut = {row.source for row in rows["problems"] if "aren't compared" in row.problem}
    assert len(cut) > 15
    assert cut <= {row.source for row in rows["articles"] if len(row.text) > 2000}
    seen = Counter(
        (row.article_id, texts[row.article_id][row.start : row.end])
        for row in rows["passages"]
        if row.kind in ("narration", "quotation") and len(texts[row.article_id]) > 2000
    )
    assert max(seen.values()) == 1
