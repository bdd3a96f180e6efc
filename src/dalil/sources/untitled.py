"""Entries without a headline: boxes like their neighbours' in which only a date or "more" is a link."""

from __future__ import annotations

import re
from bisect import bisect_left
from statistics import median

from dalil.lang.listings import bare
from dalil.page.dates import is_date
from dalil.sources import addresses
from dalil.sources.candidates import Candidate, could_be_headline
from dalil.sources.entry_texts import is_more
from dalil.sources.groups import has_date, is_clock
from dalil.sources.regions import Region
from dalil.sources.tree import Element, Page
from dalil.sources.unlinked import is_head
from dalil.sources.weights import weigh

_DIGITS = re.compile(r"\d+")
_HEADLINE = 12  # letters of a headline, at least
_SERVICE = 30  # letters of a link that only serves
_ROWS = 3  #     rows that make a list
_DATED = 0.6  #  of them must print a date
_MESSAGE = 60  # letters of a message, in the middle


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


def without_headlines(page: Page) -> list[Region]:
    """Entries of a page without headlines, a channel's messages: boxes with a dated link each."""
    by_place: dict[tuple[str, ...], dict[str, Element]] = {}
    for element in page.elements:
        if element.tag == "a" and element.url and not element.hidden and _is_dated(page, element):
            by_place.setdefault(_place(element), {}).setdefault(addresses.key(element.url), element)
    links = max((list(links.values()) for links in by_place.values()), key=len, default=[])
    boxes = _boxes(links)
    told = [weigh(page.text(box.start, box.end)) for box in boxes]
    if len(boxes) < 2 or median(told) < _MESSAGE or len({box.index for box in boxes}) < len(boxes):
        return []
    found = [_region(box, link, 0) for box, link in zip(boxes, links, strict=True)]
    heads = [_bold(page, box) for box in boxes]
    if all(heads):
        for region, head in zip(found, heads, strict=True):
            _entitle(page, region, head)
    return found


def beside_links(page: Page, zones: list[frozenset[str]]) -> list[Region]:
    """Entries whose headline is plain text beside a link that is called alike in all: "Read", "PDF"."""
    by_label: dict[tuple[str, ...], dict[str, Element]] = {}
    for link in page.anchors:
        text = bare(page.text(link.start, link.end))
        if 0 < len(text) <= _SERVICE and not zones[link.index] and not _serves(link):
            alike = by_label.setdefault((text, *_place(link)), {})
            alike.setdefault(addresses.key(link.url or ""), link)
    links = max((list(alike.values()) for alike in by_label.values()), key=len, default=[])
    boxes = _boxes(links)
    if len(boxes) < _ROWS or len({box.index for box in boxes}) < len(boxes):
        return []
    found = [_region(box, link, 0) for box, link in zip(boxes, links, strict=True)]
    told = [_entitle_plainly(page, region) for region in found]
    dated = sum(has_date(page, one.title, one.start, one.end) for one in found)
    return found if all(told) and dated >= _DATED * len(found) else []


def _serves(link: Element) -> bool:
    url = link.url or ""
    return not url or link.hidden or addresses.is_comments(url) or addresses.is_service(url)


def _entitle_plainly(page: Page, region: Region) -> bool:
    """Make the first long line outside of links a region's headline, if there is one."""
    at = region.start
    for end in range(region.start + 1, region.end + 1):
        if end < region.end and page.runs[end].block == page.runs[at].block:
            continue
        start, at = at, end
        text = page.text(start, end)
        linked = any(run.anchor is not None for run in page.runs[start:end])
        if not linked and weigh(text) >= _HEADLINE and could_be_headline(text):
            title = region.title
            title.start, title.end, title.text, title.weight = start, end, text, weigh(text)
            return True
    return False


def _bold(page: Page, box: Element) -> Element | None:
    """The first words of a box that are a heading or bold, and long enough for a headline."""
    for element in page.elements[box.index : box.last + 1]:
        if is_head(element):
            text = page.text(element.start, element.end)
            return element if weigh(text) >= _HEADLINE and could_be_headline(text) else None
    return None


def _entitle(page: Page, region: Region, head: Element | None) -> None:
    if head is not None:
        title = region.title
        title.start, title.end, title.text = head.start, head.end, page.text(head.start, head.end)
        title.weight = weigh(title.text)


def _is_dated(page: Page, link: Element) -> bool:
    text = page.text(link.start, link.end)
    return len(text) <= 40 and bool(text) and (is_clock(text) or is_date(text))


def _place(element: Element) -> tuple[str, ...]:
    tags: list[str] = []
    above: Element | None = element
    while above is not None and len(tags) < 12:
        tags.append(above.tag)
        above = above.parent
    return (*tags, element.attributes.get("class") or "")


def _boxes(links: list[Element]) -> list[Element]:
    starts = [link.index for link in links]
    return [_box(link, starts) for link in links]


def _box(link: Element, starts: list[int]) -> Element:
    """The largest element around a link that holds no other of those that begin at ``starts``."""
    box = link
    while box.parent is not None and box.parent.tag != "body":
        above = box.parent
        at = bisect_left(starts, above.index)
        if at + 1 < len(starts) and starts[at + 1] <= above.last:
            break
        box = above
    return box


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
