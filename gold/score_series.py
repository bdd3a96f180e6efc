"""Score which figures are put into one series, pair by pair.

usage: gold/score_series.py FILE...

A line of gold is a figure with the names of its ``series`` (space between), ``sentence`` and ``at``
where its words alone do not say what it counts. Two figures belong together if they share a name. A
pair is found if both stand in one series that is found by likeness.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

from dalil.model import Figure
from dalil.series import series_keys

Line = dict[str, Any]


@dataclass
class PairScore:
    """Pairs in gold, pairs found, and pairs that are both."""

    gold: int = 0
    found: int = 0
    right: int = 0
    errors: list[tuple[str, Line, Line]] = field(default_factory=list)

    def ratios(self) -> dict[str, float]:
        """Precision and recall over pairs; 1 where there is nothing to divide by."""
        return {
            "precision": self.right / self.found if self.found else 1.0,
            "recall": self.right / self.gold if self.gold else 1.0,
        }


def keys_of(line: Line) -> set[object]:
    """The keys of the series in which a gold figure is found."""
    figure = Figure(
        value=Decimal(line["value"]),
        unit=line["unit"],
        of=line["of"],
        per=line["per"],
        place=line["place"],
        period=line["period"],
        change=line["change"],
    )
    found = series_keys(
        figure, line["lang"], sentence=line.get("sentence", ""), at=line.get("at", 0)
    )
    return {one.key for one in found if one.sure}


def score(lines: Sequence[Line]) -> PairScore:
    """Every pair of the lines, looked at once."""
    result = PairScore()
    keyed = [(line, set(line["series"].split()), keys_of(line)) for line in lines]
    for (one, named, keys), (other, also, others) in combinations(keyed, 2):
        together, joined = bool(named & also), bool(keys & others)
        result.gold += together
        result.found += joined
        result.right += together and joined
        if together != joined:
            result.errors.append(("missed" if together else "wrong", one, other))
    return result


def read(path: Path) -> list[Line]:
    """The lines of a gold file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def told(errors: Iterable[tuple[str, Line, Line]]) -> Iterable[str]:
    """The differences, one line each."""
    for kind, one, other in errors:
        yield f"{kind}: {one['series']} {one['of']!r} / {other['series']} {other['of']!r}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        outcome = score(read(Path(name)))
        print(name, {k: round(v, 4) for k, v in outcome.ratios().items()}, outcome.gold, "pairs")
        if "heldback" not in name:
            print("\n".join(f"  {line}" for line in told(outcome.errors)))
