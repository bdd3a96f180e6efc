"""WordPress exports, which may be gigabytes, cut into captures that can each be read alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from dalil.captures import record as records
from dalil.captures.record import Record
from dalil.errors import InputError

SLICE = 500_000
"""Bytes of a slice without its head; one item that is longer is a slice of its own."""

LONGEST_ITEM = 64_000_000
LONGEST_HEAD = 900_000
_CHUNK = 1 << 20
_BEGIN, _END = b"<item>", b"</item>"


def is_export(head: bytes) -> bool:
    """Whether a file that begins so is a WordPress export (WXR)."""
    return b"wordpress.org/export/" in head or b"wxr_version>" in head


def slices(path: Path, name: str, captured_at: datetime | None) -> Iterator[Record | InputError]:
    """The export's head and some of its items, byte for byte as they stand, again and again.

    Each is named after the bytes that it holds (``export.xml bytes 0-811,812-500811``, ends
    exclusive), so that the file can be put together from them. What follows the last whole item is
    kept with it.
    """
    with path.open("rb") as stream:
        head = _head(stream)
        if head is None:
            yield InputError(f"{name}: an export without items", "export it again: All content")
            return
        for start, piece in _pieces(stream, len(head)):
            if len(piece) > LONGEST_ITEM:
                yield InputError(
                    f"{name}: the item at byte {start} is longer than {LONGEST_ITEM >> 20} MB",
                    "export it in smaller parts, by month",
                )
                return
            yield records.from_file(
                head + piece,
                name=f"{name} bytes 0-{len(head)},{start}-{start + len(piece)}",
                captured_at=captured_at,
                media_type="application/rss+xml",
            )


def _head(stream: BinaryIO) -> bytes | None:
    begin = stream.read(LONGEST_HEAD)
    at = begin.find(_BEGIN)
    return begin[:at] if at >= 0 else None


def _pieces(stream: BinaryIO, start: int) -> Iterator[tuple[int, bytes]]:
    """``(offset, bytes)`` of runs of whole items, about ``SLICE`` bytes each."""
    stream.seek(start)
    held = bytearray()
    searched = 0
    while chunk := stream.read(_CHUNK):
        held += chunk
        while len(held) >= SLICE:
            cut = held.rfind(_END, 0, SLICE)
            if cut < 0:
                cut = held.find(_END, max(0, searched - len(_END)))
                searched = len(held)
            if cut < 0:
                break
            cut += len(_END)
            yield start, bytes(held[:cut])
            del held[:cut]
            start, searched = start + cut, 0
        if len(held) > LONGEST_ITEM + _CHUNK:
            break
    if held:
        yield start, bytes(held)
