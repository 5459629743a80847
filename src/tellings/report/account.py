"""What the tellings say, statement by statement, in three parts by how many origins stand behind it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

from tellings.lineage.reasons import explain_origins
from tellings.models import Attestation, Passage, Statement
from tellings.report.differences import Run, mark_differences
from tellings.report.harmless import clip
from tellings.report.index import StoryIndex
from tellings.report.palette import Mark
from tellings.report.words import RELATIONS, span

SHORTEST = 20  # characters; a passage told once that is shorter says nothing by itself
LONGEST_WHY = 240  # characters of the sentence that explains a count
LONGEST = 480  # characters of a reading shown here; the reading room shows all


@dataclass(frozen=True, slots=True)
class Carrier:
    """A telling that carries a statement, with the origin behind it."""

    siglum: str
    label: str
    mark: Mark
    link: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One wording, and the tellings that have it."""

    runs: tuple[Run, ...]
    relation: str
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement with all that a page shows of it."""

    anchor: str
    words: str
    carriers: tuple[Carrier, ...]
    low: int
    likely: int
    high: int
    counted: str
    origins: str
    tellings: str
    disputed: bool
    why: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the account."""

    anchor: str
    title: str
    about: str
    entries: tuple[Entry, ...]


def give_account(index: StoryIndex, disputed: frozenset[str]) -> tuple[Part, ...]:
    """The parts that hold anything; `disputed` are passage ids."""
    places = _places(index)
    ordered = sorted(
        index.material.statements, key=lambda s: (places.get(s.statement_id, 1.0), s.statement_id)
    )
    parts: dict[str, list[Entry]] = defaultdict(list)
    for statement in ordered:
        carriers = index.carriers.get(statement.statement_id, [])
        if carriers:
            parts[_part(statement)].append(_entry(index, statement, carriers, disputed))
    parts["once"] += _told_once(index, disputed)
    return tuple(
        Part(f"account-{name}", title, about, tuple(parts[name]))
        for name, (title, about) in _PARTS.items()
        if parts[name]
    )


_PARTS = {
    "several": ("Confirmed by more than one origin", "Reported independently, as far as the texts show."),
    "copies": ("Many tellings, one origin", "Looks well supported, but all of it goes back to one place."),
    "once": ("Told once", "Only one telling says so."),
}


def _told_once(index: StoryIndex, disputed: frozenset[str]) -> list[Entry]:
    """What no other telling has: passages that carry no statement, article by article."""
    return [
        _lone_entry(index, passage, passage.passage_id in disputed)
        for article_id in index.ordered
        for passage in index.by_article[article_id]
        if passage.kind in ("narration", "quotation")
        and passage.passage_id not in index.attested
        and passage.end - passage.start >= SHORTEST
    ]


def _lone_entry(index: StoryIndex, passage: Passage, disputed: bool) -> Entry:
    article_id, mark = passage.article_id, index.passage_mark(passage)
    link = f"#p-{index.anchor(passage.passage_id)}"
    return Entry(
        anchor=f"once-{index.anchor(passage.passage_id)}",
        words=clip(index.passage_text(passage.passage_id), LONGEST),
        carriers=(Carrier(index.sigla.get(article_id, ""), index.label(article_id), mark, link),),
        low=1,
        likely=1,
        high=1,
        counted=span(1, 1, 1),
        origins=str(mark.number),
        tellings=index.sigla.get(article_id, ""),
        disputed=disputed,
        why="",
        readings=(),
    )


def _part(statement: Statement) -> str:
    if statement.origins > 1:
        return "several"
    return "copies" if statement.articles > 1 else "once"


def _places(index: StoryIndex) -> dict[str, float]:
    """Where in an article each statement stands on average: 0 the beginning, 1 the end."""
    places: dict[str, list[float]] = defaultdict(list)
    for row in index.material.attestations:
        passage, article = index.passages.get(row.passage_id), index.articles.get(row.article_id)
        if passage and article:
            places[row.statement_id].append(passage.start / (len(article.text) or 1))
    return {statement_id: mean(found) for statement_id, found in places.items()}


def _entry(
    index: StoryIndex, statement: Statement, rows: list[Attestation], disputed: frozenset[str]
) -> Entry:
    carriers = tell_carriers(index, rows)
    return Entry(
        anchor=index.anchor(statement.statement_id),
        words=clip(statement.reading, LONGEST),
        carriers=carriers,
        low=statement.origins_low,
        likely=statement.origins,
        high=statement.origins_high,
        counted=span(statement.origins_low, statement.origins, statement.origins_high),
        origins=" ".join(str(number) for number in sorted({c.mark.number for c in carriers})),
        tellings=" ".join(dict.fromkeys(c.siglum for c in carriers)),
        disputed=any(row.passage_id in disputed for row in rows),
        why=_why(index, rows),
        readings=_readings(index, statement, rows),
    )


def _why(index: StoryIndex, rows: list[Attestation]) -> str:
    """Why a statement of several tellings has as many origins as it has."""
    if len({row.article_id for row in rows}) < 2:
        return ""
    material = index.material
    outlets = {row.article_id: index.articles[row.article_id].outlet for row in rows}
    edges = index.edges_of(rows)
    return clip(explain_origins(rows, edges, material.origins, index.sigla, outlets), LONGEST_WHY)


def tell_carriers(index: StoryIndex, rows: Iterable[Attestation]) -> tuple[Carrier, ...]:
    """The sigla of attestations, a telling with two passages of one origin once."""
    first: dict[tuple[str, str], Attestation] = {}
    for row in rows:
        first.setdefault((row.article_id, row.origin_id), row)
    return tuple(carrier(index, row) for row in first.values())


def carrier(index: StoryIndex, row: Attestation) -> Carrier:
    """The siglum of an attestation, in the look of its origin."""
    link = f"#p-{index.anchor(row.passage_id)}"
    return Carrier(
        index.sigla.get(row.article_id, ""), index.label(row.article_id), index.mark(row.origin_id), link
    )


def _readings(index: StoryIndex, statement: Statement, rows: list[Attestation]) -> tuple[Reading, ...]:
    """Each wording once, the statement's own first; none where all have the same words."""
    wordings: dict[str, list[Attestation]] = defaultdict(list)
    for row in rows:
        wordings[clip(index.passage_text(row.passage_id), LONGEST)].append(row)
    own = clip(statement.reading, LONGEST)
    ordered = sorted(wordings.items(), key=lambda item: (item[0] != own, index.rank(item[1][0].article_id)))
    if len(wordings) < 2:
        return ()
    return tuple(
        Reading(
            mark_differences(own, words) if words != own else (Run("", words),),
            RELATIONS.get(held[0].relation, held[0].relation),
            tell_carriers(index, held),
        )
        for words, held in ordered
    )
