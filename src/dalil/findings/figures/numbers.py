"""Numbers in digits and in words. All words are data: ``lang/<code>/numerals.toml``.

A number is a sum of falling groups (``1 billion 200 million``), and a group is digits or words
times its scales (``2.5 thousand``, ``two hundred thousand``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from dalil.findings.figures.tokens import Token
from dalil.lang.conventions import Convention
from dalil.lang.lexicon import Entry

_SIGNS = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "⅓": Decimal(1) / 3,
    "⅔": Decimal(2) / 3,
    "⅕": Decimal("0.2"),
    "⅛": Decimal("0.125"),
}
_GROUPED = re.compile(r"[0-9]{1,3}(?:([ ,.'])[0-9]{3})(?:\1[0-9]{3})*$")
_LAKH = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}$")
HUNDRED = Decimal(100)
PhraseAt = Callable[[str, int], Entry | None]
"""The longest phrase of a kind that begins at a token."""
AnyAt = Callable[[frozenset[str], int], bool]
"""Whether a phrase of one of some kinds begins at a token."""
_GOES_ON = frozenset({"num.parts", "num.half_after", "num.over_after", "num.scales"})
_BEGINS = frozenset({"num.shares", "num.cardinals", "num.vague"})


@dataclass(slots=True)
class Number:
    """A number that was read: tokens ``[i, j)`` and what is known of how it was said."""

    i: int
    j: int
    value: Decimal
    digits: bool  #         said in digits, at least its first part
    scale: Decimal = Decimal(1)  # the last scale said ("million"): it may serve other numbers too
    base: Decimal = Decimal(0)  #  the number without that scale, where there is just one group
    kind: str = "count"  #  count | share | vague | ordinal
    plain: bool = False  #  one token of digits only, as a year is


@lru_cache(maxsize=20_000)
def read_digits(text: str, decimal: str) -> Decimal | None:
    """The value of digits with separators, read by sense; ``None`` if they make no number.

    ``decimal`` is the language's own mark (``"."`` or ``","``); it decides only where both readings
    are possible: ``1,345`` is a group in English and a decimal in Russian.
    """
    if text in _SIGNS:
        return _SIGNS[text]
    if _LAKH.match(text):
        return _decimal(text.replace(",", ""))
    if " " in text:
        return _decimal(text.replace(" ", "").replace(",", "."))
    marks = [c for c in text if c in ".,'"]
    if not marks:
        return _decimal(text)
    if "'" in marks:
        return _decimal(text.replace("'", "")) if _GROUPED.match(text) else None
    if len(set(marks)) == 2:
        return _two_marks(text, marks)
    if len(marks) > 1:
        return _decimal(re.sub("[.,]", "", text)) if _GROUPED.match(text) else None
    return _one_mark(text, marks[0], decimal)


def _two_marks(text: str, marks: list[str]) -> Decimal | None:
    last = marks[-1]
    if marks.count(last) > 1 or last in marks[:-1]:
        return None
    whole, _, part = text.rpartition(last)
    other = marks[0]
    if not re.fullmatch(rf"[0-9]{{1,3}}(?:\{other}[0-9]{{3}})+", whole):
        return None
    return _decimal(whole.replace(other, "") + "." + part)


def _one_mark(text: str, mark: str, decimal: str) -> Decimal | None:
    whole, _, part = text.partition(mark)
    group = len(part) == 3 and len(whole) <= 3 and not whole.startswith("0")
    if group and (mark != decimal or part == "000"):
        return _decimal(whole + part)
    return _decimal(f"{whole}.{part}")


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


class NumberRules:
    """How a language writes numbers (``numerals.toml``)."""

    def __init__(self, numerals: Mapping[str, Any], vague: Convention) -> None:
        self.decimal: str = numerals.get("decimal", ".")
        self.links = frozenset(numerals.get("links", ()))  # "and" inside a number
        self.tens = int(numerals.get("tens_from", 20))  # 10: "он екі" is twelve
        self.falling = bool(numerals.get("sums", True))
        self.vague = vague


class Reader:
    """Reads the numbers of one sentence."""

    def __init__(
        self, tokens: list[Token], at: PhraseAt, any_at: AnyAt, rules: NumberRules
    ) -> None:
        self.tokens = tokens
        self._at = at
        self._any_at = any_at
        self.decimal, self.links = rules.decimal, rules.links
        self.tens, self.falling = rules.tens, rules.falling
        self.vague = rules.vague

    def read(self, i: int) -> Number | None:
        """The longest number that begins at token ``i``."""
        if self._is_bare(i) and (bare := self._digits(i)) is not None:
            return bare
        return self._fraction_of_scale(i) or self._share(i) or self._vague(i) or self._sum(i)

    def _is_bare(self, i: int) -> bool:
        """Digits and nothing else, as most numbers are."""
        if self.tokens[i].kind != "n" or self._any_at(_BEGINS, i):
            return False
        if i + 1 == len(self.tokens):
            return True
        after = self.tokens[i + 1]
        return after.low != "-" and after.kind != "n" and not self._any_at(_GOES_ON, i + 1)

    # ── groups and sums ──

    def _sum(self, i: int) -> Number | None:
        first = self._group(i)
        if first is None:
            return None
        number = first
        while self.falling and number.scale > 1:
            at = self._linked(number.j)
            following = self._group(at)
            if following is None or following.scale * 1 > number.scale / 1000 * 1000:
                break
            if following.value >= number.scale or not self._continues(number, following):
                break
            number = Number(
                number.i, following.j, number.value + following.value, number.digits,
                scale=following.scale, base=Decimal(0),
            )  # fmt: skip
        return number

    def _continues(self, number: Number, following: Number) -> bool:
        """``2 million 310 thousand`` is one number; ``5 million 20 ...`` after digits is not."""
        if following.scale > 1:
            return following.scale < number.scale
        if number.digits and following.digits:  # "8 миң 754": as some newspapers write thousands
            whole = number.base == number.base.to_integral_value() and number.scale == 1000
            return whole and following.plain and 10 <= following.value < 1000
        return not number.digits and not following.digits

    def _linked(self, i: int) -> int:
        tokens = self.tokens
        if i < len(tokens) and tokens[i].low in self.links:
            return i + 1
        return i

    def _group(self, i: int) -> Number | None:
        base = self._digits(i) or self._words(i) or self._bare_scale(i)
        if base is None:
            return None
        base = self._half(base)
        scaled = self._scales(base)
        return self._half_scale(scaled) if scaled.scale > 1 else scaled

    def _scales(self, base: Number) -> Number:
        number = base
        while True:
            at = number.j
            if at < len(self.tokens) and self.tokens[at].low == "-" and not self.tokens[at].space:
                at += 1
            found = self._at("num.scales", at)
            if found is None or (number.scale > 1 and Decimal(str(found[1])) <= 1):
                return number
            end, meaning = found
            if (
                end < len(self.tokens)
                and self.tokens[end].text == "."
                and _abbreviates(self.tokens, end)
            ):
                end += 1
            scale = Decimal(str(meaning))
            first = number.base if number.scale > 1 else number.value
            number = Number(
                number.i, end, number.value * scale, number.digits,
                scale=number.scale * scale, base=first,
            )  # fmt: skip

    def _half(self, number: Number) -> Number:
        """``three and a half`` (and the scale after it)."""
        found = self._at("num.half_after", number.j)
        if found is None:
            return self._over(number)
        return Number(number.i, found[0], number.value + Decimal("0.5"), number.digits)

    def _over(self, number: Number) -> Number:
        """``20 с лишним тысяч``: a word of bound between a number and its scale."""
        found = self._at("num.over_after", number.j)
        if found is None or self._at("num.scales", found[0]) is None:
            return number
        return Number(number.i, found[0], number.value, number.digits)

    def _half_scale(self, number: Number) -> Number:
        """``a million and a half``."""
        found = self._at("num.half_after", number.j)
        if found is None:
            return number
        value = number.value + number.scale / 2
        return Number(number.i, found[0], value, number.digits, scale=number.scale)

    def _digits(self, i: int) -> Number | None:
        if i >= len(self.tokens) or self.tokens[i].kind != "n":
            return None
        text = self.tokens[i].text
        value = read_digits(text, self.decimal)
        if value is None:
            return None
        j = i + 1
        if j < len(self.tokens) and self.tokens[j].text in _SIGNS:
            value += _SIGNS[self.tokens[j].text]
            j += 1
        part = fraction(self.tokens, j) if text.isdigit() else None
        if part is not None and self.tokens[j].space:
            value, j = value + part, j + 3
        elif (part := fraction(self.tokens, i)) is not None and self._at("unit.after", i + 3):
            value, j = part, i + 3
        plain = text.isdigit() and j == i + 1
        return Number(i, self._fused(j), value, True, plain=plain)

    def _fused(self, j: int) -> int:
        """Behind an ending that is written onto digits without a hyphen: ``30га``."""
        glued = j < len(self.tokens) and not self.tokens[j].space
        return j + 1 if glued and self._at("num.fused", j) else j

    def _bare_scale(self, i: int) -> Number | None:
        """``a million``, ``thousand`` where the language says so (``num.one``: a, an)."""
        one = self._at("num.one", i)
        at = one[0] if one else i
        found = self._at("num.scales", at)
        if found is None or (one is None and not self._at("num.bare_scales", at)):
            return None
        return Number(i, at, Decimal(1), False)

    def _words(self, i: int) -> Number | None:
        found = self._at("num.cardinals", i)
        if found is None:
            return None
        end, meaning = found
        total = value = Decimal(str(meaning))
        total, j, below = self._hundreds(total, end, value)
        while True:
            at = self._joint(j, below)
            following = self._at("num.cardinals", at)
            if following is None or self._at("num.closed", j - 1):
                break
            more = Decimal(str(following[1]))
            if more >= below or more <= 0:
                break
            total += more
            j, below = following[0], _lowest(more, self.tens)
            if following[0] and self._at("num.hundred", j):
                break
        return Number(i, j, total, False)

    def _hundreds(self, total: Decimal, j: int, value: Decimal) -> tuple[Decimal, int, Decimal]:
        found = self._at("num.hundred", j)
        if found is not None and value < HUNDRED:
            return total * HUNDRED, found[0], HUNDRED
        return total, j, _lowest(value, self.tens)

    def _joint(self, j: int, below: Decimal) -> int:
        """The next token of a compound: after a hyphen, or after "and" below a hundred."""
        tokens = self.tokens
        if j < len(tokens) and tokens[j].low == "-" and not tokens[j].space:
            return j + 1
        if below == HUNDRED and j < len(tokens) and tokens[j].low in self.links:
            return j + 1
        return j

    # ── shares and vague words ──

    def _fraction_of_scale(self, i: int) -> Number | None:
        """``half a million``, ``a quarter of a million``."""
        found = self._at("num.shares", i)
        if found is None:
            return None
        link = self._at("num.share_links", found[0])
        for at in (link[0], found[0]) if link else (found[0],):
            scale = self._at("num.scales", at)
            if scale is not None:
                size = Decimal(str(scale[1]))
                value = _share_value(found[1]) * size
                return Number(i, scale[0], value, False, scale=size, base=_share_value(found[1]))
        return None

    def _share(self, i: int) -> Number | None:
        """``half``, ``a third``, ``two-thirds``: parts of a hundred."""
        found = self._at("num.shares", i)
        if found is not None:
            return Number(i, found[0], _share_value(found[1]) * 100, False, kind="share")
        count = self._at("num.cardinals", i)
        token = self.tokens[i]
        if count is None and (token.kind != "n" or not token.text.isdigit()):
            return None
        at = i + 1 if count is None else count[0]
        if at < len(self.tokens) and self.tokens[at].low == "-":
            at += 1
        part = self._at("num.parts", at)
        if part is None:
            return None
        times = Decimal(token.text[:6] if count is None else str(count[1]))
        return Number(i, part[0], times * 100 / Decimal(str(part[1])), False, kind="share")

    def _vague(self, i: int) -> Number | None:
        """``dozens``, ``hundreds of thousands``, ``several hundred``."""
        found = self._at("num.vague", i)
        if found is None:
            return None
        end = found[0]
        said = frozenset(token.low for token in self.tokens[i:end])
        value = self.vague.value(Decimal(str(found[1])), said)
        link = self._at("num.vague_links", end)
        at = link[0] if link else end
        more = self._at("num.vague_scales", at)
        if more is not None:
            value, end = value * Decimal(str(more[1])), more[0]
        return Number(i, end, value, False, kind="vague")


def fraction(tokens: list[Token], i: int) -> Decimal | None:
    """``1/4`` at token ``i``, of the parts that measures are told in: halves to sixteenths."""
    if i < 0 or i + 2 >= len(tokens) or tokens[i + 1].low != "/" or tokens[i + 1].space:
        return None
    top, bottom = tokens[i].text, tokens[i + 2].text
    if tokens[i + 2].space or bottom not in _PARTS or not top.isdigit() or len(top) > 2:
        return None
    return Decimal(top) / Decimal(bottom) if 0 < int(top) < int(bottom) else None


_PARTS = frozenset(("2", "3", "4", "5", "8", "16"))


def _share_value(meaning: Any) -> Decimal:
    """``2`` is a half, ``"2/3"`` two thirds: a part is written by what it is divided by."""
    if isinstance(meaning, str) and "/" in meaning:
        top, _, bottom = meaning.partition("/")
        return Decimal(top) / Decimal(bottom)
    return 1 / Decimal(str(meaning))


def _lowest(value: Decimal, tens: int) -> Decimal:
    """What a word that follows must stay below: ten after "twenty", a hundred after "three hundred"."""
    if value != value.to_integral_value():
        return Decimal(0)
    if value >= HUNDRED and value % HUNDRED == 0:
        return HUNDRED
    if value >= tens and value % 10 == 0:
        return Decimal(10)
    return Decimal(0)


def _abbreviates(tokens: list[Token], dot: int) -> bool:
    """Whether the full stop at ``dot`` belongs to "тыс.", "млн." before it."""
    return not tokens[dot].space and len(tokens[dot - 1].text) <= 4
