"""Generated families, held-out sources, operations and strengths: is the tree the true one?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from benchmarks.families import Family, given_events, guessed_events, play_all, read_pile
from quality.tracing import trace_readings
from tellings.lineage import Lineage
from tellings.models import Derivation

TITLE = "Families played by a newsroom from news articles, with sources and operations not used in fitting"
ASKED = {
    "parent F1, light rewording": 0.90,
    "parent F1, heavy rewording": 0.75,
    "origins of a story right": 0.90,
    "direction right where answered": 0.95,
    "direction answered": 0.85,
    "_calibration error of parents": 0.05,
    "_calibration error of directions": 0.05,
}
HEAVY = 0.3  # part of the words reworded on the way from the source, from which it is heavy
ANSWERED = 0.75  # direction_confidence from which a direction is an answer
TOLD = ", as far as words can tell"  # a telling that no word tells from the true parent counts as it
SEEDS, COUNT, LARGEST = (101, 301, 401), 20, 20  # what one seed draws is a few points easier than another's


@dataclass
class Tally:
    """What is counted over all families."""

    wanted: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    parents: list[tuple[float, bool]] = field(default_factory=list)  # confidence, right
    directions: list[tuple[float, bool]] = field(default_factory=list)
    origins: list[bool] = field(default_factory=list)


def score(data: Path) -> dict[str, float]:
    """F1 of parents, origins, direction and calibration over held-out families of both piles."""
    tally = Tally()
    piles = (
        given_events(read_pile(data / "news_cluster.jsonl.gz")),
        guessed_events(read_pile(data / "allsides_sample.jsonl.gz"), 120),
    )
    for seed, (number, events) in product(SEEDS, enumerate(piles)):
        for family in play_all(events, "held-out", seed + number, COUNT, largest=LARGEST):
            judge(family, trace_readings(family.name, family.readings), tally)
    return summarise(tally)


def judge(family: Family, lineage: Lineage, tally: Tally) -> None:
    """Add what one family shows."""
    visible, same = family.visible(), family.indistinct()
    for reading in family.readings:
        child = reading.article.article_id
        part = "heavy" if family.truth.strength[child] > HEAVY else "light"
        found = [row for row in lineage.derivations if row.child_id == child]
        true = visible.get(child, ())
        hits = [row for row in found if is_right(row, true, family, lineage)]
        whole = f"{part}, nothing lost" if not set(visible) & set(family.truth.lost) else ""
        for key in filter(None, (part, whole)):
            tally.wanted[key] += len(true)
            tally.named[key] += len(found)
            tally.right[key] += len(hits)
        tally.named[part + TOLD] += len(found)
        tally.wanted[part + TOLD] += len(true)
        tally.right[part + TOLD] += sum(row in hits or row.parent_id in same[child] for row in found)
        tally.parents += [(row.confidence, row in hits) for row in found]
        tally.directions += directions(found, family)
    roots = {row.parent_id for row in lineage.derivations} | {r.article.article_id for r in family.readings}
    tally.origins.append(len(roots - {row.child_id for row in lineage.derivations}) == family.truth.origins)


def is_right(row: Derivation, true: Sequence[str], family: Family, lineage: Lineage) -> bool:
    """Whether the parent is a true one, word for word the same as one, or the lost copy that is."""
    texts = {r.article.article_id: " ".join(r.article.text.split()) for r in family.readings}
    if row.parent_id in texts:
        return row.parent_id in true or any(texts.get(parent) == texts[row.parent_id] for parent in true)
    children = [other.child_id for other in lineage.derivations if other.parent_id == row.parent_id]
    visible = family.visible()
    shared = (
        sum(lost in visible.get(child, ()) for child in children)
        for lost in true
        if lost in family.truth.lost
    )
    return any(count >= max(2, len(children) / 2) for count in shared)


def directions(found: Sequence[Derivation], family: Family) -> list[tuple[float, bool]]:
    """For derivations along a true line of descent: the confidence in the direction, and if it is right."""
    out = []
    for row in found:
        if row.parent_id in family.truth.above(row.child_id):
            out.append((row.direction_confidence, True))
        elif row.child_id in family.truth.above(row.parent_id):
            out.append((row.direction_confidence, False))
    return out


def summarise(tally: Tally) -> dict[str, float]:
    """The measures, with the reliability of the confidences in five steps."""
    out = {}
    for part in sorted(tally.wanted):
        total = tally.wanted[part] + tally.named[part]
        name = part.replace("light", "light rewording").replace("heavy", "heavy rewording")
        out[f"parent F1, {name}"] = 2 * tally.right[part] / max(total, 1)
    answered = [right for chance, right in tally.directions if chance >= ANSWERED]
    out["origins of a story right"] = sum(tally.origins) / max(len(tally.origins), 1)
    out["direction right where answered"] = sum(answered) / max(len(answered), 1)
    out["direction answered"] = len(answered) / max(len(tally.directions), 1)
    out["_calibration error of parents"] = calibration_error(tally.parents)
    out["_calibration error of directions"] = calibration_error(tally.directions)
    out["_Brier score of parents"] = sum((c - r) ** 2 for c, r in tally.parents) / max(len(tally.parents), 1)
    for step in range(5):
        held = [right for chance, right in tally.parents if step <= min(chance * 5, 4.999) < step + 1]
        if held:
            out[f"_right where confidence is {step / 5:.1f} to {step / 5 + 0.2:.1f}"] = sum(held) / len(held)
    return out


def calibration_error(found: Sequence[tuple[float, bool]], steps: int = 10) -> float:
    """The expected calibration error (Guo et al. 2017) over equal steps of confidence."""
    error = 0.0
    for step in range(steps):
        held = [(c, r) for c, r in found if step <= min(c * steps, steps - 1e-6) < step + 1]
        if held:
            gap = sum(c for c, _ in held) - sum(r for _, r in held)
            error += abs(gap) / len(found)
    return error
