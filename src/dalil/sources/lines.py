"""An entry's region as lines: what stands between two breaks, who it links to, what it is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dalil.page.dates import leading_date
from dalil.sources.labels import is_meta_line
from dalil.sources.regions import Region
from dalil.sources.tree import Element, Page, Run
from dalil.sources.weights import weigh

_MOST = 0.6  # of the entries must do what is a page's habit
_SOON = 16  # characters at the head of a date among which a figure stands
_TEXT = 20  #  letters of running text


@dataclass(slots=True, eq=False, kw_only=True)
class Line:
    """Runs with no break between them."""

    runs: list[Run]
    text: str
    weight: int
    linked: int  #      letters of it inside links
    hints: frozenset[str]
    after: bool  #      it stands after the headline
    title: bool  #      it holds the headline
    headline_at: int  # the run at which the entry's headline begins
    beside: list[Run]  # runs on the headline's line that are not of it


def lines_of(page: Page, region: Region) -> list[Line]:
    """The visible lines of a region, in order."""
    found = []
    for start, end in _ranges(page, region.start, region.end):
        runs = [run for run in page.runs[start:end] if not run.hidden]
        if runs:
            found.append(_line(page, region, runs, start, end))
    return found


def with_leads_apart(lines: list[list[Line]]) -> list[list[Line]]:
    """Lines that begin with a date as two, where most entries have one: "14.06.21 The villagers …"."""
    ends = [[_lead(line) for line in own] for own in lines]
    if sum(map(any, ends)) < max(3, _MOST * len(lines)):
        return lines
    return [
        [part for line, end in zip(own, ends_of_own, strict=True) for part in _parted(line, end)]
        for own, ends_of_own in zip(lines, ends, strict=True)
    ]


def _lead(line: Line) -> int:
    """Where in its first run a line's date ends, if running text follows; 0 if it begins with none."""
    text = line.runs[0].line
    if line.title or line.weight < _TEXT or not any(char.isdigit() for char in text[:_SOON]):
        return 0
    end = leading_date(text)
    if not end or line.weight - weigh(text[:end]) < _TEXT or is_meta_line(line.text):
        return 0
    rest = text[end:].lstrip(" .") or (line.runs[1].line if line.runs[1:] else "")
    return end if rest[:1].isupper() or rest[:1] in tuple('«“"„') else 0


def _parted(line: Line, end: int) -> list[Line]:
    if not end:
        return [line]
    first = line.runs[0]
    place = (first.parent, first.anchor, first.block, first.hidden)
    date, rest = Run(first.line[:end], *place), Run(first.line[end:].lstrip(" ."), *place)
    runs = [rest, *line.runs[1:]] if rest.text else line.runs[1:]
    return [
        replace(line, runs=[date], text=date.line, weight=date.weight, linked=0, beside=[date]),
        replace(
            line,
            runs=runs,
            text=" ".join("".join(run.text for run in runs).split()),
            weight=sum([run.weight for run in runs]),
            beside=runs,
        ),
    ]


def _ranges(page: Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for index in range(start + 1, end + 1):
        if index == end or page.runs[index].block != page.runs[at].block:
            yield at, index
            at = index


def _line(page: Page, region: Region, runs: list[Run], start: int, end: int) -> Line:
    title = region.title
    holds_title = start < title.end and end > title.start
    of_title = page.runs[title.start : title.end] if holds_title else []
    return Line(
        runs=runs,
        text=page.text(start, end),
        weight=sum([run.weight for run in runs]),
        linked=sum([run.weight for run in runs if run.anchor is not None]),
        hints=common_hints(runs, region.box, title.start),
        after=start >= title.end,
        title=holds_title,
        headline_at=title.start,
        beside=[run for run in runs if run not in of_title],
    )


def common_hints(runs: list[Run], box: Element, headline_at: int) -> frozenset[str]:
    """The hints that hold for all of the runs, from the elements between them and the box."""
    found: frozenset[str] | None = None
    for run in runs:
        hints = hints_above(run.parent, box, headline_at)
        found = hints if found is None else found & hints
    return found or frozenset()


def hints_above(element: Element | None, box: Element, headline_at: int) -> frozenset[str]:
    """The hints of an element and of those around it: below ``box``, and not around the headline."""
    found: set[str] = set()
    while element is not None and element.index > box.index:
        if element.start <= headline_at < element.end:
            break
        found |= element.hints
        element = element.parent
    return frozenset(found)
