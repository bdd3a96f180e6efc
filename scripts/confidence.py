"""Learn the weights of ``confidence.json`` from gold, and say how well they are calibrated.

usage: scripts/confidence.py TRAIN.jsonl … [--test TEST.jsonl …] [--write]

The gold must be text that no rule was written on: on other text the finder makes fewer errors than
it will elsewhere, and the confidence comes out too high. Prints a reliability table of the training
files by cross-validation (passages left out in turn), and one of the test files, which are never
used to learn. With ``--write``, the weights go to ``src/dalil/findings/figures/confidence.json``.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "gold"))

from score import _match, wrong_fields  # noqa: E402

from dalil.export.gold import gold_line  # noqa: E402
from dalil.findings.figures import confidence, find  # noqa: E402

WEIGHTS = ROOT / "src/dalil/findings/figures/confidence.json"
FOLDS = 10
PENALTIES = (1.0, 2.0, 4.0, 8.0, 16.0)
RAREST = 8  #   a trait that fewer figures have is not learnt
BINS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


class Row(NamedTuple):
    """One figure that was found: where, its traits, and whether all of its row is right."""

    language: str
    passage: str
    traits: frozenset[str]
    right: bool


def rows_of(path: Path) -> list[Row]:
    """Find in every passage and compare with its gold."""
    rows: list[Row] = []
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            rows += _rows_of_passage(json.loads(line))
    return rows


def _rows_of_passage(passage: dict) -> list[Row]:
    noted: dict[int, frozenset[str]] = {}

    def note(q, sentence):
        noted[sentence.chars(q.i, q.j).start] = frozenset(confidence.traits(q, sentence))
        return 0.5, ()

    find.assess, before = note, find.assess
    try:
        found = find.find_figures(
            passage["text"], language=passage["lang"], published=passage["published"]
        )
    finally:
        find.assess = before
    guess = gold_line(passage["id"], passage["lang"], passage["published"], passage["text"], found)[
        "figures"
    ]
    right = {
        j
        for i, j in _match(passage["figures"], guess)
        if not wrong_fields(passage["figures"][i], guess[j])
    }
    return [
        Row(passage["lang"], passage["id"], noted[one["start"]], j in right)
        for j, one in enumerate(guess)
    ]


# ── learning: logistic regression by Newton's method ──


def logistic(x: float) -> float:
    """The probability of a log-odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))


def learn(rows: list[Row], names: list[str], penalty: float) -> list[float]:
    """Base and weights, none above zero: a trait may cost confidence, never give it.

    So a reason always means what it says; and a trait that only seems to help, because another one
    comes with it, is left out instead of being set against that one.
    """
    kept = list(names)
    while True:
        weights = fit(rows, kept, penalty)
        good = {name for name, weight in zip(kept, weights[1:], strict=True) if weight > 0}
        if not good:
            known = dict(zip(kept, weights[1:], strict=True))
            return [weights[0], *(known.get(name, 0.0) for name in names)]
        kept = [name for name in kept if name not in good]


def fit(rows: list[Row], names: list[str], penalty: float) -> list[float]:
    """Base and weights that make the rows likeliest, large weights being held down."""
    places = [[0, *(1 + names.index(t) for t in row.traits if t in names)] for row in rows]
    weights = [0.0] * (len(names) + 1)
    for _ in range(12):
        slope = [0.0] + [-penalty * w for w in weights[1:]]
        bend = [[0.0] * len(weights) for _ in weights]
        for k in range(1, len(weights)):
            bend[k][k] = penalty
        for row, at in zip(rows, places, strict=True):
            p = logistic(sum(weights[k] for k in at))
            for k in at:
                slope[k] += row.right - p
                for m in at:
                    bend[k][m] += p * (1 - p)
        weights = [w + step for w, step in zip(weights, _solved(bend, slope), strict=True)]
    return weights


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination; the matrix is positive definite."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for k, pivot in enumerate(rows):
        for other in rows[k + 1 :]:
            factor = other[k] / pivot[k]
            for m in range(k, len(pivot)):
                other[m] -= factor * pivot[m]
    out = [0.0] * len(rows)
    for k in range(len(rows) - 1, -1, -1):
        known = sum(rows[k][m] * out[m] for m in range(k + 1, len(rows)))
        out[k] = (rows[k][-1] - known) / rows[k][k]
    return out


def score(weights: list[float], names: list[str], row: Row) -> float:
    """Log-odds of a row before calibration."""
    return weights[0] + sum(
        w for w, name in zip(weights[1:], names, strict=True) if name in row.traits
    )


def left_out(rows: list[Row], names: list[str], penalty: float) -> list[float]:
    """Each row's score from weights that were learnt without its passage."""
    passages = sorted({row.passage for row in rows})
    fold = {name: k % FOLDS for k, name in enumerate(passages)}
    out = [0.0] * len(rows)
    for k in range(FOLDS):
        weights = learn([row for row in rows if fold[row.passage] != k], names, penalty)
        for at, row in enumerate(rows):
            if fold[row.passage] == k:
                out[at] = score(weights, names, row)
    return out


def calibrated(scores: list[float], rows: list[Row]) -> tuple[float, float]:
    """Platt's slope and shift: what left-out scores must be stretched by to be probabilities."""
    slope, shift = 1.0, 0.0
    for _ in range(30):
        g0 = g1 = h00 = h01 = h11 = 1e-9
        for x, row in zip(scores, rows, strict=True):
            p = logistic(slope * x + shift)
            v = p * (1 - p)
            g0 += (row.right - p) * x
            g1 += row.right - p
            h00 += v * x * x
            h01 += v * x
            h11 += v
        det = h00 * h11 - h01 * h01
        slope += (h11 * g0 - h01 * g1) / det
        shift += (h00 * g1 - h01 * g0) / det
    return slope, shift


# ── telling ──


def loss(probabilities: list[float], rows: list[Row]) -> float:
    """Mean negative log-likelihood: less is better."""
    terms = (
        math.log(max(1e-9, p if row.right else 1 - p))
        for p, row in zip(probabilities, rows, strict=True)
    )
    return -sum(terms) / len(rows)


def tell(title: str, probabilities: list[float], rows: list[Row]) -> None:
    """A reliability table: what was said, and how often it was so."""
    n, right = len(rows), sum(row.right for row in rows)
    brier = sum((p - row.right) ** 2 for p, row in zip(probabilities, rows, strict=True)) / n
    base = right / n
    print(
        f"\n{title}: {n} figures, {base:.3f} of the rows right, said {sum(probabilities) / n:.3f}"
    )
    print(
        f"Brier {brier:.3f} (always {base:.2f}: {base * (1 - base):.3f}), AUC {auc(probabilities, rows):.3f}"
    )
    print("| said | figures | mean said | right |\n| --- | --- | --- | --- |")
    gap = 0.0
    for low, high in itertools.pairwise(BINS):
        inside = [(p, r.right) for p, r in zip(probabilities, rows, strict=True) if low <= p < high]
        if inside:
            said = sum(p for p, _ in inside) / len(inside)
            so = sum(r for _, r in inside) / len(inside)
            gap += abs(said - so) * len(inside) / n
            print(f"| {low:.1f}–{min(high, 1):.1f} | {len(inside)} | {said:.2f} | {so:.2f} |")
    print(f"expected calibration error {gap:.3f}")


def auc(probabilities: list[float], rows: list[Row]) -> float:
    """How often a right row is said to be surer than a wrong one."""
    good = [p for p, row in zip(probabilities, rows, strict=True) if row.right]
    bad = [p for p, row in zip(probabilities, rows, strict=True) if not row.right]
    wins = sum((g > b) + (g == b) / 2 for g in good for b in bad)
    return wins / max(1, len(good) * len(bad))


def main() -> None:
    """Learn, tell, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train", nargs="+", type=Path)
    parser.add_argument("--test", nargs="*", type=Path, default=[])
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    rows = [row for path in arguments.train for row in rows_of(path)]
    had = Counter(trait for row in rows for trait in row.traits)
    names = [name for name in confidence.TRAITS if had[name] >= RAREST]
    tried = {penalty: left_out(rows, names, penalty) for penalty in PENALTIES}
    penalty = min(tried, key=lambda one: loss([logistic(x) for x in tried[one]], rows))
    slope, shift = calibrated(tried[penalty], rows)
    tell(
        f"left out in turn (penalty {penalty:g})",
        [logistic(slope * x + shift) for x in tried[penalty]],
        rows,
    )
    learnt = learn(rows, names, penalty)
    for weight, name in sorted(zip(learnt[1:], names, strict=True)):
        print(f"{weight:+.2f}  {name} ({had[name]})")
    tests = [row for path in arguments.test for row in rows_of(path)]
    if tests:
        said = [logistic(slope * score(learnt, names, row) + shift) for row in tests]
        tell("test files", said, tests)
        for language in sorted({row.language for row in tests}):
            chosen = [k for k, row in enumerate(tests) if row.language == language]
            tell(f"test files, {language}", [said[k] for k in chosen], [tests[k] for k in chosen])
    if arguments.write:
        weights = {
            "base": round(learnt[0], 4),
            "traits": {n: round(w, 4) for n, w in zip(names, learnt[1:], strict=True) if w},
            "slope": round(slope, 4),
            "shift": round(shift, 4),
        }
        made = {"figures": len(rows), "right": sum(r.right for r in rows), "weights": weights}
        WEIGHTS.write_text(json.dumps(made, indent=1) + "\n", "utf-8")
        print(f"\nwritten: {WEIGHTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
