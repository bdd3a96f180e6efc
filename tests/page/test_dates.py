"""Dates as pages print them; none is invented."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.lang.calendar import OWN, months_file
from dalil.page.dates import find_date, is_date, read_date, slash_habit

CAPTURED = datetime.fromisoformat("2020-08-06T21:30:00+06:00")
EXAMPLES = [(code, row) for code in OWN for row in months_file(code)["examples"]]
FORMS = [
    (code, number, form)
    for code in OWN
    for number, forms in enumerate(months_file(code)["months"], 1)
    for form in forms
]


@pytest.mark.parametrize(("code", "row"), EXAMPLES, ids=lambda value: str(value)[:40])
@pytest.mark.parametrize("told", [True, False])
def test_examples(code: str, row: dict[str, str], told: bool) -> None:
    date = read_date(
        row["text"], origin="byline", captured_at=CAPTURED, language=code if told else None
    )
    assert date is not None
    assert (date.on, date.at) == (row["on"], row.get("at"))


@pytest.mark.parametrize(("code", "number", "form"), FORMS)
def test_every_form_of_a_month(code: str, number: int, form: str) -> None:
    date = read_date(f"6 {form} 2019", origin="byline", language=code)
    assert date is not None
    assert date.on == f"2019-{number:02}-06"


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("06.08.20", "2020-08-06"),
        ("6. 8. 2020", "2020-08-06"),
        ("2020/8/6", "2020-08-06"),
        ("2020-08-06T10:00:00Z", "2020-08-06"),
        ("Thu, 06 Aug 2020 14:22:00 GMT", "2020-08-06"),
        ("2020年8月6日", "2020-08-06"),
        ("জুন ৩, ২০১৩", "2013-06-03"),
        ("٠٦/٠٨/٢٠٢٠", "2020-08-06"),
        ("10 marzo 2016 23:37", "2016-03-10"),
        ("6 août 2020", "2020-08-06"),
        ("6-Aug-20", "2020-08-06"),
        ("August 2020", "2020-08"),
        ("vor 3 Tagen", "2020-08-03"),
    ],
)
def test_cells(text: str, on: str) -> None:
    date = read_date(text, origin="byline", captured_at=CAPTURED)
    assert date is not None
    assert date.on == on


@pytest.mark.parametrize(
    "text",
    ["31.02.20", "06.08.21", "8 August 2020", "32 May 2020", "00.00.00", "1.2.3", "7.0.1", "10 out of 2016", "12:30", "Society", "", "may", "Шілдеде 1 140 адам", "24/7", "tomorrow", "99 years ago last week of it all"],
)  # fmt: skip
def test_no_dates(text: str) -> None:
    assert read_date(text, origin="byline", captured_at=CAPTURED) is None


@pytest.mark.parametrize(
    "text", ["2 days ago", "вчера", "кеше", "7 March", "an hour ago", "vor 3 Tagen"]
)
def test_without_a_capture_nothing_can_be_counted(text: str) -> None:
    assert read_date(text, origin="byline") is None


def test_hours_ago_say_no_day_when_only_the_day_of_the_capture_is_known() -> None:
    bare_day = datetime.fromisoformat("2020-08-06")
    assert read_date("10 hours ago", origin="byline", captured_at=bare_day) is None
    assert read_date("2 days ago", origin="byline", captured_at=bare_day).on == "2020-08-04"


def test_a_date_in_a_line() -> None:
    line = "By Ruslan Omarov | 06.08.20 | Kazakhstan"
    found = find_date(line, origin="byline")
    assert found is not None
    assert (line[found.start : found.end], found.published.on) == ("06.08.20", "2020-08-06")


def test_the_day_of_a_change_comes_last() -> None:
    found = find_date("Updated 5 Aug 2020, published 3 Aug 2020", origin="byline")
    assert found is not None
    assert found.published.on == "2020-08-03"


def test_slashes() -> None:
    assert slash_habit(["03/04/2020", "25/04/2020"]) is True
    assert slash_habit(["03/04/2020", "04/25/2020"]) is False
    assert slash_habit(["03/04/2020"]) is None
    assert read_date("03/04/2020", origin="byline", day_first=False).on == "2020-03-04"
    assert read_date("03/04/2020", origin="byline", day_first=True).on == "2020-04-03"
    assert read_date("03/04/2020", origin="byline", language="en-US").on == "2020-03-04"


@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2049, 12, 31)))
def test_what_is_printed_reads_back(day: date) -> None:
    for pattern in ("%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%Y/%m/%d"):
        found = read_date(day.strftime(pattern), origin="byline")
        assert found is not None
        assert found.on == day.isoformat()


@given(st.text(max_size=90))
def test_any_text_is_a_date_or_none(text: str) -> None:
    is_date(text)
    found = find_date(text, origin="byline", captured_at=CAPTURED, whole=True)
    assert found is None or 0 <= found.start < found.end <= len(text)
