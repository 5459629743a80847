"""A story as plain text, 80 columns wide, for a terminal or a mail."""

from textwrap import wrap

from tellings.findings.material import StoryMaterial
from tellings.report.account import Part
from tellings.report.branches import draw_branches
from tellings.report.harmless import make_visible
from tellings.report.markdown import plain, sigla, verdict
from tellings.report.page import Page, lay_out
from tellings.report.quotations import Card
from tellings.report.words import change as words_changed

WIDTH = 80


def draw_text(material: StoryMaterial) -> str:
    """The report in plain text."""
    page = lay_out(material)
    lines = [*_fold(page.headline or "A story without a headline"), "", *_fold(verdict(page) + ".")]
    lines += _fold(page.verdict) if page.verdict else []
    lines += ["", *_sources(page), "", _title("Disagreements"), *_disagreements(page)]
    lines += ["", _title("Family tree"), *draw_branches(material)]
    for part in page.parts:
        lines += ["", _title(part.title), *_part(part)]
    lines += ["", _title("Quotations")]
    for card in (*page.cards, *page.lone_cards):
        lines += _card(card)
    lines += ["", _title("Figures")]
    for entry in (*page.counts, *page.calm_counts):
        lines += _fold(f"{entry.counted}: {entry.plain}")
        lines += [
            line for value in entry.values for line in _fold(f"{value.words} [{sigla(value.carriers)}]", "  ")
        ]
    lines += ["", _title("How sure is this?")]
    lines += [line for doubt in page.doubts for line in _fold("- " + doubt.words)]
    lines += ["", "What this can't tell:"]
    lines += [line for words in page.limits for line in _fold("- " + words)]
    return make_visible("\n".join(lines) + "\n")


def _title(words: str) -> str:
    return f"{words.upper()}\n{'-' * len(words)}"


def _fold(text: str, margin: str = "") -> list[str]:
    """`text` in lines of at most 80 columns; a word longer than that is cut."""
    return wrap(" ".join(text.split()), WIDTH, initial_indent=margin, subsequent_indent=margin + "  ")


def _sources(page: Page) -> list[str]:
    return [
        line
        for s in page.sources
        for line in _fold(f"({s.mark.number}) {s.mark.name}, {s.about}: {sigla(s.carriers)}")
    ]


def _disagreements(page: Page) -> list[str]:
    lines = []
    for item in page.disagreements:
        lines += _fold(f"{item.title}: {item.subject}")
        for side in item.sides:
            lines += _fold(f"“{plain(side.runs)}” [{sigla(side.carriers)}]{side.remark}", "  ")
        lines += _fold(item.blame, "  ") if item.blame else []
    return lines or ["None was found."]


def _part(part: Part) -> list[str]:
    lines = []
    for entry in part.entries:
        note = "; disputed" if entry.disputed else ""
        lines += _fold(f"{entry.words} [{sigla(entry.carriers)}; {entry.counted}{note}]")
    return lines


def _card(card: Card) -> list[str]:
    lines = _fold(f"{card.speaker or 'Unnamed'}: “{card.words}” [{sigla(card.carriers)}]")
    for change in card.changes:
        words = ", ".join(filter(None, [change.kind, words_changed(change.before, change.after)]))
        moved = " (meaning moved)" if change.material else ""
        lines += _fold(f"{sigla(change.sources)} → {sigla(change.carriers)}: {words}{moved}", "  ")
    return lines
