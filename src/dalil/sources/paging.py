"""Where the next, older page of a listing is."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from dalil.lang.listings import bare, listing_words
from dalil.sources import addresses
from dalil.sources.tree import Element, Page

_WEB_PATH = re.compile(r"https?://[\w.:-]+(/[^?#;]*|\Z)")
_NUMBER = re.compile(r"\d{1,5}")
_DATA = (
    "data-url",
    "data-href",
    "data-next",
    "data-next-url",
    "data-load-more-url",
    "data-ajax-url",
)


def next_page(page: Page, url: str | None) -> str | None:
    """The address of the next page of the listing, if the page names one."""
    told = _by_rel(page)
    if told:
        return told
    short = [
        (element, text) for element in page.anchors if len(text := _label(page, element)) <= 40
    ]
    return _by_words(short, url) or _by_number(short, url) or _by_data(page)


def _label(page: Page, link: Element) -> str:
    return page.text(link.start, link.end, hidden=True)


def _by_rel(page: Page) -> str | None:
    for link in page.head_links:
        if "next" in (link.get("rel") or "").casefold().split() and link.get("href"):
            return addresses.absolute(page.base, link["href"] or "")
    for element in page.anchors:
        if "next" in (element.attributes.get("rel") or "").casefold().split():
            return element.url
    return None


def _by_words(links: list[tuple[Element, str]], url: str | None) -> str | None:
    """A link called "older posts" or "next", in its text, its title or its class."""
    known = listing_words()
    found: list[tuple[int, str]] = []
    for element, text in links:
        target = element.url or ""
        if not addresses.is_paged(target) and not _differs_by_number(target, url):
            continue
        if not _leads_on(target, url):
            continue
        label = bare(text) or text.strip()
        title = bare(element.attributes.get("aria-label") or element.attributes.get("title") or "")
        if label in known.older or title in known.older:
            found.append((0, target))
        elif _is_named_next(element) or _starts_like(label, known.older):
            found.append((1, target))
        elif label in known.more and addresses.is_paged(target) and _is_the_next(target, url):
            found.append((2, target))
    return min(found)[1] if found else None


def _starts_like(label: str, older: frozenset[str]) -> bool:
    """Whether the first words of a label are a word for the next page: "older news »"."""
    words = label.split()
    return any(" ".join(words[:count]) in older for count in (2, 1) if len(words) > count)


def _is_named_next(element: Element) -> bool:
    names = (element.attributes.get("class") or "") + " " + (element.attributes.get("id") or "")
    parent = element.parent
    if parent is not None:
        names += " " + (parent.attributes.get("class") or "")
    words = re.split(r"[\s_-]+", names.casefold())
    return "next" in words or "older" in words


def _leads_on(target: str, url: str | None) -> bool:
    if not target or ("#" in target and target.split("#")[0] in {"", (url or "").split("#")[0]}):
        return False
    return url is None or (
        addresses.host(target) == addresses.host(url)
        and addresses.key(target) != addresses.key(url)
    )


def _by_number(links: list[tuple[Element, str]], url: str | None) -> str | None:
    """The link after the number of this page, among numbered links."""
    following = str(_current_number(url) + 1)
    for element, text in links:
        if text == following and _leads_on(element.url or "", url):
            target = element.url or ""
            in_cell = element.parent is not None and element.parent.tag == "td"  # of a calendar
            if addresses.is_paged(target) or (not in_cell and _differs_by_number(target, url)):
                return target
    return None


def _current_number(url: str | None) -> int:
    return _stated_number(url) or 1


def _stated_number(url: str | None) -> int | None:
    match = re.search(
        r"(?:/page/?|[?&](?:paged?|p|PAGEN_\d+|pageNo)=|/p|_)(\d{1,5})(?:/|\.html?|&|$)", url or ""
    )
    return int(match[1]) if match else None


def _is_the_next(target: str, url: str | None) -> bool:
    """Whether an address that states a page's number states the next one: ``?p=1`` is a post."""
    return _stated_number(target) in {None, _current_number(url) + 1}


def _differs_by_number(target: str, url: str | None) -> bool:
    if url is None:
        return False
    return _without_numbers(target) == _without_numbers(url)


@lru_cache(maxsize=4096)
def _without_numbers(address: str) -> str:
    web = _WEB_PATH.match(address)
    return _NUMBER.sub("", web[1] if web else urlsplit(address).path)


def _by_data(page: Page) -> str | None:
    """A "load more" button whose address stands in a data attribute."""
    for element in page.elements:
        if element.attributes.keys().isdisjoint(_DATA):
            continue
        for name in _DATA:
            value = element.attributes.get(name)
            if value and addresses.is_paged(value):
                return addresses.absolute(page.base, value)
    return None
