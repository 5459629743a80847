"""One passage's text with its parse, and look-ups by character: what the figure rules read."""

from bisect import bisect_right
from dataclasses import dataclass, field

from tellings.language.parses import Parse, Token


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text and its tokens; offsets count from the start of the text."""

    text: str
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    children: tuple[tuple[int, ...], ...] = field(repr=False)

    @classmethod
    def of(cls, text: str, parse: Parse) -> "Sentence":
        """The sentence of `text` with the look-ups made."""
        held: list[list[int]] = [[] for _ in parse.tokens]
        for index, token in enumerate(parse.tokens):
            if token.head != index and 0 <= token.head < len(held):
                held[token.head].append(index)
        starts = tuple(token.start for token in parse.tokens)
        return cls(text, parse.tokens, starts, tuple(map(tuple, held)))

    def at(self, offset: int) -> int:
        """The index of the token that holds the character at `offset`, or of the one before; -1 at none."""
        return bisect_right(self.starts, offset) - 1

    def token_after(self, offset: int) -> int:
        """The index of the first token that starts at or after `offset`; the length at none."""
        index = bisect_right(self.starts, offset) - 1
        return index if index >= 0 and self.starts[index] == offset else index + 1

    def words_before(self, offset: int, count: int) -> list[str]:
        """Up to `count` token texts, lower-case, that end at or before `offset`, nearest last."""
        index = self.at(offset - 1) if offset else -1
        return [token.text.lower() for token in self.tokens[max(0, index - count + 1) : index + 1]]
