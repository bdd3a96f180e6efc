"""Axes: from a value to its place, and where the lines stand that help the eye."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from dalil.periods import Stretch

LOG_FROM = 200.0  # the largest value in the smallest, from where on a linear axis shows only one
NEAR = 0.5  #        an axis may leave zero out where all values are above this part of the largest
MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """The axis of values, from the bottom (0) to the top (1)."""

    low: float
    high: float
    logarithmic: bool
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """The height of a value, 0 to 1."""
        if self.logarithmic:
            if value <= 0:
                return 0.0
            low, high = math.log10(self.low), math.log10(self.high)
            return min(max((math.log10(value) - low) / (high - low), 0.0), 1.0)
        return (value - self.low) / (self.high - self.low)


def value_axis(values: Iterable[float]) -> ValueAxis:
    """The axis that shows all of ``values``: from zero, unless all are far above it.

    Values that lie more than two hundredfold apart, none below zero, stand on a logarithmic one; a
    zero then stands at its foot.
    """
    found = [value for value in values if math.isfinite(value)] or [0.0]
    low, high = min(found), max(found)
    above = [value for value in found if value > 0]
    if low >= 0 and above and high / min(above) >= LOG_FROM:
        return _logarithmic(min(above), high, zero=low == 0)
    flat = high - low <= 1e-9 * max(abs(low), abs(high))
    if low > 0 and (low < NEAR * high or flat):
        low = 0.0
    elif high < 0 and (high > NEAR * low or flat):
        high = 0.0
    if low == high:
        low, high = low - 1.0 if low < 0 else 0.0, high + 1.0
    step = _nice((high - low) / (MOST_LINES - 1))
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(float(f"{n * step:.12g}") for n in range(first, last + 1))
    return ValueAxis(ticks[0], ticks[-1], False, ticks)


def _logarithmic(low: float, high: float, *, zero: bool) -> ValueAxis:
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    first -= zero  # the line of zero takes the place of a power below the smallest
    step = max(1, math.ceil((last - first) / MOST_LINES))
    powers = range(first + zero, last + 1, step)
    ticks = tuple(10.0**power for power in powers)
    return ValueAxis(10.0**first, 10.0**last, True, ((0.0, *ticks) if zero else ticks))


def _nice(step: float) -> float:
    power = 10.0 ** math.floor(math.log10(step))
    return next(nice * power for nice in (1, 2, 2.5, 5, 10) if nice * power >= step * 0.999999)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line on the axis of time and the name of what begins there; ``minor`` gives way on phones."""

    at: float  #      its line, 0 to 1
    middle: float  #  its name, in the middle of the day, month or year
    day: date
    minor: bool


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The axis of time, from the left (0) to the right (1)."""

    start: float
    end: float
    unit: Literal["year", "month", "day"]
    ticks: tuple[Tick, ...]

    def at(self, ordinal: float) -> float:
        """The place of a day, 0 to 1."""
        return (ordinal - self.start) / (self.end - self.start)


STEPS: dict[Literal["year", "month", "day"], tuple[int, ...]] = {
    "day": (1, 2, 5, 10),
    "month": (1, 2, 3, 6),
    "year": (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000),
}
MOST_NAMES = 14
NARROW_NAMES = 5  # on a phone


def time_axis(times: Iterable[Stretch]) -> TimeAxis:
    """The axis that shows all of ``times``, in whole days, months or years."""
    found = list(times)
    first = min((time.start for time in found), default=float(date(2000, 1, 1).toordinal()))
    last = max((time.end for time in found), default=first + 1)
    days = last - first
    unit: Literal["year", "month", "day"] = (
        "year" if days > 900 else "month" if days > 45 else "day"
    )
    start, end = _begin(first, unit, 0), _begin(max(last - 1, first), unit, 1)
    begins = [start]
    while begins[-1] < end and len(begins) < 10_000:
        begins.append(_begin(begins[-1], unit, 1))
    count = len(begins) - 1
    step = next((s for s in STEPS[unit] if count / s <= MOST_NAMES), STEPS[unit][-1])
    width = float(end - start)
    pad = width * 0.015
    axis = TimeAxis(start - pad, end + pad, unit, ())
    pairs = list(pairwise(begins))
    chosen = [pair for pair in pairs if _number(pair[0], unit) % step == 0] or pairs[:1]
    every = max(1, math.ceil(len(chosen) / NARROW_NAMES))
    ticks = tuple(
        Tick(axis.at(a), axis.at((a + b) / 2), date.fromordinal(int(a)), n % every != 0)
        for n, (a, b) in enumerate(chosen)
    )
    return TimeAxis(axis.start, axis.end, unit, ticks)


def _number(ordinal: float, unit: str) -> int:
    on = date.fromordinal(int(ordinal))
    return {"year": on.year, "month": on.month - 1, "day": on.toordinal()}[unit]


def _begin(ordinal: float, unit: str, further: int) -> float:
    """The first day of the unit in which a day lies, or of one that many units further on."""
    on = date.fromordinal(min(max(int(ordinal), 1), date.max.toordinal() - 1))
    if unit == "day":
        return float(on.toordinal() + further)
    months = on.year * 12 + (on.month - 1 if unit == "month" else 0)
    months += further * (12 if unit == "year" else 1)
    if months >= 10_000 * 12:
        return float(date.max.toordinal())
    return float(date(months // 12, months % 12 + 1, 1).toordinal())
