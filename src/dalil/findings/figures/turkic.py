"""Languages whose words carry their endings and whose verbs end the clause: Kazakh, later Kyrgyz.

Which endings there are is data (``words.toml``: ``forms``); the rules here say what follows from
them: what a noun phrase is, who speaks, what a change is the size of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from dalil.findings.figures.periods import bounds_of, interval
from dalil.findings.figures.sentence import Sentence

Read = dict[str, Any]

# ── stretches of time ────────────────────────────────────────────────────────────────────────────


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


def _open_from(sentence: Sentence, row: Any, found: Read) -> str:
    """``1 шілдеден бастап``: open, whether it lies behind or ahead."""
    return str(found["date"]).split("/")[0] + "/.."


def _year_end(sentence: Sentence, row: Any, found: Read) -> str:
    """``жыл соңына дейін``, ``ай соңында``."""
    day = _published(sentence)
    return bounds_of(f"{day.year:04d}")[1].isoformat()


def _bare_months(sentence: Sentence, row: Any, found: Read) -> str | None:
    """``жеті айда`` without a year: January to that month, if it is over by then."""
    n, day = int(found["n"].value), sentence.published
    if day is None or not 1 <= n <= 12 or n > day.month:
        return None
    return interval(f"{day.year:04d}-01", f"{day.year:04d}-{n:02d}")


PERIOD_ACTIONS: dict[str, Callable[[Sentence, Any, Read], str | None | bool]] = {
    "next day": _next_day,
    "relative year": _relative_year,
    "relative month": _relative_month,
    "open from": _open_from,
    "year end": _year_end,
    "bare months": _bare_months,
}
