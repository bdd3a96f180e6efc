"""What two printed values may really be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.model import Figure
from dalil.series.values import one_sided_apart, ratio, stated_range


def figure(value, bound="exact", unit="1"):
    if isinstance(value, tuple):
        return Figure(value=(Decimal(value[0]), Decimal(value[1])), unit=unit, bound="range")
    return Figure(value=Decimal(value), unit=unit, bound=bound)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (figure("84902"), figure("84900.0"), True),
        (figure("84902"), figure("85000", "about"), True),
        (figure("84902"), figure("71340"), False),
        (figure("14"), figure("41"), False),
        (figure("20"), figure("24"), False),
        (figure("11000", "min"), figure("11430"), True),
        (figure("11000", "min"), figure("6200"), False),
        (figure("40", "max"), figure("152"), False),
        (figure("40", "max"), figure("12"), True),
        (figure("40", "min"), figure("50", "max"), True),
        (figure("60", "min"), figure("50", "max"), False),
        (figure(("40", "60")), figure("52"), True),
        (figure(("40", "60")), figure("214"), False),
        (figure("9.8", unit="%"), figure("10", unit="%"), True),
        (figure("9.8", unit="%"), figure("9.6", unit="%"), False),
        (figure("30", "about", "%"), figure("29.8", unit="%"), True),
        (figure("0"), figure("0"), True),
    ],
)
def test_values_that_may_be_one(one, other, meet):
    assert stated_range(one).meets(stated_range(other)) is meet
    assert stated_range(other).meets(stated_range(one)) is meet


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_a_value_may_be_itself(value):
    for bound in ("exact", "about", "min", "max"):
        found = stated_range(Figure(value=value, unit="1", bound=bound))
        assert found.low <= value <= found.high


def test_nobody_says_more_than_a_thousand_of_a_million():
    assert one_sided_apart(figure("1000", "min"), figure("1000000"))
    assert not one_sided_apart(figure("1000", "min"), figure("1200"))


def test_how_many_times():
    assert ratio(figure("10"), figure("40")) == 4
    assert ratio(figure("0"), figure("40")) is None
