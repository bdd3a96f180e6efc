"""The parts that a date is put together from: tokens, the clock beside it, and the final check."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from dalil.model import DateOrigin, Precision, Published

_WORD = re.compile(
    r"[^\d\s!-/:-@\[-`{-~·•–—«»“”…।、，。（）]+(?:[’'][^\d\s!-/:-@\[-`{-~·•–—«»“”…]+)?"
)
_TOKEN = re.compile(r"(?P<number>\d+)|(?P<word>" + _WORD.pattern + r")|(?P<mark>[^\w\s])")
_CLOCK = re.compile(
    r"(?<![\d.:])(\d{1,2})(?::|(?<=\d)h|\.(?=\d\d(?!\d|\.)))(\d{2})(?::(\d{2})(?:\.\d+)?)?(?![\d.:]\d)"
    r"(?:\s*([aApP])\.?[mM]\b\.?)?"
    r"(?:\s*(Z\b|UTC\b|GMT\b)?([+-]\d{2}:?\d{2})?)?"
)
_HOUR = re.compile(r"(?<![\d.:])(\d{1,2})\s*([aApP])\.?[mM]\b")
_BETWEEN = re.compile(
    r"[\s,.|·•/T@()–—-]*(?:at|в|um|kl|klo|saat|сағат|soat|г|à|ore|às|as|a|[^\W\d_]{3,12})?[\s,.:|·•–—-]*\Z"
)
_FAR = re.compile("[\u0660-\U0010ffff]")  # the digits of other scripts are all in here
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


class Token(NamedTuple):
    """A number, a word (case-folded) or a mark, and where it stands."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A date as far as the page says it; ``year`` is None where it prints none."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int
    instant: datetime | None = None  # counted back from the capture
    clock_read: bool = False  #        the clock is part of ``instant``, or there can be none


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A time of day, with the offset that the page states; ``hour`` is None for no time at all."""

    hour: int | None = None
    minute: int = 0
    second: int | None = None
    offset: str = ""
    start: int = 1 << 30
    end: int = -1


def plain_digits(text: str) -> str:
    """``text`` with every decimal digit of any script as 0-9; the same length."""
    if text.isascii() or not _FAR.search(text) or not _OTHER_DIGIT.search(text):
        return text
    return _OTHER_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)


def tokens(text: str) -> list[Token]:
    """Numbers, words and marks in order."""
    folded = text.casefold()
    if len(folded) > len(text):  # "İ" folds to two characters: then word by word
        return [
            Token(match.lastgroup or "mark", match[0].casefold(), *match.span())
            for match in _TOKEN.finditer(text)
        ]
    return [
        Token(match.lastgroup or "mark", match[0], *match.span())
        for match in _TOKEN.finditer(folded)
    ]


def words(text: str) -> list[str]:
    """The words of ``text``, case-folded."""
    return _WORD.findall(text.casefold())


def clock_near(text: str, parts: Parts) -> Clock:
    """The time of day right behind the date, or else right before it."""
    behind = text[parts.end : parts.end + 40]
    for pattern in (_CLOCK, _HOUR):
        match = pattern.search(behind)
        if match and _BETWEEN.match(behind, 0, match.start()):
            return _clock(match, parts.end)
    before_at = max(0, parts.start - 24)
    for match in _CLOCK.finditer(text, before_at, parts.start):
        if _BETWEEN.match(text, match.end(), parts.start):
            return _clock(match, 0)
    return Clock()


def _clock(match: re.Match[str], shift: int) -> Clock:
    groups = match.groups()
    half = (groups[3] if len(groups) > 2 else groups[1]) or ""
    hour = int(groups[0])
    minute = int(groups[1]) if len(groups) > 2 else 0
    second = int(groups[2]) if len(groups) > 2 and groups[2] else None
    if half:
        hour = hour % 12 + (12 if half in "pP" else 0)
    if hour > 23 or minute > 59 or (second or 0) > 59:
        return Clock()
    offset = ""
    if len(groups) > 2 and (groups[4] or groups[5]):
        offset = _offset(groups[5] or "+00:00")
    return Clock(
        hour=hour,
        minute=minute,
        second=second,
        offset=offset,
        start=match.start() + shift,
        end=match.end() + shift,
    )


def _offset(text: str) -> str:
    return text if ":" in text else f"{text[:3]}:{text[3:]}"


def published(
    parts: Parts, clock: Clock, origin: DateOrigin, captured_at: datetime | None, *, printed: str
) -> Published | None:
    """The parts as a date that can be: it exists, and is not later than the day after the capture."""
    if parts.instant is not None:
        day, precision = parts.instant.date(), "minute" if parts.clock_read else "day"
    else:
        whole = _calendar_day(parts, captured_at)
        if whole is None:
            return None
        day, precision = whole
    if captured_at is not None and day > captured_at.date() + timedelta(days=1):
        return None
    at = None
    if precision == "day" and clock.hour is not None:
        at = _at(day, clock)
        precision = "minute" if clock.second is None else "second"
    elif parts.instant is not None and parts.clock_read:
        precision = "day"  # "3 hours ago" gives the day; its minute would be made up
    length = {"year": 4, "month": 7}.get(precision, 10)
    return Published(
        on=day.isoformat()[:length],
        precision=_PRECISIONS[precision],
        origin=origin,
        at=at,
        printed=printed.strip(),
    )


_PRECISIONS: dict[str, Precision] = {
    "year": "year",
    "month": "month",
    "day": "day",
    "minute": "minute",
    "second": "second",
}


def _calendar_day(parts: Parts, captured_at: datetime | None) -> tuple[date, str] | None:
    precision = "day" if parts.day is not None else "month" if parts.month is not None else "year"
    year = parts.year
    month = 1 if parts.month is None else parts.month
    day = 1 if parts.day is None else parts.day
    if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    years = [year] if year is not None else _years_before(captured_at)
    for candidate in years:
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year is not None or captured_at is None or found <= _tomorrow(captured_at):
            return found, precision
    return None


def _years_before(captured_at: datetime | None) -> list[int]:
    if captured_at is None:
        return []
    return [
        year for year in (captured_at.year + 1, captured_at.year, captured_at.year - 1) if year > 1
    ]


def _tomorrow(captured_at: datetime) -> date:
    return captured_at.date() + timedelta(days=1)


def _at(day: date, clock: Clock) -> str:
    seconds = "" if clock.second is None else f":{clock.second:02}"
    return f"{day.isoformat()}T{clock.hour:02}:{clock.minute:02}{seconds}{clock.offset}"


def full_year(text: str) -> int | None:
    """A year of four digits, or of two: 00 to 49 are 20xx, 50 to 99 are 19xx."""
    if len(text) == 4:
        return int(text)
    if len(text) == 2:
        return int(text) + (2000 if int(text) < 50 else 1900)
    return None
