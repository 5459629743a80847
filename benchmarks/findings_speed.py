"""`python -m benchmarks.findings_speed [FOLDER]`: all findings against the bare spaCy pipeline.

FOLDER holds polnear_dev.jsonl.gz. Both read the same articles in one process, by turns, so that
whatever else the machine does falls on both; seconds are of the processor. Whole findings are
passages, parses (each distinct passage once), attributions, figures, dates and names.
"""

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time

import spacy

from benchmarks.grouping.articles import machine
from tellings.collation.passages import find_passages
from tellings.findings.attributions import find_attributions
from tellings.findings.dates import find_dates
from tellings.findings.figures import find_figures
from tellings.findings.gazetteer import load_gazetteer
from tellings.findings.names import find_names
from tellings.findings.tagger import Tagger
from tellings.language.parsing import Parser
from tellings.models import Article, content_id
from tellings.reading.record import Reading
from tellings.settings import Settings

RESULTS = Path(__file__).parent / "results" / "findings_speed.json"
SHARED = Path(__file__).parents[2] / "shared" / "data"
BATCH = 14  # articles read by one and then by the other


class Watch:
    """Seconds of the processor by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Add what the block takes to `name`."""
        begun = process_time()
        yield
        self.seconds[name] += process_time() - begun


class Findings:
    """The whole work on an article, as a run does it, step by step under a watch."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.settings = Settings()
        self.parser = Parser(self.settings.pipeline)
        self.tagger = Tagger()
        self.gazetteer = load_gazetteer()

    def read(self, articles: list[Article]) -> None:
        """Find everything in `articles`."""
        settings = self.settings
        with self.watch.timed("passages"):
            passages = [find_passages(Reading(one, (), ()), settings.collation) for one in articles]
        with self.watch.timed("parses"):
            pairs = [(one, p) for one, found in zip(articles, passages, strict=True) for p in found]
            parsed = self.parser.parse([one.text[p.start : p.end] for one, p in pairs])
            parses = {p.passage_id: parse for (_, p), parse in zip(pairs, parsed, strict=True)}
        for one, found in zip(articles, passages, strict=True):
            with self.watch.timed("attributions"):
                find_attributions(one, found, parses, self.tagger, settings.attributions)
            with self.watch.timed("figures"):
                find_figures(one, found, parses, settings)
            with self.watch.timed("dates"):
                find_dates(one, found, parses, settings)
            with self.watch.timed("names"):
                find_names(one, found, parses, self.gazetteer, settings.names)


def read_articles(folder: Path) -> list[Article]:
    """The articles of polnear_dev."""
    with gzip.open(folder / "polnear_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    return [Article(content_id(t), "", "", "", "", "", "", "", "", "en", t) for t in texts]


def main() -> None:
    """Measure, print, write the results."""
    articles = read_articles(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED)
    watch = Watch()
    findings = Findings(watch)
    bare = spacy.load(findings.settings.pipeline)
    findings.read(articles[:2])
    list(bare.pipe(one.text for one in articles[:2]))
    watch.seconds.clear()
    for low in range(0, len(articles), BATCH):
        batch = articles[low : low + BATCH]
        with watch.timed("bare spaCy"):
            list(bare.pipe(one.text for one in batch))
        findings.read(batch)
    alone = watch.seconds.pop("bare spaCy")
    whole = sum(watch.seconds.values())
    found = {
        "machine": machine(),
        "articles": len(articles),
        "bare spaCy, articles a second": round(len(articles) / alone, 2),
        "whole findings, articles a second": round(len(articles) / whole, 2),
        "findings to bare spaCy": round(alone / whole, 3),
        "share of the findings' time": {name: round(s / whole, 3) for name, s in watch.seconds.items()},
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
