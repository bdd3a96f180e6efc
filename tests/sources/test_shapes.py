"""Archive pages of many more makes, kept as data in ``shapes.toml``, give the same entries."""

from __future__ import annotations

from datetime import datetime

import pytest

from dalil.sources import read_listing
from tests.sources.shapes import DRAWN, ITEMS, drawn, fields

SITE = "https://gazette.example"
# What stands at a certain place among the entries needs all six of them.
FEWER = [
    name for name, shape in DRAWN.items() if "{cards}" in shape["page"] and "also" not in shape
]


@pytest.mark.parametrize(
    ("name", "count"), [*((name, 6) for name in DRAWN), *((name, 4) for name in FEWER)]
)
def test_every_shape_gives_its_entries(name: str, count: int) -> None:
    shape, items = DRAWN[name], ITEMS[:count]
    captured = datetime.fromisoformat("2021-06-20T12:00:00+06:00")
    entries = [
        entry
        for entry in read_listing(
            drawn(shape, items), url=f"{SITE}/archive/", captured_at=captured
        ).entries
        if (entry.url or "").removeprefix(SITE) not in shape.get("also", [])
    ]
    titled = [entry for entry in entries if entry.headline]
    untitled = [(entry.url or "").removeprefix(SITE) for entry in entries if not entry.headline]
    assert untitled == shape.get("untitled", [])
    for entry, (n, item) in zip(titled, enumerate(items, 1), strict=True):
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
