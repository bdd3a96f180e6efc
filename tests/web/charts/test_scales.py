"""Axes hold what they are made for, and their lines are few and round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.periods import stretch
from dalil.web.charts.scales import MOST_NAMES, time_axis, value_axis

NUMBERS = st.floats(-1e15, 1e15, allow_nan=False)


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([3, 97], (0, 20, 40, 60, 80, 100)),
        ([41], (0, 10, 20, 30, 40, 50)),
        ([980, 1000], (980, 985, 990, 995, 1000)),
        ([-7, 12], (-10, -5, 0, 5, 10, 15)),
        ([0], (0, 0.2, 0.4, 0.6, 0.8, 1)),
        ([3, 391_000], (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)),
        ([0, 3, 391_000], (0, 1, 100, 10_000, 1_000_000)),
    ],
)
def test_lines_are_round(values: list[float], ticks: tuple[float, ...]) -> None:
    assert value_axis(values).ticks == pytest.approx(ticks)


@given(st.lists(NUMBERS, min_size=1, max_size=30))
def test_every_value_lies_on_its_axis(values: list[float]) -> None:
    axis = value_axis(values)
    assert all(-1e-9 <= axis.at(value) <= 1 + 1e-9 for value in values)
    assert len(axis.ticks) <= 9
    ordered = sorted(values)
    places = [axis.at(value) for value in ordered]
    assert places == sorted(places)


@given(st.lists(st.integers(1, 9998), min_size=1, max_size=8))
def test_every_year_lies_on_its_axis(years: list[int]) -> None:
    times = [found for found in (stretch(f"{year:04}") for year in years) if found]
    axis = time_axis(times)
    assert all(0 <= axis.at(edge) <= 1 for time in times for edge in (time.start, time.end))
    assert 1 <= len(axis.ticks) <= MOST_NAMES + 1 or max(years) - min(years) > 9000


def test_units_follow_the_length() -> None:
    def unit(*periods: str) -> str:
        return time_axis([found for found in map(stretch, periods) if found]).unit

    assert unit("2015", "2020") == "year"
    assert unit("2020-01", "2020-12") == "month"
    assert unit("2020-01-03", "2020-01-20") == "day"
    assert time_axis([]).ticks
