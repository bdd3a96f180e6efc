"""Every address of the room, in one table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from dalil.archive import Archive
from dalil.web import render
from dalil.web.desk import Desk
from dalil.web.errors import words_of
from dalil.web.pages import (
    about,
    article,
    capture,
    changes,
    cite,
    country,
    diff,
    figure,
    front,
    search,
    sources,
    timemap,
)
from dalil.web.sheet import Ask, PageFunction
from dalil.web.words import LANGUAGES

# Address, page, and the address of the same as JSON.
PAGES: tuple[tuple[str, PageFunction, str | None], ...] = (
    ("/", front.page, "/index.json"),
    ("/search", search.page, "/search.json"),
    ("/changes", changes.page, "/changes.json"),
    ("/sources", sources.page, "/sources.json"),
    ("/about", about.page, "/about.json"),
    ("/{country:country}", country.page, "/{country:country}.json"),
    ("/a/{article}", article.page, "/a/{article}.json"),
    ("/a/{article}/v/{version}", article.page, "/a/{article}/v/{version}.json"),
    ("/a/{article}/@{moment}", article.page, "/a/{article}/@{moment}.json"),
    ("/a/{article}/timemap", timemap.page, None),
    ("/a/{article}/cite.{form}", cite.article, None),
    ("/a/{article}/v/{version}/cite.{form}", cite.article, None),
    ("/v/{version}/{start:int}-{end:int}", article.page, "/v/{version}/{start:int}-{end:int}.json"),
    ("/a/{article}/diff/{old}/{new}", diff.page, "/a/{article}/diff/{old}/{new}.json"),
    ("/f/{finding}", figure.page, "/f/{finding}.json"),
    ("/f/{finding}/cite.{form}", cite.finding, None),
    ("/capture/{capture}", capture.page, "/capture/{capture}.json"),
    ("/capture/{capture}/bytes", capture.download, None),
)

Endpoint = Callable[[Request], Awaitable[Response]]


class CountryConvertor(Convertor[str]):
    """Two letters, as in ``/kz``."""

    regex = "[a-z]{2}"

    def convert(self, value: str) -> str:
        return value.upper()

    def to_string(self, value: str) -> str:
        return value.lower()


register_url_convertor("country", CountryConvertor())


def routes(desk: Desk) -> list[BaseRoute]:
    """The table as routes; JSON first, since ``/a/x.json`` is also a possible ``/a/…``."""
    made: list[BaseRoute] = [Mount("/static", _Lasting(directory=render.STATIC), name="static")]
    made += [Route(path, as_json(desk, page)) for _, page, path in PAGES if path]
    made += [Route(path, as_page(desk, page)) for path, page, _ in PAGES]
    return made


def as_page(desk: Desk, page: PageFunction) -> Endpoint:
    """``page`` for people."""

    async def answer(request: Request) -> Response:
        def put(archive: Archive) -> Response:
            made = page(_ask(request, archive))
            if isinstance(made, Response):
                return made
            here = request.url.path
            return render.html(made, words_of(request), here, request.query_params.multi_items())

        return _remember_language(request, await desk.ask(put))

    return answer


def as_json(desk: Desk, page: PageFunction) -> Endpoint:
    """``page`` for programs."""

    async def answer(request: Request) -> Response:
        def put(archive: Archive) -> Response:
            made = page(_ask(request, archive))
            if isinstance(made, Response):
                return made
            return render.as_json(made.data, made.status, made.headers)

        return await desk.ask(put)

    return answer


def _ask(request: Request, archive: Archive) -> Ask:
    return Ask(
        archive=archive,
        words=words_of(request),
        path=request.path_params,
        query=request.query_params,
    )


def _remember_language(request: Request, response: Response) -> Response:
    response.headers["Vary"] = "Accept-Language, Cookie"
    asked = request.query_params.get("hl")
    if asked in LANGUAGES:
        response.set_cookie("hl", asked, httponly=True, samesite="lax")
    return response


class _Lasting(StaticFiles):
    """Files whose address changes when they do, so that a browser may keep them for good."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
