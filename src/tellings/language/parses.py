"""What a spaCy pipeline says of a passage, as plain data that can be cached and sent to a process."""

from dataclasses import dataclass
from typing import TypeAlias

Parses: TypeAlias = "dict[str, Parse]"  # passage_id -> its parse


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `start` and `end` count from the start of its passage, `head` is an index into it.

    `entity` is the entity type, with `begins` true on an entity's first token.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str
    begins: bool


@dataclass(frozen=True, slots=True)
class Parse:
    """The tokens of one passage's text, the same for every passage with that text."""

    tokens: tuple[Token, ...]
