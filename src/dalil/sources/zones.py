"""Which parts of a page are menus, side columns or advertisements rather than its main matter."""

from __future__ import annotations

from dalil.sources.tree import Element, Page

ZONES = frozenset(["nav", "aside", "ad"])
_NEVER = frozenset(["body", "html", "main", "article", "a", "h1", "h2", "h3"])
_NONE: frozenset[str] = frozenset()
_MOST = 0.5  # a "sidebar" with more of the page's text than this is its main column, misnamed


def mark_zones(page: Page) -> list[frozenset[str]]:
    """For each element, the zones it stands in."""
    total = max(1, len(page.runs))
    found: list[frozenset[str]] = []
    for element in page.elements:
        above = found[element.parent.index] if element.parent is not None else frozenset()
        own = _own(element, total) if element.hints else None
        found.append(above | own if own else above)
    return found


def _own(element: Element, total: int) -> frozenset[str]:
    own = element.hints & ZONES
    if not own or element.tag in _NEVER:
        return _NONE
    share = (element.end - element.start) / total
    return _NONE if share > _MOST else own
