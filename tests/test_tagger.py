from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.errors import ModelError
from tellings.findings.tagger import LABELS, Piece, Tagger, best_paths, read_pieces
from tellings.findings.tagger_pieces import MOST_PIECES, Pieces


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 3), min_size=1, max_size=3))
def test_the_best_path_is_the_one_that_trying_all_finds(seed: int, lengths: list[int]) -> None:
    rng = np.random.default_rng(seed)
    size = len(LABELS)
    steps = rng.normal(size=(size + 2, size + 2)).astype(np.float32)
    scores = [rng.normal(size=(length, size)).astype(np.float32) for length in lengths]
    for path, one in zip(best_paths(scores, steps), scores, strict=True):
        best = max(product(range(size), repeat=len(one)), key=lambda labels: weigh(labels, one, steps))
        assert weigh(path, one, steps) == pytest.approx(weigh(best, one, steps), abs=1e-4)


def weigh(labels: list[int], scores: np.ndarray, steps: np.ndarray) -> float:
    size = len(LABELS)
    total = steps[size, labels[0]] + steps[labels[-1], size + 1]
    total += sum(scores[n, label] for n, label in enumerate(labels))
    return float(total + sum(steps[a, b] for a, b in pairwise(labels)))


def test_labels_spell_pieces_and_single_words() -> None:
    names = ["B-content", "I-content", "E-content", "S-source", "S-cue", "O", "S-cue"]
    assert read_pieces([LABELS.index(name) for name in names]) == (
        Piece("content", 0, 2),
        Piece("source", 3, 3),
        Piece("cue", 4, 4),
        Piece("cue", 6, 6),
    )


def test_words_are_spelt_with_the_longest_pieces_and_unknown_ones_with_one_sign() -> None:
    pieces = Pieces(["[UNK]", "[CLS]", "[SEP]", "ca", "cafe", "##s", "n", "'", "t"])
    assert [pieces.spell(word) for word in ("Cafés", "n't", "zzz", "")] == [(4, 5), (6, 7, 8), (0,), (0,)]
    assert len(pieces.spell("n'" * 500)) == MOST_PIECES


def test_a_missing_or_broken_model_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="can't be read"):
        Tagger(tmp_path / "none.onnx")
    (tmp_path / "broken.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelError, match="is no ONNX model"):
        Tagger(tmp_path / "broken.onnx")
