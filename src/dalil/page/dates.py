"""Printed dates, absolute and relative, read without ever inventing one.

``read_date`` reads a cell that holds a date and little else; ``find_date`` finds the date inside a
short line ("By Ruslan Omarov | 06.08.20 | Kazakhstan"). What is impossible (31.02.20), later than
the day after the capture, or relative with nothing to count from, is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import NamedTuple

from dalil.lang.calendar import Calendar, calendar
from dalil.model import DateOrigin, Published
from dalil.page import absolute_dates, relative_dates
from dalil.page.date_parts import (
    Clock,
    Parts,
    clock_near,
    plain_digits,
    published,
    tokens,
    words,
)

_DIGIT = re.compile(r"\d")
_FIGURES = re.compile(r"\d(?:\s?[./-]\s?\d|\s?[月월]|\d{7})")  # all that absolute_dates can read
_CELL = 80  #    characters: a longer text is no date cell
_LEFT_OVER = 3  # words that a cell may hold beside its date
_SOME_DAY = datetime(2100, 1, 1, 12, tzinfo=UTC)  # any, to see whether a relative date is there
_LEAD = 48  #    characters that a date at the head of a line may take
_OPENING = 2  # characters that may stand before it
_EDGE = "([«„“\"'.,:;)"
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A date and where in the line its characters stand, half-open."""

    published: Published
    start: int
    end: int
    changed: bool = False  # the line says that this is the day of a change: "updated …"


def read_date(
    text: str,
    *,
    origin: DateOrigin,
    captured_at: datetime | None = None,
    language: str | None = None,
    day_first: bool | None = None,
) -> Published | None:
    """The date that a cell prints, or None. Relative and yearless dates need ``captured_at``.

    ``day_first`` says how "03/04/2020" is meant (see ``slash_habit``); None means the language's
    way, which is day first but for American English.
    """
    cell = " ".join(text.split())
    if not cell or len(cell) > _CELL:
        return None
    found = find_date(
        cell,
        origin=origin,
        captured_at=captured_at,
        language=language,
        day_first=day_first,
        whole=True,
    )
    if found is not None:
        rest = cell[: found.start] + " " + cell[found.end :]
        return found.published if _little_left(rest, calendar(language)) else None
    named = absolute_dates.find(cell, tokens(cell), calendar(language), day_first=True, whole=True)
    if any(True for _ in named):
        return None  # a date that cannot be stays none, whatever another reader makes of it
    if relative_dates.worth_a_look(cell, calendar(language)) or not _is_foreign(
        cell, calendar(language)
    ):
        return None
    return _foreign(cell, origin, captured_at, language)


def find_date(
    line: str,
    *,
    origin: DateOrigin,
    captured_at: datetime | None = None,
    language: str | None = None,
    day_first: bool | None = None,
    whole: bool = False,
) -> Found | None:
    """The first date in a short line; one that the line calls a change only if there is no other.

    ``whole`` also takes what is too little inside a sentence: "August 2020", "06.08, 14:20".
    """
    known = calendar(language)
    if day_first is None:
        day_first = language is None or language.casefold() != "en-us"
    readings, relative = _read(line, known, day_first or "/" not in line, whole)
    if relative and captured_at is not None:
        text = plain_digits(line)
        counted = relative_dates.find(tokens(text), known, captured_at)
        readings = sorted(
            [*readings, *(_reading(text, parts, known) for parts in counted)], key=_place
        )
    changed: Found | None = None
    for reading in readings:
        dated = _dated(line, reading, origin, captured_at)
        if dated is not None and not dated.changed:
            return dated
        changed = changed or dated
    return changed


class _Reading(NamedTuple):
    """A date as the line prints it, whatever day it may mean, with the clock beside it."""

    parts: Parts
    clock: Clock
    changed: bool


@lru_cache(maxsize=8192)
def _read(
    line: str, known: Calendar, day_first: bool, whole: bool
) -> tuple[Sequence[_Reading], bool]:
    """The dates that a line names, in order; and whether it may hold one counted from today."""
    text = plain_digits(line)
    if not _DIGIT.search(text):
        return (), relative_dates.worth_a_look(text, known)
    found_words = words(text)
    figured = text if _FIGURES.search(text) else ""
    named = tokens(text) if not known.named.isdisjoint(found_words) else []
    if not figured and not named:
        return (), False
    found = absolute_dates.find(figured, named, known, day_first=day_first, whole=whole)
    readings = sorted((_reading(text, parts, known) for parts in found), key=_place)
    return readings, not known.heads.isdisjoint(found_words)


def _reading(text: str, parts: Parts, known: Calendar) -> _Reading:
    clock = Clock() if parts.clock_read else clock_near(text, parts)
    start = min(parts.start, clock.start)
    before = words(text[max(0, start - 30) : start])
    return _Reading(parts, clock, any(word in known.changed for word in before[-2:]))


def _place(reading: _Reading) -> tuple[int, int]:
    return reading.parts.start, -reading.parts.end


def _dated(
    line: str, reading: _Reading, origin: DateOrigin, captured_at: datetime | None
) -> Found | None:
    parts, clock, changed = reading
    start, end = min(parts.start, clock.start), max(parts.end, clock.end)
    date = published(parts, clock, origin, captured_at, printed=line[start:end])
    if date is None:
        return None
    return Found(published=date, start=start, end=end, changed=changed)


@lru_cache(maxsize=16384)
def is_date(text: str) -> bool:
    """Whether a text is a printed date, absolute or relative, and little else. Quick."""
    cell = " ".join(text.split())
    if not 4 <= len(cell) <= _CELL:
        return False
    found = find_date(cell, origin="byline", captured_at=_SOME_DAY, whole=True)
    if found is None:
        return False
    return _little_left(cell[: found.start] + " " + cell[found.end :], calendar(None), most=1)


@lru_cache(maxsize=16384)
def date_span(line: str) -> tuple[int, int] | None:
    """Where a line prints a date, absolute or relative, whatever day it may mean."""
    found = find_date(line, origin="byline", captured_at=_SOME_DAY)
    return (found.start, found.end) if found is not None else None


def leading_date(text: str) -> int:
    """Where the date that a line begins with is over; 0 if it begins with none. Quick."""
    if not any(char.isdigit() for char in text[:3]):
        words = text[:_LEAD].casefold().split(maxsplit=1)
        if not words or words[0].strip(_EDGE) not in _first_words():
            return 0
    found = date_span(text[:_LEAD])
    return found[1] if found is not None and found[0] <= _OPENING else 0


@cache
def _first_words() -> frozenset[str]:
    known = calendar(None)
    return known.named.union(known.one, known.units)


def slash_habit(texts: Iterable[str]) -> bool | None:
    """Whether a page writes the day first between slashes; None if no date of it settles that."""
    habit: bool | None = None
    for text in texts:
        for match in _SLASHED.finditer(plain_digits(text)) if "/" in text else ():
            first, second = int(match[1]), int(match[2])
            if 12 < first <= 31 and second <= 12:
                return True
            if 12 < second <= 31 and first <= 12:
                habit = False
    return habit


def _little_left(rest: str, known: Calendar, most: int = _LEFT_OVER) -> bool:
    dates_own = known.before | known.changed | known.weekdays | known.inside
    return sum(word not in dates_own for word in words(rest)) <= most


def _is_foreign(cell: str, known: Calendar) -> bool:
    """Whether a number and a word of another language are in a cell: our own we have read already."""
    found = words(cell)
    return (
        any(char.isdigit() for char in cell)
        and any(len(word) > 2 for word in found)
        and not any(word in known.months for word in found)
    )


def _foreign(
    cell: str, origin: DateOrigin, captured_at: datetime | None, language: str | None
) -> Published | None:
    """What our own table cannot read, through dateparser; imported only when it is needed."""
    from dalil.page import foreign_dates

    return foreign_dates.read(cell, origin, captured_at, language)
