"""Scores figures against gold: detection, each field, and whole rows.

A predicted figure matches a gold one when their spans overlap and their values agree (0.5% of the
gold value, both bounds of a range); matching is one to one, and of several ways the one with the
most fields right. ``unit bound per status change`` are compared as they are, ``of place
attribution`` by the F1 of their words (0.5 is enough), ``period`` by the days it covers. ``whole``
is the share of gold figures that are found with every field right.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

FIELDS = ("unit", "bound", "of", "per", "place", "period", "attribution", "status", "change")
_WORDS = frozenset({"of", "place", "attribution"})
Line = dict[str, Any]


@dataclass
class Score:
    """Counts of one run; ratios are computed from them."""

    gold: int = 0
    predicted: int = 0
    matched: int = 0
    whole: int = 0
    right: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[str, Line, Line | None, Line | None, list[str]]] = field(
        default_factory=list
    )

    @property
    def f1(self) -> float:
        """Detection: the harmonic mean of precision and recall."""
        return (
            2 * self.matched / (self.gold + self.predicted) if self.gold + self.predicted else 1.0
        )

    def ratios(self) -> dict[str, float]:
        """Detection F1, whole rows, and the accuracy of each field over matches."""
        fields = {name: self.right[name] / self.matched for name in FIELDS} if self.matched else {}
        return {"f1": self.f1, "whole": self.whole / self.gold if self.gold else 1.0, **fields}


def score(gold: list[Line], predicted: dict[str, Line]) -> Score:
    """Compare gold lines with predicted lines by id; a missing line counts as empty."""
    total = Score()
    for line in gold:
        guess = predicted.get(line["id"], {"figures": []})["figures"]
        _score_passage(total, line, guess)
    return total


def _score_passage(total: Score, line: Line, guess: list[Line]) -> None:
    truth = line["figures"]
    pairs = _match(truth, guess)
    total.gold += len(truth)
    total.predicted += len(guess)
    total.matched += len(pairs)
    for i, j in pairs:
        wrong = wrong_fields(truth[i], guess[j])
        total.right.update(name for name in FIELDS if name not in wrong)
        total.whole += not wrong
        if wrong:
            total.errors.append(("wrong", line, truth[i], guess[j], wrong))
    seen, used = {i for i, _ in pairs}, {j for _, j in pairs}
    for i in range(len(truth)):
        if i not in seen:
            total.errors.append(("missed", line, truth[i], None, []))
    for j in range(len(guess)):
        if j not in used:
            total.errors.append(("false alarm", line, None, guess[j], []))


def _match(truth: list[Line], guess: list[Line]) -> list[tuple[int, int]]:
    """The most matches, and among those the most right fields: augmenting paths, best edges first."""
    edges: dict[int, list[int]] = {}
    for i, g in enumerate(truth):
        fits = [
            j
            for j, p in enumerate(guess)
            if _overlap(g, p) and values_agree(g["value"], p["value"])
        ]
        edges[i] = sorted(fits, key=lambda j: len(wrong_fields(g, guess[j])))
    owner: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in edges[i]:
            if j not in tried:
                tried.add(j)
                if j not in owner or place(owner[j], tried):
                    owner[j] = i
                    return True
        return False

    for i in edges:
        place(i, set())
    return sorted((i, j) for j, i in owner.items())


def _overlap(a: Line, b: Line) -> bool:
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def values_agree(gold: Any, guess: Any) -> bool:
    """Whether two values are the same to 0.5% of the gold one; a range only equals a range."""
    if isinstance(gold, list) != isinstance(guess, list):
        return False
    pairs = zip(gold, guess, strict=True) if isinstance(gold, list) else [(gold, guess)]
    return all(abs(p - g) <= abs(g) * 0.005 * (1 + 1e-9) for g, p in pairs)


def wrong_fields(gold: Line, guess: Line) -> list[str]:
    """The names of the fields that differ."""
    return [name for name in FIELDS if not _right(name, gold[name], guess[name])]


def _right(name: str, gold: Any, guess: Any) -> bool:
    if name not in _WORDS and name != "period":
        return bool(gold == guess)
    if gold is None or guess is None:
        return gold is None and guess is None
    if name == "period":
        return _days(gold) == _days(guess)
    return _word_f1(gold, guess) >= 0.5


def _word_f1(gold: str, guess: str) -> float:
    a, b = (Counter(re.findall(r"\w+", text.lower())) for text in (gold, guess))
    common = sum((a & b).values())
    return 2 * common / (sum(a.values()) + sum(b.values())) if common else 0.0


def _days(period: str) -> tuple[Any, Any]:
    """The first and last day of an ISO 8601 period; an open end is None; a duration is itself."""
    if period.startswith("P"):
        return "P", period
    first, _, last = period.partition("/")
    last = last if "/" in period else first
    return (None if first in ("", "..") else _ends(first)[0]), (
        None if last in ("", "..") else _ends(last)[1]
    )


def _ends(part: str) -> tuple[dt.date, dt.date]:
    numbers = [int(n) for n in part.split("-")]
    if len(numbers) == 1:
        return dt.date(numbers[0], 1, 1), dt.date(numbers[0], 12, 31)
    if len(numbers) == 2:
        last = calendar.monthrange(*numbers)[1]
        return dt.date(*numbers, 1), dt.date(*numbers, last)
    return dt.date(*numbers), dt.date(*numbers)
