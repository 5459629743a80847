"""The desk: kernels that take articles in and work stories out, with the models they need."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from tellings import __version__
from tellings.archive.assertions import Assertion
from tellings.archive.writing import Dispatch, Summary
from tellings.collation.passages import find_passages
from tellings.findings.dates import find_dates
from tellings.findings.disagreements import find_disagreements
from tellings.findings.entities import link_names
from tellings.findings.figures import find_figures
from tellings.findings.gazetteer import Gazetteer, load_gazetteer
from tellings.findings.material import StoryMaterial
from tellings.findings.names import find_names
from tellings.grouping import Frequencies, load_frequencies, sign_batch
from tellings.language.parses import Parses
from tellings.language.parsing import Parser
from tellings.models import Date, Figure, Name, Passage, Problem, Row, Story, Telling, content_id
from tellings.reading import Reading
from tellings.reading.portions import Portion, read_portion
from tellings.reading.sources import read_source
from tellings.settings import Settings

SIGNED_AT_ONCE = 64  # readings: signing works on arrays of many


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


class Intake:
    """A kernel: a source becomes its readings, each with its packed signature, and problems."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __call__(self, source: str | Portion | Problem) -> Iterator[tuple[Reading, bytes] | Problem]:
        """What one source holds, its problems after the readings they came with."""
        found = self._read(source)
        while batch := list(islice(found, SIGNED_AT_ONCE)):
            readings = [row for row in batch if not isinstance(row, Problem)]
            signatures = sign_batch(readings, _frequencies(), self.settings.grouping)
            yield from ((r, mark.to_bytes()) for r, mark in zip(readings, signatures, strict=True))
            yield from (row for row in batch if isinstance(row, Problem))

    def _read(self, source: str | Portion | Problem) -> Iterator[Reading | Problem]:
        if isinstance(source, Portion):
            return read_portion(source, self.settings.reading)
        if isinstance(source, Problem):
            return iter((source,))
        return read_source(source, self.settings.reading)


class Desk:
    """A kernel: an assignment becomes all rows of its story."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __call__(self, assignment: Assignment) -> Iterator[Dispatch]:
        """One dispatch; the same for the same articles, settings and corrections."""
        settings = self.settings
        passages = tuple(
            passage
            for reading in assignment.readings
            for passage in find_passages(reading, settings.collation)
        )
        material = StoryMaterial(
            story=assignment.story,
            articles=tuple(reading.article for reading in assignment.readings),
            tellings=assignment.tellings,
            credits=tuple(credit for reading in assignment.readings for credit in reading.credits),
            passages=passages,
        )
        material = find_in_articles(material, settings)
        material = compare_tellings(material, settings)
        yield Dispatch(
            assignment.story.story_id, assignment.fingerprint, summarise(material, settings), _rows(material)
        )


def find_in_articles(material: StoryMaterial, settings: Settings) -> StoryMaterial:
    """The material with what each article holds on its own: figures, dates, names."""
    parses = parse_passages(material, _parser(settings.pipeline))
    own: dict[str, list[Passage]] = {article.article_id: [] for article in material.articles}
    for passage in material.passages:
        own[passage.article_id].append(passage)
    figures: list[Figure] = []
    dates: list[Date] = []
    names: list[Name] = []
    for article in material.articles:
        passages = own[article.article_id]
        figures += find_figures(article, passages, parses, settings)
        dates += find_dates(article, passages, parses, settings)
        names += find_names(article, passages, parses, _gazetteer(), settings.names)
    return replace(material, figures=tuple(figures), dates=tuple(dates), names=tuple(names))


def compare_tellings(material: StoryMaterial, settings: Settings) -> StoryMaterial:
    """The material with what only shows across tellings: entities."""
    names, entities = link_names(material, _gazetteer(), settings.names)
    return replace(material, names=names, entities=entities)


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
def _frequencies() -> Frequencies:
    return load_frequencies()


@cache
def _gazetteer() -> Gazetteer:
    return load_gazetteer()


@cache
def _parser(pipeline: str) -> Parser:
    return Parser(pipeline)
