"""A dataset comes into an archive: all of it, or one story with all that belongs to it."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tellings.archive import Archive
from tellings.archive.rows import COLUMNS, WRITE_ORDER
from tellings.archive.writing import Summary, add_readings, bring_stories
from tellings.errors import NothingFound
from tellings.exporting.dataset import STAGES, Dataset
from tellings.models import Article, Credit, Problem, Row, Story, Telling
from tellings.reading import Reading

# Tables that name neither a story nor an article: the table and the column by which they hang on one.
_PARENTS = {"alterations": ("utterances", "utterance_id"), "ledger_figures": ("ledger", "entry_id")}
BATCH = 500  # articles in a transaction: a killed import brings at most these in again


def import_dataset(folder: Path, archive: Archive, story_id: str = "") -> int:
    """Bring a dataset, or the story whose id begins so, into the archive; how many stories came in.

    What the archive has stays; a story of which it tells an article is replaced. An import that is
    killed is done again with the same command. Raises NothingFound.
    """
    dataset = Dataset(folder)
    chosen = _chosen_story(dataset, story_id) if story_id else {}
    of_articles = {"article_id": _members(dataset, chosen["story_id"])} if chosen else {}
    problems = () if chosen else tuple(dataset.rows("problems"))
    add_readings(archive.connection, [], [row for row in problems if isinstance(row, Problem)])
    readings = _readings(dataset, of_articles)
    while batch := list(islice(readings, BATCH)):
        add_readings(archive.connection, batch, [])
    drafts = _drafts(dataset, chosen)
    finished = [
        (values["fingerprint"], Summary(*(values[name] for name in Summary.__slots__)))
        for values in dataset.values("finished", **chosen)
    ]
    bring_stories(archive.connection, drafts, _findings(dataset, chosen, of_articles), finished)
    return len(drafts)


def _chosen_story(dataset: Dataset, begin: str) -> dict[str, list[str]]:
    """The one story whose id begins so, as a choice of rows."""
    found = [v["story_id"] for v in dataset.values("stories") if v["story_id"].startswith(begin)]
    if len(found) != 1:
        raise NothingFound(
            f"{len(found) or 'No'} stories of {dataset.folder} have ids that begin with {begin!r}. "
            "Its stories.parquet lists them."
        )
    return {"story_id": found}


def _members(dataset: Dataset, story_ids: list[str]) -> list[str]:
    return [values["article_id"] for values in dataset.values("tellings", story_id=story_ids)]


def _readings(dataset: Dataset, chosen: dict[str, list[str]]) -> Iterator[tuple[Reading, bytes]]:
    """The articles with their credits and furniture, each with its packed signature."""
    credits: dict[str, list[Credit]] = defaultdict(list)
    for credit in dataset.rows("credits", **chosen):
        if isinstance(credit, Credit):
            credits[credit.article_id].append(credit)
    articles, own = dataset.rows("articles", **chosen), dataset.values("readings", **chosen)
    for article, values in zip(articles, own, strict=True):
        if not isinstance(article, Article) or article.article_id != values["article_id"]:
            raise NothingFound(f"articles and readings of {dataset.folder} don't match. Export again.")
        furniture = tuple((start, end) for start, end in values["furniture"])
        yield Reading(article, furniture, tuple(credits[article.article_id])), values["signature"]


def _drafts(dataset: Dataset, chosen: dict[str, list[str]]) -> list[tuple[Story, tuple[Telling, ...]]]:
    tellings: dict[str, list[Telling]] = defaultdict(list)
    for telling in dataset.rows("tellings", **chosen):
        if isinstance(telling, Telling):
            tellings[telling.story_id].append(telling)
    stories = (story for story in dataset.rows("stories", **chosen) if isinstance(story, Story))
    return [(story, tuple(tellings[story.story_id])) for story in stories]


def _findings(
    dataset: Dataset, chosen: dict[str, list[str]], of_articles: dict[str, list[str]]
) -> Iterator[Row]:
    """All rows that stand below the stories, parents before children."""
    for table in (name for name in WRITE_ORDER if name in STAGES["findings"]):
        if not chosen:
            yield from dataset.rows(table)
        elif table in _PARENTS:
            parent, key = _PARENTS[table]
            keys = [values[key] for values in dataset.values(parent, **chosen)]
            yield from dataset.rows(table, **{key: keys})
        else:
            yield from dataset.rows(table, **(chosen if "story_id" in COLUMNS[table] else of_articles))
