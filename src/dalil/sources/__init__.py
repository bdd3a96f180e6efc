"""Where articles are listed: archive pages, plain-text dumps of them, and feeds."""

from __future__ import annotations

from datetime import datetime

from dalil.errors import Unreadable
from dalil.model import Listing
from dalil.page import guard
from dalil.page.encoding import decode, printable
from dalil.sources.feed import read_feed
from dalil.sources.listing import read_html
from dalil.sources.plain import read_text
from dalil.sources.recognise import is_feed, is_html, recognise

__all__ = ["read_listing", "recognise"]


def read_listing(
    payload: bytes | str,
    *,
    url: str | None = None,
    captured_at: datetime | None = None,
    media_type: str | None = None,
    charset: str | None = None,
) -> Listing:
    """Read a page that lists articles: HTML, plain text or a feed, whichever ``payload`` is.

    ``url`` is the page's address, against which links are resolved. ``captured_at`` is when it was
    saved: relative dates ("2 days ago") and dates without a year count from it, in its own offset,
    and are None without it. ``charset`` is what the server declared. Raises ``Unreadable`` if
    ``payload`` is empty, binary, harmful to parsers, or lists nothing.
    """
    guard.check(payload if isinstance(payload, bytes) else payload.encode("utf-8", "replace"))
    text = _text(payload, charset, media_type)
    if not text.strip():
        raise Unreadable("no text in it", "save the page again")
    if is_feed(text, media_type):
        return read_feed(text, url=url, captured_at=captured_at)
    if is_html(text, media_type):
        return read_html(text, url=url, captured_at=captured_at)
    return read_text(text, url=url, captured_at=captured_at)


def _text(payload: bytes | str, charset: str | None, media_type: str | None) -> str:
    if isinstance(payload, str):
        return printable(payload)
    return decode(payload, declared=charset, html=media_type != "text/plain").text
