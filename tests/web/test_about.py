"""What the room says of its own accuracy is what was measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dalil.web.pages.about import Change, accuracy, changes_of_method

FLOORS = Path(__file__).parents[2] / "gold" / "floors.json"


def test_no_more_is_claimed_than_was_measured() -> None:
    """It is written with the floors: scripts/gold.py --update."""
    floors = json.loads(FLOORS.read_text("utf-8"))
    assert {one["language"] for one in accuracy()} == {"en", "ru", "kk", "ky"}
    for one in accuracy():
        measured = floors[one["gold"]]["ratios"]
        for field, ratio in one["ratios"].items():
            assert ratio <= measured[field] + 0.0005, (one["gold"], field)


def test_the_page_has_a_row_a_language(client: Any) -> None:
    for language in ("en", "ru", "kk"):
        page = client.get("/about", accept_language=language).text
        assert page.count('<tr><th scope="row"') == 4


def test_methods_change_with_the_program() -> None:
    log = [
        ("2026-03-01", "added", "dalil 2"),
        ("2026-02-01", "added", "dalil 2"),
        ("2026-01-01", "added", "dalil 1"),
    ]
    assert changes_of_method(log) == [
        Change("2026-02-01", "dalil 2"),
        Change("2026-01-01", "dalil 1"),
    ]
    assert changes_of_method([]) == []
