"""What a page says about its article in markup: JSON-LD, meta tags, microdata, and a good ``<h1>``.

Vocabularies: https://schema.org/Article (JSON-LD and microdata), https://ogp.me, Dublin Core, and
what content systems made of them. Where sources contradict each other, the one that readers see
wins for the headline, and the one made for machines for names and dates.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise
from typing import Any
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dalil.model import Translation
from dalil.page.bylines import byline_prefix, looks_like_name, read_byline, without_prefix

_LONGEST = 400  #       characters of a headline
_NODES = 2_000  #       JSON-LD objects that are looked at
_BLOCKS = 60  #         JSON-LD scripts that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the markup says. Dates are as they stand; see ``dalil.articles.dates``."""

    headline: str | None = None
    byline: str | None = None  #            as printed on the page
    authors: tuple[str, ...] = ()
    description: str | None = None
    published: tuple[str, ...] = ()  #      best first
    modified: tuple[str, ...] = ()
    language: str | None = None
    site: str | None = None
    heading: int = -1  #                    where in the source the headline's tag stands
    translations: tuple[Translation, ...] = ()


@dataclass(slots=True)
class Page:
    """A parsed page with what is asked for more than once."""

    tree: LexborHTMLParser
    source: str
    meta: Mapping[str, list[str]]
    articles: list[dict[str, Any]] = field(default_factory=list)
    others: list[dict[str, Any]] = field(default_factory=list)  # a page, a recipe: no article
    by_id: Mapping[str, dict[str, Any]] = field(default_factory=dict)


def read_metadata(page: Page, *, url: str | None = None) -> Metadata:
    """Everything the markup says about the article."""
    site = _site(page)
    headline = _headline(page, site)
    heading = _heading(page.source, headline or "")
    byline, printed = _printed_authors(page, _key(site or ""), heading)
    return Metadata(
        headline=headline,
        byline=byline,
        authors=_authors(page, printed, site),
        description=_first(page.meta, "og:description", "description", "twitter:description"),
        published=tuple(_dates(page, _PUBLISHED_KEYS, _PUBLISHED_META, _PUBLISHED_CSS)),
        modified=tuple(_dates(page, _MODIFIED_KEYS, _MODIFIED_META, _MODIFIED_CSS)),
        language=_language(page),
        site=site,
        heading=heading,
        translations=tuple(_translations(page, url)),
    )


_SAME_ELSEWHERE = (
    'link[rel~="alternate"][hreflang][href], a[rel~="alternate"][hreflang][href], '
    "a[lang][hreflang][href]"
)


def _translations(page: Page, url: str | None) -> Iterator[Translation]:
    """The page in other languages, as ``hreflang`` says (https://html.spec.whatwg.org/#attr-link-hreflang)."""
    found: set[str] = set()
    for node in page.tree.css(_SAME_ELSEWHERE)[:100]:
        language = (node.attributes.get("hreflang") or "").strip()
        try:
            where = urljoin(url or "", (node.attributes.get("href") or "").strip())
        except ValueError:
            continue
        new = where != url and where not in found and where.startswith(("http://", "https://"))
        if new and language and language.casefold() != "x-default":
            found.add(where)
            yield Translation(language=language, url=where)


def parse(source: str) -> Page:
    """The page as a tree, with its meta tags and JSON-LD read."""
    tree = LexborHTMLParser(source)
    articles, others, by_id = _linked_data(tree)
    return Page(
        tree=tree, source=source, meta=_meta(tree), articles=articles, others=others, by_id=by_id
    )


def one_line(text: str | None) -> str:
    """``text`` with each run of white space as one space."""
    return " ".join(text.split()) if text else ""


def _meta(tree: LexborHTMLParser) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        content = one_line(attributes.get("content"))
        for key in ("property", "name", "itemprop"):
            name = attributes.get(key)
            if name and content:
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _first(meta: Mapping[str, list[str]], *names: str) -> str | None:
    return next((meta[name][0] for name in names if name in meta), None)


# ── JSON-LD ──────────────────────────────────────────────────────────────────────────────────────

_ARTICLE = re.compile(r"article|posting|report|newsitem|analysis|opinion|review$", re.IGNORECASE)
_OTHER = re.compile(r"page$|recipe|howto|creativework", re.IGNORECASE)
_TRAILING = re.compile(r",(\s*[}\]])")
_WRAPPED = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*.{0,40}?\*/)+|(?:-->|(?://)?\]\]>)\s*$"
)
_LOOSE = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated)"\s*:\s*"((?:[^"\\\n]|\\.){1,500})"'
)
_LOOSE_AUTHOR = re.compile(
    r'"author"\s*:\s*[\[{\s]{0,9}(?:"@type"\s*:\s*"\w{1,30}"\s*,\s*)?"name"\s*:\s*"((?:[^"\\\n]|\\.){1,100})"'
)


def _linked_data(
    tree: LexborHTMLParser,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, dict[str, Any]]]:
    articles: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    by_id: dict[str, dict[str, Any]] = {}
    seen = 0
    for script in tree.css('script[type*="ld+json"]')[:_BLOCKS]:
        for node in _objects(_json(script.text() or "")):
            seen += 1
            if seen > _NODES:
                break
            name = node.get("@id")
            if isinstance(name, str) and len(node) > len(by_id.get(name, ())):
                by_id[name] = node
            if _is(_ARTICLE, node):
                articles.append(node)
            elif _is(_OTHER, node):
                others.append(node)
    articles.sort(
        key=lambda node: -sum(key in node for key in ("headline", "datePublished", "author"))
    )
    return articles, others, by_id


def _is(kind: re.Pattern[str], node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and kind.search(name) for name in names)


def _json(text: str) -> Any:
    text = _WRAPPED.sub("", text.strip())
    for attempt in (text, _TRAILING.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    loose: dict[str, Any] = {key: _unquoted(value) for key, value in _LOOSE.findall(text)}
    author = _LOOSE_AUTHOR.search(text)
    if author:
        loose["author"] = _unquoted(author[1])
    return {"@type": "Article", **loose} if loose else None


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """Every object, outer ones first; lists, ``@graph`` and main entities are opened."""
    waiting = [data]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item[:500]))
        elif isinstance(item, dict):
            yield item
            inner = (item.get(key) for key in ("mainEntity", "mainEntityOfPage", "@graph"))
            waiting.extend(value for value in inner if isinstance(value, dict | list))


# ── headline ─────────────────────────────────────────────────────────────────────────────────────

_SEPARATOR = re.compile(r"\s+[|–—•·»:/-]+\s+|\s+::\s+|\s*\|\s*")


def _headline(page: Page, site: str | None) -> str | None:
    marked = [_clean(text, site) for text in _marked_headlines(page)]
    house = _key(site or "")
    claimed = [text for text in marked if text and _key(text) != house]
    shown = [text for text in _shown_headlines(page) if _key(text) != house]
    best = _agreed(shown, claimed)
    return best or next(iter(claimed or shown), None) or next(filter(None, marked), None)


def _agreed(shown: list[str], claimed: list[str]) -> str | None:
    """The heading that readers see, if the markup means the same or there is only that one."""
    keys = [_key(text) for text in claimed]
    for text in shown:
        if _key(text) in keys:
            return text
    for text in shown:
        words = set(_key_words(text))
        for claim in claimed:
            others = set(_key_words(claim))
            common = words & others
            telling = [word for word in common if len(word) > 3 or not word.isascii()]
            shorter = max(1, min(len(words), len(others)))
            if len(common) * 10 >= 6 * shorter and len(telling) >= 2:
                return text
    if len(shown) == 1 and (not claimed or len(_key_words(shown[0])) >= 4):
        return shown[0]
    return None


def _shown_headlines(page: Page) -> list[str]:
    nodes = page.tree.css('h1, [itemprop="headline"]')
    texts = [
        one_line(node.text(separator=" ") if _has_parts(node) else node.text())
        for node in nodes[:12]
    ]
    return [text for text in dict.fromkeys(texts) if 2 < len(text) <= _LONGEST]


def _has_parts(node: LexborNode) -> bool:
    return any(child.tag in ("div", "p", "br", "span") for child in node.iter())


def _marked_headlines(page: Page) -> Iterator[str | None]:
    for node in page.articles:
        for key in ("headline", "name"):
            if isinstance(node.get(key), str):
                yield node[key]
                break
    for name in ("og:title", "twitter:title", "headline", "dc.title", "parsely-title", "title"):
        yield from page.meta.get(name, [])[:1]
    title = page.tree.css_first("title")
    yield title.text() if title else None


def _clean(text: str | None, site: str | None) -> str | None:
    """Without the site's name behind or before it."""
    line = one_line(html.unescape(text)) if text else ""
    parts = _SEPARATOR.split(line)
    if len(parts) > 1:
        names = {_key(site or "")}
        if _key(parts[-1]) in names or (len(_key_words(parts[-1])) <= 2 and not site):
            line = line[: line.rindex(parts[-1])].rstrip(" |–—•·»:/-")
        elif _key(parts[0]) in names:
            line = line[line.index(parts[1], len(parts[0])) :]
    return line if 2 < len(line) <= _LONGEST else None


def _key(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _key_words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


_HEADING = re.compile(r"<h([1-3])\b", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*+>")
_HEADINGS = 60  #  that are looked at


def _heading(source: str, headline: str) -> int:
    """Where the heading starts that says the headline, best an ``<h1>``; else the first ``<h1>``."""
    key = _key(headline)
    found = -1
    for match in islice(_HEADING.finditer(source), _HEADINGS if key else 0):
        if found >= 0 and match[1] != "1":
            continue
        end = source.find("</h", match.end(), match.end() + 3_000)
        text = _ANY_TAG.sub("", source[match.end() : end]).partition(">")[2]
        if end > 0 and _key(html.unescape(text)) == key:
            found = match.start()
            if match[1] == "1":
                return found
    return found if found >= 0 else source.find("<h1")


def _site(page: Page) -> str | None:
    named = _first(
        page.meta, "og:site_name", "application-name", "publisher", "twitter:app:name:iphone"
    )
    if named:
        return html.unescape(named)
    for node in page.articles:
        publisher = _resolved(node.get("publisher"), page)
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return one_line(publisher["name"])
    return None


# ── authors ──────────────────────────────────────────────────────────────────────────────────────

_AUTHOR_META = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl",
    "dcterms.creator", "article.author", "cxenseparse:author", "cse-author", "article:author_name",
)  # fmt: skip
_BYLINE_CSS = '[class*="uthor"], [class*="yline"], [itemprop="author"], [rel="author"]'
_BYLINE_CLASS = re.compile(
    r"byline|(?:^|\s)author(?:\s|$)|author[-_]{0,2}name|(?:article|post|entry|story)[-_]{1,2}author",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"https?:|www\.|@|[<>{}=]|^\W*$|\d{3}")
_ROLES = re.compile(r"\s*[,(|–—]\s.*$")
_AFTER_NAME = re.compile(r"\s+(?:기자|記者)$|\s*\([^()]{1,12}\)$")


def _authors(page: Page, printed: tuple[str, ...], site: str | None) -> tuple[str, ...]:
    claimed = _claimed_authors(page)
    house = _key(site or "")
    if printed and all(_key(name) == house for name in claimed):
        return printed
    return claimed or printed


def _claimed_authors(page: Page) -> tuple[str, ...]:
    for node in page.articles:
        if names := _people(node.get("author") or node.get("creator"), page):
            return tuple(dict.fromkeys(names))
    for key in _AUTHOR_META:
        if names := tuple(n for text in page.meta.get(key, []) for n in _split(text)):
            return tuple(dict.fromkeys(names))
    return ()


def _people(value: Any, page: Page, depth: int = 0) -> tuple[str, ...]:
    value = _resolved(value, page)
    if isinstance(value, str):
        return _split(value)
    if isinstance(value, dict) and depth < 4:
        return _people(value.get("name"), page, depth + 1)
    if isinstance(value, list) and depth < 4:
        return tuple(name for item in value[:50] for name in _people(item, page, depth + 1))
    return ()


def _resolved(value: Any, page: Page) -> Any:
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return page.by_id.get(value["@id"], value)
    return value


def _split(text: str) -> tuple[str, ...]:
    line = one_line(html.unescape(text))
    if not line or len(line) > 300 or _NO_NAME.search(line):
        return ()
    byline = read_byline(line)
    return tuple(_AFTER_NAME.sub("", name) for name in byline.authors) if byline else ()


def _printed_authors(page: Page, house: str, heading: int) -> tuple[str | None, tuple[str, ...]]:
    """The byline that readers see: the first short element that calls itself one."""
    for line in chain(_marked_bylines(page), _introduced(page.source, heading)):
        if not 3 < len(line) <= 120 or _NO_NAME.search(line):
            continue
        line = _ROLES.sub("", without_prefix(line)).replace(" ,", ",").strip()
        byline = read_byline(line)
        if byline and all(looks_like_name(name) or _key(name) == house for name in byline.authors):
            return line, byline.authors
    return None, ()


def _marked_bylines(page: Page) -> Iterator[str]:
    nodes = page.tree.css(_BYLINE_CSS)[:60]
    for node in islice(filter(_is_byline, nodes), 12):
        yield one_line(node.text(separator=" "))


def _is_byline(node: LexborNode) -> bool:
    if node.tag in ("html", "body", "main", "article", "section", "ul", "meta", "link"):
        return False
    attributes = node.attributes
    marked = attributes.get("itemprop") or attributes.get("rel")
    return bool(marked or _BYLINE_CLASS.search(attributes.get("class") or ""))


def _introduced(source: str, heading: int) -> Iterator[str]:
    """What follows "By", "Автор:" and the like after the heading, whatever it is marked up as."""
    if heading < 0:
        return
    found = (one_line(m[1]) for m in _PIECE.finditer(source, heading, heading + 20_000))
    for piece, following in pairwise(filter(None, found)):
        if length := byline_prefix(piece) if len(piece) <= 120 else 0:
            yield html.unescape(piece[length:] or following)


_PIECE = re.compile(r">([^<>]++)(?=<)")


# ── dates and language ───────────────────────────────────────────────────────────────────────────

_PUBLISHED_KEYS = ("datePublished", "dateCreated", "uploadDate")
_MODIFIED_KEYS = ("dateModified",)
_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "date.issued", "dcterms.created", "dcterms.issued", "dc.date.issued", "dc.date.created",
    "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate",
    "publish-date", "publish_date", "published_time", "article.published", "article:published",
    "article_date_original", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "originalpublicationdate", "datecreated", "date_published", "rnews:datepublished", "ptime",
    "publication_date", "displaydate", "article:post_date", "mediator_published_time",
    "article:create_time", "release_date", "date",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified",
    "dc.date.modified", "revised", "lastmod", "modified",
)  # fmt: skip
_PUBLISHED_CSS = (
    '[itemprop="datePublished"]',
    "time[pubdate]",
    'time[class*="publish" i], [class*="publish" i] time, time.entry-date, time.date, abbr.published',
    "article header time[datetime], h1 ~ time[datetime], h1 ~ * time[datetime]",
    "article time[datetime], main time[datetime]",
    "time[datetime]",
)
_MODIFIED_CSS = ('[itemprop="dateModified"]', "time.updated, time[class*='modified' i]")


def _dates(
    page: Page, keys: tuple[str, ...], names: tuple[str, ...], css: tuple[str, ...]
) -> Iterator[str]:
    for node in page.articles:
        for key in keys:
            if isinstance(node.get(key), str | int):
                yield str(node[key])
    for name in names:
        yield from page.meta.get(name, [])[:2]
    for node in page.others:
        for key in keys:
            if isinstance(node.get(key), str | int):
                yield str(node[key])
    for selector in css:
        for element in page.tree.css(selector)[:3]:
            if not _is_update(element):
                yield from _of_time(element)


def _of_time(node: LexborNode) -> Iterator[str]:
    attributes = node.attributes
    for key in ("datetime", "content", "title"):
        value = attributes.get(key)
        if value and any(char.isdigit() for char in value):
            yield value
            return
    text = one_line(node.text())
    if 5 < len(text) < 60:
        yield text


def _is_update(node: LexborNode) -> bool:
    name = (node.attributes.get("class") or "") + (node.attributes.get("itemprop") or "")
    return "updated" in name.lower() or "modif" in name.lower()


def _language(page: Page) -> str | None:
    root = page.tree.root
    declared = root.attributes.get("lang") if root else None
    found = declared or _first(page.meta, "og:locale", "content-language", "dc.language")
    return found.replace("_", "-").strip() or None if found else None
