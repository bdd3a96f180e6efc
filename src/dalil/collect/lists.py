"""Lists that a person has: of feeds (OPML) and of links (CSV). Both become sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from dalil.archive import Archive, slug
from dalil.captures.urls import host_of
from dalil.collect.run import begin
from dalil.errors import DalilError
from dalil.model import Listing, Source
from dalil.page.worker import Worker
from dalil.sources import recognise

_ENDINGS = (".opml", ".xml", ".csv", ".tsv", ".txt")


def listed(path: Path) -> Listing | None:
    """What a file lists, if it is a list of feeds or links that a person has; else None."""
    if not path.is_file() or path.suffix.lower() not in _ENDINGS:
        return None
    try:
        payload = path.read_bytes()
        if recognise(payload[:100_000], name=path.name) not in {"opml", "links", "addresses"}:
            return None
        with Worker("dalil.sources:read_listing") as read:
            found: Listing = read(payload, name=path.name)
    except (DalilError, OSError):
        return None
    return found


def follow(
    archive: Archive,
    listing: Listing,
    name: str,
    at: datetime,
    given: Source | None = None,
    *,
    allow: tuple[str, ...] = (),
) -> list[Source]:
    """Follow each feed of a list; the links of one together, as one source named after the file."""
    return [
        _begun(archive, source, links, at, allow)
        for source, links in _sources(listing, name, given)
    ]


def _begun(
    archive: Archive, source: Source, links: list[str], at: datetime, allow: tuple[str, ...]
) -> Source:
    source = replace(source, allow=allow)
    begin(archive, source, at, links)
    return source


def _sources(
    listing: Listing, name: str, given: Source | None
) -> Iterator[tuple[Source, list[str]]]:
    for url in listing.feed_urls:
        host = host_of(url) or url
        feed = Source(
            id=slug(host + url.partition(host)[2]),
            outlet=host,
            url=url.partition(host)[0] + host + "/",
            route="feed",
            start=url,
            country=given.country if given else None,
        )
        yield feed, []
    links = [entry.url for entry in listing.entries if entry.url]
    if links:
        base = given or Source(id=slug(Path(name).stem), outlet=Path(name).stem)
        yield replace(base, route="links"), links
