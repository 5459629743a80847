"""Looks for everything in damaged text, and raises for a span that isn't what it claims."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

from benchmarks.fuzz.mutation import mutate_text
from benchmarks.fuzz.readers import check
from benchmarks.fuzz.specimens import BODY, TEXT
from tellings.collation.edits import find_edits
from tellings.collation.passages import find_passages
from tellings.desk import Assignment, compare_tellings, find_in_articles, trace_story
from tellings.findings.attributions import find_attributions
from tellings.findings.dates import find_dates
from tellings.findings.figures import find_figures
from tellings.findings.gazetteer import Gazetteer, load_gazetteer
from tellings.findings.material import StoryMaterial
from tellings.findings.names import find_names
from tellings.findings.tagger import Tagger
from tellings.grouping import Frequencies, load_frequencies, sign_batch
from tellings.language.marks import find_quoted
from tellings.language.parses import Parse, Parses, Token
from tellings.language.parsing import Parser
from tellings.language.sentences import split_paragraphs, split_sentences
from tellings.language.words import split_words
from tellings.models import Article, Passage, Problem, Story, Telling
from tellings.reading.composing import compose
from tellings.reading.credits import find_credits
from tellings.reading.furniture import find_furniture
from tellings.reading.headers import read_header
from tellings.reading.phrases import look_for_phrases
from tellings.reading.record import Reading, Record, lines_of
from tellings.reading.times import date_of_address, find_date, read_date_line, read_time
from tellings.settings import ReadingSettings, Settings

SETTINGS = Settings(reading=ReadingSettings(max_seconds=5.0))
TAGS = "NN NNS NNP NNPS CD JJ VBD VBZ VBG VBN VB MD IN DT PRP PRP$ CC TO RB . , `` '' : $ POS WDT FW".split()
DEPS = (
    "nsubj dobj pobj prep det amod nummod compound ROOT ccomp xcomp advcl conj cc punct poss quantmod".split()
)
ENTITIES = ["", "", "", "PERSON", "ORG", "GPE", "DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY"]
MORE = (
    "Between 1,200 and 1,500 of the 3.4 million people left Kharkiv by Jan. 7, 2022, envoy Ana Ruiz said.",
    "“No fewer than 12 died,” Mr. O’Neil told Reuters on Tuesday, two weeks after the March 3 attack.",
    "Prices rose by 7.5% to $1.2bn (£980m) in the year to September, the Bank of England's Ms Wu said.",
    'He asked: "Who are \'they\'?" and added that half a dozen - maybe 8 - had "gone home".',
    "On the night of 31 December 1999 nearly two thirds of voters, or 61 per cent, chose Mr Ek's party.",
    "Washington warned Moscow late on Friday; the New York-based UNICEF and F.B.I. Director Wray did not.",
    "Lee, 43, who ran for Congress in the 1990s, said she would not resign “this week, or next”.",
    "A 6-3 vote on Route 66 at 10:30 a.m. EST cost 4,5 kg of fuel, 12 km away, on the 2nd of May.",
)
SEEDS = (TEXT, BODY, *MORE, "\n\n".join(MORE))
Trial = tuple[str, str, Callable[[], int]]  # what is tried, on what, and the attempt: how many were found


def inside(spans: list[tuple[int, int]], text: str, *, apart: bool = False) -> int:
    """How many spans there are; raises unless all lie in `text`, none empty, and none touching if asked."""
    last = 0
    for start, end in spans:
        assert 0 <= start < end <= len(text), (start, end, len(text))
        assert not apart or start >= last, (start, last)
        last = end
    return len(spans)


def covers(spans: list[tuple[int, int]], text: str) -> int:
    """The same for spans that must hold every character but white space."""
    inside(spans, text, apart=True)
    left = len(re.sub(r"\s", "", text)) - sum(len(re.sub(r"\s", "", text[a:b])) for a, b in spans)
    assert left == 0, f"{left} characters in no span"
    return len(spans)


def try_text(chance: random.Random) -> Iterator[Trial]:
    """Every finder that needs nothing but text, on one damaged text."""
    text = mutate_text(chance.choice(SEEDS), chance)
    yield from text_trials(text, mutate_text(text, chance))


def text_trials(text: str, other: str) -> Iterator[Trial]:
    """The same on this text; `other` is what it is compared with."""
    yield "split_sentences", text, lambda: covers(list(split_sentences(text)), text)
    yield "split_paragraphs", text, lambda: covers(list(split_paragraphs(text)), text)
    yield "split_words", text, lambda: inside([w[:2] for w in split_words(text)], text, apart=True)
    yield "find_quoted", text, lambda: inside([q[:2] for q in find_quoted(text) if q.start < q.end], text)
    yield "find_edits", f"{text}\n=>\n{other}", lambda: _edits(text, other)
    yield "find_furniture", text, lambda: _furniture(text)
    yield "read_header", text, lambda: _header(text)
    yield "find_credits", text, lambda: _credits(text)
    yield "times", text, lambda: _times(text)


def _edits(text: str, other: str) -> int:
    """Edits lie in both texts, and what is called equal has the same words."""
    one, two = split_words(text), split_words(other)
    found = find_edits(text, other)
    for edit in found:
        assert 0 <= edit.before_start <= edit.before_end <= len(text), edit
        assert 0 <= edit.after_start <= edit.after_end <= len(other), edit
        if edit.kind == "equal":
            before = [w.norm for w in one if edit.before_start <= w.start and w.end <= edit.before_end]
            after = [w.norm for w in two if edit.after_start <= w.start and w.end <= edit.after_end]
            assert before == after, edit
    return len(found)


def _furniture(text: str) -> int:
    return inside(list(find_furniture(text, lines_of(text), look_for_phrases(text))), text, apart=True)


def _header(text: str) -> int:
    lines = lines_of(text)
    assert all(text[line.start : line.end] == line.text for line in lines)
    header = read_header(lines)
    assert 0 <= header.body <= len(text)
    return inside(list(header.furniture), text)


def _credits(text: str) -> int:
    lines = lines_of(text)
    said, own = look_for_phrases(text), ("Herald", "https://herald.example/x")
    found = find_credits(text, lines, said, read_header(lines), own)
    assert all(credit.name.strip() for credit in found)
    return inside([(credit.start, credit.end) for credit in found], text)


def _times(text: str) -> int:
    start, end, day = find_date(text)
    assert (start, end) == (0, 0) if not day else text[start:end].strip()
    told = [
        day,
        read_time(text[:90]),
        read_date_line(text[:90]),
        date_of_address(f"https://a.example/{text}"),
    ]
    assert all(re.fullmatch(r"(\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?)?", one) for one in told), told
    return sum(map(bool, told))


def try_parsed(chance: random.Random) -> Iterator[Trial]:
    """Every finder that needs a parse, on 24 damaged texts: a third parsed, the rest with made-up parses."""
    readings = [
        compose(Record("x", mutate_text(chance.choice(SEEDS), chance)), SETTINGS.reading) for _ in range(24)
    ]
    for number, reading in enumerate(r for r in readings if isinstance(r, Reading)):
        passages = find_passages(reading, SETTINGS.collation)
        texts = [reading.article.text[p.start : p.end] for p in passages]
        real = number % 3 == 0
        read = parser().parse(texts) if real else [make_parse(text, chance) for text in texts]
        parses = {p.passage_id: parse for p, parse in zip(passages, read, strict=True)}
        trials = list(parsed_trials(reading, passages, parses))
        yield from trials if number % 4 == 0 else trials[:-1]  # attributions take as long as all the rest


def parsed_trials(reading: Reading, passages: tuple[Passage, ...], parses: Parses) -> Iterator[Trial]:
    """The same on one reading, whatever its parses."""
    article, text = reading.article, reading.article.text
    yield "compose", text, lambda: check(reading) or 1
    yield (
        "find_passages",
        text,
        lambda: covers([(p.start, p.end) for p in find_passages(reading, SETTINGS.collation)], text),
    )
    yield "sign", text, lambda: len(sign_batch([reading], frequencies(), SETTINGS.grouping))
    yield "find_figures", text, lambda: _figures(article, passages, parses)
    yield "find_dates", text, lambda: _dates(article, passages, parses)
    yield (
        "find_names",
        text,
        lambda: inside(
            [(n.start, n.end) for n in find_names(article, passages, parses, gazetteer(), SETTINGS.names)],
            text,
        ),
    )
    yield "find_attributions", text, lambda: _attributions(article, passages, parses)


def _figures(article: Article, passages: tuple[Passage, ...], parses: Parses) -> int:
    found = find_figures(article, passages, parses, SETTINGS)
    for figure in found:
        assert figure.low is None or figure.high is None or figure.low <= figure.high, figure
        assert any(c.isalnum() for c in article.text[figure.start : figure.end]), figure
    return inside([(figure.start, figure.end) for figure in found], article.text)


def _dates(article: Article, passages: tuple[Passage, ...], parses: Parses) -> int:
    found = find_dates(article, passages, parses, SETTINGS)
    assert all(not d.earliest or not d.latest or d.earliest <= d.latest for d in found), found
    return inside([(date.start, date.end) for date in found], article.text)


def _attributions(article: Article, passages: tuple[Passage, ...], parses: Parses) -> int:
    found = find_attributions(article, passages, parses, tagger(), SETTINGS.attributions)
    assert all(row.content for row in found)
    return sum(inside([*row.content, *row.source, *row.cue], article.text) for row in found)


def try_story(chance: random.Random) -> Iterator[Trial]:
    """The whole desk on three damaged tellings of one text."""
    seed = chance.choice((TEXT, SEEDS[-1]))
    texts = [mutate_text(seed, chance) for _ in range(3)]
    yield "a whole story", "\n=====\n".join(texts), lambda: _story(texts)


def _story(texts: list[str]) -> int:
    composed = [
        compose(Record(f"{n}", text, own_id=f"{n}"), SETTINGS.reading) for n, text in enumerate(texts)
    ]
    readings = {r.article.article_id: r for r in composed if not isinstance(r, Problem)}
    tellings = tuple(Telling("s", key, "ABC"[n]) for n, key in enumerate(sorted(readings)))
    if not tellings:
        return 0
    story = Story("s", "", "", "", len(tellings), 0)
    held = tuple(readings[telling.article_id] for telling in tellings)
    material = trace_story(Assignment(story, tellings, held, (), ""), SETTINGS)
    return check_story(compare_tellings(find_in_articles(material, SETTINGS), SETTINGS))


def check_story(material: StoryMaterial) -> int:
    """How many rows with a place the story has; raises for one that isn't what it claims."""
    text = {article.article_id: article.text for article in material.articles}
    home = {row.attribution_id: row.article_id for row in material.attributions}
    placed = [*material.passages, *material.figures, *material.dates, *material.names]
    for row in placed:
        inside([(row.start, row.end)], text[row.article_id])
    for change in material.alterations:
        if change.kind != "speaker changed":
            assert text[home[change.before_id]][change.before_start : change.before_end] == change.before, (
                change
            )
            assert text[home[change.after_id]][change.after_start : change.after_end] == change.after, change
    for clue in material.clues:
        assert 0 <= clue.child_start <= clue.child_end <= len(text[clue.child_id]), clue
    entities = {entity.entity_id for entity in material.entities}
    assert all(name.entity_id in entities for name in material.names)
    return len(placed)


def make_parse(text: str, chance: random.Random) -> Parse:
    """A parse that no pipeline would give, yet of the right form: one tree, every token in its place."""
    spans = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]
    order = list(range(len(spans)))
    chance.shuffle(order)
    heads = {index: order[chance.randrange(n)] if n else index for n, index in enumerate(order)}
    tokens = []
    for index, (start, end) in enumerate(spans):
        word, tag = text[start:end], chance.choice(TAGS)
        pos = {"N": "NOUN", "V": "VERB", "C": "NUM", "J": "ADJ", "P": "PRON"}.get(tag[0], "PUNCT")
        kind = chance.choice(ENTITIES)
        begins = bool(kind) and (not tokens or tokens[-1].entity != kind or chance.random() < 0.3)
        dep = chance.choice(DEPS)
        tokens.append(Token(start, end, word, word.lower(), pos, tag, dep, heads[index], kind, begins))
    return Parse(tuple(tokens))


def tally(trials: Iterator[Trial]) -> Counter[str]:
    """How many rows each finder gave, for the tests; raises for what it must not do."""
    found: Counter[str] = Counter()
    for name, _, attempt in trials:
        found[name] += attempt()
    return found


@cache
def parser() -> Parser:
    """The pipeline, loaded once."""
    return Parser()


@cache
def gazetteer() -> Gazetteer:
    """The places, loaded once."""
    return load_gazetteer()


@cache
def frequencies() -> Frequencies:
    """How common words are, loaded once."""
    return load_frequencies()


@cache
def tagger() -> Tagger:
    """The tagger, loaded once."""
    return Tagger()
