"""Addresses that stay: a version by its time, characters by their place, citations, the time map."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from dalil.web.memento import moment


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2020-08-06T10:00Z", datetime(2020, 8, 6, 10, tzinfo=UTC)),
        ("2020-08-06T10:00", datetime(2020, 8, 6, 10, tzinfo=UTC)),
        ("2020-08-06T16:00+06:00", datetime(2020, 8, 6, 10, tzinfo=UTC)),
        ("20200806100000", datetime(2020, 8, 6, 10, tzinfo=UTC)),
        ("2020-08-06", datetime(2020, 8, 6, 23, 59, 59, tzinfo=UTC)),
        ("2020-02", datetime(2020, 2, 29, 23, 59, 59, tzinfo=UTC)),
        ("2020", datetime(2020, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("2020-13", None),
        ("0000", None),
        ("9999-12-31T23:59-12:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_times_in_addresses(text: str, read: datetime | None) -> None:
    assert moment(text) == read


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("2020-08-07T09:59Z", "a1-p1"),  # the newest that was there by then
        ("2020-08-07T10:00Z", "a1-p2"),
        ("2030", "a1-p2"),
        ("1990-01-01", "a1-e1"),  # nothing was seen yet: the first that was
    ],
)
def test_a_time_leads_to_what_stood_there(client: Any, at: str, shown: str) -> None:
    assert client.get(f"/a/a1/@{at}.json").json()["version"]["id"] == shown
    assert client.get(f"/a/a1/@{at}").status == 200


def test_a_version_says_when_it_was_seen_and_where_the_others_are(client: Any) -> None:
    answer = client.get("/a/a1/v/a1-p2")
    assert answer["memento-datetime"] == "Fri, 07 Aug 2020 10:00:00 GMT"
    assert '</a/a1/timemap>; rel="timemap"' in answer["link"]
    assert 'rel="original"' in answer["link"]
    timemap = client.get("/a/a1/timemap")
    assert timemap["content-type"] == "application/link-format"
    assert timemap.text.count('rel="memento"') == 3
    assert '</a/a1/v/a1-p2>; rel="memento"; datetime="Fri, 07 Aug 2020 10:00:00 GMT"' in (
        timemap.text
    )


@pytest.mark.parametrize("exact", ["41", "27", "27 😀", "🛖🛖 At least 41"])
def test_a_span_marks_exactly_its_characters(client: Any, exact: str) -> None:
    """Also after an emoji, which is one character and takes two of UTF-16."""
    text = client.get("/a/a1/v/a1-p2.json").json()["version"]["wording"]["text"]
    start = text.index(exact)
    page = client.get(f"/v/a1-p2/{start}-{start + len(exact)}?show=none")
    assert page.status == 200
    assert f'<mark class="here" data-f="">{exact}</mark>' in page.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v/a1-p2/0-999999", 404),
        ("/v/a1-p2/5-5", 404),
        ("/v/a1-p2/9-5", 404),
        ("/v/nothing/0-5", 404),
        ("/a/a1/@yesterday", 400),
        ("/a/nothing/@2020", 404),
        ("/a/nothing/timemap", 404),
        ("/a/a1/cite.doc", 404),
        ("/f/nothing/cite.bib", 404),
    ],
)
def test_what_is_not_there_is_a_clear_page(client: Any, path: str, status: int) -> None:
    for language in ("en", "ru", "kk"):
        page = client.get(path, accept_language=language)
        assert page.status == status
        assert "<h1>" in page.text
        assert "Traceback" not in page.text


@pytest.mark.parametrize("form", ["bib", "csl", "ris"])
def test_citations_are_files(client: Any, form: str) -> None:
    for path in ("/a/a1", "/a/a1/v/a1-p1", "/f/a1-p2.0"):
        answer = client.get(f"{path}/cite.{form}")
        assert answer.status == 200
        assert f'.{form}"' in answer["content-disposition"]
        assert "Gazette" in answer.text


def test_kinds_of_findings_are_shown_as_asked(client: Any) -> None:
    assert 'class="figure m-figure' in client.get("/a/a1").text
    bare = client.get("/a/a1?show=none").text
    assert "m-figure" not in bare
    assert 'href="/a/a1?show=figure"' in bare


def test_the_card_has_the_row_the_footnote_and_the_versions(client: Any) -> None:
    page = client.get("/f/a1-p2.0").text
    assert "<textarea readonly" in page
    assert "\t1\tmin\t" in page
    assert "as archived 7 August 2020" in page
    assert 'class="turned-here"' in page
