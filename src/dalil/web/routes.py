"""Every address of the room, in one table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from dalil.archive import Archive
from dalil.web import openapi, render
from dalil.web.desk import Desk
from dalil.web.errors import words_of
from dalil.web.formats import Stream, formed
from dalil.web.forms import FORMS
from dalil.web.pages import (
    about,
    article,
    capture,
    cases,
    changes,
    cite,
    contradictions,
    country,
    diff,
    figure,
    figures,
    front,
    health,
    indicators,
    laws,
    names,
    origin,
    promises,
    quotes,
    search,
    series,
    sources,
    timemap,
)
from dalil.web.pages import map as map_page
from dalil.web.sheet import Ask, PageFunction
from dalil.web.words import LANGUAGES

# Address, page, and the address of the same as JSON; its other forms stand beside that.
PAGES: tuple[tuple[str, PageFunction, str | None], ...] = (
    ("/", front.page, "/index.json"),
    ("/search", search.page, "/search.json"),
    ("/changes", changes.page, "/changes.json"),
    ("/figures", figures.page, "/figures.json"),
    ("/map", map_page.page, "/map.json"),
    ("/names", names.listing, "/names.json"),
    ("/n/{name}", names.page, "/n/{name}.json"),
    ("/series", series.listing, "/series.json"),
    ("/series/{series}", series.page, "/series/{series}.json"),
    ("/quotes", quotes.page, "/quotes.json"),
    ("/indicators", indicators.listing, "/indicators.json"),
    ("/indicator/{indicator}", indicators.page, "/indicator/{indicator}.json"),
    ("/laws", laws.page, "/laws.json"),
    ("/laws/{country}/{act}", laws.act, "/laws/{country}/{act}.json"),
    ("/contradictions", contradictions.page, "/contradictions.json"),
    (
        "/contradictions/{contradiction}",
        contradictions.one,
        "/contradictions/{contradiction}.json",
    ),
    ("/promises", promises.page, "/promises.json"),
    ("/cases", cases.page, "/cases.json"),
    ("/cases/{case}", cases.one, "/cases/{case}.json"),
    ("/sources", sources.page, "/sources.json"),
    ("/health", health.page, "/health.json"),
    ("/about", about.page, "/about.json"),
    ("/{country:country}/figures", figures.page, "/{country:country}/figures.json"),
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
    ("/f/{finding}/origin", origin.page, "/f/{finding}/origin.json"),
    ("/f/{finding}/cite.{form}", cite.finding, None),
    ("/capture/{capture}", capture.page, "/capture/{capture}.json"),
    ("/capture/{capture}/text", capture.text, None),
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
    """The table as routes; forms first, since ``/a/x.json`` is also a possible ``/a/…``."""
    made: list[BaseRoute] = [Mount("/static", _Lasting(directory=render.STATIC), name="static")]
    for form in sorted(FORMS, key=len, reverse=True):  # ".vl.json" before ".json"
        made += [
            Route(f"{path.removesuffix('.json')}.{form}", as_form(desk, page, form))
            for _, page, path in PAGES
            if path
        ]
    made += [Route("/openapi.json", openapi_document)]
    made += [Route(path, as_page(desk, page, path_json)) for path, page, path_json in PAGES]
    return made


async def openapi_document(_: Request) -> Response:
    """What the addresses for programs are, for programs."""
    return render.as_json(openapi.document(path for _, _, path in PAGES if path))


def as_page(desk: Desk, page: PageFunction, twin: str | None = None) -> Endpoint:
    """``page`` for people."""

    async def answer(request: Request) -> Response:
        def put(archive: Archive) -> Response:
            made = page(_ask(request, archive))
            if isinstance(made, Response):
                return made
            here = request.url.path
            forms = made.formats if twin else ()
            query = request.query_params.multi_items()
            return render.html(made, words_of(request), here, query, forms)

        return _remember_language(request, await desk.ask(put))

    return answer


def as_form(desk: Desk, page: PageFunction, form: str) -> Endpoint:
    """``page`` for programs, in one of ``FORMS``."""

    async def answer(request: Request) -> Response:
        def put(archive: Archive) -> Response | Stream:
            ask = _ask(request, archive, form)
            made = page(ask)
            return made if isinstance(made, Response) else formed(made, ask, request.url, form)

        made = await desk.ask(put)
        return made if isinstance(made, Response) else made.response(desk)

    return answer


def _ask(request: Request, archive: Archive, form: str = "html") -> Ask:
    return Ask(
        archive=archive,
        words=words_of(request),
        path=request.path_params,
        query=request.query_params,
        form=form,
        base=str(request.base_url).rstrip("/"),
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
