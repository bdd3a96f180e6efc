"""A WordPress export of any size becomes captures that are read alone and lose no byte."""

from __future__ import annotations

import re

import pytest

from dalil.captures import slices as cutting
from dalil.captures.intake import incoming
from dalil.errors import InputError

HEAD = (
    b'<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/" '
    b'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Gazette</title>\n'
)


def export(tmp_path, sizes: list[int], tail: bytes = b"</channel></rss>"):
    items = (
        b"<item><title>%d</title><content:encoded>%s</content:encoded></item>\n" % (n, b"x" * size)
        for n, size in enumerate(sizes)
    )
    path = tmp_path / "export.xml"
    path.write_bytes(HEAD + b"".join(items) + tail)
    return path


@pytest.mark.parametrize(
    "sizes", [[10], [10, 20, 30], [300] * 40, [5000, 3, 9000], [1] * 500, [1200, 1200, 1200]]
)
def test_the_file_can_be_put_together_from_its_slices(tmp_path, monkeypatch, sizes):
    monkeypatch.setattr(cutting, "SLICE", 2000)
    monkeypatch.setattr(cutting, "_CHUNK", 700)
    path = export(tmp_path, sizes)
    found = list(incoming(path))
    whole = bytearray(HEAD)
    items = 0
    for record in found:
        ranges = re.fullmatch(r"export\.xml bytes 0-(\d+),(\d+)-(\d+)", record.name)
        head, start, end = map(int, ranges.groups())
        assert (record.payload[:head], start) == (HEAD, len(whole))
        assert len(record.payload) == head + end - start
        whole += record.payload[head:]
        assert record.payload.count(b"<item>") == record.payload.count(b"</item>")
        items += record.payload.count(b"<item>")
        assert record.payload.count(b"<item>") == 1 or len(record.payload) - head <= 2000 + 20
    assert bytes(whole) == path.read_bytes()
    assert items == len(sizes)


def test_an_export_cut_off_within_an_item_keeps_what_there_is(tmp_path):
    path = export(tmp_path, [10, 20], tail=b"<item><title>half")
    assert b"half" in b"".join(record.payload for record in incoming(path))


def test_an_item_without_end_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(cutting, "LONGEST_ITEM", 50_000)
    monkeypatch.setattr(cutting, "SLICE", 2000)
    monkeypatch.setattr(cutting, "_CHUNK", 700)
    (found,) = incoming(export(tmp_path, [200_000]))
    assert isinstance(found, InputError)
    assert "the item at byte" in found.message


def test_an_export_without_items_is_named(tmp_path):
    path = tmp_path / "export.xml"
    path.write_bytes(HEAD)
    (found,) = incoming(path)
    assert "without items" in found.message
