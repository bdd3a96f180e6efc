"""From figures to keys, and from claims to points: nothing is lost, nothing is counted twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.model import Claim, Figure
from dalil.series import Stretch, points_of, said_by, series_keys
from dalil.series.gather import chosen


def figure(**other):
    given = {
        "value": Decimal(88),
        "unit": "1",
        "of": "fires",
        "place": "Kazakhstan",
        "period": "2021",
    }
    return Figure(**{**given, **other})


def kinds(**other):
    return [one.key.kind for one in series_keys(figure(**other), "en")]


NO_SERIES = [
    {"period": None},
    {"period": "P9M"},
    {"period": "30000"},
    {"unit": "x"},
    {"unit": ""},
    {"of": None},
    {"of": "number of cases"},
    {"place": None},
    {"value": Decimal("1e30")},
    {"value": Decimal("NaN")},
    {"value": Decimal("Infinity")},
    {"value": (Decimal(1), Decimal("1e40"))},
]


@pytest.mark.parametrize("other", NO_SERIES)
def test_what_says_too_little_or_nonsense_is_in_no_series(other):
    assert kinds(**other) == []


def test_a_quarter_is_also_a_year_to_date():
    assert kinds(period="2021-01/2021-03") == ["quarter", "to date"]


def test_values_are_in_the_unit_of_the_series_and_falls_below_nought():
    (one,) = series_keys(figure(value=(Decimal(2), Decimal(3)), unit="km", of="new roads"), "en")
    assert (one.key.unit, one.low, one.high) == ("m", 2000, 3000)
    (one,) = series_keys(figure(value=(Decimal(2), Decimal(3)), unit="%", change="down"), "en")
    assert (one.key.change, one.low, one.high) == (True, -3, -2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("unit", "KZT"),
        ("per", "day"),
        ("change", "up"),
        ("place", "Almaty"),
        ("of", "forest fires"),
    ],
)
def test_each_of_these_makes_another_series(name, value):
    assert series_keys(figure(), "en")[0].key != series_keys(figure(**{name: value}), "en")[0].key


def test_without_a_place_the_article_s_country_is_said_to_be_no_more_than_that():
    (one,) = series_keys(figure(place=None), "en", country="KZ")
    assert one.key.place == "?KZ"
    assert one.key != series_keys(figure(), "en")[0].key


WHO = [
    (None, "media"),
    ("Ministry of Health", "official"),
    ("МВД РК", "official"),
    ("foundation “Umit”", "named"),
    ("experts", "other"),
]


@pytest.mark.parametrize(("attribution", "kind"), WHO)
def test_who_says_it(attribution, kind):
    assert said_by(attribution) == kind


# ── points ──

YEAR = Stretch("year", date(2021, 1, 1), date(2021, 12, 31))
NEXT = Stretch("year", date(2022, 1, 1), date(2022, 12, 31))


def claim(number=1, value=88, **other):
    given = {
        "finding_id": f"f{number}", "article_id": f"a{number}", "version_id": f"v{number}",
        "source_id": "gazette", "outlet": "Gazette", "exact": str(value), "sentence": "…",
        "language": "en", "published_on": None, "of": "fires", "place": "Kazakhstan",
        "period": "2021", "low": Decimal(value), "high": Decimal(value), "bound": "exact",
        "status": "actual", "attribution": None, "said_by": "media", "reason": "",
    }  # fmt: skip
    return Claim(**{**given, **other})


def test_a_copy_says_it_again_and_another_value_does_not():
    kin = {"a1": frozenset({"a2", "a3"}), "a2": frozenset({"a1"}), "a3": frozenset({"a1"})}
    (point,) = points_of([(YEAR, claim(1)), (YEAR, claim(2)), (YEAR, claim(3, 90))], kin=kin)
    assert [one.repeats for one in point.claims] == [None, "f1", None]
    assert (point.low, point.high, point.differs) == (88, 90, True)


def test_one_article_that_says_it_twice_is_one_claim_and_a_repetition():
    (point,) = points_of([(YEAR, claim(1)), (YEAR, claim(2, article_id="a1"))])
    assert [one.repeats for one in point.claims] == [None, "f1"]


def test_a_forecast_neither_widens_the_range_nor_stands_beside_a_fact():
    (point,) = points_of([(YEAR, claim(1)), (YEAR, claim(2, 300, status="forecast"))])
    assert (point.high, point.chosen.finding_id, point.differs) == (88, "f1", False)
    (point,) = points_of([(YEAR, claim(2, 300, status="forecast"))])
    assert point.high == 300


def test_a_source_that_came_in_later_is_marked_wherever_it_speaks():
    late = {"source_id": "herald"}
    points = points_of([(YEAR, claim(1)), (NEXT, claim(2)), (NEXT, claim(3, **late))])
    assert [[one.new_source for one in point.claims] for point in points] == [
        [False],
        [False, True],
    ]


RULES = [
    ("conservative", "f2"),
    ("latest", "f4"),
    ("official", "f3"),
    ("by hand", None),
]


@pytest.mark.parametrize(("rule", "stands"), RULES)
def test_which_claim_stands(rule, stands):
    claims = [
        claim(1, 90),
        claim(2, 80),
        claim(3, 95, said_by="official"),
        claim(4, 99),
        claim(5, 80, article_id="a4"),
    ]
    found = chosen(claims, rule)
    assert (found.finding_id if found else None) == stands


def test_by_hand_what_all_agree_on_stands_without_a_hand():
    assert chosen([claim(1), claim(2)], "by hand").finding_id == "f2"
    assert chosen([], "by hand") is None
    assert chosen([], "latest") is None


@given(
    st.lists(
        st.tuples(st.sampled_from([YEAR, NEXT]), st.integers(1, 5), st.integers(1, 9)), max_size=30
    )
)
def test_every_claim_is_in_one_point_and_points_are_in_order(drawn):
    claims = [
        (stretch, claim(n, value, article_id=f"a{article}"))
        for n, (stretch, article, value) in enumerate(drawn)
    ]
    points = points_of(claims)
    assert sorted(c.finding_id for p in points for c in p.claims) == sorted(
        c.finding_id for _, c in claims
    )
    assert [p.first_on for p in points] == sorted({s.first.isoformat() for s, _ in claims})
    for point in points:
        assert point.low <= point.chosen.low <= point.high
        assert point.claims[0].repeats is None
