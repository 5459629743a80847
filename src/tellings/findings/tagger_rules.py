"""Pieces of attributions by rule: reporting words with the subject and the clause the parse gives them.

Rules alone are precise on plain quotations and blind to most of the rest: `quality/polnear_dev.py`
measures them beside the learned tagger. They fill in what it misses between quotation marks.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from tellings.findings.tagger import Piece
from tellings.findings.tagger_windows import Window

REPORTING = frozenset(
    "say tell add write ask note report announce suggest tweet argue explain declare claim insist warn "
    "state continue conclude acknowledge reply respond recall admit concede contend assert allege predict "
    "promise vow pledge complain observe remark quip joke shout yell testify reveal estimate deny caution "
    "emphasize stress maintain reiterate recount answer object counter urge describe call believe think "
    "hope fear wonder post".split()
)
SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
CLAUSES = frozenset({"ccomp", "xcomp"})
BORROWS = frozenset({"conj", "advcl", "xcomp"})  # a verb in these takes its subject from its head
BESIDE = frozenset({"aux", "auxpass", "neg", "advmod"})
LEAST_QUOTED = 6  # words and marks; shorter runs are often names or scare quotes
LEAST_CREDITED = 4  # the same in the sentence of a reporting verb
Run: TypeAlias = tuple[int, int]  # the first and the last word


def find_pieces(window: Window, quoted: Sequence[Run]) -> tuple[Piece, ...]:
    """The pieces that rules find in `window`, in reading order, none overlapping.

    `quoted` are the runs of words within quotation marks, the marks included. Outer verbs come first:
    in "I cannot say, she told us" the telling credits, not the saying.
    """
    tree = _Tree(window, quoted)
    verbs = sorted((tree.depth(word), word) for word in range(len(window.words)) if tree.is_reporting(word))
    found: list[Piece] = []
    for _, verb in verbs:
        found += _read_verb(tree, verb, quoted)
    for word, one in enumerate(window.words):
        if one.text.lower() == "according":
            found += _read_according(tree, word)
    found += [Piece("content", *run) for run in quoted if _is_long(run)]
    return drop_overlaps(found)


def fill_in(window: Window, learned: Sequence[Piece], quoted: Sequence[Run]) -> tuple[Piece, ...]:
    """`learned` with what the rules find for the long quotations that it says nothing of."""
    covered = {n for piece in learned if piece.kind == "content" for n in range(piece.first, piece.last + 1)}
    missed = [run for run in quoted if _is_long(run) and covered.isdisjoint(range(run[0], run[1] + 1))]
    if not missed:
        return tuple(learned)
    wanted = {window.offsets[word] for run in missed for word in run}
    ruled = [
        piece
        for piece in find_pieces(window, quoted)
        if window.offsets[piece.first] in wanted and not _unquoted(piece, missed)
    ]
    return drop_overlaps([*learned, *ruled])


def find_nested(window: Window, outer: Piece, quoted: Sequence[Run]) -> tuple[Piece, ...]:
    """The pieces of a quotation that `outer`, words credited to somebody, itself credits to somebody else.

    In “According to the Gazette, Reyes said, ‘We left.’” the Gazette is credited with all that
    follows, and Reyes with what stands in marks.
    """
    inner = [run for run in quoted if outer.first < run[0] and run[1] <= outer.last and _is_long(run)]
    if not inner:
        return ()
    tree = _Tree(window, quoted)
    for verb in range(outer.first, outer.last + 1):
        if tree.is_reporting(verb):
            pieces = tuple(_read_verb(tree, verb, inner))
            within = all(outer.first <= piece.first and piece.last <= outer.last for piece in pieces)
            if len(pieces) >= 3 and within:
                return drop_overlaps(pieces)
    return ()


def _is_long(run: Run) -> bool:
    return run[1] - run[0] + 1 >= LEAST_QUOTED


def _unquoted(piece: Piece, missed: Sequence[Run]) -> bool:
    return piece.kind == "content" and not any(first <= piece.first <= last for first, last in missed)


def drop_overlaps(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """`pieces` in reading order without those that overlap one given earlier in the sequence."""
    taken: set[int] = set()
    kept = []
    for piece in pieces:
        words = range(piece.first, piece.last + 1)
        if taken.isdisjoint(words):
            taken.update(words)
            kept.append(piece)
    return tuple(sorted(kept, key=lambda piece: piece.first))


class _Tree:
    """A window's parse with each word's children."""

    def __init__(self, window: Window, quoted: Sequence[Run]) -> None:
        self.words = window.words
        self.offsets = window.offsets
        self.quoted = {word for first, last in quoted for word in range(first, last + 1)}
        self.heads = [offset + word.head for offset, word in zip(window.offsets, window.words, strict=True)]
        self.children: list[list[int]] = [[] for _ in self.words]
        for word, head in enumerate(self.heads):
            if head != word:
                self.children[head].append(word)

    def is_reporting(self, word: int) -> bool:
        one = self.words[word]
        return one.tag.startswith("V") and one.lemma.lower() in REPORTING and word not in self.quoted

    def depth(self, word: int) -> int:
        """How many words stand above `word`."""
        for steps in range(len(self.words)):
            if self.heads[word] == word:
                return steps
            word = self.heads[word]
        return len(self.words)

    def subject(self, verb: int) -> int | None:
        """The subject of `verb`, or of the verb it is joined to; None where there is none."""
        for _ in range(4):
            for child in self.children[verb]:
                if self.words[child].dep in SUBJECTS:
                    return child
            if self.words[verb].dep not in BORROWS or self.heads[verb] == verb:
                return None
            verb = self.heads[verb]
        return None

    def phrase(self, top: int) -> tuple[int, int]:
        """The first and the last word of the phrase under `top`, marks and commas at its ends left out."""
        low = high = top
        waiting = [top]
        seen = 0
        while waiting and seen <= len(self.words):
            word = waiting.pop()
            seen += 1
            low, high = min(low, word), max(high, word)
            waiting += [child for child in self.children[word] if self.words[child].dep != "punct"]
        return low, high


def _read_verb(tree: _Tree, verb: int, quoted: Sequence[Run]) -> Iterator[Piece]:
    """The cue, the source and the contents of one reporting verb, when it has any content."""
    contents = list(_contents(tree, verb, quoted))
    if not contents:
        return
    first = verb
    while first > 0 and tree.heads[first - 1] == verb and tree.words[first - 1].dep in BESIDE:
        first -= 1
    yield Piece("cue", first, verb)
    subject = tree.subject(verb)
    if subject is not None:
        low, high = tree.phrase(subject)
        if not low <= verb <= high:
            yield Piece("source", low, high)
    yield from contents


def _contents(tree: _Tree, verb: int, quoted: Sequence[Run]) -> Iterator[Piece]:
    """What was said: the runs in marks of the verb's sentence, else the clause under or above it."""
    sentence = tree.offsets[verb]
    runs = [run for run in quoted if tree.offsets[run[1]] == sentence or tree.offsets[run[0]] == sentence]
    runs = [run for run in runs if run[1] - run[0] + 1 >= LEAST_CREDITED]
    if runs:
        yield from (Piece("content", *run) for run in runs)
        return
    for child in tree.children[verb]:
        if tree.words[child].dep in CLAUSES:
            low, high = tree.phrase(child)
            if not low <= verb <= high:
                yield Piece("content", low, high)
                return
    if tree.words[verb].dep == "parataxis" and tree.heads[verb] < verb:
        yield Piece("content", sentence, max(sentence, verb - 2))


def _read_according(tree: _Tree, word: int) -> Iterator[Piece]:
    """“… , according to the police” and “According to the police, …”."""
    to = next((child for child in tree.children[word] if tree.words[child].text.lower() == "to"), None)
    if to is None or to != word + 1:
        return
    named = next(iter(tree.children[to]), None)
    if named is None:
        return
    yield Piece("cue", word, to)
    low, high = tree.phrase(named)
    yield Piece("source", low, high)
    sentence = tree.offsets[word]
    if word == sentence:
        end = max(n for n, offset in enumerate(tree.offsets) if offset == sentence)
        stop = end - 1 if tree.words[end].dep == "punct" else end
        if high + 2 <= stop:
            yield Piece("content", high + 2, stop)
    elif word - 2 >= sentence:
        yield Piece("content", sentence, word - 2 if tree.words[word - 1].dep == "punct" else word - 1)
