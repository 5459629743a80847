"""Two readings side by side: which words were cut and which were added."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tellings.collation.edits import find_edits


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words; `kind` is "" (in both), "cut", "added" or "point" (meant)."""

    kind: str
    text: str


@lru_cache(maxsize=4096)  # reprints ask for the same pairs again and again
def mark_differences(before: str, after: str) -> tuple[Run, ...]:
    """`after` as runs, with the words of `before` that it lacks; case, marks and damage make none.

    >>> [(run.kind, run.text) for run in mark_differences("may be close", "are close")]
    [('cut', 'may be'), ('added', ' are'), ('', ' close')]
    """
    return tuple(_runs(before, after))


def _runs(before: str, after: str) -> Iterator[Run]:
    """Each edit's words with whatever stands before them; what stands after the last is kept too."""
    at = 0
    for edit in find_edits(before, after):
        if edit.kind in ("cut", "changed"):
            yield Run("cut", (" " if at else "") + before[edit.before_start : edit.before_end])
        if edit.kind != "cut" and edit.after_end > at:
            glue = " " if edit.kind == "changed" and not at else ""
            yield Run("added" if edit.kind != "equal" else "", glue + after[at : edit.after_end])
            at = edit.after_end
    if at < len(after):
        yield Run("", after[at:])
