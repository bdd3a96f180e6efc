"""What a file is, told by its content."""

from __future__ import annotations

import gzip

import pytest

from dalil.sources import recognise
from tests.sources.shapes import DRAWN, ITEMS, SHAPES, Shape, drawn, page

ARTICLE = page(
    "<article><h1>The last well of Koksu runs dry after 60 years</h1><p>By Aizhan Toleu, 14.06.21</p>"
    + "<p>Villagers now buy water from a lorry at 20 tenge a litre, the head of the district says, and nobody knows for how long.</p>"
    * 12
    + "</article><div class='related'>"
    + "".join(f'<div><h4><a href="/{i.slug}">{i.headline}</a></h4></div>' for i in ITEMS)
    + "</div>"
)


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        (b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", "warc"),
        (gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n"), "warc"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "feed"),
        (
            b'<?xml version="1.0"?>\n<!-- by hand --><feed xmlns="http://www.w3.org/2005/Atom"></feed>',
            "feed",
        ),
        (b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>', "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed"),
        (b"A headline\n\nAnna Kim 06.08.20\n\nA teaser. (more\xe2\x80\xa6)\n", "text"),
        (b"", "text"),
        (b"\x1f\x8bnot gzip at all", "text"),
        (ARTICLE.encode(), "page"),
    ],
)
def test_kinds(payload: bytes, kind: str) -> None:
    assert recognise(payload) == kind


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.make.__name__)
def test_archive_pages_are_listings(shape: Shape) -> None:
    assert recognise(shape.make(ITEMS).encode()) == "listing"


@pytest.mark.parametrize("name", ["atomic_cards", "table_rows", "blogger", "whole_posts"])
def test_so_are_those_kept_as_data(name: str) -> None:
    assert recognise(drawn(DRAWN[name], ITEMS).encode()) == "listing"
