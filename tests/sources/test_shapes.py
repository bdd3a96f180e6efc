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

SITE = "https://gazette.example"
URL = f"{SITE}/archive/"
SHAPES = tomllib.loads(Path(__file__).with_name("shapes.toml").read_text("utf-8"))
MAY_AND_JUNE = {
    "ru": "{} мая {}|{} июня {}",
    "kk": "{} мамыр {}|{} маусым {}",
    "de": "{}. Mai {}|{}. Juni {}",
}
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
        **{
            key: text.split("|")[month == "06"].format(int(day), year)
            for key, text in MAY_AND_JUNE.items()
        },
        "ja": f"{year}年{int(month)}月{int(day)}日",
        "family": " ".join(reversed((item.byline or "").split())),
        "bengali": figures(f"{int(day)} {'জুন' if month == '06' else 'মে'} {year}", "০"),
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
    entries = [
        entry
        for entry in read_listing(made(shape), url=URL, captured_at=captured).entries
        if (entry.url or "").removeprefix(SITE) not in shape.get("also", [])
    ]
    titled = [entry for entry in entries if entry.headline]
    untitled = [(entry.url or "").removeprefix(SITE) for entry in entries if not entry.headline]
    assert untitled == shape.get("untitled", [])
    for entry, (n, item) in zip(titled, enumerate(ITEMS, 1), strict=True):
        printed = fields(item, n)
        writer = shape.get("writer", "{byline}" if shape.get("byline", True) else "")
        path = SITE + shape.get("path", "/{slug}").format(**printed)
        assert entry.headline == shape.get("headline", "{headline}").format(**printed)
        assert entry.url == (path if shape.get("linked", True) else None)
        assert entry.published is not None
        assert entry.published.on == item.day
        assert (entry.byline or "") == writer.format(**printed)
        if shape.get("teaser", True):
            assert (entry.teaser or "").startswith(item.teaser)
        else:
            assert entry.teaser is None
