"""Setting pages: Jinja with autoescape, and JSON with one shape for errors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

import dalil
from dalil.text import digest
from dalil.web.forms import FORMS, NAMES
from dalil.web.sheet import Sheet
from dalil.web.words import LANGUAGES, Words

HERE = Path(__file__).parent
STATIC = HERE / "static"


def html(
    sheet: Sheet,
    words: Words,
    here: str,
    query: Iterable[tuple[str, str]] = (),
    forms: Iterable[str] = (),
) -> Response:
    """``sheet`` as a page. ``here`` is its own path, to which links to other languages lead.

    ``forms`` are those in which the page is to be had as well.
    """
    text = (
        environment()
        .get_template(sheet.template)
        .render(
            **{"asked": None, **sheet.context},
            title=sheet.title,
            w=words,
            _=words.say,
            n_=words.count,
            here=here,
            forms=tuple(forms),
            query=[(name, value) for name, value in query if name != "hl"],
        )
    )
    # A lone surrogate has no UTF-8; one question mark stands in for it, so that offsets hold.
    return Response(
        text.encode("utf-8", "replace"),
        sheet.status,
        dict(sheet.headers),
        media_type="text/html; charset=utf-8",
    )


def as_json(data: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """``data`` as JSON; the model's classes as objects of their fields."""
    try:
        body = msgspec.json.encode(data)
    except UnicodeEncodeError:  # lone surrogates, which only ASCII escapes can carry
        body = json.dumps(msgspec.to_builtins(data, str_keys=True)).encode("ascii")
    return Response(body, status, dict(headers or {}), media_type="application/json")


def json_error(message: str, status: int, fix: str | None = None) -> Response:
    """The one shape that errors have in JSON."""
    body: dict[str, object] = {"ok": False, "error": message, "status": status}
    return as_json({**body, "fix": fix} if fix else body, status)


def address(*parts: str, **query: object) -> str:
    """A path from its parts, each quoted, and a query of what is not None."""
    given = {name: value for name, value in query.items() if value is not None}
    path = "/" + "/".join(quote(part, safe="@:~", errors="replace") for part in parts)
    return f"{path}?{_urlencode(given)}" if given else path


def twin(here: str, form: str) -> str:
    """The address of a page in another form; that of the front page is ``/index.…``."""
    return f"{'/index' if here == '/' else quote(here, safe='/@:~%', errors='replace')}.{form}"


def _urlencode(given: Mapping[str, object]) -> str:
    return urlencode({name: str(value) for name, value in given.items()}, errors="replace")


def outside(url: str | None) -> str | None:
    """``url`` if it is one that a reader may safely be sent to, else None."""
    if not url or not url.isprintable():
        return None
    try:
        return url if urlsplit(url).scheme.lower() in ("http", "https") else None
    except ValueError:
        return None


def quoted(value: str | Iterable[tuple[str, object]]) -> str:
    """``value`` for an address: a string, or the pairs of a query; lone surrogates become "?"."""
    if isinstance(value, str):
        return quote(value, errors="replace")
    return urlencode([(name, str(one)) for name, one in value], errors="replace")


@cache
def environment() -> Environment:
    """The templates, compiled once."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(_globals())
    made.filters["outside"] = outside
    made.filters["urlencode"] = quoted
    return made


def _globals() -> dict[str, Any]:
    return {
        "address": address,
        "twin": twin,
        "form_types": FORMS,
        "form_names": NAMES,
        "static": static_address,
        "languages": LANGUAGES,
        "program": f"Dalil {dalil.__version__}",
    }


@cache
def static_address(name: str) -> str:
    """The address of a file in ``static/``, which changes when the file does."""
    stamp = digest((STATIC / name).read_bytes()).removeprefix("sha256:")[:12]
    return f"/static/{name}?{stamp}"
