"""All rows of one story, and the look-ups that findings across tellings need.

Every finding that compares tellings (ledger, utterances, names, timeline, disagreements) takes a
`StoryMaterial`, so that it can run inside the pipeline and over an archive alike.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from tellings.collation import Alignment
from tellings.models import (
    Alteration,
    Article,
    Attestation,
    Attribution,
    Clue,
    Credit,
    Date,
    Derivation,
    Entity,
    Figure,
    LedgerEntry,
    LedgerFigure,
    Name,
    Origin,
    Passage,
    Statement,
    Story,
    Telling,
    Utterance,
)


@dataclass(frozen=True, slots=True)
class StoryMaterial:
    """The rows of one story; what a stage has not made yet is ().

    `alignments` are known only while the pipeline runs: an archive doesn't keep them.
    """

    story: Story
    articles: tuple[Article, ...] = ()
    tellings: tuple[Telling, ...] = ()
    credits: tuple[Credit, ...] = ()
    passages: tuple[Passage, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    statements: tuple[Statement, ...] = ()
    attestations: tuple[Attestation, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    clues: tuple[Clue, ...] = ()
    origins: tuple[Origin, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    alterations: tuple[Alteration, ...] = ()
    figures: tuple[Figure, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    ledger_figures: tuple[LedgerFigure, ...] = ()
    dates: tuple[Date, ...] = ()
    names: tuple[Name, ...] = ()
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """The characters of an article that a finding rests on."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Step:
    """An edge of the family tree: something entered in `child_id`, and `parent_id` hasn't got it."""

    parent_id: str
    child_id: str


class PassageFinder:
    """Which passage holds a span, in logarithmic time."""

    def __init__(self, passages: Collection[Passage]) -> None:
        self._by_article: dict[str, list[Passage]] = defaultdict(list)
        for passage in sorted(passages, key=lambda p: (p.article_id, p.start, p.end, p.passage_id)):
            self._by_article[passage.article_id].append(passage)
        self._starts = {key: [p.start for p in held] for key, held in self._by_article.items()}

    def find(self, article_id: str, start: int) -> Passage | None:
        """The passage of `article_id` that holds the character at `start`, or None."""
        index = bisect_right(self._starts.get(article_id, []), start) - 1
        if index < 0:
            return None
        passage = self._by_article[article_id][index]
        return passage if start < passage.end else None


def origins_by_passage(material: StoryMaterial) -> dict[str, str]:
    """The origin behind each passage that carries a statement, by passage id."""
    return {row.passage_id: row.origin_id for row in material.attestations}


def origins_by_article(material: StoryMaterial) -> dict[str, str]:
    """The origin behind most of each article's attested passages; the smallest id of equals."""
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for row in material.attestations:
        held[row.article_id][row.origin_id] += 1
    return {key: min(counted, key=lambda o: (-counted[o], o)) for key, counted in held.items()}


def statements_by_passage(material: StoryMaterial) -> dict[str, str]:
    """The statement that each passage carries, by passage id."""
    return {row.passage_id: row.statement_id for row in material.attestations}


def parents_by_child(material: StoryMaterial) -> dict[str, tuple[str, ...]]:
    """The parents of each child in the family tree, surest first."""
    held: dict[str, list[Derivation]] = defaultdict(list)
    for row in material.derivations:
        held[row.child_id].append(row)
    return {
        child: tuple(row.parent_id for row in sorted(rows, key=lambda r: (-r.confidence, r.parent_id)))
        for child, rows in held.items()
    }


def steps_into(carriers: Collection[str], material: StoryMaterial) -> tuple[Step, ...]:
    """The tree edges by which a reading came in: the child carries it, none of its parents does.

    An article without a parent brings a reading in by no edge.

    >>> story = Story("s", "", "", "", 2, 1)
    >>> row = Derivation("s", "b", "a", "edited", 1.0, 0.9, 0.9)
    >>> steps_into({"b"}, StoryMaterial(story, derivations=(row,)))
    (Step(parent_id='a', child_id='b'),)
    >>> steps_into({"a", "b"}, StoryMaterial(story, derivations=(row,)))
    ()
    """
    parents = parents_by_child(material)
    return tuple(
        Step(parents[child][0], child)
        for child in sorted(carriers)
        if child in parents and not any(parent in carriers for parent in parents[child])
    )
