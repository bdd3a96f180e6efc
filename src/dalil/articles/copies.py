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

_CONTAINED = 0.7  #    share of the shorter text that stands in the longer one
_ALIKE = 0.55  #        shared shingles of all of both
_FEW_SWAPS = 3  #       names and numbers that are others at the same place; fewer are corrections
_SWAPS = 0.03  #        of the shared shingles: else it is a copy that was corrected
_SLOT = 16  #           words between two shared runs that can be what a form is filled with
_WORDS = 4
_WORD = re.compile(r"\w+")
_ONE_WAY = {ord("ё"): "е", ord("Ё"): "Е"} | dict.fromkeys(map(ord, "\u00ad\u200b\u2060\u0301"))
_LEFT_OUT = frozenset(["headline", "byline", "teaser"])
_ROUND = frozenset(["1", "%", "x", "day", "year", "month", "hour"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What two texts share: of all of both, and of the shorter one; and whether that is a copy."""

    resemblance: float
    containment: float
    is_copy: bool


Run = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prints:
    """What of a text is compared: its words, and where each run of them begins."""

    words: tuple[str, ...]  #       as printed, but for signs that change in every copy
    runs: dict[
        Run, int
    ]  #         folded; empty for a text that is too short to be told from another


def prints_of(wording: Wording) -> Prints:
    """The prints of an article's own text; its headline and byline change in every copy."""
    text = wording.text
    own = " ".join(b.span.of(text) for b in wording.blocks if b.kind not in _LEFT_OUT)
    words = tuple(_WORD.findall(own.translate(_ONE_WAY)))
    folded = [word.casefold() for word in words] if len(words) >= SHORTEST else []
    starts = zip(*(folded[start:] for start in range(_WORDS)), strict=False)
    return Prints(words=words, runs={run: at for at, run in enumerate(starts)})


def sketch(prints: Prints) -> tuple[int, ...]:
    """The smallest hashes of a text's shingles, as signed 64-bit integers, the smallest first."""
    hashes = {blake2b(" ".join(run).encode(), digest_size=8).digest() for run in prints.runs}
    return tuple(int.from_bytes(one, "big", signed=True) for one in nsmallest(SKETCH, hashes))


def likeness(one: Prints, other: Prints) -> Likeness:
    """What two texts share.

    A copy may be shorter, or have paragraphs of its own. Two reports that fill one form with other
    names and numbers are not copies, however many words they share.
    """
    ours, theirs = one.runs.keys(), other.runs.keys()
    if not ours or not theirs:
        return Likeness(resemblance=0.0, containment=0.0, is_copy=False)
    both = len(ours & theirs)
    resemblance = both / (len(ours) + len(theirs) - both)
    containment = both / min(len(ours), len(theirs))
    alike = containment >= _CONTAINED or resemblance >= _ALIKE
    return Likeness(
        resemblance=resemblance,
        containment=containment,
        is_copy=alike and not (_one_form(one, other) or _one_form(other, one)),
    )


def _one_form(one: Prints, other: Prints) -> bool:
    """Whether the texts are alike because both fill one form: names and numbers in it are others."""
    swaps = shared = 0
    before: tuple[int, int] | None = None
    for run, at in one.runs.items():
        there = other.runs.get(run)
        if there is None:
            continue
        shared += 1
        if before and at > before[0] + 1:
            ours = one.words[before[0] + _WORDS : at]
            theirs = other.words[before[1] + _WORDS : there]
            if len(ours) <= _SLOT and len(theirs) <= _SLOT:
                a, b = _telling(ours), _telling(theirs)
                swaps += min(len(a - b), len(b - a))
        before = at, there
    return swaps >= _FEW_SWAPS and swaps >= _SWAPS * shared


def _telling(words: tuple[str, ...]) -> set[str]:
    """Those that are names, numbers or the beginning of a sentence."""
    return {word for word in words if word[0].isupper() or word[0].isdigit()}


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
