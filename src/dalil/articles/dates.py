"""When an article was published and changed, with where that stands; never the day of collection.

The first source that answers wins: markup, a date printed beside the headline, the address, and
last htmldate's search through the whole page, which is marked as a guess. What is printed below the
headline and the address also settle what markup leaves open: whose day a time in UTC belongs to,
whether 03-09-2026 is in March, and when a page that was moved was first published. What cannot be
(31.02.20) or lies after the capture is passed over, and kept among the ``candidates``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from itertools import islice
from typing import Literal, TypeGuard

from selectolax.lexbor import LexborNode

from dalil.articles.metadata import Metadata, Page, one_line
from dalil.lang.calendar import calendar
from dalil.model import DateCandidate, DateOrigin, Precision, Published
from dalil.page.date_parts import words
from dalil.page.dates import Found, find_date, is_date, read_date

EARLIEST = date(1990, 1, 1)  # the first pages of the web
_ISO = re.compile(
    r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)"
    r"(?:[T ]\s?(\d{2}):?(\d{2})(?::?(\d{1,2})(?:[.,]\d{1,9})?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
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
_TITLE_PARTS = re.compile(r" [|–—·-] ")
_BELOW = 6_000  #     characters of source below the headline's tag that are looked at
_NEAR = 2_500  #      of them in which a date is the article's, whatever markup says
_PARAGRAPH = 160  #   characters of a line that belongs to the text
_LEVELS = 6  #        elements around a date that may say whose it is
_PIECE = re.compile(r">([^<>]++)(?=<)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The dates of an article, and every date that was looked at, with what became of it."""

    published: Published | None
    modified: Published | None
    candidates: tuple[DateCandidate, ...] = ()


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
    limit, later = _Limit(captured_at), _Limit(captured_at)
    stated = tuple(_markup(metadata.published, captured_at, language))
    below = tuple(_below(page, metadata.heading, captured_at, language))
    by_url = next(_of_url(url), None)
    published = limit.first(stated)
    if published is not None:
        published = _settled(published, below, by_url, page.source)
    published = published or limit.first(line.published for line in below if line.near)
    published = published or limit.first(_printed(page, captured_at, language))
    published = published or limit.first(line.published for line in below)
    published = published or limit.first([by_url] if by_url else [])
    changed = tuple(_markup(metadata.modified, captured_at, language))
    modified = later.first(changed)
    if published is None and guess is not None:
        published = limit.first(_guessed(page, guess, captured_at))
        if published and modified and published.on == modified.on[:10]:
            published = None  # it found the day of the change
    if published and modified and modified.on[:10] < published.on[:10]:
        modified = None
    seen = (*stated, *(line.published for line in below), *((by_url,) if by_url else ()))
    return Dates(
        published=published,
        modified=modified,
        candidates=(
            *_weighed("published", published, (*limit.seen, *seen), limit),
            *_weighed("modified", modified, (*later.seen, *changed), later),
        ),
    )


@dataclass(frozen=True, slots=True)
class _No:
    """What stands where a date might, and is none that is believed."""

    printed: str
    origin: DateOrigin
    why: str


class _Limit:
    """Takes the first date that can be."""

    def __init__(self, captured_at: datetime | None) -> None:
        last = captured_at or datetime.now(UTC)
        self._last = (last + timedelta(days=1)).date().isoformat()
        self._when = "the capture" if captured_at else "today"
        self.seen: list[Published | _No] = []

    def why_not(self, one: Published) -> str | None:
        """Why a date cannot be that of an article; None if it can."""
        if one.on > self._last:
            return f"later than {self._when}"
        if one.on < EARLIEST.isoformat()[: len(one.on)]:
            return "before there were web pages"
        return None

    def first(self, found: Iterable[Published | _No]) -> Published | None:
        """The first that can be; what was looked at is ``seen``."""
        for one in found:
            self.seen.append(one)
            if isinstance(one, Published) and self.why_not(one) is None:
                return one
        return None


def _weighed(
    role: Literal["published", "modified"],
    chosen: Published | None,
    seen: Iterable[Published | _No],
    limit: _Limit,
) -> Iterator[DateCandidate]:
    """The chosen date and each other one once, with the reason why it was not chosen."""
    if chosen:
        yield DateCandidate(
            role=role, printed=chosen.printed or chosen.on, origin=chosen.origin, on=chosen.on
        )
    told = {(chosen.origin, chosen.printed or chosen.on)} if chosen else set()
    for one in seen:
        printed = one.printed or ("" if isinstance(one, _No) else one.on)
        if (one.origin, printed) in told:
            continue
        told.add((one.origin, printed))
        if isinstance(one, _No):
            yield DateCandidate(role=role, printed=printed, origin=one.origin, verdict=one.why)
        else:
            why = limit.why_not(one) or _passed_over(one, chosen)
            yield DateCandidate(
                role=role, printed=printed, origin=one.origin, on=one.on, verdict=why
            )


def _passed_over(one: Published, chosen: Published | None) -> str:
    if chosen is None:
        return "before the day of publication"
    if one.on[:10] == chosen.on[:10]:
        return "says the same"
    return f"another one comes first: {chosen.origin}"


# ── markup ───────────────────────────────────────────────────────────────────────────────────────


def _markup(
    values: Iterable[str], captured_at: datetime | None, language: str | None
) -> Iterator[Published | _No]:
    for value in islice(dict.fromkeys(values), 20):
        found = markup_date(value, captured_at=captured_at, language=language)
        yield found or _No(value[:60], "markup", "no date that can be")


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
    second = second and second.zfill(2)
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


# ── printed ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Line:
    """A date in a line of its own below the headline; ``near`` it, before any paragraph, or not."""

    published: Published
    near: bool


def _below(
    page: Page, heading: int, captured_at: datetime | None, language: str | None
) -> Iterator[_Line]:
    """Dates in the short lines that follow the headline, but for days of a change."""
    if heading < 0:
        return
    before, near, looked_at = "", True, 0
    for match in _PIECE.finditer(page.source, heading, heading + _BELOW):
        line = one_line(unescape(match[1]))
        near = near and match.start() < heading + _NEAR
        if _may_be_dated(line, 80) and looked_at < 12:
            looked_at += 1
            found = find_date(line, origin="byline", captured_at=captured_at, language=language)
            if _is_alone(found, line) and not _says_changed(before, language):
                yield _Line(found.published, near)
        elif len(line) > _PARAGRAPH and "{" not in line:
            near = False
        before = line or before


def _is_day(found: Found | None) -> TypeGuard[Found]:
    return bool(found and not found.changed and found.published.precision not in ("year", "month"))


def _is_alone(found: Found | None, line: str) -> TypeGuard[Found]:
    return _is_day(found) and (found.end - found.start) * 5 >= len(line) * 2


def _says_changed(line: str, language: str | None) -> bool:
    """Whether a line only announces the day of a change, which stands in the next: "Updated"."""
    said = words(line)[-3:] if len(line) <= 40 else []
    return not calendar(language).changed.isdisjoint(said)


def _printed(
    page: Page, captured_at: datetime | None, language: str | None
) -> Iterator[Published | _No]:
    """Dates in what calls itself a date, wherever it stands."""
    for line in islice(_date_lines(page), 40):
        found = find_date(line, origin="byline", captured_at=captured_at, language=language)
        if not _is_day(found):
            continue
        if captured_at and found.published.on == captured_at.date().isoformat():
            why = "may be the day of collection: it does not stand below the headline"
            yield _No(found.published.printed or line, "byline", why)
        else:
            yield found.published


def _date_lines(page: Page) -> Iterator[str]:
    """The end of the page's title; short lines in no heading or link: those date other articles."""
    title = page.tree.css_first("title")
    parts = _TITLE_PARTS.split(one_line(title.text())) if title else []
    if len(parts) > 1 and is_date(parts[-1]):
        yield parts[-1]
    for node in page.tree.css(_DATE_CSS)[:40]:
        if node.tag in ("html", "body", "main", "article") or _of_another(node):
            continue
        line = one_line(node.text(separator=" "))
        if _may_be_dated(line, 120):
            yield line


def _of_another(node: LexborNode) -> bool:
    """Whether an element stands in a heading or link, which name other articles but for ``<h1>``."""
    around: LexborNode | None = node
    for _ in range(_LEVELS):
        if around is None or around.tag in ("body", "article", "main"):
            return False
        if around.tag in ("a", "h2", "h3", "h4", "h5", "h6"):
            return True
        around = around.parent
    return False


def _may_be_dated(line: str, longest: int) -> bool:
    return 5 < len(line) <= longest and any(map(str.isdigit, line))


# ── one against another ──────────────────────────────────────────────────────────────────────────

_FIGURES = re.compile(r"\D*(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_OFFSET = re.compile(r":\d\d(?:\.\d{1,9})? ?([+-](?:0\d|1[0-4])):?([03]0)\b")
_EARLIEST_ZONE, _LATEST_ZONE = -10, 14  # hours from UTC: Hawaii, Kiribati


def _settled(
    published: Published, below: Sequence[_Line], by_url: Published | None, source: str
) -> Published:
    """What markup says, in the light of what is printed below the headline and of the address."""
    shown = below[0].published if below and below[0].near else None
    days = [one.on for one in (shown, by_url) if one is not None]
    if published.on in days:
        return published
    swapped = _swapped(published)
    if swapped in [*days, *(line.published.on for line in below)]:
        return replace(published, on=swapped)
    for day in days:
        if _may_be_the_day(published, day):
            return replace(published, on=day)
    if shown is not None:  # a page that moved is dated anew by its markup, not by its text
        earlier = date.fromisoformat(published.on[:10]) - date.fromisoformat(shown.on)
        return shown if earlier.days > 1 and shown.on >= EARLIEST.isoformat() else published
    return published if days else _in_zone_of(source, published)


def _swapped(published: Published) -> str | None:
    """The day if the first of two small numbers was the month after all, or the other way round."""
    match = _FIGURES.match(published.printed or "")
    if not match or max(int(match[1]), int(match[3])) > 12:
        return None
    year, month, day = published.on.split("-")
    return f"{year}-{day}-{month}"


def _may_be_the_day(published: Published, day: str) -> bool:
    """Whether a time in UTC can be on ``day`` by the clocks of any outlet."""
    if not (published.at or "").endswith(("Z", "+00:00")):
        return False
    apart = (date.fromisoformat(day) - date.fromisoformat(published.on)).days
    hour = int((published.at or "")[11:13])
    return (apart == -1 and hour + _EARLIEST_ZONE < 0) or (apart == 1 and hour + _LATEST_ZONE > 23)


def _in_zone_of(source: str, published: Published) -> Published:
    """A time in UTC, on its day in the zone in which most of the page's other times are written."""
    at = published.at or ""
    if not at.endswith(("Z", "+00:00")):
        return published
    zones = Counter(m.groups() for m in islice(_OFFSET.finditer(source), 400) if m[1] != "+00")
    for (hours, minutes), count in zones.most_common(1):
        if count > 1 and count * 2 >= zones.total():
            zone = datetime.fromisoformat(f"2000-01-01T00:00:00{hours}:{minutes}").tzinfo
            moment = datetime.fromisoformat(at.removesuffix("Z").removesuffix("+00:00") + "+00:00")
            return replace(published, on=moment.astimezone(zone).date().isoformat())
    return published


# ── address and guess ────────────────────────────────────────────────────────────────────────────


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
) -> Iterator[Published | _No]:
    on = guess()
    if on and on.endswith("-01") and not _prints(page, on):
        yield _No(on, "guess", "a year or month that was made a day")
    elif on and captured_at and on == captured_at.date().isoformat():
        yield _No(on, "guess", "the day of collection, which stands in no date field")
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
