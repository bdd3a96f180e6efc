"""Dates, numbers and names as a reader of each language writes them."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.articles import dates
from dalil.model import ArticleChange, ChangeKind, Figure, Published
from dalil.web.words import LANGUAGES, VERDICTS, Words, wanted

EN, RU, KK = (Words.of(code) for code in LANGUAGES)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"value": Decimal(41), "unit": "1", "bound": "min"}, "≥41"),
        ({"value": Decimal("5232.50"), "unit": "1"}, "5,232.5"),
        ({"value": Decimal("33.33"), "unit": "%", "change": "down"}, "▼33.33%"),
        ({"value": (Decimal(30), Decimal(45)), "unit": "KZT", "bound": "range"}, "30–45 KZT"),
        ({"value": Decimal(14), "unit": "month", "bound": "about"}, "≈14 months"),
        ({"value": Decimal(1), "unit": "year"}, "1 year"),
        ({"value": Decimal(2), "unit": "x", "change": "up"}, "▲2×"),
        ({"value": Decimal(155), "unit": "rank"}, "№ 155"),
        ({"value": Decimal(-30), "unit": "°C"}, "-30°C"),
        ({"value": Decimal(400), "unit": "ha", "bound": "max"}, "≤400 ha"),
        ({"value": Decimal("2.5E+9"), "unit": "USD"}, "2,500,000,000 USD"),
    ],
)
def test_quantities(fields: dict[str, Any], shown: str) -> None:
    assert str(EN.quantity(Figure(**fields))).replace("\u202f", " ") == shown


def test_quantities_follow_the_locale() -> None:
    months = Figure(value=Decimal(24), unit="month")
    assert str(RU.quantity(months)).replace("\u00a0", " ") == "24 месяца"
    assert RU.number(Decimal("5232.5")) == "5\u00a0232,5"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_every_quantity_can_be_shown(value: Decimal) -> None:
    for words in (EN, RU, KK):
        for unit in ("1", "%", "year", "rank", "KZT"):
            assert str(words.quantity(Figure(value=value, unit=unit)))


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2020-08-06", "6 Aug 2020"),
        ("2020-08", "Aug 2020"),
        ("2020", "2020"),
        ("2020-01/2020-08", "Jan–Aug 2020"),
        ("2017/2019", "2017–2019"),
        ("2019/2020-08", "2019 – Aug 2020"),
        ("2017/..", "since 2017"),
        ("../2017", "until 2017"),
        ("2020-02-31", "2020-02-31"),
        ("soon", "soon"),
        ("2020-Q1", "2020-Q1"),
        ("P4Y", "4 years"),
        ("P1M", "1 month"),
        ("P4X", "P4X"),
    ],
)
def test_periods(iso: str, shown: str) -> None:
    assert EN.period(iso).replace("\u2009", "") == shown


@given(st.text(max_size=24))
def test_a_period_that_is_none_is_shown_as_it_is(text: str) -> None:
    for words in (EN, RU, KK):
        words.period(text)
        words.date(text)


def test_between_two_sightings() -> None:
    first, same_day, later = (
        datetime(2020, 8, *at, tzinfo=UTC) for at in ((6, 9), (6, 11), (9, 7))
    )
    assert EN.between(first, later) == "between 6 Aug 2020 and 9 Aug 2020"
    assert EN.between(first, same_day) == (
        "between 6 Aug 2020, 09:00 UTC and 6 Aug 2020, 11:00 UTC"
    )
    assert EN.between(None, later) == "9 Aug 2020, 07:00 UTC"
    assert EN.between(first, None) == "at an unknown time"


def test_what_changed_in_words() -> None:
    def told(*kinds: ChangeKind, figures: int = 0) -> str:
        change = ArticleChange(
            id="c",
            article_id="a",
            kinds=kinds,
            old_id="1",
            new_id="2",
            after=None,
            at=None,
            figures=(("14", "41"),) * figures,
        )
        return EN.changed(change)

    assert told("figure", "headline", figures=1) == "the headline and 1 figure"
    assert (
        told("headline", "wording", "cosmetic") == "the headline, the wording and signs and spaces"
    )


def test_verdicts_are_those_of_the_reader_of_dates() -> None:
    source = Path(dates.__file__).read_text("utf-8")
    for verdict in VERDICTS:
        said = verdict.partition("later than ")[2] or verdict
        assert f"{said}" in source, verdict
        assert RU.verdict(verdict) != verdict
    assert EN.verdict("another one comes first: url") == "another one comes first: from the address"
    assert RU.verdict("something else: x") == "something else: x"


def test_how_a_date_is_known() -> None:
    day = Published(on="2020-08-06", precision="day", origin="byline")
    minute = Published(
        on="2020-08-06", precision="minute", origin="markup", at="2020-08-06T14:05:00+06:00"
    )
    assert EN.how_dated(day) == "from the byline, exact to the day"
    assert EN.published(minute) == "6 Aug 2020, 14:05"
    assert EN.published(None) == "undated"


def test_times_of_collection_are_in_utc() -> None:
    assert EN.moment(datetime(2020, 8, 7, 10, 0, tzinfo=UTC)) == "7 Aug 2020, 10:00 UTC"


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "code"),
    [
        ("kk", "ru", "en", "kk"),
        (None, "ru", "en", "ru"),
        ("xx", "yy", "de-DE, ru;q=0.8, en;q=0.7", "ru"),
        (None, None, "ru;q=0, en;q=0.1", "en"),
        (None, None, "fr;q=x,,;q=", "en"),
        (None, None, None, "en"),
    ],
)
def test_the_language_of_the_interface(
    asked: str | None, kept: str | None, accepted: str | None, code: str
) -> None:
    assert wanted(asked, kept, accepted) == code


@given(st.text(max_size=60))
def test_no_header_breaks_the_choice(header: str) -> None:
    assert wanted(header, header, header) in LANGUAGES
