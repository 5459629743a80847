"""Who and what the tellings name, and how each writes it."""

from collections import defaultdict
from dataclasses import dataclass

from tellings.models import Name
from tellings.report.account import Carrier
from tellings.report.harmless import clip
from tellings.report.index import StoryIndex


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way of writing a name, with the tellings that have it."""

    words: str
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """An entity with its spellings, the commonest first."""

    name: str
    kind: str
    spellings: tuple[Spelling, ...]
    tellings: int


def list_names(index: StoryIndex) -> tuple[Person, ...]:
    """The entities that more than one telling names or that have more than one spelling, most told first."""
    mentions: dict[str, dict[str, dict[str, Name]]] = defaultdict(lambda: defaultdict(dict))
    for row in sorted(index.material.names, key=lambda n: (index.rank(n.article_id), n.start)):
        words = clip(index.text(row.article_id, row.start, row.end), 60)
        mentions[row.entity_id][words].setdefault(row.article_id, row)
    found = [_person(index, e.name, e.kind, mentions[e.entity_id]) for e in index.material.entities]
    kept = [person for person in found if person.tellings > 1 or len(person.spellings) > 1]
    return tuple(sorted(kept, key=lambda p: (-p.tellings, p.name, p.kind)))


def _person(index: StoryIndex, name: str, kind: str, mentions: dict[str, dict[str, Name]]) -> Person:
    spellings = [
        Spelling(words, tuple(_carrier(index, row) for row in rows.values()))
        for words, rows in mentions.items()
    ]
    spellings.sort(key=lambda s: (-len(s.carriers), s.words))
    tellings = {carrier.siglum for spelling in spellings for carrier in spelling.carriers}
    return Person(name, kind.lower(), tuple(spellings), len(tellings))


def _carrier(index: StoryIndex, row: Name) -> Carrier:
    siglum = index.sigla.get(row.article_id, "")
    mark = index.main_mark(row.article_id)
    return Carrier(siglum, index.label(row.article_id), mark, index.place_link(row.article_id, row.start))
