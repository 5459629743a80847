"""The learned tagger: which words of a window are a source, a cue or a content.

A transformer of three layers reads word pieces; a small head joins each word with what the parse
says of it and with the words it depends on; a Viterbi search picks the best sequence of labels.
`docs/models/attributions.md` is the model's card, `scripts/train_tagger.py` makes it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from tellings.errors import ModelError
from tellings.findings.tagger_pieces import Pieces
from tellings.findings.tagger_windows import SHAPES, Window, shape

KINDS = ("source", "cue", "content")
LABELS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BIES"))
FORMAT = "tellings attributions 1"
MODEL = Path(__file__).parent / "attributions.onnx"
MOST_PIECES = 510  # positions that the transformer knows
REMEMBERED = 20_000  # windows whose answer is kept: copies of an article cost nothing

Floats: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words `first` to `last`, both included, of a window, and what they are: one of `KINDS`."""

    kind: str
    first: int
    last: int


class Tagger:
    """Finds the pieces of attributions in windows; raises ModelError when the model can't be used.

    A window's answer depends on nothing but the window.
    """

    def __init__(self, path: Path = MODEL) -> None:
        import onnxruntime  # noqa: PLC0415  (slow to import, and only a run that tags needs it)

        try:
            data = path.read_bytes()
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        except OSError as error:
            raise ModelError(f"{path} can't be read: {error}. Install tellings again.") from error
        except Exception as error:  # onnxruntime's errors share no parent of their own
            raise ModelError(f"{path} is no ONNX model: {error}. Install tellings again.") from error
        notes = self._session.get_modelmeta().custom_metadata_map
        if notes.get("format") != FORMAT:
            raise ModelError(
                f"{path} is of format {notes.get('format')!r}, expected {FORMAT!r}. Install tellings again."
            )
        self._pieces = Pieces(notes["vocabulary"].split("\n"))
        self._tags: dict[str, int] = json.loads(notes["tags"])
        self._deps: dict[str, int] = json.loads(notes["dependencies"])
        self._entities: dict[str, int] = json.loads(notes["entities"])
        self._steps = np.array(json.loads(notes["steps"]), dtype=np.float32)
        self._spelt: dict[str, tuple[tuple[int, ...], int]] = {}
        self._known: dict[bytes, tuple[Piece, ...]] = {}

    def tag(self, windows: Sequence[Window]) -> list[tuple[Piece, ...]]:
        """The pieces of each of `windows`, in reading order; pieces never overlap."""
        if len(self._known) > REMEMBERED:
            self._known.clear()
        read = [self._describe(window) for window in windows]
        keys = [_sum_up(numbers) for numbers in read]
        fresh = {
            key: numbers
            for key, numbers, window in zip(keys, read, windows, strict=True)
            if key not in self._known and window.words
        }
        paths = best_paths([self._score(numbers) for numbers in fresh.values()], self._steps)
        self._known |= {key: read_pieces(path) for key, path in zip(fresh, paths, strict=True)}
        return [self._known.get(key, ()) for key in keys]

    def _score(self, numbers: dict[str, Ints]) -> Floats:
        """How well each label fits each word: one row a word, one column a label."""
        (scores,) = self._session.run(None, numbers)
        found: Floats = scores
        return found

    def _describe(self, window: Window) -> dict[str, Ints]:
        """The window as the numbers the model reads."""
        ids = [self._pieces.first]
        firsts: list[int] = []
        shapes: list[int] = []
        for word in window.words:
            firsts.append(min(len(ids), MOST_PIECES))
            pieces, form = self._spell(word.text)
            ids += pieces
            shapes.append(form)
        ids = [*ids[: MOST_PIECES + 1], self._pieces.last]
        words, offsets = window.words, np.array(window.offsets)
        traits = (
            [self._tags.get(word.tag, 0) for word in words],
            [self._deps.get(word.dep, 0) for word in words],
            [self._deps.get(word.left_dep, 0) for word in words],
            [self._deps.get(word.right_dep, 0) for word in words],
            [self._entities.get(word.entity, 0) for word in words],
            shapes,
            window.marked,
        )
        return {
            "pieces": np.array([ids], dtype=np.int64),
            "firsts": np.array(firsts, dtype=np.int64),
            "heads": offsets + [word.head for word in words],
            "lefts": offsets + [word.left for word in words],
            "rights": offsets + [word.right for word in words],
            "traits": np.ascontiguousarray(np.array(traits, dtype=np.int64).T),
        }

    def _spell(self, word: str) -> tuple[tuple[int, ...], int]:
        """The word's pieces and its shape."""
        found = self._spelt.get(word)
        if found is None:
            if len(self._spelt) > REMEMBERED:
                self._spelt.clear()
            found = self._spelt[word] = self._pieces.spell(word), SHAPES.index(shape(word))
        return found


def _sum_up(numbers: dict[str, Ints]) -> bytes:
    """A short sum of what the model reads of a window: the same words elsewhere have the same."""
    held = blake2b(digest_size=16)
    for name, array in numbers.items():
        held.update(name.encode() + array.tobytes())
    return held.digest()


def best_paths(scores: Sequence[Floats], steps: Floats) -> list[list[int]]:
    """The best sequence of labels of each window (Viterbi), all windows at once.

    `steps[a, b]` is the score of label b after label a; its last two rows and columns stand for the
    start and the end.
    """
    if not scores:
        return []
    labels = len(LABELS)
    lengths = np.array([len(one) for one in scores])
    padded = np.zeros((len(scores), int(lengths.max()), labels), dtype=np.float32)
    for row, one in zip(padded, scores, strict=True):
        row[: len(one)] = one
    best = steps[labels, :labels] + padded[:, 0]
    came: list[npt.NDArray[np.intp]] = []
    for at in range(1, padded.shape[1]):
        options = best[:, :, None] + steps[None, :labels, :labels]
        before = options.argmax(axis=1)
        came.append(before)
        reached = np.take_along_axis(options, before[:, None, :], axis=1)[:, 0] + padded[:, at]
        best = np.where((at < lengths)[:, None], reached, best)
    ends = (best + steps[:labels, labels + 1]).argmax(axis=1)
    return [
        _trace(int(end), came, n, int(length))
        for n, (end, length) in enumerate(zip(ends, lengths, strict=True))
    ]


def _trace(end: int, came: Sequence[npt.NDArray[np.intp]], window: int, length: int) -> list[int]:
    """The path that ends in label `end`, from the steps that led there."""
    path = [end]
    for at in range(length - 2, -1, -1):
        path.append(int(came[at][window, path[-1]]))
    return path[::-1]


def read_pieces(path: Sequence[int]) -> tuple[Piece, ...]:
    """The pieces that a sequence of labels spells.

    >>> read_pieces([LABELS.index(label) for label in ("B-source", "E-source", "S-cue", "O")])
    (Piece(kind='source', first=0, last=1), Piece(kind='cue', first=2, last=2))
    """
    found: list[Piece] = []
    first = 0
    for at, label in enumerate(path):
        if label == 0:
            continue
        place, _, kind = LABELS[label].partition("-")
        if place in ("B", "S"):
            first = at
        if place in ("E", "S"):
            found.append(Piece(kind, first, at))
    return tuple(found)
