"""Quantities that belong together: from–to pairs, conversions, enumerations that share a unit."""

from __future__ import annotations

from decimal import Decimal

from dalil.findings.figures.quantities import serve, shifted
from dalil.findings.figures.sentence import Quantity, Sentence


def pair_levels(sentence: Sentence) -> None:
    """``rose from 3 to 5 per cent``: two levels, the first served by the second."""
    qs = sentence.quantities
    for a, b in zip(qs, qs[1:], strict=False):
        if not sentence.at("cues.from", a.i - 1) or a.frame or b.frame == "range":
            continue
        if not sentence.at("cues.to", b.start - 1) or b.i - a.j > 4:
            continue
        serve(a, b)
        serve(b, a)
        a.role, b.role, b.head = "from", "to", a
        b.rules.append("pair.levels")


def pair_conversions(sentence: Sentence) -> None:
    """``500 million tenge ($1.1 million)``, ``or 17 minimum wages``: one thing said twice."""
    qs = sentence.quantities
    for a, b in zip(qs, qs[1:], strict=False):
        if b.head is not None or not _converts(sentence, a, b):
            continue
        b.head = a
        if b.frame == "":
            b.frame = "converted"
        b.rules.append("pair.converted")
        if a.kind == "money" and b.kind == "money" and b.bound == "exact" and b.left < 0:
            b.bound = a.bound if a.bound != "range" else "exact"


def _converts(sentence: Sentence, a: Quantity, b: Quantity) -> bool:
    at = a.stop
    bracket = sentence.low(b.start - 1) == "(" and b.start - 1 - at <= 6
    link = any(
        sentence.at("cues.or", k) and sentence.at("cues.or", k)[0] == b.start  # type: ignore[index]
        for k in range(max(a.j, b.start - 4), b.start)
    )
    both_money = a.kind == b.kind == "money" and a.unit != b.unit
    return (bracket and both_money) or (link and both_money)


def serve_lists(sentence: Sentence) -> None:
    """In an enumeration the unit or scale said once serves all: ``62 percent, … and 7``."""
    qs = sentence.quantities
    for a, b in zip(qs, qs[1:], strict=False):
        if b.kind == "count" and b.frame == "" and b.number.digits and _noun_lacks(sentence, b):
            if (
                a.kind in ("percent", "money", "measure", "mci", "point")
                and b.number.kind == "count"
            ):
                b.value = _value(b) * _factor(a)
                b.unit, b.kind = a.unit, a.kind
                b.parts.setdefault("unit", a.parts.get("unit", []))
                b.rules.append("unit.listed")


def _value(q: Quantity) -> Decimal:
    return q.value if isinstance(q.value, Decimal) else q.value[1]


def _factor(a: Quantity) -> Decimal:
    if a.kind == "money" and a.number.value and "compound" not in a.rules:
        ratio = _value(a) / a.number.value
        return ratio
    return Decimal(1)


def _noun_lacks(sentence: Sentence, q: Quantity) -> bool:
    """No noun of its own: a sign, a preposition or the end follows."""
    at = q.j
    if at >= len(sentence.tokens):
        return True
    token = sentence.tokens[at]
    if token.kind == "s":
        return token.low in ",.;:)–"
    return (
        sentence.is_a("prep", at)
        or sentence.is_a("link", at)
        or bool(sentence.at("frames.and", at))
    )


__all__ = ["pair_conversions", "pair_levels", "serve_lists", "shifted"]
