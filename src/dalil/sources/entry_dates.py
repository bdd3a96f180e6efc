"""The date of an entry: from a machine-readable attribute, its lines, the line above, its address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from dalil.model import Published
from dalil.page.dates import Found, find_date, is_date, leading_date, read_date
from dalil.sources import addresses
from dalil.sources.groups import is_clock, is_day_number
from dalil.sources.labels import is_meta_line
from dalil.sources.lines import Line
from dalil.sources.regions import Region, line_start
from dalil.sources.tree import Element, Page

_WHOLE_DAY = 10  # characters of an ISO day
_SHORT = 120  #  characters of a line that may hold a date
_HEADING = 60  # characters of a date above entries
_PIECE = 24  #   characters of a line that may be a piece of one
_ISO = re.compile(r"\s*(?:19|20)\d\d-[01]\d-[0-3]\dT[0-2]\d:")
_LEAD = 50  #    characters that a date at the head of a line may take
_MARK = re.compile("[•|–—·:-]")  # what may part such a date from the text behind it
_LEADING = " •|–—-·:,"
_OPENING = 80  # characters that place, date and agency before an agency's report may take
_PLACE = 40
_REPORT = re.compile(r"\s*(?:—|–|--|(?<=\s)-(?=\s)|/\.)")  # what parts them from it
_YEAR = re.compile(r"(?:19[5-9]|20\d)\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateHabit:
    """What a page's dates are read with."""

    captured_at: datetime | None
    language: str | None
    day_first: bool | None
    told: Mapping[str, str] = field(default_factory=dict)  # days of addresses, from JSON-LD

    def find(self, text: str) -> Found | None:
        """The date in a printed line."""
        return find_date(
            text,
            origin="byline",
            captured_at=self.captured_at,
            language=self.language,
            day_first=self.day_first,
        )

    def whole(self, text: str) -> Published | None:
        """The date of a line that is a date and nothing else."""
        found = self.find(text) if is_date(text) else None
        return found.published if found is not None else None

    def read(self, text: str) -> Published | None:
        """The date of a cell that the page calls one, in any language."""
        return read_date(
            text,
            origin="byline",
            captured_at=self.captured_at,
            language=self.language,
            day_first=self.day_first,
        )


def heading_dates(
    page: Page, regions: list[Region], lines: list[list[Line]], habit: DateHabit
) -> list[Published | None]:
    """The date of the heading that each entry stands below, right below or behind other entries.

    A date far above holds for an entry only if the page has several such headings, or the entry
    prints the time of day. A year holds for all below it, for they print day and month.
    """
    own = [_from_above(page, region, habit) for region in regions]
    several = len({date.on for date in own if date is not None}) > 1
    found: list[Published | None] = []
    for number, (region, date) in enumerate(zip(regions, own, strict=True)):
        follows = number > 0 and regions[number - 1].end >= region.start
        if date is None and follows and found[-1] is not None:
            holds = several or found[-1].precision == "year" or _tells_time(lines[number])
            date = found[-1] if holds else None
        found.append(date)
    return found


def _tells_time(lines: list[Line]) -> bool:
    return any(is_clock(run.text) for line in lines for run in line.runs)


def entry_date(
    page: Page, region: Region, lines: list[Line], above: Published | None, habit: DateHabit
) -> Published | None:
    """When the entry says it was published; an attribute goes before what is printed.

    ``above`` is the date of the heading that the entry stands below.
    """
    coarse: Published | None = None
    for date in _attempts(page, region, lines, above, habit):
        if date is not None and len(date.on) == _WHOLE_DAY:
            return date
        coarse = coarse or date
    return coarse


def _attempts(
    page: Page, region: Region, lines: list[Line], above: Published | None, habit: DateHabit
) -> Iterator[Published | None]:
    """The places where a date may stand, the surest first; the next is only read if need be."""
    yield _from_attributes(page, region, habit)
    if above is not None and above.precision == "year":
        yield _day_of(above.on, lines, habit)
        above = None
    yield _from_hinted(lines, habit)
    yield _from_lines(lines, habit)
    yield _from_pieces(lines, habit)
    yield _day_under(above, lines, habit)
    yield above
    yield _from_cells(lines, habit)
    yield read_machine_date(habit.told.get(region.title.key, ""), habit.captured_at)
    yield addresses.date_in(region.title.url, habit.captured_at)
    yield _from_dateline(lines, habit)


def _from_attributes(page: Page, region: Region, habit: DateHabit) -> Published | None:
    for element in _elements(page, region):
        value = _machine_value(element) if element.attributes else None
        if value and not _is_change(element):
            date = read_machine_date(value, habit.captured_at)
            if date is not None:
                return date
    return None


def _elements(page: Page, region: Region) -> Iterator[Element]:
    """The elements whose runs are in the region, and the empty ones between them."""
    for at in range(region.box.index, len(page.elements)):
        element = page.elements[at]
        if element.start >= region.end and element.index > region.box.last:
            return
        yield element


def _machine_value(element: Element) -> str | None:
    attributes = element.attributes
    if element.tag == "time" or "datetime" in attributes:
        return attributes.get("datetime")
    title = attributes.get("title")
    if title and _ISO.match(title):
        return title
    if "date" not in element.hints:
        return None
    if element.tag in {"abbr", "span", "a"} and title:
        return title
    return (
        attributes.get("content") or attributes.get("data-timestamp") or attributes.get("data-time")
    )


def _is_change(element: Element) -> bool:
    names = f"{element.attributes.get('class') or ''} {element.attributes.get('itemprop') or ''}".casefold()
    return ("updated" in names or "modified" in names) and "published" not in names


def read_machine_date(value: str, captured_at: datetime | None) -> Published | None:
    """A date meant for machines: ISO 8601, an HTTP date, or Unix time in seconds or milliseconds."""
    value = value.strip()
    if value.isdigit() and len(value) in {10, 13}:
        moment = datetime.fromtimestamp(int(value[:10]), UTC)
        value = moment.isoformat()
    return read_date(value, origin="markup", captured_at=captured_at, language="en")


def _from_hinted(lines: list[Line], habit: DateHabit) -> Published | None:
    """A date in what the page's own names call a date."""
    for line in lines:
        for run in line.runs:
            if "date" in run.parent.hints and len(run.text) <= _SHORT and not line.title:
                found = habit.find(run.text)
                if found is not None:
                    return found.published
    return None


def _day_under(above: Published | None, lines: list[Line], habit: DateHabit) -> Published | None:
    """The day of an entry that prints its number alone, under a heading with the month."""
    if above is None or above.precision != "month":
        return None
    for run in (run for line in lines for run in line.beside):
        if is_day_number(run.line):
            return habit.read(f"{above.on}-{int(run.line):02}")
    return None


def _day_of(year: str, lines: list[Line], habit: DateHabit) -> Published | None:
    """The day of an entry that prints day and month, under a heading with the year."""
    for run in (run for line in lines for run in line.beside):
        text = run.line
        if len(text) <= _PIECE and is_date(text) and not _YEAR.search(text):
            named = any(char.isalpha() for char in text)
            return habit.read(f"{text} {year}" if named else f"{text.rstrip('.')}.{year}")
    return None


def _from_dateline(lines: list[Line], habit: DateHabit) -> Published | None:
    """The date that an agency's report begins with: "KARSK, June 14 (Agency) — The river …"."""
    for line in lines:
        end = None if line.title else _REPORT.search(line.text[:_OPENING])
        if end is not None:
            opening = line.text[: end.start()]
            found = habit.find(opening)
            if found is not None and _is_dateline(opening[: found.start], opening[found.end :]):
                return found.published
    return None


def _is_dateline(place: str, agency: str) -> bool:
    """Whether only names stand around a date, a place that a mark or capitals tell before it."""
    place = place.strip()
    told = place[-1:] in {",", ".", ")"} or (place.isupper() and len(place) > 2)
    names = [word.strip("(),./") for word in f"{place} {agency}".split()]
    return (
        bool(told and place)
        and len(place) <= _PLACE
        and len(names) <= 6
        and all(name[:1].isupper() for name in names if name)
    )


def _from_cells(lines: list[Line], habit: DateHabit) -> Published | None:
    """A date in a language that our own table does not know, in what the page calls a date."""
    for line in lines:
        if "date" in line.hints and 6 <= len(line.text) <= 60 and not line.title:
            date = habit.read(line.text)
            if date is not None:
                return date
    return None


def _from_lines(lines: list[Line], habit: DateHabit) -> Published | None:
    changed: Published | None = None
    for line in lines:
        if line.title and len(line.runs) == 1:
            continue
        for text in _texts(line):
            found = habit.find(text)
            if found is not None and not found.changed:
                return found.published
            changed = changed or (found.published if found is not None else None)
    return changed


def _texts(line: Line) -> Iterator[str]:
    if line.title:
        yield from (run.text for run in line.beside if len(run.text) <= _SHORT)
    elif is_meta_line(line.text):
        yield line.text
    else:
        yield line.text[: min(40, _date_lead(line.text))]


def _date_lead(text: str) -> int:
    """How long a date at the head of a long line is, with the mark that parts it off; 0 for none."""
    if not _MARK.search(text[:_LEAD]):
        return 0
    end = leading_date(text)
    return end if _MARK.match(text[end:].lstrip()) else 0


def without_date_lead(text: str) -> str:
    """``text`` without the date and the mark it begins with: "March 6, 2026 • …"."""
    length = _date_lead(text)
    return text[length:].lstrip(_LEADING) if length else text


def _from_pieces(lines: list[Line], habit: DateHabit) -> Published | None:
    """A date in several lines or nodes: day, month and year one below the other."""
    short = [line.text for line in lines if not line.title and len(line.text) <= _PIECE]
    for size in (3, 2):
        for at in range(len(short) - size + 1):
            joined = " ".join(short[at : at + size])
            if any(char.isdigit() for char in joined) and len(joined) <= 40:
                date = habit.whole(joined)
                if date is not None:
                    return date
    return None


def _from_above(page: Page, region: Region, habit: DateHabit) -> Published | None:
    """A heading that dates the entries below it stands right above the region."""
    at = region.start - 1
    if at < 0 or page.runs[at].anchor is not None:
        return None
    text = page.text(line_start(page, at), at + 1)
    if _YEAR.fullmatch(text):
        return Published(on=text, precision="year", origin="byline", printed=text)
    if len(text) > _HEADING or not is_date(text):
        return None
    return habit.read(text)  # "June 2021" is enough above a list of days
