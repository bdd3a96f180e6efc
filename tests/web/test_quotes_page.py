"""Quotations as a page: each with who says so, its place in the article, and its trace."""

from __future__ import annotations

import re
from typing import Any


def test_every_quotation_leads_to_its_article_and_its_trace(client: Any) -> None:
    page = client.get("/quotes").text
    assert "We know of about 30 cases" in page
    assert "spokesman" in page
    (place,) = set(re.findall(r'href="(/a/[^"#]+)#f-[^"]+"', page))
    assert "show=figure,quote" in place  # else the article does not mark quotations
    assert client.get(place).status == 200
    for link in re.findall(r'class="trace" href="([^"]+)"', page):
        assert client.get(link).status == 200


def test_the_speakers_own_words_stand_apart_from_those_between(client: Any) -> None:
    page = client.get("/quotes").text
    assert "<q>We know of about 30 cases" in page


def test_choosing_a_speaker_keeps_the_question(client: Any) -> None:
    page = client.get("/quotes?by=ministry&country=kz").text
    assert 'value="ministry"' in page
    assert re.search(r'href="/quotes\?by=ministry&amp;country=kz&amp;who=x"', page)


def test_nothing_found_says_what_to_try(client: Any) -> None:
    page = client.get("/quotes?by=nobody").text
    assert "fewer words find more" in page
    assert client.get("/quotes.json?by=nobody").json()["quotes"] == []


def test_the_same_as_data(client: Any) -> None:
    told = client.get("/quotes.json").json()
    assert told["total"] == len(told["quotes"]) >= 1
    assert told["speakers"][0]["name"] == "its spokesman"
    rows = client.get("/quotes.csv").text.splitlines()
    assert rows[0].lstrip("\ufeff").startswith('"speaker","role","form","cue","words"')
    assert len(rows) == 1 + told["total"]


def test_an_odd_place_in_the_list_is_said(client: Any) -> None:
    assert client.get("/quotes?after=x").status == 400
    assert client.get("/quotes?after=-5").status == 200
    assert client.get("/quotes?since=yesterday").status == 400
