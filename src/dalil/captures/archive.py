"""Append to WARC files and read from them. Nothing that was written is ever changed.

A file holds one gzip member a record, so that any record can be read alone, and any WARC tool reads
the file. The archive's database says how far each file is acknowledged: bytes after that were
written by a program that died before it said so, and the next writer removes them.
"""

from __future__ import annotations

import gzip
import io
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from dalil.captures import record as records
from dalil.captures.record import Record
from dalil.errors import Damaged, InputError
from dalil.text import digest

ROTATE_AT = 512 * 1024 * 1024
"""Bytes after which a new WARC file is begun."""

MEMBER_CAP = 256 * 1024 * 1024
"""Bytes that one gzip member may unpack to: the largest record we take, and a bomb's limit."""

FREE = 1 << 20
MOST_RATIO = 200
"""Beyond the first MB, a member of a foreign file unpacks to so many bytes for each byte."""

_CHUNK = 1 << 16
_HEAD_BYTES = 1 << 16
_GZIP = b"\x1f\x8b"


ASIDE = "aside"
"""The folder in ``captures/`` for records that no row knew when the file was next written to."""


class CaptureFiles:
    """The folder ``captures/`` of an archive."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def for_next(self, last: str | None, acknowledged: Callable[[str], int]) -> str:
        """The name of the file that the next record goes to: the last one, or one more if full."""
        file = last or "00001.warc.gz"
        if acknowledged(file) >= ROTATE_AT:
            file = f"{int(file.split('.')[0]) + 1:05}.warc.gz"
        return file

    def append(self, record: Record, file: str, acknowledged: int) -> tuple[int, int]:
        """Write ``record`` at the end of ``file``; return its ``(offset, size)``.

        The request that it answers is written before it, so that all bytes up to a capture's end
        belong to it or to earlier ones. The caller holds the archive's write lock, and syncs.
        ``acknowledged`` is the number of bytes of the file that the database knows. What stands
        after them was written by a program that died, or is known to a newer database than this
        one: whole records are set aside, in a file of their own, before the file is cut.
        """
        path = self.folder / file
        before = gzip.compress(record.request, 6, mtime=0) if record.request else b""
        member = gzip.compress(record.raw, 6, mtime=0)
        self.folder.mkdir(parents=True, exist_ok=True)
        new = not path.exists()
        if not new and path.stat().st_size > acknowledged:
            self._set_aside(path, acknowledged)
        with path.open("ab") as out:
            if out.tell() != acknowledged:
                out.truncate(acknowledged)
                out.seek(acknowledged)
            out.write(before + member)
            out.flush()
        if new:
            _sync(self.folder)
        return acknowledged + len(before), len(member)

    def _set_aside(self, path: Path, start: int) -> None:
        """Keep what stands after ``start`` in ``aside/``, if there is a whole record in it."""
        with path.open("rb") as stream:
            stream.seek(start)
            tail = stream.read()
        unpacker = zlib.decompressobj(wbits=31)
        with suppress(zlib.error):
            unpacker.decompress(tail, MEMBER_CAP)
        if not unpacker.eof:
            return  # the beginning of a record that nobody finished
        folder = self.folder / ASIDE
        folder.mkdir(exist_ok=True)
        place = folder / f"{path.name.partition('.')[0]}-{start}-{digest(tail)[7:19]}.warc.gz"
        place.write_bytes(tail)
        _sync(place)
        _sync(folder)

    def aside(self) -> list[Path]:
        """Files with records that were found behind the last one that the database knew."""
        return sorted((self.folder / ASIDE).glob("*.warc.gz"))

    def sync(self, file: str) -> None:
        """Force the file's bytes to the disk; called once before a batch is acknowledged."""
        _sync(self.folder / file)

    def read(self, file: str, offset: int, size: int) -> Record:
        """The record at ``offset``. Raises ``Damaged`` where the bytes are no longer there."""
        found = records.parse(_unpack(self.bytes_of(file, offset, size), file))
        if not found:
            raise Damaged(f"{file}: no record at byte {offset}")
        return found[0]

    def headers(self, file: str, offset: int, size: int) -> dict[str, str]:
        """The WARC headers of the record at ``offset``, names in lower case; the rest is not read.

        Raises ``Damaged``.
        """
        start = self.bytes_of(file, offset, min(size, _HEAD_BYTES))
        try:
            head = zlib.decompressobj(wbits=31).decompress(start, _HEAD_BYTES)
        except zlib.error as error:
            raise Damaged(f"{file}: gzip member is corrupt ({error})") from error
        return records.headers_of(head)

    def check_requests(self, file: str, start: int, end: int) -> None:
        """What stands between two captures are the requests of the second. Raises ``Damaged``."""
        if start == end:
            return
        for offset, member in _members(io.BytesIO(self.bytes_of(file, start, end - start)), file):
            if isinstance(member, InputError):
                raise Damaged(member.message)
            if any(record.kind != "request" for record in records.parse(member)):
                raise Damaged(f"{file}: at byte {start + offset} stands a record of no capture")

    def bytes_of(self, file: str, offset: int, size: int) -> bytes:
        """Bytes of a file as they stand. Raises ``Damaged`` where they are not there."""
        try:
            with (self.folder / file).open("rb") as stream:
                stream.seek(offset)
                found = stream.read(size)
        except OSError as error:
            raise Damaged(f"{file}: {error.strerror or error}") from error
        if len(found) != size:
            raise Damaged(f"{file}: ends at byte {offset + len(found)}, within a record")
        return found


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unpack(member: bytes, name: str) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(member, MEMBER_CAP)
    except zlib.error as error:
        raise Damaged(f"{name}: gzip member is corrupt ({error})") from error
    if not unpacker.eof:
        raise Damaged(f"{name}: gzip member is cut off or unpacks to more than {MEMBER_CAP} bytes")
    return data


def read_warc(path: Path) -> Iterator[Record | InputError]:
    """The captures of a WARC file, and an ``InputError`` for each broken stretch.

    Captures are responses, resources and revisits, each with the request that it answers where one
    stands beside it. The libraries end in silence where a file is cut off; here every gzip member
    must be whole, and every record as long as it says.
    """
    with path.open("rb") as stream:
        yield from read_warc_stream(stream, path.name)


def read_warc_stream(stream: BinaryIO, name: str) -> Iterator[Record | InputError]:
    """The same of an open file that has no place of its own."""
    yield from _with_requests(_all_records(stream, name))


def _all_records(stream: BinaryIO, name: str) -> Iterator[Record | InputError]:
    start = stream.read(2)
    if start != _GZIP:
        yield from _plain_records(start + _read_capped(stream, name), name)
        return
    for offset, member in _members(stream, name, start):
        if isinstance(member, InputError):
            yield member
        else:
            yield from _records_of(member, name, offset)


def _with_requests(items: Iterable[Record | InputError]) -> Iterator[Record | InputError]:
    """Each capture with its request, which tools write right before it or right after it."""
    capture: Record | None = None
    request: Record | None = None
    for item in items:
        if isinstance(item, InputError):
            if capture:
                yield capture
            capture = None
            yield item
        elif item.kind != "request":
            if capture:
                yield capture
            capture = _joined(item, request)
            request = None
        elif capture and not capture.request and _belong(capture, item):
            capture = _joined(capture, item)
        else:
            request = item
    if capture:
        yield capture


def _joined(capture: Record, request: Record | None) -> Record:
    if request is None or not _belong(capture, request):
        return capture
    return replace(capture, request=request.raw)


def _belong(capture: Record, request: Record) -> bool:
    return request.concurrent_to == capture.id or capture.concurrent_to == request.id


def _read_capped(stream: BinaryIO, name: str) -> bytes:
    data = stream.read(MEMBER_CAP + 1)
    if len(data) > MEMBER_CAP:
        raise Damaged(
            f"{name}: an uncompressed WARC of more than {MEMBER_CAP >> 20} MB",
            f"gzip it record by record first: warcio recompress {name} {name}.gz",
        )
    return data


def _plain_records(raw: bytes, name: str) -> Iterator[Record | InputError]:
    """The records of an uncompressed WARC, one by one: a broken one costs itself only."""
    at = raw.find(b"WARC/1.")
    if at != 0:
        yield Damaged(f"{name}: does not begin with a WARC record", _RESTORE)
    while 0 <= at < len(raw):
        try:
            end = records.end_of(raw, at)
        except Damaged as error:
            yield Damaged(f"{name}: at byte {at}: {error.message}", _RESTORE)
            end = at + 5
        else:
            yield from _records_of(raw[at:end], name, at)
        at = raw.find(b"WARC/1.", end)


_RESTORE = "get the file again; what was intact has been kept"


def _records_of(raw: bytes, name: str, offset: int) -> Iterator[Record | InputError]:
    try:
        yield from records.parse(raw)
    except Damaged as error:
        yield Damaged(f"{name}: at byte {offset}: {error.message}", _RESTORE)


def _members(
    stream: BinaryIO, name: str, pending: bytes = b""
) -> Iterator[tuple[int, bytes | InputError]]:
    """``(offset, unpacked bytes)`` of each gzip member; the last may be an error."""
    read = stream.read
    at = 0
    while True:
        unpacker = zlib.decompressobj(wbits=31)
        start, pieces, total = at, [], 0
        while not unpacker.eof:
            chunk = pending or read(_CHUNK)
            pending = b""
            if not chunk:
                break
            try:
                most = min(MEMBER_CAP, FREE + MOST_RATIO * (at + len(chunk) - start))
                piece = unpacker.decompress(chunk, most - total + 1)
            except zlib.error as error:
                yield start, Damaged(f"{name}: corrupt at byte {start} ({error})", _RESTORE)
                return
            pieces.append(piece)
            total += len(piece)
            if total > most:
                what = f"{most >> 20} MB: a decompression bomb, or no page"
                yield start, Damaged(f"{name}: the record at byte {start} gives over {what}")
                return
            at += len(chunk) - len(unpacker.unused_data) - len(unpacker.unconsumed_tail)
            pending = unpacker.unconsumed_tail or unpacker.unused_data
        if not unpacker.eof:
            if total or at > start:
                yield start, Damaged(f"{name}: cut off within the record at byte {start}", _RESTORE)
            return
        yield start, b"".join(pieces)
        if not pending:
            pending = read(_CHUNK)
            if not pending:
                return
