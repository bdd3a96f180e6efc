"""Whether two texts are one: sketches to find candidates among millions, exact sets to be sure.

A text's shingles are its runs of four words. The smallest of their hashes are a sketch: texts with
much in common share some of them, whatever else they hold (Broder 1997, "On the resemblance and
containment of documents"). What candidates really share is then counted in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest

from dalil.model import Figure, Wording

SKETCH = 16
"""Hashes of a sketch."""

MET = 2
"""Hashes that two sketches must share to be looked at."""

SHORTEST = 40
"""Words of a text that can be told to be a copy: shorter ones are alike by chance."""

_CONTAINED = 0.75  #    share of the shorter text that stands in the longer one
_ALIKE = 0.55  #        shared shingles of all of both
_SAME_NUMBERS = 0.6  #  share of the fewer numbers that both have: else it is a template filled anew
_FEW_NUMBERS = 3
_WORDS = 4
_WORD = re.compile(r"\w+")
_LEFT_OUT = frozenset(["headline", "byline", "teaser"])
_ROUND = frozenset(["1", "%", "x", "day", "year", "month", "hour"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What two texts share: of all of both, and of the shorter one; and whether that is a copy."""

    resemblance: float
    containment: float
    is_copy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Prints:
    """What of a text is compared: its runs of words, and its numbers."""

    shingles: frozenset[
        tuple[str, ...]
    ]  # empty for a text that is too short to be told from another
    numbers: frozenset[str]


def prints_of(wording: Wording) -> Prints:
    """The prints of an article's own text; its headline and byline change in every copy."""
    text = wording.text
    own = " ".join(b.span.of(text) for b in wording.blocks if b.kind not in _LEFT_OUT)
    words = _WORD.findall(own.casefold())
    if len(words) < SHORTEST:
        return Prints(shingles=frozenset(), numbers=frozenset())
    runs = zip(*(words[start:] for start in range(_WORDS)), strict=False)
    return Prints(shingles=frozenset(runs), numbers=frozenset(filter(str.isdigit, words)))


def sketch(prints: Prints) -> tuple[int, ...]:
    """The smallest hashes of a text's shingles, as signed 64-bit integers, the smallest first."""
    hashes = {blake2b(" ".join(run).encode(), digest_size=8).digest() for run in prints.shingles}
    return tuple(int.from_bytes(one, "big", signed=True) for one in nsmallest(SKETCH, hashes))


def likeness(one: Prints, other: Prints) -> Likeness:
    """What two texts share.

    A copy may be shorter, or have paragraphs of its own. Two reports that fill one form with other
    numbers are not copies, however many words they share.
    """
    ours, theirs = one.shingles, other.shingles
    if not ours or not theirs:
        return Likeness(resemblance=0.0, containment=0.0, is_copy=False)
    both = len(ours & theirs)
    resemblance = both / (len(ours) + len(theirs) - both)
    containment = both / min(len(ours), len(theirs))
    alike = containment >= _CONTAINED or resemblance >= _ALIKE
    return Likeness(
        resemblance=resemblance,
        containment=containment,
        is_copy=alike and _same_numbers(one.numbers, other.numbers),
    )


def _same_numbers(a: frozenset[str], b: frozenset[str]) -> bool:
    fewer = min(len(a), len(b))
    return fewer < _FEW_NUMBERS or len(a & b) >= _SAME_NUMBERS * fewer


def shared_figures(one: Iterable[Figure], other: Iterable[Figure]) -> tuple[int, float]:
    """How many telling figures two texts share, and which part of the fewer that is.

    A figure tells something if few texts would have it by chance: not a small or round number.
    """
    a, b = (
        {(figure.value, figure.unit) for figure in figures if _tells(figure)}
        for figures in (one, other)
    )
    fewer = min(len(a), len(b))
    return len(a & b), len(a & b) / fewer if fewer else 0.0


def _tells(figure: Figure) -> bool:
    value = figure.value
    if isinstance(value, tuple):
        return True
    digits = len(str(abs(value)).replace(".", "").strip("0"))
    return digits > 1 or (figure.unit not in _ROUND and value > 1)
