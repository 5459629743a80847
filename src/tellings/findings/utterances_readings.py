"""Which telling has the best reading of an utterance, and what each telling was made from."""

from collections.abc import Sequence

from tellings.collation.edits import equal_runs
from tellings.findings.material import StoryMaterial, parents_by_child
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


def choose_witness(group: Sequence[Saying], material: StoryMaterial) -> Saying:
    """The saying that the family tree says is nearest to what was said.

    In order: an independent report or a copy that keeps words before one that changes them; words
    that more independent lines have; marks kept; the fuller; the first by article and place.
    """
    distance = distances(material)
    origin = {row.article_id: row.origin_id for row in material.attestations}

    def rank(saying: Saying) -> tuple[float, ...]:
        key = saying.attribution.article_id
        support: dict[str, float] = {}
        for other in group:
            line = origin.get(other.attribution.article_id, other.attribution.article_id)
            support[line] = max(support.get(line, 0.0), _share(saying.norms, other.norms))
        whole = len(saying.words) / max(len(other.words) for other in group)
        return (distance.get(key, 0) >= _FAR, -round(sum(support.values()) * whole, 3), not saying.marked,
                distance.get(key, 0), -len(saying.words))  # fmt: skip

    return min(group, key=lambda s: (*rank(s), s.attribution.article_id, s.attribution.content))


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


def _share(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The part of the other's words that stand in the one, in order."""
    return sum(length for _, _, length in equal_runs(list(one), list(other))) / len(other)


def find_model(
    saying: Saying, group: Sequence[Saying], witness: Saying, material: StoryMaterial
) -> Saying | None:
    """The saying that this one was made from: of the nearest ancestor in the pile, or else the witness.

    None for the witness itself.
    """
    parents = parents_by_child(material)
    by_article: dict[str, list[Saying]] = {}
    for other in group:
        by_article.setdefault(other.attribution.article_id, []).append(other)
    waiting, seen = [saying.attribution.article_id], {saying.attribution.article_id}
    while waiting:
        for parent in parents.get(waiting.pop(0), ()):
            if parent in by_article:
                return min(
                    by_article[parent], key=lambda s: (-_share(s.norms, saying.norms), s.attribution.content)
                )
            if parent not in seen:
                seen.add(parent)
                waiting.append(parent)
    return None if saying is witness else witness
