"""A story that very many printed: its distinct reports are worked out, and each reprint follows one.

A reprint has the same sentences, whatever its page puts around them. Of each report two tellings are worked
out, so that the models say how likely the one is a copy of the other; what they say of the second holds for
every further one.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tellings.lineage.story import Lineage
from tellings.lineage.texts import TOLD
from tellings.models import Article, Attestation, Clue, Derivation, Passage, Span

WORKED_OUT = 2  # tellings of one report


class Reports:
    """What each telling reports: its passages of narration and quotation, in order."""

    def __init__(self, articles: Iterable[Article], passages: Iterable[Passage]) -> None:
        self.texts = {article.article_id: article.text for article in articles}
        self.held: dict[str, list[Passage]] = {key: [] for key in self.texts}
        for passage in sorted(passages, key=lambda passage: passage.start):
            if passage.kind in TOLD and passage.article_id in self.held:
                self.held[passage.article_id].append(passage)

    def words(self, key: str) -> tuple[str, ...]:
        """The sentences of a report; the whole text of one that has none."""
        text = self.texts.get(key, "")
        return tuple(text[p.start : p.end] for p in self.held.get(key, ())) or (text,)

    def move(self, span: Span, model_id: str, child_id: str) -> Span | None:
        """Where a span of the one stands in the other, which has the same sentences; None if outside them."""
        if span == (0, 0) or self.texts[model_id] == self.texts[child_id]:
            return span
        ends = [self._place(at, model_id, child_id) for at in (span[0], max(span[0], span[1] - 1))]
        start, last = ends
        return None if start is None or last is None else (start, last + (span[1] > span[0]))

    def _place(self, at: int, model_id: str, child_id: str) -> int | None:
        models = self.held[model_id]
        number = bisect_right(models, at, key=lambda passage: passage.start) - 1
        if number < 0 or at >= models[number].end:
            return None
        return at - models[number].start + self.held[child_id][number].start


def part_reprints(
    articles: Collection[Article], passages: Iterable[Passage], most: int, kept: Collection[str]
) -> dict[str, str]:
    """The article that each further reprint follows; {} in a story of `most` tellings or fewer.

    Those of `kept` are worked out in any case: a person has ruled on them.

    >>> part_reprints([Article(key, *[""] * 9, text="Talks failed.") for key in "abcd"], (), 3, {"d"})
    {'c': 'b'}
    """
    if len(articles) <= most:
        return {}
    reports = Reports(articles, passages)
    prints: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for article in sorted(articles, key=lambda a: (a.published or "9999", a.article_id)):
        if article.article_id not in kept:
            prints[reports.words(article.article_id)].append(article.article_id)
    return {later: same[1] for same in prints.values() for later in same[WORKED_OUT:]}


def follow(lineage: Lineage, followed: Mapping[str, str], reports: Reports) -> Lineage:
    """The lineage with each reprint in the place of the telling it follows."""
    derivations, clues = list(lineage.derivations), list(lineage.clues)
    above: dict[str, list[Derivation]] = defaultdict(list)
    reasons: dict[str, list[Clue]] = defaultdict(list)
    below: dict[str, Derivation] = {}
    for row in lineage.derivations:
        above[row.child_id].append(row)
        if row.parent_id in reports.texts and reports.words(row.parent_id) == reports.words(row.child_id):
            below.setdefault(row.parent_id, row)
    for clue in lineage.clues:
        reasons[clue.child_id].append(clue)
    for child_id, model_id in sorted(followed.items()):
        rows = above[model_id] or [replace(row, parent_id=model_id) for row in _of(below, model_id)]
        derivations += [replace(row, child_id=child_id) for row in rows]
        if above[model_id]:
            clues += _moved(reasons[model_id], child_id, reports)
        else:
            clues += _reprinted(rows, child_id, reports)
    attestations = (*lineage.attestations, *_attest(lineage, followed, reports))
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
    """How the first telling of a report hangs on the second, where it does."""
    return [below[model_id]] if model_id in below else []


def _moved(clues: Sequence[Clue], child_id: str, reports: Reports) -> Iterator[Clue]:
    """The clues of a telling as those of its reprint; what its page says around the report is its own."""
    for clue in clues:
        place = reports.move((clue.child_start, clue.child_end), clue.child_id, child_id)
        if place is not None:
            yield replace(clue, child_id=child_id, child_start=place[0], child_end=place[1])


def _reprinted(rows: Iterable[Derivation], child_id: str, reports: Reports) -> Iterator[Clue]:
    """Why a reprint hangs on a telling that hangs on nothing: it has all its words."""
    for row in rows:
        spans = [_whole(key, reports) for key in (child_id, row.parent_id)]
        yield Clue(
            row.story_id, child_id, row.parent_id, "verbatim", 0.0, *spans[0], *spans[1],
            "the telling was verbatim",
        )  # fmt: skip


def _whole(key: str, reports: Reports) -> Span:
    """The characters from the first sentence of a report to its last."""
    held = reports.held[key]
    return (held[0].start, held[-1].end) if held else (0, len(reports.texts[key]))


def _attest(lineage: Lineage, followed: Mapping[str, str], reports: Reports) -> Iterator[Attestation]:
    """The attestations of the reprints: those of the tellings they follow, passage by passage."""
    carried: dict[str, list[Attestation]] = defaultdict(list)
    for row in lineage.attestations:
        carried[row.article_id].append(row)
    number = {
        passage.passage_id: at
        for model_id in sorted(set(followed.values()))
        for at, passage in enumerate(reports.held[model_id])
    }
    for child_id, model_id in sorted(followed.items()):
        for row in carried[model_id]:
            passage = reports.held[child_id][number[row.passage_id]]
            relation = "same" if row.relation == "independent" else row.relation
            yield replace(row, passage_id=passage.passage_id, article_id=child_id, relation=relation)
