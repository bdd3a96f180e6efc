"""What a chart is put together from: marks, each a claim that somebody made about some time."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from dalil.lang.bodies import is_named, is_official
from dalil.model import Bound, Figure, Published, Status
from dalil.periods import Stretch, day, stretch
from dalil.web.words import Words

Who = Literal["official", "named", "unnamed", "own"]
"""Who a claim is from: a body of the state; another source with a name; a source without one
("experts"); nobody is named, so that it is the publication's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One claim: a value for a time, who says so, and where its sentence stands."""

    href: str
    label: str  #           the claim in words, for who hovers, listens or prints
    low: float
    high: float
    bound: Bound = "exact"
    status: Status = "actual"
    who: Who = "own"
    time: Stretch
    stated: bool = True  #  the text states the time; False: it is the day of publication
    measure: str = ""  #    what may be compared: unit, denominator, level or size of a change
    thread: str | None = None  #  marks of one thread are joined where measure and length agree
    row: tuple[tuple[str, object], ...] = ()  # further columns for other tools

    @property
    def value(self) -> float:
        """Where its dot stands: the middle of a range."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Marks on axes of their own; all panels of a chart have the same ones."""

    marks: tuple[Mark, ...]
    name: str | None = None
    language: str | None = None  #  of the name


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day that bends what is drawn: a source came in, a method changed."""

    at: Stretch
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart in words of the reader's language, ready to be drawn in any of the three ways."""

    title: str
    unit: str  #                    beside the axis: "%", "KZT", or nothing
    panels: tuple[Panel, ...]
    says: str  #                    what it shows, in a sentence, for who cannot see it
    source_line: str  #             what, how many, from whom, made when and by what
    notes: tuple[str, ...] = ()  #  what is not drawn, and why
    moments: tuple[Moment, ...] = ()
    more: str | None = None  #      where the figures stand that are not drawn one by one

    @property
    def marks(self) -> Iterator[Mark]:
        """All of them."""
        return (mark for panel in self.panels for mark in panel.marks)


def who_says(figure: Figure, outlet: str | None = None) -> Who:
    """Who a figure is from, as far as the words of its attribution tell."""
    said = figure.attribution
    if not said or (outlet and said.casefold() == outlet.casefold()):
        return "own"
    if is_official(said):
        return "official"
    return "named" if is_named(said) else "unnamed"


def measure_of(figure: Figure) -> str:
    """Equal for figures whose values may stand on one axis."""
    size = "change" if figure.change else ""
    return "|".join((figure.unit, (figure.per or "").casefold(), size))


def mark_of(
    figure: Figure,
    *,
    href: str,
    words: Words,
    outlet: str | None = None,
    published: Published | None = None,
    thread: str | None = None,
    row: Iterable[tuple[str, object]] = (),
) -> Mark | None:
    """The mark of a figure; None where neither the text nor the page gives a time for it."""
    stated = stretch(figure.period)
    time = stated or day(published.on if published else None)
    if time is None:
        return None
    values = figure.value if isinstance(figure.value, tuple) else (figure.value, figure.value)
    low, high = map(float, values)
    if not math.isfinite(low) or not math.isfinite(high):
        return None
    return Mark(
        href=href,
        label=told(figure, words, outlet, published),
        low=low,
        high=high,
        bound=figure.bound,
        status=figure.status,
        who=who_says(figure, outlet),
        time=time,
        stated=stated is not None,
        measure=measure_of(figure),
        thread=thread,
        row=tuple(row),
    )


def told(figure: Figure, words: Words, outlet: str | None, published: Published | None) -> str:
    """A claim in one line: what, where, when, who says so, and who printed it."""
    quantity = words.quantity(figure)
    what = " ".join(filter(None, (str(quantity), figure.of)))
    what += f" / {figure.per}" if figure.per else ""
    status = words.say(figure.status) if figure.status != "actual" else None
    period = words.period(figure.period) if figure.period else None
    printed = f"{outlet}, {words.published(published)}" if outlet else None
    parts = (what, status, figure.place, period, figure.attribution, printed)
    return " · ".join(part for part in parts if part)
