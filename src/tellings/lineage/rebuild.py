"""The lost copy put together again: each of its passages in the reading that the tree says it had."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tellings.models import Article, Attestation, Passage


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A passage of a lost copy: its reading, the passage it is taken from, and all its witnesses."""

    reading: str
    passage_id: str
    witnesses: tuple[str, ...]  # article ids


def rebuild(
    origin_id: str,
    articles: Iterable[Article],
    passages: Iterable[Passage],
    attestations: Iterable[Attestation],
) -> tuple[Rebuilt, ...]:
    """The passages of a lost copy that two or more articles witness, in the order most of them keep.

    The reading is that of the witness nearest to all: same before edited before reworded, then the
    longest.
    """
    texts = {article.article_id: article.text for article in articles}
    places = {passage.passage_id: passage for passage in passages}
    columns: dict[str, list[Attestation]] = {}
    for row in attestations:
        if row.origin_id == origin_id and row.passage_id in places:
            columns.setdefault(row.statement_id, []).append(row)
    kept = {key: rows for key, rows in columns.items() if len({row.article_id for row in rows}) > 1}
    return tuple(_read(kept[key], places, texts) for key in _order(kept, places))


def _read(rows: Sequence[Attestation], places: Mapping[str, Passage], texts: Mapping[str, str]) -> Rebuilt:
    """A column's best reading."""
    closeness = ("same", "edited", "reworded", "independent")

    def rank(row: Attestation) -> tuple[int, int, str]:
        place = places[row.passage_id]
        return closeness.index(row.relation), place.start - place.end, row.passage_id

    best = places[min(rows, key=rank).passage_id]
    witnesses = tuple(sorted({row.article_id for row in rows}))
    return Rebuilt(texts[best.article_id][best.start : best.end], best.passage_id, witnesses)


def _order(columns: Mapping[str, Sequence[Attestation]], places: Mapping[str, Passage]) -> list[str]:
    """The columns as the fullest witness has them; what it lacks follows its neighbour elsewhere."""
    held: dict[str, list[tuple[int, str]]] = {}
    for key, rows in columns.items():
        for row in rows:
            held.setdefault(row.article_id, []).append((places[row.passage_id].start, key))
    laid: list[str] = []
    for article in sorted(held, key=lambda a: (-len(held[a]), a)):
        at = 0
        for _, key in sorted(held[article]):
            if key in laid:
                at = laid.index(key) + 1
            else:
                laid.insert(at, key)
                at += 1
    return laid
