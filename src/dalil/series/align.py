"""What must agree before two figures are set side by side: unit, rate, place, and kind of period."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final

from dalil.lang import countries, gazetteer
from dalil.lang.stems import stem, words
from dalil.model import PeriodKind, Status

# ── units ────────────────────────────────────────────────────────────────────────────────────────

_SCALES: Final = {
    "m": {"mm": "0.001", "cm": "0.01", "m": "1", "km": "1000"},
    "kg": {"mg": "0.000001", "g": "0.001", "kg": "1", "t": "1000"},
    "m2": {"m2": "1", "ha": "10000", "km2": "1000000"},
    "m3": {"ml": "0.000001", "l": "0.001", "m3": "1", "km3": "1000000000"},
    "kW": {"W": "0.001", "kW": "1", "MW": "1000", "GW": "1000000"},
    "kWh": {"Wh": "0.001", "kWh": "1", "MWh": "1000", "GWh": "1000000", "TWh": "1000000000"},
    "minute": {"second": "1", "minute": "60", "hour": "3600", "day": "86400", "week": "604800"},
    "month": {"month": "1", "year": "12"},
}
_BASE: Final = {
    unit: (base, Decimal(factor) / Decimal(scale[base]))
    for base, scale in _SCALES.items()
    for unit, factor in scale.items()
}
_NEVER = frozenset({"x"})
"""Units that say nothing without what they are compared with: "twice"."""


def unit_of(unit: str) -> tuple[str, Decimal] | None:
    """The unit that a series of this kind has, and what a value is multiplied by to be in it.

    None for a unit that makes no series. Currencies stay what they are: a rate of exchange is a
    fact of its day, which no text states.
    """
    if unit in _NEVER or not unit:
        return None
    return _BASE.get(unit, (unit, Decimal(1)))


def units_like(unit: str) -> tuple[str, ...]:
    """The units that are converted to the same one."""
    wanted = unit_of(unit)
    like = [one for one, (base, _) in _BASE.items() if wanted and base == wanted[0]]
    return tuple(like) or (unit,)


# ── periods ──────────────────────────────────────────────────────────────────────────────────────

_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
_WEEK = re.compile(r"(\d{4})-W(\d\d)", re.ASCII)
_SOONEST, _LATEST = 1000, 2200


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period as a series has it: its kind and its first and last day."""

    kind: PeriodKind
    first: date
    last: date


@lru_cache(maxsize=20_000)
def stretches(iso: str | None, status: Status = "actual") -> tuple[Stretch, ...]:
    """What kinds of period ``iso`` is: two for January to March, a quarter and a year to date.

    None at all where it is no period that can be put in order ("P9M", nonsense, a year 30000). What
    is expected or planned for the last day of a year is meant for the year.
    """
    found = _ends(iso or "")
    if found is None:
        return ()
    first, last = found
    if last is None:
        return (Stretch("since", first, first),)
    if status in {"forecast", "plan"} and first == last and (first.month, first.day) == (12, 31):
        return (Stretch("year", date(first.year, 1, 1), last),)
    return tuple(Stretch(kind, first, last) for kind in _kinds(first, last))


def _ends(iso: str) -> tuple[date, date | None] | None:
    begin, slash, end = iso.partition("/")
    first = _days(begin)
    if first is None:
        return None
    if not slash:
        return first
    if end == "..":
        return first[0], None
    last = _days(end)
    return (first[0], last[1]) if last and first[0] <= last[1] else None


def _days(iso: str) -> tuple[date, date] | None:
    """The first and last day of a date with reduced precision."""
    week = _WEEK.fullmatch(iso)
    try:
        if week:
            monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            return monday, monday + timedelta(days=6)
        if not _DATE.fullmatch(iso) or not _SOONEST <= int(iso[:4]) <= _LATEST:
            return None
        year, *rest = (int(part) for part in iso.split("-"))
        if not rest:
            return date(year, 1, 1), date(year, 12, 31)
        if len(rest) == 1:
            return date(year, rest[0], 1), date(year, rest[0], monthrange(year, rest[0])[1])
        day = date(year, rest[0], rest[1])
        return day, day
    except ValueError:
        return None


def _kinds(first: date, last: date) -> list[PeriodKind]:
    if first == last:
        return ["day"]
    following = last + timedelta(days=1)
    whole = first.day == 1 and following.day == 1
    months = (following.year - first.year) * 12 + following.month - first.month
    new_year = (first.month, first.day) == (1, 1)
    kinds: list[PeriodKind] = []
    if whole and months == 1:
        kinds = ["month"]
    elif whole and new_year and months % 12 == 0:
        kinds = ["year"] if months == 12 else ["years"]
    elif whole and months == 3 and first.month % 3 == 1:
        kinds = ["quarter"]
    elif whole and months == 6 and first.month in {1, 7}:
        kinds = ["half"]
    elif (last - first).days == 6 and first.weekday() == 0:
        kinds = ["week"]
    if new_year and first.year == last.year and (months > 1 or not whole) and months < 12:
        kinds.append("to date")
    return kinds or ["stretch"]


# ── places ───────────────────────────────────────────────────────────────────────────────────────

_CASES = re.compile(
    r"(?:дағы|дегі|тағы|тегі|ндағы|ндегі|дың|дің|тың|тің|ның|нің|дан|ден|тан|тен|нан|нен|да|де|та|те"
    r"|нда|нде|ға|ге|қа|ке|дагы|деги|дын|дин|тын|тин|нын|нин|га|ге|ка|ке)$"
)


@lru_cache(maxsize=50_000)
def place_key(place: str | None, language: str | None, country: str | None = None) -> str:
    """The key of a place as a text names it: "KZ" of «в Казахстане», stems where we know no more.

    ``country`` is the one that the article concerns; it tells places of one name apart. Where the
    text names none, the key is "?KZ" ; "" if no country is known either, and then the figure is in
    no series.
    """
    if not place or not place.strip():
        return f"?{country}" if country else ""
    known = gazetteer.resolve(place[:200], language=language or "en", country=country)
    if known:
        return known.key
    named = countries.named(place)
    if len(named) == 1 and len(words(place)) == 1 and gazetteer.by_key(named[0]) is None:
        return named[0]
    return " ".join(sorted({_base(word, language) for word in words(place)})) or f"?{country or ''}"


def country_of(key: str) -> str | None:
    """The country that a place's key lies in, as far as it tells."""
    known = gazetteer.by_key(key.lstrip("?"))
    if known:
        return known.country or known.key
    return key.lstrip("?") if key.lstrip("?") in countries.codes() else None


def place_name(key: str, language: str) -> str | None:
    """How a language names the place of a key; None where we know only its stems."""
    known = gazetteer.by_key(key)
    return known.title(language) if known else None


def _base(word: str, language: str | None) -> str:
    if language in {"kk", "ky"}:
        bare = _CASES.sub("", word)
        return bare if len(bare) > 2 else word
    return stem(word, language)
