"""The lost copies put together again from the tellings that have them."""

from dataclasses import dataclass

from tellings.lineage.rebuild import Rebuilt, rebuild
from tellings.report.account import Carrier, tell_carriers
from tellings.report.harmless import clip
from tellings.report.index import StoryIndex
from tellings.report.palette import Mark

LONGEST = 600  # characters of one sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a lost copy in its best reading, with the tellings that witness it."""

    words: str
    link: str
    witnesses: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class LostCopy:
    """A lost copy as far as two tellings or more agree on it."""

    anchor: str
    mark: Mark
    sentences: tuple[Sentence, ...]


def put_together(index: StoryIndex) -> tuple[LostCopy, ...]:
    """Each lost copy that has anything, in the order of the origins' numbers."""
    material = index.material
    copies = []
    for mark in sorted(index.marks.values(), key=lambda m: m.number):
        if mark.kind == "lost copy":
            found = rebuild(mark.origin_id, material.articles, material.passages, material.attestations)
            once = {rebuilt.passage_id: rebuilt for rebuilt in reversed(found)}  # a passage may stand twice
            sentences = tuple(_sentence(index, r) for r in found if once[r.passage_id] is r)
            copies.append(LostCopy(f"lost-{mark.number}", mark, sentences))
    return tuple(copy for copy in copies if copy.sentences)


def _sentence(index: StoryIndex, rebuilt: Rebuilt) -> Sentence:
    row = index.attested[rebuilt.passage_id]
    witnesses = tell_carriers(
        index,
        (other for other in index.carriers[row.statement_id] if other.origin_id == row.origin_id),
    )
    return Sentence(clip(rebuilt.reading, LONGEST), f"#s-{index.anchor(row.statement_id)}", witnesses)
