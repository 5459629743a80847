"""The lost copies put together again from the tellings that have them."""

from collections import defaultdict
from dataclasses import dataclass

from tellings.models import Attestation
from tellings.report.account import Carrier, carrier
from tellings.report.harmless import clip
from tellings.report.index import StoryIndex
from tellings.report.palette import Mark

LONGEST = 600  # characters of one sentence
FEWEST = 2  # witnesses; what one telling alone has may be its own


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
    """Each lost copy, its sentences in the order in which most witnesses have them."""
    held: dict[str, dict[str, list[Attestation]]] = defaultdict(lambda: defaultdict(list))
    for statement_id, rows in index.carriers.items():
        for row in rows:
            held[row.origin_id][statement_id].append(row)
    copies = [
        LostCopy(f"lost-{mark.number}", mark, _sentences(index, held[mark.origin_id]))
        for mark in sorted(index.marks.values(), key=lambda m: m.number)
        if mark.kind == "lost copy"
    ]
    return tuple(copy for copy in copies if copy.sentences)


def _sentences(index: StoryIndex, held: dict[str, list[Attestation]]) -> tuple[Sentence, ...]:
    """The sentences that enough tellings witness, in order."""
    kept = {key: rows for key, rows in held.items() if len({row.article_id for row in rows}) >= FEWEST}
    return tuple(
        Sentence(
            clip(index.statements[key].reading, LONGEST),
            f"#s-{index.anchor(key)}",
            tuple(carrier(index, row) for row in kept[key]),
        )
        for key in _in_order(index, kept)
        if key in index.statements
    )


def _in_order(index: StoryIndex, held: dict[str, list[Attestation]]) -> list[str]:
    """Statement ids in the order of the fullest witness; what it lacks follows its neighbour elsewhere."""
    witnesses: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for key, rows in held.items():
        for row in rows:
            witnesses[row.article_id].append((index.passages[row.passage_id].start, key))
    ordered: list[str] = []
    for article_id in sorted(witnesses, key=lambda a: (-len(witnesses[a]), index.rank(a))):
        at = 0
        for _, key in sorted(witnesses[article_id]):
            if key in ordered:
                at = ordered.index(key) + 1
            else:
                ordered.insert(at, key)
                at += 1
    return ordered
