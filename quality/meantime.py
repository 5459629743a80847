"""MEANTIME (Minard et al., 2016): time expressions with TIMEX3 values in Wikinews articles.

Its annotators marked each article's headline, date line and the first sentences only (no mark lies
past the sixth line), so what is found after the sixth line isn't counted. Extraction is TempEval-3's
relaxed match: spans that overlap, one to one. A value counts where its span was found.
"""

import gzip
import json
import re
from pathlib import Path

from tellings.findings.dates import find_dates
from tellings.language.parsing import Parser
from tellings.models import Article, Date, Passage
from tellings.settings import Settings

TITLE = "MEANTIME: time expressions (relaxed spans) and their TIMEX3 values, F1."
ASKED = {"extraction F1": 0.85, "value F1": 0.76}
LINES = 6


def score(data: Path) -> dict[str, float]:
    """Precision and recall of spans, F1 of spans, types and values."""
    found = gold = spans = types = values = 0
    settings = Settings()
    parser = Parser(settings.pipeline)
    with gzip.open(data / "meantime_times.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            dates = read(record, parser, settings)
            hits = match(record["times"], dates)
            gold, found, spans = gold + len(record["times"]), found + len(dates), spans + len(hits)
            types += sum(time["type"] == date.type for time, date in hits)
            values += sum(time["value"] == date.value for time, date in hits)
    return {
        "_span precision": spans / found,
        "_span recall": spans / gold,
        "extraction F1": 2 * spans / (found + gold),
        "type F1": 2 * types / (found + gold),
        "value F1": 2 * values / (found + gold),
    }


def read(record: dict[str, str], parser: Parser, settings: Settings) -> list[Date]:
    """The dates found in the annotated lines of one article; a line is a sentence."""
    text = record["text"]
    rows = list(re.finditer(r"[^\n]+", text))
    passages = tuple(
        Passage(f"{n:06d}", "a", row.start(), row.end(), "narration") for n, row in enumerate(rows[:LINES])
    )
    parses = parser.parse([row.group() for row in rows[:LINES]])
    article = Article("a", "", "", "", "", "", "", record["published"] or "", "", "en", text)
    return list(
        find_dates(
            article, passages, {p.passage_id: q for p, q in zip(passages, parses, strict=True)}, settings
        )
    )


def match(times: list[dict[str, object]], dates: list[Date]) -> list[tuple[dict[str, object], Date]]:
    """Gold and found expressions that overlap, each used once, shorter gold spans last."""
    left = list(dates)
    hits = []
    for time in sorted(
        times, key=lambda t: (int(str(t["start"])) - int(str(t["end"])), int(str(t["start"])))
    ):
        start, end = int(str(time["start"])), int(str(time["end"]))
        near = [d for d in left if d.start < end and start < d.end]
        if near:
            best = max(near, key=lambda d: (min(d.end, end) - max(d.start, start), -d.start))
            left.remove(best)
            hits.append((time, best))
    return hits
