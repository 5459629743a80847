"""How sure the answer is: the edges one should doubt, and what no comparison of texts can tell."""

from dataclasses import dataclass

from tellings.report.clues import Case
from tellings.report.index import StoryIndex
from tellings.report.words import count

DOUBTFUL = 0.8  # an edge below this is named as one to doubt


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to be careful with, with a link where there is one."""

    words: str
    link: str


LIMITS = (
    "Articles that are not in the pile. A statement with one origin here may have others elsewhere.",
    "What is true. Two origins can both be wrong, and one can be right.",
    "Sources that nobody names. Two reporters who asked the same spokesman look independent.",
    "Whether a quotation was spoken so. Only that its tellings differ, and which came first.",
)


def list_doubts(index: StoryIndex, cases: tuple[Case, ...]) -> tuple[Doubt, ...]:
    """Edges of low certainty or unknown direction, statements with a wide range, and missing times."""
    doubts = []
    derivations = {(d.child_id, d.parent_id): d for d in index.material.derivations}
    for case in cases:
        edge = derivations[case.child_id, case.parent_id]
        ends = f"{case.child or 'A lost copy'} from {case.parent_name}"
        said = [f"only {case.certain} certain"] if edge.confidence < DOUBTFUL else []
        if edge.direction_confidence < DOUBTFUL and case.parent:
            said.append(f"it may be the other way round ({case.direction})")
        if said:
            doubts.append(Doubt(f"{ends}: {'; '.join(said)}.", f"#{case.anchor}"))
    wide = sum(1 for s in index.material.statements if s.origins_low != s.origins_high)
    if wide:
        doubts.append(Doubt(f"For {count(wide, 'statement')} the number of origins is a range.", "#account"))
    undated = [index.sigla.get(key, "") for key in index.ordered if not index.articles[key].published]
    if undated:
        doubts.append(Doubt(f"No time of publication is known for {', '.join(undated)}.", "#timeline"))
    return tuple(doubts)
