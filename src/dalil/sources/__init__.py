"""Where articles are listed: archive pages, plain-text dumps of them, and feeds."""

from __future__ import annotations

from datetime import datetime

from dalil.model import Listing
from dalil.page.encoding import decode


def read_listing(
    payload: bytes | str,
    *,
    url: str | None = None,
    captured_at: datetime | None = None,
    media_type: str | None = None,
    charset: str | None = None,
) -> Listing:
    """Read a listing."""
    from dalil.sources.listing import read_html
    from dalil.sources.plain import read_text

    html = payload if isinstance(payload, str) else decode(payload, declared=charset).text
    if "<html" not in html.lower() and "<div" not in html.lower():
        return read_text(html, url=url, captured_at=captured_at)
    return read_html(html, url=url, captured_at=captured_at)
