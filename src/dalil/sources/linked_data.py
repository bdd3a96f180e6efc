"""What a page's JSON-LD (https://schema.org) says of the articles that it lists: help, never proof."""

from __future__ import annotations

import json
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from dalil.sources import addresses
from dalil.sources.tree import Page

_LONGEST = 1_000_000  # characters of one script
_MOST = 20_000  #       objects of one page


def documents(parser: LexborHTMLParser, holding: str = "") -> Iterator[object]:
    """The JSON-LD documents of a page that hold a word; what is no JSON is passed over."""
    for node in parser.css('script[type="application/ld+json"]'):
        text = node.text() or ""
        if len(text) <= _LONGEST and holding in text:
            try:
                yield json.loads(text, strict=False)
            except (ValueError, RecursionError):
                continue


def days(page: Page) -> dict[str, str]:
    """When each article was published that the page's lists name, by the key of its address."""
    found: dict[str, str] = {}
    for thing in _things(page.parser):
        url, day = thing.get("url") or thing.get("@id"), thing.get("datePublished")
        address = addresses.absolute(page.base, url) if isinstance(url, str) else None
        if address and isinstance(day, str):
            found.setdefault(addresses.key(address), day[:40])
    return found if len(found) > 1 else {}


def _things(parser: LexborHTMLParser) -> Iterator[dict[str, object]]:
    waiting = list(documents(parser, "datePublished"))
    for _ in range(_MOST):
        if not waiting:
            return
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
