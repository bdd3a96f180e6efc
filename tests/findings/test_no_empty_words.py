"""A field of words is text or nothing, never an empty string."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dalil.findings import find_figures

GOLD = Path(__file__).resolve().parents[2] / "gold"
sys.path.insert(0, str(GOLD))

from notation import read_cases  # noqa: E402

_WORDS = ("of", "per", "place", "period", "attribution")


@pytest.mark.parametrize("path", sorted((GOLD / "cases").glob("*.cases")), ids=lambda p: p.stem)
def test_no_field_is_an_empty_string(path):
    for case in read_cases(path):
        for found in find_figures(case["text"], language=case["lang"], published=case["published"]):
            empty = [name for name in _WORDS if getattr(found.value, name) == ""]
            assert not empty, (case["text"], empty)


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("PISA-2018 зерттеуінде оқушылар 390 балл жинады.", "PISA-2018 зерттеуінде"),
        ("Қазақстан индексінде ел 12-орынға түсті.", "индексінде"),
        ("2020 жылғы рейтингте қала 5-орында қалды.", "рейтингте"),
    ],
)
def test_a_rank_behind_a_name_or_a_time_is_of_the_ranking(text, of):
    (found,) = find_figures(text, language="kk")
    assert found.value.of == of
