"""``/map`` in all its forms."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest


def test_without_a_measure_it_asks_for_one(client):
    answer = client.get("/map")
    assert answer.status == 200


@pytest.mark.parametrize("hl", ["en", "ru", "kk"])
def test_the_page_in_three_languages(client, hl):
    answer = client.get("/map?unit=1&per=&change=level", cookie=f"hl={hl}")
    assert answer.status == 200
    assert '<svg class="map"' in answer.text
    assert 'id="figures"' in answer.text


def test_its_forms(client):
    query = "?unit=1&per=&change=level"
    data = client.get("/map.json" + query).json()
    rows = list(csv.DictReader(io.StringIO(client.get("/map.csv" + query).text)))
    assert len(data["figures"]) == len(rows) == data["total"] > 0
    assert {"place_key", "precision", "on_the_map", "why_not"} <= set(rows[0])
    svg = client.get("/map.svg" + query)
    assert ElementTree.fromstring(svg.text.encode()).tag.endswith("svg")


def test_a_map_of_nothing(client):
    assert client.get("/map?unit=nothing").status == 200
    assert client.get("/map.svg?unit=nothing").status == 404
