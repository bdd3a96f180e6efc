"""The table of figures and its chart, as a page."""

from __future__ import annotations

import re
from typing import Any

import pytest


def test_every_row_opens_its_sentence(client: Any) -> None:
    page = client.get("/figures").text
    table = page[page.index("<tbody>") :]
    links = re.findall(r'class="figure-link" href="/f/([^"]+)"', table)
    assert links
    assert table.count("<blockquote") == len(links)
    for link in links[:5]:
        assert client.get(f"/f/{link}").status == 200


def test_a_chart_comes_with_one_unit(client: Any) -> None:
    assert '<figure class="chart"' not in client.get("/figures").text
    page = client.get("/figures?unit=1").text
    assert '<figure class="chart"' in page
    assert 'role="img" aria-label="' in page
    assert "Made on" in page
    assert "convention “acled”" in page
    marks = re.findall(r'<a class="(?:own|named|official|unnamed)[^"]*" href="/f/([^"]+)"', page)
    assert marks
    assert client.get(f"/f/{marks[-1]}").status == 200


def test_another_measure_is_not_drawn_with_it(client: Any) -> None:
    page = client.get("/figures?unit=1").text
    if "Not drawn, since they measure something else" not in page:
        pytest.skip("one measure only")
    only = client.get("/figures?unit=1&per=&change=level").text
    assert "Not drawn, since" not in only


@pytest.mark.parametrize("by", ["source", "place"])
def test_small_multiples(client: Any, by: str) -> None:
    page = client.get(f"/figures?unit=1&by={by}").text
    assert 'class="plots many"' in page
    assert page.count('class="plot"') > 1
    assert page.count("<defs>") == 1


def test_same_sources_only_says_which(client: Any) -> None:
    page = client.get("/figures?same=1").text
    assert "an article in every year of these figures: The Steppe Gazette." in page
    assert "Вестник долины</a>" not in page[page.index("<tbody>") :]


def test_a_country_has_its_figures(client: Any) -> None:
    assert "Figures: Kazakhstan" in client.get("/kz/figures").text
    assert client.get("/fr/figures").status == 404
    assert 'href="/kz/figures"' in client.get("/kz").text


@pytest.mark.parametrize("hl", ["en", "ru", "kk"])
def test_it_speaks_all_languages(client: Any, hl: str) -> None:
    for path in ("/figures", "/figures?unit=1", "/figures?unit=nothing", "/kz/figures?unit=%25"):
        answer = client.get(f"{path}{'&' if '?' in path else '?'}hl={hl}")
        assert answer.status == 200
        assert f'<html lang="{hl}">' in answer.text


def test_nothing_found_is_said(client: Any) -> None:
    page = client.get("/figures?unit=nothing").text
    assert "No figure fits these choices." in page
