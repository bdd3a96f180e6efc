"""What lists articles: archive pages, plain-text dumps of them, feeds, sitemaps, APIs, exports."""

from __future__ import annotations

from datetime import datetime

from dalil.errors import Unreadable
from dalil.model import Listing
from dalil.page import guard
from dalil.page.encoding import decode, printable
from dalil.sources.feed import read_feed
from dalil.sources.links import read_links, read_opml
from dalil.sources.listing import read_html
from dalil.sources.plain import read_text
from dalil.sources.recognise import kind_of_text, recognise
from dalil.sources.sitemap import read_address_list, read_sitemap
from dalil.sources.wordpress import read_posts
from dalil.sources.wxr import read_export

__all__ = ["read_listing", "recognise"]


def read_listing(
    payload: bytes | str,
    *,
    url: str | None = None,
    captured_at: datetime | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    name: str | None = None,
) -> Listing:
    """Read what lists articles, whichever ``payload`` is: an archive page in HTML or plain text, a
    feed, a sitemap, WordPress's API or export, a CSV of links, an OPML list of feeds.

    ``url`` is the page's address, against which links are resolved. ``captured_at`` is when it was
    saved: relative dates ("2 days ago") and dates without a year count from it, in its own offset,
    and are None without it. ``charset`` is what the server declared. Raises ``Unreadable`` if
    ``payload`` is empty, binary, harmful to parsers, or lists nothing.
    """
    guard.check(payload if isinstance(payload, bytes) else payload.encode("utf-8", "replace"))
    text = _text(payload, charset, media_type)
    if not text.strip():
        raise Unreadable("no text in it", "save the page again")
    match kind_of_text(text, name=name, media_type=media_type, url=url):
        case "feed":
            return read_feed(text, url=url, captured_at=captured_at)
        case "sitemap":
            return read_sitemap(text, url=url, captured_at=captured_at)
        case "posts":
            return read_posts(text, url=url, captured_at=captured_at)
        case "export":
            return read_export(text, url=url)
        case "links":
            return read_links(text)
        case "opml":
            return read_opml(text)
        case "addresses":
            return read_address_list(text, url=url)
        case "html":
            return read_html(text, url=url, captured_at=captured_at)
        case _:
            return read_text(text, url=url, captured_at=captured_at)


def _text(payload: bytes | str, charset: str | None, media_type: str | None) -> str:
    if isinstance(payload, str):
        return printable(payload)
    return decode(payload, declared=charset, html=media_type != "text/plain").text
