"""Invented piles of any size, written as the files that a cluster reads."""

import json
import random
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import pyarrow
from pyarrow import parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

NAMES = ("low", "mere", "stead", "wick", "borg", "voort", "lund", "gate")
FIRST = "Har Dun Bre Ost Mel Kor Vin Tal Sun Gor Wil Fen Ask Lom Ryd Pel Nor Cas Hol Bex".split()
LAST = "by ford ham ness ton vik".split()
PLACES = tuple(f"{first}{middle}{last}" for first in FIRST for middle in NAMES for last in LAST)
FILE = 100  # articles of a file


def write_pile(folder: Path, size: int, sentences: int) -> list[str]:
    """Files of a hundred invented articles each: every fourth one is a new event, the rest retell it.

    The first file is Parquet, the second a web archive, the rest are JSON Lines.
    """
    files = []
    records = list(make_records(size, sentences))
    for number, start in enumerate(range(0, size, FILE)):
        write, suffix = {0: (_parquet, "parquet"), 1: (_warc, "warc")}.get(number, (_lines, "jsonl"))
        files.append(folder / f"{number:02}.{suffix}")
        write(files[-1], records[start : start + FILE])
    return [str(file) for file in files]


def make_records(size: int, sentences: int) -> Iterator[dict[str, str]]:
    choose = random.Random(3)
    for number in range(size):
        words = random.Random(number // 4).choices(PLACES, k=2 * sentences)
        choose.shuffle(words)
        boats, low = 20 + number // 4 % 50 + (number % 4 == 3), NAMES[number % 8]
        text = " ".join(
            f"“The quay of {one} is {low} now,” said Ann {other} on Monday, when {boats} boats left {one}."
            for one, other in zip(words[::2], words[1::2], strict=True)
        )
        yield {"title": " ".join(words[:4]), "text": text, "id": str(number)}


def _lines(path: Path, records: Sequence[dict[str, str]]) -> None:
    path.write_text("\n".join(map(json.dumps, records)), "utf-8")


def _parquet(path: Path, records: Sequence[dict[str, str]]) -> None:
    parquet.write_table(pyarrow.Table.from_pylist(list(records)), path)


def _warc(path: Path, records: Sequence[dict[str, str]]) -> None:
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=False)
        for record in records:
            title, text = record["title"], record["text"]
            page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><article><p>"
            page += f"{text.replace('. “', '.</p><p>“')}</p></article></body></html>"
            address = f"https://news.example/{record['id']}"
            told = writer.create_warc_record(
                address, "response", payload=BytesIO(page.encode("utf-8")), http_headers=head
            )
            writer.write_record(told)
