"""Fuzzes every reader for a time and prints what broke.

    python -m benchmarks.fuzz_readers [SECONDS [SEED]]

Valid files of each kind are cut, spliced, repeated and sprinkled with bytes that mean something to a
parser. Each execution must give only readings and problems, spans that lie in their text, and take
under five seconds. What breaks is kept in the folder "crashes". With atheris installed,
`--atheris` lets coverage choose the mutations instead.
"""

import importlib
import io
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from benchmarks.specimens import specimens
from tellings.models import Problem
from tellings.reading import Reading
from tellings.reading.items import Item
from tellings.reading.readers import read_item
from tellings.settings import ReadingSettings

SETTINGS = ReadingSettings(max_seconds=5.0)
TOKENS = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\n", b"\r\n", b"\t", b" ", b'"', b"'", b"<", b">", b"</",
    b"<!--", b"]]>", b"&lt;", b"<p>", b"</p>", b"<div>" * 50, b"{", b"}", b"[" * 200, b",", b";", b":",
    b"\\u0000", b"\\ud800", b"\\", b"(AP)", b" contributed", b"told NBC News", b"Photo by ",
    b"/Getty Images", b"2022-01-21 ", b"GENEVA (Reuters) - ", b"youBlinken", b"READ MORE:", b"Sign up",
    b"\xe2\x80\x9c", b"\xf0\x9f\x98\x80", b"\xcc\x81", b"\xe2\x80\xae", b"\x1f\x8b", b"PK\x03\x04",
    b"WARC/1.0\r\n", b"Content-Length: -1", b"charset=utf-7", b"charset=zip", b"=?x?q?=?=", b"--b",
    b"<!ENTITY x 'y'>", b"&x;", b"9" * 400, b"-1", b"1e999", b"NaN", b"\x85", b"\x0c", b"\xe2\x80\xa8",
    b"By ", b"Title: ", b"---\n", b"# ", b"https://", b"http://[::1", b"A" * 500, b"aB" * 100,
    b"\xed\xa0\x80",
]  # fmt: skip


def mutate(data: bytes, chance: random.Random) -> bytes:
    """`data` with one to eight changes."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        at = chance.randrange(len(made) + 1)
        until = min(len(made), at + chance.choice((1, 2, 8, 64, 512)))
        match chance.randrange(7):
            case 0:
                made[at:at] = chance.choice(TOKENS)
            case 1:
                made[at:until] = b""
            case 2:
                made[at:at] = made[at:until] * chance.randrange(1, 20)
            case 3:
                made[at:until] = chance.randbytes(until - at)
            case 4 if made:
                made[at % len(made)] ^= 1 << chance.randrange(8)
            case 5:
                del made[at:]
            case _:
                made[at:until] = chance.choice(TOKENS) * chance.randrange(1, 5)
    return bytes(made)


def execute(name: str, data: bytes) -> Counter[str]:
    """Read `data` as a file called `name`; what came of it. Raises for whatever a reader must not do."""
    told: Counter[str] = Counter()
    begun = time.process_time()
    for found in read_item(Item(name, name, io.BytesIO(data), len(data)), SETTINGS):
        if isinstance(found, Problem):
            told["problems"] += 1
            assert found.problem and found.advice
            continue
        assert isinstance(found, Reading)
        told["articles"] += 1
        text = found.article.text
        text.encode("utf-8")
        last = 0
        for start, end in found.furniture:
            assert last <= start < end <= len(text), (start, end, len(text))
            last = end
        for credit in found.credits:
            assert 0 <= credit.start <= credit.end <= len(text), credit
    assert time.process_time() - begun < 5, "over five seconds"
    assert told or not data.strip() or name.startswith("a.warc"), "neither an article nor a problem"
    return told


def fuzz(seconds: float, seed: int) -> Counter[str]:
    """Run mutations for `seconds`; counts of executions, articles, problems and crashes."""
    chance = random.Random(seed)
    begun = time.monotonic()
    total: Counter[str] = Counter()
    kinds = list(specimens().items())
    while time.monotonic() - begun < seconds:
        name, data = chance.choice(kinds)
        if chance.random() < 0.05:
            name = chance.choice(kinds)[0]
        made = mutate(data, chance)
        total["executions"] += 1
        try:
            total += execute(name, made)
        except Exception as error:
            total["crashes"] += 1
            _keep(name, made, error)
    return total


def _keep(name: str, data: bytes, error: Exception) -> None:
    folder = Path("crashes")
    folder.mkdir(exist_ok=True)
    place = traceback.extract_tb(error.__traceback__)[-1]
    label = f"{type(error).__name__}-{Path(place.filename).stem}-{place.lineno}"
    path = folder / f"{label}-{name}"
    if not path.exists():
        path.write_bytes(data)
        print(f"{label}: {error}"[:300])


def fuzz_by_coverage() -> None:
    """Let atheris choose; it doesn't return. The readers are loaded anew, so that it sees their branches."""
    import atheris  # noqa: PLC0415 - optional

    for name in [name for name in sys.modules if name.startswith(("tellings", "benchmarks"))]:
        del sys.modules[name]
    with atheris.instrument_imports(include=["tellings.reading"]):
        anew = importlib.import_module("benchmarks.fuzz_readers")
    kinds = sorted(anew.specimens())

    def one(data: bytes) -> None:
        if data:
            anew.execute(kinds[data[0] % len(kinds)], data[1:])

    atheris.Setup([arg for arg in sys.argv if arg != "--atheris"], one)
    atheris.Fuzz()


def main() -> None:
    if "--atheris" in sys.argv:
        fuzz_by_coverage()
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    print(dict(fuzz(seconds, seed)))


if __name__ == "__main__":
    main()
