"""Findings as gold lines."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from dalil.export.gold import gold_line
from dalil.model import Figure, Finding, Span


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal(14), 14),
        (Decimal("2.5E+3"), 2500),
        (Decimal("12.5"), 12.5),
        ((Decimal(30), Decimal("40.5")), [30, 40.5]),
        (Decimal(-30), -30),
    ],
)
def test_values(value, expected):
    finding = Finding(
        kind="figure",
        span=Span(0, 2),
        context=Span(0, 9),
        value=Figure(value=value, unit="1", of="wells"),
    )
    line = gold_line("a", "en", None, "14 wells.", [finding])
    (figure,) = json.loads(json.dumps(line))["figures"]
    assert figure["value"] == expected
    assert (figure["start"], figure["end"], figure["of"], figure["per"]) == (0, 2, "wells", None)
    assert len(figure) == 12
