"""Names that are one because statements that agree have them at the same place.

Where one telling has "Sauli Niinistö" and another, in the same statement, "Sauli Niinister", and
neither has the other's, the two are readings of one name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from tellings.findings.facing import LONGEST
from tellings.findings.material import PassageFinder, StoryMaterial
from tellings.findings.names_forms import SMALL, alike, fold, same_given, without_possessive
from tellings.findings.names_links import Joined, Mentioned, Pair, is_known, parts_of
from tellings.models import Article, Name, Passage, content_id
from tellings.settings import NameSettings

CROWD = 60  # names of one passage that are compared; more is a list, and hostile input would cost its square
MOST = 4  # passages of one article in one statement; more is a list of the same, and squares
Held = Mapping[str, Sequence[Mentioned]]  # passage_id -> the mentions in it
_WORD = re.compile(r"[^\W_](?:[\w'’-]*[^\W_])?")


def pair_passages(material: StoryMaterial) -> list[tuple[Passage, Passage]]:
    """Pairs of passages that carry one statement in different articles, a few for each passage.

    Each article is set beside the first that has the statement and the one before it, so that the work
    grows with the passages and not with their square. Credits, which make no statements, are set
    beside each other: a wire's reporters are named alike under all its copies.
    """
    by_id = {p.passage_id: p for p in material.passages}
    carriers: dict[str, list[Passage]] = defaultdict(list)
    for row in material.attestations:
        if row.passage_id in by_id:
            carriers[row.statement_id].append(by_id[row.passage_id])
    carriers[""] = [p for p in material.passages if p.kind == "credit"]
    pairs: list[tuple[Passage, Passage]] = []
    for _, passages in sorted(carriers.items()):
        held: dict[str, list[Passage]] = defaultdict(list)
        for passage in sorted(passages, key=lambda p: (p.article_id, p.start, p.passage_id)):
            held[passage.article_id].append(passage)
        articles = list(held)
        for i, article in enumerate(articles[1:], 1):
            for other in dict.fromkeys((articles[0], articles[i - 1])):
                pairs.extend(product(held[other][:MOST], held[article][:MOST]))
    return pairs


def mentions_by_passage(mentions: Sequence[Mentioned], material: StoryMaterial) -> dict[str, list[Mentioned]]:
    """The mentions in each passage."""
    finder = PassageFinder(material.passages)
    held: dict[str, list[Mentioned]] = defaultdict(list)
    for m in mentions:
        passage = finder.find(m.row.article_id, m.row.start)
        if passage is not None:
            held[passage.passage_id].append(m)
    return held


def pair_readings(
    pairs: Sequence[tuple[Passage, Passage]], held: Held, joined: Joined, settings: NameSettings
) -> Iterator[Pair]:
    """Keys of names that stand at the same place of one statement and are written alike."""
    together = _told_together(held, joined)
    givens = _given_names(held, joined)
    for first, second in pairs:
        left = unmatched(held.get(first.passage_id, ()), held.get(second.passage_id, ()), joined)
        right = unmatched(held.get(second.passage_id, ()), held.get(first.passage_id, ()), joined)
        for a in left[:CROWD]:
            for b in right[:CROWD]:
                mine, theirs = joined.find(a.key), joined.find(b.key)
                apart = alike(a.form, b.form) < 0.9 and together[mine] & together[theirs]
                if (
                    may_be_one(a, b, settings)
                    and not apart
                    and _may_share(givens[mine], givens[theirs], settings)
                ):
                    yield a.key, b.key


def unmatched(mine: Sequence[Mentioned], theirs: Sequence[Mentioned], joined: Joined) -> list[Mentioned]:
    """The mentions of `mine` whose entity `theirs` has less often."""
    told = Counter(joined.find(m.key) for m in mine)
    told.subtract(joined.find(m.key) for m in theirs)
    return [m for m in mine if told[joined.find(m.key)] > 0]


def may_be_one(a: Mentioned, b: Mentioned, settings: NameSettings) -> bool:
    """Whether two names at one place can be two readings of one name."""
    if is_known(a.key) and is_known(b.key):
        return False
    if _digits(a.form) != _digits(b.form) or _has_humps(a.form) != _has_humps(b.form):
        return False
    if len(fold(a.form)) < 4 or len(fold(b.form)) < 4:
        return False
    first, second = a.form.split(), b.form.split()
    if len(first) == 1 or len(first) != len(second):
        return alike(a.form, b.form) >= settings.alike_single
    whole = alike(a.form, b.form) >= settings.alike
    return whole and all(alike(x, y) >= settings.alike_word for x, y in zip(first, second, strict=True))


def _has_humps(form: str) -> bool:
    """Whether a word has capitals inside, as brands have: SpaceX is no Space."""
    return any(word[1:] != word[1:].lower() and not word.isupper() for word in form.split())


def _digits(form: str) -> list[str]:
    return re.findall(r"\d+", form)


def _told_together(held: Held, joined: Joined) -> dict[str, set[str]]:
    """The articles in which each entity has a name of more than one word.

    One article that tells two so means two, unless a letter alone makes the difference.
    """
    articles: dict[str, set[str]] = defaultdict(set)
    for mentions in held.values():
        for m in mentions:
            if " " in m.form:
                articles[joined.find(m.key)].add(m.row.article_id)
    return articles


def _given_names(held: Held, joined: Joined) -> dict[str, set[str]]:
    """The given names that each entity is told by."""
    givens: dict[str, set[str]] = defaultdict(set)
    for mentions in held.values():
        for m in mentions:
            if m.key.startswith("person:"):
                givens[joined.find(m.key)].add(parts_of(m.key).given)
    return givens


def _may_share(mine: set[str], theirs: set[str], settings: NameSettings) -> bool:
    """Whether two people's given names, where both have any, can be readings of one."""
    if not mine or not theirs:
        return True
    return any(same_given(a, b) or alike(a, b) >= settings.alike_word for a in mine for b in theirs)


def find_unseen(
    pairs: Sequence[tuple[Passage, Passage]],
    held: Held,
    articles: Mapping[str, Article],
    settings: NameSettings,
) -> list[Name]:
    """Names that the pipeline didn't see, found because the same statement has them elsewhere.

    Only capitalised words in the same number, written almost alike, that are no part of a name seen.
    """
    found: dict[str, Name] = {}
    for first, second in pairs:
        for here, there in ((first, second), (second, first)):
            for mention in held.get(here.passage_id, ()):
                row = _unseen_reading(mention, there, held, articles)
                if row is not None:
                    found.setdefault(row.name_id, row)
    return [found[key] for key in sorted(found)]


def _unseen_reading(
    mention: Mentioned, passage: Passage, held: Held, articles: Mapping[str, Article]
) -> Name | None:
    """The words of `passage` that read almost like `mention`, as a name, or None."""
    words = mention.form.split()
    seen = [(m.row.start, m.row.end) for m in held.get(passage.passage_id, ())]
    if len(fold(mention.form)) < 6 or any(
        fold(mention.form) == fold(m.form) for m in held.get(passage.passage_id, ())
    ):
        return None
    text = articles[passage.article_id].text
    spans = [m.span() for m in _WORD.finditer(text, passage.start, passage.end)][:LONGEST]
    best: tuple[float, int, int] | None = None
    for i in range(len(spans) - len(words) + 1):
        start, end = spans[i][0], spans[i + len(words) - 1][1]
        end = start + len(without_possessive(text[start:end]))
        if not _capitalised(text[start:end], words) or any(start < e and s < end for s, e in seen):
            continue
        score = alike(text[start:end], mention.form)
        if score >= 0.8 and (best is None or score > best[0]):
            best = (score, start, end)
    if best is None:
        return None
    name_id = content_id("name", passage.article_id, str(best[1]), str(best[2]))
    return Name(name_id, passage.article_id, best[1], best[2], mention.row.kind, "")


def _capitalised(text: str, like: Sequence[str]) -> bool:
    """Whether the words of `text` have capitals where those of `like` have."""
    words = text.split()
    return len(words) == len(like) and all(
        w[:1].isupper() == model[:1].isupper() or model.lower() in SMALL
        for w, model in zip(words, like, strict=True)
    )
