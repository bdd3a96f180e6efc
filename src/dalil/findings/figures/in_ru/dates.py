"""Russian stretches of time that the shared actions do not know (``periods.toml``: ``is``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from dalil.findings.figures.periods import (
    Read,
    back,
    bounds_of,
    interval,
)
from dalil.findings.figures.phrases import word_class
from dalil.findings.figures.sentence import Sentence

Action = Callable[[Sentence, Any, Read], "str | bool | None"]


def _published(sentence: Sentence) -> dt.date:
    if sentence.published is None:
        raise ValueError("the day of publication is not known")
    return sentence.published


def _relative_year(sentence: Sentence, found: Read) -> int:
    return _published(sentence).year + int(found["periods.relative_year"])


def month_relative(sentence: Sentence, row: Any, found: Read) -> str:
    """``в июле прошлого года``."""
    return f"{_relative_year(sentence, found):04d}-{int(found['periods.month']):02d}"


def months_relative(sentence: Sentence, row: Any, found: Read) -> str:
    """``январь–июнь прошлого года``."""
    year = _relative_year(sentence, found)
    return interval(f"{year:04d}-{int(found['a']):02d}", f"{year:04d}-{int(found['b']):02d}")


def year_relative(sentence: Sentence, row: Any, found: Read) -> str:
    """``прошлого года``."""
    return f"{_relative_year(sentence, found):04d}"


def season_relative(sentence: Sentence, row: Any, found: Read) -> str:
    """``осенью прошлого года``, ``прошлую зиму``."""
    if "periods.relative_year" in found:
        year = _relative_year(sentence, found)
    else:
        year = _published(sentence).year + int(found["periods.shift"])
    return _season(year, str(found["periods.season"]))


def _season(year: int, months: str) -> str:
    first, last = (int(m) for m in months.split("-"))
    end = year if first <= last else year + 1
    return interval(f"{year:04d}-{first:02d}", f"{end:04d}-{last:02d}")


def season_adverb(sentence: Sentence, row: Any, found: Read) -> str:
    """``осенью``: the last one before publication, or the next one of a time to come."""
    at = next(iter(sentence.marks.get("periods.season_adv", {}).values()))
    first = int(str(at[1]).split("-")[0])
    published = _published(sentence)
    year = published.year
    if first > published.month and not sentence.ahead:
        year -= 1
    return _season(year, str(at[1]))


def year_so_far(sentence: Sentence, row: Any, found: Read) -> str:
    """``с начала года``; ``с начала 2019 года`` runs to that year's end or to publication."""
    day = _published(sentence)
    year = int(found.get("year", day.year))
    if year > day.year:
        raise ValueError(year)
    return interval(f"{year:04d}-01-01", day.isoformat())


def days_to(sentence: Sentence, row: Any, found: Read) -> str:
    """``с 5 по 12 марта``."""
    last = str(found["date"])
    if len(last) != 10:
        raise ValueError(last)
    return interval(f"{last[:8]}{int(found['d']):02d}", last)


def since(sentence: Sentence, row: Any, found: Read) -> str:
    """``с марта`` runs to publication; what is in force from a day on stays open."""
    first = str(found["date"]).split("/")[0]
    day = sentence.published
    if day is None or bounds_of(first)[0] >= day:
        return first + "/.."
    if len(first) == 10 and not _counts_since(sentence):
        return first + "/.."
    if sentence.marks.get("periods.in_force"):
        return first + "/.."
    return interval(first, day.isoformat())


def _counts_since(sentence: Sentence) -> bool:
    """``с 19 марта задержали 300 человек``: done ever since; not "с 1 марта тариф повысили"."""
    changes = any(f"cues.{cue}" in sentence.present for cue in ("up", "down", "shift", "measures"))
    done = any(
        word_class(sentence, i) == "verb" and token.low.endswith(("ли", "но", "то", "лись", "лось"))
        for i, token in enumerate(sentence.tokens)
        if token.kind == "w"
    )
    return done and not changes


def month_earlier(sentence: Sentence, row: Any, found: Read) -> str | None:
    """``месяцем ранее``: the month before the one just spoken of."""
    last = sentence.periods[-1].value if sentence.periods else sentence.last_period
    first = dt.date.fromisoformat(last[:7] + "-01") if last and len(last) == 7 else None
    if first is None:
        first = _published(sentence).replace(day=1)
    return back(first, 1, "month").isoformat()[:7]


def stretch(sentence: Sentence, row: Any, found: Read) -> None:
    """``за три года``: a length of time without a place in it."""


def span_back(sentence: Sentence, row: Any, found: Read) -> str:
    """``за последние полгода``."""
    last = _published(sentence)
    return interval(back(last, int(row["n"]), row["unit"]).isoformat(), last.isoformat())


PERIOD_ACTIONS: dict[str, Action] = {
    "month relative": month_relative,
    "months relative": months_relative,
    "year relative": year_relative,
    "season relative": season_relative,
    "season adverb": season_adverb,
    "year so far": year_so_far,
    "days to": days_to,
    "since or open": since,
    "stretch": stretch,
    "month earlier": month_earlier,
    "span back": span_back,
}
"""Functions for the rows of ``ru/periods.toml`` whose ``is`` the shared module lacks."""
