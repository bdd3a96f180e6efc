"""Dates in languages that our own table does not know, through dateparser."""

from __future__ import annotations

import warnings
from datetime import datetime, timedelta
from functools import lru_cache

from dalil.model import DateOrigin, Published


def read(
    cell: str, origin: DateOrigin, captured_at: datetime | None, language: str | None
) -> Published | None:
    """What dateparser makes of a date cell: a full day or nothing; relative only with a capture."""
    day = _ask(cell, captured_at.replace(tzinfo=None) if captured_at else None, language)
    if day is None or not 1900 <= day.year <= 2100:
        return None
    if captured_at is not None and day.date() > captured_at.date() + timedelta(days=1):
        return None
    return Published(on=day.date().isoformat(), precision="day", origin=origin, printed=cell)


# All of dateparser's 205 languages take seconds to load; a page seldom hides that it is in another.
_WIDELY_READ = [
    "de",
    "fr",
    "es",
    "pt",
    "it",
    "nl",
    "pl",
    "cs",
    "uk",
    "tr",
    "az",
    "fa",
    "ar",
    "hi",
    "bn",
    "ja",
    "zh",
    "ko",
    "sv",
    "nb",
    "fi",
    "ro",
    "hu",
    "el",
    "bg",
    "sr",
]


@lru_cache(maxsize=4096)
def _ask(cell: str, base: datetime | None, language: str | None) -> datetime | None:
    import dateparser

    settings: dict[str, object] = {
        "DATE_ORDER": "DMY",
        "PARSERS": ["absolute-time"] if base is None else ["relative-time", "absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"] if base is None else ["day", "month"],
        "PREFER_DATES_FROM": "past",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    if base is not None:
        settings["RELATIVE_BASE"] = base
    primary = (language or "").split("-")[0].casefold()
    for languages in ([primary], _WIDELY_READ) if primary else (_WIDELY_READ,):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = dateparser.parse(cell, languages=languages, settings=settings)
        except Exception:  # noqa: S112 - whatever a third-party parser trips over is no date
            continue
        if isinstance(found, datetime):
            return found.replace(tzinfo=None)
    return None
