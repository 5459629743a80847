"""What the command prints: plain words for a person, JSON for a program."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

from tellings.archive import Archive, StoryView
from tellings.findings.material import StoryMaterial
from tellings.models import Problem
from tellings.pipeline import Outcome
from tellings.pipeline import Progress as Report
from tellings.report import draw_branches
from tellings.report.answer import answer_story

SHOWN = 12  # stories or problems printed before the rest is counted


def console() -> Console:
    """Where answers go; without a terminal there is no colour and no width limit."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def show(line: str = "") -> None:
    """Print one line as it is: text from articles is never read as markup."""
    console().print(Text(printable(line)))


def printable(text: str) -> str:
    """`text` without the control characters that would move a terminal's cursor or its direction.

    >>> printable("a\\x1b[2Jb\\u202ec")
    'a�[2Jb�c'
    """
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def show_json(value: Any) -> None:
    """Print a value as JSON, tuples as lists."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


@contextmanager
def progress() -> Iterator[Report]:
    """A callback that draws progress bars on a terminal, and is quiet elsewhere."""
    if not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def draw(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total or None)
            bars.update(tasks[what], completed=done, total=total or None)

        yield draw


def show_outcome(archive: Archive, outcome: Outcome, *, as_json: bool) -> None:
    """What a run read and what stands behind it, the largest stories first."""
    views = archive.stories_of(outcome.article_ids)
    if as_json:
        show_json(
            {
                "archive": str(archive.path),
                "articles": len(outcome.article_ids),
                "new": outcome.new,
                "problems": [asdict(problem) for problem in outcome.problems],
                "stories": [_story_json(view) for view in views],
            }
        )
        return
    show_problems(outcome.problems)
    told = [view for view in views if view.story.articles > 1]
    alone = len(views) - len(told)
    show(f"{_count(len(outcome.article_ids), 'article')} read, {outcome.new} new. {_summary(told, alone)}")
    for view in told[:SHOWN]:
        show()
        show_answer(view)
    if len(told) > SHOWN:
        show(f"\n… and {len(told) - SHOWN} more. See: tellings stories --archive {archive.path}")


def show_problems(problems: Sequence[Problem]) -> None:
    """A line for each thing that couldn't be read, with advice."""
    for problem in problems[:SHOWN]:
        place = f", {problem.place}" if problem.place else ""
        told = problem.problem.rstrip(".")
        show(f"! {problem.source}{place}: {told}. {problem.advice}")
    if len(problems) > SHOWN:
        show(f"! … and {len(problems) - SHOWN} more; all are in the archive's table of problems.")


def show_answer(view: StoryView) -> None:
    """A story's headline, its tellings and the sentences of the answer."""
    material = view.material
    console().print(
        Text(printable(view.headline), style="bold"), Text(f"  story {view.story_id}", style="dim")
    )
    for line in answer_story(material):
        show(f"  {line}")


def show_stories(views: Sequence[StoryView], *, as_json: bool) -> None:
    """A line for each story."""
    if as_json:
        show_json([asdict(view.story) for view in views])
        return
    rows = [("story", "tellings", "origins", "first told", "headline")]
    for view in views:
        story = view.story
        origins = str(story.origins) if story.origins else "?"
        rows.append(
            (story.story_id, str(story.articles), origins, story.first_published[:10], story.headline)
        )
    show_columns(rows)


def show_columns(rows: Sequence[Sequence[str]]) -> None:
    """Rows of cells in columns; the last one runs on."""
    cells = [[" ".join(printable(cell).split()) for cell in row] for row in rows]
    widths = [max(len(row[n]) for row in cells) for n in range(len(cells[0]) - 1)] if cells else []
    for row in cells:
        show("  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]))


def show_story(view: StoryView, *, as_json: bool) -> None:
    """One story: the answer, who is who, the family tree, the statements."""
    if as_json:
        show_json(_story_json(view))
        return
    material = view.material
    show_answer(view)
    show("\nTellings")
    articles = {article.article_id: article for article in material.articles}
    for telling in sorted(material.tellings, key=lambda t: (len(t.siglum), t.siglum)):
        article = articles[telling.article_id]
        facts = (article.outlet, article.published[:10], article.headline, article.source)
        show(f"  {telling.siglum:>2}  {' · '.join(fact for fact in facts if fact)}")
    show("\nFamily tree")
    for line in draw_branches(material):
        show(f"  {line}")
    show("\nStatements: origins, the tellings that carry them, what they say")
    for line in statement_lines(material):
        show(line)


def statement_lines(material: StoryMaterial) -> list[str]:
    """Each statement with its sigla and origins, those most often told first."""
    sigla = {telling.article_id: telling.siglum for telling in material.tellings}
    carriers: dict[str, set[str]] = {}
    for row in material.attestations:
        carriers.setdefault(row.statement_id, set()).add(sigla[row.article_id])
    lines = []
    for statement in sorted(material.statements, key=lambda s: (-s.origins, -s.articles, s.statement_id)):
        who = " ".join(sorted(carriers.get(statement.statement_id, ()), key=lambda s: (len(s), s)))
        low, high = statement.origins_low, statement.origins_high
        spread = f" ({low}–{high})" if low != high else ""
        reading = " ".join(statement.reading.split())
        lines.append(f"  {statement.origins}{spread}  [{who}]  {reading}")
    return lines


def _story_json(view: StoryView) -> dict[str, Any]:
    material = view.material
    return {
        **asdict(view.story),
        "answer": answer_story(material),
        "tellings": [asdict(row) for row in material.tellings],
        "origins_rows": [asdict(row) for row in material.origins],
        "derivations": [asdict(row) for row in material.derivations],
        "statements": [asdict(row) for row in material.statements],
    }


def _summary(told: Sequence[StoryView], alone: int) -> str:
    if not told:
        return "No two of them tell the same story."
    rest = f" {_count(alone, 'article')} stand{'s' if alone == 1 else ''} alone." if alone else ""
    stories = _count(len(told), "story").replace("storys", "stories")
    return f"{stories} told more than once.{rest}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
