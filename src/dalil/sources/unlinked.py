"""Entries whose headlines are no links: headings, bold lines or lines called a title, each with a date.

Old pages print whole notes one below the other; new ones lay an empty link over a card. Read only
where no linked headlines are found.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from dalil.lang.listings import bare
from dalil.sources import addresses
from dalil.sources.candidates import Candidate, could_be_headline, is_quiet
from dalil.sources.groups import has_date
from dalil.sources.regions import Region
from dalil.sources.tree import HEADINGS, Element, Page
from dalil.sources.weights import weigh

_LEAST, _LONGEST = 12, 250  # letters of a headline
_DATED = 0.6  #               of the entries must print a date, or else it is one text with headings
_BOLD = frozenset(["b", "strong"])


def without_links(page: Page, zones: list[frozenset[str]]) -> list[Region]:
    """The entries of the commonest make of unlinked headline, if most print a date."""
    by_place: dict[tuple[str, ...], list[Candidate]] = {}
    for headline in _headlines(page, zones):
        by_place.setdefault(_place(headline.top), []).append(headline)
    found = max((_regions(page, made) for made in by_place.values()), key=len, default=[])
    dated = sum(has_date(page, one.title, one.start, one.end) for one in found)
    return found if len(found) > 2 and dated >= _DATED * len(found) else []


def _headlines(page: Page, zones: list[frozenset[str]]) -> Iterator[Candidate]:
    """Lines that are a heading, bold or a title from end to end."""
    at = 0
    for end in range(1, len(page.runs) + 1):
        if end < len(page.runs) and page.runs[end].block == page.runs[at].block:
            continue
        line, start, at = page.runs[at:end], at, end
        element = line[0].parent
        top = next((one for one in _around(element) if is_head(one)), None)
        if top is None or (top.start, top.end) != (start, end) or zones[element.index]:
            continue
        text = page.text(start, end)
        weight = weigh(text)
        if any(run.anchor for run in line) or not _LEAST <= weight <= _LONGEST:
            continue
        if could_be_headline(text):
            level = int(top.tag[1]) if top.tag in HEADINGS else 0
            yield Candidate(
                text=text,
                url="",
                key=f"#{start}",
                anchor=top,
                top=top,
                start=start,
                end=end,
                heading=level,
                weight=weight,
                zones=frozenset(),
                inline=False,
            )


def _around(element: Element) -> Iterator[Element]:
    """An element and the two around it."""
    above: Element | None = element
    for _ in range(3):
        if above is None:
            return
        yield above
        above = above.parent


def is_head(element: Element) -> bool:
    """Whether an element is a heading, bold, or called a title."""
    return element.tag in HEADINGS or element.tag in _BOLD or "title" in element.hints


def _place(element: Element) -> tuple[str, ...]:
    parent = element.parent
    above = parent.parent if parent is not None else None
    return (
        element.tag,
        element.attributes.get("class") or "",
        parent.tag if parent is not None else "",
        above.tag if above is not None else "",
    )


def _regions(page: Page, headlines: list[Candidate]) -> list[Region]:
    """Each from its headline to the next; the last as long as the others are."""
    if len(headlines) < 3:
        return []
    ends = [following.start for _, following in pairwise(headlines)]
    usual = median(end - one.start for one, end in zip(headlines, ends, strict=False))
    last = headlines[-1]
    ends.append(min(len(page.runs), last.start + round(usual)))
    labels = _labels(page)
    return [
        Region(
            title=_leading_to(headline, labels.get(bare(headline.text)) or _only_link(page, headline, end)),
            box=headline.top.parent or headline.top,
            start=headline.start,
            end=end,
            group=0,
        )
        for headline, end in zip(headlines, ends, strict=True)
    ]  # fmt: skip


def _labels(page: Page) -> dict[str, str]:
    """Where links without words lead, by what they are labelled."""
    return {
        bare(label): link.url
        for link in page.anchors
        if link.url and (label := link.attributes.get("aria-label") or link.attributes.get("title"))
    }


def _only_link(page: Page, headline: Candidate, end: int) -> str:
    """Where the pictures and more links of an entry lead, if all lead to one page."""
    urls = {
        run.anchor.url
        for run in page.runs[headline.end : end]
        if run.anchor is not None and run.anchor.url and is_quiet(page, run.anchor)
    }
    return urls.pop() if len(urls) == 1 else ""


def _leading_to(headline: Candidate, url: str) -> Candidate:
    if url:
        headline.url, headline.key = url, addresses.key(url)
    return headline
