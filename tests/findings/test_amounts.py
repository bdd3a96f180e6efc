"""Amounts as people write them: spoken change, units in brackets, fractions, words for two units."""

from __future__ import annotations

import pytest

from dalil.findings import find_figures


def amounts(text: str) -> list[tuple[str, str, str]]:
    found = find_figures(text, language="en", published="2021-05-05")
    return [(f.span.of(text), str(f.value.value), f.value.unit) for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what follows a currency
        ("The ticket cost 15 dollars 50.", ("15 dollars 50", "15.5", "USD")),
        ("A lunch cost seven euros thirty.", ("seven euros thirty", "7.3", "EUR")),
        ("The firm lost 75 USD million.", ("75 USD million", "75000000", "USD")),
        ("The firm lost 30 MUSD last year.", ("30 MUSD", "30000000", "USD")),
        ("They asked for 40 lakh rupees.", ("40 lakh rupees", "4000000", "INR")),
        # units
        ("The parcel weighed 20 (kg).", ("20 (kg)", "20", "kg")),
        ("The wall is 1.8m tall.", ("1.8m", "1.8", "m")),
        ("The road is 10 1/2 miles long.", ("10 1/2 miles", "10.5", "mi")),
        ("The track is 1/4 mile long.", ("1/4 mile", "0.25", "mi")),
        ("Divers found a 3-foot pipe.", ("3-foot", "3", "ft")),
        # words for two units
        ("The melon weighed 25 pounds.", ("25 pounds", "25", "lb")),
        ("The melon cost 25 pounds.", ("25 pounds", "25", "GBP")),
        ("It owns land of 361 million pounds.", ("361 million pounds", "361000000", "GBP")),
        ("It was 30 degrees in Osh.", ("30 degrees", "30", "°C")),
        ("The tower was turned by 30 degrees.", ("30 degrees", "30", "°")),
    ],
)
def test_one_amount(text: str, expected: tuple[str, str, str]) -> None:
    assert amounts(text) == [expected]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It cost 15 dollars, 50 people came.", ["15", "50"]),  # no change
        ("It cost 15 dollars and 50 people came.", ["15", "50"]),
        ("He paid $5 $7 and $9.", ["5", "7", "9"]),
        ("She had a $10 note and 2 $5 notes.", ["10", "2", "5"]),
        ("The company earned 12m in fees.", ["12000000"]),  # no metre
    ],
)
def test_amounts_side_by_side(text: str, values: list[str]) -> None:
    assert [value for _, value, _ in amounts(text)] == values


@pytest.mark.parametrize(
    "text", ["Box 24703L202 was lost.", "It was unit scp2-173m.", "File 7m212."]
)
def test_no_amount(text: str) -> None:
    assert amounts(text) == []


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("The ministry counted 3,000 virus infected patients.", "virus infected patients"),
        ("The ministry sold 14 state owned firms.", "state owned firms"),
        ("They saw 200 women chased dogs.", "women"),
        ("Grain exports fell by 12 million tonnes.", "Grain exports"),
        ("Osh: Only 12% of Court Cases on Theft Result in Fines", "Court Cases on Theft"),
    ],
)
def test_what_is_counted_ends_where_the_phrase_does(text: str, of: str) -> None:
    (found,) = find_figures(text, language="en", published="2021-05-05")
    assert found.value.of == of


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Of the 37 cases, 12 were in Almaty.", [None, "Almaty"]),
        ("Police saw 37 fires; of these, 12 were in Almaty.", [None, "Almaty"]),
        ("Police saw 37 fires in Almaty; of these, 12 were deadly.", ["Almaty", "Almaty"]),
    ],
)
def test_the_place_of_a_part_is_not_that_of_the_whole(text: str, places: list[str | None]) -> None:
    assert [f.value.place for f in find_figures(text, language="en")] == places
