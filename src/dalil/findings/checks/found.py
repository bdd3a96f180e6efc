"""A check that was made, before it is a finding."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dalil.findings.checks.printed import HUNDRED, Interval, number_of, written
from dalil.model import CheckRule, Figure, Finding, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was computed from ``used``, and what ``claim`` states."""

    rule: CheckRule
    verdict: Verdict
    claim: Finding[Figure]  #       the figure that states the result
    used: tuple[Finding[Figure], ...]  # in the order of the sum
    expected: Decimal
    within: Interval  #     what the claim may be, given how the others are rounded
    computed: str  #        "430 + 354 + 56 = 840"
    way: str  #             the rule's own name for how it saw that they belong together


_SERVED = frozenset({"unit.listed", "unit.served", "scale.served"})


def sure(found: Found, text: str) -> bool:
    """Whether a difference lies in the text, and not in a scale that was taken from a neighbour."""
    if found.verdict == "holds":
        return True
    for figure in (found.claim, *found.used):
        if not _SERVED.isdisjoint(figure.rules):
            digits = "".join(c for c in figure.span.of(text) if c.isdigit())
            if isinstance(figure.value.value, tuple) or digits != f"{figure.value.value:.0f}":
                return False
    return True


def stated(found: Found, text: str) -> Decimal:
    """What the text says the result is; of shares, that they are shares: a hundred."""
    number = number_of(found.claim, text)
    return HUNDRED if found.rule == "shares" or number is None else number.value


def sentence(found: Found, said: Decimal, unit: str) -> str:
    """What a check did, for a person: expected, stated, and what the rounding allows."""
    shown = written(said, unit, 6)
    low, high = found.within
    if found.rule == "shares":
        ending = "the whole" if found.verdict == "holds" else f"a whole has {shown}"
    elif found.verdict == "differs":
        ending = f"the text says {shown}"
    else:
        ending = "as stated" if found.expected == said else f"stated as {shown}"
    if low == high:
        return f"{found.computed}; {ending}"
    allowed = f"{written(low, unit)} to {written(high, unit)}"
    return f"{found.computed}; {ending}; as the numbers are rounded, {allowed} would do"
