"""``/capture/<id>``: the facts of an archived exchange, and its bytes as a download."""

from __future__ import annotations

from starlette.responses import Response

from dalil.web.guard import SANDBOX_POLICY
from dalil.web.sheet import Ask, Sheet


def page(ask: Ask) -> Sheet:
    """What was kept, when, and where it lies."""
    capture = ask.archive.capture(ask.path["capture"])
    return Sheet(
        template="capture.html",
        title=ask.words.say("A capture"),
        context={"capture": capture},
        data=capture,
    )


def download(ask: Ask) -> Response:
    """The archived bytes. They are a stranger's: a browser may store them and do nothing else."""
    capture = ask.archive.capture(ask.path["capture"])
    name = capture.digest.removeprefix("sha256:")[:16]
    return Response(
        ask.archive.payload(capture),
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f'attachment; filename="dalil-{_plain(name)}.bin"',
            "Content-Security-Policy": SANDBOX_POLICY,
        },
    )


def _plain(name: str) -> str:
    return "".join(c for c in name if c.isascii() and c.isalnum())
