"""Nothing is fetched unless asked, and no part calls home: the whole job, workers too, cut off."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tellings.exporting import FORMATS

from .conftest import EXAMPLE

# Runs in a process of its own: hears what Python asks of the network, and counts what the kernel sent
# or could not send, which also sees libraries that go round Python.
JOB = """
import json, os, socket, sys
from pathlib import Path

if __name__ == "__main__":
    asked = []

    def hear(event, given):
        outside = event in ("socket.getaddrinfo", "socket.gethostbyname") or (
            event in ("socket.connect", "socket.sendto") and given[0].family != socket.AF_UNIX
        )
        if outside:
            asked.append(f"{event} {given[1:]!r}")

    sys.addaudithook(hear)
    pile, folder = sys.argv[1:3]
    if pile == "call":
        try:
            socket.create_connection(("192.0.2.1", 80), timeout=2)
        except OSError:
            pass
    else:
        from tellings.settings import EngineSettings, Settings
        from tellings.verbs import Ask, export, read, write_report

        pooled = Settings(engine=EngineSettings(processes=2, few_articles=0, few_bytes=0))
        with read(pile, "https://a.example/x", archive=f"{folder}/a.db", ask=Ask(settings=pooled)) as archive:
            write_report(archive.story(), Path(folder, "report.html"), "html")
            for format in sys.argv[3:]:
                export(archive, "", format, Path(folder, format))
            told = [row.problem for row in archive.problems() if row.source.startswith("https:")]
        print("told", told, file=sys.stderr)
    sent = {}
    lines = [line.split() for line in Path("/proc/net/snmp").read_text().splitlines()]
    for names, counts in zip(lines[::2], lines[1::2]):
        for name, count in zip(names[1:], counts[1:]):
            if name in ("OutRequests", "OutNoRoutes", "ActiveOpens", "OutDatagrams"):
                sent[names[0] + name] = int(count)
    print(json.dumps({"asked": asked, "sent": sent}))
"""
LURE = """<!DOCTYPE html><html><head><title>Ferry back at noon</title>
<link rel="stylesheet" href="http://a.example/x.css"><script src="http://a.example/x.js"></script>
<script type="application/ld+json">{"@context": "http://a.example/context", "@type": "NewsArticle",
"headline": "Ferry back at noon", "url": "http://a.example/x", "isBasedOn": "http://b.example/wire"}</script>
</head><body><p>The ferry Holm left Torr at dawn with ninety people and came back at noon, the office said.
<img src="http://a.example/x.png"><iframe src="http://a.example/y"></iframe></p></body></html>"""
FEED = """<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://a.example/rss.dtd"
[<!ENTITY x SYSTEM "http://a.example/x">]><rss><channel><item><title>Ferry</title><description>
The ferry Holm left Torr at dawn with ninety people and came back at noon &x;</description>
</item></channel></rss>"""


def run(script: Path, *arguments: str) -> dict[str, object]:
    done = subprocess.run(
        ["unshare", "--net", sys.executable, str(script), *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1])) | {"errors": done.stderr}


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """The job; skips where a process can't be cut off."""
    command = ["unshare", "--net", "true"]
    if not shutil.which("unshare") or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only the administrator of a Linux machine may cut a process off")
    path = tmp_path / "job.py"
    path.write_text(JOB, "utf-8")
    return path


def test_a_call_would_be_heard(script: Path) -> None:
    """So that silence means something."""
    heard = run(script, "call", "")
    assert heard["asked"]
    assert sum(dict(heard["sent"]).values()) > 0  # type: ignore[call-overload]


def test_the_models_runtime_is_told_to_call_nobody() -> None:
    """Its uploader waits before it calls, so that a short run would not always be caught calling."""
    code = 'import os; from tellings.findings.tagger import Tagger; Tagger(); print(os.environ["%s"])'
    done = subprocess.run(
        [sys.executable, "-c", code % "ORT_DISABLE_TELEMETRY"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "1"


def test_the_main_job_calls_nobody(script: Path, tmp_path: Path) -> None:
    """Reading, working out, report and every export; pages and feeds that point outside; an address given."""
    pile = shutil.copytree(EXAMPLE / "articles", tmp_path / "pile")
    (pile / "lure.html").write_text(LURE, "utf-8")
    (pile / "lure.rss").write_text(FEED, "utf-8")
    heard = run(script, str(pile), str(tmp_path), *FORMATS)
    assert heard["asked"] == []
    sent = dict(heard["sent"])  # type: ignore[call-overload]
    assert {name: count for name, count in sent.items() if count} == {}
    assert "addresses aren't fetched unless asked" in str(heard["errors"])
    assert (tmp_path / "report.html").stat().st_size > 10_000
