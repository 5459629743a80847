"""Which telling has the best reading of an utterance, and what each telling was made from."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tellings.collation.edits import equal_runs
from tellings.findings.material import StoryMaterial, origins_by_article, parents_by_child
from tellings.findings.utterances_words import Saying

# How far from its parent's words a telling of each kind stands, as a rule.
_DISTANCE = {
    "verbatim": 0,
    "trimmed": 0,
    "reordered": 0,
    "expanded": 1,
    "merged": 1,
    "edited": 2,
    "condensed": 3,
}
_FAR = 4  # reworded
_SAME = 0.6  # part of the words of a quotation from which a telling without marks is that quotation
_TORN = 3  # quotations more without marks than with them: the article lost its marks


@dataclass(frozen=True, slots=True)
class Gathered:
    """The sayings of one utterance, by article and place, and the one with the best reading."""

    sayings: tuple[Saying, ...]
    witness: Saying
    speaker: str
    by_article: Mapping[str, Sequence[Saying]]

    @classmethod
    def of(cls, sayings: Sequence[Saying], witness: Saying, speaker: str) -> "Gathered":
        """The sayings, gathered by article besides."""
        return cls(tuple(sayings), witness, speaker, by_article(sayings))


class Lines:
    """The family tree as utterances need it: who stands above whom, and how far from the root."""

    def __init__(self, material: StoryMaterial, groups: Iterable[Sequence[Saying]]) -> None:
        self.parents = parents_by_child(material)
        self.origins = origins_by_article(material)
        self.distance = distances(material)
        self.torn = torn_articles(groups)

    def choose_witness(self, group: Sequence[Saying]) -> Saying:
        """The saying that the family tree says is nearest to what was said.

        In order: marks kept, in an article that lost none elsewhere; not made from another that tells
        as much; an independent report or a copy that keeps words before one that changes them; words
        that more independent lines have; the fuller; the first by article.
        """
        lines: dict[str, dict[str, set[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(set))
        for saying in group:
            key = saying.attribution.article_id
            lines[self.origins.get(key, key)][self._head(key)].add(saying.norms)
        told = by_article(group)
        support = {norms: _support(norms, lines) for norms in {saying.norms for saying in group}}

        def rank(saying: Saying) -> tuple[float, ...]:
            distance = self.distance.get(saying.attribution.article_id, 0)
            copied = self._is_copy(saying, told)
            held = -round(support[saying.norms], 3)
            torn = saying.attribution.article_id in self.torn
            return (not saying.marked, torn, copied, distance >= _FAR, held, distance, -len(saying.words))

        return min(group, key=lambda s: (*rank(s), s.attribution.article_id, s.words[0].start))

    def find_model(self, saying: Saying, gathered: Gathered) -> Saying | None:
        """The saying that this one was made from: of the nearest ancestor in the pile, or else the witness.

        None for the witness itself. Nobody puts lost marks back in their places, so what has marks
        was not made from an article that lost them.
        """
        if saying is gathered.witness:
            return None
        for parent in self._above(saying.attribution.article_id):
            fit = [s for s in gathered.by_article.get(parent, ()) if not self._is_damage(s, saying)]
            if fit:
                return min(fit, key=lambda s: (-share(s.norms, saying.norms), *_stands_apart(s, saying)))
        return gathered.witness

    def is_step(self, before: Saying, after: Saying) -> bool:
        """Whether the tree says that the article of the one was made from that of the other."""
        return before.attribution.article_id in self._above(after.attribution.article_id)

    def _head(self, key: str) -> str:
        """The highest article of the pile that this one was made from, or itself."""
        return next(reversed([above for above in self._above(key) if above in self.distance]), key)

    def _is_copy(self, saying: Saying, told: Mapping[str, Sequence[Saying]]) -> bool:
        """Whether an ancestor tells most of what the saying tells."""
        return any(
            len(other.words) * 2 > len(saying.words) and not self._is_damage(other, saying)
            for above in self._above(saying.attribution.article_id)
            for other in told.get(above, ())
        )

    def _above(self, key: str) -> Iterator[str]:
        """The ancestors of an article, nearest first."""
        waiting, seen = deque([key]), {key}
        while waiting:
            for parent in self.parents.get(waiting.popleft(), ()):
                if parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)
                    yield parent

    def _is_damage(self, before: Saying, after: Saying) -> bool:
        return after.marked and not before.marked and before.attribution.article_id in self.torn


def by_article(sayings: Iterable[Saying]) -> dict[str, list[Saying]]:
    """The sayings of each article, in their order."""
    found: dict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        found[saying.attribution.article_id].append(saying)
    return dict(found)


def _stands_apart(one: Saying, other: Saying) -> tuple[bool, int]:
    """Whether no statement holds both, and where the one stands: a subhead repeats a quotation."""
    return not one.statements & other.statements, one.words[0].start


def _support(norms: tuple[str, ...], lines: Mapping[str, Mapping[str, set[tuple[str, ...]]]]) -> float:
    """How many origins tell these words, each counted by the part of what its lines tell that they hold.

    A line is an article with all that was made from it: a slip copied three times counts once, and of
    the children of a lost copy each tells what stood there.
    """
    return sum(
        sum(max(share(norms, told) for told in held) for held in heads.values()) / len(heads)
        for heads in lines.values()
    )


def torn_articles(groups: Iterable[Sequence[Saying]]) -> frozenset[str]:
    """The articles that tell without marks most of what others have within marks in the same words."""
    lost: Counter[str] = Counter()
    for group in groups:
        anchors = {saying.norms for saying in group if saying.marked}
        same = {
            norms: any(share(norms, anchor) > _SAME for anchor in anchors)
            for norms in {saying.norms for saying in group}
        }
        for saying in group:
            if same[saying.norms]:
                lost[saying.attribution.article_id] += -1 if saying.marked else 1
    return frozenset(key for key, count in lost.items() if count >= _TORN)


def distances(material: StoryMaterial) -> dict[str, int]:
    """How far each article's words stand from its root: the farthest kind on the way up."""
    kind = {row.child_id: row.kind for row in sorted(material.derivations, key=lambda r: r.confidence)}
    parents = parents_by_child(material)
    found: dict[str, int] = {}
    for article in material.articles:
        node, worst, seen = article.article_id, 0, set()
        while node in parents and node not in seen:
            seen.add(node)
            worst = max(worst, _DISTANCE.get(kind[node], _FAR))
            node = parents[node][0]
        found[article.article_id] = worst
    return found


@lru_cache(maxsize=4096)  # an utterance has few wordings and many tellings
def share(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The part of the other's words that stand in the one, in order."""
    return sum(length for _, _, length in equal_runs(list(one), list(other))) / len(other)
