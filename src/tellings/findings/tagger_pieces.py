"""Word pieces: the vocabulary entries that a word is spelt with."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

UNKNOWN, CLASSIFY, SEPARATE = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 40  # characters; what is longer is no word of a language
MOST_PIECES = 8  # per word, so that a hostile word can't fill a window

_PARTS = re.compile(r"[^\W_]+|[\W_]")


class Pieces:
    """Spells words with a vocabulary, greedily and longest piece first, as BERT's WordPiece does."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._ids: Mapping[str, int] = {piece: n for n, piece in enumerate(vocabulary)}
        self.unknown = self._ids[UNKNOWN]
        self.first = self._ids[CLASSIFY]
        self.last = self._ids[SEPARATE]

    def spell(self, word: str) -> tuple[int, ...]:
        """The ids of the pieces of `word`, at least one and at most `MOST_PIECES`.

        >>> Pieces(["[UNK]", "[CLS]", "[SEP]", "quot", "##ed", "."]).spell("Quoted.")
        (3, 4, 5)
        """
        found: list[int] = []
        for part in _PARTS.findall(_plain(word[:LONGEST_WORD])):
            found += self._spell_part(part)
            if len(found) >= MOST_PIECES:
                break
        return tuple(found[:MOST_PIECES]) or (self.unknown,)

    def _spell_part(self, part: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(part):
            mark = "##" if start else ""
            for end in range(len(part), start, -1):
                piece = self._ids.get(mark + part[start:end])
                if piece is not None:
                    break
            else:
                return [self.unknown]
            found.append(piece)
            start = end
        return found


def _plain(word: str) -> str:
    """`word` in lower case without accents."""
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
