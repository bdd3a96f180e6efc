"""Figures that count one thing come together, and no others: measured on invented ones."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

GOLD = Path(__file__).parents[2] / "gold"
sys.path.insert(0, str(GOLD))

import score_series  # noqa: E402

FLOORS = json.loads((GOLD / "floors.json").read_text("utf-8"))


@pytest.mark.parametrize("name", ["series.jsonl", "series.heldback.jsonl"])
def test_pairs_of_figures(name):
    ratios = score_series.score(score_series.read(GOLD / name)).ratios()
    assert ratios["precision"] >= 0.95
    assert ratios["recall"] >= 0.80
    for ratio, floor in FLOORS[name]["ratios"].items():
        assert ratios[ratio] >= floor - 0.0005
