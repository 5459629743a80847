"""Reads a pile made to break a reader, and prints the time, the memory and what came of each file.

    python -m benchmarks.hostile_pile [FOLDER]

First each file is read by itself; then the command reads the pile and works its stories out, with a report
of the largest. Asked: under 60 s and 1 GB, every file in an article or a problem.
"""

import gzip
import io
import json
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tellings.archive import Archive
from tellings.reading import Reading, list_sources, read_source
from tellings.settings import ReadingSettings

COMMAND = [sys.executable, "-c", "from tellings.cli import main; main()"]
WORDS = "The ferry company and its pilots met in Lund on Monday and agreed to end the strike within a week."


def make_pile(folder: Path, scale: float = 1.0) -> None:
    """Write the hostile files; at scale 1 the largest have 100 MB."""
    folder.mkdir(parents=True, exist_ok=True)
    _make_long_lines(folder, scale)
    _make_repetitions(folder, scale)
    _make_markup(folder, scale)
    _make_archives(folder, scale)
    _make_characters(folder)


def _make_long_lines(folder: Path, scale: float) -> None:
    size = int(100_000_000 * scale)
    (folder / "one_line.txt").write_bytes((WORDS + " ").encode() * (size // (len(WORDS) + 1)))
    (folder / "one_line.jsonl").write_bytes(b'{"text": "' + b"word " * (size // 5) + b'"}\n' + _row(1))
    (folder / "one_cell.csv").write_bytes(
        b'id,text\n1,"' + b"word " * (size // 50) + b'"\n2,"' + WORDS.encode() + b'"\n'
    )
    (folder / "open_quote.csv").write_bytes(b'id,text\n1,"' + (WORDS + "\n").encode() * (size // 1000))
    (folder / "many_bad_lines.jsonl").write_bytes(b"{\n" * (size // 100))
    (folder / "empty_objects.json").write_bytes(b"[" + b"{}," * (size // 100) + b"{}]")
    (folder / "mail_headers.eml").write_bytes(
        b"Subject: a\n" + b"X-A: =?utf-8?q?=41?=\n " * (size // 500) + b"\n\n" + WORDS.encode()
    )


def _make_repetitions(folder: Path, scale: float) -> None:
    """Texts on which a careless pattern would take the square or the power of their length."""
    count = int(1_000_000 * scale)
    made = {
        "quotes": '"' * count,
        "open_quotes": "“" * count,
        "joints": "aB" * count,
        "words_of_joints": "youBlinken Home" * (count // 10),
        "names": "Ann Lee " * (count // 4),
        "names_with_commas": "Ann Lee, " * (count // 4) + "contributed.",
        "contributed": "Ann contributed " * (count // 10),
        "told": "told The " * (count // 5),
        "brackets": "(" * count,
        "credits": "(AP Photo/" * (count // 8),
        "slashes": "A/" * (count // 2),
        "photo": "Photo by Ann, " * (count // 10),
        "dates": "20220121 " * (count // 8),
        "dashes": " – " * (count // 3),
        "lines": "\n".join("Sign up" for _ in range(count // 10)),
        "titles": "\n".join("A title of a story" for _ in range(count // 10)),
        "spaces": " " * count,
        "first_published": "This article was first published " * (count // 30),
        "reported": "CNN reported " * (count // 10),
        "capitals": "A" * count,
        "stops": "a.B" * (count // 2),
    }
    for name, text in made.items():
        (folder / f"rep_{name}.txt").write_text(f"{WORDS}\n{text} {WORDS}", "utf-8")


def _make_markup(folder: Path, scale: float) -> None:
    count = int(1_000_000 * scale)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    (folder / "laughs.xml").write_text(
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">{laughs}]><rss>&l9;</rss>'
    )
    (folder / "outside.xml").write_text(
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>'
    )
    (folder / "deep.html").write_text("<html><body>" + "<div>" * count + WORDS)
    (folder / "deep_inline.html").write_text("<html><body><p>" + "<b>" * count + WORDS)
    (folder / "angles.html").write_text("<html><body>" + "<" * count + WORDS)
    (folder / "attributes.html").write_text("<html><body><p " + "a=1 " * count + f">{WORDS}</p>")
    (folder / "wide.html").write_text("<html><body>" + f"<p>{WORDS}</p>" * (count // 200))
    (folder / "ld.html").write_text(
        '<html><head><script type="application/ld+json">'
        + "[" * (count // 10)
        + f"</script></head><body><p>{WORDS}"
    )
    (folder / "title.html").write_text(
        "<html><head><title>" + " | " * (count // 10) + f"</title></head><p>{WORDS} {WORDS}"
    )
    (folder / "nested.json").write_text("[" * count)
    (folder / "number.json").write_text('{"id": ' + "9" * count + f', "text": "{WORDS}"}}')
    (folder / "items.rss").write_text(
        "<rss><channel>" + "<item><title>a</title></item>" * (count // 100) + "</channel></rss>"
    )


def _make_archives(folder: Path, scale: float) -> None:
    zeros = b"\0" * int(100_000_000 * scale)
    lines = b"\n" * int(100_000_000 * scale)
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for number in range(4):
            archive.writestr(f"{number}.txt", zeros)
        archive.writestr("lines.jsonl", lines)
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(8):
            archive.writestr(f"{number}.zip", inner.getvalue())
    (folder / "bomb.txt.gz").write_bytes(gzip.compress(gzip.compress(zeros)))
    (folder / "bomb.jsonl.gz").write_bytes(gzip.compress(lines))
    with zipfile.ZipFile(folder / "names.zip", "w") as archive:
        for name in (
            "../../../tmp/evil.txt",
            "/etc/evil.txt",
            "C:\\evil.txt",
            "a\x00b.txt",
            "..\\evil.txt",
            "x" * 5000,
            "ok.txt",
        ):
            archive.writestr(zipfile.ZipInfo(name), WORDS)
    with tarfile.open(folder / "links.tar", "w") as archive:
        for name, kind in (
            ("link", tarfile.SYMTYPE),
            ("hard", tarfile.LNKTYPE),
            ("pipe", tarfile.FIFOTYPE),
            ("dev", tarfile.CHRTYPE),
        ):
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
    (folder / "cut.zip").write_bytes(inner.getvalue()[: len(inner.getvalue()) // 2])
    (folder / "cut.warc.gz").write_bytes(
        gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999999\r\n\r\nHTTP/1.1 200")
    )


def _make_characters(folder: Path) -> None:
    every = "".join(chr(c) for c in range(32, 0x110000, 61) if not 0xD800 <= c < 0xE000)
    (folder / "unicode.txt").write_text(f"{WORDS}\n{every}\n{WORDS}", "utf-8")
    (folder / "unicode.html").write_text(f"<html><body><p>{WORDS}</p><p>{every}</p><p>{WORDS}</p>", "utf-8")
    (folder / "controls.txt").write_bytes(WORDS.encode() * 20 + bytes(range(32)) + b"\x7f" + WORDS.encode())
    (folder / "bidi.txt").write_text(f"{WORDS} \u202e{WORDS}\u202c \u200f\u200b\ufeff", "utf-8")
    mixed = WORDS.encode() + " “é” ".encode() + b"\x93\xe9\x94 " + " é ".encode("utf-16-le") + b"\xff\xfe\x81"
    (folder / "mixed.txt").write_bytes(mixed * 50)
    (folder / "surrogates.jsonl").write_bytes(
        b'{"id": "1", "text": "' + WORDS.encode() + b' \\ud800 \\udfff \\u0000"}\n'
    )
    (folder / "utf16.txt").write_bytes((WORDS + " é").encode("utf-16"))
    (folder / "random.txt").write_bytes(bytes((n * 7919 + n * n) % 256 for n in range(200_000)))
    (folder / "empty.txt").write_bytes(b"")


def _row(number: int) -> bytes:
    return json.dumps({"id": str(number), "text": WORDS}).encode() + b"\n"


def read_pile(folder: Path) -> dict[str, Counter[str]]:
    """For each file, how many articles and problems came of it; raises if a span doesn't lie in its text."""
    told: dict[str, Counter[str]] = {}
    sources, problems = list_sources([str(folder)])
    assert not problems
    for source in sources:
        counts = told.setdefault(Path(source).name, Counter())
        begun = time.perf_counter()
        for found in read_source(source, ReadingSettings()):
            counts["articles" if isinstance(found, Reading) else "problems"] += 1
            if isinstance(found, Reading):
                _check(found)
        counts["milliseconds"] = round(1000 * (time.perf_counter() - begun))
    return told


def _check(reading: Reading) -> None:
    length = len(reading.article.text)
    reading.article.text.encode("utf-8")
    assert all(0 <= start < end <= length for start, end in reading.furniture)
    assert all(0 <= credit.start <= credit.end <= length for credit in reading.credits)


def run_command(folder: Path, archive: Path) -> tuple[float, float, float, float]:
    """What `tellings read` and the report cost.

    Seconds on the clock and on the processor, and at most MB of the largest process and of all together.
    """
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    together = 0.0
    for asked in (["read", str(folder)], ["report", "--to", str(archive.with_suffix(".html"))]):
        run = subprocess.Popen([*COMMAND, *asked, "--archive", str(archive)], stdout=subprocess.DEVNULL)
        while run.poll() is None:
            together = max(together, sum(map(memory_of, [run.pid, *children_of(run.pid)])))
            time.sleep(0.2)
        assert run.returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begun, worked, after.ru_maxrss / 1024, together


def children_of(pid: int) -> Iterator[int]:
    """The processes under this one."""
    with suppress(OSError):  # it has ended by now
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text("ascii").split()):
                yield from (child, *children_of(child))


def memory_of(pid: int) -> float:
    """MB that a process holds, what it shares with others counted in parts."""
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return 0.0


def account(archive: Path, names: set[str]) -> set[str]:
    """The files that no row of the archive speaks of."""
    with Archive(archive) as opened:
        assert opened.faults() == []
        rows = (*opened.rows("articles"), *opened.rows("problems"))
        return names - {Path(row.source.partition("#")[0]).name for row in rows}


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(made)
        make_pile(folder)
        begun, started = time.perf_counter(), time.process_time()
        told = read_pile(folder)
        seconds, worked = time.perf_counter() - begun, time.process_time() - started
        for name, counts in sorted(told.items(), key=lambda item: -item[1]["milliseconds"]):
            print(
                f"{counts['milliseconds']:>8} ms  {counts['articles']:>6} articles {counts['problems']:>6} "
                f"problems  {name}"
            )
        silent = [name for name, counts in told.items() if not counts["articles"] + counts["problems"]]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{len(told)} files in {seconds:.1f} s, {worked:.1f} s of them on the processor, at most "
            f"{memory:.0f} MB; without an answer: "
            f"{silent or 'none'}",
            flush=True,
        )
        archive = Path(made) / "pile.db"
        clock, work, largest, together = run_command(folder, archive)
        print(
            f"the command with its report in {clock:.1f} s, {work:.1f} s of work, at most {largest:.0f} MB "
            f"in one process and {together:.0f} MB in all; without an answer: "
            f"{sorted(account(archive, set(told))) or 'none'}"
        )


if __name__ == "__main__":
    main()
