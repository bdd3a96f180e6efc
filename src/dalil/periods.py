"""Where a period of ISO 8601 lies in time, and which periods are of one length."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

Length = Literal["day", "month", "year", "to date", "span", "since", "until"]

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\S*)?)?)?", re.ASCII)
_WEEK = re.compile(r"(\d{4})-W(\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in days of the proleptic calendar: ``start`` included, ``end`` not."""

    start: float
    end: float
    length: Length

    @property
    def middle(self) -> float:
        """Where its dot stands: a count up to a day stands at that day, any other in the middle."""
        if self.length in ("to date", "until"):
            return self.end
        return self.start if self.length == "since" else (self.start + self.end) / 2

    @property
    def sort(self) -> str:
        """Equal for stretches whose values may be joined: a year with a year, never with a part."""
        if self.length == "to date":
            return f"to {_of(self.end - 1).strftime('%m-%d')}"
        return f"span {round(self.end - self.start)}" if self.length == "span" else self.length


@lru_cache(maxsize=20_000)
def stretch(period: str | None) -> Stretch | None:
    """The stretch of a period; None where it names no time (a mere length, or nothing readable).

    ``2020-01/2020-08`` is ``to date``: it begins with a year and ends before the year does.
    """
    if not period:
        return None
    first, slash, last = period.partition("/")
    begin, end = _ends(first), _ends(last) if slash else _ends(first)
    if slash and first in ("", "..") and end:
        return Stretch(end[1], end[1], "until")
    if slash and last in ("", "..") and begin:
        return Stretch(begin[0], begin[0], "since")
    if begin is None or end is None or end[1] <= begin[0]:
        return None
    return Stretch(begin[0], end[1], _length(begin[0], end[1]))


def day(iso: str | None) -> Stretch | None:
    """The stretch of a date of any precision."""
    return stretch(iso) if iso and "/" not in iso else None


def _ends(iso: str) -> tuple[float, float] | None:
    match = _DATE.fullmatch(iso)
    if not match:
        return _week(iso)
    year, month, of_month = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, of_month or 1)
        if of_month:
            last = first
        else:
            end_month = month or 12
            last = date(first.year, end_month, monthrange(first.year, end_month)[1])
    except ValueError:
        return None
    return float(first.toordinal()), float(last.toordinal() + 1)


def _week(iso: str) -> tuple[float, float] | None:
    match = _WEEK.fullmatch(iso)
    try:
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1) if match else None
    except ValueError:
        return None
    return (float(monday.toordinal()), float(monday.toordinal() + 7)) if monday else None


def _length(start: float, end: float) -> Length:
    first, last = _of(start), _of(end - 1)
    if first == last:
        return "day"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return "year" if first.year == last.year else "span"
    whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole and (first.year, first.month) == (last.year, last.month):
        return "month"
    begins_a_year = (first.month, first.day) == (1, 1) and first.year == last.year
    return "to date" if begins_a_year else "span"


def _of(ordinal: float) -> date:
    return date.fromordinal(min(max(int(ordinal), 1), date.max.toordinal()))
