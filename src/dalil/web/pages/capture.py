"""``/capture/<id>``: the facts of an archived exchange, and its bytes as a text or a download.

The bytes are a stranger's. They are shown as characters only: nothing in them is ever a page here.
"""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from dalil.errors import Damaged
from dalil.model import Capture, Span
from dalil.web.guard import SANDBOX_POLICY
from dalil.web.sheet import Ask, Sheet

SHOWN = 40_000  # bytes
AROUND = 2_000  # of them before the first marked one
READABLE = ("text/", "application/json", "application/xml")  # how media types of texts begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A stretch of the bytes as characters, and what of it is marked."""

    before: str
    marked: str
    after: str
    span: Span
    whole: bool


def page(ask: Ask) -> Sheet:
    """What was kept, when, where it lies, and how it reads."""
    capture = ask.archive.capture(ask.path["capture"])
    try:
        payload: bytes | None = ask.archive.payload(capture)
    except Damaged:
        payload = None
    readable = is_readable(capture)
    return Sheet(
        template="capture.html",
        title=ask.words.say("A capture"),
        context={
            "capture": capture,
            "holds": payload is not None,
            "readable": readable,
            "excerpt": excerpt(payload, _encoding(ask, capture), _asked(ask, len(payload)))
            if payload and readable
            else None,
        },
        data=capture,
    )


def text(ask: Ask) -> Response:
    """The archived bytes as plain text in UTF-8, all of them."""
    capture = ask.archive.capture(ask.path["capture"])
    decoded = _characters(ask.archive.payload(capture), _encoding(ask, capture))
    return Response(
        decoded.encode("utf-8", "replace"),
        media_type="text/plain; charset=utf-8",
        headers={"Content-Security-Policy": SANDBOX_POLICY},
    )


def download(ask: Ask) -> Response:
    """The archived bytes. A browser may store them and do nothing else."""
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


def is_readable(capture: Capture) -> bool:
    """Whether the media type is one of text; of a file that has none, who knows."""
    media = (capture.media_type or "text/").lower().partition(";")[0].strip()
    return media.startswith(READABLE) or media.endswith(("+xml", "+json"))


def excerpt(payload: bytes, encoding: str, marked: Span) -> Excerpt:
    """The beginning of the bytes, or what surrounds the marked ones."""
    start = max(0, marked.start - AROUND) if marked.start < marked.end else 0
    end = min(len(payload), max(start + SHOWN, marked.end))
    shown = Span(start, end)
    pieces = (
        payload[start : marked.start],
        payload[marked.start : marked.end],
        payload[max(marked.end, start) : end],
    )
    before, middle, after = (_characters(piece, encoding) for piece in pieces)
    return Excerpt(
        before=before.lstrip("\ufffd") if start else before,
        marked=middle,
        after=after.rstrip("\ufffd") if end < len(payload) else after,
        span=shown,
        whole=shown == Span(0, len(payload)),
    )


def _asked(ask: Ask, length: int) -> Span:
    """The bytes that the address names; none where it names none, or too many."""
    start, end = ask.place("from") or 0, ask.place("to") or 0
    return Span(start, end) if 0 <= start < end <= min(length, start + SHOWN) else Span(0, 0)


def _encoding(ask: Ask, capture: Capture) -> str:
    archive, original = ask.archive, capture.revisit_of
    return archive.encoding(archive.capture(original) if original else capture) or "utf-8"


def _characters(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "replace")
    except (LookupError, ValueError):  # no encoding that there is
        return data.decode("utf-8", "replace")


def _plain(name: str) -> str:
    return "".join(c for c in name if c.isascii() and c.isalnum())
