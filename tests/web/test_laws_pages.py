"""The pages of laws: acts by country, an act's timeline with every mark a link."""

from __future__ import annotations

from typing import Any

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"


def test_acts_stand_under_their_country_in_the_readers_language(client: Any) -> None:
    assert ">Criminal Code</a>" in client.get("/laws").text
    page = client.get("/laws?hl=ru").text
    assert '<a href="/laws/kz/criminal-code" lang="ru">Уголовный кодекс</a>' in page
    assert "Казахстан" in page


def test_what_is_only_announced_is_hollow(client: Any) -> None:
    page = client.get("/laws/kz/criminal-code").text
    assert page.count('class="dot own"') == 2
    assert page.count('class="dot plan unstated"') == 1
    assert 'href="/f/' in page


def test_one_provision_has_a_timeline_of_its_own(client: Any) -> None:
    page = client.get("/laws/kz/criminal-code?article=130").text
    assert page.count('class="dot') == 2
    assert "No article names this provision" in client.get("/laws/kz/criminal-code?article=1").text


def test_the_timeline_is_a_file_that_stands_alone(client: Any) -> None:
    answer = client.get("/laws/kz/criminal-code.svg")
    assert answer["content-type"].startswith("image/svg+xml")
    tree = etree.fromstring(answer.body)
    links = [one.get("href") for one in tree.iter(f"{SVG}a")]
    assert len(links) == 3
    assert all(link.startswith("http://127.0.0.1:8765/f/") for link in links)


def test_an_act_as_a_table(client: Any) -> None:
    lines = client.get("/laws/kz/criminal-code.csv").body.decode().splitlines()
    assert len(lines) == 5
    assert lines[0].startswith('"when","change","act"')
    told = client.get("/laws/kz/criminal-code.json").json()
    assert told["act"]["key"] == "kz/criminal-code"
    assert len(told["references"]) == 4
