"""Headlines of one make: candidates with the same place in the page's structure, weighed as a group.

A listing repeats itself. Whatever its classes are called, the links at the same place of each repeat
form a group; the group of the headlines is the one with long and different texts that lead to
different addresses, in headings, with text, a date and a second link to the same address beside them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log2
from statistics import median

from dalil.page.dates import date_span, is_date, read_date
from dalil.sources import addresses
from dalil.sources.candidates import Candidate
from dalil.sources.tree import Element, Page

_DIGITS = re.compile(r"\d+")
_TITLE_FULL = 40  # letters of a headline that certainly is one
_TEASER = 50
_STRONG = 20
_CERTAIN = 2.0  #  quality of a group that needs no taking apart
_LEAST_APART = 6  # links of a group that may be taken apart
_RANKS, _MOST_RANKS = 3, 5  # elements up from a link that are looked at, and ranks there may be
_MONTH = 30  #     letters of a heading that names a month
_COPIES = 2  #     a headline may stand twice, for desktop and phone
_NO_HEADLINE = frozenset(["rubric", "author", "comments"])
_CLOCK = re.compile(r"\s*[012]?\d[:.][0-5]\d\s*(?:[ap]\.?m\.?)?\s*", re.IGNORECASE)

LEAST = 1.3  #     quality below which nothing is an entry
_WORTH = {
    "length": 1.4,
    "heading": 0.9,
    "titled": 0.3,
    "teaser": 0.9,
    "date": 0.7,
    "again": 0.3,
    "nav": -1.6,
    "aside": -0.8,
    "ad": -1.0,
    "rubric": -1.5,
    "repeated": -1.5,
}


@dataclass(slots=True, eq=False)
class Group:
    """Candidates of one make, their boxes, and how much they look like the page's entries."""

    members: list[Candidate]
    boxes: dict[Candidate, Element] = field(default_factory=dict)
    quality: float = 0.0
    score: float = 0.0
    signs: dict[str, float] = field(default_factory=dict)

    @property
    def heading(self) -> bool:
        """Whether most members are headings."""
        return sum(1 for member in self.members if member.heading) * 2 > len(self.members)


def make_groups(page: Page, candidates: list[Candidate]) -> list[Group]:
    """Candidates by their place in the structure, weighed, best first."""
    places = _Places(page)
    by_place: dict[tuple[object, ...], list[Candidate]] = {}
    for candidate in candidates:
        if not candidate.inline:
            by_place.setdefault(places.of(candidate), []).append(candidate)
    groups = [Group(members) for members in by_place.values()]
    strong = _strong(candidates)
    links = _links_by_key(page)
    for group in groups:
        _weigh(page, group, links, strong)
    parts = [part for group in groups for part in _apart(group)]
    for part in parts:
        _weigh(page, part, links, strong)
    groups.extend(parts)
    return sorted(groups, key=lambda group: -group.score)


def _apart(group: Group) -> list[Group]:
    """Links that only their order tells apart, "writer, headline, comments", by their rank in a card.

    A rank is the position among siblings where it takes few values, each of them often: the links
    themselves, or what is one or two elements around them.
    """
    if group.quality >= _CERTAIN or group.signs["nav"] > 0.5 or len(group.members) < _LEAST_APART:
        return []
    places: list[list[int]] = [[] for _ in group.members]
    around: list[Element | None] = [member.anchor for member in group.members]
    for _ in range(_RANKS):
        ranks = [_rank(element) for element in around]
        times = Counter(ranks)
        if 1 < len(times) <= _MOST_RANKS and min(times.values()) * 4 > max(times.values()) > 2:
            for place, rank in zip(places, ranks, strict=True):
                place.append(rank)
        around = [element.parent if element is not None else None for element in around]
    parts: dict[tuple[int, ...], list[Candidate]] = {}
    for member, place in zip(group.members, places, strict=True):
        parts.setdefault(tuple(place), []).append(member)
    return [Group(part) for part in parts.values() if len(part) > 2] if len(parts) > 1 else []


def _rank(element: Element | None) -> int:
    """The position of an element among its siblings."""
    if element is None or element.parent is None:
        return 0
    return bisect_left(element.parent.children, element.index, key=lambda child: child.index)


class _Places:
    """Where a headline stands: the tags above it, with the classes of the two lowest elements."""

    def __init__(self, page: Page) -> None:
        self.common = _common_classes(page)
        self.kept: dict[str, str] = {}  #   class attribute → the classes in it that are repeated
        self.numbers: dict[tuple[int, str], int] = {}
        self.paths: dict[Element, int] = {}

    def of(self, candidate: Candidate) -> tuple[object, ...]:
        anchor = candidate.anchor
        above = anchor.parent
        if above is None or above.tag == "body":
            return (self._named(anchor), candidate.heading)
        path = self._path(above.parent)
        return (self._named(anchor), self._named(above), path, candidate.heading)

    def _path(self, element: Element | None) -> int:
        """A number for an element: the same for the same tags around it, up to the body."""
        below: list[Element] = []
        while element is not None and element.tag != "body" and element not in self.paths:
            below.append(element)
            element = element.parent
        found = 0 if element is None or element.tag == "body" else self.paths[element]
        for one in reversed(below):
            found = self.numbers.setdefault((found, one.tag), len(self.numbers) + 1)
            self.paths[one] = found
        return found

    def _named(self, element: Element) -> str:
        names = element.attributes.get("class") or ""
        if names not in self.kept:
            kept = (_DIGITS.sub("", name) for name in names.split() if self.common[name] > 1)
            self.kept[names] = ".".join(sorted(kept))
        return f"{element.tag}.{self.kept[names]}"


def _common_classes(page: Page) -> Counter[str]:
    counted: Counter[str] = Counter()
    attributes = [one.attributes.get("class") for one in page.elements if one.attributes]
    for names, times in Counter(attributes).items():
        for name in (names or "").split():
            counted[name] += times
    return counted


def _strong(candidates: Iterable[Candidate]) -> list[tuple[int, Candidate]]:
    """Candidates that are probably some entry's headline, by the run they begin at."""
    return sorted(
        (
            (one.start, one)
            for one in candidates
            if not one.inline and not one.zones and (one.heading or one.weight >= _STRONG)
        ),
        key=lambda pair: pair[0],
    )


def _links_by_key(page: Page) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for element in page.anchors:
        found.setdefault(addresses.key(element.url or ""), []).append(element)
    return found


def _find_boxes(group: Group, strong: list[tuple[int, Candidate]]) -> None:
    """For each member the largest element around it that holds no other entry's headline."""
    starts = sorted((member.start, member.key) for member in group.members)
    alone = len({member.key for member in group.members}) == 1
    for member in group.members:
        box = member.top
        above = box.parent
        while above is not None and above.tag != "body":
            if _holds_other(starts, above, member) or _holds_strong(strong, above, member, alone):
                break
            box = above
            above = above.parent
        group.boxes[member] = box


def _holds_other(starts: list[tuple[int, str]], box: Element, member: Candidate) -> bool:
    at = bisect_left(starts, (box.start, ""))
    while at < len(starts) and starts[at][0] < box.end:
        if starts[at][1] != member.key:
            return True
        at += 1
    return False


def _holds_strong(
    strong: list[tuple[int, Candidate]], box: Element, member: Candidate, alone: bool
) -> bool:
    """Whether a box holds other entries' headlines; a first story's own may be the larger heading."""
    at = bisect_left(strong, box.start, key=lambda pair: pair[0])
    others: set[str] = set()
    while at < len(strong) and strong[at][0] < box.end:
        other = strong[at][1]
        if other.key != member.key:
            if other.heading and (not member.heading or other.heading <= member.heading):
                return True
            others.add(other.key)
            if len(others) >= 3 and (alone or not member.heading):
                return True
        at += 1
    return False


def _weigh(
    page: Page,
    group: Group,
    links: dict[str, list[Element]],
    strong: list[tuple[int, Candidate]],
) -> None:
    members = _one_each(group.members)
    count = len(members)
    length = median(member.weight for member in members)
    distinct = len({member.text.casefold() for member in members}) / count

    def share(hits: list[bool]) -> float:
        return hits.count(True) / count

    signs = {
        "length": min(1.0, length / _TITLE_FULL),
        "heading": share([bool(member.heading) for member in members]),
        "titled": share(
            ["title" in member.top.hints or "title" in member.anchor.hints for member in members]
        ),
        "nav": share(["nav" in member.zones for member in members]),
        "aside": share(["aside" in member.zones for member in members]),
        "ad": share(["ad" in member.zones for member in members]),
        "rubric": share([is_rubric(member) for member in members]),
        "repeated": max(1 - distinct, 1 - _COPIES * count / len(group.members)),
        "again": share([len(links.get(member.key, ())) > 1 for member in members]),
    }
    signs["teaser"] = signs["date"] = 0.0
    group.signs = signs
    group.quality = sum(_WORTH[sign] * value for sign, value in signs.items())
    if group.quality + _WORTH["teaser"] + _WORTH["date"] < LEAST:
        return  # whatever stands beside these links, they are no entries
    _find_boxes(group, strong)
    reaches = _reaches(group, members)
    sample = reaches if count <= 12 else reaches[:: count // 8]
    signs["teaser"] = sum(has_teaser(page, *reach) for reach in sample) / len(sample)
    signs["date"] = sum(has_date(page, *reach) for reach in sample) / len(sample)
    group.quality = sum(_WORTH[sign] * value for sign, value in signs.items())
    group.score = (
        group.quality * (1 + 0.5 * log2(1 + count)) if group.quality > 0 else group.quality
    )


def _reaches(group: Group, members: list[Candidate]) -> list[tuple[Candidate, int, int]]:
    """For each member the runs of its box, and on to the next box if that is a sibling."""
    ordered = sorted(members, key=lambda member: member.start)
    found = []
    for member, following in zip(ordered, [*ordered[1:], None], strict=True):
        box = group.boxes[member]
        beside = group.boxes[following] if following is not None else None
        end = beside.start if beside is not None and beside.parent is box.parent else box.end
        found.append((member, box.start, max(end, box.end)))
    return found


def _one_each(members: list[Candidate]) -> list[Candidate]:
    return list({member.key: member for member in reversed(members)}.values())


def is_rubric(member: Candidate) -> bool:
    """Whether a link leads to a rubric, a writer or comments rather than to an article."""
    hints = member.anchor.hints
    told = not hints.isdisjoint(_NO_HEADLINE)
    if member.weight >= _STRONG:
        return told and "title" not in hints  # a "topic-title" is no topic
    return told or addresses.is_rubric(member.url) or addresses.is_author(member.url)


def has_teaser(page: Page, member: Candidate, start: int, end: int) -> bool:
    """Whether some runs hold a line of text beside the headline."""
    block, weight = -1, 0
    for at in range(start, min(end, start + 60)):
        run = page.runs[at]
        if run.block != block:
            block, weight = run.block, 0
        if not member.start <= at < member.end and not run.hidden:
            weight += run.weight
            if weight >= _TEASER:
                return True
    return False


def is_clock(text: str) -> bool:
    """Whether a text is a time of day and nothing else: "14:35"."""
    return len(text) <= 12 and bool(_CLOCK.fullmatch(text))


def is_day_number(text: str) -> bool:
    """Whether a text could be the day of a month and nothing else: "14", "2."."""
    number = text.rstrip(".")
    return len(number) <= 2 and number.isdecimal() and 1 <= int(number) <= 31


def _under_month(page: Page, at: int) -> bool:
    """Whether the heading above a run names a month: "June 2021"."""
    number = bisect_left(page.headings, at, key=lambda heading: heading.start) - 1
    if number < 0:
        return False
    heading = page.headings[number]
    text = page.text(heading.start, heading.end)
    date = read_date(text, origin="byline") if len(text) <= _MONTH and is_date(text) else None
    return date is not None and date.precision == "month"


def has_date(page: Page, member: Candidate, start: int, end: int) -> bool:
    """Whether some runs print a date beside the headline."""
    for at in range(start, min(end, start + 25)):
        run = page.runs[at]
        if run.parent.tag == "time":
            return True
        beside = not member.start <= at < member.end
        if beside and 4 <= len(run.text) <= 60 and (is_clock(run.text) or date_span(run.text)):
            return True
        if beside and is_day_number(run.line) and _under_month(page, at):
            return True
    return False
