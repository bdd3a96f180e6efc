"""``/openapi.json``: the JSON addresses as an OpenAPI 3.1 document, from the routes and the classes.

https://spec.openapis.org/oas/v3.1.1. Whatever page has a JSON twin stands in it; ``ANSWERS`` says of
what class its answer is and which parameters it heeds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

import msgspec

import dalil
from dalil.model import Bound, Capture, Cards, Event, Figure, Law, Name, Origin, Quotation, Status
from dalil.web import answers

PARAMETER = re.compile(r"\{(\w+)(?::(\w+))?\}")

TEXT: dict[str, Any] = {"type": "string"}
DAY = {
    "anyOf": [
        {"type": "string", "format": "date"},
        {"type": "string", "pattern": r"^([1-9][0-9]{3}(-(0[1-9]|1[0-2]))?)?$"},
    ]
}
NOTHING = {"type": "string", "maxLength": 0}  # as if it were not there
PLACE = {
    "anyOf": [
        {"type": "integer", "format": "int64", "minimum": -(2**63 - 1), "maximum": 2**63 - 1},
        NOTHING,
    ]
}
NUMBER = {"anyOf": [{"type": "number", "minimum": -1e15, "maximum": 1e15}, NOTHING]}
PERIOD = {"since": DAY, "until": DAY}
LISTS = {"source": TEXT, "language": TEXT, "before": PLACE, "after": PLACE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an address is for, the class of its answer, and the parameters of its query."""

    summary: str
    kind: Any = None
    query: Mapping[str, dict[str, Any]] | None = None


NARROWED = {**LISTS, **PERIOD, "author": TEXT, "figures": TEXT, "edited": TEXT}


def _one_of(*values: str) -> dict[str, Any]:
    return {"enum": [*values, ""]}


FIGURES: dict[str, dict[str, Any]] = {
    **dict.fromkeys(("of", "place", "who", "unit", "per", "country", "source", "language"), TEXT),
    **dict.fromkeys(("same", "versions"), TEXT),
    **PERIOD,
    "least": NUMBER,
    "most": NUMBER,
    "sureness": NUMBER,
    "change": _one_of("level", "size", "up", "down"),
    "status": _one_of(*get_args(Status)),
    "bound": _one_of(*get_args(Bound)),
}

ANSWERS: dict[str, Answer] = {
    "/figures.json": Answer(
        summary="All figures that are asked for", kind=answers.FiguresAsked, query=FIGURES
    ),
    "/{country:country}/figures.json": Answer(
        summary="A country's figures", kind=answers.FiguresAsked, query=FIGURES
    ),
    "/quotes.json": Answer(
        summary="What articles give as somebody's words",
        kind=answers.QuotesAsked,
        query={"by": TEXT, "about": TEXT, "who": TEXT, "country": TEXT, **PERIOD, "after": PLACE},
    ),
    "/index.json": Answer(
        summary="What is in the archive", kind=answers.Front, query=NARROWED
    ),
    "/{country:country}.json": Answer(
        summary="A country's articles, newest first", kind=Cards, query=NARROWED
    ),
    "/changes.json": Answer(
        summary="What changed, newest first",
        kind=answers.Changes,
        query={
            "kind": TEXT, "source": TEXT, "country": TEXT, **PERIOD, "before": TEXT,
        },
    ),
    "/search.json": Answer(
        summary="Articles that fit a query",
        kind=answers.Searched,
        query={
            "q": TEXT, "country": TEXT, **PERIOD, "figures": TEXT, "exact": TEXT, "sort": TEXT, **LISTS,
        },
    ),
    "/contradictions.json": Answer(
        summary="Figures that cannot both be right", query={"unsure": TEXT, "of": TEXT, "after": PLACE}
    ),
    "/contradictions/{contradiction}.json": Answer(
        summary="Two figures that cannot both be right, and what people said"
    ),
    "/promises.json": Answer(
        summary="What was said ahead, and what came of it by a day",
        query={"as_of": DAY, "after": PLACE, "kind": TEXT, "outlook": TEXT},
    ),
    "/cases.json": Answer(summary="Claims of several articles about one event"),
    "/cases/{case}.json": Answer(summary="One event, and what people decided of it"),
    "/f/{finding}/origin.json": Answer(
        summary="Who says a figure, who said it first, on how many sources it rests", kind=Origin
    ),
    "/sources.json": Answer(summary="The sources and how each fares"),
    "/health.json": Answer(summary="Whether all is in order", kind=answers.Healthy),
    "/about.json": Answer(
        summary="Program, counts, conventions, measured accuracy", kind=answers.About
    ),
    "/a/{article}.json": Answer(
        summary="An article in its newest version",
        kind=answers.ArticleRead,
        query={"version": TEXT},
    ),
    "/a/{article}/v/{version}.json": Answer(
        summary="An article in one version", kind=answers.ArticleRead
    ),
    "/a/{article}/@{moment}.json": Answer(
        summary="An article as it stood at a time", kind=answers.ArticleRead
    ),
    "/v/{version}/{start:int}-{end:int}.json": Answer(
        summary="A version in which characters are marked", kind=answers.ArticleRead
    ),
    "/a/{article}/diff/{old}/{new}.json": Answer(
        summary="What changed between two versions", kind=answers.Compared
    ),
    "/f/{finding}.json": Answer(
        summary="A finding and the chain down to archived bytes", kind=answers.Traced
    ),
    "/capture/{capture}.json": Answer(summary="An archived exchange", kind=Capture),
}  # fmt: skip

PATHS: dict[str, dict[str, Any]] = {
    "country": {"type": "string", "pattern": "^[a-z]{2}$"},
    "int": {"type": "integer", "minimum": 0, "maximum": 2**31 - 1},
}
MOMENT = {
    "type": "string",
    "pattern": r"^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]Z$",
}
ID = {"type": "string", "minLength": 1, "pattern": r"^[A-Za-z0-9:_-]+$"}


def document(addresses: Iterable[str]) -> dict[str, Any]:
    """The document of these JSON addresses, as they stand in the table of routes."""
    addresses = list(addresses)
    kinds = [answer.kind for answer in ANSWERS.values() if answer.kind]
    values = (Figure, Law, Quotation, Name, Event)
    schemas, components = msgspec.json.schema_components(
        [*kinds, *values, answers.Error], ref_template="#/components/schemas/{name}"
    )
    by_kind = dict(zip([*kinds, *values, answers.Error], schemas, strict=True))
    for name, schema in components.items():
        if name.startswith("Finding_"):
            schema["properties"]["value"] = {"anyOf": [by_kind[kind] for kind in values]}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dalil reading room",
            "version": dalil.__version__,
            "description": "The archive as JSON. Offsets count Unicode code points. Read only.",
        },
        "paths": {_path(one): {"get": _operation(one, by_kind)} for one in addresses},
        "components": {"schemas": components},
    }


def _path(address: str) -> str:
    return PARAMETER.sub(r"{\1}", address)


def _operation(address: str, by_kind: Mapping[Any, dict[str, Any]]) -> dict[str, Any]:
    answer = ANSWERS.get(address, Answer(summary=_path(address)))
    given = [
        {"name": name, "in": "path", "required": True, "schema": _of_path(name, kind)}
        for name, kind in PARAMETER.findall(address)
    ]
    given += [
        {"name": name, "in": "query", "required": False, "schema": schema}
        for name, schema in (answer.query or {}).items()
    ]
    return {
        "summary": answer.summary,
        "parameters": given,
        "responses": {
            "200": _response("As asked", by_kind[answer.kind] if answer.kind else {}),
            "default": _response("Why there is no answer", by_kind[answers.Error]),
        },
    }


def _of_path(name: str, kind: str) -> dict[str, Any]:
    if name == "moment":
        return MOMENT
    return PATHS.get(kind, ID)


def _response(said: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": said, "content": {"application/json": {"schema": schema}}}
