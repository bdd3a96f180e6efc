"""Lists as Atom (RFC 4287) and RSS 2.0, for people who would rather be told than look.

An entry's id is made from what it names and stays what it is wherever the reading room moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape as _escape
from xml.sax.saxutils import quoteattr

from dalil.model import Published

ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing of a feed. Links are absolute."""

    name: str  #                    what it is for good: "a/a3k…": its id is made from it
    title: str
    link: str
    summary: str = ""
    author: str | None = None
    at: datetime | None = None  #   published or seen; None: nobody knows
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A list to follow: its newest things, newest first."""

    name: str  #                    what it is for good: "/kz?language=ru"
    title: str
    subtitle: str  #                how many of how many these are
    link: str  #                    the list as a page
    here: str  #                    the feed itself
    items: tuple[Item, ...]
    language: str
    program: str


def lasting_id(name: str) -> str:
    """An id for a name that is the same everywhere and always (RFC 9562, version 5)."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, 'dalil:' + xml(name))}"


def moment_of(published: Published | None) -> datetime | None:
    """When it was published, as a time that a feed can hold: a day begins at midnight UTC."""
    if published is None:
        return None
    for iso in (published.at, f"{published.on}-01-01"[:10], f"{published.on}-01"[:10]):
        try:
            when = datetime.fromisoformat(iso) if iso else None
        except ValueError:
            continue
        if when:
            return when if when.tzinfo else when.replace(tzinfo=UTC)
    return None


def atom(feed: Feed) -> str:
    """The feed as Atom."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="{ATOM}" xml:lang={quoteattr(feed.language)}>',
        f"<id>{lasting_id(feed.name)}</id>",
        f"<title>{xml(feed.title)}</title>",
        f"<subtitle>{xml(feed.subtitle)}</subtitle>",
        f'<link rel="alternate" type="text/html" href={attribute(feed.link)}/>',
        f'<link rel="self" type="application/atom+xml" href={attribute(feed.here)}/>',
        f"<updated>{_latest(feed.items).isoformat()}</updated>",
        f"<generator>{xml(feed.program)}</generator>",
        "<author><name>Dalil</name></author>",
    ]
    for item in feed.items:
        lines += _atom_entry(item)
    return "\n".join([*lines, "</feed>", ""])


def _atom_entry(item: Item) -> Iterable[str]:
    at = item.at or NEVER
    language = f" xml:lang={attribute(item.language)}" if item.language else ""
    yield f"<entry{language}>"
    yield f"<id>{lasting_id(item.name)}</id>"
    yield f"<title>{xml(item.title)}</title>"
    yield f'<link rel="alternate" type="text/html" href={attribute(item.link)}/>'
    if item.at:
        yield f"<published>{at.isoformat()}</published>"
    yield f"<updated>{at.isoformat()}</updated>"
    if item.author:
        yield f"<author><name>{xml(item.author)}</name></author>"
    if item.summary:
        yield f"<summary>{xml(item.summary)}</summary>"
    yield "</entry>"


def rss(feed: Feed) -> str:
    """The feed as RSS 2.0."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<rss version="2.0" xmlns:atom="{ATOM}" xmlns:dc="{DUBLIN_CORE}"><channel>',
        f"<title>{xml(feed.title)}</title>",
        f"<link>{xml(feed.link)}</link>",
        f"<description>{xml(feed.subtitle)}</description>",
        f"<language>{xml(feed.language)}</language>",
        f"<generator>{xml(feed.program)}</generator>",
        f'<atom:link rel="self" type="application/rss+xml" href={attribute(feed.here)}/>',
    ]
    for item in feed.items:
        lines += _rss_item(item)
    return "\n".join([*lines, "</channel></rss>", ""])


def _rss_item(item: Item) -> Iterable[str]:
    yield "<item>"
    yield f"<title>{xml(item.title)}</title>"
    yield f"<link>{xml(item.link)}</link>"
    yield f'<guid isPermaLink="false">{lasting_id(item.name)}</guid>'
    if item.at:
        yield f"<pubDate>{format_datetime(item.at)}</pubDate>"
    if item.author:
        yield f"<dc:creator>{xml(item.author)}</dc:creator>"
    if item.summary:
        yield f"<description>{xml(_escape(item.summary))}</description>"
    yield "</item>"


def _latest(items: Iterable[Item]) -> datetime:
    return max((item.at for item in items if item.at), default=NEVER)


def xml(text: str) -> str:
    """Characters for XML: escaped, and what no XML may hold replaced."""
    return _escape(_NO_XML.sub("\ufffd", text))


def attribute(text: str) -> str:
    """An attribute's value in its quotes."""
    return quoteattr(_NO_XML.sub("\ufffd", text))
