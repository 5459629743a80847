"""What is true of a generated family: parents, lost copies, origins, kinds, alterations."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tellings.models import Article
from tellings.reading import Reading


@dataclass(frozen=True, slots=True)
class Change:
    """A figure, date, name or quotation that a telling says otherwise than its parent.

    `kind` is figure, date, name or quotation; `parent_id` may be a lost copy, whose text is in
    `Truth.lost`. Spans are exact: `child.text[after_start:after_end] == after`.
    """

    child_id: str
    parent_id: str
    kind: str
    before: str
    after: str
    before_start: int
    before_end: int
    after_start: int
    after_end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a telling, its origin, and the sentence of the parent that it was made from.

    `origin` names the starting point of the chain (an origin's id); `parent_start` and
    `parent_end` are 0 where the sentence is the telling's own or furniture (`origin` is "").
    """

    start: int
    end: int
    origin: str
    parent_id: str
    parent_start: int
    parent_end: int


@dataclass(frozen=True, slots=True)
class Truth:
    """The whole truth of one family, by article id.

    `parents` gives the article or lost copy that each telling (and each lost copy) was made from,
    the main one first; none for an own report. `operations` names what was done, in order.
    """

    parents: Mapping[str, tuple[str, ...]]
    operations: Mapping[str, tuple[str, ...]]
    strength: Mapping[str, float]
    sentences: Mapping[str, tuple[Sentence, ...]]
    lost: Mapping[str, Article]
    changes: tuple[Change, ...]
    origins: int
    wrong_times: frozenset[str]

    def present(self) -> list[str]:
        """The ids of the tellings that are in the pile, sorted."""
        return sorted(set(self.parents) - set(self.lost))

    def visible(self) -> dict[str, tuple[str, ...]]:
        """The parents that can be asked for: a lost copy counts only where two lines leave it.

        A lost copy with one child can't be told from its parent (or from no parent at all), so
        that child hangs on the nearest ancestor that is present or has two lines.
        """
        above = {node: list(parents) for node, parents in self.parents.items()}
        while True:
            children: dict[str, list[str]] = {}
            for node, parents in above.items():
                for parent in parents:
                    children.setdefault(parent, []).append(node)
            idle = [node for node in sorted(self.lost) if node in above and len(children.get(node, [])) < 2]
            if not idle:
                return {node: tuple(parents) for node, parents in above.items()}
            for child in children.get(idle[0], []):
                rest = [parent for parent in above[child] if parent != idle[0]]
                above[child] = list(dict.fromkeys(above[idle[0]] + rest))
            del above[idle[0]]


@dataclass(frozen=True, slots=True)
class Family:
    """One story's readings and the truth about them; `split` is fit or held-out."""

    name: str
    split: str
    readings: tuple[Reading, ...]
    truth: Truth
    settings: Mapping[str, float] = field(default_factory=dict)
