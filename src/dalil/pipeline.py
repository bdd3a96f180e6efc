"""The whole flow on one screen: a capture is recognised, read, searched for figures, and kept.

``read_capture`` is a function of bytes and nothing else, and runs in a worker that may be killed;
``keep`` is the only place where what was read meets the store.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from dalil import __version__
from dalil.articles import read_article, read_content
from dalil.captures.record import Record
from dalil.captures.urls import url_key
from dalil.errors import Unreadable
from dalil.findings import find_checks, find_events, find_figures, find_laws, find_quotes
from dalil.lang import countries
from dalil.lang.conventions import DEFAULT
from dalil.lang.identify import identify
from dalil.model import (
    AnyFinding,
    Block,
    Capture,
    Entry,
    Listing,
    Published,
    Source,
    Span,
    Tool,
    Wording,
)
from dalil.page import guard
from dalil.page.encoding import decode
from dalil.page.locate import locate
from dalil.sources import discover, read_listing, recognise
from dalil.sources.recognise import List
from dalil.store import Store
from dalil.text import BETWEEN_BLOCKS, compose, sound

LISTING_READER = Tool("dalil.sources", __version__)
TEXT_READER = Tool("dalil.text", __version__)

Kind = Literal["listing", "text", "page"] | List


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One article as a capture has it: the wording, its figures, and its place in the order."""

    wording: Wording
    findings: tuple[AnyFinding, ...]
    placed_on: str | None  #        the day of its neighbours, where it has none
    countries: tuple[tuple[str, str], ...]  # (code, origin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a capture turned out to be."""

    kind: Kind
    encoding: str
    items: tuple[Item, ...]
    listing: Listing | None = None
    offers: Offers | None = None  # only where they were asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What a page says of its publication, and where it leads: for following it."""

    ways: tuple[discover.Offer, ...]
    posts: str | None  #            WordPress's list of this very archive page
    site_name: str | None
    links: tuple[str, ...]  #       pages of its own host


# ── read: bytes to articles with figures ─────────────────────────────────────────────────────────


def question(record: Record, convention: str = DEFAULT) -> dict[str, object]:
    """What ``read_capture`` is asked about a record: plain values that cross to a worker."""
    return {
        "payload": record.payload,
        "name": record.name,
        "url": record.url,
        "captured_at": record.captured_at,
        "media_type": record.media_type,
        "charset": record.charset,
        "convention": convention,
    }


def read_capture(
    payload: bytes,
    *,
    name: str | None = None,
    url: str | None = None,
    captured_at: datetime | None = None,
    media_type: str | None = None,
    charset: str | None = None,
    convention: str = DEFAULT,
    offers: bool = False,
) -> Understood:
    """Recognise, read and search one payload; with ``offers``, see where a page leads, too.

    Raises ``Unreadable``.
    """
    packed = payload
    payload = unpacked(payload)
    guard.check(payload)
    kind = recognise(payload, name=name, media_type=media_type, url=url)
    if kind == "warc":
        raise Unreadable(
            f"{name or 'this'} is a WARC file within a WARC record", "add it by itself"
        )
    decoded = decode(payload, declared=charset, html=kind in {"listing", "page"})
    if kind == "page":
        wordings = [read_article(payload, url=url, captured_at=captured_at, charset=charset)]
        listing = None
    else:
        try:
            listing = read_listing(
                payload,
                url=url,
                captured_at=captured_at,
                media_type=media_type,
                charset=charset,
                name=name,
            )
            wordings = entry_wordings(listing, payload, decoded.encoding, html=kind == "listing")
            if payload is not packed:
                wordings = [untraced(wording) for wording in wordings]
            wordings += whole_articles(listing)
        except Unreadable:
            if kind != "text":
                raise
            kind, listing, wordings = "page", None, [_plain_article(decoded.text, url)]
    wordings = [_sound(wording) for wording in wordings]
    days = neighbours([w.published.on if w.published else None for w in wordings])
    items = tuple(
        Item(
            wording=wording,
            findings=find(wording, convention),
            placed_on=day,
            countries=concerned(wording, listing),
        )
        for wording, day in zip(wordings, days, strict=True)
    )
    return Understood(
        kind=kind,
        encoding=decoded.encoding,
        items=items,
        listing=listing,
        offers=_offers(decoded.text, url) if offers and kind in {"listing", "page"} else None,
    )


def read_and_look(payload: bytes, **known: Any) -> Understood:
    """``read_capture`` for who follows a publication: with what the page offers."""
    return read_capture(payload, offers=True, **known)


def publication_title(understood: Understood) -> str | None:
    """What a feed or an export calls its publication; the title of a page is the page's own."""
    if understood.kind not in {"feed", "export"} or understood.listing is None:
        return None
    return understood.listing.title or None


def _offers(html: str, url: str | None) -> Offers:
    return Offers(
        ways=discover.offers(html, url=url),
        posts=discover.posts_of(html, url=url),
        site_name=discover.site_name(html),
        links=discover.links(html, url=url),
    )


def entry_wordings(listing: Listing, payload: bytes, encoding: str, *, html: bool) -> list[Wording]:
    """A listing's entries as wordings, each block traced to the bytes it was read from."""
    composed = [
        compose(
            (("headline", e.headline or ""), ("byline", e.byline or ""), ("teaser", e.teaser or ""))
        )
        for e in listing.entries
    ]
    texts = [block.span.of(text) for text, blocks in composed for block in blocks]
    bytes_of = iter(locate(payload, encoding, texts, html=html))
    return [
        _entry_wording(
            entry, text, tuple(replace(b, payload=next(bytes_of)) for b in blocks), listing
        )
        for entry, (text, blocks) in zip(listing.entries, composed, strict=True)
        if text
    ]


def unpacked(payload: bytes) -> bytes:
    """A gzipped list (sitemaps mostly are) unpacked, up to the size that can be read."""
    if payload[:2] != b"\x1f\x8b":
        return payload
    unpacker = zlib.decompressobj(wbits=31)
    try:
        inner = unpacker.decompress(payload, guard.MAX_LIST + 1)
    except zlib.error:
        return payload
    return payload if inner.startswith(b"WARC/") else inner


def untraced(wording: Wording) -> Wording:
    """A wording whose characters do not stand in the archived bytes as they are."""
    return replace(wording, blocks=tuple(replace(b, payload=None) for b in wording.blocks))


def whole_articles(listing: Listing) -> list[Wording]:
    """The articles that a list carries whole."""
    read = (read_content(e, language=listing.language) for e in listing.entries if e.content)
    return [wording for wording in read if wording]


def _entry_wording(entry: Entry, text: str, blocks: tuple[Block, ...], listing: Listing) -> Wording:
    return Wording(
        form="entry",
        text=text,
        blocks=blocks,
        reader=LISTING_READER,
        url=entry.url,
        headline=entry.headline,
        byline=entry.byline,
        authors=entry.authors,
        published=entry.published,
        modified=entry.modified,
        translations=entry.translations,
        language=entry.language or identify(text, prior=listing.language)[0] or listing.language,
        truncated=entry.truncated,
    )


def _plain_article(text: str, url: str | None) -> Wording:
    """A plain text that is no listing: its first line is the headline, blank lines part the rest."""
    lines = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    if not lines:
        raise Unreadable("a text without words")
    if lines[0][0] in "{[":
        raise Unreadable("this is neither a feed nor a text: it looks like JSON of another kind")
    first, _, rest = lines[0].partition("\n")
    body = [part for part in (rest, *lines[1:]) if part]
    composed, blocks = compose((("headline", first), *(("paragraph", part) for part in body)))
    return Wording(
        form="page",
        text=composed,
        blocks=blocks,
        reader=TEXT_READER,
        url=url,
        headline=first,
        language=identify(composed)[0],
    )


def _sound(wording: Wording) -> Wording:
    """A wording that any store can hold: JSON feeds and JSON-LD may bring lone surrogates."""
    return replace(
        wording,
        text=sound(wording.text),
        headline=wording.headline and sound(wording.headline),
        byline=wording.byline and sound(wording.byline),
        authors=tuple(sound(author) for author in wording.authors),
        url=wording.url and sound(wording.url),
        published=wording.published and _sound_date(wording.published),
        modified=wording.modified and _sound_date(wording.modified),
    )


def _sound_date(date: Published) -> Published:
    return replace(
        date, printed=date.printed and sound(date.printed), at=date.at and sound(date.at)
    )


def neighbours(days: Sequence[str | None]) -> list[str | None]:
    """For items without a day, the day of the next older one, else of the next newer one.

    It puts an undated entry where its page has it. It is an order, never a date.
    """
    below: list[str | None] = []
    last = None
    for day in reversed(days):
        last = day or last
        below.append(last)
    below.reverse()
    above = None
    placed = []
    for day, older in zip(days, below, strict=True):
        placed.append(older or above)
        above = day or above
    return placed


def find(wording: Wording, convention: str = DEFAULT) -> tuple[AnyFinding, ...]:
    """The figures of a wording, checks over them, events, laws and quotations; not in bylines."""
    regions = [block.span for block in wording.blocks if block.kind != "byline"]
    published = wording.published.on if wording.published else None
    language = wording.language or "und"
    figures = find_figures(
        wording.text,
        language=language,
        published=published,
        regions=regions,
        convention=convention,
    )
    events = find_events(
        wording.text, language=language, published=published, regions=regions, figures=figures
    )
    laws = find_laws(wording.text, language=language, published=published, regions=regions)
    quotes = find_quotes(wording.text, language=language, published=published, regions=regions)
    checks = find_checks(wording.text, figures, language=language)
    return (*figures, *checks, *events, *laws, *quotes)


def concerned(wording: Wording, listing: Listing | None) -> tuple[tuple[str, str], ...]:
    """The countries that an article concerns, as its first words or its listing's title name them."""
    opening = [b.span.of(wording.text) for b in wording.blocks if b.kind != "byline"][:3]
    said = countries.named(BETWEEN_BLOCKS.join(opening))
    listed = countries.named(listing.title) if listing and listing.title else ()
    return tuple((code, "text") for code in said) + tuple(
        (code, "listing") for code in listed if code not in said
    )


# ── keep: what was read meets the store ──────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What keeping one capture changed."""

    articles: int
    new_versions: int
    figures: int
    versions: tuple[tuple[str, bool], ...]  # (id, whether it is new), as on the page


def keep(store: Store, capture: Capture, source: Source, understood: Understood) -> Kept:
    """Keep every item of a capture. The caller holds the transaction.

    The page's last item is kept first, so that within a day the order is the page's own.
    """
    versions: list[tuple[str, bool]] = []
    figures = 0
    for position, item in reversed(list(enumerate(understood.items))):
        home = ((source.country, "source"),) if source.country and not item.countries else ()
        version_id, is_new = store.keep_wording(
            item.wording,
            capture=capture,
            source_id=source.id,
            url_key=url_key(item.wording.url) if item.wording.url else None,
            position=position,
            placed_on=item.placed_on,
            countries=item.countries + home,
            findings=item.findings,
        )
        versions.append((version_id, is_new))
        figures += sum(f.kind == "figure" for f in item.findings) if is_new else 0
    return Kept(
        articles=len(understood.items),
        new_versions=sum(is_new for _, is_new in versions),
        figures=figures,
        versions=tuple(reversed(versions)),
    )


def span_in_payload(
    payload: bytes, encoding: str, wording: Wording, span: Span, *, html: bool
) -> Span | None:
    """The bytes of the payload that a span of the text was read from; None: derived only."""
    from dalil.page.locate import locate_within

    for block in wording.blocks:
        if block.payload and block.span.covers(span):
            inside = span.shift(-block.span.start)
            return locate_within(
                payload, encoding, block.payload, block.span.of(wording.text), inside, html=html
            )
    return None
