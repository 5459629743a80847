"""Saved pages in ten templates: is the article found, and only the page called furniture?"""

import gzip
import io
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from jinja2 import Environment, FileSystemLoader

from tellings.models import Problem
from tellings.reading import Reading
from tellings.reading.items import Item
from tellings.reading.pages import read_page
from tellings.settings import ReadingSettings

TITLE = (
    "Pages made from the texts of allsides_sample in ten templates (menus, cookie banners, share bars, "
    "related lists, glued widgets, comments). Word F1 of headline and article text without what is marked "
    "as furniture; precision of the marked words. TELLINGS_PAGES sets how many pages (300)."
)
ASKED = {"article word F1": 0.95, "furniture precision": 0.95}
PAGES = int(os.environ.get("TELLINGS_PAGES", "300"))
TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent / "pages"), autoescape=True)
NAMES = sorted(set(TEMPLATES.list_templates()) - {"parts.html"})
# Notices that the corpus's own scraping left inside paragraphs; such a paragraph isn't surely the article's.
_NOTICES = re.compile(
    r"Media playback|Image (?:copyright|caption)|[Ss]ign up|newsletter|[Ff]ollow (?:him|her|us|them|@)"
    r"|Pinterest|ADVERTISEMENT|news alerts|iStock|[Cc]lick here|[Ss]ubscribe|Enlarge this image"
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Story:
    """What goes into a page: the article, and titles of other articles for its lists."""

    headline: str
    paragraphs: tuple[str, ...]
    author: str
    day: str
    site: str
    others: tuple[str, ...]

    @property
    def middle(self) -> int:
        """The paragraph after which a page breaks in."""
        return len(self.paragraphs) // 2

    @property
    def words(self) -> list[str]:
        """The words that should be found."""
        return words_of(" ".join([self.headline, *self.paragraphs]))


def stories(data: Path) -> Iterator[tuple[str, Story]]:
    """(template, story) of each page, the same every time.

    Only paragraphs that end as sentences do, that no third article repeats and that hold no notice count
    as the article's: the corpus itself has notices in its texts.
    """
    with gzip.open(data / "allsides_sample.jsonl.gz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    seen = Counter(line for row in rows for line in {p.strip() for p in row["text"].split("\n")})
    chance = Random(7)
    chance.shuffle(rows)
    titles = [row["title"] for row in rows if row["title"]]
    number = 0
    while number < PAGES:
        for row in rows:
            kept = [p.strip() for p in row["text"].split("\n")]
            kept = [words for words in kept if is_paragraph(words) and seen[words] < 3]
            if len(kept) >= 4 and row["title"] and number < PAGES:
                template = NAMES[(number + number // len(rows)) % len(NAMES)]
                yield template, story_of(row, kept, chance.sample(titles, 5))
                number += 1


def story_of(row: dict[str, str], paragraphs: list[str], others: list[str]) -> Story:
    """A record as what goes into a page."""
    author = (row["authors"] or "Ann Lee").split(",")[0]
    site = row["outlet"].split(" (")[0]
    day = row["published"][:10] or "2019-01-01"
    return Story(row["title"], tuple(paragraphs), author, day, site, tuple(others))


def is_paragraph(words: str) -> bool:
    """Whether a line of the corpus is surely its article's."""
    return (
        len(words) >= 80
        and words[-1] in '.?!”"'
        and not words.startswith(("Copyright", "©"))
        and not _NOTICES.search(words)
    )


def read(template: str, story: Story) -> Reading | None:
    """The page made from `story`, read again."""
    page = TEMPLATES.get_template(template).render(s=story).encode()
    for found in read_page(Item("page.html", "page.html", io.BytesIO(page), len(page)), ReadingSettings()):
        if not isinstance(found, Problem):
            return found
    return None


def words_of(text: str) -> list[str]:
    """The words of `text` in lower case."""
    return _WORD.findall(text.lower())


def word_f1(found: list[str], wanted: list[str]) -> float:
    """F1 of two bags of words."""
    shared = (Counter(found) & Counter(wanted)).total()
    return 2 * shared / (len(found) + len(wanted)) if found or wanted else 1.0


def marked(reading: Reading, story: Story) -> tuple[int, int]:
    """How many words are marked as furniture, and how many of them aren't the article's."""
    own = f" {' '.join(story.words)} "
    total = right = 0
    for start, end in reading.furniture:
        words = words_of(reading.article.text[start:end])
        total += len(words)
        right += 0 if f" {' '.join(words)} " in own else len(words)
    return total, right


def left_over(reading: Reading) -> str:
    """The text without its furniture."""
    text, at = reading.article.text, 0
    kept = []
    for start, end in reading.furniture:
        kept.append(text[at:start])
        at = end
    return " ".join([*kept, text[at:]])


def score(data: Path) -> dict[str, float]:
    """Mean word F1 over all pages and over each template, and precision of the marked words."""
    by_template: dict[str, list[float]] = {name: [] for name in NAMES}
    total = right = headlines = 0
    for template, story in stories(data):
        reading = read(template, story)
        if reading is None:
            by_template[template].append(0.0)
            continue
        by_template[template].append(word_f1(words_of(left_over(reading)), story.words))
        headlines += words_of(reading.article.headline) == words_of(story.headline)
        all_marked, well_marked = marked(reading, story)
        total += all_marked
        right += well_marked
    scores = [one for each in by_template.values() for one in each]
    return {
        "article word F1": sum(scores) / len(scores),
        "furniture precision": right / total if total else 1.0,
        "headline found": headlines / len(scores),
        "_pages": float(len(scores)),
        "_words marked": float(total),
        **{f"_F1 {name.removesuffix('.html')}": sum(s) / max(1, len(s)) for name, s in by_template.items()},
    }
