"""Sentences that say the same but for a "not"."""

from collections.abc import Iterator
from itertools import pairwise

from tellings.findings.disagreements_values import (
    Disagreement,
    Faced,
    Reader,
    face_statements,
    make_disagreement,
    make_value,
    order_values,
)
from tellings.findings.facing import share_kept
from tellings.findings.material import Place, StoryMaterial
from tellings.findings.names_forms import fold
from tellings.settings import NameSettings

NEGATIONS = frozenset(
    {"not", "never", "no", "neither", "nor", "cannot", "without", "none", "nobody", "nothing"}
)
SUPPORT = frozenset(
    {
        "do",
        "does",
        "did",
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "should",
    }
)


def compare_negations(
    material: StoryMaterial, settings: NameSettings, reader: Reader | None = None
) -> Iterator[Disagreement]:
    """Passages of one statement of which some deny what the others say, the rest being the same."""
    reader = reader or Reader(material)
    readings = {s.statement_id: s.reading for s in material.statements}
    for statement_id, faced in face_statements(material, reader).items():
        denying: set[Place] = set()
        saying: set[Place] = set()
        for pair in faced:
            if pair.relation in ("same", "edited") and share_kept(pair.blocks) >= settings.kept:
                for place, denies in _turned(pair, reader):
                    (denying if denies else saying).add(place)
        if denying and saying:
            values = [make_value(reader.read(_first(held)), list(held), reader) for held in (denying, saying)]
            yield make_disagreement(
                "negation", readings.get(statement_id, ""), order_values(values, material), material
            )


def _first(places: set[Place]) -> Place:
    return min(places, key=lambda p: (p.article_id, p.start, p.end))


def _turned(pair: Faced, reader: Reader) -> Iterator[tuple[Place, bool]]:
    """Where both passages have what a "not" alone makes different, and whether they deny it."""
    if all(block.same for block in pair.blocks):
        return
    here, there = reader.passage_text(pair.model), reader.passage_text(pair.passage)
    denials = _negative(here) - _negative(there)
    if abs(denials) != 1:
        return
    for at, block in enumerate(pair.blocks):
        if not block.same and _turns(here[slice(*block.first)], there[slice(*block.second)]):
            mine, theirs = _around(pair, at)
            yield mine, denials > 0
            yield theirs, denials < 0
            return


def _negative(text: str) -> int:
    """How many words of the text deny; one that is printed twice over counts once."""
    words = text.split()
    return sum(_denies(word) and word != before for before, word in pairwise(["", *words]))


def _denies(word: str) -> bool:
    plain = fold(word.strip('.,;:!?"“”()'))
    return plain in NEGATIONS or plain.endswith("n't") or plain.endswith("n’t") or plain in _LOST_MARKS


_LOST_MARKS = frozenset(
    {
        "cant",
        "dont",
        "doesnt",
        "didnt",
        "isnt",
        "arent",
        "wasnt",
        "werent",
        "hasnt",
        "havent",
        "hadnt",
        "wouldnt",
        "couldnt",
        "shouldnt",
    }
)  # "wont" is a word of its own


def _turns(first: str, second: str) -> bool:
    """Whether the change is a negation put in or left out and nothing else but a helping verb's form."""
    a, b = ([fold(w.strip('.,;:"“”')) for w in text.split()] for text in (first, second))
    deny_a, deny_b = [w for w in a if _denies(w)], [w for w in b if _denies(w)]
    if len(deny_a) + len(deny_b) != 1:
        return False
    rest = [w for w in (*a, *b) if not _denies(w)]
    return all(w in SUPPORT or w in ("with",) for w in rest) and len(rest) <= 2


def _around(pair: Faced, at: int) -> tuple[Place, Place]:
    """The change with two words on each side, in both articles."""
    blocks = pair.blocks
    first, last = max(0, at - 2), min(len(blocks) - 1, at + 2)
    mine = _span([b.first for b in blocks[first : last + 1]])
    theirs = _span([b.second for b in blocks[first : last + 1]])
    return (
        Place(pair.model.article_id, pair.model.start + mine[0], pair.model.start + mine[1]),
        Place(pair.passage.article_id, pair.passage.start + theirs[0], pair.passage.start + theirs[1]),
    )


def _span(spans: list[tuple[int, int]]) -> tuple[int, int]:
    return min(s for s, _ in spans), max(e for _, e in spans)
