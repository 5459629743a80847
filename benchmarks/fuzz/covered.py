"""One execution for atheris: its first byte says what is tried on the rest."""

import random
import zlib
from collections.abc import Iterator
from pathlib import Path

from benchmarks.fuzz.finders import SEEDS, SETTINGS, Trial, make_parse, parsed_trials, text_trials
from benchmarks.fuzz.readers import MAKERS, SPECIMENS, execute
from tellings.collation.passages import find_passages
from tellings.reading.composing import compose
from tellings.reading.record import Reading, Record

_NAMES = sorted(MAKERS)


def write_corpus(folder: Path) -> None:
    """Files to begin with: each valid file for its reader, each text for the finders."""
    begun = [bytes([_NAMES.index(name)]) + data for name, data in SPECIMENS.items()]
    begun += [bytes([len(_NAMES) + kind]) + text.encode() for text in SEEDS for kind in (0, 1)]
    for number, data in enumerate(begun):
        (folder / str(number)).write_bytes(data)


def attempt(data: bytes) -> None:
    """Try a reader, all finders that need text alone, or all that need a parse; raises for what breaks."""
    if not data:
        return
    choice, rest = data[0] % (len(_NAMES) + 8), data[1:]
    if choice < len(_NAMES):
        execute(_NAMES[choice], rest)
        return
    text = rest.decode("utf-8", "replace")
    if choice % 2:
        trials = text_trials(text, text[: len(text) // 2] + text[len(text) // 2 + 3 :])
    else:
        trials = _parsed(text, random.Random(zlib.crc32(data)))
    for _, _, act in trials:
        act()


def _parsed(text: str, chance: random.Random) -> Iterator[Trial]:
    reading = compose(Record("x", text), SETTINGS.reading)
    if isinstance(reading, Reading):
        passages = find_passages(reading, SETTINGS.collation)
        texts = [reading.article.text[p.start : p.end] for p in passages]
        parses = {p.passage_id: make_parse(t, chance) for p, t in zip(passages, texts, strict=True)}
        yield from parsed_trials(reading, passages, parses)
