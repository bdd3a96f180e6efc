"""Plain-text listings: blank lines that lie, meta lines of many kinds, menus and footers around."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dalil.sources import read_listing

SEED_LIKE = """Why the Last Well of Koksu Ran Dry and Who Knew About It?

Aizhan Toleu 14.06.21

In 2019, the pump was sold. According to the public fund “Su.kz” (“Water” – tr.), 120 families, 4 schools and 2 hospitals depend on it. (more…)

Koksu: Only 39% of Wells Were Ever Tested

The number of wells without a test is growing every year in the district.


“Free” Buses for Pupils: Will Be or Won’t Be

STEPPE.info 28.05.21

The district suspended the buses despite the promise\u00a0of the akim to pupils.


A Museum Under Plastic\u00a0

Gulnar Bek 24.05.21

«The roof has leaked since 2011,» the keeper told STEPPE.info.
Teachers Wait: The Money Is Only on Paper

Marat Ilyasov 20.05.21
The department promises the money. Today, there are over 300 teachers without pay. (more…)
"""


def test_entries_with_and_without_byline_and_unreliable_blank_lines() -> None:
    entries = read_listing(SEED_LIKE).entries
    assert [(e.byline, e.published.on if e.published else None, e.truncated) for e in entries] == [
        ("Aizhan Toleu", "2021-06-14", True),
        (None, None, False),
        ("STEPPE.info", "2021-05-28", False),
        ("Gulnar Bek", "2021-05-24", False),
        ("Marat Ilyasov", "2021-05-20", True),
    ]
    assert entries[0].teaser is not None
    assert entries[0].teaser.endswith("depend on it.")
    assert "– tr.)" in entries[0].teaser
    assert entries[3].headline == "A Museum Under Plastic"


@pytest.mark.parametrize(
    "meta",
    [
        "By Aizhan Toleu | 14.06.21 | Koksu",
        "14 June 2021 by Aizhan Toleu",
        "Posted on June 14, 2021 by Aizhan Toleu",
        "Автор: Aizhan Toleu, 14 июня 2021",
        "Aizhan Toleu\n14.06.2021",
        "Aizhan Toleu, 14 маусым 2021",
    ],
)
def test_lines_of_byline_and_date(meta: str) -> None:
    text = "Menu\nHome About Contacts\n\nArchive\n\n" + "\n\n".join(
        f"{headline}\n{meta}\n{teaser} (more…)"
        for headline, teaser in [
            (
                "Border guards sent 21 lorries back",
                "Drivers waited for up to 70 hours at the crossing.",
            ),
            ("Tap water for six hours a day", "The utility blames the heat and its pumps."),
            ("Court: blogger owes the hospital money", "The sum covers the damage of a video."),
        ]
    )
    entries = read_listing(text).entries
    assert [entry.headline for entry in entries][-1] == "Court: blogger owes the hospital money"
    assert len(entries) == 3
    assert {(entry.byline, entry.published.on) for entry in entries} == {
        ("Aizhan Toleu", "2021-06-14")
    }
    assert all(entry.truncated for entry in entries)


def test_dates_above_the_headlines() -> None:
    text = "\n\n".join(
        f"{day}.06.2021\n{headline}\n{teaser}"
        for day, headline, teaser in [
            (
                "14",
                "Border guards sent 21 lorries back",
                "Drivers waited for up to 70 hours at the crossing.",
            ),
            ("11", "Tap water for six hours a day", "The utility blames the heat and its pumps."),
            (
                "09",
                "Court: blogger owes the hospital money",
                "The sum covers the damage of a video.",
            ),
        ]
    )
    entries = read_listing(text).entries
    assert [entry.published.on for entry in entries] == ["2021-06-14", "2021-06-11", "2021-06-09"]
    assert entries[1].teaser == "The utility blames the heat and its pumps."


def test_what_follows_the_list_is_no_entry() -> None:
    tail = "\n« Older entries\n\nRecent comments\nTimur on Tap water for six hours a day\nAnonymous on Court\n\n© 2021 Koksu Desk. All rights reserved."
    text = "\n\n".join(
        f"{headline}\nBy Anna Kim | 0{n}.06.21\n{teaser} (more…)"
        for n, (headline, teaser) in enumerate(
            [
                ("Border guards sent 21 lorries back", "Drivers waited for up to 70 hours."),
                ("Tap water for six hours a day", "The utility blames the heat and its pumps."),
                ("Court: blogger owes the hospital money", "The sum covers the damage of a video."),
            ],
            1,
        )
    )
    assert len(read_listing(text + tail).entries) == 3


def test_a_slider_above_the_list_says_its_headlines_twice() -> None:
    days = [f"{n} days ago" for n in range(2, 6)]
    heads = [f"The bridge of village number {n} is closed again" for n in range(4)]
    slider = "\n\n".join(
        f"{head}\n\nDrivers go the long way round, they say." for head in heads[:3]
    )
    rows = zip(heads, days, strict=True)
    whole = "\n\n".join(f"{head}\n\n{day}\n\nDrivers go the long way round." for head, day in rows)
    listing = read_listing(
        f"Menu\nHome\n\n{slider}\n\nAn older one that stands here alone\n\nIt is told in a sentence.\n\n{whole}\n",
        captured_at=datetime(2021, 6, 20, 12, tzinfo=UTC),
    )
    assert [entry.headline for entry in listing.entries] == heads
