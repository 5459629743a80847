"""What breaks off or is damaged is read as far as it is whole, and a problem says where it ends."""

import gzip
import io
import json
import os
import tarfile
import zipfile
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

import tellings
from tellings.models import Problem
from tellings.reading import Reading, read_source
from tellings.settings import ReadingSettings

WORDS = "The ferry company and its pilots met in Lund on Monday and agreed to end the strike within a week."


def read(path: Path, data: bytes) -> tuple[list[str], list[str]]:
    """The texts of the articles that `data` makes as a file, and its problems."""
    path.write_bytes(data)
    found = list(read_source(str(path), ReadingSettings()))
    return (
        [row.article.text for row in found if isinstance(row, Reading)],
        [row.problem for row in found if isinstance(row, Problem)],
    )


def pages() -> tuple[bytes, list[int]]:
    """A packed web archive of five pages, and where each record begins."""
    stream, starts = io.BytesIO(), []
    writer = WARCWriter(stream, gzip=True)
    for number in range(5):
        starts.append(stream.tell())
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        page = f"<html><body><p>{WORDS} {number}</p><p>{WORDS}</p></body></html>".encode()
        address = f"https://news.example/{number}"
        writer.write_record(
            writer.create_warc_record(address, "response", payload=io.BytesIO(page), http_headers=head)
        )
    return stream.getvalue(), starts


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # warcio's writer leaves files open
def test_pages_before_the_broken_record_of_a_web_archive_are_read(tmp_path):
    data, starts = pages()
    broken = bytearray(data)
    middle = (starts[2] + starts[3]) // 2
    broken[middle : middle + 30] = bytes(byte ^ 0x55 for byte in broken[middle : middle + 30])
    cut = data[: starts[2]] + data[starts[2] + 40 :]
    for damaged in (bytes(broken), cut):
        texts, problems = read(tmp_path / "a.warc.gz", damaged)
        assert [text.split(".")[1].split()[0] for text in texts] == ["0", "1"]
        assert len(problems) == 1
        assert problems[0].startswith("the archive is damaged")


def test_lines_before_a_packed_file_breaks_off_are_read(tmp_path):
    rows = [json.dumps({"text": f"{WORDS} {number}", "id": str(number)}) for number in range(400)]
    packed = gzip.compress("\n".join(rows).encode())
    texts, problems = read(tmp_path / "a.jsonl.gz", packed[: len(packed) // 2])
    assert len(texts) > 50
    assert texts == [f"{WORDS} {number}" for number in range(len(texts))]
    assert problems[-1].startswith("the archive is damaged: Compressed file ended before")


def test_a_quotation_mark_that_never_closes_is_told(tmp_path):
    whole = "id,text\n" + "".join(f'{number},"{WORDS}\nIt rained. {number}"\n' for number in range(3))
    texts, problems = read(tmp_path / "a.csv", whole.encode())
    assert (len(texts), problems) == (3, [])
    opened = f'{whole}3,"{WORDS}\n4,{WORDS}\n5,{WORDS}\n'
    texts, problems = read(tmp_path / "b.csv", opened.encode())
    assert len(texts) == 4
    assert texts[-1].count(WORDS) == 3
    assert problems == ["a quotation mark is never closed, so all that comes after it stands in one cell"]


def sparse(name: str, length: int) -> bytes:
    """A member of a tar file whose header claims `length` bytes, nearly all of them a hole."""
    data = (WORDS + "\n").encode()
    member = tarfile.TarInfo(name)
    member.size = len(data)
    head = bytearray(member.tobuf(tarfile.GNU_FORMAT))
    head[156:157] = b"S"
    for at, number in ((386, 0), (398, len(data)), (410, length), (422, 0), (483, length)):
        head[at : at + 12] = b"%011o\0" % number
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head) + data.ljust(512, b"\0")


@pytest.mark.parametrize("name", ["a.jsonl", "a.txt", "a.csv", "a.warc", "a.parquet", "a.zip", "a.html"])
def test_a_hole_of_eight_gigabytes_in_a_tar_file_is_left_alone(tmp_path, name):
    texts, problems = read(tmp_path / "a.tar", sparse(name, 8**11 - 1) + bytes(1024))
    assert texts == []
    assert "it unpacks to more than 20,000,000 bytes from 99" in problems


def test_a_short_hole_is_read(tmp_path):
    texts, problems = read(tmp_path / "a.tar", sparse("a.txt", 99) + bytes(1024))
    assert (texts, problems) == ([WORDS + "\n"], [])


def test_names_in_an_old_encoding_are_read(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("cafX.txt", WORDS)
    path = tmp_path / "a.zip"
    path.write_bytes(stream.getvalue().replace(b"cafX", b"caf\x82"))
    (found,) = read_source(str(path), ReadingSettings())
    assert isinstance(found, Reading)
    assert found.article.source == f"{path}#café.txt"


def test_a_file_name_in_no_encoding_is_read_and_shown(tmp_path):
    name = os.fsdecode(b"caf\xe9\x1b[31m.txt")
    try:
        (tmp_path / name).write_text(WORDS, "utf-8")
    except OSError:
        pytest.skip("this system has no such file names")
    with tellings.read(tmp_path, tmp_path / f"{name}.none", archive=tmp_path / ".a.db") as archive:
        (article,) = archive.rows("articles")
        (problem,) = archive.rows("problems")
    shown = f"{tmp_path}/caf\\udce9\\x1b[31m.txt"
    assert (article.source, problem.source) == (shown, f"{shown}.none")
