"""Export, read the export, and get the same stories."""

from pathlib import Path

import pytest

from tellings.archive import Archive
from tellings.exporting import export, select_archive
from tellings.verbs import Ask, read

FILES = {
    "jsonl": "out/articles.jsonl",
    "csv": "out/articles.csv",
    "parquet": "out/articles.parquet",
    "schema-org": "out.jsonld",
}
Told = frozenset[tuple[str, ...]]


def stories_of(archive: Archive) -> set[Told]:
    """What each story's articles are, ids and sources left out."""
    return {
        frozenset((a.headline, a.outlet, a.url, a.byline, a.published, a.text) for a in view.articles)
        for view in archive.stories()
    }


@pytest.mark.parametrize("pile", ["example_archive", "seeds_archive"])
@pytest.mark.parametrize("format", sorted(FILES))
def test_an_export_read_again_has_the_same_stories(
    pile: str, format: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The articles with all that is known of them, in the same groups."""
    with Archive(request.getfixturevalue(pile)) as archive:
        export(select_archive(archive), format, tmp_path / FILES[format].partition("/")[0])
        wanted = stories_of(archive)
    with read(tmp_path / FILES[format], archive=tmp_path / "b.db", ask=Ask(until="stories")) as again:
        assert stories_of(again) == wanted
