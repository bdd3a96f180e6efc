"""Series that count the same in other words, as the numbers that they share tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dalil.series.measures import is_listed

LEAST, LEAST_OTHER = 2, 3
AGREEING = 0.6
"""Of the periods that both have, in how many they must have a number in common."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Two series of one unit, rate, place and kind, and in how many periods they have the same."""

    one: str
    other: str
    one_measure: str
    other_measure: str
    shared: int
    common: int  #  periods for which both have any number


def heads(found: Iterable[Shared]) -> Mapping[str, tuple[str, int]]:
    """For a series that is shown as a part of another: that other, and what they share.

    "Attacks" is a part of "attacks on journalists" where its numbers are the same: the one that says
    more stands. Words that the list has not may be a translation: then three periods must agree, and
    no period may differ. Where two others fit a series alike it stays by itself.
    """
    best: dict[str, tuple[str, int]] = {}
    tied: set[str] = set()
    for pair in found:
        part, head = _order(pair)
        if part is None:
            continue
        known = best.get(part)
        if known is None or pair.shared > known[1]:
            best[part] = head, pair.shared
            tied.discard(part)
        elif pair.shared == known[1] and head != known[0]:
            tied.add(part)
    kept = {part: head for part, head in best.items() if part not in tied}
    return {part: (_last(head, kept), shared) for part, (head, shared) in kept.items()}


def _order(pair: Shared) -> tuple[str | None, str]:
    """Which of two is the part and which the head; None: they stay apart."""
    one, other = set(pair.one_measure.split()), set(pair.other_measure.split())
    agree = pair.shared / max(pair.common, 1)
    if one < other and pair.shared >= LEAST and agree >= AGREEING:
        return pair.one, pair.other
    strange = any(not is_listed(concept) for concept in one | other)
    if strange and not one & other and pair.shared >= LEAST_OTHER and agree == 1:
        return max(pair.one, pair.other), min(pair.one, pair.other)
    return None, ""


def _last(head: str, kept: Mapping[str, tuple[str, int]]) -> str:
    seen = set()
    while head in kept and head not in seen:
        seen.add(head)
        head = kept[head][0]
    return head
