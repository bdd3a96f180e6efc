"""Links that could be headlines: what they say, where they lead, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from dalil.lang.listings import bare, listing_words
from dalil.page.dates import is_date
from dalil.sources import addresses
from dalil.sources.tree import HEADINGS, Element, Page
from dalil.sources.weights import weigh

_LONGEST = 400
_DATE = 40  #    characters of a printed date
_LABELS = frozenset(["rubric", "date", "author", "comments"])
_LOOK = 40  #    runs either side that are looked at for running text
_CARDS = 4  #    links that must say it, for a line in them to be a label
_ALIKE = 0.6  #  of such lines may differ
_INLINE = 1.5  # a link in running text: that much more text beside it than in it


@dataclass(slots=True, eq=False, kw_only=True)
class Candidate:
    """A link that could be the headline of an entry."""

    text: str
    url: str
    key: str
    anchor: Element
    top: Element  #     the highest element that holds this headline and nothing else
    start: int  #       runs of the headline
    end: int
    heading: int  #     1 to 6; 0 if it stands in no heading
    weight: int  #      letters, wide ones counted twice
    zones: frozenset[str]
    inline: bool  #     a link inside a sentence


def find_candidates(page: Page, zones: list[frozenset[str]]) -> list[Candidate]:
    """All links that could be headlines, in page order; the page itself and its home are none."""
    home = {addresses.key(page.base)} | homes(page.base) if page.base else set()
    labels = _label_places(page)
    found = []
    for element in page.anchors:
        if not element.hidden:
            candidate = _candidate(page, element, zones[element.index], labels)
            if candidate is not None and candidate.key not in home:
                found.append(candidate)
    found.extend(_unlinked(page, zones, {candidate.key for candidate in found} | home))
    return sorted(found, key=lambda candidate: candidate.start)


def _unlinked(page: Page, zones: list[frozenset[str]], known: set[str]) -> list[Candidate]:
    """Headings that are no links, beside a picture or a "read more" that leads to nothing else."""
    headings = page.headings
    found = []
    for heading in headings:
        if zones[heading.index] or heading.hidden or _links(page, heading):
            continue
        box = _alone(heading)
        start = _past_kicker(page, heading, box)
        text = page.text(start, heading.end)
        links = _links(page, box) or _links_below(page, heading)
        urls = {link.url for link in links if link.url and is_quiet(page, link)}
        short = weigh(text) < 8 and start == heading.start
        if len(urls) != 1 or short or len(text) > _LONGEST or not could_be_headline(text):
            continue
        url = urls.pop()
        if addresses.key(url) not in known:
            found.append(_from_heading(heading, start, text, url))
    return found


def _past_kicker(page: Page, heading: Element, box: Element) -> int:
    """The run at which a heading says what the link's label says: behind a "Live" or "Exclusive"."""
    if heading.end - heading.start < 2:
        return heading.start
    labels = {bare(link.attributes.get("aria-label") or "") for link in _links(page, box)} - {""}
    for at in range(heading.start, min(heading.end, heading.start + 4)):
        if bare(page.text(at, heading.end)) in labels:
            return at
    return heading.start


def _from_heading(heading: Element, start: int, text: str, url: str) -> Candidate:
    return Candidate(
        text=text,
        url=url,
        key=addresses.key(url),
        anchor=heading,
        top=heading,
        start=start,
        end=heading.end,
        heading=int(heading.tag[1]),
        weight=weigh(text),
        zones=frozenset(),
        inline=False,
    )


def _links(page: Page, box: Element) -> list[Element]:
    return [
        element
        for element in page.elements[box.index : box.last + 1]
        if element.tag == "a" and element.url
    ]


def _links_below(page: Page, heading: Element) -> list[Element]:
    """The links between a heading and the next, where no box parts the entries."""
    end = heading.parent.last if heading.parent is not None else heading.last
    found: list[Element] = []
    for at in range(heading.last + 1, min(end, heading.last + _LOOK) + 1):
        element = page.elements[at]
        if element.tag in HEADINGS:
            break
        if element.tag == "a" and element.url:
            found.append(element)
    return found


def _alone(heading: Element) -> Element:
    """The largest element around a heading that holds no other heading; not much larger than it."""
    box = heading
    while box.parent is not None and box.parent.tag != "body":
        above = box.parent
        if above.last - above.index > 80 or _holds_heading(above, box):
            break
        box = above
    return box


def _holds_heading(above: Element, besides: Element) -> bool:
    waiting = [child for child in above.children if child is not besides]
    while waiting:
        element = waiting.pop()
        if element.tag in HEADINGS:
            return True
        waiting.extend(element.children)
    return False


def is_quiet(page: Page, link: Element) -> bool:
    """Whether a link has no words of its own: a picture, or "read more"."""
    text = page.text(link.start, link.end)
    return not text or bare(text) in listing_words().more


def homes(base: str) -> set[str]:
    """The front page, by its usual addresses."""
    host = addresses.host(base)
    return {f"{host}/{name}" for name in ("", "index.php", "index.html", "index.htm", "home")}


def _place(page: Page, anchor: Element, at: int) -> str:
    """Where a run stands in a link: its element's class, or how many runs stand before it."""
    parent = page.runs[at].parent
    return parent.attributes.get("class") or f"{parent.tag} {at - anchor.start}"


def _label_places(page: Page) -> frozenset[str]:
    """Places in links at which many say the same: the rubric on each card."""
    said: dict[str, set[tuple[str, str]]] = {}
    for anchor in page.anchors:
        if anchor.last > anchor.index and anchor.end - anchor.start > 1:
            for at in range(anchor.start, anchor.end):
                if page.runs[at].parent is not anchor:
                    place = _place(page, anchor, at)
                    said.setdefault(place, set()).add((anchor.url or "", page.runs[at].line))
    return frozenset(
        place
        for place, pairs in said.items()
        if len(pairs) >= _CARDS and len({text for _, text in pairs}) <= _ALIKE * len(pairs)
    )


def _candidate(
    page: Page, anchor: Element, zones: frozenset[str], labels: frozenset[str]
) -> Candidate | None:
    url = anchor.url or ""
    span = _headline_span(page, anchor, labels)
    if span is None or addresses.is_comments(url) or addresses.is_service(url):
        return None
    if (anchor.attributes.get("href") or "").lstrip().startswith("#"):
        return None
    start, end, inner = span
    text = page.text(start, end)
    weight = weigh(text)
    if weight < 2 or not could_be_headline(text):
        return None
    heading, top = _heading_around(page, anchor, inner)
    return Candidate(
        text=text,
        url=url,
        key=addresses.key(url),
        anchor=anchor,
        top=top,
        start=start,
        end=end,
        heading=heading,
        weight=weight,
        zones=zones,
        inline=not heading and _is_inline(page, anchor, weight),
    )


def could_be_headline(text: str) -> bool:
    """Whether a link's text is neither "read more", a date, a number nor a service of the page."""
    folded = bare(text)
    known = listing_words()
    if not folded or folded.isdigit() or folded in known.more or folded in known.older:
        return False
    if folded in known.comments or folded in known.newer or folded.startswith(known.more_start):
        return False
    words = folded.split()
    if (
        len(words) <= 4
        and words[-1].strip("()") in known.comments
        and any(c.isdigit() for c in folded)
    ):
        return False
    if len(words) == 2 and words[1].isdigit() and words[0].rstrip(":") in known.comments:
        return False
    return len(text) > _DATE or not is_date(text)


def _headline_span(
    page: Page, anchor: Element, labels: frozenset[str]
) -> tuple[int, int, Element | None] | None:
    """The runs of the headline inside a link: a heading in it, what is named title, or a first line."""
    if anchor.start == anchor.end:
        return None
    start, end = _without_dates(page, anchor.start, anchor.end)
    if (start, end) != (anchor.start, anchor.end) and _is_one_line(page, anchor):
        return start, end, None
    if anchor.last == anchor.index:
        return anchor.start, anchor.end, None
    below = page.elements[anchor.index + 1 : anchor.last + 1]
    for element in below:
        if element.tag in HEADINGS and page.text(element.start, element.end):
            return element.start, element.end, element
    for element in below:
        if "title" in element.hints and weigh(page.text(element.start, element.end)) >= 8:
            return element.start, element.end, element
    return _first_line(page, anchor, labels)


def _is_one_line(page: Page, anchor: Element) -> bool:
    return page.runs[anchor.start].block == page.runs[anchor.end - 1].block


def _without_dates(page: Page, start: int, end: int) -> tuple[int, int]:
    """Runs without dates at their ends: "Headline" "12.05.2025" in one link."""
    if not 1 < end - start <= 6 or weigh(page.text(start, end)) > _LONGEST:
        return start, end
    while end - start > 1 and is_date(page.runs[end - 1].text.strip()):
        end -= 1
    while end - start > 1 and is_date(page.runs[start].text.strip()):
        start += 1
    return start, end


def _first_line(
    page: Page, anchor: Element, labels: frozenset[str]
) -> tuple[int, int, Element | None] | None:
    runs = page.runs
    at = anchor.start
    best: tuple[int, int] | None = None
    while at < anchor.end:
        end = at
        while end < anchor.end and runs[end].block == runs[at].block:
            end += 1
        text = page.text(at, end)
        around = runs[at].parent
        named = around.hints & _LABELS or _place(page, anchor, at) in labels
        label = anchor is not around and named
        if label and end < anchor.end:
            at = end
            continue
        if len(text) <= _LONGEST and weigh(text) >= 12 and could_be_headline(text):
            return at, end, None
        if best is None and text:
            best = (at, end)
        at = end
    return (*best, None) if best else None


def _heading_around(page: Page, anchor: Element, inner: Element | None) -> tuple[int, Element]:
    """The heading's level, and the highest element that holds the headline alone."""
    top = anchor
    level = int(inner.tag[1]) if inner is not None and inner.tag in HEADINGS else 0
    above = anchor.parent
    for _ in range(4):
        if above is None or above.tag == "body":
            break
        if above.tag in HEADINGS:
            return int(above.tag[1]), above
        if (above.start, above.end) == (anchor.start, anchor.end):
            top = above
        above = above.parent
    return level, top


def _is_inline(page: Page, anchor: Element, weight: int) -> bool:
    """Whether the link stands in running text: its line says much more than the link does."""
    runs = page.runs
    block = runs[anchor.start].block
    if runs[anchor.end - 1].block != block:
        return False
    needed = max(30, _INLINE * weight)
    beside = 0.0
    for step, first in ((-1, anchor.start - 1), (1, anchor.end)):
        for at in range(first, first + step * _LOOK, step):
            if not 0 <= at < len(runs) or runs[at].block != block:
                break
            if runs[at].anchor is None:
                beside += runs[at].weight
    return beside > needed
