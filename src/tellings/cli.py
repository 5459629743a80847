"""The `tellings` command: each verb parses, makes one call, prints."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tellings.errors import TellingsError

app = typer.Typer(
    name="tellings",
    help="Several news articles about one thing: how many independent sources stand behind them?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

ArchiveFile = Annotated[Path, typer.Option("--archive", "-a", help="The archive file.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
StoryId = Annotated[str, typer.Argument(help="A story's id or the start of it; left out: the largest.")]
DEFAULT = Path("tellings.db")


class ReportFormat(StrEnum):
    """What a report is written as."""

    HTML = "html"
    MD = "md"
    TXT = "txt"
    SVG = "svg"


class Relation(StrEnum):
    """What a person may say of an article."""

    DERIVES_FROM = "derives-from"
    INDEPENDENT = "independent"


class Until(StrEnum):
    """How far a run goes."""

    STORIES = "stories"
    END = "end"


@app.command()
def read(
    sources: Annotated[list[str], typer.Argument(help="Files, folders, addresses; - reads standard input.")],
    archive: ArchiveFile = DEFAULT,
    one_story: Annotated[bool, typer.Option("--one-story", help="All that is given is one story.")] = False,
    until: Annotated[
        Until, typer.Option(help="'stories' groups only, and works out the rest later.")
    ] = Until.END,
    again: Annotated[bool, typer.Option("--again", help="Work out finished stories anew.")] = False,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Fetch the addresses given, one request each.")
    ] = False,
    engine: Annotated[str, typer.Option(help="local, ray, or ray://HOST:PORT.")] = "local",
    settings: Annotated[Path | None, typer.Option(help="A tellings.toml with other thresholds.")] = None,
    json: AsJson = False,
) -> None:
    """Read articles and say how many independent origins stand behind each story.

    The exit status is 1 where not one article could be read.
    """
    from dataclasses import replace

    from tellings import printing, verbs
    from tellings.settings import Settings, load_settings

    chosen = load_settings(settings) if settings else Settings()
    chosen = replace(chosen, reading=replace(chosen.reading, fetch=fetch or chosen.reading.fetch))
    ask = verbs.Ask(one_story, until.value, again, False, engine, chosen)
    with printing.progress() as progress:
        opened, outcome = verbs.read_telling(sources, archive, ask, progress)
    with opened:
        printing.show_outcome(opened, outcome, as_json=json)
    if outcome.problems and not outcome.article_ids:
        raise typer.Exit(1)


@app.command()
def demo(
    archive: Annotated[Path | None, typer.Option("--archive", "-a", help="Keep the archive here.")] = None,
    report_to: Annotated[Path, typer.Option("--to", help="Where the report goes.")] = Path(
        "tellings-demo.html"
    ),
) -> None:
    """Read the invented pile that comes with Tellings, and write its report."""
    from tellings import printing, showing, verbs

    with verbs.example_archive(archive) as path, printing.progress() as progress:
        opened, outcome = verbs.read_example(path, progress)
        with opened:
            printing.show_outcome(opened, outcome, as_json=False)
            showing.show_written([verbs.write_report(opened.story(), report_to, "html")])


@app.command()
def stories(archive: ArchiveFile = DEFAULT, json: AsJson = False) -> None:
    """List the stories, those with most tellings first."""
    from tellings import Archive, printing

    with Archive(archive) as opened:
        printing.show_stories(opened.stories(), as_json=json)


@app.command()
def story(story_id: StoryId = "", archive: ArchiveFile = DEFAULT, json: AsJson = False) -> None:
    """Show one story: its origins, its family tree, its statements and who carries them."""
    from tellings import printing, verbs

    with verbs.finish(archive) as opened:
        printing.show_story(opened.story(story_id), as_json=json)


@app.command()
def compare(
    first: Annotated[str, typer.Argument(help="A siglum, or an article's id or the start of it.")],
    second: Annotated[str, typer.Argument(help="Another.")],
    story_id: Annotated[str, typer.Option("--story", help="The story; left out: the largest.")] = "",
    archive: ArchiveFile = DEFAULT,
    json: AsJson = False,
) -> None:
    """Put two tellings side by side, differences marked."""
    from tellings import Archive, showing

    with Archive(archive) as opened:
        showing.show_comparison(opened.story(story_id), first, second, as_json=json)


@app.command()
def quotes(
    story_id: StoryId = "",
    speaker: Annotated[str, typer.Option(help="Only what this person said.")] = "",
    altered: Annotated[bool, typer.Option("--altered", help="Only what was changed on the way.")] = False,
    material: Annotated[bool, typer.Option("--material", help="Only where the meaning moved.")] = False,
    archive: ArchiveFile = DEFAULT,
    json: AsJson = False,
) -> None:
    """Show who said what, and how it changed on the way."""
    from tellings import showing, verbs

    with verbs.finish(archive) as opened:
        view = opened.story(story_id)
        showing.show_quotes(view, verbs.pick_utterances(view, speaker, altered, material), as_json=json)


@app.command()
def disagreements(story_id: StoryId = "", archive: ArchiveFile = DEFAULT, json: AsJson = False) -> None:
    """List what the tellings have differently, most serious first."""
    from tellings import showing, verbs

    with verbs.finish(archive) as opened:
        view = opened.story(story_id)
        showing.show_disagreements(view, verbs.list_disagreements(view), as_json=json)


@app.command()
def figures(story_id: StoryId = "", archive: ArchiveFile = DEFAULT, json: AsJson = False) -> None:
    """Show the figures side by side, with a verdict on each."""
    from tellings import showing, verbs

    with verbs.finish(archive) as opened:
        showing.show_ledger(opened.story(story_id), as_json=json)


@app.command()
def timeline(story_id: StoryId = "", archive: ArchiveFile = DEFAULT, json: AsJson = False) -> None:
    """Show what happened, in order of when it happened."""
    from tellings import showing, verbs

    with verbs.finish(archive) as opened:
        view = opened.story(story_id)
        showing.show_timeline(view, verbs.draw_timeline(view), as_json=json)


@app.command()
def names(story_id: StoryId = "", archive: ArchiveFile = DEFAULT, json: AsJson = False) -> None:
    """Show people, organisations and places, each with all its spellings, garbled ones marked."""
    from tellings import showing, verbs

    with verbs.finish(archive) as opened:
        view = opened.story(story_id)
        showing.show_names(view, verbs.list_spellings(view), as_json=json)


@app.command()
def report(
    story_id: StoryId = "",
    to: Annotated[Path | None, typer.Option("--to", help="The file; left out: STORY.html and so on.")] = None,
    format: Annotated[
        ReportFormat, typer.Option(help="html, md, txt, svg (the tree alone).")
    ] = ReportFormat.HTML,
    archive: ArchiveFile = DEFAULT,
) -> None:
    """Write a story as one self-contained file to read and send."""
    from tellings import showing, verbs

    with verbs.finish(archive) as opened:
        view = opened.story(story_id)
        path = to or Path(f"{view.story_id}.{format.value}")
        showing.show_written([verbs.write_report(view, path, format.value)])


@app.command()
def lost(
    story_id: StoryId = "",
    to: Annotated[Path | None, typer.Option("--to", help="A text file; left out: print it.")] = None,
    archive: ArchiveFile = DEFAULT,
) -> None:
    """Show the lost copies of a story as the tellings let them be rebuilt."""
    from tellings import showing, verbs

    with verbs.finish(archive) as opened:
        showing.show_lost(verbs.rebuild_lost(opened.story(story_id)), to)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help='Words; "quoted words" stay together.')],
    archive: ArchiveFile = DEFAULT,
    json: AsJson = False,
) -> None:
    """Find articles by their words."""
    from tellings import Archive, showing

    with Archive(archive) as opened:
        showing.show_articles(opened, opened.search(" ".join(words)), as_json=json)


@app.command()
def export(
    format: Annotated[
        str, typer.Option(help="jsonl, csv, parquet, dataset, prov-json, tei, graphml and others.")
    ] = "jsonl",
    to: Annotated[Path, typer.Option("--to", help="A folder, or a file for formats of one file.")] = Path(
        "export"
    ),
    story_id: Annotated[str, typer.Option("--story", help="One story; left out: the whole archive.")] = "",
    archive: ArchiveFile = DEFAULT,
) -> None:
    """Write the tables, or a story, in the formats of other tools."""
    from tellings import showing, verbs

    with verbs.finish(archive) as opened:
        showing.show_written(verbs.export(opened, story_id, format, to))


@app.command(name="import")
def import_(
    dataset: Annotated[Path, typer.Argument(help="A folder that `export --format dataset` wrote.")],
    archive: ArchiveFile = DEFAULT,
    story_id: Annotated[str, typer.Option("--story", help="One story; left out: all of it.")] = "",
) -> None:
    """Bring the Parquet dataset of another archive, or one story of it, into this one."""
    from tellings import printing, verbs

    brought = verbs.bring_in(dataset, archive, story_id)
    printing.show(f"{brought:,} {'story' if brought == 1 else 'stories'} came into {archive}.")


@app.command()
def serve(
    archive: Annotated[Path, typer.Argument(help="The archive file.")] = DEFAULT,
    port: Annotated[int, typer.Option(help="The port.")] = 8765,
    host: Annotated[str, typer.Option(help="Other than 127.0.0.1 lets other machines in.")] = "127.0.0.1",
) -> None:
    """Look at an archive in the browser."""
    from tellings import printing, serving, verbs

    verbs.finish(archive).close()
    printing.show(f"http://{host}:{port} shows {archive}; stop with Ctrl-C.")
    serving.serve(archive, host, port)


@app.command(name="assert")
def assert_(
    first: Annotated[str, typer.Argument(help="A siglum or an article's id.")],
    relation: Annotated[Relation, typer.Argument(help="derives-from or independent.")],
    second: Annotated[str, typer.Argument(help="For derives-from: the parent.")] = "",
    story_id: Annotated[str, typer.Option("--story", help="The story that the sigla are of.")] = "",
    author: Annotated[str, typer.Option(help="Who says so; left out: your login name.")] = "",
    archive: ArchiveFile = DEFAULT,
) -> None:
    """Say who derives from whom; every later run respects it."""
    from tellings import showing, verbs

    said = verbs.assert_relation(archive, (story_id, first, relation.value, second), author)
    showing.show_assertions(said)


@app.command()
def merge(
    story_id: Annotated[str, typer.Argument(help="A story.")],
    other_id: Annotated[str, typer.Argument(help="The story that is the same.")],
    author: Annotated[str, typer.Option(help="Who says so.")] = "",
    archive: ArchiveFile = DEFAULT,
) -> None:
    """Say that two stories are one."""
    from tellings import showing, verbs

    showing.show_assertions(verbs.merge(archive, story_id, other_id, author))


@app.command()
def split(
    story_id: Annotated[str, typer.Argument(help="A story.")],
    articles: Annotated[list[str], typer.Argument(help="Sigla or ids of the articles to take out.")],
    author: Annotated[str, typer.Option(help="Who says so.")] = "",
    archive: ArchiveFile = DEFAULT,
) -> None:
    """Say that some articles of a story belong to another one."""
    from tellings import showing, verbs

    showing.show_assertions(verbs.split(archive, story_id, articles, author))


@app.command()
def retract(
    assertion_id: Annotated[str, typer.Argument(help="The id that `tellings assertions` shows.")],
    archive: ArchiveFile = DEFAULT,
) -> None:
    """Take a correction back."""
    from tellings import printing, verbs

    verbs.retract(archive, assertion_id)
    printing.show(f"Correction {assertion_id} is taken back; its stories were worked out anew.")


@app.command()
def assertions(archive: ArchiveFile = DEFAULT, json: AsJson = False) -> None:
    """List the corrections that people made."""
    from tellings import Archive, showing

    with Archive(archive) as opened:
        showing.show_assertions(opened.assertions(), as_json=json)


@app.command()
def check(archive: Annotated[Path, typer.Argument(help="The archive file.")] = DEFAULT) -> None:
    """Verify an archive: pages, foreign keys, texts and spans."""
    from tellings import Archive, showing

    with Archive(archive) as opened:
        if not showing.show_faults(opened.faults()):
            raise typer.Exit(1)


@app.command()
def migrate(archive: Annotated[Path, typer.Argument(help="The archive file.")] = DEFAULT) -> None:
    """Bring an older archive up to date, after a backup."""
    from tellings import printing
    from tellings.archive.opening import migrate as bring_up_to_date

    version, backup = bring_up_to_date(archive)
    printing.show(f"It was of version {version}. Backup: {backup}" if backup else f"{archive} is up to date.")


def main() -> None:
    """Run the command; a known error is one line and exit code 1, never a traceback."""
    try:
        app()
    except TellingsError as error:
        print(f"tellings: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
