"""Saved feeds: RSS, Atom, RDF and JSON Feed, through fastfeedparser; nothing is fetched.

The parser turns dates into UTC, which can move an article to another day. So each entry's date is
read again as the feed itself states it, with its own offset.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from dalil.errors import Unreadable
from dalil.model import Entry, Listing, Published
from dalil.page.bylines import read_byline
from dalil.page.dates import read_date
from dalil.sources import addresses
from dalil.sources.entry_texts import split_more
from dalil.sources.fields import plain

_ITEM = re.compile(r"<(?:[A-Za-z]+:)?(item|entry)[\s>]", re.IGNORECASE)
_DATE = re.compile(
    r"<(?:[A-Za-z]+:)?(pubDate|published|issued|date|created|updated|modified)(?:\s[^>]*)?>\s*(?:<!\[CDATA\[)?([^<\]]{6,60})",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(
    r"<(?:dc:)?language>\s*([A-Za-z]{2,3}(?:[-_]\w{2,8})*)\s*<|xml:lang=[\"']([A-Za-z]{2,3}(?:-\w{2,8})*)[\"']"
)
_RANK = ("pubdate", "published", "issued", "date", "created", "updated", "modified")


def read_feed(text: str, *, url: str | None, captured_at: datetime | None) -> Listing:
    """Read a feed. ``Unreadable`` if it is none, or holds no entries."""
    parsed = _parse(text)
    feed, items = parsed.get("feed") or {}, parsed.get("entries") or []
    dates = _stated_dates(text, len(items))
    base = addresses.absolute(url, feed.get("link") or "") or url
    entries = [_entry(item, dates[number], base, captured_at) for number, item in enumerate(items)]
    if not entries:
        raise Unreadable("the feed holds no entries", "fetch the feed again")
    language = _LANGUAGE.search(text[:8192])
    return Listing(
        entries=tuple(entries),
        title=plain(feed.get("title")),
        url=url,
        next_url=_next(text, base),
        language=(language[1] or language[2]).replace("_", "-")
        if language
        else feed.get("language"),
    )


def _parse(text: str) -> dict[str, Any]:
    import fastfeedparser

    text = text.lstrip("\ufeff \t\r\n")
    if not text.startswith(("<", "{")):  # anything else would be taken for an address and fetched
        raise Unreadable("not a feed: neither XML nor JSON", "save the feed again")
    try:
        parsed: dict[str, Any] = fastfeedparser.parse(_declaration(text).encode("utf-8", "replace"))
    except Exception as error:
        raise Unreadable(f"not a feed that can be read: {error}", "save the feed again") from error
    return parsed


def _declaration(text: str) -> str:
    """The text without its XML declaration: it is UTF-8 now, whatever the declaration says."""
    return re.sub(r"\A<\?xml[^>]{0,200}\?>", "", text)


def _entry(
    item: dict[str, Any], stated: list[str], base: str | None, captured_at: datetime | None
) -> Entry:
    link = item.get("link") or next((one.get("href") for one in item.get("links") or []), None)
    teaser = plain(item.get("description")) or plain(_content(item))
    texts = split_more(teaser, None)
    names = [str(one.get("name") or "") for one in item.get("authors") or []] or [
        item.get("author") or ""
    ]
    byline = read_byline(plain(", ".join(name for name in names if name)) or "")
    return Entry(
        headline=plain(item.get("title")),
        url=addresses.absolute(base, str(link)) if link else None,
        byline=byline.printed if byline else None,
        authors=byline.authors if byline else (),
        published=_published([*stated, item.get("published") or ""], captured_at),
        teaser=texts.teaser,
        more=texts.more,
        truncated=texts.truncated,
    )


def _content(item: dict[str, Any]) -> str | None:
    content = item.get("content") or []
    return content[0].get("value") if content else None


def _published(stated: list[str], captured_at: datetime | None) -> Published | None:
    for text in stated:
        date = (
            read_date(text, origin="feed", captured_at=captured_at, language="en") if text else None
        )
        if date is not None:
            return date
    return None


def _stated_dates(text: str, count: int) -> list[list[str]]:
    """For each entry the dates as the feed writes them, publication first."""
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        found = _json_dates(text)
    else:
        starts = [match.start() for match in _ITEM.finditer(text)]
        found = [
            _ranked(text[start:end])
            for start, end in zip(starts, [*starts[1:], len(text)], strict=False)
        ]
    return found if len(found) == count else [[] for _ in range(count)]


def _ranked(item: str) -> list[str]:
    found = {match[1].casefold(): match[2].strip() for match in _DATE.finditer(item)}
    return [found[name] for name in _RANK if name in found]


def _json_dates(text: str) -> list[list[str]]:
    try:
        items = json.loads(text).get("items", [])
    except (ValueError, AttributeError, RecursionError):
        return []
    return [
        [str(item[name]) for name in ("date_published", "date_modified") if item.get(name)]
        for item in items
        if isinstance(item, dict)
    ]


def _next(text: str, base: str | None) -> str | None:
    match = re.search(r"<(?:\w+:)?link\b[^>]{0,500}\brel=[\"']next[\"'][^>]{0,500}>", text[:16384])
    href = re.search(r"href=[\"']([^\"']{1,2000})", match[0]) if match else None
    return addresses.absolute(base, href[1].replace("&amp;", "&")) if href else None
