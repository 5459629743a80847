"""The lost copies put together again from the tellings that have them."""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

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
    ordered = sorted(kept, key=lambda key: (_place(index, kept[key]), key))
    return tuple(
        Sentence(
            clip(index.statements[key].reading, LONGEST),
            f"#s-{index.anchor(key)}",
            tuple(carrier(index, row) for row in kept[key]),
        )
        for key in ordered
        if key in index.statements
    )


def _place(index: StoryIndex, rows: list[Attestation]) -> float:
    """Where its witnesses have a sentence: 0 the beginning of the article, 1 the end."""
    return median(
        index.passages[row.passage_id].start / (len(index.articles[row.article_id].text) or 1) for row in rows
    )
