"""What a printed number may stand for: intervals from the rounding of its digits."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from dalil.model import Figure, Finding, Verdict

_DIGITS = re.compile(r"[0-9]+(?:[ \u00a0\u2009\u202f.,'’][0-9]+)*")
HUNDRED = Decimal(100)
_ROUND_FROM = 1000  # whole numbers from here on may be rounded where they end in two zeros
_ROOM = Decimal("0.1")  # half the width, in parts of the middle, of what a sum leaves open
_WORD_SHARE = (Decimal("0.03"), Decimal("0.12"))  # "a third": how far off, strictly and kindly


class Interval(NamedTuple):
    """All numbers from ``low`` to ``high``."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether some number is in both."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Interval) -> Interval:  # type: ignore[override]
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __truediv__(self, other: Interval) -> Interval:
        """Of positive numbers; what comes near nothing counts as a little."""
        return Interval(self.low / other.high, self.high / max(other.low, other.high / 1000))

    def times(self, factor: Decimal) -> Interval:
        """Each number multiplied by a positive one."""
        return Interval(self.low * factor, self.high * factor)


@dataclass(frozen=True, slots=True)
class Number:
    """A figure's value, and in what steps it is printed: strictly read, and read with kindness.

    Strictly, every printed digit counts. Kindly, zeros at the end of a large number may come from
    rounding: "12,000" may stand for 11,500 to 12,500. A check holds where the strict readings
    agree, differs where not even the kind ones do, and is silent in between.
    """

    value: Decimal
    strict: Decimal
    kind: Decimal

    def around(self, kind: bool) -> Interval:
        """What it may stand for if it was rounded."""
        half = (self.kind if kind else self.strict) / 2
        return Interval(self.value - half, self.value + half)

    def around_or_cut(self, kind: bool) -> Interval:
        """What it may stand for if it was rounded or its further digits were left off."""
        step = self.kind if kind else self.strict
        return Interval(self.value - step / 2, self.value + step)


def number_of(finding: Finding[Figure], text: str) -> Number | None:
    """The value of a figure and its steps; None of a range."""
    value = finding.value.value
    if isinstance(value, tuple):
        return None
    runs = _DIGITS.findall(finding.span.of(text))
    if not runs:
        return _in_words(value, finding.value.unit)
    digits = re.sub(r"\D", "", "".join(runs))
    zeros = len(digits) - len(digits.rstrip("0"))
    if value == value.to_integral_value() and digits.lstrip("0") == str(int(abs(value))):
        round_ = zeros >= 2 and abs(value) >= _ROUND_FROM
        exact = Decimal(1) if finding.value.unit != "1" else Decimal(0)
        return Number(value, exact, Decimal(10) ** zeros if round_ else exact)
    known = len(digits.lstrip("0"))
    step = Decimal(1).scaleb(value.adjusted() - known + 1) if value and known else Decimal(1)
    whole = not any(sign in runs[-1] for sign in ".,")
    return Number(value, step, step * 10**zeros if whole else step)


def _in_words(value: Decimal, unit: str) -> Number:
    if unit == "%":
        strict, kind = _WORD_SHARE
        return Number(value, 2 * value * strict, 2 * value * kind)
    if unit == "x":
        return Number(value, min(value / 5, Decimal(1)), Decimal(1))
    return Number(value, Decimal(0), Decimal(0))


Both = Callable[[bool], tuple[Interval, Interval]]
"""Computed and stated interval, strictly (False) or kindly (True) read."""


def verdict(both: Both, expected: Decimal) -> Verdict | None:
    """Whether what is stated agrees with what was computed; None: it cannot be told.

    Agreement counts where the stated number could hardly be another one: it is ``expected`` to the
    printed digits, or the numbers it follows from leave little room.
    """
    computed, stated = both(False)
    if computed.meets(stated):
        near = stated.low <= expected <= stated.high
        narrow = computed.high - computed.low <= abs(computed.high + computed.low) * _ROOM
        return "holds" if near or narrow else None
    computed, stated = both(True)
    return None if computed.meets(stated) else "differs"


def written(value: Decimal, unit: str = "1", places: int | None = None) -> str:
    """A number as it is shown: ``234 000``, ``56.3%``, ``1.58``; rounded to ``places``."""
    if places is None:
        places = 1 if unit in ("%", "pp") else 2
    rounded = round(value, places) if value != value.to_integral_value() else value
    if rounded == 0 and value:
        rounded = Decimal(f"{value:.2g}")
    number = f"{rounded.normalize():,f}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    if unit == "%":
        return f"{number}%"
    return number if unit in ("1", "x") else f"{number} {unit}"


def rounded(value: Decimal) -> Decimal:
    """A computed number to six significant digits; whole ones stay as they are."""
    if value == value.to_integral_value():
        return value
    return round(value, max(0, 5 - value.adjusted()))
