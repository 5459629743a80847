"""A story as Markdown, for those who live in a terminal or paste into a ticket."""

import re

from tellings.findings.material import StoryMaterial
from tellings.report.account import Carrier, Part
from tellings.report.branches import draw_branches
from tellings.report.differences import Run
from tellings.report.disagreements import Disagreement
from tellings.report.harmless import make_visible
from tellings.report.page import Page, lay_out
from tellings.report.words import change as words_changed
from tellings.report.words import count

# What Markdown or HTML would act on, wherever it stands; the rest acts at a line's start only.
_ACTIVE = re.compile(r"([\\`*_\[\]<>|~])")
_OPENING = re.compile(r"^(\s*)([#>+\-=]|\d+[.)])")


def draw_markdown(material: StoryMaterial) -> str:
    """The report as CommonMark: verdict, disagreements, tree, account, quotations, figures, limits."""
    page = lay_out(material)
    lines = [f"# {escape(page.headline or 'A story without a headline')}", "", f"**{verdict(page)}**", ""]
    lines += [page.verdict, ""] if page.verdict else []
    lines += [
        f"{s.mark.number}. {escape(s.mark.name)} ({s.about}): {sigla(s.carriers)}" for s in page.sources
    ]
    lines += ["", "## Disagreements", "", *_disagreements(page.disagreements)]
    lines += ["", "## Family tree", "", "```text", *draw_branches(material), "```"]
    for part in page.parts:
        lines += ["", f"## {part.title}", "", *_part(part)]
    lines += ["", "## Quotations", ""]
    for card in (*page.cards, *page.lone_cards):
        lines.append(
            f"- {escape(card.speaker or 'Unnamed')}: “{escape(card.words)}” ({sigla(card.carriers)})"
        )
        for change in card.changes:
            words = ", ".join(filter(None, [change.kind, words_changed(change.before, change.after)]))
            moved = " (meaning moved)" if change.material else ""
            lines.append(f"  - {sigla(change.sources)} → {sigla(change.carriers)}: {escape(words)}{moved}")
    lines += ["", "## Figures", ""]
    for entry in (*page.counts, *page.calm_counts):
        values = "; ".join(f"{escape(value.words)} ({sigla(value.carriers)})" for value in entry.values)
        lines.append(f"- {escape(entry.counted)}: {entry.plain}. {values}")
    lines += ["", "## How sure is this?", "", *(f"- {doubt.words}" for doubt in page.doubts)]
    lines += ["", "What this can't tell:", "", *(f"- {words}" for words in page.limits), ""]
    return make_visible("\n".join(lines))


def verdict(page: Page) -> str:
    """The verdict line.

    >>> escape("[x](javascript:y)")
    '\\\\[x\\\\](javascript:y)'
    """
    return ", ".join(f"{tally.number:,} {tally.noun}" for tally in page.tallies)


def sigla(carriers: tuple[Carrier, ...]) -> str:
    """The letters of tellings."""
    return ", ".join(carrier.siglum for carrier in carriers)


def escape(text: str) -> str:
    """`text` on one line, with whatever Markdown would act on made plain."""
    line = _ACTIVE.sub(r"\\\1", " ".join(text.split()))
    return _OPENING.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", line)


def _disagreements(found: tuple[Disagreement, ...]) -> list[str]:
    if not found:
        return ["None was found."]
    lines = []
    for item in found:
        lines.append(f"- {item.title}: {escape(item.subject)}")
        lines += [
            f"  - “{escape(plain(side.runs))}” ({sigla(side.carriers)}){side.remark}" for side in item.sides
        ]
        lines += [f"  - {escape(item.blame)}"] if item.blame else []
    return lines


def plain(runs: tuple[Run, ...]) -> str:
    """The words as the later reading has them."""
    return "".join(run.text for run in runs if run.kind != "cut").strip()


def _part(part: Part) -> list[str]:
    return [
        f"- {escape(e.words)} ({sigla(e.carriers)}; {e.counted}{'; disputed' if e.disputed else ''})"
        for e in part.entries
    ] or [count(0, "statement")]
