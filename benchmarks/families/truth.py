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


_Lines = list[tuple[Sentence, str]]  # with their words, blanks evened out


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

    def visible(self, texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """The parents that can be asked for; `texts` are those of the tellings that are there.

        A lost copy with one child can't be told from its parent (or from no parent at all), and one
        that a child repeats, word for word and in order, as far as any other child has it, can't be
        told from that child: the first is left out, and the second's place is taken by the child.
        """
        above = {node: list(parents) for node, parents in self.parents.items()}
        for lost in sorted(self.lost):
            stand_in = self.stand_in(lost, texts)
            if stand_in:
                for parents in above.values():
                    parents[:] = dict.fromkeys(stand_in if parent == lost else parent for parent in parents)
                rest = [parent for parent in above[stand_in] if parent != stand_in]
                above[stand_in] = list(dict.fromkeys(above.pop(lost) + rest))
        return self._without_idle(above)

    def indistinct(self, texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
        """For each telling, others that no word of it tells from a true parent.

        Such a one repeats, word for word and in order, all that the telling has of the parent, adds no
        sentence of its own, and isn't made from the telling.
        """
        told = texts | {name: article.text for name, article in self.lost.items()}
        lines = {
            name: [(s, " ".join(told[name][s.start : s.end].split())) for s in self.sentences[name]]
            for name in told
        }
        seen = self.visible(texts)
        return {
            child: frozenset(
                other
                for parent in {*self.parents.get(child, ()), *seen.get(child, ())}
                for other in texts
                if other not in (child, parent)
                and child not in self.above(other)
                and _stands_for(lines[child], parent, lines[parent], lines[other])
            )
            for child in texts
        }

    def above(self, node: str) -> set[str]:
        """All that a telling or lost copy was made from."""
        out: set[str] = set()
        ahead = [node]
        while ahead:
            new = [parent for parent in self.parents.get(ahead.pop(), ()) if parent not in out]
            out |= set(new)
            ahead += new
        return out

    def _without_idle(self, above: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
        """`above` without lost copies that fewer than two lines leave."""
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

    def stand_in(self, lost: str, texts: Mapping[str, str]) -> str:
        """The child that repeats all of a lost copy that its other children have, or ""."""
        kept: dict[str, dict[int, tuple[int, bool]]] = {}
        source = self.lost[lost].text
        for child, parents in sorted(self.parents.items()):
            text = texts.get(child) or (self.lost[child].text if child in self.lost else "")
            if lost in parents:
                kept[child] = {
                    s.parent_start: (s.start, text[s.start : s.end] == source[s.parent_start : s.parent_end])
                    for s in self.sentences[child]
                    if s.parent_id == lost
                }
        for child in sorted(set(kept) & set(texts)):
            wanted = {place for other, places in kept.items() if other != child for place in places}
            held = [kept[child].get(place, (-1, False)) for place in sorted(wanted)]
            if held and all(same for _, same in held) and held == sorted(held):
                return child
        return ""


def _stands_for(child: _Lines, parent_id: str, parent: _Lines, other: _Lines) -> bool:
    """Whether `other` repeats, in order, all that `child` has of `parent`, and has no sentence beside."""
    wording = {s.start: words for s, words in parent}
    wanted = sorted({s.parent_start for s, _ in child if s.parent_id == parent_id})
    places: dict[str, int] = {}
    for at, (_, words) in enumerate(other):
        places.setdefault(words, at)
    found = [places.get(wording.get(start, ""), -1) for start in wanted]
    whole = bool(found) and -1 not in found and found == sorted(found)
    known = set(wording.values())
    return whole and all(words in known for s, words in other if s.origin and s.start > 0)


@dataclass(frozen=True, slots=True)
class Family:
    """One story's readings and the truth about them; `split` is fit or held-out."""

    name: str
    split: str
    readings: tuple[Reading, ...]
    truth: Truth
    settings: Mapping[str, float] = field(default_factory=dict)

    def visible(self) -> dict[str, tuple[str, ...]]:
        """The parents that can be asked for, by article id."""
        return self.truth.visible({r.article.article_id: r.article.text for r in self.readings})

    def indistinct(self) -> dict[str, frozenset[str]]:
        """The tellings that no word of a telling tells from its parent, by article id."""
        return self.truth.indistinct({r.article.article_id: r.article.text for r in self.readings})
