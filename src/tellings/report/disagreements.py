"""Where the tellings disagree, most serious first: what a desk would check before printing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from tellings.findings.disagreements import Disagreement as Finding
from tellings.findings.disagreements import find_disagreements
from tellings.findings.disagreements_values import Value
from tellings.findings.gazetteer import Gazetteer, load_gazetteer
from tellings.findings.material import Place
from tellings.report.account import Carrier
from tellings.report.departures import blame
from tellings.report.differences import Run, mark_differences
from tellings.report.figures import Count
from tellings.report.figures import Value as FigureValue
from tellings.report.harmless import clip
from tellings.report.index import StoryIndex
from tellings.report.quotations import Card
from tellings.report.room import Flag
from tellings.report.words import listing
from tellings.settings import NameSettings

LONGEST = 300  # characters of one side that are shown

_TITLES = {
    "figure": "Figure disputed",
    "date": "Dates differ",
    "name": "Names differ",
    "speaker": "Speakers differ",
    "negation": "Said and denied",
}
_BETWEEN = {"origins": "between independent origins", "copying": "changed in copying"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the ways in which a disputed thing is told; `loosely` are the sigla of those that mean it
    in other words."""

    runs: tuple[Run, ...]
    carriers: tuple[Carrier, ...]
    loosely: tuple[str, ...] = ()

    @property
    def remark(self) -> str:
        """Who means it without saying it so: " (A and B: not word for word)", or ""."""
        return f" ({listing(list(self.loosely))}: not word for word)" if self.loosely else ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Something on which tellings contradict each other, with the link to all that is known of it.

    `between` says whether origins differ or a copy was changed; `blame` who departs from its source.
    """

    title: str
    subject: str
    link: str
    between: str
    blame: str
    sides: tuple[Side, ...]


def list_disagreements(
    index: StoryIndex, cards: Sequence[Card], counts: Sequence[Count], settings: NameSettings
) -> tuple[Disagreement, ...]:
    """Figures that contradict each other, quotations whose meaning moved, then dates, names and the rest."""
    found = find_disagreements(index.material, gazetteer(), settings)
    links = {
        count.counted or count.unit: f"#{count.anchor}" for count in counts if count.verdict == "conflict"
    }
    told = [_tell(index, finding, links) for finding in found]
    figures = [item for item, finding in zip(told, found, strict=True) if finding.kind == "figure"]
    known = {finding.about for finding in found if finding.kind == "figure"}
    figures += [
        _tell_count(index, count)
        for count in counts
        if count.verdict == "conflict" and (count.counted or count.unit) not in known
    ]
    others = [item for item, finding in zip(told, found, strict=True) if finding.kind != "figure"]
    changed = [_tell_change(index, card) for card in cards if card.material]
    return (*figures, *changed, *others)


@cache
def gazetteer() -> Gazetteer:
    """The shipped gazetteer, loaded once."""
    return load_gazetteer()


def _tell(index: StoryIndex, finding: Finding, links: dict[str, str]) -> Disagreement:
    sides = tuple(
        Side((Run("", _usual(index, value)),), _carriers(index, value.places)) for value in finding.values
    )
    place = finding.values[0].places[0] if finding.values and finding.values[0].places else None
    there = index.place_link(place.article_id, place.start) if place else "#disagreements"
    ordered = tuple(sorted(sides, key=_prominence))
    return Disagreement(
        title=_TITLES.get(finding.kind, finding.kind),
        subject=clip(finding.about, 120) or "see",
        link=links.get(finding.about, there) if finding.kind == "figure" else there,
        between=_BETWEEN.get(finding.between, finding.between),
        blame=blame(index, [side.carriers for side in ordered]),
        sides=ordered,
    )


def _tell_count(index: StoryIndex, count: Count) -> Disagreement:
    """A ledger's conflict as its tellings write it, those that count alike on one side."""
    groups: dict[str, list[FigureValue]] = defaultdict(list)
    for value in count.values:
        groups[value.number].append(value)
    sides = tuple(
        Side((Run("", max(held, key=lambda v: len(v.carriers)).words),), _joined(index, held))
        for held in groups.values()
    )
    ordered = tuple(sorted(sides, key=_prominence))
    said = blame(index, [side.carriers for side in ordered])
    return Disagreement("Figure disputed", count.counted or count.unit, f"#{count.anchor}", "", said, ordered)


def _joined(index: StoryIndex, held: list[FigureValue]) -> tuple[Carrier, ...]:
    ids = {siglum: article_id for article_id, siglum in index.sigla.items()}
    return tuple(
        sorted((c for v in held for c in v.carriers), key=lambda c: index.rank(ids.get(c.siglum, "")))
    )


def _usual(index: StoryIndex, value: Value) -> str:
    """How most of its tellings write a value."""
    written = Counter(clip(index.text(p.article_id, p.start, p.end), LONGEST) for p in value.places)
    usual = max(written, key=lambda words: (written[words], words), default="")
    return usual if written[usual] > 1 else clip(value.reading, LONGEST)


def _prominence(side: Side) -> tuple[int, int, str]:
    """Most tellings first, then in the order of sigla."""
    first = side.carriers[0].siglum if side.carriers else ""
    return -len(side.carriers), len(first), first


def _tell_change(index: StoryIndex, card: Card) -> Disagreement:
    sides = _sides(card)
    said = blame(index, [side.carriers for side in sides])
    return Disagreement("Quotation changed", card.speaker, f"#{card.anchor}", "", said, sides)


def _carriers(index: StoryIndex, places: Iterable[Place]) -> tuple[Carrier, ...]:
    """Each telling once, in the order of sigla."""
    held: dict[str, Carrier] = {}
    for place in sorted(places, key=lambda p: (index.rank(p.article_id), p.start)):
        mark = index.mark_at(place.article_id, place.start)
        link = index.place_link(place.article_id, place.start)
        siglum = index.sigla.get(place.article_id, "")
        held.setdefault(place.article_id, Carrier(siglum, index.label(place.article_id), mark, link))
    return tuple(held.values())


def _sides(card: Card) -> tuple[Side, ...]:
    """The words as most of those have them who kept the meaning, then each wording that moved it."""
    changed = {c.siglum for change in card.changes if change.material for c in change.carriers}
    kept = tuple(c for c in card.carriers if c.siglum not in changed)
    sides = []
    if kept:
        same = {c.siglum for c in kept}
        usual = max(card.wordings, key=lambda w: sum(c.siglum in same for c in w.carriers))
        words = "".join(run.text for run in usual.runs if run.kind != "cut").strip()
        exact = {c.siglum for c in usual.carriers}
        sides.append(Side((Run("", words),), kept, tuple(c.siglum for c in kept if c.siglum not in exact)))
    for wording in card.wordings:
        carriers = tuple(c for c in wording.carriers if c.siglum in changed)
        if carriers:
            base = "".join(run.text for run in sides[0].runs) if kept else ""
            words = "".join(run.text for run in wording.runs if run.kind != "cut").strip()
            sides.append(Side(mark_differences(base, words) if base else (Run("", words),), carriers))
    return tuple(sides)


def flag_places(index: StoryIndex) -> dict[str, list[Flag]]:
    """The spans of altered quotations and disputed figures, by article id."""
    flags: dict[str, list[Flag]] = defaultdict(list)
    disputed = {entry.entry_id for entry in index.material.ledger if entry.verdict == "conflict"}
    figures = {row.figure_id: row for row in index.material.figures}
    for link in index.material.ledger_figures:
        figure = figures.get(link.figure_id)
        if figure and link.entry_id in disputed:
            flags[figure.article_id].append(Flag(figure.start, figure.end, "disputed"))
    for change in index.material.alterations:
        after = index.attributions.get(change.after_id)
        if after and change.material and change.after_start < change.after_end:
            flags[after.article_id].append(Flag(change.after_start, change.after_end, "altered"))
    return dict(flags)


def disputed_passages(index: StoryIndex, flags: dict[str, list[Flag]]) -> frozenset[str]:
    """The ids of passages that hold a flagged span."""
    found = (index.finder.find(article_id, flag.start) for article_id, held in flags.items() for flag in held)
    return frozenset(passage.passage_id for passage in found if passage)
