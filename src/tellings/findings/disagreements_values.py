"""What a disagreement is: values with their places and origins, and where a value came in."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from tellings.findings.facing import Block, face, find_leads, past_leads, share_kept
from tellings.findings.material import (
    PassageFinder,
    Place,
    Step,
    StoryMaterial,
    origins_by_article,
    origins_by_passage,
    parents_by_child,
    steps_into,
)
from tellings.models import Passage

KINDS = ("figure", "date", "name", "speaker", "negation")  # the gravest first

_CAPTION = re.compile(r"\b\d+ of \d+\b|\bPhotos?:")
_SAME_PICTURE = 0.8  # part of two captions' words that must be the same for them to be of one picture
_COMPARABLE = 0.3  # part of the usual passage that one must have to be set against it
_WORDINGS = 20  # set against a passage that hasn't


@dataclass(frozen=True, slots=True)
class Value:
    """One of the values told, where it is told, and the origins that stand behind it."""

    reading: str
    places: tuple[Place, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A thing told in two or more ways that can't all be true, the best founded first.

    `kind` is one of `KINDS`; `between` is origins or copying; `steps` are the edges of the family
    tree by which the later values came in, none where they stand at its roots.
    """

    kind: str
    about: str
    between: str
    values: tuple[Value, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Faced:
    """A passage of a statement set against another that carries it, word by word."""

    model: Passage
    passage: Passage
    relation: str
    blocks: tuple[Block, ...]


class Reader:
    """Texts and origins by place."""

    def __init__(self, material: StoryMaterial) -> None:
        self._texts = {a.article_id: a.text for a in material.articles}
        self._finder = PassageFinder(material.passages)
        self._origins = origins_by_passage(material)
        self._usual = origins_by_article(material)
        self.faced: dict[str, list[Faced]] | None = None  # by statement, once somebody asked

    def read(self, place: Place) -> str:
        """The words at a place, white space made single."""
        return " ".join(self._texts[place.article_id][place.start : place.end].split())

    def sentence(self, place: Place) -> str:
        """The passage that holds a place, white space made single; "" where none does."""
        passage = self._finder.find(place.article_id, place.start)
        return " ".join(self.passage_text(passage).split()) if passage is not None else ""

    def text(self, article_id: str) -> str:
        """The text of an article."""
        return self._texts[article_id]

    def is_copied(self, pair: "Faced") -> bool:
        """Whether one origin stands behind both passages."""
        places = (Place(p.article_id, p.start, p.end) for p in (pair.model, pair.passage))
        return len({self.origin(place) for place in places}) == 1

    def passage_text(self, passage: Passage) -> str:
        """The exact text of a passage."""
        return self._texts[passage.article_id][passage.start : passage.end]

    def origin(self, place: Place) -> str:
        """The origin behind the passage that holds the place, else behind most of the article."""
        passage = self._finder.find(place.article_id, place.start)
        found = self._origins.get(passage.passage_id, "") if passage is not None else ""
        return found or self._usual.get(place.article_id, place.article_id)


def make_value(reading: str, places: Sequence[Place], reader: Reader) -> Value:
    """A value with the origins behind its places."""
    ordered = tuple(sorted(set(places), key=lambda p: (p.article_id, p.start, p.end)))
    return Value(reading, ordered, tuple(sorted({reader.origin(place) for place in ordered})))


def order_values(values: Sequence[Value], material: StoryMaterial) -> list[Value]:
    """The values, the best founded first.

    That is the one with most origins, then one that no copyist brought in, then one that most carry
    and most often; between equals the one with its accents, which copying loses and never adds.
    """
    came_in = {value: bool(steps_into(_articles(value), material)) for value in values}

    def standing(v: Value) -> tuple[int, bool, int, int, bool, str]:
        told = -len(_articles(v)), -len(v.places)
        return -len(v.origins), came_in[v], *told, v.reading.isascii(), v.reading

    return sorted(came_in, key=standing)


def make_disagreement(
    kind: str, about: str, ordered: Sequence[Value], material: StoryMaterial
) -> Disagreement:
    """The disagreement of these values, in the order given, with the steps by which the later came in."""
    steps = {step for value in ordered[1:] for step in steps_into(_articles(value), material)}
    apart = any(not set(a.origins) & set(b.origins) for i, a in enumerate(ordered) for b in ordered[i + 1 :])
    between = "origins" if apart else "copying"
    key = sorted(steps, key=lambda s: (s.parent_id, s.child_id))
    return Disagreement(kind, about, between, tuple(ordered), tuple(key))


def _articles(value: Value) -> set[str]:
    return {place.article_id for place in value.places}


def face_statements(material: StoryMaterial, reader: Reader) -> dict[str, list[Faced]]:
    """Each statement's passages, each set against the one it was most likely made from and a usual one.

    These are its parent's in the family tree and the one that reads as the statement does.
    """
    if reader.faced is None:
        reader.faced = _face_all(material, reader)
    return reader.faced


def _face_all(material: StoryMaterial, reader: Reader) -> dict[str, list[Faced]]:
    passages = {p.passage_id: p for p in material.passages if p.kind not in ("credit", "furniture")}
    relations: dict[str, dict[str, str]] = defaultdict(dict)
    for row in material.attestations:
        if row.passage_id in passages:
            relations[row.statement_id][row.passage_id] = row.relation
    readings = {s.statement_id: s.reading for s in material.statements}
    leads = find_leads(passages.values(), {a.article_id: a.text for a in material.articles})
    facing = _Facing(parents_by_child(material), reader, leads)
    faced: dict[str, list[Faced]] = {}
    for statement_id, held in sorted(relations.items()):
        if len(held) > 1:
            carriers = sorted((passages[key] for key in held), key=lambda p: (p.article_id, p.start))
            found = facing.face_each(readings.get(statement_id, ""), carriers)
            faced[statement_id] = [Faced(a, b, held[b.passage_id], blocks) for a, b, blocks in found]
    return faced


class _Wordings:
    """A statement's wordings, each with its places among those that carry it."""

    def __init__(self, carriers: Sequence[Passage], reader: Reader) -> None:
        self._carriers, self._reader = carriers, reader
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, passage in enumerate(carriers):
            self._places[reader.passage_text(passage)].append(at)
        self._by_last = sorted(self._places, key=lambda words: self._places[words][-1])

    def elsewhere(self, passage: Passage, own: Collection[Passage]) -> list[Passage]:
        """One passage of each wording that other articles have, the first few; `own` are its article's."""
        inside = {self._reader.passage_text(other) for other in own}
        free = (self._places[words] for words in self._by_last if words not in inside)
        ends = [(places[-1], places[0]) for places in islice(free, _WORDINGS)]
        for words in inside - {self._reader.passage_text(passage)}:
            places = self._places[words]
            outside = self._outside(passage, reversed(places)), self._outside(passage, places)
            ends += [outside] if min(outside) >= 0 else []
        return [self._carriers[first] for _, first in reversed(sorted(ends)[:_WORDINGS])]

    def _outside(self, passage: Passage, places: Iterable[int]) -> int:
        """The first of the places that lies in another article, or -1."""
        others = (at for at in places if self._carriers[at].article_id != passage.article_id)
        return next(others, -1)


class _Facing:
    """Sets the passages of a statement against those they were made from."""

    def __init__(
        self, parents: Mapping[str, Sequence[str]], reader: Reader, leads: Mapping[str, int]
    ) -> None:
        self._parents, self._reader, self._leads = parents, reader, leads

    def face_each(
        self, reading: str, carriers: Sequence[Passage]
    ) -> Iterator[tuple[Passage, Passage, tuple[Block, ...]]]:
        """Each passage with its models in other articles: its parent's, and the usual one."""
        by_article: dict[str, list[Passage]] = defaultdict(list)
        for passage in carriers:
            by_article[passage.article_id].append(passage)
        usual = next((p for p in carriers if self._reader.passage_text(p) == reading), carriers[0])
        wordings = _Wordings(carriers, self._reader)
        for passage in carriers:
            above = [k for k in self._parents.get(passage.article_id, ()) if k in by_article]
            models = [self._likest(passage, by_article[key]) for key in above[:1]]
            if share_kept(self._face(usual, passage)) >= _COMPARABLE:
                models.append(usual)
            else:
                few = wordings.elsewhere(passage, by_article[passage.article_id])
                models += [self._likest(passage, few)] if few else []
            for model in dict.fromkeys(models):
                if model.article_id == passage.article_id or self._tells_both(model, passage):
                    continue
                blocks = self._face(model, passage)
                if share_kept(blocks) >= _SAME_PICTURE or not self._are_captions(model, passage):
                    yield model, passage, blocks

    def _likest(self, passage: Passage, models: Sequence[Passage]) -> Passage:
        """The passage of one article that this one most likely was made from."""
        if len(models) == 1:
            return models[0]
        return max(models, key=lambda model: share_kept(self._face(model, passage)))

    def _are_captions(self, model: Passage, passage: Passage) -> bool:
        """Whether both are captions of a gallery, which is written to one pattern picture for picture."""
        return all(_CAPTION.search(self._reader.passage_text(p)) for p in (model, passage))

    def _tells_both(self, model: Passage, passage: Passage) -> bool:
        """Whether one of the two articles has both wordings: then they tell two things."""
        words = self._reader.passage_text(model), self._reader.passage_text(passage)
        texts = self._reader.text(model.article_id), self._reader.text(passage.article_id)
        return words[0] != words[1] and (words[1] in texts[0] or words[0] in texts[1])

    def _face(self, model: Passage, passage: Passage) -> tuple[Block, ...]:
        blocks = face(self._reader.passage_text(model), self._reader.passage_text(passage))
        ends = (self._leads.get(p.passage_id, 0) for p in (model, passage))
        return past_leads(blocks, *ends)
