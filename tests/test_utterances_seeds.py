"""The five seed articles: every utterance of the gold with its tellings, speaker and alterations."""

import json
from importlib.resources import files
from pathlib import Path
from typing import TypedDict, cast

import pytest

from tellings.collation.align import collate
from tellings.collation.passages import find_passages
from tellings.findings.attributions import find_attributions
from tellings.findings.material import StoryMaterial
from tellings.findings.tagger import Tagger
from tellings.findings.utterances import gather, match_utterances, name_speaker, read_cast
from tellings.findings.utterances_words import Saying, read_sayings
from tellings.language.parsing import Parser
from tellings.language.vectors import load_vectors
from tellings.language.words import norms
from tellings.models import Attestation, Attribution, Derivation, Passage, Story
from tellings.reading import read_source
from tellings.reading.record import Reading
from tellings.settings import Settings

SHARED = Path(__file__).parents[1].parent / "shared"
SETTINGS = Settings()


class Change(TypedDict, total=False):
    telling: str
    kind: str
    before: str
    after: str


class Wanted(TypedDict, total=False):
    speaker: str
    tellings: dict[str, str]
    alterations: list[Change]


Seeds = tuple[dict[str, str], list[Wanted], StoryMaterial]


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    """The article id of each of the gold's letters, its utterances, and the story under its true tree."""
    path = SHARED / "seeds_gold.json"
    if not path.exists():
        pytest.skip(f"the seed articles aren't at {SHARED}")
    if not (files("tellings") / "findings" / "attributions.onnx").is_file():
        pytest.skip("the tagger's model isn't there")
    tagger = Tagger()
    gold = json.loads(path.read_text("utf-8"))
    parser = Parser(SETTINGS.pipeline)
    letters: dict[str, str] = {}
    articles, passages, attributions = [], list[Passage](), list[Attribution]()
    for letter, name in gold["files"].items():
        (reading,) = read_source(str(SHARED / "seeds" / name), SETTINGS.reading)
        assert isinstance(reading, Reading)
        own = find_passages(reading, SETTINGS.collation)
        found = parser.parse([reading.article.text[p.start : p.end] for p in own])
        parses = {p.passage_id: parse for p, parse in zip(own, found, strict=True)}
        letters[letter] = reading.article.article_id
        articles.append(reading.article)
        passages += own
        attributions += find_attributions(reading.article, own, parses, tagger, SETTINGS.attributions)
    collation = collate(articles, passages, load_vectors(), SETTINGS.collation)
    home = {p.passage_id: p.article_id for p in passages}
    attestations = tuple(
        Attestation(str(number), passage_id, home[passage_id], "wire", "same")
        for number, agreement in enumerate(collation.agreements)
        for passage_id in agreement.passage_ids
    )
    kinds = gold["lineage"]["kinds"]
    tree = [Derivation("s", letters[key], "wire", kinds[key][0], 1.0, 0.9, 0.9) for key in sorted(kinds)]
    material = StoryMaterial(
        Story("s", "", "", "", len(articles), 2),
        articles=tuple(articles),
        passages=tuple(passages),
        alignments=collation.alignments,
        attestations=attestations,
        derivations=tuple(tree),
        attributions=tuple(attributions),
    )
    return letters, cast("list[Wanted]", gold["utterances"]), material


def holds(saying: Saying, words: str) -> bool:
    """Whether the saying tells these words, among others perhaps."""
    return f" {' '.join(norms(words))} " in f" {' '.join(saying.norms)} "


def find_group(wanted: Wanted, seeds: Seeds) -> tuple[Saying, ...]:
    """The sayings of the one utterance that all tellings of the wanted one are in."""
    letters, _, material = seeds
    (group,) = [
        group
        for group in gather(read_sayings(material), SETTINGS.utterances)
        if all(
            any(s.attribution.article_id == letters[key] and holds(s, words) for s in group)
            for key, words in wanted["tellings"].items()
        )
    ]
    return group


@pytest.mark.parametrize("number", range(4))
def test_a_gold_utterance_has_its_tellings_and_speaker(number: int, seeds: Seeds) -> None:
    wanted = seeds[1][number]
    group = find_group(wanted, seeds)
    assert {s.attribution.article_id for s in group} == {seeds[0][key] for key in wanted["tellings"]}
    assert name_speaker(group, read_cast(s.attribution for s in group)) == wanted["speaker"]


@pytest.mark.parametrize("number", range(4))
def test_a_gold_utterance_has_its_alterations(number: int, seeds: Seeds) -> None:
    letters, utterances, material = seeds
    wanted = utterances[number]
    ours = {s.attribution.attribution_id: s.attribution.article_id for s in find_group(wanted, seeds)}
    _, rows, _ = match_utterances(material, SETTINGS.utterances)
    told = [
        (ours[row.after_id], row.kind, tuple(norms(row.before)), tuple(norms(row.after)))
        for row in rows
        if row.after_id in ours
    ]
    for change in wanted.get("alterations", []):
        assert any(
            article == letters[change["telling"]]
            and kind == change["kind"]
            and ("before" not in change or before == tuple(norms(change["before"])))
            and ("after" not in change or after == tuple(norms(change["after"])))
            for article, kind, before, after in told
        ), (change, told)


def test_at_least_fifteen_utterances_have_two_tellings_or_more(seeds: Seeds) -> None:
    utterances, rows, _ = match_utterances(seeds[2], SETTINGS.utterances)
    assert sum(row.articles > 1 for row in utterances) >= 15
    assert {row.utterance_id for row in rows} <= {row.utterance_id for row in utterances}
