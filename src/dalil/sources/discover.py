"""What a page says of how its publication can be followed: feeds, WordPress's API, sitemaps."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from dalil.model import Route, Translation
from dalil.sources import addresses

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


def translations(html: str, *, url: str | None) -> tuple[Translation, ...]:
    """The same page in other languages, as ``<link rel=alternate hreflang>`` says."""
    return tuple(
        Translation(language=language, url=where)
        for node in LexborHTMLParser(html).css('link[rel~="alternate"][hreflang][href]')[:100]
        if (language := node.attributes.get("hreflang"))
        and language != "x-default"
        and (where := addresses.absolute(url, node.attributes.get("href") or ""))
    )
