"""Stretches of time where verbs end the clause, and which one holds for a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from dalil.findings.figures.periods import bounds_of, interval
from dalil.findings.figures.sentence import Mark, Quantity, Sentence
from dalil.findings.figures.turkic.forms import ends, last_case, segment

Read = dict[str, Any]
NONE = Mark(0, 1, "", "none")
"""An answer that says: no period, and none is carried over either."""


def _published(sentence: Sentence) -> dt.date:
    if sentence.published is None:
        raise ValueError("the day of publication is not known")
    return sentence.published


def _last(sentence: Sentence) -> str | None:
    return sentence.periods[-1].value if sentence.periods else sentence.last_period


def _next_day(sentence: Sentence, row: Any, found: Read) -> str | None:
    """``келесі күні``: the day after the one just spoken of."""
    last = _last(sentence)
    if not last or len(last) != 10:
        return None
    return (dt.date.fromisoformat(last) + dt.timedelta(days=1)).isoformat()


def _relative_year(sentence: Sentence, row: Any, found: Read) -> str:
    """``былтыр``, ``биыл``."""
    return f"{_published(sentence).year + int(found['periods.relative_year']):04d}"


def _relative_month(sentence: Sentence, row: Any, found: Read) -> str:
    """``былтыр тамызда``."""
    return f"{_relative_year(sentence, row, found)}-{int(found['periods.month']):02d}"


def _relative_day(sentence: Sentence, row: Any, found: Read) -> str:
    """``былтыр 5 тамызда``."""
    return f"{_relative_month(sentence, row, found)}-{int(found['day']):02d}"


def _open_from(sentence: Sentence, row: Any, found: Read) -> str:
    """``1 шілдеден бастап``: open, whether it lies behind or ahead."""
    first = str(found["date"]).split("/")[0]
    return _soon(sentence, first, found["date.at"]) + "/.."


def _by_near(sentence: Sentence, row: Any, found: Read) -> str:
    """``1 маусымға дейін``: the near one to come, where no year is named."""
    date = str(found["date"])
    return date if "/" in date else _soon(sentence, date, found["date.at"])


def _soon(sentence: Sentence, first: str, at: tuple[int, int]) -> str:
    """A day without a year that begins something is the near one to come."""
    day = sentence.published
    said = any(
        (len(sentence.low(k)) == 4 and sentence.low(k).isdigit())
        or sentence.at("periods.relative_year", k)
        for k in range(*at)
    )
    if day is None or said or len(first) < 7:
        return first
    later = f"{int(first[:4]) + 1:04d}{first[4:]}"
    try:
        ahead = (bounds_of(later)[0] - day).days
    except ValueError:
        return first
    return later if 0 <= ahead < 150 else first


def _year_end(sentence: Sentence, row: Any, found: Read) -> str:
    """``жыл соңына дейін``, ``ай соңында``."""
    day = _published(sentence)
    stretch = f"{day.year:04d}-{day.month:02d}" if row.get("unit") == "month" else f"{day.year:04d}"
    return bounds_of(stretch)[1].isoformat()


def _unit_so_far(sentence: Sentence, row: Any, found: Read) -> str:
    """``ай басынан бері``, ``тоқсан басынан бері``: to the day of publication."""
    day = _published(sentence)
    first = day.replace(day=1)
    if row["unit"] == "quarter":
        first = first.replace(month=day.month - (day.month - 1) % 3)
    elif row["unit"] == "week":
        first = day - dt.timedelta(days=day.weekday())
    return f"{first.isoformat()}/{day.isoformat()}"


def _bare_months(sentence: Sentence, row: Any, found: Read) -> str | None:
    """``жеті айда`` without a year: January to that month, if it is over by then."""
    n, day = int(found["n"].value), sentence.published
    if day is None or not 2 <= n <= 12 or n > day.month:
        return None
    return interval(f"{day.year:04d}-01", f"{day.year:04d}-{n:02d}")


def _by_year(sentence: Sentence, row: Any, found: Read) -> str:
    """``2030 жылға дейін``: the year itself."""
    return str(found["date"]).split("/")[-1]


PERIOD_ACTIONS: dict[str, Callable[[Sentence, Any, Read], str | bool | None]] = {
    "next day": _next_day,
    "relative year": _relative_year,
    "relative month": _relative_month,
    "relative day": _relative_day,
    "open from": _open_from,
    "by near": _by_near,
    "year end": _year_end,
    "unit so far": _unit_so_far,
    "bare months": _bare_months,
    "by year": _by_year,
}


# ── which one holds ──────────────────────────────────────────────────────────────────────────────


def period_of(sentence: Sentence, q: Quantity, index: int) -> Mark | None:
    """The mark of time before a figure, else the one behind it in its clause."""
    begin, end = segment(sentence, q.i)
    marks = [m for m in sentence.periods if m.kind != "length" and not _said_on(sentence, m)]
    before = [m for m in marks if m.j <= q.i + 1 and not _is_base(sentence, m, q)]
    if q.role == "to" and q.head is not None:  # the time of the level it began from
        before = [m for m in before if not q.head.i - 1 <= m.j <= q.head.i] or before
    inside = [m for m in before if m.i >= begin]
    if inside:
        return inside[-1]
    later = [m for m in marks if q.j <= m.i < end and not _is_base(sentence, m, q)]
    following = sentence.quantities[index + 1 :]
    taken = {m.j for m in later if any(0 <= o.i - m.j <= 1 for o in following)}
    later = [m for m in later if m.j not in taken]
    if later and (not following or following[0].i > later[0].i or len(before) == 0):
        return later[0]
    if _breaks(sentence, q, begin, end):
        return NONE
    if before and any(sentence.at("periods.breaks", k) for k in range(before[-1].j, q.i)):
        return NONE
    if not before and (_term(sentence, q) or (q.status == "actual" and _to_come(sentence, q))):
        return NONE
    return before[-1] if before else None


def _term(sentence: Sentence, q: Quantity) -> bool:
    """A term asked for or given in court: the time of the deed does not hold for it."""
    if q.kind != "time":
        return False
    cues = ("cues.ask", "cues.punishment", "cues.prison")
    return any(sentence.at(cue, k) for cue in cues for k in range(len(sentence.tokens)))


def _to_come(sentence: Sentence, q: Quantity) -> bool:
    """Whether the time carried from before lies ahead: only what is paid from then on is of it."""
    last, day = sentence.last_period, sentence.published
    if not last or day is None or (last.endswith("..") and q.kind == "money"):
        return False
    return last.split("/")[0] > day.isoformat()


def period_from(sentence: Sentence, q: Quantity, index: int) -> Mark | None:
    """Of a starting level: a time right before it, or the stretch that both levels share."""
    before = [m for m in sentence.periods if m.j <= q.i]
    if not before:
        return None
    last = before[-1]
    if last.value.endswith(".."):
        return None
    return last if last.j >= q.i - 1 or "/" in last.value else None


def _said_on(sentence: Sentence, mark: Mark) -> bool:
    """``10 шілдеде министр … мәлімдеді``: the day of a statement is no period."""
    if len(mark.value) != 10 or mark.kind not in ("date", "day", "by near"):
        return False
    if sentence.at("periods.by_word", mark.j - 1):
        return False
    return any(
        source.kind != "by" and (source.j == mark.i or mark.j == source.i)
        for source in sentence.sources
    )


def _is_base(sentence: Sentence, mark: Mark, q: Quantity) -> bool:
    """What a figure is compared with: ``былтырғыдан 12-ге көп``, ``2019 жылмен салыстырғанда``."""
    if mark.j > q.i and mark.i < q.j:
        return False
    if any(sentence.at("cues.compare", k) for k in range(mark.j - 1, min(mark.j + 3, q.i))):
        return True
    for other in sentence.quantities:
        base = other is not q and mark.j <= other.i <= mark.j + 1 and other.j <= q.i
        if base and last_case(sentence, other) == "abl" and _compares(sentence, q):
            return True
    if mark.i < segment(sentence, q.i)[0]:
        return False
    near = range(mark.j - 1, max(mark.j, min(mark.j + 2, q.i)))
    ablative = any(ends(sentence, k, "against") for k in near)
    return ablative and _compares(sentence, q) and mark.j <= q.i


def _compares(sentence: Sentence, q: Quantity) -> bool:
    """``… көп``, ``… аз`` behind a quantity."""
    return sentence.any_in(_COMPARATIVES, q.j, q.j + 5)


_COMPARATIVES = frozenset({"cues.more", "cues.less"})


def _breaks(sentence: Sentence, q: Quantity, begin: int, end: int) -> bool:
    """Whether the clause speaks of now, and not of the time that was named before."""
    if any(sentence.at("periods.general", k) for k in range(begin, end)):
        return True
    return any(sentence.at("periods.now_verb", k) for k in range(max(q.j, end - 4), end))
