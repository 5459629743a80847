"""Generated families, held-out sources and operations: is each derivation called what it is?"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.families import Family, given_events, guessed_events, play_all, read_pile
from quality.families_lineage import is_right
from quality.tracing import trace_readings
from tellings.lineage import Lineage

TITLE = "Kinds of derivation in families played by a newsroom, told by what was done to the copy"
ASKED: dict[str, float] = {}
SEED, COUNT, LARGEST = 311, 15, 20
MADE_BY = {
    "merged": {"merge"},
    "reworded": {"reword"},
    "reordered": {"shuffle", "scatter"},
    "condensed": {"condense"},
    "expanded": {"expand", "update"},
    "edited": {"retouch", "reword"},
    "trimmed": {"cut_end", "trim", "update", "condense"},
}
LIGHT = 0.2  # strength under which rewording is an edit here and there


def score(data: Path, split: str = "held-out", seed: int = SEED) -> dict[str, float]:
    """F1 over all kinds, and the share of derivations whose strongest kind is one that was done."""
    wanted: Counter[str] = Counter()
    named: Counter[str] = Counter()
    right: Counter[str] = Counter()
    strongest: list[bool] = []
    piles = (
        given_events(read_pile(data / "news_cluster.jsonl.gz")),
        guessed_events(read_pile(data / "allsides_sample.jsonl.gz"), 120),
    )
    for number, events in enumerate(piles):
        for family in play_all(events, split, seed + number, COUNT, largest=LARGEST):
            lineage = trace_readings(family.name, family.readings)
            for true, found, first in _told(family, lineage):
                wanted.update(true)
                named.update(found)
                right.update(true & found)
                strongest.append(first in true)
    out = {
        "kinds F1": 2 * right.total() / max(wanted.total() + named.total(), 1),
        "strongest kind is one that holds": sum(strongest) / max(len(strongest), 1),
    }
    return out | {
        f"_{kind} F1": 2 * right[kind] / max(wanted[kind] + named[kind], 1) for kind in (*MADE_BY, "verbatim")
    }


def _told(family: Family, lineage: Lineage) -> Iterator[tuple[set[str], set[str], str]]:
    """For each derivation found right, one step long: the true kinds, those found, the strongest found."""
    visible = family.visible()
    for row in lineage.derivations:
        true = visible.get(row.child_id, ())
        if family.truth.parents[row.child_id] != true or not is_right(row, true, family, lineage):
            continue
        kinds = _done(family, row.child_id)
        found = {
            clue.kind
            for clue in lineage.clues
            if clue.kind in MADE_BY and (clue.child_id, clue.parent_id) == (row.child_id, row.parent_id)
        }
        yield kinds, {row.kind} | found, row.kind


def _done(family: Family, child: str) -> set[str]:
    """The kinds of what was done to a telling's copy, as far as it left something to be seen.

    A list of sentences without side remarks can't be condensed, nor a pile without spare copy expanded.
    """
    done = set(family.truth.operations[child])
    kinds = {kind for kind, ways in MADE_BY.items() if done & ways}
    told = [one for one in family.truth.sentences[child] if one.origin]
    copied = [one for one in told if one.parent_id]
    shorter = [o for o in copied if (o.end - o.start) < 0.9 * (o.parent_end - o.parent_start)]
    light = family.truth.strength[child] < LIGHT
    kinds -= {"reworded"} if light else {"edited"}
    if len(shorter) < 0.1 * len(copied):
        kinds -= {"condensed"}
    if len(copied) == len(told):
        kinds -= {"expanded"}
    return kinds or {"verbatim"}
