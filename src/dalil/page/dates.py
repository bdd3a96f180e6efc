"""Printed dates, absolute and relative, read without ever inventing one.

``read_date`` reads a cell that holds a date and little else; ``find_date`` finds the date inside a
short line ("By Ruslan Omarov | 06.08.20 | Kazakhstan"). What is impossible (31.02.20), later than
the day after the capture, or relative with nothing to count from, is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from dalil.lang.calendar import Calendar, calendar
from dalil.model import DateOrigin, Published
from dalil.page import absolute_dates, relative_dates
from dalil.page.date_parts import (
    Clock,
    Parts,
    Token,
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
    if relative_dates.worth_a_look(cell, language) or not _is_foreign(cell, calendar(language)):
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
    text, figures, digits, found_words = _looked_at(line)
    known = calendar(language)
    named = not known.named.isdisjoint(found_words)
    if named and not digits:
        named = relative_dates.worth_a_look(text, language)
    if not figures and not named:
        return None
    if day_first is None:
        day_first = language is None or language.casefold() != "en-us"
    line_tokens = _tokens(text) if named else []
    figured = text if figures else ""
    candidates = [
        *absolute_dates.find(figured, line_tokens, known, day_first=day_first, whole=whole)
    ]
    if named and not known.heads.isdisjoint(found_words):
        candidates.extend(relative_dates.find(line_tokens, known, captured_at))
    changed: Found | None = None
    for parts in sorted(candidates, key=lambda parts: (parts.start, -parts.end)):
        dated = _dated(line, text, parts, origin, captured_at, known)
        if dated is not None and not dated.changed:
            return dated
        changed = changed or dated
    return changed


@lru_cache(maxsize=4096)
def _tokens(text: str) -> list[Token]:
    return tokens(text)  # read only: whoever asks again gets the same list


@lru_cache(maxsize=16384)
def _looked_at(line: str) -> tuple[str, bool, bool, tuple[str, ...]]:
    """The line with plain digits; whether figures are put like a date's, or any are; its words."""
    text = plain_digits(line)
    if _DIGIT.search(text):
        return text, bool(_FIGURES.search(text)), True, tuple(words(text))
    return text, False, False, tuple(relative_dates.bare_words(text))


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


def _dated(
    line: str,
    text: str,
    parts: Parts,
    origin: DateOrigin,
    captured_at: datetime | None,
    known: Calendar,
) -> Found | None:
    clock = Clock() if parts.clock_read else clock_near(text, parts)
    start, end = min(parts.start, clock.start), max(parts.end, clock.end)
    date = published(parts, clock, origin, captured_at, printed=line[start:end])
    if date is None:
        return None
    before = words(text[max(0, start - 30) : start])
    changed = any(word in known.changed for word in before[-2:])
    return Found(published=date, start=start, end=end, changed=changed)


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
