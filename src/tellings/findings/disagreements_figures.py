"""Figures in conflict, from the ledger, and sayings given to different speakers."""

from collections import defaultdict
from collections.abc import Iterator

from tellings.findings.disagreements_values import (
    Disagreement,
    Reader,
    make_disagreement,
    make_value,
    order_values,
)
from tellings.findings.material import Place, StoryMaterial
from tellings.models import Attribution, Figure


def compare_figures(material: StoryMaterial) -> Iterator[Disagreement]:
    """The ledger's conflicts."""
    reader = Reader(material)
    figures = {row.figure_id: row for row in material.figures}
    entries: dict[str, list[Figure]] = defaultdict(list)
    for link in material.ledger_figures:
        if link.figure_id in figures:
            entries[link.entry_id].append(figures[link.figure_id])
    for entry in material.ledger:
        if entry.verdict != "conflict":
            continue
        values: dict[tuple[float | None, float | None], list[Place]] = defaultdict(list)
        for row in entries[entry.entry_id]:
            values[row.low, row.high].append(Place(row.article_id, row.start, row.end))
        if len(values) > 1:
            told = [make_value(reader.read(places[0]), places, reader) for places in values.values()]
            yield make_disagreement(
                "figure", entry.counted or entry.unit, order_values(told, material), material
            )


def compare_speakers(material: StoryMaterial) -> Iterator[Disagreement]:
    """Utterances that tellings give to different speakers."""
    reader = Reader(material)
    attributions = {row.attribution_id: row for row in material.attributions}
    readings = {row.utterance_id: row.reading for row in material.utterances}
    changes: dict[str, dict[str, set[Place]]] = defaultdict(lambda: defaultdict(set))
    for row in material.alterations:
        if row.kind != "speaker changed" or not row.material:
            continue
        for words, key in ((row.before, row.before_id), (row.after, row.after_id)):
            if key in attributions:
                changes[row.utterance_id][words].add(_source(attributions[key]))
    for utterance_id, held in sorted(changes.items()):
        told = [make_value(words, sorted(places, key=_key), reader) for words, places in sorted(held.items())]
        if len(told) > 1:
            yield make_disagreement(
                "speaker", readings.get(utterance_id, ""), order_values(told, material), material
            )


def _source(row: Attribution) -> Place:
    """Where the speaker is named, else where the words stand."""
    spans = row.source or row.content
    return Place(row.article_id, spans[0][0], spans[-1][1])


def _key(place: Place) -> tuple[str, int, int]:
    return place.article_id, place.start, place.end
