"""Look-ups over the rows of one story, made once for all views of a page."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cached_property

from tellings.findings.material import PassageFinder, StoryMaterial
from tellings.models import Article, Attestation, Attribution, Derivation, Origin, Passage, Statement
from tellings.report.harmless import clip
from tellings.report.palette import UNKNOWN, Mark, mark_origins

NAMELESS = "A text credited to nobody"
SHORTEST_ANCHOR = 6  # characters of an id that a link shows; more only where two would be the same


class StoryIndex:
    """The rows of a story by id, by siglum and by place."""

    def __init__(self, material: StoryMaterial) -> None:
        self.material = material
        self.articles: dict[str, Article] = {row.article_id: row for row in material.articles}
        self.sigla: dict[str, str] = {row.article_id: row.siglum for row in material.tellings}
        self.passages: dict[str, Passage] = {row.passage_id: row for row in material.passages}
        self.statements: dict[str, Statement] = {row.statement_id: row for row in material.statements}
        self.attributions: dict[str, Attribution] = {row.attribution_id: row for row in material.attributions}
        self.marks: dict[str, Mark] = mark_origins(map(self._named, material.origins), material.attestations)
        self.carriers: dict[str, list[Attestation]] = defaultdict(list)
        self.attested: dict[str, Attestation] = {}
        for row in material.attestations:
            self.carriers[row.statement_id].append(row)
        # A passage may carry several statements: it is shown with the one that most tellings carry.
        weight = {key: len(rows) for key, rows in self.carriers.items()}
        for row in sorted(material.attestations, key=lambda r: (weight[r.statement_id], r.statement_id)):
            self.attested[row.passage_id] = row
        for rows in self.carriers.values():
            rows.sort(key=lambda r: (self.rank(r.article_id), r.passage_id))
        self._anchors: dict[str, str] = {}
        for ids in (self.passages, self.statements):
            self._anchors.update(shorten(ids))

    def _named(self, origin: Origin) -> Origin:
        """An origin with a name that people know: an article's outlet; a lost copy may have none."""
        if origin.origin_id in self.articles:
            return replace(origin, name=self.label(origin.origin_id))
        return origin if origin.name else replace(origin, name=NAMELESS)

    def rank(self, article_id: str) -> tuple[int, str]:
        """A sort key that puts A before Z and Z before AA."""
        siglum = self.sigla.get(article_id, "")
        return len(siglum), siglum

    @cached_property
    def ordered(self) -> list[str]:
        """The ids of the tellings in the order of their sigla."""
        return sorted(self.articles, key=self.rank)

    def label(self, article_id: str) -> str:
        """The outlet of an article, or else its headline, or else its first words."""
        article = self.articles.get(article_id)
        if article is None:
            return article_id
        return article.outlet or article.headline or self._first_words(article_id)

    def _first_words(self, article_id: str) -> str:
        """How an article without outlet and headline begins."""
        told = (p for p in self.by_article[article_id] if p.kind in ("narration", "quotation"))
        first = next(told, None)
        return f"“{clip(self.passage_text(first.passage_id), 48)}”" if first else "an unnamed outlet"

    def text(self, article_id: str, start: int, end: int) -> str:
        """The characters of a span; "" for an article that isn't of this story."""
        article = self.articles.get(article_id)
        return article.text[start:end] if article else ""

    def passage_text(self, passage_id: str) -> str:
        """The characters of a passage."""
        passage = self.passages[passage_id]
        return self.text(passage.article_id, passage.start, passage.end)

    @cached_property
    def by_article(self) -> dict[str, list[Passage]]:
        """Each article's passages in the order of its text."""
        held: dict[str, list[Passage]] = {article_id: [] for article_id in self.articles}
        for passage in sorted(self.material.passages, key=lambda p: (p.start, p.end, p.passage_id)):
            if passage.article_id in held:
                held[passage.article_id].append(passage)
        return held

    @cached_property
    def finder(self) -> PassageFinder:
        """Finds the passage at a place."""
        return PassageFinder(self.material.passages)

    def anchor(self, key: str) -> str:
        """A short name for a passage or statement in a link; the id itself for other rows."""
        return self._anchors.get(key, key)

    def place_link(self, article_id: str, start: int) -> str:
        """The link to the passage that holds a character, or to the whole telling."""
        passage = self.finder.find(article_id, start)
        if passage is None:
            return f"#t-{self.sigla.get(article_id, '')}"
        return f"#p-{self.anchor(passage.passage_id)}"

    def mark(self, origin_id: str) -> Mark:
        """The look of an origin."""
        return self.marks.get(origin_id, UNKNOWN)

    def passage_mark(self, passage: Passage) -> Mark:
        """The origin behind a passage; what no other telling has is its article's own, where it has any."""
        row = self.attested.get(passage.passage_id)
        return self.mark(row.origin_id if row else passage.article_id)

    @cached_property
    def shares(self) -> dict[str, list[tuple[Mark, float]]]:
        """How much of each article's told text stands on each origin, largest part first."""
        counted: dict[str, Counter[Mark]] = defaultdict(Counter)
        for passage in self.material.passages:
            if passage.kind in ("narration", "quotation"):
                counted[passage.article_id][self.passage_mark(passage)] += passage.end - passage.start
        return {
            article_id: [
                (mark, size / (sum(sizes.values()) or 1))
                for mark, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0].number))
            ]
            for article_id, sizes in counted.items()
        }

    def mark_at(self, article_id: str, start: int) -> Mark:
        """The origin behind a place; where no passage stands there, behind most of the article."""
        passage = self.finder.find(article_id, start)
        return self.passage_mark(passage) if passage else self.main_mark(article_id)

    def node_name(self, node: str) -> str:
        """What a node of the tree is called: a siglum, or a source's name with its number."""
        if node in self.sigla:
            return self.sigla[node]
        mark = self.mark(node)
        return f"{mark.name} ({mark.number})"

    @cached_property
    def _edges(self) -> dict[str, list[Derivation]]:
        held: dict[str, list[Derivation]] = defaultdict(list)
        for row in self.material.derivations:
            held[row.child_id].append(row)
        return held

    def edges_of(self, rows: Iterable[Attestation]) -> list[Derivation]:
        """The derivations of the articles that carry a statement."""
        return [edge for key in dict.fromkeys(row.article_id for row in rows) for edge in self._edges[key]]

    def main_mark(self, article_id: str) -> Mark:
        """The origin that most of an article stands on."""
        shares = self.shares.get(article_id)
        return shares[0][0] if shares else UNKNOWN

    def tellings_of(self, origin_id: str) -> list[str]:
        """The ids of the articles that carry something of an origin, in the order of their sigla."""
        return self._by_origin.get(origin_id, [])

    @cached_property
    def _by_origin(self) -> dict[str, list[str]]:
        held: dict[str, set[str]] = defaultdict(set)
        for row in self.material.attestations:
            held[row.origin_id].add(row.article_id)
        for origin_id in self.marks:
            if origin_id in self.articles:
                held[origin_id].add(origin_id)
        cited = {
            mark.name.casefold(): mark.origin_id
            for mark in self.marks.values()
            if mark.kind == "cited source"
        }
        for credit in self.material.credits:
            if credit.kind == "cited source" and credit.name.casefold() in cited:
                held[cited[credit.name.casefold()]].add(credit.article_id)
        return {origin: sorted(ids, key=self.rank) for origin, ids in held.items()}


def shorten(ids: Iterable[str]) -> dict[str, str]:
    """The shortest beginnings, of one length, that tell `ids` apart.

    >>> shorten(["abcdefgh", "abcdefxy"])
    {'abcdefgh': 'abcdefg', 'abcdefxy': 'abcdefx'}
    """
    known: Collection[str] = set(ids)
    longest = max(map(len, known), default=0)
    size = next(
        (n for n in range(SHORTEST_ANCHOR, longest) if len({key[:n] for key in known}) == len(known)), longest
    )
    return {key: key[:size] for key in sorted(known)}
