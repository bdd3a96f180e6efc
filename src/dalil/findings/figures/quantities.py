"""From numbers to quantities: units, shares, multiples, ranks, ranges, compound amounts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dalil.findings.figures.numbers import Number
from dalil.findings.figures.phrases import word_class
from dalil.findings.figures.sentence import Quantity, Sentence

_MINUS = frozenset("-\u2212–")
_SAID_SIGNS = frozenset({"num.minus", "num.plus"})
Row = dict[str, Any]


def read_quantities(sentence: Sentence) -> None:
    """Fill ``sentence.quantities``, in order of position."""
    found: list[Quantity] = []
    for reader in FRAMES:
        for quantity in reader(sentence):
            if not any(sentence.taken[quantity.i : quantity.j]):
                found.append(quantity)
                sentence.take(quantity.i, quantity.j)
    sentence.quantities = sorted(found, key=lambda q: q.i)


# ── one quantity ──


def read_quantity(sentence: Sentence, i: int) -> Quantity | None:
    """The number at token ``i`` with its sign, unit or currency, and the smaller units after it."""
    at, sign = _sign(sentence, i)
    at, currency = _before(sentence, at)
    number = sentence.number(at)
    if number is None:
        return None
    quantity = _with_unit(sentence, i, at, number, sign, currency)
    return _compound(sentence, quantity)


def _sign(sentence: Sentence, i: int) -> tuple[int, str]:
    """Behind a minus or plus that stands at the number, with the sign."""
    tokens = sentence.tokens
    if tokens[i].kind != "s" and not sentence.any_at(_SAID_SIGNS, i):
        return i, ""
    low = tokens[i].low
    if sentence.at("num.either", i - 2):
        return i, ""
    glued = i + 1 < len(tokens) and not tokens[i + 1].space
    free = i == 0 or tokens[i].space or tokens[i - 1].low in '(,"'
    if low in _MINUS and glued and free:
        return i + 1, "-"
    if low == "+" and glued and free:
        return i + 1, "+"
    word = sentence.at("num.minus", i)
    if word is not None:
        return word[0], "-"
    plus = sentence.at("num.plus", i)
    return (plus[0], "+") if plus is not None else (i, "")


def _before(sentence: Sentence, i: int) -> tuple[int, Row | None]:
    """Behind a currency written before its number: ``US$ 5``, ``KZT 5``."""
    found = sentence.at("unit.before", i)
    return found if found is not None else (i, None)


def _with_unit(
    sentence: Sentence, i: int, at: int, number: Number, sign: str, row: Row | None
) -> Quantity:
    number = _glued_scale(sentence, number, row)
    end = number.j
    number, end = _said_again(sentence, number, end)
    if row is None or sentence.at("unit.after", end):
        after, stop = _after(sentence, number, end)
        if after is not None and (row is None or after.get("unit") == row.get("unit")):
            row, end = after, stop
    if row is None and number.kind == "share":
        number, row, end = _half_of_unit(sentence, number, end)
    row = _as_meant(sentence, i, end, number, row)
    value = number.value * Decimal(str(row.get("factor", 1))) if row else number.value
    if row is not None and row.get("kind") == "money" and number.scale == 1:
        scale, end = _scale_behind(sentence, end)
        value *= scale
    if row is not None and _fused(sentence, end):
        end += 1
    quantity = Quantity(i=i, j=end, number=number, value=value)
    if row is not None:
        quantity.unit, quantity.kind = str(row["unit"]), str(row.get("kind", "measure"))
        quantity.say("unit", "unit." + quantity.kind, *_unit_span(sentence, i, at, number, end))
    elif number.kind == "share":
        quantity.unit, quantity.kind = "%", "share"
    if number.kind == "vague":
        quantity.bound = "about"
        quantity.rules.append(f"convention.{sentence.grammar.numbers.vague.name}")
    _apply_sign(quantity, sign)
    return quantity


def _as_meant(sentence: Sentence, i: int, end: int, number: Number, row: Row | None) -> Row | None:
    """A word for two units, as ``pounds``: the other one (``or``) by its size or by words near."""
    other: Row | None = row.get("or") if row else None
    if other is None:
        return row
    if number.value >= other.get("from", number.value + 1):
        return other
    words = sentence.tokens[max(0, i - _NEAR) : i] + sentence.tokens[end : end + _NEAR]
    return other if any(token.low in other["near"] for token in words) else row


_NEAR = 8  # tokens


def _scale_behind(sentence: Sentence, end: int) -> tuple[Decimal, int]:
    """``75 USD million``: how many the word behind a currency stands for."""
    found = sentence.at("num.scales", end)
    return (Decimal(str(found[1])), found[0]) if found else (Decimal(1), end)


def _fused(sentence: Sentence, end: int) -> bool:
    """``11%ы``: an ending that is written onto the sign of a unit."""
    signed = end < len(sentence.tokens) and sentence.tokens[end - 1].kind == "s"
    return signed and not sentence.tokens[end].space and sentence.at("num.fused", end) is not None


def _half_of_unit(sentence: Sentence, number: Number, end: int) -> tuple[Number, Row | None, int]:
    """``half an hour``, ``half a kilogram``: a part of a unit, not a share."""
    link = sentence.at("num.one", end)
    found = sentence.at("unit.after", link[0]) if link else None
    if found is None or found[1].get("kind") in ("percent", "times", "rank", "point"):
        return number, None, end
    part = Number(number.i, number.j, number.value / 100, False)
    return part, found[1], found[0]


def _unit_span(sentence: Sentence, i: int, at: int, number: Number, end: int) -> Iterator[Any]:
    if at > i:
        yield sentence.chars(i, at)
    elif end > number.j:
        yield sentence.chars(number.j, end)


def _apply_sign(quantity: Quantity, sign: str) -> None:
    """A temperature keeps its minus; for anything else the sign shows a direction."""
    if not sign or isinstance(quantity.value, tuple):
        return
    if quantity.unit in ("°C", "°F"):
        quantity.value = -quantity.value if sign == "-" else quantity.value
    else:
        quantity.sense = "down" if sign == "-" else "up"


def _glued_scale(sentence: Sentence, number: Number, row: Row | None) -> Number:
    """``$3m``, ``€5.2bn``: a letter that scales only after money, or glued to digits."""
    found = sentence.at("num.glued_scales", number.j)
    if found is None or not number.digits or number.scale > 1:
        return number
    if row is None and (sentence.tokens[number.j].space or not _plural_follows(sentence, found[0])):
        return number
    scale = Decimal(str(found[1]))
    return Number(
        number.i, found[0], number.value * scale, True, scale=scale, base=number.value
    )  # fmt: skip


def _plural_follows(sentence: Sentence, at: int) -> bool:
    """Not so before ``tall`` and ``is``: the letter is a unit there."""
    if at >= len(sentence.tokens) or sentence.tokens[at].kind != "w":
        return False
    size = sentence.at("words.extent", at) is not None or sentence.is_a("aux", at)
    return sentence.tokens[at].space and not size


def _said_again(sentence: Sentence, number: Number, end: int) -> tuple[Number, int]:
    """``14 (fourteen)``: the same number in brackets is part of the expression."""
    if sentence.low(end) != "(":
        return number, end
    again = sentence.number(end + 1)
    if again is None or again.value != number.value or sentence.low(again.j) != ")":
        return number, end
    return number, again.j + 1


def _after(sentence: Sentence, number: Number, end: int) -> tuple[Row | None, int]:
    """The unit after a number, across a hyphen (``two-month``) and the like."""
    at = end
    if sentence.low(at) == "-" and not sentence.tokens[at].space:
        at += 1
    opened = number.digits and sentence.low(at) in _BRACKETS
    found = sentence.at("unit.after", at + opened)
    if found is None or number.kind == "share" or _of_next(sentence, at, found[0]):
        return None, end
    if opened and sentence.low(found[0]) != _BRACKETS[sentence.low(at)]:
        return None, end
    if sentence.taken[at] and not sentence.taken[number.i]:
        return None, end  # a time that begins behind the number: "13 billion a year earlier"
    row = found[1]
    if row.get("only") == "change" and not _moves(sentence, number.i, found[0]):
        return None, end
    if row.get("digits") and not number.digits:
        return None, end
    stop = found[0] + opened
    dotted = row.get("dot") and stop < len(sentence.tokens) and sentence.tokens[stop].text == "."
    if dotted and not sentence.tokens[stop].space and sentence.low(stop - 1) in row["dot"]:
        stop += 1
    return row, stop


_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}


def _of_next(sentence: Sentence, at: int, end: int) -> bool:
    """``1 $10 note``, ``$5 $7``: a sign of money that belongs to the number behind it."""
    if sentence.tokens[at].kind != "s" or sentence.at("unit.before", at) is None:
        return False
    return end < len(sentence.tokens) and sentence.tokens[end].kind == "n"


def _moves(sentence: Sentence, i: int, end: int) -> bool:
    """``climbed 12 places``, ``12 places higher``: a word of change right beside."""
    return sentence.any_in(_MOVING, i - 4, i) or sentence.any_at(_MOVING, end)


_MOVING = frozenset(
    {"cues.up", "cues.down", "cues.upward", "cues.downward", "cues.more", "cues.less"}
)
_SHIFTS = frozenset({"cues.up", "cues.down", "cues.shift"})


def _compound(sentence: Sentence, quantity: Quantity) -> Quantity:
    """``1 som 11 tyiyns``, ``2 m 61 cm``, ``one year and six months``: one figure."""
    at = quantity.j
    if quantity.unit == "1" or quantity.unit == "%" or at >= len(sentence.tokens):
        return quantity
    if sentence.tokens[at].low in sentence.grammar.numbers.links:
        at += 1
    number = sentence.number(at)
    if number is None or sentence.taken[at]:
        return quantity
    currency = _before(sentence, _sign(sentence, at)[0])[1]
    smaller = _with_unit(sentence, at, at, number, "", currency)
    ratio = _ratio(sentence, quantity, smaller)
    if ratio is None or isinstance(quantity.value, tuple) or isinstance(smaller.value, tuple):
        return quantity
    quantity.value += smaller.value / ratio
    quantity.j = smaller.j
    quantity.rules.append("compound")
    return quantity


def _ratio(sentence: Sentence, big: Quantity, small: Quantity) -> Decimal | None:
    """How many of the smaller unit make one of the larger; money is in one unit already."""
    if small.unit == "1" and big.kind == "money" and _is_change(sentence, small):
        return Decimal(100)
    if small.unit == big.unit and big.kind == "money":
        whole = isinstance(small.value, Decimal) and small.value < 1
        return Decimal(1) if whole and small.value != small.number.value else None
    if (small.unit, big.unit) == ("day", "month"):
        return Decimal(30)
    for row in sentence.grammar.lang.table("units").get("compound", ()):
        if (row["big"], row["small"]) == (big.unit, small.unit):
            return Decimal(row["ratio"])
    return None


def _is_change(sentence: Sentence, small: Quantity) -> bool:
    """``15 dollars 50``: two digits where the clause ends, and no word for what they count."""
    whole = isinstance(small.value, Decimal) and small.value in _CHANGE
    if not whole or sentence.low(small.i - 1) in sentence.grammar.numbers.links:
        return False
    return small.j == len(sentence.tokens) or sentence.tokens[small.j].low in _CLAUSE_ENDS


_CHANGE = frozenset(map(Decimal, range(10, 100)))
_CLAUSE_ENDS = frozenset(".,;!?)")


# ── frames, in order ──


def share_frames(sentence: Sentence) -> Iterator[Quantity]:
    """``one in eight``, ``every fifth``, ``seven cases out of ten``."""
    for i, j, row, found in sentence.matches("frames.share"):
        whole = sentence.number(i - 1) if i else None
        if whole is not None and whole.j > i:
            continue  # inside a longer number: "2,5 мың" begins before "мың"
        made = _share_value(row, found) if _joined(sentence, row, found) else None
        if "b" in found and found["b"].value in row.get("small_bases", ()):
            made = made if _of_all(sentence, row, j) and not found["b"].digits else None
        if made is None or _holds_unit(sentence, found):
            continue
        number = Number(i, j, made, False, kind="share")
        begin = found.get(row.get("from", "") + ".at", (i,))[0]
        quantity = Quantity(i=begin, j=j, number=number, value=made, unit="%", kind="share")
        quantity.frame = "share"
        if "noun.at" in found and found["noun.at"][0] < found["noun.at"][1]:
            quantity.noun = found["noun.at"]
        quantity.rules.append("share.frame")
        yield quantity


def _holds_unit(sentence: Sentence, found: dict[str, Any]) -> bool:
    """``28 points out of 100``: the word between is a unit, not what is shared."""
    i, j = found.get("noun.at", (0, 0))
    if i < j and "b.at" in found and sentence.at("cues.in_row", found["b.at"][0] - 1):
        stop = found["b.at"][1]
        if stop < len(sentence.tokens) and word_class(sentence, stop) in ("noun", "adj"):
            return True  # "pupils of one school study in three shifts"
    return any(sentence.at("unit.after", k) for k in range(i, j))


_ROUND = frozenset({3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000})


def _share_value(row: Any, found: dict[str, Any]) -> Decimal | None:
    top = _said(found["a"]) if "a" in found else Decimal(1)
    bottom = found["b"].value if "b" in found else Decimal(found.get("ord", row.get("of", 0)))
    if bottom <= 1 or top >= bottom or isinstance(top, tuple):
        return None
    if row.get("bases") and bottom not in (*row["bases"], *row.get("small_bases", ())):
        return None
    if row.get("round") and top != 1 and int(bottom) not in _ROUND:
        return None
    if row.get("small") and "a" in found and getattr(found["a"], "plain", False) and top > 10:
        return None
    if "b" in found and found["b"].plain and 1900 <= bottom <= 2100 and row.get("small"):
        return None
    return top * 100 / bottom


def _said(read: Any) -> Decimal:
    """The value of a number, or of a phrase that means one (``num.tops``)."""
    return read.value if isinstance(read, Number) else Decimal(str(read))


def _of_all(sentence: Sentence, row: Any, j: int) -> bool:
    """``verb``: how the clause ends where it tells what is always so, and not what happened."""
    end = next((k for k in sentence.signs if k >= j), len(sentence.tokens))
    if end == len(sentence.tokens) and end and sentence.tokens[end - 1].kind == "s":
        end -= 1
    return sentence.low(end - 1).endswith(tuple(row.get("verb", ())))


def _joined(sentence: Sentence, row: Any, found: dict[str, Any]) -> bool:
    """``joint``: endings of which the word before the second number must have one."""
    joint = row.get("joint")
    if not joint:
        return True
    second = max(found["a.at"][0], found["b.at"][0]) if "a" in found and "b" in found else 0
    return sentence.low(second - 1).endswith(tuple(joint))


def rank_frames(sentence: Sentence) -> Iterator[Quantity]:
    """``ranked 155th``, ``69th place``: an ordinal that is a result."""
    for i, j, row, found in sentence.matches("frames.rank"):
        begin, end = found["ord.at"] if "ord.at" in found else found["n.at"]
        value = Decimal(found["ord"]) if "ord" in found else found["n"].value
        if row.get("whole"):
            begin, end = i, j
        number = Number(begin, end, value, False, kind="ordinal")
        quantity = Quantity(i=begin, j=end, number=number, value=value, unit="rank", kind="rank")
        quantity.frame, quantity.right = "rank", j
        quantity.rules.append("rank.frame")
        yield quantity


def word_multiples(sentence: Sentence) -> Iterator[Quantity]:
    """``twice``, ``doubled``, ``threefold``: a multiple in one word or phrase."""
    for kind, sense in (("num.multiples", ""), ("num.grown", "up"), ("num.shrunk", "down")):
        for i, (j, meaning) in sentence.marks.get(kind).items():
            if sense and sentence.is_a("det", i - 1):
                continue
            value = Decimal(str(meaning))
            number = Number(i, j, value, False)
            quantity = Quantity(i=i, j=j, number=number, value=value, unit="x", kind="times")
            quantity.sense = sense
            quantity.frame = "verb" if sense else "multiple"
            quantity.rules.append("multiple.word")
            yield quantity


def ranges(sentence: Sentence) -> Iterator[Quantity]:
    """``between 30 and 40``, ``10–12%``, ``four or five tonnes``: one figure with two bounds."""
    for i, j, row, found in sentence.matches("frames.range"):
        low, high = _pair(sentence, found)
        if low is None or high is None or any(sentence.taken[i:j]):
            continue
        if not _joined(sentence, row, found):
            continue
        if not _is_range(sentence, i, row, low, high):
            continue
        serve(low, high)
        if isinstance(low.value, tuple) or isinstance(high.value, tuple) or low.value >= high.value:
            continue
        begin = i if row.get("whole") else low.i
        quantity = Quantity(
            i=begin, j=high.j, number=high.number, value=(low.value, high.value), unit=high.unit,
            kind=high.kind, frame="range", bound="range",
        )  # fmt: skip
        if low.unit != "1" and high.unit == "1":
            quantity.unit, quantity.kind = low.unit, low.kind
        quantity.parts, quantity.left = dict(high.parts), i
        quantity.say("bound", "range", sentence.chars(i, high.j))
        yield quantity


def _pair(sentence: Sentence, found: dict[str, Any]) -> tuple[Quantity | None, Quantity | None]:
    low = read_quantity(sentence, found["a.at"][0]) if "a" in found else None
    high = read_quantity(sentence, found["b.at"][0]) if "b" in found else None
    return low, high


def _is_range(sentence: Sentence, i: int, row: Any, low: Quantity, high: Quantity) -> bool:
    if low.j > high.i or (low.unit != "1" and high.unit not in ("1", low.unit)):
        return False
    if row.get("unless") == "shift" and shifted(sentence, i):
        return False
    if (
        sentence.at("cues.by", i - 1)
        and high.number.value > low.number.value * 4
        and row.get("unless")
    ):
        return False  # "grew by 4,300 to 59,800"
    if row.get("unless") == "shift behind" and shifted_behind(sentence, high.j):
        return False
    if row.get("words") and low.number.digits:
        return False
    if any(hit[0] == i for hit in (sentence.marks.get("unit.before") or {}).values()):
        return False  # it begins before its currency: "from $48 to $53"
    if row.get("unless") == "from" and sentence.at("cues.from", i - 1):
        return False
    return not (row.get("near") and not _near(low, high))


def _near(low: Quantity, high: Quantity) -> bool:
    """Two numbers that are guesses of one: four or five, 12 or 15 million."""
    a, b = low.number.value, high.number.base or high.number.value
    return bool(a < b <= a * 2 + 1) and high.number.digits == low.number.digits


def shifted(sentence: Sentence, i: int) -> bool:
    """Whether a word of change stands before token ``i`` in its clause: rose, cut, from … to."""
    if _SHIFTS.isdisjoint(sentence.present) or sentence.at("cues.by", i - 1):
        return False
    for k in range(i - 1, max(-1, i - 16), -1):
        if sentence.low(k) in (";", ":", "("):
            return False
        if sentence.any_at(_SHIFTS, k):
            return True
    return False


def shifted_behind(sentence: Sentence, j: int) -> bool:
    """Whether a word of change follows, where verbs end the clause: from … to … rose."""
    for k in range(j, min(j + 8, len(sentence.tokens))):
        if sentence.low(k) in (";", ",", ")"):
            return False
        if sentence.any_at(_SHIFTS, k):
            return True
    return False


def serve(poor: Quantity, rich: Quantity) -> None:
    """Give ``poor`` the scale and unit that are said once, at ``rich``."""
    if isinstance(poor.value, tuple):
        return
    number = poor.number
    if number.scale == 1 and rich.number.scale > 1 and number.kind == "count" and poor.unit == "1":
        value = poor.value * rich.number.scale
        high = rich.value[0] if isinstance(rich.value, tuple) else rich.number.value
        if number.value < 1000 and value <= high * 100:
            poor.value = value
            poor.rules.append("scale.served")
    if poor.unit == "1" and number.kind == "count" and rich.unit not in ("1", "x", "rank"):
        factor = _factor(rich)
        poor.value *= factor
        poor.unit, poor.kind = rich.unit, rich.kind
        poor.parts.setdefault("unit", rich.parts.get("unit", []))
        poor.rules.append("unit.served")


def _factor(rich: Quantity) -> Decimal:
    value = rich.value[1] if isinstance(rich.value, tuple) else rich.value
    if rich.number.value and "compound" not in rich.rules and value > 0:
        return value / rich.number.value
    return Decimal(1)


def plain_quantities(sentence: Sentence) -> Iterator[Quantity]:
    """Every other number, with its unit."""
    done = 0
    for at in sorted({*sentence.labelled("{q"), *sentence.where("num.plus")}):
        quantity = None if at < done or sentence.taken[at] else read_quantity(sentence, at)
        if quantity is None:
            continue
        orders = sentence.ordinal(quantity.number.i)
        if not (orders and orders[0] > quantity.j) and not any(
            sentence.taken[quantity.i : quantity.j]
        ):
            yield quantity
        done = quantity.j


def units_and_a_half(sentence: Sentence) -> Iterator[Quantity]:
    """``a year and a half``: one unit and a half of it."""
    for at, (end, _) in sentence.marks.get("num.half_after").items():
        unit = next(
            (
                (k, found)
                for k in range(max(1, at - 3), at)
                if (found := sentence.at("unit.after", k)) is not None
                and found[0] == at
                and sentence.at("num.one", k - 1)
            ),
            None,
        )
        if unit is None or unit[1][1].get("kind", "measure") not in ("time", "measure"):
            continue
        i, row, half = unit[0] - 1, unit[1][1], Decimal("1.5")
        value = half * Decimal(str(row.get("factor", 1)))
        quantity = Quantity(i=i, j=end, number=Number(i, end, half, False), value=value)
        quantity.unit, quantity.kind = str(row["unit"]), str(row.get("kind", "measure"))
        quantity.rules.append("half.after")
        yield quantity


FRAMES = (share_frames, rank_frames, word_multiples, units_and_a_half, ranges, plain_quantities)
"""The ways to make a quantity, in the order in which they may claim tokens."""
