"""Dates that count from the day they were read: "2 days ago", "вчера", "3 күн бұрын"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from dalil.lang.calendar import Calendar
from dalil.page.date_parts import Parts, Token

_DAYS_BACK = {"today": 0, "yesterday": 1, "before_yesterday": 2}
_MOST = 10_000
_MONTHS = {"month": 1, "year": 12}
_STEPS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}


_MARKS = str.maketrans(dict.fromkeys(".,:;()|", " "))


def worth_a_look(text: str, known: Calendar) -> bool:
    """Whether a line without a digit may still hold a relative date."""
    return not known.heads.isdisjoint(text.casefold().translate(_MARKS).split())


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
    """ "3 дня назад", "2 ч. назад", "an hour ago", "1 hour 20 minutes ago": units before "ago"."""
    counted: dict[str, int] = {}
    first = ago
    while (part := _one_part(line, first, known, last=not counted)) is not None:
        unit, count, first = part
        if unit in counted or count > _MOST:
            return None
        counted[unit] = count
    return _back(captured_at, counted, line[first].start, line[ago].end) if counted else None


def _one_part(
    line: list[Token], end: int, known: Calendar, *, last: bool
) -> tuple[str, int, int] | None:
    """The unit and its count right before ``end``, and where they begin; only the last needs none."""
    at = end - 1
    if not last and at >= 0 and (line[at].text == "," or line[at].text in known.joins):
        at -= 1
    if at >= 0 and line[at].text == ".":  # "2 ч. назад"
        at -= 1
    unit = known.units.get(line[at].text.rstrip(".")) if at >= 0 else None
    if unit is None:
        return None
    if at and line[at - 1].kind == "number":
        return unit, int(line[at - 1].text[:6]), at - 1
    if at and line[at - 1].text in known.one:
        return unit, 1, at - 1
    return (unit, 1, at) if last else None


def _back(captured_at: datetime, counted: dict[str, int], start: int, end: int) -> Parts | None:
    if captured_at.year < 1900:
        return None
    months = sum(_MONTHS[unit] * count for unit, count in counted.items() if unit in _MONTHS)
    if months:
        return _months_back(captured_at, counted, months, start, end)
    step = sum((_STEPS[unit] * count for unit, count in counted.items()), timedelta())
    if counted.keys() <= {"day", "week"}:
        return _whole_day(captured_at.date() - step, start, end)
    if captured_at.time() == time():
        return None  # a bare day: nobody knows which day "10 hours ago" was
    then = captured_at - step
    return Parts(
        year=None, month=None, day=None, start=start, end=end, instant=then, clock_read=True
    )


def _months_back(
    captured_at: datetime, counted: dict[str, int], months: int, start: int, end: int
) -> Parts | None:
    if not counted.keys() <= _MONTHS.keys():
        return None  # "1 month 2 days ago" is no day: months differ in length
    year, month = divmod(captured_at.year * 12 + captured_at.month - 1 - months, 12)
    if year < 1900:
        return None
    named = month + 1 if "month" in counted else None
    return Parts(year=year, month=named, day=None, start=start, end=end)


def _whole_day(day: date, start: int, end: int) -> Parts:
    return Parts(year=day.year, month=day.month, day=day.day, start=start, end=end)
