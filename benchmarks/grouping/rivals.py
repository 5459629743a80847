"""One function for each program: it gets ready and gives what takes readings to pairs of their places.

All start from the texts: cutting them into words and runs of words is part of each program's time, as
it is for whoever uses it; datasketch is measured once more with its runs made beforehand. Tellings signs
all that grouping needs (runs, words, names, numbers), of which only the runs are used here.
"""

import re
from collections.abc import Callable, Iterable

import numpy as np

from benchmarks.grouping.articles import read_sample
from benchmarks.grouping.meter import now, told_since
from quality.reuse_pairs import brute_force
from tellings.engines.local import LocalEngine
from tellings.grouping import Signature, Signer, load_frequencies
from tellings.grouping.pair import share_text
from tellings.grouping.pile import pile_up
from tellings.reading import Reading
from tellings.settings import EngineSettings, GroupingSettings

Pairs = set[tuple[int, int]]
Run = Callable[[list[Reading]], Pairs]
WORD = re.compile(r"\w+")
PERMUTATIONS = 128
THRESHOLD = 0.5  # of Jaccard similarity, as their guides set it
SHINGLE = 5  # words
BATCH = 16  # articles signed at once, as the intake does


def shingles(text: str) -> list[str]:
    words = WORD.findall(text.lower())
    return list(
        {" ".join(words[place : place + SHINGLE]) for place in range(max(1, len(words) - SHINGLE + 1))}
    )


def tellings() -> Run:
    """On all cores."""
    return _tellings(EngineSettings(batch_rows=4))


def tellings_on_one_core() -> Run:
    """The same without other processes."""
    return _tellings(EngineSettings(processes=1))


class Packed:
    """Signs a batch of readings as a run does: each signature in a few bytes."""

    def __init__(self, signer: Signer) -> None:
        self.signer = signer

    def __call__(self, readings: list[Reading]) -> list[bytes]:
        return [signature.to_bytes() for signature in self.signer.sign_batch(readings)]


def _tellings(spread: EngineSettings) -> Run:
    settings = GroupingSettings()
    kernel = Packed(Signer(load_frequencies(), settings))
    engine = LocalEngine(spread)
    list(engine.flat_map([[]] * 8, kernel))  # processes are up before the clock runs

    def run(readings: list[Reading]) -> Pairs:
        batches = [readings[start : start + BATCH] for start in range(0, len(readings), BATCH)]
        signatures = [Signature.from_bytes(packed) for packed in engine.flat_map(batches, kernel)]
        pairs = share_text(pile_up(signatures), settings)
        order = np.argsort([signature.article_id for signature in signatures], kind="stable")
        good = pairs.scores >= settings.least_containment
        left, right = order[pairs.left[good]], order[pairs.right[good]]
        return set(zip(np.minimum(left, right).tolist(), np.maximum(left, right).tolist(), strict=True))

    return run


def datasketch() -> Run:
    return lambda readings: _sketch(packed_shingles(reading) for reading in readings)


def datasketch_from_runs() -> Run:
    """Its runs of words are made before the clock runs."""
    made = [packed_shingles(reading) for reading in read_sample()]
    return lambda _: _sketch(made)


def packed_shingles(reading: Reading) -> list[bytes]:
    return [shingle.encode("utf-8") for shingle in shingles(reading.article.text)]


def _sketch(texts: Iterable[list[bytes]]) -> Pairs:
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415

    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    pairs = set()
    for number, runs in enumerate(texts):
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch(runs)
        pairs |= {(int(other), number) for other in index.query(sketch)}
        index.insert(str(number), sketch)
    return pairs


def rensa() -> Run:
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415

    def run(readings: list[Reading]) -> Pairs:
        index = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=32)
        pairs = set()
        for number, reading in enumerate(readings):
            sketch = RMinHash(num_perm=PERMUTATIONS, seed=42)
            sketch.update(shingles(reading.article.text))
            pairs |= {(other, number) for other in index.query(sketch)}
            index.insert(number, sketch)
        return pairs

    return run


def semhash() -> Run:
    """With the word vectors that Tellings ships, since its own are fetched from the network."""
    from semhash import SemHash  # noqa: PLC0415

    from tellings.language.vectors import load_vectors  # noqa: PLC0415

    vectors = load_vectors()

    class Encoder:
        def encode(self, inputs: list[str], **_: object) -> np.ndarray:
            return vectors.embed(inputs)

    def run(readings: list[Reading]) -> Pairs:
        records = [{"text": reading.article.text, "number": str(n)} for n, reading in enumerate(readings)]
        index = SemHash.from_records(records, columns=["text"], model=Encoder())
        pairs = set()
        for found in index.self_deduplicate(threshold=0.9).filtered:
            for other, _ in found.duplicates:
                one, two = int(found.record["number"]), int(other["number"])
                pairs.add((min(one, two), max(one, two)))
        return pairs

    return run


RIVALS: dict[str, Callable[[], Run]] = {
    "tellings": tellings,
    "tellings on one core": tellings_on_one_core,
    "datasketch": datasketch,
    "datasketch, runs given": datasketch_from_runs,
    "rensa": rensa,
    "semhash": semhash,
}


def measure(name: str) -> tuple[dict[str, float], Pairs]:
    """Seconds on the clock and of work, peak megabytes of all processes, and the pairs found.

    What is loaded or started once for any number of articles is loaded before the clock runs.
    """
    readings = read_sample()
    run = RIVALS[name]()
    start = now()
    pairs = run(readings)
    return told_since(start), pairs


def true_pairs() -> tuple[int, Pairs]:
    """How many articles there are, and the pairs that comparing each with each finds."""
    texts = [reading.article.text for reading in read_sample()]
    return len(texts), brute_force(texts)
