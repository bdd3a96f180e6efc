"""How languages print dates: month forms, weekdays and relative words, from the ``months.toml`` files.

A page's own language is read first; words of other languages count where they cannot be mistaken.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

OWN = ("en", "ru", "kk", "uz", "ky", "tg")
"""Languages with a folder of their own, in the order in which they settle a shared form."""

UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
_LAST_CYRILLIC = "\u052f"
_SHORT = 3  # a form this short means other things in other languages: "out", "set", "там"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Calendar:
    """The words with which one language, and those beside it, print dates; all case-folded."""

    months: Mapping[str, int]
    weekdays: frozenset[str]
    inside: frozenset[str]  #  "of", "года", "жылғы": between the parts of a date
    before: frozenset[str]  #  "posted on": belongs to the date and is not part of it
    changed: frozenset[str]  # "updated": what follows is not the day of publication
    today: frozenset[str]
    yesterday: frozenset[str]
    before_yesterday: frozenset[str]
    now: frozenset[str]
    ago: frozenset[str]
    one: frozenset[str]
    joins: frozenset[str]  #   "and": between "1 hour" and "20 minutes ago"
    units: Mapping[str, str]  # "дней" → "day"
    named: frozenset[str]  #    every word that a date with words in it holds one of
    heads: frozenset[str]  #    first words of "вчера", "just now", "ago"


@cache
def months_file(code: str) -> dict[str, Any]:
    """``lang/<code>/months.toml`` as it stands."""
    path = files("dalil.lang") / code / "months.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=64)  # whatever a page calls its language
def calendar(language: str | None) -> Calendar:
    """The calendar for a page in ``language`` (BCP 47), or for a page whose language is unknown.

    One and the same for languages that read every form alike.
    """
    primary = (language or "").split("-")[0].casefold()
    return _calendar(primary if primary in OWN or primary in months_file("base") else "")


@cache
def _calendar(primary: str) -> Calendar:
    months = _months(primary)
    if primary and months == _calendar("").months:
        return _calendar("")
    tables = [months_file(code) for code in sorted(OWN, key=lambda code: code != primary)]
    tables.append(months_file("base")["any"])
    relative = {kind: frozenset(_words(tables, "relative", kind)) for kind in _RELATIVE}
    heads = frozenset(
        word.split()[0]
        for kind in ("today", "yesterday", "before_yesterday", "now", "ago")
        for word in relative[kind]
    )
    return Calendar(
        months=months,
        weekdays=_weekdays(tables),
        units={word: unit for unit in UNITS for word in _words(tables, "relative", unit)},
        **{kind: frozenset(_words(tables, kind)) for kind in ("inside", "before", "changed")},
        **relative,
        named=heads | {name.split()[0] for name in months},
        heads=heads,
    )


_RELATIVE = ("today", "yesterday", "before_yesterday", "now", "ago", "one", "joins")


def _words(tables: list[dict[str, Any]], *keys: str) -> Iterator[str]:
    for table in tables:
        found: Any = table
        for key in keys:
            found = found.get(key, {})
        yield from (word.casefold() for word in found)


def _weekdays(tables: list[dict[str, Any]]) -> frozenset[str]:
    names = set(_words(tables, "weekdays"))
    for table in months_file("base").values():
        names.update(word.casefold() for word in table.get("weekdays", ()))
    return frozenset(names)


def _months(primary: str) -> dict[str, int]:
    """Form → number: the page's language, then our own, then forms that all others agree on."""
    base = {code: table for code, table in months_file("base").items() if "months" in table}
    found: dict[str, int] = {}
    if primary in base:
        found.update(_forms(base[primary]))
    for code in sorted(OWN, key=lambda code: code != primary):
        for form, number in _forms(months_file(code)).items():
            if _is_clear(form) or code in {primary, "en", "ru"}:
                found.setdefault(form, number)
    others: dict[str, set[int]] = {}
    for table in base.values():
        for form, number in _forms(table).items():
            others.setdefault(form, set()).add(number)
    for form, numbers in others.items():
        if len(numbers) == 1 and _is_clear(form):
            found.setdefault(form, next(iter(numbers)))
    return found


def _is_clear(form: str) -> bool:
    """Whether a form is long enough, or in a script with few neighbours, to mean a month anywhere."""
    return len(form) > _SHORT or form[0] > _LAST_CYRILLIC


def _forms(table: dict[str, Any]) -> dict[str, int]:
    return {
        form.casefold(): number
        for number, forms in enumerate(table["months"], start=1)
        for form in forms
    }
