"""What Tellings does, under the names that the command uses."""

import getpass
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from tellings import exporting
from tellings.archive import Archive, StoryView
from tellings.archive.assertions import Assertion, add_assertion, make_assertion, retract_assertion
from tellings.archive.transactions import transaction
from tellings.engines import Engine
from tellings.engines.local import LocalEngine
from tellings.errors import ArchiveError, CannotWrite, NothingFound
from tellings.exporting import import_dataset, select_archive, select_story, write_dataset, write_datasette
from tellings.findings import timeline
from tellings.findings.disagreements import find_disagreements
from tellings.findings.disagreements_values import Disagreement
from tellings.findings.gazetteer import load_gazetteer
from tellings.findings.names_readings import Reading, read_names
from tellings.findings.timeline import Happening
from tellings.lineage.rebuild import rebuild
from tellings.models import Utterance
from tellings.pipeline import Job, Outcome, Progress, plan, run
from tellings.reading.sources import list_sources
from tellings.report import draw_markdown, draw_report, draw_text, draw_tree
from tellings.settings import Settings

WAIT_S = 10  # how long a run waits for another to finish with the archive before it says so


@dataclass(frozen=True, slots=True)
class Ask:
    """How a pile is to be read.

    `one_story` says that all of it belongs together; `until` is "end" or "stories"; `again` works
    finished stories out anew; `regroup` forms all stories anew; `engine` is "local", "ray" or "ray://HOST:PORT".
    """

    one_story: bool = False
    until: str = "end"
    again: bool = False
    regroup: bool = False
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
    job = Job(found, ask.settings, missing, ask.one_story, ask.until == "stories", ask.again, ask.regroup)
    opened = Archive(archive, write=True)
    try:
        with _writer_lock(archive):
            with _engine(ask, archive) as engine:
                outcome = run(job, opened, engine, progress)
            rmtree(_stages(archive), ignore_errors=True)
        return opened, outcome
    except BaseException:
        opened.close()
        raise


def finish(archive: str | Path, ask: Ask | None = None) -> Archive:
    """The archive with every story worked out that an earlier run or a correction left undone.

    An archive with nothing to do is only read. Raises NothingFound where there is none.
    """
    chosen = ask or Ask()
    opened = Archive(archive)
    if not plan(opened, chosen.settings, again=False):
        return opened
    opened.close()
    return read(archive=archive, ask=chosen)


@contextmanager
def example_archive(wanted: Path | None) -> Iterator[Path]:
    """The archive that was asked for, or one that is thrown away afterwards."""
    if wanted is not None:
        yield wanted
        return
    with TemporaryDirectory() as folder:
        yield Path(folder) / "example.db"


def read_example(archive: Path, progress: Progress) -> tuple[Archive, Outcome]:
    """The invented pile that comes with Tellings, read into `archive`."""
    with resources.as_file(resources.files("tellings") / "examples" / "harbour" / "articles") as folder:
        return read_telling([folder], archive, Ask(), progress)


def pick_utterances(view: StoryView, speaker: str, altered: bool, material: bool) -> list[Utterance]:
    """The story's utterances: of one speaker, with alterations, with material ones; those most told first."""
    changed = {row.utterance_id for row in view.material.alterations}
    moved = {row.utterance_id for row in view.material.alterations if row.material}
    found = [
        row
        for row in view.utterances
        if speaker.casefold() in row.speaker.casefold()
        and (not altered or row.utterance_id in changed)
        and (not material or row.utterance_id in moved)
    ]
    return sorted(found, key=lambda row: (-row.articles, row.speaker, row.utterance_id))


def list_disagreements(view: StoryView) -> tuple[Disagreement, ...]:
    """What the tellings have differently, most serious first."""
    return find_disagreements(view.material, load_gazetteer(), Settings().names)


def list_spellings(view: StoryView) -> tuple[Reading, ...]:
    """How the story writes each name: fair spellings, and garbled ones with the step they came in by."""
    return read_names(view.material, load_gazetteer(), Settings().names)


def draw_timeline(view: StoryView) -> tuple[Happening, ...]:
    """What happened, in order of when it happened."""
    return timeline.draw_timeline(view.material, Settings().timeline)


def write_report(view: StoryView, path: Path, format: str) -> Path:
    """Write a story as html, md, txt or svg; the path written. Raises ReadOnlyArchive if it can't be."""
    draw = {"html": draw_report, "md": draw_markdown, "txt": draw_text, "svg": draw_tree}[format]
    try:
        path.write_text(draw(view.material), "utf-8", errors="replace")
    except OSError as error:
        raise CannotWrite(f"{path} can't be written: {error.strerror}. Choose another with --to.") from error
    return path


def export(archive: Archive, story_id: str, format: str, to: Path) -> list[Path]:
    """Write the whole archive, or one story, in one of `tellings.exporting.FORMATS`; the paths written."""
    if format == "datasette":
        return write_datasette(archive.path, to)
    if format == "dataset" and not story_id:
        return write_dataset(archive, to)
    selection = select_story(archive.story(story_id)) if story_id else select_archive(archive)
    try:
        return exporting.export(selection, format, to)
    except OSError as error:
        raise CannotWrite(f"{to} can't be written: {error.strerror}. Choose another with --to.") from error


def bring_in(dataset: Path, archive: Path, story_id: str = "") -> int:
    """Bring a dataset, or one story of it, into an archive; how many stories came in.

    Articles whose story was replaced find their place anew. Raises NothingFound or ArchiveError.
    """
    with Archive(archive, write=True) as opened, _writer_lock(archive):
        brought = import_dataset(dataset, opened, story_id)
    read(archive=archive, ask=Ask(until="stories")).close()
    return brought


def rebuild_lost(view: StoryView) -> list[tuple[str, str]]:
    """The name and the rebuilt text of each lost copy of a story, with the witnesses of each passage."""
    material = view.material
    sigla = {telling.article_id: telling.siglum for telling in material.tellings}
    found = []
    for origin in material.origins:
        if origin.kind == "lost copy":
            parts = rebuild(origin.origin_id, material.articles, material.passages, material.attestations)
            lines = [
                f"{' '.join(part.reading.split())}  [{' '.join(sorted(sigla[w] for w in part.witnesses))}]"
                for part in parts
            ]
            found.append((f"Lost copy: {origin.name or 'credited to nobody'}", "\n".join(lines)))
    return found


def assert_relation(archive: Path, said: tuple[str, str, str, str], author: str = "") -> list[Assertion]:
    """Record that one telling derives from another, or is independent; the stories it touches change.

    `said` is (story id or "", siglum or article id, derives-from or independent, parent or "").
    """
    story_id, first, relation, second = said
    with Archive(archive) as opened:
        view = opened.story(story_id)
        child = view.article_id(first)
        parent = view.article_id(second) if relation == "derives-from" else ""
    if child == parent:
        raise NothingFound("An article can't derive from itself. Name two.")
    return _correct(archive, [(relation, child, parent)], author)


def merge(archive: str | Path, story_id: str, other_id: str, author: str = "") -> list[Assertion]:
    """Record that two stories are one; raises NothingFound for an unknown one."""
    with Archive(archive) as opened:
        views = [opened.story(key) for key in (story_id, other_id)]
        if views[0].story_id == views[1].story_id:
            raise NothingFound("These are one story already. Name two.")
        members = [view.tellings[0].article_id for view in views]
    return _correct(Path(archive), [("together", members[0], members[1])], author)


def split(archive: str | Path, story_id: str, articles: Sequence[str], author: str = "") -> list[Assertion]:
    """Record that articles (sigla or ids) of a story are of another; raises NothingFound if none stays."""
    with Archive(archive) as opened:
        view = opened.story(story_id)
        leaving = {view.article_id(name) for name in articles}
        staying = sorted({telling.article_id for telling in view.tellings} - leaving)
    if not staying:
        raise NothingFound("All articles of the story were named, so none would stay. Leave one out.")
    said = [("apart", one, other) for one in sorted(leaving) for other in staying]
    return _correct(Path(archive), said, author)


def retract(archive: str | Path, assertion_id: str) -> None:
    """Take a correction back; the stories it touched are worked out anew."""
    path = Path(archive)
    with Archive(path, write=True) as opened, _writer_lock(path), transaction(opened.connection):
        retract_assertion(opened.connection, assertion_id, _now())
    read(archive=path, ask=Ask(regroup=True)).close()


def _correct(archive: Path, said: Sequence[tuple[str, str, str]], author: str) -> list[Assertion]:
    """Record what a person said, then work out what it changes."""
    who, when = author or getpass.getuser(), _now()
    made = [make_assertion(kind, subject, other, who, when) for kind, subject, other in said]
    with Archive(archive, write=True) as opened, _writer_lock(archive), transaction(opened.connection):
        for assertion in made:
            add_assertion(opened.connection, assertion)
    read(archive=archive).close()
    return made


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


def _stages(archive: Path) -> Path:
    """Where a cluster keeps what is finished until the run is through."""
    return archive.with_name(f"{archive.name}.stages")


@contextmanager
def _engine(ask: Ask, archive: Path) -> Iterator[Engine]:
    """The engine that was asked for, closed afterwards; raises MissingExtra or NothingFound."""
    if ask.engine == "local":
        with LocalEngine(ask.settings.engine) as engine:
            yield engine
    elif ask.engine == "ray" or ask.engine.startswith("ray://"):
        from tellings.engines.daft import DaftEngine  # noqa: PLC0415 - an optional extra

        with DaftEngine(ask.engine, ask.settings.engine, _stages(archive)) as cluster:
            yield cluster
    else:
        raise NothingFound(f"There is no engine {ask.engine!r}. There are: local, ray, ray://HOST:PORT.")
