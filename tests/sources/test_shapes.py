"""Archive pages of many more makes, kept as data in ``shapes.toml``, give the same entries."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dalil.sources import read_listing
from tests.sources.shapes import ITEMS, MONTHS, Item, dotted, page, words

URL = "https://gazette.example/archive/"
SHAPES = tomllib.loads(Path(__file__).with_name("shapes.toml").read_text("utf-8"))
BENGALI = ["জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন"]
TAGS = (
    "elections and parties,water shortage,the Koksu dam,courts,prisons and pardons,language law,"
    "schools,roads of the north,wages,strikes,press freedom,border trade,customs union,harvest"
)


def figures(text: str, zero: str) -> str:
    return re.sub(r"\d", lambda match: chr(ord(zero) + int(match[0])), text)


def fields(item: Item, n: int) -> dict[str, object]:
    year, month, day = item.day.split("-")
    name = MONTHS[int(month) - 1]
    return {
        **{key: getattr(item, key) for key in item.__dataclass_fields__},
        "n": n,
        "words": words(item.day),
        "dotted": dotted(item.day),
        "dd": day,
        "mm": month,
        "mon": name[:3],
        "yyyy": year,
        "noyear": f"{int(day)} {name}",
        "us": f"{month}/{day}/{year}",
        "bengali": figures(f"{int(day)} {BENGALI[int(month) - 1]} {year}", "০"),
        "arabic": figures(f"{day}/{month}/{year}", "٠"),
    }


def made(shape: dict[str, Any]) -> str:
    cards = [shape["card"].format(**fields(item, n)) for n, item in enumerate(ITEMS, 1)]
    tags = "".join(f'<a href="/t/{n}">{tag}</a> ' for n, tag in enumerate(TAGS.split(",")))
    listed = [{"url": item.url, "datePublished": f"{item.day}T08:00:00+06:00"} for item in ITEMS]
    json_ld = json.dumps({"@type": "ItemList", "itemListElement": [{"item": i} for i in listed]})
    body = shape["page"].replace("{cards}", "{cards:0:99}")
    body = re.sub(
        r"\{cards:(\d+):(\d+)\}", lambda match: "".join(cards[int(match[1]) : int(match[2])]), body
    )
    return page(body.replace("{tags}", tags).replace("{json_ld}", json_ld))


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_gives_its_entries(name: str) -> None:
    shape = SHAPES[name]
    captured = datetime.fromisoformat("2021-06-20T12:00:00+06:00")
    entries = read_listing(made(shape), url=URL, captured_at=captured).entries
    titled = [entry for entry in entries if entry.headline]
    assert [entry.headline for entry in titled] == [item.headline for item in ITEMS]
    if shape.get("linked", True):
        path = shape.get("path", "/{slug}")
        assert [entry.url for entry in titled] == [
            "https://gazette.example" + path.format(**fields(item, 0)) for item in ITEMS
        ]
    untitled = [(entry.url or "")[len("https://gazette.example") :] for entry in entries if not entry.headline]  # fmt: skip
    assert untitled == shape.get("untitled", [])
    for entry, item in zip(titled, ITEMS, strict=True):
        assert entry.published is not None
        assert entry.published.on == item.day
        writer = shape.get("writer") or (item.byline if shape.get("byline", True) else None)
        assert entry.byline == writer
        if shape.get("teaser", True):
            assert (entry.teaser or "").startswith(item.teaser)
        else:
            assert entry.teaser is None
