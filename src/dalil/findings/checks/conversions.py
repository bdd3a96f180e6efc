"""Conversions of one pair of currencies within one text: do they imply one rate?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dalil.findings.checks.found import Found
from dalil.findings.checks.line import Line, alike_in
from dalil.findings.checks.printed import Interval, Number, number_of, written
from dalil.model import Figure, Finding

_MARGIN = Decimal("0.03")  #    rates of two days of one article may differ by so much
_ABOUT = Decimal("0.1")  #      "about $100" may be off by so much
_TIES = ("or", "tie", "small", "about")


@dataclass(frozen=True, slots=True)
class _Conversion:
    """An amount, the same in another currency, and the rate that follows."""

    amount: Finding[Figure]
    converted: Finding[Figure]
    x: Decimal
    y: Decimal
    rate: Decimal
    strict: Interval
    kind: Interval
    dated: bool  #          the sentence tells of a time; rates of other times are others


def conversions(lines: Sequence[Line]) -> Iterator[Found]:
    """``500 million tenge ($1.1 million)`` against ``20 million tenge ($4,400)``."""
    groups: dict[tuple[str, str], list[_Conversion]] = {}
    for line in lines:
        for k in range(len(line.figures) - 1):
            made = _conversion(line, k)
            if made is not None:
                pair = made.amount.value.unit, made.converted.value.unit
                groups.setdefault(pair, []).append(made)
    for group in groups.values():
        if len(group) > 1:
            yield from _judged(group)


def is_money(unit: str) -> bool:
    """Whether a unit is a currency (ISO 4217) or a calculation index."""
    return len(unit) == 3 and unit.isupper()


def _conversion(line: Line, k: int) -> _Conversion | None:
    a, b = line.figures[k], line.figures[k + 1]
    if not (is_money(a.value.unit) and is_money(b.value.unit)) or a.value.unit == b.value.unit:
        return None
    if a.value.bound not in ("exact", "about") or b.value.bound not in ("exact", "about"):
        return None
    i, j = line.end[k], line.begin[k + 1]
    if not line.only(i, j, _TIES, "(,–", said=(k,)) or j - i > 5:
        return None
    if not (line.sign("(", i, j) or line.has("or", i, j) or line.has("tie", i, j)):
        return None
    x, y = number_of(a, line.text), number_of(b, line.text)
    if x is None or y is None or x.value <= 0 or y.value <= 0:
        return None
    vague = 2 * _ABOUT if "about" in (a.value.bound, b.value.bound) else Decimal(0)
    return _Conversion(
        a, b, x.value, y.value, x.value / y.value,
        _rates(x, y, False, _MARGIN), _rates(x, y, True, _MARGIN + vague), _dated(line),
    )  # fmt: skip


def _dated(line: Line) -> bool:
    """Whether the sentence names a year or another time: "at the time", "now"."""
    years = (t.text for t in line.tokens if t.kind == "n" and len(t.text) == 4)
    return line.has("time", 0, len(line.tokens)) or any("1900" <= y <= "2100" for y in years)


def _rates(x: Number, y: Number, kind: bool, margin: Decimal) -> Interval:
    rates = x.around(kind) / y.around_or_cut(kind)
    return Interval(rates.low * (1 - margin), rates.high * (1 + margin))


def _judged(group: Sequence[_Conversion]) -> Iterator[Found]:
    """Each against the first; the first too, where all others agree with one another."""
    first, *others = group
    if len(others) > 1 and not any(_agrees(first, o) for o in others) and _agree(others):
        yield from _against(first, others)
        return
    for one in others:
        rest = [o for o in group if o is not one]
        fitting = [o for o in rest if _agrees(one, o)]
        yield from _against(one, fitting or rest)


def _agree(group: Sequence[_Conversion]) -> bool:
    return all(_agrees(group[0], other) for other in group[1:])


def _agrees(a: _Conversion, b: _Conversion) -> bool:
    return a.kind.meets(b.kind)


def _against(one: _Conversion, rest: Sequence[_Conversion]) -> Iterator[Found]:
    """One conversion against another one, of the same time."""
    for other in rest:
        figures = (one.amount, one.converted, other.amount, other.converted)
        holds = one.strict.meets(other.strict) and _near(one, other)
        differs = not _agrees(one, other) and not (one.dated or other.dated)
        if alike_in(figures, "period") and (holds or differs):
            yield Found(
                rule="rate", verdict="holds" if holds else "differs", claim=one.converted,
                used=(one.amount, other.amount, other.converted),
                expected=one.x / other.rate,
                within=Interval(one.x / other.kind.high, one.x / other.kind.low),
                computed=f"{_shown(one)}; {_shown(other)}", way="rate.pair",
            )  # fmt: skip
            return


def _near(one: _Conversion, other: _Conversion) -> bool:
    """Whether the rates are alike as they stand, and not only for want of digits."""
    return abs(one.rate - other.rate) <= other.rate * _ABOUT


def _shown(made: _Conversion) -> str:
    amount = written(made.x, made.amount.value.unit)
    return f"{amount} / {written(made.y, made.converted.value.unit)} = {written(made.rate)}"
