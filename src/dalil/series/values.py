"""What two stated values may really be, given their bounds and how they are rounded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dalil.model import Figure

_ABOUT: Final = Decimal("0.1")  #  "about 400 thousand" is between 360 and 440 thousand
_OPEN: Final = Decimal(3)  #       "more than 11 thousand" is not said of three times as many
_COUNTED_TO: Final = 100  #        smaller counts are not rounded
_PERCENT: Final = Decimal("0.5")
_ENDLESS: Final = Decimal("1e30")


@dataclass(frozen=True, slots=True)
class Range:
    """What a value may be, both ends included."""

    low: Decimal
    high: Decimal

    def meets(self, other: Range) -> bool:
        """Whether both may be one value."""
        return self.low <= other.high and other.low <= self.high


def stated_range(figure: Figure) -> Range:
    """What may be meant by a value as printed: rounding and bound in both directions.

    "At least" has no upper end here: only a value below it speaks against it; and the other way
    round for "at most".
    """
    low, high = figure.value if isinstance(figure.value, tuple) else (figure.value, figure.value)
    low, high = min(low, high), max(low, high)
    down, up = _half_step(low, figure.unit), _half_step(high, figure.unit)
    if figure.bound == "about":
        down, up = max(down, abs(low) * _ABOUT), max(up, abs(high) * _ABOUT)
    if figure.bound == "min":
        return Range(low - down, _ENDLESS)
    if figure.bound == "max":
        return Range(-_ENDLESS, high + up)
    return Range(low - down, high + up)


def one_sided_apart(one: Figure, other: Figure) -> bool:
    """Whether an open bound is met, but by a value that nobody would describe so."""
    for open_, closed in ((one, other), (other, one)):
        if open_.bound in {"min", "max"} and closed.bound not in {"min", "max"}:
            base, value = abs(_middle(open_)), abs(_middle(closed))
            if open_.bound == "min" and base and value > base * _OPEN:
                return True
            if open_.bound == "max" and value and base > value * _OPEN:
                return True
    return False


def ratio(one: Figure, other: Figure) -> Decimal | None:
    """How many times the greater value is the smaller one; None where one is nothing."""
    a, b = sorted((abs(_middle(one)), abs(_middle(other))))
    return b / a if a else None


def _middle(figure: Figure) -> Decimal:
    value = figure.value
    return (value[0] + value[1]) / 2 if isinstance(value, tuple) else value


def _half_step(value: Decimal, unit: str) -> Decimal:
    """Half of the last digit that is told: 85 thousand is 84,500 to 85,500; a small count is exact."""
    exponent = value.normalize().as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    if unit == "%":
        return min(step / 2, _PERCENT)
    if step >= 1 and abs(value) < _COUNTED_TO:
        return Decimal(0)
    return step / 2
