"""Units, periods and places that may stand side by side, and those that may not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.series.align import place_key, stretches, unit_of

PERIODS = [
    ("2023-07-14", "actual", ["day"]),
    ("2023-07", "actual", ["month"]),
    ("2023-W07", "actual", ["week"]),
    ("2023", "actual", ["year"]),
    ("2019/2022", "actual", ["years"]),
    ("2023-01/2023-03", "actual", ["quarter", "to date"]),
    ("2023-04/2023-06", "actual", ["quarter"]),
    ("2023-01/2023-06", "actual", ["half", "to date"]),
    ("2023-07/2023-12", "actual", ["half"]),
    ("2023-01/2023-07", "actual", ["to date"]),
    ("2023-01-01/2023-04-05", "actual", ["to date"]),
    ("2023-01/2023-12", "actual", ["year"]),
    ("2023-01-01/2023-12-31", "actual", ["year"]),
    ("2023-02/2023-05", "actual", ["stretch"]),
    ("2021-12/2022-02", "actual", ["stretch"]),
    ("2021-05-01/..", "actual", ["since"]),
    ("2024-12-31", "actual", ["day"]),
    ("2024-12-31", "plan", ["year"]),  # "by the end of 2024"
    ("P9M", "actual", []),
    ("P10Y", "actual", []),
    ("../2020", "actual", []),
    ("2023-13", "actual", []),
    ("2023-02-30", "actual", []),
    ("0007", "actual", []),
    ("9999", "actual", []),
    ("2023/2019", "actual", []),
    ("", "actual", []),
    (None, "actual", []),
]


@pytest.mark.parametrize(("iso", "status", "kinds"), PERIODS)
def test_kinds_of_period(iso, status, kinds):
    assert [one.kind for one in stretches(iso, status)] == kinds


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_none(iso):
    for one in stretches(iso):
        assert one.first <= one.last


def test_units_of_one_kind_are_converted():
    assert unit_of("km") == ("m", Decimal(1000))
    assert unit_of("t") == ("kg", Decimal(1000))
    assert unit_of("ha") == ("m2", Decimal(10000))
    assert unit_of("hour") == ("minute", Decimal(60))
    assert unit_of("year") == ("month", Decimal(12))
    assert unit_of("1") == ("1", Decimal(1))


def test_currencies_and_shares_stay_what_they_are():
    assert unit_of("KZT") != unit_of("USD")
    assert unit_of("%") != unit_of("pp")
    assert unit_of("x") is None


PLACES = [
    (("Kazakhstan", "en"), ("Казахстане", "ru"), True),
    (("Kazakhstan", "en"), ("Қазақстанда", "kk"), True),
    (("Kazakhstan", "en"), ("Almaty", "en"), False),
    (("Almaty", "en"), ("Almaty region", "en"), False),
    (("Карагандинской области", "ru"), ("Карагандинская область", "ru"), True),
    (("Ақтауда", "kk"), ("Ақтаудың", "kk"), True),
    (("РК", "ru"), ("Казахстан", "ru"), True),
]


@pytest.mark.parametrize(("one", "other", "same"), PLACES)
def test_places(one, other, same):
    assert (place_key(*one) == place_key(*other)) is same


def test_a_place_that_is_not_stated_is_told_apart_from_one_that_is():
    assert place_key(None, "en", "KZ") == "?KZ"
    assert place_key(None, "en") == ""
    assert place_key(" ", "en", "KZ") == "?KZ"
