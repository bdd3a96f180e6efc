"""A date that cannot be is no date; its entry is an entry all the same."""

from __future__ import annotations

import pytest

from dalil.sources import read_listing


@pytest.mark.parametrize("date", ["31.02.20", "00.08.20", "06.13.2020", "45.08.20"])
def test_the_entry_stays_and_has_no_date(date):
    page = (
        f"Headline One Is Longer Here\n\nAnna Ivanova {date}\n\nText with 12 people. (more…)\n\n"
        "Headline Two Is Longer Too\n\nMarat Omarov 06.08.20\n\nAnother text is here. (more…)\n"
    )
    one, two = read_listing(page).entries
    assert (one.headline, one.byline, one.published) == (
        "Headline One Is Longer Here",
        "Anna Ivanova",
        None,
    )
    assert one.truncated
    assert two.published.on == "2020-08-06"
