"""Generated families with changed figures and dates: are the changes found, and is nothing made up?

Families are played from the news_cluster articles of the half that fits nothing. Which sentences say
the same is given (the family's truth), so that the ledger and the dates are judged and not the
alignment. A change can be found where another telling keeps the old words in the same sentence, and
where the number is one: what the newsroom changed in "Apollo 11" or "January 31" isn't a figure. A
figure is found when a ledger entry that isn't "agree" holds it or a disagreement does, as a number or
as the day of a date; a date when a disagreement does. A conflict is wrong when none of its figures was
changed and all stand on one origin. It isn't where the sentences are made from one and neither has the
other's words: rewording put "last year" for "last month", and the conflict is true. Such are counted apart.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from benchmarks.families import Change, Family, Play, given_events, play_family, read_pile
from benchmarks.families.sources import half_of
from tellings.findings.dates import find_dates
from tellings.findings.disagreements_dates import compare_dates
from tellings.findings.disagreements_numbers import compare_numbers
from tellings.findings.disagreements_values import Reader
from tellings.findings.figures import find_figures
from tellings.findings.ledger import weigh_figures
from tellings.findings.material import StoryMaterial
from tellings.language.parsing import Parser
from tellings.models import Attestation, Date, Derivation, Figure, Passage, Story
from tellings.settings import Settings

TITLE = "Generated families: changed figures and dates found, given which sentences say the same."
ASKED = {"changes found F1": 0.90}
NAMED = re.compile(r"[A-Z][\w.]+ $")  # what stands before the number of "Apollo 11"
STORIES = 40
SEED = 1861
Places = list[tuple[str, int, int]]


def score(data: Path) -> dict[str, float]:
    """F1 of changes found (figures, dates, both) and wrong conflicts in every 20 stories."""
    right = {"figure": 0, "date": 0}
    missed = {"figure": 0, "date": 0}
    wrong = {"figure": 0, "date": 0}
    reworded = 0
    for family, material in play(data):
        for kind in right:
            found = told(kind, material)
            days = told("date", material) if kind == "figure" else []
            explained: set[int] = set()
            for change in family.truth.changes:
                if change.kind == kind and can_be_found(change, material):
                    hits = {n for n, (_, spans) in enumerate(found) if covers(spans, change)}
                    explained |= hits
                    dated = any(covers(spans, change) for _, spans in days)
                    right[kind] += bool(hits) or dated
                    missed[kind] += not hits and not dated
            values = {word for c in family.truth.changes for word in (c.before, c.after)}
            for n, (grave, spans) in enumerate(found):
                if n not in explained and grave and is_wrong(spans, values, family, material):
                    reworded_ = was_reworded(spans, family, material)
                    reworded += reworded_
                    wrong[kind] += not reworded_
    return {
        "changed figures F1": f1(right["figure"], missed["figure"], wrong["figure"]),
        "changed dates F1": f1(right["date"], missed["date"], wrong["date"]),
        "changes found F1": f1(sum(right.values()), sum(missed.values()), sum(wrong.values())),
        "_wrong conflicts in 20 stories": 20 * sum(wrong.values()) / STORIES,
        "_facts that rewording changed, reported": float(reworded),
        "_changes": float(sum(right.values()) + sum(missed.values())),
    }


def f1(right: int, missed: int, wrong: int) -> float:
    """The harmonic mean of precision and recall; 1 where there was nothing to find."""
    return 2 * right / (2 * right + missed + wrong) if right + missed + wrong else 1.0


def play(data: Path) -> Iterator[tuple[Family, StoryMaterial]]:
    """The families with what the program finds in them."""
    events = [
        e for e in given_events(read_pile(data / "news_cluster.jsonl.gz")) if half_of(e.name) == "held-out"
    ]
    rng = random.Random(SEED)
    parser = Parser(Settings().pipeline)
    for number in range(STORIES):
        play_ = Play("held-out", rng.choice([3, 4, 5, 6]), alter=0.9)
        family = play_family(events[number % len(events)], play_, rng, f"figures{number}")
        yield family, read(family, parser)


def read(family: Family, parser: Parser) -> StoryMaterial:
    """Passages, figures and dates of a family, its sentences matched by the truth."""
    settings = Settings()
    articles = tuple(sorted((r.article for r in family.readings), key=lambda a: a.article_id))
    passages: list[Passage] = []
    figures: list[Figure] = []
    dates: list[Date] = []
    attestations: list[Attestation] = []
    for article in articles:
        own: list[Passage] = []
        for n, sentence in enumerate(family.truth.sentences[article.article_id]):
            if not article.text[sentence.start : sentence.end].strip():
                continue
            passage = Passage(
                f"{article.article_id}-{n:05d}", article.article_id, sentence.start, sentence.end, "narration"
            )
            own.append(passage)
            statement = "{}:{}".format(*root(family, article.article_id, sentence.start))
            origin = sentence.origin or article.article_id
            attestations.append(
                Attestation(statement, passage.passage_id, article.article_id, origin, "edited")
            )
        found = parser.parse([article.text[p.start : p.end] for p in own])
        parses = {p.passage_id: parse for p, parse in zip(own, found, strict=True)}
        passages += own
        figures += find_figures(article, own, parses, settings)
        dates += find_dates(article, own, parses, settings)
    tree = [
        Derivation("s", child, parent, "edited", 1.0, 0.99, 0.99)
        for child, parents in sorted(family.visible().items())
        for parent in parents
    ]
    return StoryMaterial(
        Story("s", "", "", "", len(articles), family.truth.origins),
        articles=articles,
        passages=tuple(passages),
        attestations=tuple(attestations),
        derivations=tuple(tree),
        figures=tuple(figures),
        dates=tuple(dates),
    )


def root(family: Family, article_id: str, start: int) -> tuple[str, int]:
    """The sentence that a sentence was first made from, lost copies included."""
    for _ in range(50):
        sentence = next(
            (s for s in family.truth.sentences.get(article_id, ()) if s.start <= start < s.end), None
        )
        if sentence is None or not sentence.parent_id or not sentence.parent_end:
            break
        article_id, start = sentence.parent_id, sentence.parent_start
    return article_id, start


def told(kind: str, material: StoryMaterial) -> list[tuple[bool, Places]]:
    """The places of each difference the program reports, and whether it calls it a contradiction."""
    if kind == "date":
        return [
            (True, [(p.article_id, p.start, p.end) for value in found.values for p in value.places])
            for found in compare_dates(material, Settings().names)
        ]
    entries, rows = weigh_figures(material, Settings())
    figures = {f.figure_id: f for f in material.figures}
    places: dict[str, Places] = {entry.entry_id: [] for entry in entries}
    for row in rows:
        figure = figures[row.figure_id]
        places[row.entry_id].append((figure.article_id, figure.start, figure.end))
    weighed = [
        (e.verdict in ("conflict", "updated"), places[e.entry_id]) for e in entries if e.verdict != "agree"
    ]
    known = replace(material, ledger=entries, ledger_figures=rows)
    numbers = compare_numbers(known, Settings().names, Reader(known), [])
    return weighed + [
        (True, [(p.article_id, p.start, p.end) for v in d.values for p in v.places]) for d in numbers
    ]


def can_be_found(change: Change, material: StoryMaterial) -> bool:
    """True where another telling keeps the old words in the same sentence, and a figure is one."""
    statements = {a.passage_id: a.statement_id for a in material.attestations}
    texts = {a.article_id: a.text for a in material.articles}
    before = texts.get(change.child_id, "")[max(0, change.after_start - 30) : change.after_start]
    if change.kind == "figure" and NAMED.search(before) and not before.rstrip().endswith("."):
        return False
    here = {
        statements[p.passage_id]
        for p in material.passages
        if p.article_id == change.child_id and p.start <= change.after_start < p.end
    }
    return any(
        statements[p.passage_id] in here and change.before in texts[p.article_id][p.start : p.end]
        for p in material.passages
        if p.article_id != change.child_id
    )


def covers(spans: Places, change: Change) -> bool:
    """True where one of the places is the changed words'."""
    return any(a == change.child_id and s < change.after_end and change.after_start < e for a, s, e in spans)


def was_reworded(spans: Places, family: Family, material: StoryMaterial) -> bool:
    """True where two of the places lie in sentences made from one, and neither has the other's words."""
    texts = {a.article_id: a.text for a in material.articles}
    told = []
    for article, start, end in spans:
        held = next(s for s in family.truth.sentences[article] if s.start <= start < s.end)
        sentence = texts[article][held.start : held.end]
        told.append((root(family, article, held.start), texts[article][start:end], sentence))
    return any(
        one[0] == other[0] and one[1] not in other[2] and other[1] not in one[2]
        for one, other in combinations(told, 2)
    )


def is_wrong(spans: Places, values: set[str], family: Family, material: StoryMaterial) -> bool:
    """True for a difference between tellings of one origin in which no changed word stands."""
    texts = {a.article_id: a.text for a in material.articles}
    if any(value in texts[a][max(0, s - 1) : e + 1] for a, s, e in spans for value in values):
        return False
    origins = {
        sentence.origin
        for a, s, _ in spans
        for sentence in family.truth.sentences[a]
        if sentence.start <= s < sentence.end
    }
    return len(origins) == 1
