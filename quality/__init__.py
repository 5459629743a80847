"""A loader and a scorer for each corpus, with pinned floors.

Each module here but `board` scores one corpus: it has `TITLE` (one line), `ASKED` (the figure
wished for, by measure; may be empty) and `score(data: Path) -> dict[str, float]`, where `data` is
the folder of the development corpora. A module whose corpus is absent raises FileNotFoundError
and is skipped with that reason.
"""
