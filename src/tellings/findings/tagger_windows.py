"""What the tagger reads: windows of words with the parse around each, cut from an article."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tellings.language.parses import Parse, Parses, Token
from tellings.models import Passage, Span

WIDEST = 110  # words in a window; a longer paragraph is cut between its sentences
OPENING, CLOSING, STRAIGHT = "“«„‟❝", "”»❞", '"＂'
BEGINNING = frozenset(OPENING + STRAIGHT)
SHAPES = ("", "lower", "Title", "UPPER", "digits", "mark", "mixed")


@dataclass(frozen=True, slots=True)
class Word:
    """A token in its article; `head`, `left` and `right` are indices into the words of its sentence.

    `left` is the parent of the largest phrase that starts here, `left_dep` that phrase's dependency;
    `right` and `right_dep` are the same of the largest phrase that ends here.
    """

    span: Span
    text: str
    lemma: str
    tag: str
    dep: str
    entity: str
    head: int
    left: int
    left_dep: str
    right: int
    right_dep: str


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences of one paragraph that are tagged together; `marked` tells which words stand in marks.

    `marked` is 0 outside, 1 on an opening mark, 2 inside, 3 on a closing mark.
    """

    words: tuple[Word, ...]
    offsets: tuple[int, ...]  # of the first word of the sentence of each word
    marked: tuple[int, ...]


def cut_windows(text: str, passages: Sequence[Passage], parses: Parses) -> Iterator[Window]:
    """The windows of an article; every word of `passages` is in exactly one."""
    for paragraph in _paragraphs(text, passages):
        sentences = [read_words(parses[p.passage_id], p.start) for p in paragraph]
        pieces = [piece for words in sentences for piece in _cut_long(words)]
        marked = _mark([word for words in pieces for word in words])
        for batch in _batches(pieces):
            yield _window(batch, marked)
            marked = marked[sum(map(len, batch)) :]


def _batches(sentences: Sequence[tuple[Word, ...]]) -> Iterator[list[tuple[Word, ...]]]:
    """Runs of sentences of at most `WIDEST` words; a quotation stays with the one that it goes on from."""
    batch: list[tuple[Word, ...]] = []
    for words in sentences:
        if batch and sum(map(len, batch)) + len(words) > WIDEST:
            last = batch[-1]
            goes_on = last[0].text in BEGINNING and words[0].text in BEGINNING
            fits = len(batch) > 1 and len(last) + len(words) <= WIDEST
            held = [batch.pop()] if goes_on and fits else []
            yield batch
            batch = held
        batch.append(words)
    if batch:
        yield batch


def _paragraphs(text: str, passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Runs of passages with no line break between them."""
    run: list[Passage] = []
    for passage in sorted(passages, key=lambda p: (p.start, p.end)):
        if run and ("\n" in text[run[-1].end : passage.start] or run[-1].kind != passage.kind == "headline"):
            yield run
            run = []
        run.append(passage)
    if run:
        yield run


def _window(batch: Sequence[tuple[Word, ...]], marked: Sequence[int]) -> Window:
    words: list[Word] = []
    offsets: list[int] = []
    for sentence in batch:
        offsets += [len(words)] * len(sentence)
        words += sentence
    return Window(tuple(words), tuple(offsets), tuple(marked[: len(words)]))


def read_words(parse: Parse, start: int) -> tuple[Word, ...]:
    """The words of a passage that begins at `start`, tokens of white space left out."""
    tokens = parse.tokens
    place: dict[int, int] = {}
    for n, token in enumerate(tokens):
        if not token.text.isspace():
            place[n] = len(place)
    kept = [tokens[n] for n in place]
    heads = [place.get(token.head, n) for n, token in enumerate(kept)]
    lefts, rights = _edges(heads)
    return tuple(
        Word(
            span=(start + token.start, start + token.end),
            text=token.text,
            lemma=token.lemma,
            tag=token.tag,
            dep=token.dep,
            entity=_entity(token),
            head=heads[n],
            left=heads[left],
            left_dep=kept[left].dep,
            right=heads[right],
            right_dep=kept[right].dep,
        )
        for n, (token, left, right) in enumerate(
            zip(kept, _climb(heads, lefts), _climb(heads, rights), strict=True)
        )
    )


def _entity(token: Token) -> str:
    if not token.entity:
        return ""
    return ("B-" if token.begins else "I-") + token.entity


def _edges(heads: Sequence[int]) -> tuple[list[int], list[int]]:
    """The first and the last word below each word, itself included."""
    lefts, rights = list(range(len(heads))), list(range(len(heads)))
    for n in _deepest_first(heads):
        head = heads[n]
        lefts[head] = min(lefts[head], lefts[n])
        rights[head] = max(rights[head], rights[n])
    return lefts, rights


def _deepest_first(heads: Sequence[int]) -> list[int]:
    """All words, each before its head, by peeling off leaves; a cycle, which no parser makes, is left out."""
    children = [0] * len(heads)
    for n, head in enumerate(heads):
        if head != n:
            children[head] += 1
    order = [n for n, count in enumerate(children) if count == 0]
    for n in order:
        head = heads[n]
        if head != n:
            children[head] -= 1
            if children[head] == 0:
                order.append(head)
    return order


def _climb(heads: Sequence[int], edges: Sequence[int]) -> list[int]:
    """For each word the top of the largest phrase that has its edge there."""
    tops = list(range(len(heads)))
    for n in reversed(_deepest_first(heads)):
        # A head comes before its children here, so the highest phrase with this edge is met first.
        edge = edges[n]
        if heads[n] == n or (tops[edge] == edge and edges[heads[n]] != edge):
            tops[edge] = n
    return tops


def _cut_long(words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """A sentence in pieces of at most `WIDEST` words; links across a cut point at the word itself."""
    if len(words) <= WIDEST:
        if words:
            yield words
        return
    for low in range(0, len(words), WIDEST):
        yield tuple(
            _moved(word, n, low, min(low + WIDEST, len(words)))
            for n, word in enumerate(words[low : low + WIDEST])
        )


def _moved(word: Word, place: int, low: int, high: int) -> Word:
    head, left, right = (
        link - low if low <= link < high else place for link in (word.head, word.left, word.right)
    )
    return replace(word, head=head, left=left, right=right)


def _mark(words: Sequence[Word]) -> list[int]:
    """Where each word of a paragraph stands towards double quotation marks."""
    marked: list[int] = []
    opener = ""
    for n, word in enumerate(words):
        text = word.text
        if text not in OPENING and text not in CLOSING and text not in STRAIGHT:
            marked.append(2 if opener else 0)
            continue
        opens = text in OPENING or (text in STRAIGHT and _opens(words, n, inside=bool(opener)))
        if opener == "„":
            opens = False  # „so“
        marked.append(1 if opens else 3)
        opener = text if opens else ""
    return marked


def _opens(words: Sequence[Word], n: int, *, inside: bool) -> bool:
    """Whether the straight mark at `n` opens: by the space around it, else by turns."""
    before = n > 0 and words[n - 1].span[1] == words[n].span[0]
    after = n + 1 < len(words) and words[n].span[1] == words[n + 1].span[0]
    return after if before != after else not inside


def shape(text: str) -> str:
    """One of `SHAPES`.

    >>> [shape(word) for word in ("he", "Lee", "NATO", "1,000", "”", "McVey")]
    ['lower', 'Title', 'UPPER', 'digits', 'mark', 'mixed']
    """
    if not any(letter.isalnum() for letter in text):
        return "mark"
    if any(letter.isdigit() for letter in text):
        return "digits"
    if text.islower():
        return "lower"
    if text.istitle():
        return "Title"
    return "UPPER" if text.isupper() else "mixed"
