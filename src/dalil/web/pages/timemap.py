"""``/a/<article>/timemap``: when each of its versions was seen, for programs (RFC 7089)."""

from __future__ import annotations

from starlette.responses import Response

from dalil.web import memento
from dalil.web.sheet import Ask


def page(ask: Ask) -> Response:
    """The versions as links with their times."""
    reading = ask.archive.read(ask.path["article"])
    return Response(memento.timemap(reading), media_type="application/link-format")
