"""Quantities that belong together: from–to pairs, conversions, enumerations that share a unit."""

from __future__ import annotations

import itertools
from decimal import Decimal

from dalil.findings.figures.quantities import serve, shifted
from dalil.findings.figures.sentence import Quantity, Sentence


def pair_levels(sentence: Sentence) -> None:
    """``rose from 3 to 5 per cent``: two levels, the first served by the second."""
    qs = sentence.quantities
    for a, b in itertools.pairwise(qs):
        if not sentence.at("cues.from", a.i - 1) or a.frame or b.frame == "range":
            continue
        if not sentence.at("cues.to", b.start - 1) or not _near_level(sentence, a, b):
            continue
        serve(a, b)
        serve(b, a)
        a.role, b.role, b.head = "from", "to", a
        b.rules.append("pair.levels")


def pair_sides(sentence: Sentence) -> None:
    """``200 by 90 metres``: the unit said once."""
    for a, b in itertools.pairwise(sentence.quantities):
        if b.i - a.j == 1 and sentence.at("cues.magnitude_by", a.j) and a.unit == "1":
            serve(a, b)


def pair_backward(sentence: Sentence) -> None:
    """``to 100, from 53 last year``, ``12 schools, down from 15``: the level before stands behind."""
    qs = sentence.quantities
    for a, b in itertools.pairwise(qs):
        if a.role or b.role or b.i - a.j > 8 or not sentence.at("cues.from", b.i - 1):
            continue
        reached = sentence.at("cues.to", a.start - 1) or sentence.at("cues.turned", b.i - 2)
        if reached and b.unit in (a.unit, "1"):
            b.role, b.head = "from", a
            b.rules.append("pair.backward")


def _near_level(sentence: Sentence, a: Quantity, b: Quantity) -> bool:
    """The second level stands near, or behind the first one's own place and time."""
    if b.i - a.j <= 4:
        return True
    signs = any(sentence.low(k) in ";,." for k in range(a.j, b.i))
    return b.i - a.j <= 14 and not signs and shifted(sentence, a.i - 1)


def pair_conversions(sentence: Sentence) -> None:
    """``500 million tenge ($1.1 million)``, ``or 17 minimum wages``, ``two, i.e. 0.1%``: said twice."""
    qs = sentence.quantities
    for a, b in itertools.pairwise(qs):
        if b.head is not None or b.frame == "range" or not _restates(sentence, a, b):
            continue
        b.head = a if a.frame != "converted" or a.head is None else a.head
        b.frame = b.frame or "converted"
        b.rules.append("pair.converted")
        if _is_conversion(a, b) and b.bound == "exact" and not b.parts.get("bound"):
            b.bound = a.bound if a.bound != "range" else "exact"


def _is_conversion(a: Quantity, b: Quantity) -> bool:
    """The same amount in another unit; a share of it or a closer figure is none."""
    return a.unit != b.unit and b.kind not in ("percent", "share", "times")


def _restates(sentence: Sentence, a: Quantity, b: Quantity) -> bool:
    at, start = a.stop, b.start
    before = sentence.low(start - 1)
    if before == "(" and start - at <= 7:
        return b.unit != "1" and b.kind != "time" and not b.sense
    if before in ("–", "-") and sentence.low(b.j) in ("–", "-") and start - at <= 2:
        return b.kind == "percent"
    if a.unit == b.unit or start - at > 9 or "cues.or" not in sentence.present:
        return False
    return any(
        (hit := sentence.at("cues.or", k)) is not None and start - 1 <= hit[0] <= b.i
        for k in range(max(a.j, start - 5), start)
    )


def serve_lists(sentence: Sentence) -> None:
    """In an enumeration the unit or scale said once serves all: ``62 percent, … and 7``."""
    qs = sentence.quantities
    for index, b in enumerate(qs[1:], 1):
        a = _unbracketed(sentence, index)
        if b.number.scale >= 1_000_000 and sentence.at("cues.of_pronoun", b.j):
            a = next((o for o in qs[index - 1 :: -1] if o.kind == "money"), a)
        if b.kind == "count" and b.frame == "" and b.number.digits:
            if not _noun_lacks(sentence, b, a.kind == "money"):
                continue
            if b.number.scale > 1 and a.kind in ("percent", "mci", "point"):
                continue
            if a.kind in ("percent", "time") and _count_again(sentence, a, b):
                continue
            if (
                a.kind in ("percent", "money", "measure", "mci", "point", "time")
                and b.number.kind == "count"
            ):
                b.value = _value(b) * _factor(a)
                b.unit, b.kind = a.unit, a.kind
                b.parts.setdefault("unit", a.parts.get("unit", []))
                b.rules.append("unit.listed")


def units_understood(sentence: Sentence) -> None:
    """``9.4 billion cubic metres, 2.7 billion less``, ``seven years in prison … asked for eight``."""
    known = [q for q in sentence.quantities_before if q.kind in ("money", "measure")]
    for q in sentence.quantities:
        bare = q.kind == "count" and q.frame in ("", "range") and _stands_alone(sentence, q)
        if not bare:
            known += [q] if q.kind in ("money", "measure", "time") else []
            continue
        large = [o for o in known if min(o.number.scale, q.number.scale) >= _LARGE]
        terms = [o for o in known if o.kind == "time" and _in_court(sentence)]
        found = large[-1:] or (terms[-1:] if q.number.scale == 1 and _upper(q) <= _TERM else [])
        for o in found:
            q.unit, q.kind = o.unit, o.kind
            q.rules.append("unit.understood")


def _in_court(sentence: Sentence) -> bool:
    return "cues.punishment" in sentence.marks or "cues.court" in sentence.marks


_LARGE, _TERM = 1_000_000, 40


def _upper(q: Quantity) -> Decimal:
    return q.value if isinstance(q.value, Decimal) else q.value[1]


def _stands_alone(sentence: Sentence, q: Quantity) -> bool:
    """Nothing that is counted behind it: a sign, the end, "less", "more", a preposition."""
    if q.noun is not None or sentence.at("cues.of_pronoun", q.j):
        return False
    more = sentence.at("cues.more", q.j) or sentence.at("cues.less", q.j)
    return bool(more) or _noun_lacks(sentence, q)


def _count_again(sentence: Sentence, a: Quantity, b: Quantity) -> bool:
    """``3.5% more than in 2018 (64,120)``: the count behind the share; ``214, or 63%`` likewise."""
    if sentence.low(b.i - 1) == "(" and sentence.low(b.j) == ")":
        return True
    if a.kind == "time" and _value(b) > _value(a) * 20:
        return True
    return sentence.low(b.j) == "," and bool(sentence.at("cues.or", b.j + 1))


def points_of_percent(sentence: Sentence) -> None:
    """``62 percent …; the error is 2.5 points``: points of a percentage."""
    seen = False
    if not sentence.grammar.setting("cues", "points_of_percent", True):
        return
    for q in sentence.quantities:
        seen = seen or q.unit == "%"
        if seen and q.unit == "point" and not any(m.kind == "name" for m in sentence.periods):
            q.unit, q.kind = "pp", "percent"


def share_rates(sentence: Sentence) -> None:
    """A bare number that is listed or compared has the rate of the one before it."""
    qs = sentence.quantities
    for a, b in itertools.pairwise(qs):
        if not a.per or b.per is not None:
            continue
        compared = any(sentence.at("cues.against", k) for k in range(a.stop, b.start))
        compared = compared or (a.kind == b.kind == "money" and _of_another(sentence, a, b))
        if "unit.listed" in b.rules or (compared and _noun_lacks(sentence, b)):
            b.per = a.per
            b.say("per", "per.listed", *a.parts.get("per", []))


def _of_another(sentence: Sentence, a: Quantity, b: Quantity) -> bool:
    """``a kilogram of potatoes costs 190, of carrots 240``: per the same unit."""
    for k in range(a.stop, b.start):
        joint = sentence.low(k - 1) == "," or sentence.at("frames.and", k - 1)
        if joint and sentence.at("cues.of", k) and b.start - k <= 5:
            return not any(sentence.is_a("verb", m) for m in range(k, b.start))
    return False


def _unbracketed(sentence: Sentence, index: int) -> Quantity:
    """The quantity before, past a conversion in brackets."""
    before = sentence.quantities[index - 1]
    if index > 1 and sentence.low(before.i - 1) == "(" and sentence.low(before.j) == ")":
        return sentence.quantities[index - 2]
    return before


def _value(q: Quantity) -> Decimal:
    return q.value if isinstance(q.value, Decimal) else q.value[1]


def _factor(a: Quantity) -> Decimal:
    if a.kind == "money" and a.number.value and "compound" not in a.rules:
        return _value(a) / a.number.value
    return Decimal(1)


def _noun_lacks(sentence: Sentence, q: Quantity, money: bool = False) -> bool:
    """No noun of its own: a sign, a preposition or the end follows."""
    at = q.j
    if at >= len(sentence.tokens):
        return True
    token = sentence.tokens[at]
    if sentence.inside[at]:
        return True
    if money and q.number.scale > 1 and sentence.at("cues.of_pronoun", at):
        return True
    if money and sentence.at("cues.of_sum", at):
        return True
    if money and q.number.scale > 1 and (sentence.is_a("aux", at) or sentence.is_a("verb", at)):
        return True
    if token.kind == "s":
        return token.low in ",.;:)–"
    return (
        sentence.is_a("prep", at)
        or sentence.is_a("link", at)
        or bool(sentence.at("frames.and", at))
    )


__all__ = ["pair_conversions", "pair_levels", "serve_lists", "shifted"]
