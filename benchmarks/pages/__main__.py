"""`python -m benchmarks.pages`: measure, print, write benchmarks/results/pages.json."""

import json
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from starlette.testclient import TestClient

from benchmarks.grouping.articles import machine
from benchmarks.pages.shelf import fill
from tellings.archive import Archive
from tellings.report import draw_report
from tellings.serving.app import make_app
from tests.crowd import build_crowd
from tests.shelf import shelve

RESULTS = Path(__file__).parents[1] / "results"
ARTICLES = 40_000
PAGES = (
    "/", "/?sort=origins", "/?sort=disagreements", "/?sort=time", "/?page=200", "/?q=crane", "/?q=the",
    '/?q="gantry crane"', "/?outlet=Outlet 1", "/?since=2024-05-01&until=2024-05-03",
    "/?q=the&sort=disagreements&since=2024-05-01", "/articles", "/articles?page=700", "/articles?q=the",
    "/articles?outlet=Outlet 1&since=2024-05-01", "/names", "/names?q=the", "/names?page=300", "/outlets",
    "/outlets?q=3", "/outlet?name=Outlet 1", "/corrections", "/problems",
)  # fmt: skip


def time_pages(folder: Path) -> dict[str, Any]:
    """Milliseconds, on the clock and on the processor, of each page over the big archive."""
    path = folder / "big.db"
    fill(path, ARTICLES)
    with Archive(path) as archive:
        views = archive.stories()
        stories = [f"/story/{view.story_id}" for view in (views[0], views[-1])]
        article = f"/article/{views[0].tellings[0].article_id}"
    client = TestClient(make_app(path), base_url="http://localhost")
    client.get("/")
    return {page: _time(client, page) for page in (*PAGES, *stories, stories[0], article)}


def time_stories(folder: Path) -> dict[str, Any]:
    """The same for pages of full stories, opened for the first time and again; and their reports' sizes."""
    found = {}
    for tellings in (10, 20, 50, 200):
        material = build_crowd(tellings)
        path = shelve(folder / f"{tellings}.db", material)
        client = TestClient(make_app(path), base_url="http://localhost")
        client.get("/")
        page = f"/story/{material.story.story_id}"
        found[f"{tellings} tellings"] = {
            "first": _time(client, page),
            "again": _time(client, page),
            "report, MB": round(len(draw_report(material).encode("utf-8")) / 1e6, 2),
        }
    return found


def _time(client: TestClient, page: str) -> dict[str, int]:
    clock, processor = perf_counter(), process_time()
    assert client.get(page).status_code == 200, page
    return {
        "ms": round((perf_counter() - clock) * 1000),
        "processor ms": round((process_time() - processor) * 1000),
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        measured = {
            "machine": machine(),
            f"{ARTICLES:,} articles": time_pages(Path(name)),
            "stories": time_stories(Path(name)),
        }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "pages.json").write_text(json.dumps(measured, indent=1) + "\n", "utf-8")
    print(json.dumps(measured, indent=1))
