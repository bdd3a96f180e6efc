"""Entries without a headline: boxes like their neighbours' in which only a date or "more" is a link."""

from __future__ import annotations

import re

from dalil.page.dates import is_date
from dalil.sources import addresses
from dalil.sources.candidates import Candidate
from dalil.sources.entry_texts import is_more
from dalil.sources.regions import Region
from dalil.sources.tree import Element, Page

_DIGITS = re.compile(r"\d+")


def with_untitled(page: Page, regions: list[Region]) -> list[Region]:
    """The regions, and those of their boxes' siblings that are entries without a headline."""
    families: dict[Element, list[Region]] = {}
    for region in regions:
        if region.box.parent is not None:
            families.setdefault(region.box.parent, []).append(region)
    known = {region.title.key for region in regions}
    found = list(regions)
    for parent, family in families.items():
        if len(family) > 1:
            found.extend(_untitled(page, parent, family, known))
    return sorted(found, key=lambda region: region.start)


def _untitled(page: Page, parent: Element, family: list[Region], known: set[str]) -> list[Region]:
    boxes = {region.box for region in family}
    shared = frozenset.intersection(*(_classes(box) for box in boxes))
    if not shared:
        return []
    tag = family[0].box.tag
    found = []
    for child in parent.children:
        if (
            child in boxes
            or child.tag != tag
            or not shared <= _classes(child)
            or "ad" in child.hints
        ):
            continue
        link = _permalink(page, child)
        if link is not None and addresses.key(link.url or "") not in known:
            found.append(_region(child, link, family[0].group))
    return found


def _classes(element: Element) -> frozenset[str]:
    """Class names without their numbers: ``post-12`` is ``post-``."""
    names = (element.attributes.get("class") or "").split()
    return frozenset(_DIGITS.sub("", name) for name in names)


def _permalink(page: Page, box: Element) -> Element | None:
    """The first link in a box that a date or a more link makes."""
    for at in range(box.index, box.last + 1):
        element = page.elements[at]
        if element.tag == "a" and element.url and not addresses.is_comments(element.url):
            text = page.text(element.start, element.end)
            if text and (is_date(text) or is_more(text)):
                return element
    return None


def _region(box: Element, link: Element, group: int) -> Region:
    url = link.url or ""
    title = Candidate(
        text="",
        url=url,
        key=addresses.key(url),
        anchor=link,
        top=link,
        start=box.start,
        end=box.start,
        heading=0,
        weight=0,
        zones=frozenset(),
        inline=False,
    )
    return Region(title=title, box=box, start=box.start, end=box.end, group=group)
