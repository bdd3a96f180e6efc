"""What a page function is given and what it gives back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from starlette.datastructures import QueryParams
from starlette.responses import Response

from dalil.archive import Archive
from dalil.errors import NotFound, UsageError
from dalil.export.feed import Item
from dalil.export.tables import Row
from dalil.web.charts import Chart
from dalil.web.charts.timeline import Timeline
from dalil.web.words import Words

LONGEST = 1_000  # characters of a question that are looked at
LARGEST = 2**63 - 1


_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


class Unclear(UsageError):
    """A question that cannot be answered; the message is in the reader's language."""


class Absent(NotFound):
    """Something that is not in the archive; the message is in the reader's language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request, as far as a page needs to know it."""

    archive: Archive
    words: Words
    path: Mapping[str, str]
    query: QueryParams
    form: str = (
        "html"  # in which form the page is asked for: what only another needs can be left out
    )
    base: str = ""  #     where the room is: "http://127.0.0.1:8321"

    def text(self, name: str) -> str | None:
        """A parameter in one line, without control characters and lone surrogates."""
        given = self.query.get(name, "")[: LONGEST * 4]
        clean = "".join(c if c.isprintable() else " " for c in given)
        return " ".join(clean.split())[:LONGEST] or None

    def place(self, name: str) -> int | None:
        """A place in date order. Raises ``Unclear`` where it is not a whole number."""
        given = self.text(name) or ""
        if not self.query.get(name):
            return None
        try:
            place = int(given[:24].removesuffix(".0"))  # as some clients write whole numbers
        except ValueError:
            place = LARGEST + 1
        if abs(place) > LARGEST:
            raise Unclear(self.words.say("“{name}” must be a whole number", name=name))
        return place

    def day(self, name: str) -> str | None:
        """A day, month or year of ISO 8601. Raises ``Unclear`` where it is none."""
        given = self.text(name)
        if self.query.get(name) and not _is_day(given or ""):
            raise Unclear(self.words.say("“{name}” must be a day, such as 2020-08-06", name=name))
        return given


def _is_day(given: str) -> bool:
    if not _DAY.fullmatch(given):
        return False
    year, month, day = (*map(int, given.split("-")), 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A long list as data, read a page at a time: all of it goes out, little of it is held."""

    name: str  #                    its key in JSON: "figures"
    total: int
    columns: tuple[str, ...]  #     of CSV
    page: Callable[[Archive, str | None], tuple[Sequence[Any], str | None]]  # and where to go on
    row: Callable[[Any], Row]  #    the cells of an item


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page: the template that sets it, what is set, and the same in the forms that it has.

    Every page has ``.json`` (``data``, and ``rows`` within it) and ``.csv`` (``rows``, else ``data``
    as a table). One with a ``feed`` has ``.rss`` and ``.atom`` too, one with a ``chart`` ``.svg`` and
    ``.vl.json``: see ``web/formats.py``.
    """

    template: str
    title: str
    data: object
    context: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    rows: Rows | None = None
    feed: Sequence[Item] | None = None  # the newest things of the list; links begin with "/"
    chart: Chart | None = None
    timeline: Timeline | None = None
    drawn: bool = False  #         the page function answers ``.svg`` itself

    @property
    def formats(self) -> tuple[str, ...]:
        """The forms that this page has, as its address ends in them."""
        fed = ("rss", "atom") if self.feed is not None else ()
        drawn = ("svg", "vl.json") if self.chart else ()
        lanes = ("svg",) if self.timeline or self.drawn else ()
        return ("json", "csv", *fed, *drawn, *lanes)


PageFunction: TypeAlias = Callable[[Ask], Sheet | Response]
