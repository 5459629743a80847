"""What each page of the app shows, read from the archive."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request

from tellings.archive import Archive, StoryView, browsing
from tellings.archive.assertions import select_assertions
from tellings.archive.browsing import ORDERS, Wanted
from tellings.errors import NothingFound
from tellings.report.page import Page, lay_out, write_sections
from tellings.serving.corrections import KINDS, SAID

PER_PAGE = 50
DEEPEST = 2000  # pages; past that a reader searches instead, and SQLite would walk all rows before
KEPT_STORIES = 24  # laid-out stories in memory, a few MB each at most
LARGE_STORY = 50  # tellings from which a story takes long enough to lay out that it is done beforehand


def ask(request: Request, order: str = "tellings") -> Wanted:
    """What the address asks for; what can't be understood is left out."""
    given = request.query_params
    page = given.get("page", "1")
    number = min(int(page), DEEPEST) if page.isdecimal() and len(page) < 6 else 1
    return Wanted(
        words=given.get("q", "")[:400],
        outlet=given.get("outlet", "")[:400],
        since=_day(given.get("since", "")),
        until=_day(given.get("until", "")),
        order=given.get("sort", order) if given.get("sort", order) in ORDERS else order,
        limit=PER_PAGE + 1,
        offset=max(number - 1, 0) * PER_PAGE,
    )


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        return ""


def _paged(rows: list[Any], wanted: Wanted, request: Request) -> dict[str, Any]:
    """The rows of this page, and the addresses of the pages before and after."""
    number = wanted.offset // PER_PAGE + 1
    given = {key: value for key, value in request.query_params.items() if key != "page" and value}
    older = f"?{urlencode({**given, 'page': number - 1})}" if number > 1 else ""
    newer = f"?{urlencode({**given, 'page': number + 1})}" if len(rows) > PER_PAGE else ""
    return {"rows": rows[:PER_PAGE], "wanted": wanted, "before": older, "after": newer, "number": number}


def show_stories(archive: Archive, request: Request) -> dict[str, Any]:
    """The stories, searched and sorted."""
    wanted = ask(request)
    links = {
        order: "?" + urlencode({**dict(request.query_params), "sort": order, "page": 1}) for order in ORDERS
    }
    return {**_paged(browsing.list_stories(archive.connection, wanted), wanted, request), "orders": links}


def show_articles(archive: Archive, request: Request) -> dict[str, Any]:
    """The articles, searched."""
    wanted = ask(request)
    return _paged(browsing.list_articles(archive.connection, wanted), wanted, request)


def show_article(archive: Archive, request: Request) -> dict[str, Any]:
    """One article as it was read."""
    article = browsing.load_article(archive.connection, request.path_params["article_id"])
    return {"article": article, "story_id": browsing.story_of(archive.connection, article.article_id)}


def show_names(archive: Archive, request: Request) -> dict[str, Any]:
    """People, places and organisations."""
    wanted = ask(request)
    return _paged(browsing.list_names(archive.connection, wanted), wanted, request)


def show_name(archive: Archive, request: Request) -> dict[str, Any]:
    """The stories that name somebody."""
    name = request.query_params.get("name", "")[:400]
    rows = browsing.stories_naming(archive.connection, name)
    if not rows:
        raise NothingFound(f"No story names {name!r}. See the list of names.")
    return {"name": name, "rows": rows}


def show_outlets(archive: Archive, request: Request) -> dict[str, Any]:
    """The outlets."""
    wanted = ask(request)
    return _paged(browsing.list_outlets(archive.connection, wanted), wanted, request)


def show_outlet(archive: Archive, request: Request) -> dict[str, Any]:
    """One outlet: whom it derives from, who derives from it, and its articles."""
    name = request.query_params.get("name", "")[:400]
    wanted = replace(ask(request), outlet=name, words="")
    rows = browsing.list_articles(archive.connection, wanted)
    if not rows or not name:
        raise NothingFound(f"There is no outlet {name!r}. See the list of outlets.")
    made_from, made_into = browsing.find_habits(archive.connection, name)
    return {**_paged(rows, wanted, request), "name": name, "made_from": made_from, "made_into": made_into}


def show_corrections(archive: Archive, request: Request) -> dict[str, Any]:
    """All corrections that were ever made."""
    return {"rows": list(select_assertions(archive.connection, retracted=True)), "said": SAID}


def show_problems(archive: Archive, request: Request) -> dict[str, Any]:
    """What could not be read."""
    wanted = ask(request)
    return _paged(browsing.list_problems(archive.connection, wanted), wanted, request)


@dataclass(frozen=True, slots=True)
class Laid:
    """A story page, worked out and written: what stays the same while its story does."""

    page: Page
    sections: Markup


class StoryPages:
    """Story pages; those laid out last are kept, for as long as their stories stay as they are."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], Laid] = OrderedDict()
        self._lock = Lock()

    def show_story(self, archive: Archive, request: Request) -> dict[str, Any]:
        """One story, with the corrections that touch it."""
        view = archive.story(request.path_params["story_id"])
        laid = self._find(archive, view)
        members = {copy.article_id: copy.siglum for copy in laid.page.copies}
        standing = [
            row for row in archive.assertions() if row.subject_id in members or row.object_id in members
        ]
        return {
            "page": laid.page,
            "sections": laid.sections,
            "members": members,
            "standing": standing,
            "kinds": KINDS,
            "said": SAID,
        }

    def prepare(self, path: Path) -> None:
        """Lay out the largest stories of the archive at `path`, so that nobody waits for them."""
        with Archive(path) as archive:
            largest = browsing.list_stories(archive.connection, Wanted(order="tellings", limit=KEPT_STORIES))
            for line in reversed([line for line in largest if line.articles >= LARGE_STORY]):
                self._find(archive, archive.story(line.story_id))

    def _find(self, archive: Archive, view: StoryView) -> Laid:
        """The page as it was kept, or laid out now."""
        key = view.story_id, browsing.fingerprint_of(archive.connection, view.story_id)
        with self._lock:
            laid = self._kept.get(key)
        if laid is None:
            page = lay_out(view.material)
            laid = Laid(page, write_sections(page))
            with self._lock:
                self._kept[key] = laid
                while len(self._kept) > KEPT_STORIES:
                    self._kept.popitem(last=False)
        return laid
