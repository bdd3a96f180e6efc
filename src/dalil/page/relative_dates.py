"""Dates that count from the day they were read: "2 days ago", "вчера", "3 күн бұрын"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from dalil.lang.calendar import Calendar, calendar
from dalil.page.date_parts import Parts, Token

_DAYS_BACK = {"today": 0, "yesterday": 1, "before_yesterday": 2}
_MOST = 10_000


def worth_a_look(text: str, language: str | None) -> bool:
    """Whether a line without a digit may still hold a relative date."""
    heads = calendar(language).heads
    return any(word.strip(".,:;()|") in heads for word in text.casefold().split())


def find(line: list[Token], known: Calendar, captured_at: datetime | None) -> Iterator[Parts]:
    """Relative dates, counted from ``captured_at``; none without it."""
    if captured_at is None:
        return
    heads = known.heads
    for index, token in enumerate(line):
        if token.kind != "word" or token.text not in heads:
            continue
        if token.text in known.ago:
            parts = _counted(line, index, known, captured_at)
        else:
            parts = _by_name(line, index, known, captured_at)
        if parts is not None:
            yield parts


def _by_name(line: list[Token], at: int, known: Calendar, captured_at: datetime) -> Parts | None:
    for kind, back in _DAYS_BACK.items():
        length = _matches(line, at, getattr(known, kind))
        if length:
            day = captured_at.date() - timedelta(days=back)
            return _whole_day(day, line[at].start, line[at + length - 1].end)
    return None


def _matches(line: list[Token], at: int, phrases: frozenset[str]) -> int:
    """How many tokens from ``at`` on spell one of the phrases."""
    for length in (2, 1):
        here = line[at : at + length]
        if len(here) == length and " ".join(token.text for token in here) in phrases:
            return length
    return 0


def _counted(line: list[Token], ago: int, known: Calendar, captured_at: datetime) -> Parts | None:
    """ "3 дня назад", "an hour ago", "час назад": the unit before "ago", the count before the unit."""
    if ago == 0 or line[ago - 1].text.rstrip(".") not in known.units:
        return None
    unit = known.units[line[ago - 1].text.rstrip(".")]
    count, first = 1, ago - 1
    if ago >= 2 and line[ago - 2].kind == "number":
        count, first = int(line[ago - 2].text[:6]), ago - 2
    elif ago >= 2 and line[ago - 2].text in known.one:
        first = ago - 2
    if count > _MOST:
        return None
    return _back(captured_at, unit, count, line[first].start, line[ago].end)


def _back(captured_at: datetime, unit: str, count: int, start: int, end: int) -> Parts | None:
    if unit in {"minute", "hour"}:
        if captured_at.time() == time():
            return None  # a bare day: nobody knows which day "10 hours ago" was
        step = timedelta(minutes=count) if unit == "minute" else timedelta(hours=count)
        then = captured_at - step
        return Parts(
            year=None, month=None, day=None, start=start, end=end, instant=then, clock_read=True
        )
    if unit in {"day", "week"}:
        step = timedelta(days=count if unit == "day" else 7 * count)
        return _whole_day(captured_at.date() - step, start, end)
    months = count if unit == "month" else 12 * count
    year, month = divmod(captured_at.year * 12 + captured_at.month - 1 - months, 12)
    if year < 1900:
        return None
    return Parts(
        year=year, month=month + 1 if unit == "month" else None, day=None, start=start, end=end
    )


def _whole_day(day: date, start: int, end: int) -> Parts:
    return Parts(year=day.year, month=day.month, day=day.day, start=start, end=end)
