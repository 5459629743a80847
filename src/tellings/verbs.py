"""What Tellings does, under the names that the command uses."""

import getpass
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from filelock import FileLock, Timeout

from tellings.archive import Archive
from tellings.archive.assertions import add_assertion, make_assertion, retract_assertion
from tellings.archive.writing import transaction
from tellings.engines import Engine
from tellings.engines.local import LocalEngine
from tellings.errors import ArchiveError, NothingFound
from tellings.pipeline import Job, Outcome, Progress, run
from tellings.reading.sources import list_sources
from tellings.settings import Settings

WAIT_S = 10  # how long a run waits for another to finish with the archive before it says so


@dataclass(frozen=True, slots=True)
class Ask:
    """How a pile is to be read.

    `one_story` says that all of it belongs together; `until` is "end" or "stories"; `again` works
    finished stories out anew; `engine` is "local", "ray" or "ray://HOST:PORT".
    """

    one_story: bool = False
    until: str = "end"
    again: bool = False
    engine: str = "local"
    settings: Settings = field(default_factory=Settings)


def read(*sources: str | Path, archive: str | Path = "tellings.db", ask: Ask | None = None) -> Archive:
    """The archive at `archive` with the articles in `sources` read, grouped and worked out.

    What can't be read is in its `problems()`. Raises ArchiveError if the file can't be used.
    """
    opened, _ = read_telling(sources, Path(archive), ask or Ask(), lambda what, done, total: None)
    return opened


def read_telling(
    sources: Sequence[str | Path], archive: Path, ask: Ask, progress: Progress
) -> tuple[Archive, Outcome]:
    """Like `read`, with what the run met besides, and a callback that hears how far it is."""
    found, missing = list_sources(str(source) for source in sources)
    job = Job(found, ask.settings, missing, ask.one_story, ask.until == "stories", ask.again)
    opened = Archive(archive, write=True)
    try:
        with _writer_lock(archive), _engine(ask) as engine:
            return opened, run(job, opened, engine, progress)
    except BaseException:
        opened.close()
        raise


def finish(archive: Path, ask: Ask | None = None) -> Archive:
    """The archive with every story worked out that an earlier run or a correction left undone."""
    return read(archive=archive, ask=ask)


def read_example(archive: Path) -> tuple[Archive, Outcome]:
    """The invented pile that comes with Tellings, read into `archive`."""
    with resources.as_file(resources.files("tellings") / "examples" / "harbour" / "articles") as folder:
        return read_telling([folder], archive, Ask(), lambda what, done, total: None)


def assert_derivation(archive: Path, child_id: str, parent_id: str, author: str = "") -> None:
    """Say that one article derives from another; the story is worked out anew with it."""
    _correct(archive, [("derives-from", child_id, parent_id)], author)


def assert_independence(archive: Path, article_id: str, author: str = "") -> None:
    """Say that an article derives from no other."""
    _correct(archive, [("independent", article_id, "")], author)


def merge(archive: Path, story_id: str, other_id: str, author: str = "") -> None:
    """Say that two stories are one."""
    with Archive(archive) as opened:
        members = [opened.story(key).tellings[0].article_id for key in (story_id, other_id)]
    _correct(archive, [("together", members[0], members[1])], author)


def split(archive: Path, story_id: str, article_ids: Sequence[str], author: str = "") -> None:
    """Say that some articles of a story are of another one; raises NothingFound if none would stay."""
    with Archive(archive) as opened:
        members = [telling.article_id for telling in opened.story(story_id).tellings]
    staying = sorted(set(members) - set(article_ids))
    if not staying or not set(article_ids) <= set(members):
        raise NothingFound("Name some of the story's articles to take out, not all, and none of another.")
    pairs = [("apart", one, other) for one in sorted(article_ids) for other in staying]
    _correct(archive, pairs, author)


def retract(archive: Path, assertion_id: str) -> None:
    """Take a correction back; the stories it touched are worked out anew."""
    with Archive(archive, write=True) as opened, _writer_lock(archive), transaction(opened.connection):
        retract_assertion(opened.connection, assertion_id, _now())
    finish(archive).close()


def _correct(archive: Path, said: Sequence[tuple[str, str, str]], author: str) -> None:
    """Record what a person said, then work out what it changes."""
    who, when = author or getpass.getuser(), _now()
    with Archive(archive, write=True) as opened, _writer_lock(archive), transaction(opened.connection):
        for kind, subject, other in said:
            add_assertion(opened.connection, make_assertion(kind, subject, other, who, when))
    finish(archive).close()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def _writer_lock(archive: Path) -> Iterator[None]:
    """One writer a time; the system frees the lock of a run that was killed."""
    lock = FileLock(f"{archive}.lock")
    try:
        with lock.acquire(timeout=WAIT_S):
            yield
    except Timeout as error:
        raise ArchiveError(
            f"Another run is writing to {archive}. Wait until it is done, or choose another with --archive."
        ) from error


@contextmanager
def _engine(ask: Ask) -> Iterator[Engine]:
    """The engine that was asked for, closed afterwards."""
    with LocalEngine(ask.settings.engine) as engine:
        yield engine
