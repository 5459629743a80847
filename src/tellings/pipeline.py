"""run(): from sources to a finished archive. Read it from top to bottom and you have the program."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tellings.archive import Archive
from tellings.archive.assertions import add_assertion, make_assertion
from tellings.archive.stories import (
    finished_stories,
    known_articles,
    load_articles,
    load_drafts,
    load_readings,
    load_signatures,
    story_of_articles,
    unplaced_articles,
)
from tellings.archive.transactions import transaction
from tellings.archive.twins import add_twins, load_imprints, those_that_stay
from tellings.archive.writing import add_readings, draft_stories, write_stories
from tellings.engines import Engine
from tellings.grouping import Signature, attach, group_articles
from tellings.grouping.corrections import join_groups, part_groups
from tellings.intake import Intake
from tellings.models import Problem
from tellings.naming import draft_story, name_stories
from tellings.reading.duplicates import tell_duplicates
from tellings.reading.portions import Cutting
from tellings.settings import Settings

if TYPE_CHECKING:
    from tellings.desk import Assignment

R = TypeVar("R")
Progress = Callable[[str, int, int], None]  # what is being done, how many are done, of how many (0: unknown)
READ_BATCH = 500  # articles in a transaction: a killed run reads at most these again
DESK_BATCH = 20  # stories in a transaction: a killed run works at most these out again


@dataclass(frozen=True, slots=True)
class Job:
    """What a run is asked to do; without sources it finishes what an earlier run left.

    `again` works finished stories out anew, `regroup` forms all stories anew.
    """

    sources: tuple[str, ...]
    settings: Settings
    missing: tuple[Problem, ...] = ()
    one_story: bool = False
    only_stories: bool = False
    again: bool = False
    regroup: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run read: the ids of its articles, how many of them were new, and what it couldn't read."""

    article_ids: tuple[str, ...]
    new: int
    problems: tuple[Problem, ...]


def run(job: Job, archive: Archive, engine: Engine, progress: Progress) -> Outcome:
    """Read, group and work out every story that isn't finished; safe to kill and to run again."""
    outcome = set_twins_apart(archive, take_in(job, archive, engine, progress))
    if job.one_story:
        tie_together(archive, outcome.article_ids, "tellings read --one-story")
    regroup(job, archive)
    if not job.only_stories:
        work_out(job, archive, engine, progress)
    return outcome


def take_in(job: Job, archive: Archive, engine: Engine, progress: Progress) -> Outcome:
    """Read and sign all sources; write articles and problems in batches."""
    seen: dict[str, str] = {}
    problems = list(job.missing)
    add_readings(archive.connection, [], problems)
    new = 0
    intake, cutting = Intake(job.settings), Cutting(job.settings.reading)
    portions = cutting.cut(job.sources)
    here = (row for portion in portions for row in intake(portion))
    found = here if _is_small(job) else engine.flat_map(portions, intake)
    for batch in _batches(cutting.limit(found), READ_BATCH):
        arrivals = [row for row in batch if not isinstance(row, Problem)]
        told = [row for row in batch if isinstance(row, Problem)]
        known = known_articles(archive.connection, [reading.article.article_id for reading, _ in arrivals])
        for reading, _ in arrivals:
            key, source = reading.article.article_id, reading.article.source
            new += key not in known and key not in seen
            first = seen.setdefault(key, known.get(key, source))
            if first != source:
                told.append(_same_article(source, first))
        add_readings(archive.connection, arrivals, told)
        problems += told
        progress("Reading articles", len(seen), 0)
    return Outcome(tuple(sorted(seen)), new, tuple(problems))


def set_twins_apart(archive: Archive, outcome: Outcome) -> Outcome:
    """Find the articles that are others read again; what a run read, with each twin's fellow in its place."""
    found = tell_duplicates(load_imprints(archive.connection))
    add_twins(archive.connection, found.stays, found.problems)
    twins = those_that_stay(archive.connection, outcome.article_ids)
    read = sorted({twins.get(article_id, article_id) for article_id in outcome.article_ids})
    return Outcome(
        tuple(read),
        outcome.new - len(found.stays.keys() & set(outcome.article_ids)),
        (*outcome.problems, *found.problems),
    )


def _is_small(job: Job) -> bool:
    """Whether the sources are so few and small that starting processes would take longer than reading."""
    limits = job.settings.engine
    if len(job.sources) > limits.few_articles:
        return False
    sizes = (Path(source).stat().st_size for source in job.sources if Path(source).is_file())
    return sum(sizes) <= limits.few_bytes


def regroup(job: Job, archive: Archive) -> None:
    """Put every article into its story; stories that didn't change keep all they have."""
    before = story_of_articles(archive.connection)
    groups = _find_groups(job, archive, before)
    said = archive.assertions()
    groups = join_groups(groups, [(a.subject_id, a.object_id) for a in said if a.kind == "together"])
    groups = part_groups(groups, [(a.subject_id, a.object_id) for a in said if a.kind == "apart"])
    sizes = Counter(before.values())
    named, merged = name_stories(groups, before)
    drafts = [
        draft_story(story_id, load_articles(archive.connection, members))
        for story_id, members in sorted(named.items())
        if sizes[story_id] != len(members) or {before.get(member) for member in members} != {story_id}
    ]
    draft_stories(archive.connection, drafts, merged)


def _find_groups(job: Job, archive: Archive, before: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The articles of each story as their texts have it: few new ones are attached to what stands."""
    standing: dict[str, list[str]] = defaultdict(list)
    for article_id, story_id in before.items():
        standing[story_id].append(article_id)
    old = [tuple(sorted(members)) for members in standing.values()]
    unplaced = set(unplaced_articles(archive.connection))
    if not unplaced and not job.regroup:
        return old
    signatures = [Signature.from_bytes(data) for _, data in load_signatures(archive.connection)]
    if job.regroup or len(unplaced) > len(before):
        return group_articles(signatures, job.settings.grouping)
    new = [signature for signature in signatures if signature.article_id in unplaced]
    known = [signature for signature in signatures if signature.article_id not in unplaced]
    touched = attach(new, known, old, job.settings.grouping)
    moved = {article_id for group in touched for article_id in group}
    return touched + [group for group in old if not moved.intersection(group)]


def work_out(job: Job, archive: Archive, engine: Engine, progress: Progress) -> None:
    """Hand each unfinished story to the desk and write what comes back."""
    from tellings.desk import Desk  # noqa: PLC0415 - loads spaCy, which taking articles in needs not

    assignments = plan(archive, job.settings, again=job.again)
    desk, loaded = Desk(job.settings), _with_readings(assignments, archive)
    few = sum(a.story.articles for a in assignments) <= job.settings.engine.few_articles
    here = (dispatch for assignment in loaded for dispatch in desk(assignment))
    dispatches = here if few else engine.flat_map(loaded, desk)
    done = 0
    for batch in _batches(dispatches, DESK_BATCH):
        write_stories(archive.connection, batch)
        done += len(batch)
        progress("Working out stories", done, len(assignments))


def plan(archive: Archive, settings: Settings, *, again: bool) -> "list[Assignment]":
    """The stories to work out, largest first, still without their readings."""
    from tellings.desk import Assignment, fingerprint  # noqa: PLC0415 - as in `work_out`

    standing = archive.assertions()
    finished = {} if again else finished_stories(archive.connection)
    found = []
    for story, tellings in load_drafts(archive.connection):
        members = {telling.article_id for telling in tellings}
        touching = tuple(a for a in standing if a.subject_id in members or a.object_id in members)
        mark = fingerprint(settings, tellings, touching)
        if finished.get(story.story_id) != mark:
            found.append(Assignment(story, tellings, (), touching, mark))
    return sorted(found, key=lambda a: (-a.story.articles, a.story.story_id))


def tie_together(archive: Archive, article_ids: Sequence[str], author: str) -> None:
    """Record that these articles are of one story, so that every later run keeps them so."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    with transaction(archive.connection):
        for other in article_ids[1:]:
            made = make_assertion("together", article_ids[0], other, author, when)
            add_assertion(archive.connection, made)


def _with_readings(assignments: "Iterable[Assignment]", archive: Archive) -> "Iterator[Assignment]":
    """The assignments with their articles, loaded as the engine asks for them."""
    for assignment in assignments:
        keys = [telling.article_id for telling in assignment.tellings]
        yield replace(assignment, readings=tuple(load_readings(archive.connection, keys)))


def _same_article(source: str, first: str) -> Problem:
    return Problem(
        source,
        "",
        f"The same article as {first}, word for word with the same outlet, address and date.",
        "It is kept once. Nothing to do, unless two outlets printed it: then say which, in the file.",
    )


def _batches(rows: Iterable[R], size: int) -> Iterator[list[R]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, size)):
        yield batch
