"""Feeds, with their dates as they state them."""

from __future__ import annotations

import json

import pytest

from dalil.errors import Unreadable
from dalil.sources import read_listing

RSS = """<?xml version="1.0" encoding="{0}"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Газета</title><link>https://gazette.example/</link><language>ru</language>
<item><title>Колодец &amp;amp; насос</title><link>https://gazette.example/1</link><dc:creator>Иван Петров</dc:creator>
<pubDate>Mon, 14 Jun 2021 02:10:00 +0600</pubDate><description>&lt;p&gt;Воды нет с мая. [...]&lt;/p&gt;</description></item>
<item><title>Без даты</title><link>/2</link></item></channel></rss>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r"])
def test_rss(encoding: str) -> None:
    listing = read_listing(RSS.format(encoding).encode(encoding))
    first, second = listing.entries
    assert (first.headline, first.byline, first.teaser, first.truncated) == (
        "Колодец & насос",
        "Иван Петров",
        "Воды нет с мая.",
        True,
    )
    assert (first.published.on, first.published.at) == ("2021-06-14", "2021-06-14T02:10:00+06:00")
    assert first.published.origin == "feed"
    assert (second.published, second.url) == (None, "https://gazette.example/2")
    assert listing.language == "ru"


def test_atom() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Desk</title><link rel="next" href="/feed?p=2"/>
    <entry><title type="html">A &lt;b&gt;well&lt;/b&gt;</title><link href="https://d.example/a"/><id>1</id>
    <updated>2021-06-15T10:00:00Z</updated><published>2021-06-14T23:30:00+06:00</published>
    <author><name>Anna Kim</name></author><summary>No water.</summary></entry></feed>"""
    listing = read_listing(atom, url="https://d.example/feed")
    entry = listing.entries[0]
    assert (entry.headline, entry.published.on, entry.byline) == (
        "A well",
        "2021-06-14",
        "Anna Kim",
    )
    assert listing.next_url == "https://d.example/feed?p=2"


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Desk",
        "items": [
            {
                "id": "1",
                "url": "https://d.example/a",
                "title": "A well",
                "content_text": "No water.",
                "date_published": "2021-06-14T23:30:00+06:00",
            }
        ],
    }
    entry = read_listing(json.dumps(feed)).entries[0]
    assert (entry.headline, entry.url, entry.published.on) == (
        "A well",
        "https://d.example/a",
        "2021-06-14",
    )


@pytest.mark.parametrize(
    "broken",
    [
        "<rss",
        "<rss><channel>",
        "<feed></feed>",
        '{"version": "https://jsonfeed.org/version/1", "items": 3}',
    ],
)
def test_broken_feeds_are_refused(broken: str) -> None:
    with pytest.raises(Unreadable):
        read_listing(broken, media_type="application/rss+xml")
