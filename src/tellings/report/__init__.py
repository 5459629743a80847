"""A story as one self-contained HTML file, as Markdown, as plain text, or its tree as SVG."""

from tellings.report.branches import draw_branches
from tellings.report.markdown import draw_markdown
from tellings.report.page import draw_report, draw_tree
from tellings.report.plain import draw_text

__all__ = ["draw_branches", "draw_markdown", "draw_report", "draw_text", "draw_tree"]
