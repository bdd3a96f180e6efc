"""What a page calls the outlet it belongs to: a byline of that name is one, not a word of the menu."""

from __future__ import annotations

import re

from dalil.lang.listings import bare
from dalil.sources import addresses
from dalil.sources.candidates import homes
from dalil.sources.tree import Element, Page

_META = 'meta[property="og:site_name"], meta[name="application-name"], meta[itemprop="publisher"]'
_PARTS = re.compile(r"\s+[|–—•·»:/-]+\s+|\s*\|\s*")
_QUOTED = re.compile(r"[«“„\"](.{2,60}?)[»”“\"]")
_LONGEST = 60


def outlet_names(page: Page) -> frozenset[str]:
    """The outlet's names, bare: from ``og:site_name``, links home, and behind the page's title."""
    told = [node.attributes.get("content") or "" for node in page.parser.css(_META)[:8]]
    home = homes(page.base) if page.base else set()
    for element in page.anchors:
        if _leads_home(element, home):
            told.append(page.text(element.start, element.end, hidden=True)[: 2 * _LONGEST])
            told.extend(_alternatives(page, element))
    parts = _PARTS.split((page.title or "")[:500])
    if len(parts) > 1:
        told.append(parts[-1])
    quoted = [match[1] for name in told for match in _QUOTED.finditer(name[:500])]
    names = (bare(name).strip('«»“”"') for name in (*told, *quoted))
    return frozenset(name for name in names if 1 < len(name) <= _LONGEST)


def _leads_home(link: Element, home: set[str]) -> bool:
    rel = (link.attributes.get("rel") or "").casefold().split()
    return "home" in rel or addresses.key(link.url or "") in home


def _alternatives(page: Page, link: Element) -> list[str]:
    """What stands for the pictures in a link: a logo's name."""
    inside = page.elements[link.index + 1 : min(link.last, link.index + 8) + 1]
    return [(element.attributes.get("alt") or "")[:_LONGEST] for element in inside]
