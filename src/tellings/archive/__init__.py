"""The archive: one SQLite file; the only place that holds SQL."""
