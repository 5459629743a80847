"""Statements as clusters in the schema of passim, the text-reuse program, a passage a line."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tellings.exporting.selecting import Selection
from tellings.findings.material import StoryMaterial


def write_passim(selection: Selection, path: Path) -> list[Path]:
    """JSON Lines with uid, cluster, size, id, series, date, begin, end and text."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for material in selection.stories():
            for line in list_clusters(material):
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return [path]


def list_clusters(material: StoryMaterial) -> Iterator[dict[str, str | int]]:
    """One record for each passage of each statement that two or more articles carry."""
    passages = {p.passage_id: p for p in material.passages}
    articles = {a.article_id: a for a in material.articles}
    clusters: dict[str, list[str]] = defaultdict(list)
    for row in material.attestations:
        clusters[row.statement_id].append(row.passage_id)
    for statement_id, members in sorted(clusters.items()):
        held = sorted((passages[m] for m in members), key=lambda p: (p.article_id, p.start, p.passage_id))
        if len({p.article_id for p in held}) < 2:
            continue
        for passage in held:
            article = articles[passage.article_id]
            yield {
                "uid": number(passage.passage_id),
                "cluster": number(statement_id),
                "size": len(held),
                "id": article.article_id,
                "series": article.outlet or article.article_id,
                "date": article.published[:10],
                "begin": passage.start,
                "end": passage.end,
                "text": article.text[passage.start : passage.end],
            }


def number(key: str) -> int:
    """A 63-bit number for an id, as passim numbers things."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8"), digest_size=8).digest(), "big") >> 1
