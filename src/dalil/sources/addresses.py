"""Addresses on a page: made absolute, compared, and what their shape alone says about them."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from dalil.model import Published
from dalil.page.dates import read_date

_NOT_PAGES = re.compile(
    r"^\s*(?:javascript|mailto|tel|data|sms|whatsapp|viber|tg|about|blob):", re.IGNORECASE
)
_PLAIN = re.compile(r"https?://[\w.-]+(?:/[^\s\\]*)?\Z")
_ORIGIN = re.compile(r"https?://[^/?#\s\\]+")
_KEYED = re.compile(r"https?://(?:www\.)?([\w.:-]+)(/[^?#\s]*)?(?:#.*)?")
_AUTHOR = re.compile(
    r"/(?:authors?|avtor|avtory|autor|people|person|profiles?|users?|members?|staff|by|journalists?|"
    r"contributors?|columnists?|reporters?|writers?|bio|editor|muallif|avtorlar|u)/[^/]|"
    r"/@[^/?#]+/?(?:[?#]|\Z)",
    re.IGNORECASE,
)
_RUBRIC = re.compile(
    r"[/?&](?:(?<=/)(?:categor(?:y|ies|ia)|tags?|topics?|sections?|rubric?s?|rubriki?|rubrika|temy?|themes?|labels?|"
    r"taxonomy|kategorie|tema|subject|cat|c|collections?|series|hashtag|keywords?|issues?|region|country)"
    r"(?:/|\?|$)|(?<=[?&])(?:cat|category|tag|rubric|section|topic|label|filter)(?:_?id)?=|"
    r"(?<=/)search/(?:label/|\?)|(?<=/)search\?)",
    re.IGNORECASE,
)
_PAGED = re.compile(
    r"[/?&](?:(?<=/)(?:(?:page|seite|pagina|strona|stranica)[-_/]?\d+|p/?\d{1,3}/?$)|(?<=[?&])(?:page|paged|p|pg|start|offset|skip|PAGEN_\d+|pageNo|pageno|updated-max|before|cursor|max_id|pagina|stranica|seite|list)=)",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"[#?&/](?:(?<=#)(?:comments?|respond|disqus|reply|reviews?)|(?<=[?&])showComment|(?<=/)comments?/?$)",
    re.IGNORECASE,
)
_SHARE = re.compile(  # at a known place: it matches from the start, or not at all
    r"(?:https?:)?//(?:[\w-]+\.)*(?:(?:facebook|twitter|x|vk|linkedin)\.com/(?:share|intent)|"
    r"(?:t|telegram)\.me/share|plus\.google\.com|pinterest\.[a-z.]+/pin/create|"
    r"connect\.(?:ok|mail)\.ru|reddit\.com/submit|wa\.me/)",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"[/?&](?:(?<=/)(?:print/|(?:wp-)?login|signin|register)|(?<=[?&])share=)", re.IGNORECASE
)
_IN_PATH = re.compile(
    r"(?:/|-)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|[1-9](?=/))[/-]?(0[1-9]|[12]\d|3[01]|[1-9](?=[/-]))(?=[/_.-]|$)"
)

_FILES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".odt", ".zip", ".ppt", ".pptx", ".rtf")
_HEADLINE = 3  # marks between the words of an address that is a headline's

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_IN_PATH = re.compile(
    rf"/((?:19|20)\d\d)/({'|'.join(_MONTHS)})[a-z]{{0,6}}/(0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def absolute(base: str | None, href: str) -> str | None:
    """``href`` against the page's address; None if it leads to no page."""
    href = "".join(href.split()) if "\n" in href or "\t" in href else href.strip()
    if _PLAIN.match(href):
        return href
    if not href or _NOT_PAGES.match(href):
        return None
    if base and href[0] == "/" and href[1:2] != "/" and "/." not in href:
        origin = _origin(base)
        if origin:
            return origin + href
    try:
        joined = urljoin(base, href) if base else href
        parts = urlsplit(joined)
    except ValueError:
        return None
    if parts.scheme and parts.scheme not in {"http", "https"}:
        return None
    return joined


@lru_cache(maxsize=64)
def _origin(base: str) -> str | None:
    match = _ORIGIN.match(base)
    return match[0] if match else None


@lru_cache(maxsize=8192)
def key(url: str) -> str:
    """What two spellings of one address share: no ``www.``, no fragment, the query sorted."""
    plain = _KEYED.fullmatch(url)
    if plain:
        return f"{plain[1].casefold()}{(plain[2] or '').rstrip('/') or '/'}"
    try:
        parts = urlsplit(url)
        query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    except ValueError:
        return url
    host = parts.netloc.casefold().removeprefix("www.")
    return (
        f"{host}{parts.path.rstrip('/') or '/'}?{query}"
        if query
        else f"{host}{parts.path.rstrip('/') or '/'}"
    )


@lru_cache(maxsize=8192)
def host(url: str) -> str:
    """The host of an address, without ``www.``."""
    try:
        return urlsplit(url).netloc.casefold().removeprefix("www.")
    except ValueError:
        return ""


@lru_cache(maxsize=8192)
def is_author(url: str) -> bool:
    """Whether the address is that of a person's page."""
    return bool(_AUTHOR.search(url))


@lru_cache(maxsize=8192)
def is_rubric(url: str) -> bool:
    """Whether the address is that of a rubric, tag or search."""
    return bool(_RUBRIC.search(url))


@lru_cache(maxsize=8192)
def is_paged(url: str) -> bool:
    """Whether the address is that of a numbered page of a listing."""
    return bool(_PAGED.search(url))


@lru_cache(maxsize=8192)
def is_comments(url: str) -> bool:
    """Whether the address leads to the comments below an article."""
    return bool(_COMMENTS.search(url))


@lru_cache(maxsize=8192)
def is_service(url: str) -> bool:
    """Whether the address shares, prints or signs in."""
    return bool(_SERVICE.search(url) or _SHARE.match(url))


def is_file(url: str) -> bool:
    """Whether the address is that of a document to download."""
    return url.partition("?")[0].casefold().endswith(_FILES)


def names_day(url: str) -> bool:
    """Whether the address holds the day of a publication."""
    return bool(_IN_PATH.search(url) or _NAMED_IN_PATH.search(url))


def names_headline(url: str) -> bool:
    """Whether the address ends in the words of a headline: ``/news/the-dam-is-full-again``."""
    name = url.partition("?")[0].rstrip("/").rpartition("/")[2]
    return name.count("-") + name.count("_") >= _HEADLINE


def date_in(url: str, captured_at: datetime | None) -> Published | None:
    """The day of an address: ``/2016/04/21/``, ``/2016/0421/``, ``2016-04-21-x``, ``/2016/apr/21/``."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    match = _IN_PATH.search(path)
    if match is not None:
        day = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
        return read_date(day, origin="url", captured_at=captured_at)
    match = _NAMED_IN_PATH.search(path)
    if match is None:
        return None
    month = _MONTHS.index(match[2].casefold()) + 1
    day = f"{match[1]}-{month:02}-{int(match[3]):02}"
    return read_date(day, origin="url", captured_at=captured_at)
