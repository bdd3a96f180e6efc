"""Where periods lie in time, and which of them may be joined."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.periods import Stretch, stretch

CASES = (
    ("2020", "year", "2020-01-01", "2021-01-01"),
    ("2020-02", "month", "2020-02-01", "2020-03-01"),
    ("2020-08-06", "day", "2020-08-06", "2020-08-07"),
    ("2020-01-01", "day", "2020-01-01", "2020-01-02"),
    ("2020-01/2020-08", "to date", "2020-01-01", "2020-09-01"),
    ("2020-01-01/2020-08-06", "to date", "2020-01-01", "2020-08-07"),
    ("2020-01/2020-12", "year", "2020-01-01", "2021-01-01"),
    ("2020-01/2020-01", "month", "2020-01-01", "2020-02-01"),
    ("2019-09/2020-05", "span", "2019-09-01", "2020-06-01"),
    ("2020-W14", "span", "2020-03-30", "2020-04-06"),
    ("2015/2019", "span", "2015-01-01", "2020-01-01"),
    ("2017-07-01/..", "since", "2017-07-01", "2017-07-01"),
    ("../2019", "until", "2020-01-01", "2020-01-01"),
)


@pytest.mark.parametrize(("period", "length", "start", "end"), CASES)
def test_a_period_has_its_place(period: str, length: str, start: str, end: str) -> None:
    days = (float(date.fromisoformat(one).toordinal()) for one in (start, end))
    assert stretch(period) == Stretch(*days, length)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "period", ["P3D", "", None, "2020-13", "spring", "2021/2020", "../..", "0000", "2020-W60"]
)
def test_what_names_no_time_has_none(period: str | None) -> None:
    assert stretch(period) is None


@given(
    st.text(max_size=30) | st.from_regex(r"\d{4}(-\d\d)?(-\d\d)?(/\d{4}(-\d\d)?)?", fullmatch=True)
)
def test_nothing_breaks_it(period: str) -> None:
    found = stretch(period)
    assert found is None or found.start <= found.middle <= found.end


def test_a_year_so_far_is_never_joined_with_a_year_or_with_other_months() -> None:
    sorts = ["2019", "2020", "2020-01/2020-08", "2019-01/2019-08", "2020-01/2020-06", "2020-08"]
    joined = [found.sort for found in map(stretch, sorts) if found]
    assert joined[0] == joined[1]
    assert joined[2] == joined[3]
    assert len(set(joined)) == 4
