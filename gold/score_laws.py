"""Scores legal references against gold (docs/concepts/laws.md).

A prediction matches a gold reference when their spans overlap and act (lower case, without "the") and
article are equal, one to one. ``whole`` is the share of gold references with every field right.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from dalil.export.gold import gold_object
from dalil.findings import find_laws

FIELDS = ("country", "part", "paragraph", "change", "when")
Row = dict[str, Any]


@dataclass
class Laws:
    """Counts of one run; ratios are computed from them."""

    gold: int = 0
    predicted: int = 0
    matched: int = 0
    whole: int = 0
    right: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def ratios(self) -> dict[str, float]:
        """Detection F1, whole references, and the accuracy of each field over matches."""
        found = self.gold + self.predicted
        fields = {name: self.right[name] / self.matched for name in FIELDS} if self.matched else {}
        return {
            "f1": 2 * self.matched / found if found else 1.0,
            "whole": self.whole / self.gold if self.gold else 1.0,
            **fields,
        }


def score_laws(lines: list[Row]) -> Laws:
    """Find in every passage and compare."""
    total = Laws()
    for line in lines:
        found = find_laws(line["text"], language=line["lang"], published=line.get("published"))
        _score_passage(total, line, [gold_object(finding) for finding in found])
    return total


def _score_passage(total: Laws, line: Row, guesses: list[Row]) -> None:
    free = list(guesses)
    total.gold += len(line["laws"])
    total.predicted += len(guesses)
    for gold in line["laws"]:
        said = line["text"][gold["start"] : gold["end"]]
        guess = next((g for g in free if _same(gold, g)), None)
        if guess is None:
            total.errors.append(f"missed {line['id']}: {said!r} ({gold['act']})")
            continue
        free.remove(guess)
        wrong = [name for name in FIELDS if gold[name] != guess[name]]
        total.matched += 1
        total.whole += not wrong
        total.right.update(name for name in FIELDS if name not in wrong)
        total.errors += [
            f"wrong {line['id']}: {said!r} {name}: gold {gold[name]!r}, found {guess[name]!r}"
            for name in wrong
        ]
    for guess in free:
        said = line["text"][guess["start"] : guess["end"]]
        total.errors.append(f"false alarm {line['id']}: {said!r} ({guess['act']})")


def _same(gold: Row, guess: Row) -> bool:
    overlap = gold["start"] < guess["end"] and guess["start"] < gold["end"]
    return overlap and _act(gold) == _act(guess) and gold["article"] == guess["article"]


def _act(row: Row) -> str:
    return (row["act"] or "").lower().strip().removeprefix("the ")
