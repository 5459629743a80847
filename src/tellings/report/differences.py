"""Two readings side by side: which words were cut and which were added."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST = 400  # words; past that a word-by-word comparison tells a reader nothing and costs quadratic time
_PIECE = re.compile(r"\s*(?:\w+(?:['’\-]\w+)*|[^\w\s])")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words; `kind` is "" (in both), "cut" or "added"."""

    kind: str
    text: str


def mark_differences(before: str, after: str) -> tuple[Run, ...]:
    """`after` as runs, with the words of `before` that it lacks.

    >>> [(run.kind, run.text) for run in mark_differences("may be close", "are close")]
    [('cut', 'may be'), ('added', 'are'), ('', ' close')]
    """
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    if max(len(old), len(new)) > LONGEST:
        return (Run("", after),)
    runs: list[Run] = []
    matcher = SequenceMatcher(None, [_key(w) for w in old], [_key(w) for w in new], autojunk=False)
    for verb, i, j, k, m in matcher.get_opcodes():
        if verb == "equal":
            runs.append(Run("", "".join(new[k:m])))
            continue
        if i < j:
            runs.append(Run("cut", "".join(old[i:j])))
        if k < m:
            runs.append(Run("added", "".join(new[k:m])))
    return tuple(runs)


def _key(piece: str) -> str:
    """What counts as the same word: case and the style of marks don't."""
    return piece.strip().lower().translate(_PLAIN)


_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
