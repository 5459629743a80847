"""The desk: the kernel that works a story out, with the models it needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tellings import __version__
from tellings.archive.assertions import Assertion
from tellings.archive.writing import Dispatch, Summary
from tellings.collation.align import collate
from tellings.collation.passages import find_passages
from tellings.findings.attributions import find_attributions
from tellings.findings.dates import find_dates
from tellings.findings.disagreements import find_disagreements
from tellings.findings.entities import link_names
from tellings.findings.figures import find_figures
from tellings.findings.gazetteer import Gazetteer, load_gazetteer
from tellings.findings.ledger import weigh_figures
from tellings.findings.material import StoryMaterial
from tellings.findings.names import find_names
from tellings.findings.tagger import Tagger
from tellings.findings.utterances import match_utterances
from tellings.language.parses import Parses
from tellings.language.parsing import Parser
from tellings.language.vectors import Vectors, load_vectors
from tellings.lineage import Collated, Ruling
from tellings.lineage.forest import Models, load_models
from tellings.lineage.reprints import Reports, follow, part_reprints
from tellings.lineage.trace import trace
from tellings.lineage.usage import Usage, load_usage
from tellings.models import Attribution, Date, Figure, Name, Passage, Row, Story, Telling, content_id
from tellings.reading import Reading
from tellings.settings import Settings


@dataclass(frozen=True, slots=True)
class Assignment:
    """One story to work out: as drafted, its readings, and people's corrections that touch it."""

    story: Story
    tellings: tuple[Telling, ...]
    readings: tuple[Reading, ...]
    assertions: tuple[Assertion, ...]
    fingerprint: str


def fingerprint(settings: Settings, tellings: Sequence[Telling], assertions: Sequence[Assertion]) -> str:
    """What a story's findings depend on; an equal one means that they would come out equal."""
    said = sorted(f"{a.kind} {a.subject_id} {a.object_id}" for a in assertions)
    members = sorted(f"{telling.article_id} {telling.siglum}" for telling in tellings)
    return content_id("desk", __version__, repr(settings), *members, *said)


class Desk:
    """A kernel: an assignment becomes all rows of its story."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __call__(self, assignment: Assignment) -> Iterator[Dispatch]:
        """One dispatch; the same for the same articles, settings and corrections."""
        settings, story = self.settings, assignment.story
        material = trace_story(assignment, settings)
        material = find_in_articles(material, settings)
        material = compare_tellings(material, settings)
        rows = _rows(material)
        yield Dispatch(story.story_id, assignment.fingerprint, summarise(material, settings), rows)


def trace_story(assignment: Assignment, settings: Settings) -> StoryMaterial:
    """The story collated, with its family tree and the origins behind each statement."""
    story, readings = assignment.story, assignment.readings
    articles = tuple(reading.article for reading in readings)
    credits = tuple(credit for reading in readings for credit in reading.credits)
    passages = tuple(p for reading in readings for p in find_passages(reading, settings.collation))
    rulings = tuple(
        Ruling(a.subject_id, a.object_id)
        for a in assignment.assertions
        if a.kind in ("derives-from", "independent")
    )
    ruled = {key for ruling in rulings for key in (ruling.child_id, ruling.parent_id)}
    followed = part_reprints(articles, passages, settings.lineage.most_traced, ruled)
    distinct = tuple(article for article in articles if article.article_id not in followed)
    parts = tuple(passage for passage in passages if passage.article_id not in followed)
    named = tuple(credit for credit in credits if credit.article_id not in followed)
    collation = collate(distinct, parts, _vectors(), settings.collation)
    collated = Collated(story.story_id, distinct, parts, named, collation, rulings)
    lineage = trace(collated, _models(), _usage(), settings.lineage)
    lineage = follow(lineage, followed, Reports(articles, passages)) if followed else lineage
    own = sum(origin.kind != "cited source" for origin in lineage.origins)
    return StoryMaterial(
        story=replace(story, origins=own),
        articles=articles,
        tellings=assignment.tellings,
        credits=credits,
        passages=passages,
        alignments=collation.alignments,
        statements=lineage.statements,
        attestations=lineage.attestations,
        derivations=lineage.derivations,
        clues=lineage.clues,
        origins=lineage.origins,
    )


def find_in_articles(material: StoryMaterial, settings: Settings) -> StoryMaterial:
    """The material with what each article holds on its own: attributions, figures, dates, names."""
    parses = parse_passages(material, _parser(settings.pipeline))
    own: dict[str, list[Passage]] = {article.article_id: [] for article in material.articles}
    for passage in material.passages:
        own[passage.article_id].append(passage)
    attributions: list[Attribution] = []
    figures: list[Figure] = []
    dates: list[Date] = []
    names: list[Name] = []
    for article in material.articles:
        passages = own[article.article_id]
        attributions += find_attributions(article, passages, parses, _tagger(), settings.attributions)
        figures += find_figures(article, passages, parses, settings)
        dates += find_dates(article, passages, parses, settings)
        names += find_names(article, passages, parses, _gazetteer(), settings.names)
    return replace(
        material,
        attributions=tuple(attributions),
        figures=tuple(figures),
        dates=tuple(dates),
        names=tuple(names),
    )


def compare_tellings(material: StoryMaterial, settings: Settings) -> StoryMaterial:
    """The material with what only shows across tellings: entities, utterances, the ledger."""
    names, entities = link_names(material, _gazetteer(), settings.names, _usage().knows)
    material = replace(material, names=names, entities=entities)
    utterances, alterations, attributions = match_utterances(material, settings.utterances)
    material = replace(material, attributions=attributions)
    ledger, ledger_figures = weigh_figures(material, settings)
    return replace(
        material,
        utterances=utterances,
        alterations=alterations,
        ledger=ledger,
        ledger_figures=ledger_figures,
    )


def parse_passages(material: StoryMaterial, parser: Parser) -> Parses:
    """The parse of every passage that is no furniture; equal passages are parsed once."""
    texts = {article.article_id: article.text for article in material.articles}
    read = [passage for passage in material.passages if passage.kind != "furniture"]
    parsed = parser.parse([texts[p.article_id][p.start : p.end] for p in read])
    return {passage.passage_id: parse for passage, parse in zip(read, parsed, strict=True)}


def summarise(material: StoryMaterial, settings: Settings) -> Summary:
    """The counts that lists of stories are sorted by."""
    disagreements = find_disagreements(material, _gazetteer(), settings.names)
    altered = {row.utterance_id for row in material.alterations}
    moved = {row.utterance_id for row in material.alterations if row.material}
    return Summary(
        material.story.story_id, len(disagreements), len(material.utterances), len(altered), len(moved)
    )


def _rows(material: StoryMaterial) -> tuple[Row, ...]:
    """Everything that was found out, the story's own row first."""
    return (
        material.story, *material.passages, *material.statements, *material.origins,
        *material.attestations, *material.derivations, *material.clues, *material.attributions,
        *material.utterances, *material.alterations, *material.figures, *material.ledger,
        *material.ledger_figures, *material.dates, *material.entities, *material.names,
    )  # fmt: skip


@cache
def _vectors() -> Vectors:
    return load_vectors()


@cache
def _models() -> Models:
    return load_models()


@cache
def _usage() -> Usage:
    return load_usage()


@cache
def _tagger() -> Tagger:
    return Tagger()


@cache
def _gazetteer() -> Gazetteer:
    return load_gazetteer()


@cache
def _parser(pipeline: str) -> Parser:
    return Parser(pipeline)
