"""The newsroom at play: one family after another, each with its truth."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from benchmarks.families import operations, rewording, thesaurus
from benchmarks.families.drafts import Draft, Line, copy_of, first_draft
from benchmarks.families.operations import Means, Operation
from benchmarks.families.parsing import parse_all
from benchmarks.families.rewording import Rewrite
from benchmarks.families.setting import article_id, changes_of, sentences_of, set_reading
from benchmarks.families.sources import Event, count_words, half_of
from benchmarks.families.truth import Family, Truth
from tellings.reading import Reading

OUTLETS = tuple(
    f"{place} {paper}"
    for place in (
        "Harbour",
        "Northfield",
        "Elmwood",
        "Granite",
        "Lakeside",
        "Summit",
        "Delta",
        "Prairie",
        "Union",
    )
    for paper in ("Gazette", "Herald", "Times", "Post", "Tribune", "Courier", "Daily News")
)


@dataclass(frozen=True, slots=True)
class Play:
    """How one family is played. Sizes are numbers of tellings, the rest chances from 0 to 1."""

    split: str
    size: int
    wires: int = 1
    depth: int = 5
    lose_wire: float = 0.5
    lose_other: float = 0.05
    versions: float = 0.25
    merge: float = 0.06
    alter: float = 0.25
    credit: float = 0.15
    wrong_time: float = 0.15
    strengths: tuple[float, ...] = (0.15, 0.35, 0.6)
    rewording: float = 1.0  # how much more often than usual copy is reworded

    @property
    def work(self) -> dict[str, tuple[Operation, float]]:
        """What is done to copy in this split."""
        return operations.FIT if self.split == "fit" else operations.HELD_OUT

    @property
    def ways(self) -> tuple[Rewrite, ...]:
        """How sentences are reworded in this split."""
        return rewording.FIT if self.split == "fit" else rewording.HELD_OUT


def draw_play(split: str, rng: random.Random, *, largest: int = 60) -> Play:
    """A way to play, drawn at random: mostly two to eight tellings, now and then dozens."""
    size = min(largest, rng.choice([2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 10, 12, 15, 20, 30, 45, 60]))
    wires = 1 if size < 4 else rng.choice([1, 1, 1, 2, 2, 3])
    return Play(
        split,
        size,
        wires,
        depth=rng.choice([1, 2, 3, 5]),
        lose_wire=rng.choice([0, 0, 0.5, 1]),
        lose_other=rng.choice([0, 0, 0.1]),
        strengths=(0.15, 0.35, 0.6) if split == "fit" else (0.1, 0.25, 0.45, 0.7),
        wrong_time=rng.choice([0.1, 0.4, 0.8, 1.0]),
        rewording=rng.choice([0.3, 1, 3]),
    )


def play_all(
    events: list[Event], split: str, seed: int, count: int, *, largest: int = 60
) -> Iterator[Family]:
    """`count` families from the events of one split, the same for the same seed."""
    thesaurus.learn(count_words(events))
    own = [event for event in events if event.sources and half_of(event.name) == split]
    for number in range(count):
        rng = random.Random(f"{split}/{seed}/{number}")
        play = draw_play(split, rng, largest=largest)
        enough = [event for event in own if len(event.sources) >= min(play.wires, 2)]
        yield play_family(rng.choice(enough or own), play, rng, f"{split}-{seed}-{number}")


def play_family(event: Event, play: Play, rng: random.Random, name: str) -> Family:
    """One family: wires, their copies and copies' copies, and independent reports beside them."""
    sources = rng.sample(event.sources, len(event.sources))
    wires = min(play.wires, len(sources))
    drafts = [first_draft(source, f"wire{number}") for number, source in enumerate(sources[:wires])]
    rest = [first_draft(source, f"own{number}") for number, source in enumerate(sources[wires:])]
    apart = rest[: rng.choice([0, 0, 1, 1, 2])] if play.size > 2 or rng.random() < 0.4 else []
    spare = [replace(line, origin="", opens=True) for draft in rest[len(apart) :] for line in draft.body()]
    parse_all([line.text for draft in drafts for line in draft.lines])
    apart = [quote_too(draft, drafts, rng) for draft in apart]
    room = Room(play, rng, spare, drafts)
    room.add_versions()
    while len(room.drafts) < max(play.size, wires + 1):
        room.add_telling()
    return room.close(apart, name)


def quote_too(report: Draft, wires: list[Draft], rng: random.Random) -> Draft:
    """An independent report with some of the public quotations that a wire has: no copying in that."""
    quoted = [
        line for wire in wires for line in wire.body() if len(re.findall(r"[\"“][^\"”]{25,}", line.text)) == 1
    ]
    if not quoted or rng.random() < 0.4:
        return report
    body = report.body()
    for line in rng.sample(quoted, min(len(quoted), rng.randint(1, 5))):
        body.insert(rng.randint(1, len(body)), replace(line, origin="", opens=True))
    return report.with_body(body)


class Room:
    """The drafts of one family while it is played."""

    def __init__(self, play: Play, rng: random.Random, spare: list[Line], drafts: list[Draft]) -> None:
        self.play, self.rng, self.spare, self.drafts = play, rng, spare, drafts
        self.wires = {draft.name for draft in drafts}

    def means(self, credited: str = "") -> Means:
        """What the next operation may use."""
        return Means(self.rng, self.rng.choice(self.play.strengths), self.play.ways, self.spare, credited)

    def add_versions(self) -> None:
        """A later version of a wire: more in it, some of the old gone."""
        for wire in list(self.drafts):
            if self.rng.random() < self.play.versions and self.play.size > 3:
                later = operations.expand(
                    operations.trim(copy_of(wire, wire.name + "b", wire.outlet), self.means()), self.means()
                )
                self.drafts.append(replace(self.own(later), operations=("later version",)))
                self.wires.add(later.name)

    def own(self, draft: Draft) -> Draft:
        """The draft with its own reporting counted as of its origin's chain."""
        return replace(
            draft, lines=tuple(replace(line, origin=line.origin or draft.name) for line in draft.lines)
        )

    def choose_parent(self) -> Draft:
        """A draft to copy from: wires oftener than copies, none deeper than allowed."""
        open_ = [draft for draft in self.drafts if draft.depth < self.play.depth]
        weights = [4.0 if draft.name in self.wires else 1.0 for draft in open_]
        return self.rng.choices(open_, weights)[0]

    def add_telling(self) -> None:
        """One more telling: a parent, one to three operations, perhaps a change and a credit."""
        parent, name = self.choose_parent(), f"telling{len(self.drafts)}"
        child = copy_of(parent, name, self.rng.choice(OUTLETS))
        others = [draft for draft in self.drafts if draft.name != parent.name and self.apart(draft, parent)]
        if others and self.rng.random() < self.play.merge:
            child = operations.merge(
                child, copy_of(self.rng.choice(others), name, child.outlet), self.means()
            )
        work = self.play.work
        weights = [w * (self.play.rewording if key == "reword" else 1) for key, (_, w) in work.items()]
        for key in dict.fromkeys(self.rng.choices(list(work), weights, k=self.rng.choice([1, 1, 2, 2, 3]))):
            child = work[key][0](child, self.means())
            child = replace(child, operations=(*child.operations, key))
        child = self.finish(child, parent)
        self.drafts.append(self.own(child))

    def finish(self, child: Draft, parent: Draft) -> Draft:
        """Headline, furniture, changes and credit, each by its chance."""
        chance = self.rng.random
        if chance() < 0.5:
            child = operations.retitle(child, self.means())
        if chance() < 0.3:
            child = operations.add_furniture(child, self.means())
        if chance() < self.play.credit:
            child = operations.give_credit(child, self.means(parent.outlet or "the Gazette"))
        return operations.alter(child, self.means()) if chance() < self.play.alter else child

    def apart(self, one: Draft, other: Draft) -> bool:
        """Whether neither is made from the other."""
        return one.name not in self.above(other) and other.name not in self.above(one)

    def above(self, draft: Draft) -> set[str]:
        """The names of all that `draft` was made from."""
        by_name = {d.name: d for d in self.drafts}
        out: set[str] = set()
        ahead = list(draft.parents)
        while ahead:
            name = ahead.pop()
            if name not in out:
                out.add(name)
                ahead += by_name[name].parents
        return out

    def close(self, apart: list[Draft], family: str) -> Family:
        """Wires lost, times set, everything laid out with its truth."""
        self.set_times()
        drafts = self.drafts + apart
        lost = {
            d.name
            for d in self.drafts
            if self.rng.random() < (self.play.lose_wire if d.name in self.wires else self.play.lose_other)
        }
        if len(drafts) - len(lost) < 2:
            lost = set()
        wrong = {d.name for d in drafts if self.rng.random() < self.play.wrong_time}
        drafts = [replace(d, published=self.wrong_time(d)) if d.name in wrong else d for d in drafts]
        return Family(family, self.play.split, *self.tell(drafts, lost, wrong, family))

    def set_times(self) -> None:
        """Each draft some hours after its parents."""
        times: dict[str, datetime] = {}
        for at, draft in enumerate(self.drafts):
            start = max(
                (times[p] for p in draft.parents),
                default=datetime(2021, 3, 1, 8) + timedelta(hours=self.rng.randint(0, 12)),
            )
            times[draft.name] = (
                start + timedelta(minutes=self.rng.randint(0, 900)) if draft.parents else start
            )
            self.drafts[at] = replace(draft, published=times[draft.name].isoformat())

    def wrong_time(self, draft: Draft) -> str:
        """No time, a day only, or one that is off by days."""
        kind = self.rng.choice(["none", "day", "off"])
        if kind == "none" or len(draft.published) < 10:
            return ""
        if kind == "day":
            return draft.published[:10]
        moment = datetime.fromisoformat(draft.published[:19]) + timedelta(hours=self.rng.randint(-72, 72))
        return moment.isoformat()

    def tell(
        self, drafts: list[Draft], lost: set[str], wrong: set[str], family: str
    ) -> tuple[tuple[Reading, ...], Truth]:
        """Readings in an order that says nothing, and the truth."""
        named = {draft.name: draft for draft in drafts}
        ids = {name: article_id(family, name) for name in named}
        readings = sorted(
            (set_reading(d, family) for d in drafts if d.name not in lost), key=lambda r: r.article.article_id
        )
        truth = Truth(
            {ids[d.name]: tuple(dict.fromkeys(ids[p] for p in d.parents)) for d in drafts},
            {ids[d.name]: d.operations for d in drafts},
            {ids[d.name]: d.strength for d in drafts},
            {ids[d.name]: sentences_of(d, named, family) for d in drafts},
            {ids[name]: set_reading(named[name], family).article for name in sorted(lost)},
            tuple(change for d in drafts for change in changes_of(d, named, family)),
            count_origins(drafts, lost),
            frozenset(ids[name] for name in wrong),
        )
        return tuple(readings), truth


def count_origins(drafts: list[Draft], lost: set[str]) -> int:
    """The drafts without a parent from which something in the pile descends."""
    named = {draft.name: draft for draft in drafts}
    roots: set[str] = set()
    for draft in drafts:
        ahead = [draft.name] if draft.name not in lost else []
        while ahead:
            name = ahead.pop()
            roots |= {name} if not named[name].parents else set()
            ahead += named[name].parents
    return len(roots)
