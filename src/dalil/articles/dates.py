"""When an article was published and changed, with where that stands; never the day of collection.

The first source that answers wins: markup, a date printed beside the headline, the address, and
last htmldate's search through the whole page, which is marked as a guess. What cannot be (31.02.20)
or lies after the capture is passed over, and said in ``rejected``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import islice

from dalil.articles.metadata import Metadata, Page, one_line
from dalil.model import DateOrigin, Precision, Published
from dalil.page.dates import find_date, read_date

EARLIEST = date(1990, 1, 1)  # the first pages of the web
_ISO = re.compile(
    r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)"
    r"(?:[T ]\s?(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.IGNORECASE,
)
_UNIX = re.compile(r"\d{10}(?:\d{3})?")
_IN_URL = re.compile(
    r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)"
    r"|/((?:19|20)\d\d)/(1[0-2]|0?[1-9])/(3[01]|[12]\d|0?[1-9])(?!\d)"
    r"|[/_-]((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)"
)
_DATE_CSS = (
    '[class*="date"], [class*="Date"], [class*="time"], [class*="publi"], [class*="meta"], '
    '[class*="byline"], [class*="info"]'
)
_PIECE = re.compile(r">([^<>]++)(?=<)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The dates of an article, and in words what was not believed and why."""

    published: Published | None
    modified: Published | None
    rejected: tuple[str, ...] = ()


def read_dates(
    page: Page,
    metadata: Metadata,
    *,
    url: str | None,
    captured_at: datetime | None,
    language: str | None,
    guess: Callable[[], str | None] | None = None,
) -> Dates:
    """Find both dates. ``guess`` is asked last; it gives an ISO day or ``None``."""
    limit = _Limit(captured_at)
    published = _local(limit.first(_markup(metadata.published, captured_at, language)), url)
    published = published or limit.first(_printed(page, captured_at, language))
    published = published or limit.first(_of_url(url))
    modified = limit.first(_markup(metadata.modified, captured_at, language))
    if published is None and guess is not None:
        published = limit.first(_guessed(page, guess, captured_at))
        if published and modified and published.on == modified.on[:10]:
            published = None  # it found the day of the change
    if published and modified and modified.on[:10] < published.on[:10]:
        modified = None
    return Dates(published=published, modified=modified, rejected=tuple(limit.rejected))


def _local(published: Published | None, url: str | None) -> Published | None:
    """A time in UTC may fall on the day before or after the outlet's own, which its address says."""
    by_url = next(_of_url(url), None)
    if not published or not by_url or not (published.at or "").endswith(("Z", "+00:00")):
        return published
    apart = date.fromisoformat(by_url.on) - date.fromisoformat(published.on)
    return replace(published, on=by_url.on) if abs(apart.days) == 1 else published


class _Limit:
    """Takes the first date that can be."""

    def __init__(self, captured_at: datetime | None) -> None:
        last = captured_at or datetime.now(UTC)
        self._last = (last + timedelta(days=1)).date().isoformat()
        self._when = "the capture" if captured_at else "today"
        self.rejected: list[str] = []

    def first(self, found: Iterable[Published | str]) -> Published | None:
        for one in found:
            if isinstance(one, str):
                self.rejected.append(one)
            elif one.on > self._last:
                self.rejected.append(f"{one.printed or one.on} is later than {self._when}")
            elif one.on < EARLIEST.isoformat()[: len(one.on)]:
                self.rejected.append(f"{one.printed or one.on} is before there were web pages")
            else:
                return one
        return None


# ── markup ───────────────────────────────────────────────────────────────────────────────────────


def _markup(
    values: Iterable[str], captured_at: datetime | None, language: str | None
) -> Iterator[Published | str]:
    for value in islice(dict.fromkeys(values), 20):
        found = markup_date(value, captured_at=captured_at, language=language)
        yield found or f"“{value[:60]}” is no date that can be"


def markup_date(
    value: str, *, captured_at: datetime | None = None, language: str | None = None
) -> Published | None:
    """A date made for machines: ISO 8601, RFC 5322, Unix time, or words after all."""
    if match := _ISO.match(value):
        return _of_iso(match)
    if _UNIX.fullmatch(value.strip()):
        return _of_datetime(datetime.fromtimestamp(int(value.strip()[:10]), UTC), value)
    try:
        return _of_datetime(parsedate_to_datetime(value), value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return read_date(value[:80], origin="markup", captured_at=captured_at, language=language)


def _of_iso(match: re.Match[str]) -> Published | None:
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        found = date(int(year), int(month), int(day)).isoformat()
        if hour is not None:
            datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))  # noqa: DTZ001
    except ValueError:
        return None
    at = None
    precision: Precision = "day"
    if hour is not None and (hour, minute, second or "00") != ("00", "00", "00"):
        precision = "second" if second else "minute"
        seconds = f":{second}" if second else ""
        at = f"{found}T{hour}:{minute}{seconds}{_zone(zone)}"
    return Published(
        on=found, precision=precision, origin="markup", at=at, printed=match[0].strip()
    )


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone.upper() in ("Z", "UTC", "GMT"):
        return "Z"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"


def _of_datetime(found: datetime, printed: str) -> Published:
    at = found.isoformat(timespec="seconds").replace("+00:00", "Z")
    return Published(
        on=at[:10], precision="second", origin="markup", at=at, printed=printed.strip()
    )


# ── printed, address, guess ──────────────────────────────────────────────────────────────────────


def _printed(
    page: Page, captured_at: datetime | None, language: str | None
) -> Iterator[Published | str]:
    """Dates in short lines: in what follows the heading, then in what calls itself a date."""
    for line, below in islice(_date_lines(page), 40):
        found = find_date(line, origin="byline", captured_at=captured_at, language=language)
        if not found or found.changed or found.published.precision in ("year", "month"):
            continue
        if below:
            if (found.end - found.start) * 5 >= len(line) * 2:
                yield found.published
        elif captured_at and found.published.on == captured_at.date().isoformat():
            yield f"“{line}” may be the day of collection: it does not stand below the headline"
        else:
            yield found.published


def _date_lines(page: Page) -> Iterator[tuple[str, bool]]:
    """Short lines with a figure, and whether they stand below the headline."""
    heading = page.source.find("<h1")
    if heading >= 0:
        pieces = (one_line(m[1]) for m in _PIECE.finditer(page.source, heading, heading + 6_000))
        for line in islice((line for line in pieces if _may_be_dated(line, 80)), 12):
            yield line, True
    for node in page.tree.css(_DATE_CSS)[:40]:
        if node.tag not in ("html", "body", "main", "article"):
            line = one_line(node.text(separator=" "))
            if _may_be_dated(line, 120):
                yield line, False


def _may_be_dated(line: str, longest: int) -> bool:
    return 5 < len(line) <= longest and any(map(str.isdigit, line))


def _of_url(url: str | None) -> Iterator[Published]:
    match = _IN_URL.search(url or "")
    if match:
        year, month, day = (int(part) for part in match.groups() if part)
        try:
            on = date(year, month, day).isoformat()
        except ValueError:
            return
        yield _plain(on, "url", match[0].strip("/_-"))


def _guessed(
    page: Page, guess: Callable[[], str | None], captured_at: datetime | None
) -> Iterator[Published | str]:
    on = guess()
    if on and on.endswith("-01") and not _prints(page, on):
        yield f"{on} is a year or month that was made a day"
    elif on and captured_at and on == captured_at.date().isoformat():
        yield f"{on} is the day of collection and stands in no date field"
    elif on:
        yield _plain(on, "guess", None)


def _prints(page: Page, on: str) -> bool:
    """Whether any line of the page prints that day."""
    body = page.tree.body
    lines = (one_line(line) for line in body.text(separator="\n").splitlines()) if body else ()
    return any(
        found.published.on == on and found.published.precision not in ("year", "month")
        for line in islice((line for line in lines if _may_be_dated(line, 120)), 400)
        if (found := find_date(line, origin="byline"))
    )


def _plain(on: str, origin: DateOrigin, printed: str | None) -> Published:
    return Published(on=on, precision="day", origin=origin, printed=printed)
