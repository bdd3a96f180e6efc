"""Feeds are valid XML whatever a text holds, and their ids last."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from dalil.export.feed import Feed, Item, atom, lasting_id, moment_of, rss
from dalil.model import Published

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(*items: Item) -> Feed:
    return Feed(
        name="/kz", title="T", subtitle="S", link="http://h/kz", here="http://h/kz.atom",
        items=items, language="en", program="Dalil",
    )  # fmt: skip


@given(st.text(), st.text(), st.text())
def test_any_text_makes_a_valid_feed(title: str, summary: str, author: str) -> None:
    item = Item(name=title, title=title, link="http://h/" + title, summary=summary, author=author)
    for write in (atom, rss):
        etree.fromstring(write(feed(item)).encode())


def test_the_parts_that_the_standards_ask_for() -> None:
    at = datetime(2020, 8, 6, 10, tzinfo=UTC)
    root = etree.fromstring(
        atom(feed(Item(name="a/1", title="x", link="http://h/a/1", at=at))).encode()
    )
    names = [child.tag.removeprefix(ATOM) for child in root]
    assert {"id", "title", "updated", "author", "link"} <= set(names)
    assert root.findtext(f"{ATOM}updated") == "2020-08-06T10:00:00+00:00"
    (entry,) = root.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == lasting_id("a/1")
    channel: Any = etree.fromstring(
        rss(feed(Item(name="a/1", title="x", link="l", at=at))).encode()
    )[0]
    assert channel.findtext("item/pubDate") == "Thu, 06 Aug 2020 10:00:00 +0000"
    assert channel.find("item/guid").get("isPermaLink") == "false"


def test_ids_never_change() -> None:
    assert lasting_id("a/abc") == "urn:uuid:73d3d3b7-fda6-5096-96f1-b80355a7f470"


@pytest.mark.parametrize(
    ("on", "at", "iso"),
    [
        ("2020", None, "2020-01-01T00:00:00+00:00"),
        ("2020-08", None, "2020-08-01T00:00:00+00:00"),
        ("2020-08-06", None, "2020-08-06T00:00:00+00:00"),
        ("2020-08-06", "2020-08-06T14:05+06:00", "2020-08-06T14:05:00+06:00"),
        ("2020-08-06", "nonsense", "2020-08-06T00:00:00+00:00"),
    ],
)
def test_a_day_is_a_moment(on: str, at: str | None, iso: str) -> None:
    found = moment_of(Published(on=on, precision="day", origin="byline", at=at))
    assert found
    assert found.isoformat() == iso
    assert moment_of(None) is None
