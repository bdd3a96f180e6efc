"""When an article was published: what its markup says, in the light of what readers see."""

from datetime import UTC, datetime

import pytest

from dalil.articles import read_article
from dalil.model import Published

BODY = (
    "<p>The council of Zhetiken paid for four wells this spring, and the work went on until the "
    "first snow came. Two of the wells stand in the old town, one beside the school, and the last "
    "one where the road to the lake begins.</p><p>The mayor said that water had never been so "
    "cheap, and that the bill had been paid in full before the summer.</p>"
)


def published(
    head: str = "", below: str = "", *, above: str = "", after: str = "", url: str | None = None
) -> Published | None:
    source = (
        f'<!DOCTYPE html><html lang="en"><head><title>Four wells for the town</title>{head}</head>'
        f"<body><div>{above}</div><article><h1>Four wells for the town</h1>{below}{BODY}</article>"
        f"{after}</body></html>"
    )
    captured = datetime(2023, 1, 1, tzinfo=UTC)
    return read_article(source.encode(), url=url, captured_at=captured).published


def meta(value: str) -> str:
    return f'<meta property="article:published_time" content="{value}">'


@pytest.mark.parametrize(
    ("markup", "printed", "on"),
    [
        ("2020-08-03T20:10:00Z", "4 August 2020", "2020-08-04"),
        ("2020-08-04T02:54:29.000Z", "Monday, August 3, 2020 10:54PM", "2020-08-03"),
        ("2020-08-03T23:15:0Z", "4 August 2020", "2020-08-04"),
        ("2020-08-04T12:54:29Z", "August 3, 2020", "2020-08-04"),  # no clock is 13 hours behind
        ("2020-08-03T06:10:00Z", "4 August 2020", "2020-08-03"),
        ("2020-08-03T20:10:00+03:00", "4 August 2020", "2020-08-03"),  # it is the outlet's own
        ("03-09-2020", "March 9, 2020", "2020-03-09"),
        ("03-09-2020", "3 September 2020", "2020-09-03"),
        ("03-09-2020", "", "2020-09-03"),
        ("2022-06-01T10:00:00Z", "Dec 30, 2013", "2013-12-30"),  # moved to a new system
        ("2022-06-01T10:00:00Z", "Updated <b>Dec 30, 2021</b>", "2022-06-01"),
        ("2020-06-01T10:00:00Z", "Dec 30, 2021", "2020-06-01"),  # that is no first publication
    ],
)
def test_print_settles_what_markup_leaves_open(markup: str, printed: str, on: str) -> None:
    found = published(meta(markup), f"<p>{printed}</p>")
    assert found is not None
    assert found.on == on


@pytest.mark.parametrize(
    ("at", "url", "on"),
    [
        ("2020-08-04T04:00:00Z", "/2020/08/03/", "2020-08-03"),
        ("2020-08-04T10:04:00Z", "/2020/08/03/", "2020-08-04"),
        ("2020-08-03T20:00:00Z", "/2020/08/04/", "2020-08-04"),
    ],
)
def test_the_address_settles_the_day_only_where_clocks_allow_it(at: str, url: str, on: str) -> None:
    found = published(meta(at), url=f"https://wells.example{url}four-wells")
    assert found is not None
    assert found.on == on


def test_a_time_in_utc_is_on_its_day_in_the_zone_of_the_pages_other_times() -> None:
    times = "".join(f"<i data-at='2020-08-0{day}T23:00:00-04:00'></i>" for day in (1, 2))
    found = published(meta("2020-08-04T02:54:00Z"), after=times)
    assert found is not None
    assert (found.on, found.at) == ("2020-08-03", "2020-08-04T02:54:00Z")


def test_the_line_below_the_right_heading_counts() -> None:
    above = "<h1>Wells Weekly</h1><p class='date'>Tuesday, 08 Dec 2022</p>"
    found = published(below="<a href='/day'>13 Oct 2020 18:29</a>", above=above)
    assert found is not None
    assert (found.on, found.origin) == ("2020-10-13", "byline")


def test_dates_of_other_articles_do_not_count() -> None:
    other = (
        "<div><h2>Rivers run dry <span class='date'>24.04.2021</span></h2>"
        "<a href='/x'><span class='date'>25.04.2021</span></a></div>"
    )
    found = published(after=f"{other}<p class='date'>28.04.2021</p>")
    assert found is not None
    assert found.on == "2021-04-28"


def test_a_page_in_linked_data_dates_its_article() -> None:
    data = '{"@graph":[{"@type":"WebSite"},{"@type":"WebPage","datePublished":"2021-01-27"}]}'
    found = published(f'<script type="application/ld+json">{data}</script>')
    assert found is not None
    assert (found.on, found.origin) == ("2021-01-27", "markup")


def test_the_day_of_a_change_in_a_line_of_its_own_is_no_publication() -> None:
    found = published(below="<div>Last updated on <span>9 May 2021</span></div>")
    assert found is None or found.origin == "guess"
