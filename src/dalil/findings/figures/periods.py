"""Dates and stretches of time, read to ISO 8601. The grammar is data (``periods.toml``).

A row of ``[[date]]`` names a stretch ("{day} {month} {year}"), a row of ``[[period]]`` puts it to
use ("since {date}"). ``is`` names the function below that computes it.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from typing import Any

from dalil.findings.figures.sentence import Mark, Sentence

Read = dict[str, Any]
Action = Callable[[Sentence, Any, Read], "str | bool | None"]


def find_periods(sentence: Sentence) -> None:
    """Fill ``sentence.periods`` and take their tokens, longest reading from the left."""
    done = 0
    for i, j, row, found in sentence.matches("periods.period"):
        if i < done or any(sentence.taken[i:j]):
            continue
        iso = resolve(sentence, row, found)
        if isinstance(iso, bool):
            continue
        sentence.periods.append(Mark(i, j, iso or "", str(row.get("kind", row["is"])), row))
        sentence.take(i, j)
        done = j


def read_date(sentence: Sentence, at: int) -> tuple[int, str] | None:
    """A stretch of time at token ``at`` (``periods.date``): its end and its ISO form."""
    patterns = sentence.grammar.patterns("periods.date")
    if patterns is None:
        return None
    for pattern in patterns.starting(sentence, at):
        done = pattern.match(sentence, at)
        if done is not None:
            iso = resolve(sentence, pattern.row, done[1])
            if iso and not isinstance(iso, bool):
                return done[0], iso
    return None


def resolve(sentence: Sentence, row: Any, found: Read) -> str | bool | None:
    """The ISO form of a match; ``None``: a time that cannot be told, ``False``: no match."""
    try:
        own = sentence.grammar.hook("PERIOD_ACTIONS", {})
        action: Action = own.get(row["is"]) or ACTIONS[row["is"]]
        return action(sentence, row, found)
    except (ValueError, OverflowError, TypeError, KeyError, ArithmeticError):
        return None


# ── arithmetic on ISO 8601 strings ──


def bounds_of(iso: str) -> tuple[dt.date, dt.date]:
    """The first and last day of a date, month, year or closed interval."""
    if "/" in iso:
        first, last = iso.split("/", 1)
        return bounds_of(first)[0], bounds_of(last)[1]
    parts = [int(p) for p in iso.split("-")]
    if len(parts) == 1:
        return dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31)
    if len(parts) == 2:
        last_day = calendar.monthrange(parts[0], parts[1])[1]
        return dt.date(parts[0], parts[1], 1), dt.date(parts[0], parts[1], last_day)
    day = dt.date(*parts)
    return day, day


def interval(first: str, last: str) -> str:
    """``first/last``, or one of them if they are the same."""
    if first == last:
        return first
    if ".." not in (first, last) and bounds_of(first)[0] > bounds_of(last)[1]:
        raise ValueError(first)
    return f"{first}/{last}"


def with_year(iso: str, year: int) -> str:
    """The same stretch in another year; an interval ends in that year."""
    if "/" in iso:
        first, last = iso.split("/", 1)
        if last in ("", "..") or first in ("", ".."):
            return str(year)
        by = year - int(last[:4])
        return interval(with_year(first, int(first[:4]) + by), with_year(last, year))
    if iso[4:] == "-02-29" and not calendar.isleap(year):
        return f"{year:04d}-02-28"
    return f"{year:04d}{iso[4:]}"


def back(day: dt.date, n: int, unit: str) -> dt.date:
    """``n`` units before a day; a month's last day where the month is shorter."""
    if unit in ("day", "week"):
        return day - dt.timedelta(days=n * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 - n * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def _year(sentence: Sentence, row: Any, found: Read) -> str:
    year = int(found["year"])
    if not 1000 <= year <= 2100:
        raise ValueError(year)
    return f"{year:04d}"


def _near_year(sentence: Sentence, month: int, day: int = 1) -> int:
    """The year of a date that is given without one: this year, or last if it would be to come."""
    if sentence.last_year and sentence.published is None:
        return sentence.last_year
    published = _published(sentence)
    ahead = (month - published.month) * 31 + day - published.day
    if ahead > 3 and not sentence.ahead:
        return published.year - 1
    if ahead < -200 and sentence.ahead:
        return published.year + 1
    return published.year


def _published(sentence: Sentence) -> dt.date:
    if sentence.published is None:
        raise ValueError("the day of publication is not known")
    return sentence.published


def _day(sentence: Sentence, row: Any, found: Read) -> str:
    month, day = int(found["periods.month"]), int(found["day"])
    year = int(found["year"]) if "year" in found else _near_year(sentence, month, day)
    return dt.date(year, month, day).isoformat()


def _month(sentence: Sentence, row: Any, found: Read) -> str:
    month = int(found["periods.month"])
    year = int(found["year"]) if "year" in found else _near_year(sentence, month)
    return f"{year:04d}-{month:02d}"


def _months(sentence: Sentence, row: Any, found: Read) -> str:
    a, b = int(found["a"]), int(found["b"])
    year = int(found["year"]) if "year" in found else _near_year(sentence, b)
    first = int(found["year.a"]) if "year.a" in found else (year if a <= b else year - 1)
    return interval(f"{first:04d}-{a:02d}", f"{year:04d}-{b:02d}")


def _years(sentence: Sentence, row: Any, found: Read) -> str:
    a, b = int(found["a"]), int(found["b"])
    return interval(f"{a:04d}", f"{b:04d}")


def _days(sentence: Sentence, row: Any, found: Read) -> str:
    month = int(found["periods.month"])
    year = int(found["year"]) if "year" in found else _near_year(sentence, month, int(found["b"]))
    a, b = dt.date(year, month, int(found["a"])), dt.date(year, month, int(found["b"]))
    return interval(a.isoformat(), b.isoformat())


def _numeric(sentence: Sentence, row: Any, found: Read) -> str | bool:
    parts = [int(p) for p in str(found["dotted"]).split(".")]
    year = parts[2] + (2000 if parts[2] < 100 else 0)
    return dt.date(year, parts[1], parts[0]).isoformat()


def _season(sentence: Sentence, row: Any, found: Read) -> str:
    a, b = (int(m) for m in str(found["periods.season"]).split("-"))
    year = int(found["year"]) if "year" in found else _season_year(sentence, a, b)
    year += int(row.get("shift", 0))
    if row.get("last"):  # the one that is over
        day = _published(sentence)
        year = day.year if (day.month > b and a <= b) else day.year - 1
    last = year if a <= b else year + 1
    return interval(f"{year:04d}-{a:02d}", f"{last:04d}-{b:02d}")


def _season_year(sentence: Sentence, a: int, b: int) -> int:
    """The year in which the season begins: a winter does in December."""
    if a <= b:
        return _near_year(sentence, a)
    published = sentence.published
    if published is not None and published.month <= b:
        return published.year - 1
    return _near_year(sentence, a)


def _said_year(sentence: Sentence, found: Read) -> int:
    if "year" in found:
        return int(found["year"])
    if "periods.relative_year" in found:
        return _published(sentence).year + int(found["periods.relative_year"])
    if sentence.last_year and sentence.published is None:
        return sentence.last_year
    return _published(sentence).year


def _quarter(sentence: Sentence, row: Any, found: Read) -> str:
    size = int(row.get("months", 3))
    which = int(found.get("ord", found.get("which", row.get("which", 1))))
    if not 1 <= which <= 12 // size:
        raise ValueError(which)
    year = _said_year(sentence, found)
    said = "year" in found or "periods.relative_year" in found
    begins = dt.date(year, size * (which - 1) + 1, 1)
    if not said and sentence.published and begins > sentence.published and not sentence.ahead:
        year -= 1
    return interval(f"{year:04d}-{size * (which - 1) + 1:02d}", f"{year:04d}-{size * which:02d}")


def _first_months(sentence: Sentence, row: Any, found: Read) -> str:
    """``nine months of 2021``: January to September."""
    n = int(found["n"].value)
    if not 1 <= n <= 12:
        raise ValueError(n)
    year = _said_year(sentence, found)
    return interval(f"{year:04d}-01", f"{year:04d}-{n:02d}")


def _past(sentence: Sentence, row: Any, found: Read) -> str:
    n = int(found["n"].value) if "n" in found else 1
    last = _published(sentence)
    return interval(back(last, n, found["periods.unit"]).isoformat(), last.isoformat())


def _relative(sentence: Sentence, row: Any, found: Read) -> str:
    """``last year``, ``this month``, ``next year``: the calendar one."""
    unit = found.get("periods.unit") or row["unit"]
    shift = int(found.get("periods.shift", row.get("shift", 0)))
    return _calendar(back(_published(sentence), 0, "day"), unit, shift)


def _calendar(day: dt.date, unit: str, shift: int) -> str:
    if unit == "year":
        return f"{day.year + shift:04d}"
    if unit == "month":
        return back(day.replace(day=1), -shift, "month").isoformat()[:7]
    if unit == "week":
        monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(days=7 * shift)
        return interval(monday.isoformat(), (monday + dt.timedelta(days=6)).isoformat())
    return (day + dt.timedelta(days=shift)).isoformat()


def _ago(sentence: Sentence, row: Any, found: Read) -> str | None:
    n, unit = (int(found["n"].value) if "n" in found else 1), found["periods.unit"]
    if sentence.periods and unit == "year" and n == 1:
        return with_year(sentence.periods[-1].value, int(sentence.periods[-1].value[:4]) - 1)
    day = back(_published(sentence), n, unit)
    return {"year": day.isoformat()[:4], "month": day.isoformat()[:7]}.get(unit, day.isoformat())


def _weekday(sentence: Sentence, row: Any, found: Read) -> str:
    """The nearest such day before publication, the day itself included only if it is that day."""
    day = _published(sentence)
    by = (day.weekday() - (int(found["periods.weekday"]) - 1)) % 7
    return (day - dt.timedelta(days=by or 7)).isoformat()


def _date(sentence: Sentence, row: Any, found: Read) -> str:
    return str(found["date"])


def _end(sentence: Sentence, row: Any, found: Read) -> str:
    return bounds_of(str(found["date"]))[1].isoformat()


def _begin(sentence: Sentence, row: Any, found: Read) -> str:
    return bounds_of(str(found["date"]))[0].isoformat()


def _since(sentence: Sentence, row: Any, found: Read) -> str:
    first = str(found["date"]).split("/")[0]
    last = sentence.published
    if last is None or bounds_of(first)[0] >= last:
        return first + "/.."
    return interval(first, last.isoformat())


def _open(sentence: Sentence, row: Any, found: Read) -> str:
    """``from 1 May`` of something to come stays open; of something past it is like "since"."""
    first = str(found["date"]).split("/")[0]
    if sentence.published is not None and bounds_of(first)[0] < sentence.published:
        return _since(sentence, row, found)
    return first + "/.."


def _between(sentence: Sentence, row: Any, found: Read) -> str:
    a, b = str(found["a"]).split("/")[0], str(found["b"]).split("/")[-1]
    if len(a) > 4 and "year" not in row and bounds_of(a)[0] > bounds_of(b)[1]:
        a = with_year(a, int(b[:4]))
    return interval(a, b)


def _same(sentence: Sentence, row: Any, found: Read) -> str | None:
    """``in the same period of 2018``: the period before, in another year."""
    last = sentence.periods[-1].value if sentence.periods else sentence.last_period
    if not last:
        return str(found["year"]) if "year" in found else None
    year = (
        _said_year(sentence, found) if "year" in found or "periods.relative_year" in found else None
    )
    return with_year(last, year) if year else last


def _earlier(sentence: Sentence, row: Any, found: Read) -> str | None:
    """``a year earlier``: the same stretch a year before."""
    last = sentence.periods[-1].value if sentence.periods else sentence.last_period
    n = int(found["n"].value) if "n" in found else 1
    if last and ".." not in last:
        return with_year(last, int(last.split("/")[-1][:4]) - n)
    return f"{_published(sentence).year - n:04d}"


def _before_that(sentence: Sentence, row: Any, found: Read) -> str | None:
    """``in the five years before that``."""
    last = sentence.periods[-1].value if sentence.periods else sentence.last_period
    if not last:
        return None
    year = int(last[:4])
    return interval(f"{year - int(found['n'].value):04d}", f"{year - 1:04d}")


def _that(sentence: Sentence, row: Any, found: Read) -> str | None:
    """``that year``, ``over this time``: the period just spoken of."""
    last = sentence.periods[-1].value if sentence.periods else sentence.last_period
    if row.get("unit") == "year" and last and "/" not in last:
        return last[:4]
    return last or None


def _year_so_far(sentence: Sentence, row: Any, found: Read) -> str:
    day = _published(sentence)
    return interval(f"{day.year:04d}-01-01", day.isoformat())


def _year_start(sentence: Sentence, row: Any, found: Read) -> str:
    return f"{_published(sentence).year:04d}-01-01"


def _yesterday(sentence: Sentence, row: Any, found: Read) -> str:
    return back(_published(sentence), 1, "day").isoformat()


def _end_relative(sentence: Sentence, row: Any, found: Read) -> str:
    """``by the end of the month``."""
    if "periods.relative_year" in found:
        year = _published(sentence).year + int(found["periods.relative_year"])
        return f"{year:04d}-12-31"
    return bounds_of(_calendar(_published(sentence), found["periods.unit"], 0))[1].isoformat()


def _span(sentence: Sentence, row: Any, found: Read) -> str | None:
    """``in 10 years``: a length whose place in time is not said, as an ISO 8601 duration."""
    letter = {"year": "Y", "month": "M", "week": "W", "day": "D"}[found["periods.unit"]]
    value = found["n"].value
    return f"P{int(value)}{letter}" if value == int(value) and value < 10_000 else None


def _none(sentence: Sentence, row: Any, found: Read) -> None:
    """A time that gives no period: "now", "on Friday, the minister said"."""


ACTIONS: dict[str, Action] = {
    "year": _year,
    "month": _month,
    "day": _day,
    "days": _days,
    "months": _months,
    "years": _years,
    "numeric": _numeric,
    "season": _season,
    "quarter": _quarter,
    "first months": _first_months,
    "past": _past,
    "relative": _relative,
    "ago": _ago,
    "weekday": _weekday,
    "date": _date,
    "end": _end,
    "begin": _begin,
    "since": _since,
    "open": _open,
    "between": _between,
    "same": _same,
    "earlier": _earlier,
    "before that": _before_that,
    "that": _that,
    "year so far": _year_so_far,
    "year start": _year_start,
    "yesterday": _yesterday,
    "end relative": _end_relative,
    "span": _span,
    "none": _none,
}
"""What ``is`` may say in ``periods.toml``."""
