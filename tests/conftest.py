"""Archives of the example pile and of the seeds, read once for all tests that look at them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no failing test: time is measured in benchmarks, not here.
settings.register_profile("tellings", deadline=None)
settings.load_profile("tellings")

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "src" / "tellings" / "examples" / "harbour"
SHARED = ROOT.parent / "shared"


def _read(folder: Path, tmp: Path) -> Path:
    from tellings.verbs import read

    path = tmp / "pile.db"
    read(folder, archive=path).close()
    return path


@pytest.fixture(scope="session")
def example_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An archive of the invented pile; tests that write take a copy."""
    yield _read(EXAMPLE / "articles", tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def seeds_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An archive of the five seed articles; skips where the shared folder is absent."""
    seeds = SHARED / "seeds"
    if not seeds.is_dir():
        pytest.skip("the shared seed articles are not here")
    yield _read(seeds, tmp_path_factory.mktemp("seeds"))
