"""The archive: one SQLite file; the only place that holds SQL."""

from tellings.archive.archive import Archive, StoryView

__all__ = ["Archive", "StoryView"]
