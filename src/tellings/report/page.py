"""A story becomes one HTML page that needs nothing else and asks nobody for anything."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from tellings.findings.material import StoryMaterial
from tellings.report import words
from tellings.report.account import Part, give_account
from tellings.report.certainty import LIMITS, Doubt, list_doubts
from tellings.report.clues import Case, lay_out_clues
from tellings.report.disagreements import Disagreement, disputed_passages, flag_places, list_disagreements
from tellings.report.family import grow_family
from tellings.report.figures import Count, lay_out_figures
from tellings.report.harmless import finalize, safe_link
from tellings.report.index import StoryIndex
from tellings.report.lost import LostCopy, put_together
from tellings.report.names import Person, list_names
from tellings.report.quotations import Card, lay_out_quotations
from tellings.report.room import Copy, open_room
from tellings.report.timeline import Scale, day_in_words, draw_scale
from tellings.report.tree import Picture, draw_family
from tellings.report.verdict import Source, Tally, count_up, name_sources, say_in_words
from tellings.settings import Settings


@dataclass(frozen=True, slots=True)
class Page:
    """All that the templates show of a story."""

    story_id: str
    headline: str
    first_published: str
    last_published: str
    tallies: tuple[Tally, ...]
    verdict: str
    sources: tuple[Source, ...]
    disagreements: tuple[Disagreement, ...]
    tree: Picture
    cases: tuple[Case, ...]
    parts: tuple[Part, ...]
    cards: tuple[Card, ...]
    lone_cards: tuple[Card, ...]
    counts: tuple[Count, ...]
    calm_counts: tuple[Count, ...]
    people: tuple[Person, ...]
    scale: Scale
    copies: tuple[Copy, ...]
    lost: tuple[LostCopy, ...]
    doubts: tuple[Doubt, ...]
    limits: tuple[str, ...]


def lay_out(material: StoryMaterial, settings: Settings | None = None) -> Page:
    """Everything a page shows, worked out from the rows of a story."""
    settings = settings or Settings()
    index = StoryIndex(material)
    flags = flag_places(index)
    cards, counts, cases = lay_out_quotations(index), lay_out_figures(index), lay_out_clues(index)
    story = material.story
    return Page(
        story_id=story.story_id,
        headline=story.headline,
        first_published=day_in_words(story.first_published[:10]),
        last_published=day_in_words(story.last_published[:10]),
        tallies=count_up(index),
        verdict=say_in_words(index),
        sources=name_sources(index),
        disagreements=list_disagreements(index, cards, counts, settings.names),
        tree=draw_family(index, grow_family(index)),
        cases=cases,
        parts=give_account(index, disputed_passages(index, flags)),
        cards=tuple(card for card in cards if card.shared),
        lone_cards=tuple(card for card in cards if not card.shared),
        counts=tuple(count for count in counts if not count.calm),
        calm_counts=tuple(count for count in counts if count.calm),
        people=list_names(index),
        scale=draw_scale(index, settings.timeline),
        copies=open_room(index, flags),
        lost=put_together(index),
        doubts=list_doubts(index, cases),
        limits=LIMITS,
    )


def draw_report(material: StoryMaterial) -> str:
    """The whole report as one HTML file, style and script within, locked by its own policy."""
    style, script = asset("style.css"), asset("page.js")
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        environment("tellings.report")
        .get_template("report.html")
        .render(page=lay_out(material), style=Markup(style), script=Markup(script), policy=policy)
    )


def write_sections(page: Page) -> Markup:
    """The parts of a story page as HTML, without what surrounds them."""
    return Markup(environment("tellings.report").get_template("story_sections.html").render(page=page))


def draw_tree(material: StoryMaterial) -> str:
    """The family tree alone, as an SVG file with its colours within."""
    index = StoryIndex(material)
    tree = draw_family(index, grow_family(index))
    return (
        environment("tellings.report")
        .get_template("tree.svg")
        .render(tree=tree, style=Markup(asset("tree.css")))
    )


@cache
def asset(name: str) -> str:
    """A file of ours that goes into pages as it is."""
    return (files("tellings.report") / "templates" / name).read_text("utf-8")


def digest(text: str) -> str:
    """The hash by which a Content-Security-Policy knows an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


@cache
def environment(*packages: str) -> Environment:
    """The templates of these packages: every value is escaped, and made visible before that."""
    found = Environment(
        loader=ChoiceLoader([PackageLoader(name, "templates") for name in packages]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(terms=words.TERMS, count=words.count, safe_link=safe_link, day=day_in_words)
    return found
