"""What a file is: a WARC, a feed, an archive page, an article page, or plain text."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Literal

from selectolax.lexbor import LexborHTMLParser

from dalil.page.encoding import decode
from dalil.sources.linked_data import documents
from dalil.sources.links import is_links, is_opml
from dalil.sources.outline import outline
from dalil.sources.regions import Region, bare_list, choose_groups, make_regions
from dalil.sources.sitemap import is_address_list, is_sitemap
from dalil.sources.tree import Page
from dalil.sources.weights import weigh
from dalil.sources.wordpress import is_posts
from dalil.sources.wxr import is_export

List = Literal["feed", "sitemap", "posts", "export", "links", "opml", "addresses"]
"""What lists articles and is no page: see the modules of these names."""

Kind = Literal["warc", "listing", "page", "text"] | List

_FIRST_TAG = re.compile(r"<([A-Za-z][\w:.-]*)")
_FEEDS = frozenset(["rss", "feed", "rdf:rdf", "rdf", "atom:feed", "channel"])
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|table|article|section|main|ul|ol|p|h[1-6]|a)\b",
    re.IGNORECASE,
)
_MARKDOWN_TAGS = 3
_HEAD = 4096


def recognise(
    payload: bytes | str,
    *,
    name: str | None = None,
    media_type: str | None = None,
    url: str | None = None,
) -> Kind:
    """What ``payload`` is, by its content first; ``name`` and ``media_type`` help with the rest."""
    if isinstance(payload, bytes):
        if _is_warc(payload, name):
            return "warc"
        text = decode(payload, html=True).text
    else:
        text = payload
    kind = kind_of_text(text, name=name, media_type=media_type, url=url)
    return listing_or_page(text, url) if kind == "html" else kind


def kind_of_text(
    text: str, *, name: str | None, media_type: str | None, url: str | None
) -> List | Literal["html", "text"]:
    """What a decoded payload is, before an archive page is told from an article."""
    told: tuple[tuple[bool, List], ...] = (
        (is_export(text), "export"),
        (is_opml(text), "opml"),
        (is_sitemap(text), "sitemap"),
        (is_feed(text, media_type), "feed"),
        (is_posts(text, url), "posts"),
        (is_links(text, name, media_type), "links"),
        (is_address_list(text), "addresses"),
    )
    found = next((kind for yes, kind in told if yes), None)
    if found:
        return found
    return "html" if is_html(text, media_type) else "text"


def _is_warc(payload: bytes, name: str | None) -> bool:
    if payload[:5] == b"WARC/":
        return True
    if payload[:2] != b"\x1f\x8b":
        return False
    try:
        head = zlib.decompressobj(31).decompress(payload[:_HEAD], 16)
    except zlib.error:
        head = b""
    return head[:5] == b"WARC/" or (name or "").casefold().endswith((".warc.gz", ".wacz"))


def is_feed(text: str, media_type: str | None = None) -> bool:
    """Whether a text is RSS, Atom, RDF or JSON Feed."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if head.startswith("{"):
        return "jsonfeed.org/version" in head
    if not head.startswith("<"):
        return False
    uncommented = re.sub(
        r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?>",
        "",
        head,
        flags=re.DOTALL | re.IGNORECASE,
    )
    first = _FIRST_TAG.search(uncommented)
    if first is None:
        return False
    told = any(word in (media_type or "") for word in ("rss", "atom", "rdf"))
    return first[1].casefold() in _FEEDS or (told and first[1].casefold() not in {"html", "body"})


def is_html(text: str, media_type: str | None = None) -> bool:
    """Whether a text is an HTML page or a piece of one."""
    head = text[:_HEAD].lstrip("\ufeff \t\r\n").casefold()
    if head.startswith(("<!doctype html", "<html", "<head", "<body")) or "<html" in head:
        return True
    tags = len(_HTML.findall(text[:65536]))
    if "html" in (media_type or ""):
        return tags > 0
    return tags >= _MARKDOWN_TAGS and (head.startswith("<") or tags * 400 > len(text[:65536]))


# ── archive page or article page ─────────────────────────────────────────────────────────────────


def listing_or_page(html: str, url: str | None = None) -> Literal["listing", "page"]:
    """Whether an HTML page lists articles or is one: what repeats, against one long body."""
    found = outline(html, url)
    page, groups = found.page, found.groups
    regions = make_regions(page, choose_groups(groups)) or bare_list(page, groups)
    return "listing" if _balance(page, found.zones, regions) + _told(page.parser) > 0 else "page"


def _balance(page: Page, zones: list[frozenset[str]], regions: list[Region]) -> float:
    """Above 0: repeated entries outweigh the longest body; within -2 and 2.

    Of an entry counts what it says beyond its headline, so that a row of related links weighs little.
    A body may stand inside a "region" too: one that is far longer than the others.
    """
    if not regions:
        return -2.0
    beyond = [
        min(_FULL_ENTRY, 15 + _weight(page, region.start, region.end) - len(region.title.text))
        for region in regions
    ]
    running = sorted(_running(page, region) for region in regions)
    body = _longest_body(page, zones, regions)
    entries = sum(beyond)
    if running[-1] > _FULL_ENTRY and (
        len(running) == 1 or running[-1] > _OUTLIER * (running[len(running) // 2] + 50)
    ):
        body += running[-1]
        entries -= _FULL_ENTRY
    return 4 * max(0, entries) / (max(0, entries) + body + 1) - 2


_FULL_ENTRY = 500  # letters of an entry that count
_OUTLIER = 5  #      times the usual entry's running text, and it is the page's own article
_PARAGRAPH = 60  #   letters of a line that is running text


def _running(page: Page, region: Region) -> int:
    """The letters of a region that stand in long lines outside of links."""
    lines: dict[int, int] = {}
    for run in page.runs[region.start : region.end]:
        if run.anchor is None and not run.hidden:
            lines[run.block] = lines.get(run.block, 0) + len(run.text)
    return sum(length for length in lines.values() if length >= _PARAGRAPH)


def _weight(page: Page, start: int, end: int) -> int:
    return sum(len(run.text.strip()) for run in page.runs[start:end] if not run.hidden)


def _longest_body(page: Page, zones: list[frozenset[str]], regions: list[Region]) -> int:
    """The most running text that stands in one place, outside the entries."""
    inside = {at for region in regions for at in range(region.start, region.end)}
    bodies: dict[int, int] = {}
    for start, end in _blocks(page):
        if start in inside or zones[page.runs[start].parent.index]:
            continue
        plain = sum(
            len(run.text) for run in page.runs[start:end] if run.anchor is None and not run.hidden
        )
        if plain >= _PARAGRAPH:
            for place in _places(page, start):
                bodies[place] = bodies.get(place, 0) + plain
    return max(bodies.values(), default=0)


def _places(page: Page, at: int) -> Iterator[int]:
    """The two block elements around a line's own: paragraphs of one body share one of them."""
    element = page.runs[at].parent
    while element.parent is not None and element.tag in _INLINE:
        element = element.parent
    for _ in range(2):
        if element.parent is None:
            return
        element = element.parent
        yield element.index


_INLINE = frozenset(["a", "b", "strong", "i", "em", "span", "font", "u", "br", "small", "mark"])


def _blocks(page: Page) -> Iterator[tuple[int, int]]:
    at = 0
    for index in range(1, len(page.runs) + 1):
        if index == len(page.runs) or page.runs[index].block != page.runs[at].block:
            yield at, index
            at = index


# ── what the page says of itself ─────────────────────────────────────────────────────────────────

_ARTICLES = frozenset(
    ["article", "newsarticle", "blogposting", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle", "liveblogposting", "techarticle", "report", "scholarlyarticle"]
)  # fmt: skip
_LISTS = frozenset(["collectionpage", "itemlist", "blog", "searchresultspage", "profilepage"])
_HEADLINE = 35  # letters of a first heading that is a headline, not a rubric
_SINGLE = frozenset(
    [
        "single",
        "single-post",
        "post-template-default",
        "page-node-type-article",
        "node-type-article",
        "item-page",
    ]
)
_ARCHIVE = frozenset(["archive", "category", "blog", "home", "paged", "tag", "search", "date"])


def _told(parser: LexborHTMLParser) -> float:
    """What og:type, JSON-LD and the body's classes say; each counts a little."""
    score = 0.0
    meta = parser.css_first('meta[property="og:type"]')
    kind = (meta.attributes.get("content") or "").casefold() if meta is not None else ""
    if kind.startswith("article"):
        score -= 0.5
    elif kind in {"website", "blog"}:
        score += 0.3
    published = parser.css_first('meta[property="article:published_time"]')
    score -= 0.8 if published is not None else 0.0
    score -= 0.6 if _has_long_heading(parser) else 0.0
    types = set(_types(parser))
    if types & _ARTICLES:
        score -= 1.2
    if types & _LISTS and not types & _ARTICLES:
        score += 0.6
    body = parser.body
    classes = set(
        ((body.attributes.get("class") if body is not None else "") or "").casefold().split()
    )
    score -= 0.6 if classes & _SINGLE else 0.0
    return score + (0.6 if classes & _ARCHIVE and not classes & _SINGLE else 0.0)


def _has_long_heading(parser: LexborHTMLParser) -> bool:
    """Whether a first heading reads like an article's headline and is no link: a rubric's is short."""
    found = parser.css("h1")
    return any(
        weigh(node.text()[:500]) >= _HEADLINE and node.css_first("a[href]") is None
        for node in found[:3]
    )


def _types(parser: LexborHTMLParser) -> Iterator[str]:
    """The JSON-LD types at the top of the page's data; not those inside lists of things."""
    for data in documents(parser):
        things = data if isinstance(data, list) else [data]
        for thing in things:
            yield from _types_of(thing)
            if isinstance(thing, dict) and isinstance(thing.get("@graph"), list):
                for inner in thing["@graph"]:
                    yield from _types_of(inner)


def _types_of(thing: object) -> Iterator[str]:
    found = thing.get("@type") if isinstance(thing, dict) else None
    for kind in found if isinstance(found, list) else [found]:
        if isinstance(kind, str):
            yield kind.casefold()
