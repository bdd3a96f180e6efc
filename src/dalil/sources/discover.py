"""What a page says of how its publication can be followed: feeds, WordPress's API, sitemaps."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from dalil.model import Route
from dalil.sources import addresses

_TERM = re.compile(r"^(https?://[^?#]+/wp/v2/)(categories|tags|users)/(\d+)/?$")
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "text/xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A way to follow a publication: what it is, where it begins, and what the page calls it."""

    route: Route
    url: str
    title: str | None = None


def offers(html: str, *, url: str | None) -> tuple[Offer, ...]:
    """Every way that a page's ``<link>`` elements offer, in page order, each address once."""
    found: dict[str, Offer] = {}
    for node in LexborHTMLParser(html).css("link[rel][href]")[:500]:
        given = node.attributes
        where = addresses.absolute(url, given.get("href") or "")
        route = _route(
            (given.get("rel") or "").casefold().split(), (given.get("type") or "").casefold()
        )
        if where and route:
            found.setdefault(where, Offer(route=route, url=where, title=given.get("title")))
    return tuple(found.values())


def _route(rel: list[str], media_type: str) -> Route | None:
    if "https://api.w.org/" in rel:
        return "wordpress"
    if "sitemap" in rel:
        return "sitemap"
    if "alternate" in rel and media_type.startswith(_FEEDS):
        return "feed"
    return None


def posts_of(html: str, *, url: str | None) -> str | None:
    """Where WordPress's API lists the posts of this very archive page: a category, tag or author."""
    for node in LexborHTMLParser(html).css('link[rel~="alternate"][type="application/json"][href]'):
        where = addresses.absolute(url, node.attributes.get("href") or "") or ""
        match = _TERM.search(where)
        if match:
            name = {"users": "author"}.get(match[2], match[2])
            return f"{match[1]}posts?{name}={match[3]}"
    return None


def site_name(html: str) -> str | None:
    """What the publication calls itself, where the page says so."""
    tree = LexborHTMLParser(html)
    for css in ('meta[property="og:site_name"]', 'meta[name="application-name"]'):
        node = tree.css_first(css)
        name = " ".join(((node.attributes.get("content") if node else None) or "").split())
        if name:
            return name[:200]
    return None


def links(html: str, *, url: str | None) -> tuple[str, ...]:
    """The addresses on the page's own host that it links to, each once, without fragments."""
    home = addresses.host(url) if url else None
    found: dict[str, None] = {}
    for node in LexborHTMLParser(html).css("a[href]")[:5_000]:
        where = addresses.absolute(url, node.attributes.get("href") or "")
        if where and home and addresses.host(where) == home:
            found[where.partition("#")[0]] = None
    return tuple(found)
