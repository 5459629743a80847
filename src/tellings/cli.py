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


class Until(StrEnum):
    """How far a run goes."""

    STORIES = "stories"
    END = "end"


@app.command()
def read(
    sources: Annotated[list[str], typer.Argument(help="Files or folders; - reads standard input.")],
    archive: ArchiveFile = DEFAULT,
    one_story: Annotated[bool, typer.Option("--one-story", help="All that is given is one story.")] = False,
    until: Annotated[
        Until, typer.Option(help="'stories' groups only, and works out the rest later.")
    ] = Until.END,
    again: Annotated[bool, typer.Option("--again", help="Work out finished stories anew.")] = False,
    engine: Annotated[str, typer.Option(help="local, ray, or ray://HOST:PORT.")] = "local",
    settings: Annotated[Path | None, typer.Option(help="A tellings.toml with other thresholds.")] = None,
    json: AsJson = False,
) -> None:
    """Read articles and say how many independent origins stand behind each story."""
    from tellings import printing, verbs
    from tellings.settings import Settings, load_settings

    chosen = load_settings(settings) if settings else Settings()
    ask = verbs.Ask(one_story, until.value, again, engine, chosen)
    with printing.progress() as progress:
        opened, outcome = verbs.read_telling(sources, archive, ask, progress)
    with opened:
        printing.show_outcome(opened, outcome, as_json=json)


@app.command()
def stories(archive: ArchiveFile = DEFAULT, json: AsJson = False) -> None:
    """List the stories, those with most tellings first."""
    from tellings import Archive, printing

    with Archive(archive) as opened:
        printing.show_stories(opened.stories(), as_json=json)


@app.command()
def story(story_id: StoryId = "", archive: ArchiveFile = DEFAULT, json: AsJson = False) -> None:
    """Show one story: its origins, its family tree, its statements and who carries them."""
    from tellings import Archive, printing

    with Archive(archive) as opened:
        printing.show_story(opened.story(story_id), as_json=json)


def main() -> None:
    """Run the command; a known error is one line and exit code 1, never a traceback."""
    try:
        app()
    except TellingsError as error:
        print(f"tellings: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
