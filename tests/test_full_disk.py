"""On a full disk a run stops with a message, the archive stays whole, and with room it goes on."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tellings.archive import Archive
from tellings.engines.digest import digest
from tellings.errors import CannotStore, CannotWrite, NothingFound
from tellings.models import TABLES
from tellings.verbs import export, read, write_report

from .conftest import EXAMPLE


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, in memory; skips where none may be mounted."""
    path = tmp_path / "disk"
    path.mkdir()
    if sys.platform != "linux" or not mount(path, "size=64k"):
        pytest.skip("only the administrator of a Linux machine may mount a small disk")
    yield path
    subprocess.run(["umount", "--lazy", str(path)], check=True)


def mount(path: Path, options: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(path)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def digest_of(path: Path) -> str:
    with Archive(path) as archive:
        return digest(row for table in TABLES for row in archive.rows(table))


@pytest.mark.parametrize("size", ["16k", "200k", "400k", "700k", "900k"])
def test_a_run_on_a_full_disk_stops_and_goes_on_when_there_is_room(
    size: str, disk: Path, example_archive: Path
) -> None:
    """Whichever table no longer fits."""
    path = disk / "a.db"
    assert mount(disk, f"remount,size={size}")
    with pytest.raises(CannotStore, match=r"can't be used: .*full.* then run the same again"):
        read(EXAMPLE / "articles", archive=path)
    assert mount(disk, "remount,size=64m")
    with contextlib.suppress(NothingFound), Archive(path) as archive:
        assert archive.faults() == []
    read(EXAMPLE / "articles", archive=path).close()
    assert digest_of(path) == digest_of(example_archive)


def test_an_archive_that_is_full_still_answers(disk: Path, tmp_path: Path) -> None:
    """What was there is there; what can't be written is told."""
    path = disk / "a.db"
    assert mount(disk, "remount,size=64m")
    read(EXAMPLE / "articles" / "museum.txt", archive=path).close()
    used = sum(other.stat().st_size for other in disk.iterdir())
    assert mount(disk, f"remount,size={used // 1024 + 100}k")
    with pytest.raises(CannotStore, match="Free some space, then run the same again"):
        read(EXAMPLE / "articles", archive=path)
    with contextlib.suppress(OSError), (disk / "ballast").open("wb", buffering=0) as ballast:
        while ballast.write(bytes(4096)):
            pass
    os.truncate(disk / "ballast", (disk / "ballast").stat().st_size - 40_000)  # SQLite needs 32 KB to read
    with Archive(path) as archive:
        assert archive.faults() == []
        (view,) = archive.stories()
        with pytest.raises(CannotWrite, match="Choose another with --to"):
            write_report(view, disk / "report.html", "html")
        with pytest.raises(CannotWrite, match="Choose another with --to"):
            export(archive, "", "jsonl", disk / "out")
        assert write_report(view, tmp_path / "report.html", "html").exists()
