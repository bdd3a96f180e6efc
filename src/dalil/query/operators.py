"""What stands behind an operator (``source:gazette``, ``figure:>100``), read as a condition.

``OPERATORS`` is the whole list, in the order of the help sheet. A reader gives a condition, or raises
``Unread`` with the code of what is to be said (``tree.NOTES``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from dalil.lang import countries
from dalil.lang.sounds import sound
from dalil.lang.stems import words
from dalil.model import Source
from dalil.query.tree import (
    Author,
    Cited,
    Dated,
    Has,
    Node,
    Number,
    Stated,
    Tag,
    Words,
)

NAMES_IN = ("en", "ru", "kk")
"""The languages in which countries and languages may be named."""


class Unread(Exception):
    """A value that is not what its operator takes; ``instead`` is looked for in its place."""

    def __init__(self, code: str, instead: Node | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.instead = instead


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """An operator: its name, the others it goes by, how its value is read, and an example."""

    name: str
    also: tuple[str, ...] = ()
    read: Callable[[str, Sequence[Source]], Node]
    example: str
    says: str  #            for the help sheet


# ── sources, languages, countries, people ────────────────────────────────────────────────────────


def _source(value: str, sources: Sequence[Source]) -> Node:
    asked = value.casefold()
    exactly = tuple(source.id for source in sources if source.id.casefold() == asked)
    named = tuple(source.id for source in sources if _within(value, source.outlet))
    if not exactly and not named:
        raise Unread("source", Tag("source", (value,)))
    return Tag("source", exactly or named)


def _within(value: str, name: str) -> bool:
    """Whether all words of ``value`` are words of ``name``, in any alphabet."""
    looked_for, there = map(sound, words(value)), set(map(sound, words(name)))
    return bool(words(value)) and all(word in there for word in looked_for)


def _language(value: str, _: Sequence[Source]) -> Node:
    asked = value.casefold()
    code = asked if re.fullmatch(r"[a-z]{2,3}", asked) and asked in _languages() else None
    code = code or next((c for c, names in _languages().items() if asked in names), None)
    if code is None:
        raise Unread("language")
    return Tag("lang", (code,))


def _place(value: str, _: Sequence[Source]) -> Node:
    code = value.upper() if value.upper() in countries.codes() else None
    named = countries.named(value) or countries.named(value.title())
    code = code or (named[0] if named else _territories().get(value.casefold()))
    if code is None:
        folded = tuple(words(value))
        raise Unread("place", Words(folded) if folded else None)
    return Tag("place", (code,))


@cache
def _languages() -> dict[str, frozenset[str]]:
    from babel import Locale

    found: dict[str, set[str]] = {}
    for locale in NAMES_IN:
        for code, name in Locale.parse(locale).languages.items():
            if len(code) <= 3:
                found.setdefault(code, set()).add(name.casefold())
    return {code: frozenset(names) for code, names in found.items()}


@cache
def _territories() -> dict[str, str]:
    from babel import Locale

    return {
        name.casefold(): code
        for locale in NAMES_IN
        for code, name in Locale.parse(locale).territories.items()
        if code in countries.codes()
    }


def _author(value: str, _: Sequence[Source]) -> Node:
    return Author(_folded(value))


def _folded(value: str) -> tuple[str, ...]:
    folded = tuple(words(value))
    if not folded:
        raise Unread("signs")
    return folded


# ── dates ────────────────────────────────────────────────────────────────────────────────────────

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_DOTTED = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})", re.ASCII)


def day(value: str) -> str:
    """ISO 8601 of a day, month or year, also as ``06.08.2020``. Raises ``Unread``."""
    if found := _ISO.fullmatch(value):
        year, month, of_month = found.groups()
    elif found := _DOTTED.fullmatch(value):
        of_month, month, year = found.groups()
    else:
        raise Unread("date")
    try:
        date(int(year), int(month or 1), int(of_month or 1))
    except ValueError:
        raise Unread("date") from None
    return "-".join([year, *(part.zfill(2) for part in (month, of_month) if part)])


def _from(value: str, _: Sequence[Source]) -> Node:
    return Dated(first=day(value))


def _to(value: str, _: Sequence[Source]) -> Node:
    return Dated(last=day(value))


def _date(value: str, _: Sequence[Source]) -> Node:
    first, slash, last = value.replace("..", "/").partition("/")
    if not slash:
        return Dated(day(first), day(first))
    if not first and not last:
        raise Unread("date")
    period = Dated(day(first) if first else None, day(last) if last else None)
    if period.first and period.last and period.first > period.last + "~":
        raise Unread("backwards", period)
    return period


# ── figures ──────────────────────────────────────────────────────────────────────────────────────

_SIGNS = {">": ">", "<": "<", "≥": ">=", "≤": "<=", ">=": ">=", "<=": "<=", "=": "=", "": "="}
_AMOUNT = re.compile(r"([<>]=?|[=≥≤])?\s*([^<>=≥≤%]+?)\s*(%?)")
_TIMES = {
    "k": 1e3, "тыс": 1e3, "мың": 1e3, "thousand": 1e3,
    "m": 1e6, "mn": 1e6, "млн": 1e6, "million": 1e6,
    "bn": 1e9, "b": 1e9, "млрд": 1e9, "billion": 1e9,
}  # fmt: skip
_PLAIN = re.compile(r"([-−]?\d[\d\s.,]*)\s*([^\W\d_]*)\.?")


def amount(value: str) -> float:
    """A number as people write it: ``1,000``, ``1 000``, ``1.5``, ``1,5``, ``2.6bn``, ``30 тыс``."""
    found = _PLAIN.fullmatch(value.strip())
    times = _TIMES.get(found[2].lower()) if found and found[2] else 1.0
    if not found or times is None:
        raise Unread("number")
    digits = re.sub(r"\s", "", found[1]).replace("−", "-")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d*)?", digits):
        digits = digits.replace(",", "")
    try:
        number = float(digits.replace(",", ".")) * times
    except ValueError:
        raise Unread("number") from None
    if not math.isfinite(number):
        raise Unread("number")
    return number


def _figure(value: str, _: Sequence[Source]) -> Node:
    if value.casefold() in ("yes", "any", "*"):
        return Has("figures")
    low, dots, high = re.sub("[–…]", "..", value.strip()).partition("..")
    if dots:
        unit = "%" if value.endswith("%") else None
        ends = [amount(end.rstrip("% ")) if end.strip("% ") else None for end in (low, high)]
        if ends == [None, None]:
            raise Unread("number")
        return Stated(Number(ends[0], ends[1]), unit)
    found = _AMOUNT.fullmatch(value.strip())
    if not found:
        raise Unread("number")
    sign, number, unit = _SIGNS[found[1] or ""], amount(found[2]), "%" if found[3] else None
    if sign == "=":
        return Stated(Number(number, number), unit)
    if sign.startswith(">"):
        return Stated(Number(low=number, low_included=sign == ">="), unit)
    return Stated(Number(high=number, high_included=sign == "<="), unit)


def _unit(value: str, _: Sequence[Source]) -> Node:
    return Stated(unit=value)


def _of(value: str, _: Sequence[Source]) -> Node:
    return Stated(of=_folded(value))


# ── laws, and the rest ───────────────────────────────────────────────────────────────────────────


def _law(value: str, _: Sequence[Source]) -> Node:
    return Cited(law=_folded(value))


def _article(value: str, _: Sequence[Source]) -> Node:
    number = re.search(r"\d[\w.-]*", value)
    if not number:
        raise Unread("article")
    return Cited(article=number[0].rstrip(".-").lower())


_YES = {"yes", "true", "1", "да", "иә"}
_NO = {"no", "false", "0", "нет", "жоқ"}


def yes(value: str) -> bool:
    """Yes or no. Raises ``Unread``."""
    if value.casefold() not in _YES | _NO:
        raise Unread("has")
    return value.casefold() in _YES


def _has(value: str, _: Sequence[Source]) -> Node:
    asked = value.casefold()
    if asked in ("figures", "figure"):
        return Has("figures")
    if asked in ("changes", "edited", "versions"):
        return Has("edited")
    raise Unread("has")


def _figures(value: str, _: Sequence[Source]) -> Node:
    return Has("figures", yes(value))


def _edited(value: str, _: Sequence[Source]) -> Node:
    return Has("edited", yes(value))


OPERATORS = (
    Operator(name="source", also=("outlet", "site"), read=_source, example="source:steppe", says="a publication, by its short name or a word of its name"),
    Operator(name="lang", also=("language",), read=_language, example="lang:ru", says="the language of the article: ru, Russian, русский"),
    Operator(name="place", also=("country",), read=_place, example="place:kz", says="a country that it concerns: kz, Kazakhstan, Казахстан"),
    Operator(name="author", also=("by", "byline"), read=_author, example='author:"Dana Oralova"', says="a name in the byline, in any alphabet"),
    Operator(name="from", also=("since", "after"), read=_from, example="from:2020-08", says="published then or later: a day, month or year"),
    Operator(name="to", also=("until", "before"), read=_to, example="to:2021", says="published then or earlier"),
    Operator(name="date", also=("on", "published"), read=_date, example="date:2020-01/2020-06", says="published within: a day, month, year, or two with a slash between"),
    Operator(name="figure", also=("number",), read=_figure, example="figure:>100", says="states such a number: >100, <=5, =96, 100..200, >50%"),
    Operator(name="unit", read=_unit, example="unit:%", says="in this unit: %, KZT, USD, km, month"),
    Operator(name="of", read=_of, example="of:attacks", says="the number is of this, in any form of the words"),
    Operator(name="law", read=_law, example='law:"Administrative Offences"', says="cites this law, by its name in any of the languages"),
    Operator(name="article", also=("art",), read=_article, example="article:73-3", says="cites this article of a law"),
    Operator(name="has", read=_has, example="has:figures", says="states figures"),
    Operator(name="edited", read=_edited, example="edited:yes", says="was changed after it was published"),
    Operator(name="figures", read=_figures, example="figures:yes", says="states figures, or does not"),
)  # fmt: skip
"""Every operator but ``exact:``, which says how words are looked for."""
BY_NAME = {name: one for one in OPERATORS for name in (one.name, *one.also)}
