"""A story that very many printed: its distinct texts are worked out, and each exact reprint follows one.

Of each text two tellings are worked out, so that the models say how likely the one is a copy of the
other; what they say of the second holds for every further one, for it has the same words.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from tellings.lineage.story import Lineage
from tellings.models import Article, Attestation, Clue, Derivation, Passage

WORKED_OUT = 2  # tellings of one text


def part_reprints(articles: Collection[Article], most: int, kept: Collection[str]) -> dict[str, str]:
    """The article that each further reprint of a text follows; {} in a story of `most` tellings or fewer.

    Those of `kept` are worked out in any case: a person has ruled on them.

    >>> part_reprints([Article(key, *[""] * 9, text="Talks failed.") for key in "abcd"], 3, {"d"})
    {'c': 'b'}
    """
    if len(articles) <= most:
        return {}
    prints: dict[str, list[str]] = defaultdict(list)
    for article in sorted(articles, key=lambda a: (a.published or "9999", a.article_id)):
        if article.article_id not in kept:
            prints[article.text].append(article.article_id)
    return {later: same[1] for same in prints.values() for later in same[WORKED_OUT:]}


def follow(
    lineage: Lineage, followed: Mapping[str, str], articles: Iterable[Article], passages: Iterable[Passage]
) -> Lineage:
    """The lineage with each reprint in the place of the telling it follows."""
    texts = {article.article_id: article.text for article in articles}
    derivations, clues = list(lineage.derivations), list(lineage.clues)
    above: dict[str, list[Derivation]] = defaultdict(list)
    reasons: dict[str, list[Clue]] = defaultdict(list)
    below: dict[str, Derivation] = {}
    for row in lineage.derivations:
        above[row.child_id].append(row)
        if texts.get(row.parent_id) == texts[row.child_id]:
            below.setdefault(row.parent_id, row)
    for clue in lineage.clues:
        reasons[clue.child_id].append(clue)
    for child_id, model_id in sorted(followed.items()):
        rows = above[model_id] or [replace(row, parent_id=model_id) for row in _of(below, model_id)]
        why = reasons[model_id] if above[model_id] else _reprinted(rows, len(texts[child_id]))
        derivations += [replace(row, child_id=child_id) for row in rows]
        clues += [replace(clue, child_id=child_id) for clue in why]
    attestations = (*lineage.attestations, *_attest(lineage, followed, passages))
    told = Counter(key for key, _ in {(row.statement_id, row.article_id) for row in attestations})
    statements = tuple(replace(row, articles=told[row.statement_id]) for row in lineage.statements)
    return replace(
        lineage,
        derivations=tuple(sorted(derivations, key=lambda row: row.child_id)),
        clues=tuple(clues),
        statements=statements,
        attestations=attestations,
    )


def _of(below: Mapping[str, Derivation], model_id: str) -> list[Derivation]:
    """How the first telling of a text hangs on the second, where it does."""
    return [below[model_id]] if model_id in below else []


def _reprinted(rows: Iterable[Derivation], length: int) -> list[Clue]:
    """Why a reprint hangs on a telling that hangs on nothing: it has all its words."""
    note = "the telling was verbatim"
    return [
        Clue(row.story_id, row.child_id, row.parent_id, "verbatim", 0.0, 0, length, 0, length, note)
        for row in rows
    ]


def _attest(
    lineage: Lineage, followed: Mapping[str, str], passages: Iterable[Passage]
) -> Iterable[Attestation]:
    """The attestations of the reprints: those of the tellings they follow, passage by passage."""
    places: dict[tuple[str, int, int], str] = {}
    spans: dict[str, tuple[int, int]] = {}
    for passage in passages:
        places[passage.article_id, passage.start, passage.end] = passage.passage_id
        spans[passage.passage_id] = (passage.start, passage.end)
    carried: dict[str, list[Attestation]] = defaultdict(list)
    for row in lineage.attestations:
        carried[row.article_id].append(row)
    for child_id, model_id in sorted(followed.items()):
        for row in carried[model_id]:
            passage_id = places.get((child_id, *spans[row.passage_id]))
            if passage_id:
                relation = "same" if row.relation == "independent" else row.relation
                yield replace(row, passage_id=passage_id, article_id=child_id, relation=relation)
