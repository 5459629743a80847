"""The local web app over an archive: every page reads, corrections alone write."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from anyio import to_thread
from jinja2 import Environment
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from tellings import verbs
from tellings.archive import Archive
from tellings.archive.browsing import take_census
from tellings.errors import NothingFound, TellingsError
from tellings.report.disagreements import gazetteer
from tellings.report.page import asset, draw_report, environment
from tellings.serving import pages
from tellings.serving.corrections import Corrector, correct, take_back
from tellings.serving.guard import Guard, Refused, make_token, read_form

Draw = Callable[[Archive, Request], dict[str, Any]]


@dataclass(frozen=True)
class Desk:
    """What all requests share: the archive's path, the token of our forms, and who makes corrections."""

    path: Path
    token: str
    corrector: Corrector
    stories: pages.StoryPages

    @cached_property
    def templates(self) -> Environment:
        """The report's templates and the app's own."""
        return environment("tellings.serving", "tellings.report")

    def answer(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page."""
        text = self.templates.get_template(template).render(token=self.token, **values)
        return HTMLResponse(text.encode("utf-8", "replace"), status)


def make_app(path: Path, corrector: Corrector = verbs, names: Collection[str] = ()) -> Starlette:
    """The app over the archive at `path`; it answers to `names` besides localhost.

    Raises what opening the archive raises.
    """
    gazetteer()  # loaded before the first page is asked for
    with Archive(path):
        desk = Desk(path, make_token(), corrector, pages.StoryPages())
    read = {
        "/": ("stories.html", pages.show_stories),
        "/story/{story_id}": ("story_page.html", desk.stories.show_story),
        "/articles": ("articles.html", pages.show_articles),
        "/article/{article_id}": ("article.html", pages.show_article),
        "/names": ("names.html", pages.show_names),
        "/name": ("name.html", pages.show_name),
        "/outlets": ("outlets.html", pages.show_outlets),
        "/outlet": ("outlet.html", pages.show_outlet),
        "/corrections": ("corrections.html", pages.show_corrections),
        "/problems": ("problems.html", pages.show_problems),
    }
    routes = [Route(place, _reader(desk, template, draw)) for place, (template, draw) in read.items()]
    routes += [
        Route("/story/{story_id}/report.html", _report(desk)),
        Route("/style.css", _file("style.css", "text/css")),
        Route("/page.js", _file("page.js", "text/javascript")),
        Route("/correct", _corrector(desk), methods=["POST"]),
        Route("/retract", _retractor(desk), methods=["POST"]),
    ]
    handlers: dict[Any, Any] = {
        NothingFound: _apologise(desk, 404),
        TellingsError: _apologise(desk, 500),
        Refused: _apologise(desk, 403),
        HTTPException: _refuse(desk),
    }
    app = Starlette(routes=routes, middleware=[Middleware(Guard, names=names)], exception_handlers=handlers)
    app.state.stories = desk.stories
    return app


def _reader(desk: Desk, template: str, draw: Draw) -> Callable[[Request], Response]:
    """An endpoint that reads; Starlette runs it in a thread, each with its own connection."""

    def read(request: Request) -> Response:
        with Archive(desk.path) as archive:
            values = draw(archive, request)
            return desk.answer(
                template, census=take_census(archive.connection), here=request.url.path, **values
            )

    return read


def _report(desk: Desk) -> Callable[[Request], Response]:
    """An endpoint that gives a story's report as a file to keep."""

    def read(request: Request) -> Response:
        with Archive(desk.path) as archive:
            view = archive.story(request.path_params["story_id"])
            text = draw_report(view.material)
        keep = {"content-disposition": f'attachment; filename="tellings-{view.story_id}.html"'}
        return HTMLResponse(text.encode("utf-8", "replace"), headers=keep)

    return read


def _file(name: str, kind: str) -> Callable[[Request], Response]:
    def read(request: Request) -> Response:
        return PlainTextResponse(asset(name), media_type=kind, headers={"cache-control": "no-cache"})

    return read


def _corrector(desk: Desk) -> Callable[[Request], Any]:
    async def write(request: Request) -> Response:
        fields = await read_form(request, desk.token)
        story_id = await to_thread.run_sync(correct, desk.path, fields, desk.corrector)
        return RedirectResponse(f"/story/{story_id}#corrections", 303)

    return write


def _retractor(desk: Desk) -> Callable[[Request], Any]:
    async def write(request: Request) -> Response:
        fields = await read_form(request, desk.token)
        story_id = await to_thread.run_sync(take_back, desk.path, fields.get("assertion", ""), desk.corrector)
        return RedirectResponse(f"/story/{story_id}#corrections", 303)

    return write


def _apologise(desk: Desk, status: int) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        return desk.answer("sorry.html", status, words=str(error), here=request.url.path)

    return answer


def _refuse(desk: Desk) -> Callable[[Request, Exception], Response]:
    def answer(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        words = "There is no such page." if status == 404 else "That can't be done here."
        return desk.answer("sorry.html", status, words=words, here=request.url.path)

    return answer
