"""A telling as the others see it: which of its words and passages each other telling has, and where."""

from collections.abc import Sequence

import numpy as np

from tellings.lineage.context import Sight
from tellings.lineage.sharing import Seen
from tellings.lineage.texts import Bools, Ints, TellingText


class View:
    """A telling's side: which of its words and passages each other telling has, and where."""

    def __init__(
        self, sight: Sight, seen: dict[int, Seen], texts: Sequence[TellingText], telling: int
    ) -> None:
        present, text = len(texts), texts[telling]
        self.copied = sight.copied[:present]
        self.same, self.held, self.idiom = sight.same[:present], sight.held[:present], text.idiom
        width = len(text.passages)
        self.place = np.full((present, width), -1, np.int64)
        # Whole are words with the marks beside them that get lost.
        self.own = _whole(text)
        self.whole = np.zeros((present, len(text)), bool)
        for other, pair in seen.items():
            if other < present:
                self.place[other, pair.pairs[:, 0]] = pair.pairs[:, 1]
                at = np.flatnonzero(pair.to_parent >= 0)
                self.whole[other, at] = _whole(texts[other])[pair.to_parent[at]]
        kept = [place[place >= 0] for place in self.place]
        self.in_order = np.array([bool((np.diff(place) >= 0).all()) for place in kept])
        self.has = np.zeros((present, width), bool)
        self.sizes = np.diff(text.first)
        self.full = self.sizes > 0
        full = np.flatnonzero(self.full)
        if len(full):
            self.has[:, full] = np.logical_or.reduceat(self.held, text.first[full], axis=1)
        self.carriers = self.has.sum(axis=0)
        self.lost = ~self.own & self.whole.any(axis=0)  # marks that another still has


def _whole(text: TellingText) -> Bools:
    return (text.apostrophe | text.marked) & ~text.garbled


def count_places(words: Bools) -> Ints:
    """For each row, its runs of true."""
    return np.asarray(words[:, :1].sum(axis=1) + (words[:, 1:] & ~words[:, :-1]).sum(axis=1), np.int64)
