"""Names garbled on their way, and names exchanged for others in the same sentence."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

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
from tellings.findings.gazetteer import Gazetteer, find_place
from tellings.findings.material import PassageFinder, Place, StoryMaterial
from tellings.findings.names_forms import alike, fold
from tellings.findings.names_links import Joined
from tellings.findings.names_readings import Reading, read_names, same_letters
from tellings.models import Name
from tellings.settings import NameSettings

Names = Mapping[str, Sequence[Name]]  # passage_id -> its names


def compare_names(
    material: StoryMaterial, gazetteer: Gazetteer, settings: NameSettings, reader: Reader | None = None
) -> Iterator[Disagreement]:
    """Garbled readings beside the usual ones, and exchanged names."""
    reader = reader or Reader(material)
    garbled = tuple(_garbled(read_names(material, gazetteer, settings), material, reader))
    told = [p for found in garbled for value in found.values for p in value.places]
    yield from garbled
    yield from _misprinted(material, settings, reader, told)
    yield from _exchanged(material, gazetteer, settings, reader)


def _garbled(readings: Sequence[Reading], material: StoryMaterial, reader: Reader) -> Iterator[Disagreement]:
    """One disagreement for each entity and usual reading, with all that garble it.

    A name that one article alone tells is no disagreement of tellings.
    """
    names = {e.entity_id: e.name for e in material.entities}
    tellers: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        tellers[reading.entity_id] |= {place.article_id for place in reading.places}
    by_text = {(r.entity_id, r.text): r for r in readings}
    groups: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.kind == "garbled" and len(tellers[reading.entity_id]) > 1:
            groups[reading.entity_id, reading.usual].append(reading)
    for (entity_id, usual), garbled in sorted(groups.items()):
        told = [by_text[entity_id, usual], *garbled]
        values = [make_value(r.text, r.places, reader) for r in told]
        yield make_disagreement("name", names.get(entity_id, usual), order_values(values, material), material)


def _misprinted(
    material: StoryMaterial, settings: NameSettings, reader: Reader, told: Sequence[Place]
) -> Iterator[Disagreement]:
    """Capitalised words with a letter wrong in sentences made from one: "World Sreies".

    They are found without the pipeline, which sees no name in most of them.
    """
    for _, faced in face_statements(material, reader).items():
        met: dict[str, Place] = {}
        joined = Joined()
        for pair in faced:
            if pair.relation != "independent" and share_kept(pair.blocks) >= settings.kept_dated:
                for places in _slips(pair, reader):
                    if not all(any(_overlap(p, q) for q in told) for p in places):
                        keys = [f"{p.article_id}:{p.start}" for p in places]
                        met |= dict(zip(keys, places, strict=True))
                        joined.join([(keys[0], keys[1])])
        groups: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
        for key in sorted(met):
            groups[joined.find(key)][reader.read(met[key])].append(met[key])
        for _, held in sorted(groups.items()):
            values = [make_value(word, places, reader) for word, places in sorted(held.items())]
            ordered = order_values(values, material)
            yield make_disagreement("name", ordered[0].reading, ordered, material)


def _slips(pair: Faced, reader: Reader) -> Iterator[tuple[Place, Place]]:
    """The places of single capitalised words that face each other and differ by a letter."""
    here, there = reader.passage_text(pair.model), reader.passage_text(pair.passage)
    for block in pair.blocks:
        mine, theirs = here[slice(*block.first)], there[slice(*block.second)]
        if not block.same and block.first[0] and block.second[0] and is_slip(mine, theirs):
            a, b = pair.model, pair.passage
            yield (
                Place(a.article_id, a.start + block.first[0], a.start + block.first[1]),
                Place(b.article_id, b.start + block.second[0], b.start + block.second[1]),
            )


def _overlap(a: Place, b: Place) -> bool:
    return a.article_id == b.article_id and a.start < b.end and b.start < a.end


def is_slip(a: str, b: str) -> bool:
    """Whether two capitalised words differ by one letter and not by a fair ending or spelling.

    >>> is_slip("Series", "Sreies"), is_slip("Democrat", "Democrats"), is_slip("Sergey", "Sergei")
    (True, False, False)
    """
    plain = [fold(word) for word in (a, b)]
    lengths = sorted(map(len, plain))
    if lengths < [4, 5] or not all(w.isalpha() for w in plain) or not (a[0].isupper() and b[0].isupper()):
        return False
    return OSA.distance(*plain, score_cutoff=1) == 1 and not same_letters(*plain)


def _exchanged(
    material: StoryMaterial, gazetteer: Gazetteer, settings: NameSettings, reader: Reader
) -> Iterator[Disagreement]:
    """Names of two entities that face each other in sentences that are otherwise the same."""
    finder = PassageFinder(material.passages)
    names: dict[str, list[Name]] = defaultdict(list)
    for row in material.names:
        passage = finder.find(row.article_id, row.start)
        if passage is not None:
            names[passage.passage_id].append(row)
    called = {e.entity_id: e.name for e in material.entities}
    for _, faced in face_statements(material, reader).items():
        met: dict[str, Name] = {}
        joined = Joined()
        for pair in faced:
            if pair.relation in ("same", "edited") and share_kept(pair.blocks) >= settings.kept:
                for mine, theirs in _swapped(pair, names, reader, gazetteer):
                    met |= {mine.name_id: mine, theirs.name_id: theirs}
                    joined.join([(mine.name_id, theirs.name_id)])
        slots: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
        for key in sorted(met):
            slots[joined.find(key)][met[key].entity_id].append(_place(met[key]))
        for _, held in sorted(slots.items()):
            values = [make_value(reader.read(p[0]), p, reader) for _, p in sorted(held.items())]
            about = " / ".join(sorted(called.get(key, "") for key in held))
            yield make_disagreement("name", about, order_values(values, material), material)


def _swapped(pair: Faced, names: Names, reader: Reader, gazetteer: Gazetteer) -> Iterator[tuple[Name, Name]]:
    """Names of one kind that fill a changed block on both sides, each unknown to the other passage."""
    mine = {
        (n.start - pair.model.start, n.end - pair.model.start): n
        for n in names.get(pair.model.passage_id, ())
    }
    theirs = {
        (n.start - pair.passage.start, n.end - pair.passage.start): n
        for n in names.get(pair.passage.passage_id, ())
    }
    here, there = {n.entity_id for n in mine.values()}, {n.entity_id for n in theirs.values()}
    for block in pair.blocks:
        a, b = mine.get(block.first), theirs.get(block.second)
        if block.same or a is None or b is None or a.kind != b.kind:
            continue
        if a.entity_id in there or b.entity_id in here or not _rivals(a, b, reader, gazetteer):
            continue
        yield a, b


def _rivals(a: Name, b: Name, reader: Reader, gazetteer: Gazetteer) -> bool:
    """Whether the two can't both be right: not a city and its country, nor a part and its whole."""
    first, second = reader.read(_place(a)), reader.read(_place(b))
    if set(first.split()) & set(second.split()) or alike(first, second) > 0.9:
        return False
    if any(word.isupper() and len(word) > 3 for word in (*first.split(), *second.split())):
        return False  # a label in capitals is no name: JUST WATCHED
    places = find_place(first, gazetteer), find_place(second, gazetteer)
    if a.kind == "place":
        return all(p is not None and p.kind in ("country", "capital") for p in places) and (
            places[0] is not None and places[1] is not None and places[0].country != places[1].country
        )
    return a.kind == "person"


def _place(row: Name) -> Place:
    return Place(row.article_id, row.start, row.end)
