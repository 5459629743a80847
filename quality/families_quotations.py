"""Changed quotations in generated families: are they found, typed and weighed right, and is nothing else?"""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from benchmarks.families import Change, Family, given_events, play_family, read_pile, thesaurus
from benchmarks.families.newsroom import draw_play
from benchmarks.families.sources import count_words, half_of
from quality.families_names import Ancestry, Sentence
from tellings.collation.edits import equal_runs
from tellings.collation.passages import find_passages
from tellings.findings.material import StoryMaterial
from tellings.findings.utterances import match_utterances
from tellings.language.marks import find_quoted
from tellings.language.words import norms
from tellings.models import Alteration, Article, Attestation, Attribution, Derivation, Story, content_id
from tellings.settings import Settings

TITLE = "Generated families (held-out): changed quotations found, typed and weighed"
ASKED = {"altered F1": 0.90, "typed right": 0.85, "material right": 0.85, "unaltered left alone": 0.98}
FAMILIES = 160
LARGEST = 8  # tellings
WORDS = 4  # a shorter run within marks is a title or a scare quote
HEDGES = frozenset("might could perhaps probably almost".split())
STRONGER = frozenset("very really".split())
CHANGES_OF_WORDS = frozenset(
    "word changed,words cut,words added,hedge dropped,negation changed,tense changed,person changed".split(
        ","
    )
)


def score(data: Path) -> dict[str, float]:
    """F1 of altered quotations, how many are typed and weighed right, and unaltered ones reported."""
    counts: dict[str, float] = defaultdict(float)
    for family in play_quoted(data, "held-out", 12, FAMILIES):
        for name, value in judge(family, Settings()).items():
            counts[name] += value
    return tally(counts)


def play_quoted(data: Path, split: str, seed: int, count: int) -> Iterator[Family]:
    """Families in which every copy tells one to three facts otherwise, many of them quotations."""
    events = given_events(read_pile(data / "news_cluster.jsonl.gz"))
    thesaurus.learn(count_words(events))
    own = [event for event in events if event.sources and half_of(event.name) == split]
    for number in range(count):
        rng = random.Random(f"{split}/quoted/{seed}/{number}")
        play = replace(draw_play(split, rng, largest=LARGEST), alter=1.0, wires=1)
        yield play_family(rng.choice(own), play, rng, f"{split}-quoted-{seed}-{number}")


def tally(counts: dict[str, float]) -> dict[str, float]:
    """The measures from what was counted."""
    recall = counts["hit"] / max(counts["there"], 1)
    precision = counts["true pairs"] / max(counts["pairs"], 1)
    return {
        "altered F1": 2 * precision * recall / max(precision + recall, 1e-9),
        "_altered recall": recall,
        "_altered precision": precision,
        "typed right": counts["typed"] / max(counts["hit"], 1),
        "material right": counts["weighed"] / max(counts["hit"], 1),
        "unaltered left alone": 1 - counts["false"] / max(counts["unaltered"], 1),
        "_altered quotations": counts["there"],
        "_unaltered quotations": counts["unaltered"],
    }


def judge(family: Family, settings: Settings) -> dict[str, float]:
    """What is right and wrong about the alterations of one family."""
    truth = Ancestry(family)
    material = quote_by_marks(family, truth, settings)
    _, rows, _ = match_utterances(material, settings.utterances)
    reports = [row for row in rows if row.kind in CHANGES_OF_WORDS]
    counts: dict[str, float] = defaultdict(float)
    for change in family.truth.changes:
        if change.kind == "quotation" and is_quoted(change) and truth.can_be_found(change):
            _judge_change(change, reports, Places(truth, material), counts)
    _judge_pairs(reports, Places(truth, material), counts)
    return counts


Told = dict[Sentence, tuple[str, ...]]


class Places:
    """Which sentences an alteration compares."""

    def __init__(self, truth: Ancestry, material: StoryMaterial) -> None:
        self.truth = truth
        self.article_of = {row.attribution_id: row.article_id for row in material.attributions}
        self.content = {row.attribution_id: row.content[0] for row in material.attributions}
        self.sentences: dict[str, list[tuple[Sentence, int]]] = defaultdict(list)
        for sentence, end in sorted(truth.ends.items()):
            self.sentences[sentence[0]].append((sentence, end))

    def sides(self, row: Alteration) -> tuple[Sentence, Sentence]:
        """The sentences in which the words before and the words after stand."""
        before = self.truth.holding(self.article_of[row.before_id], row.before_start)
        return before, self.truth.holding(self.article_of[row.after_id], row.after_start)

    def told(self, attribution_id: str) -> dict[Sentence, tuple[str, ...]]:
        """The words of an attribution by the sentence that they come from."""
        key, (start, end) = self.article_of[attribution_id], self.content[attribution_id]
        text = self.truth.texts[key].text
        return {
            self.root(sentence): tuple(norms(text[max(start, sentence[1]) : min(end, stop)]))
            for sentence, stop in self.sentences[key]
            if sentence[1] < end and start < stop
        }

    def tells(self, sentence: Sentence, words: str) -> bool:
        """Whether a sentence has the words: a report of another hand may hold the same public quotation."""
        return words in self.truth.texts[sentence[0]].text[sentence[1] : self.truth.ends[sentence]]

    def root(self, sentence: Sentence) -> Sentence:
        """Where a sentence comes from."""
        return list(self.truth.line(sentence))[-1]


def _judge_change(
    change: Change, reports: list[Alteration], places: Places, counts: dict[str, float]
) -> None:
    """Whether a planted change is reported, as the kind it is and with the weight it has."""
    gone, come = difference(change)
    counts["there"] += 1
    hits = []
    for row in reports:
        sides = places.sides(row)
        carried = [places.truth.carries(side, change) for side in sides]
        old, new = (row.before, row.after) if carried[1] else (row.after, row.before)
        plain = sides[0] if carried[1] else sides[1]
        same = places.root(sides[0]) == places.root(sides[1]) or places.tells(plain, change.before)
        if same and carried[0] != carried[1] and gone in norms(old) and (not come or come in norms(new)):
            hits.append((row, carried[1]))
    if hits:
        counts["hit"] += 1
        counts["typed"] += any(row.kind in kinds(gone, come, forward) for row, forward in hits)
        weight = gone in HEDGES | STRONGER and not come
        counts["weighed"] += any(row.material == weight for row, _ in hits)


def is_quoted(change: Change) -> bool:
    """Whether the words stand within marks, and aren't what a sentence has between two quotations."""
    return change.before == change.before.strip()


def difference(change: Change) -> tuple[str, str]:
    """The word that was exchanged and its replacement, "" where it was left out."""
    one, other = norms(change.before), norms(change.after)
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(other))
    return one[at], other[at] if len(one) == len(other) else ""


def kinds(gone: str, come: str, forward: bool) -> set[str]:
    """What the change may be called, seen from the old words or from the new ones."""
    if gone in HEDGES and forward:
        return {"hedge dropped"}
    if come:
        return {"word changed"}
    return {"words cut"} if forward else {"words added"}


def _judge_pairs(reports: list[Alteration], places: Places, counts: dict[str, float]) -> None:
    """Whether what is reported as altered differs, and how many quotations that don't are."""
    told = {key: places.told(key) for key in places.content}
    pairs = {(row.before_id, row.after_id) for row in reports}
    for before, after in pairs:
        counts["pairs"] += 1
        counts["true pairs"] += told_otherwise(told[before], told[after]) is True
    for one, other in kin_pairs(told):
        if told_otherwise(told[one], told[other]) is False:
            counts["unaltered"] += 1
            counts["false"] += (one, other) in pairs or (other, one) in pairs


def told_otherwise(one: Told, other: Told) -> bool | None:
    """Whether two quotations differ in a sentence that both tell; None where they say different things.

    Two wires may hold one public quotation: half of the words, in order, make it the same.
    """
    common = one.keys() & other.keys()
    if common:
        return any(one[root] != other[root] for root in common)
    words = [[word for told in side.values() for word in told] for side in (one, other)]
    alike = sum(length for _, _, length in equal_runs(*words))
    return words[0] != words[1] if 2 * alike >= min(map(len, words)) else None


def kin_pairs(told: dict[str, Told]) -> list[tuple[str, str]]:
    """Every two quotations that tell a sentence in common."""
    kin: dict[Sentence, list[str]] = defaultdict(list)
    for key in sorted(told):
        for root in told[key]:
            kin[root].append(key)
    return sorted({pair for keys in kin.values() for pair in combinations(keys, 2)})


def quote_by_marks(family: Family, truth: Ancestry, settings: Settings) -> StoryMaterial:
    """The family with its true tree, each run of some words within marks as somebody's quotation."""
    articles = tuple(reading.article for reading in family.readings)
    passages = tuple(p for r in family.readings for p in find_passages(r, settings.collation))
    attestations = []
    for p in passages:
        root = content_id(*map(str, Places.root(Places(truth, EMPTY), truth.holding(p.article_id, p.start))))
        attestations.append(Attestation(root, p.passage_id, p.article_id, "origin", "same"))
    derivations = tuple(
        Derivation("s", child, parent, "edited", 1.0, 1.0 - 0.1 * place, 0.9)
        for child, parents in sorted(family.visible().items())
        for place, parent in enumerate(parents)
    )
    return StoryMaterial(
        Story("s", "", "", "", len(articles), 1),
        articles=articles,
        passages=passages,
        attestations=tuple(attestations),
        derivations=derivations,
        attributions=tuple(row for article in articles for row in quote(article)),
    )


EMPTY = StoryMaterial(Story("s", "", "", "", 0, 0))


def quote(article: Article) -> Iterator[Attribution]:
    """Direct quotations by nobody, one for each outermost run within marks."""
    for run in find_quoted(article.text):
        if run.depth == 1 and len(norms(article.text[run.start : run.end])) >= WORDS:
            key = content_id("quoted", article.article_id, str(run.start))
            yield Attribution(key, article.article_id, "direct", ((run.start, run.end),), (), (), "")
