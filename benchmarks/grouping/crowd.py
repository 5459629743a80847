"""What one story costs that very many printed: mostly verbatim, some cut, some with a word changed."""

import time
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

from benchmarks.grouping.articles import SENTENCE, read_sample
from benchmarks.grouping.meter import now, told_since
from tellings.desk import Assignment, compare_tellings, find_in_articles, summarise, trace_story
from tellings.models import Article, content_id
from tellings.naming import draft_story
from tellings.reading import Reading
from tellings.settings import Settings

WORDS = 400  # of the report
FORMS = 40  # cuts of it that newsrooms made, the first eight printed most
CHANGED = 0.05  # share of tellings with a word of their own changed


def measure(size: int) -> dict[str, Any]:
    """Seconds of work of each step for a story of `size` tellings, and what came out."""
    settings, readings = Settings(), list(_print(size))
    story, tellings = draft_story("crowd", [reading.article for reading in readings])
    start, row = now(), {"tellings": size, "distinct texts": len({r.article.text for r in readings})}
    clock = time.process_time()
    material = trace_story(Assignment(story, tellings, tuple(readings), (), ""), settings)
    steps = {"collate and trace": round(time.process_time() - clock, 1)}
    for name, work in (("find", find_in_articles), ("compare", compare_tellings)):
        clock = time.process_time()
        material = work(material, settings)
        steps[name] = round(time.process_time() - clock, 1)
    clock = time.process_time()
    summarise(material, settings)
    steps["disagreements"] = round(time.process_time() - clock, 1)
    return row | steps | told_since(start) | {"origins": material.story.origins}


def _print(size: int) -> Iterator[Reading]:
    """The tellings of one report."""
    choose, first = Random(4), read_sample()[0].article
    sentences = SENTENCE.split(" ".join(first.text.split()[:WORDS]))
    forms = [" ".join(s for s in sentences if not form or choose.random() > 0.15) for form in range(FORMS)]
    for number in range(size):
        most = choose.choice((1, 1, 1, 1, 1, 8, 8, 8, FORMS, FORMS))
        text = forms[choose.randrange(most)]
        if choose.random() < CHANGED:
            words = text.split(" ")
            words[choose.randrange(len(words))] = choose.choice(words)
            text = " ".join(words)
        outlet, day = f"Paper {number}", f"2020-03-{1 + number % 3:02}"
        article = Article("", "", "", outlet, first.headline, "", "", day, "json field", "en", text)
        yield Reading(replace(article, article_id=content_id(outlet, text)), (), ())
