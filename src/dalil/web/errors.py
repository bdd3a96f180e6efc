"""When something goes wrong: a clear page, or the one JSON shape; never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from dalil.errors import (
    ArchiveBusy,
    DalilError,
    NotFound,
    UsageError,
)
from dalil.web import render
from dalil.web.forms import FORMS
from dalil.web.guard import HEADERS
from dalil.web.sheet import Absent, Sheet, Unclear
from dalil.web.words import Words, wanted

log = logging.getLogger(__name__)

STATUS: tuple[tuple[type[DalilError], int], ...] = (
    (NotFound, 404),
    (UsageError, 400),
    (ArchiveBusy, 503),
    (DalilError, 500),
)
SAID = {
    400: "That question cannot be answered",
    404: "There is nothing at this address",
    405: "This address can only be read",
    500: "Something went wrong in the reading room",
    503: "The archive is busy",
}
ADVICE = {
    400: "Check the address, or start again from the front page.",
    404: "It may have been withdrawn, or the address was cut short. Try the search.",
    405: "Nothing in the reading room can be changed from a browser.",
    500: "Nothing in the archive is lost. “dalil verify” checks it; “dalil doctor” looks for causes.",
    503: "Another program is writing to it. Try again in a moment.",
}


def words_of(request: Request) -> Words:
    """The words that this request's reader reads."""
    asked = request.query_params.get("hl")
    accepted = request.headers.get("accept-language")
    return Words.of(wanted(asked, request.cookies.get("hl"), accepted))


async def refused(request: Request, error: DalilError) -> Response:
    """What Dalil itself says no to."""
    status = next(code for kind, code in STATUS if isinstance(error, kind))
    english = not isinstance(error, Absent | Unclear)
    return _answer(request, status, error.message, error.fix, english=english)


async def unanswered(request: Request, error: HTTPException) -> Response:
    """What the server says no to: an unknown address, a wrong method."""
    response = _answer(request, error.status_code, None, None)
    response.headers.update(error.headers or {})
    return response


async def broken(request: Request, error: Exception) -> Response:
    """What nobody foresaw. The log has the details; the page does not."""
    log.error("no answer to %s", request.url.path.encode("unicode_escape"), exc_info=error)
    response = _answer(request, 500, None, None)
    response.headers.update(HEADERS)  # this one is sent outside of all middleware
    return response


def _answer(
    request: Request, status: int, message: str | None, fix: str | None, *, english: bool = False
) -> Response:
    words = words_of(request)
    said = words.say(SAID.get(status, SAID[400]))
    if request.url.path.endswith(tuple(f".{form}" for form in FORMS)):
        return render.json_error(message or said, status, fix)
    sheet = Sheet(
        template="error.html",
        title=said,
        status=status,
        data=None,
        context={
            "status": status,
            "message": message,
            "fix": fix,
            "english": english and words.code != "en",
            "advice": words.say(ADVICE.get(status, ADVICE[400])),
        },
    )
    return render.html(sheet, words, "/")


HANDLERS: Mapping[Any, Any] = {
    DalilError: refused,
    HTTPException: unanswered,
    Exception: broken,
}
