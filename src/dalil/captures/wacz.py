"""WACZ files read: WARC files in a ZIP, with an index that is not needed and hashes that are checked.

Nothing is unpacked to the disk, and no name in the ZIP is used as a path. Each WARC file goes through
the reader that all WARC files go through.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO, cast

from dalil.captures.archive import read_warc_stream
from dalil.captures.record import Record
from dalil.errors import Damaged, InputError
from dalil.text import sound

LARGEST_DIRECTORY = 16 * 1024 * 1024
"""Bytes of a ZIP's list of files: some 150,000 of them."""

LARGEST_PACKAGE = 16 * 1024 * 1024
"""Bytes of ``datapackage.json``."""

MOST_RATIO = 100
"""What a compressed WARC file may unpack to, in bytes for each byte; those of text give 20."""

_WARC_NAMES = (".warc", ".warc.gz")
_TAIL = 22 + 65535
_RESTORE = "get the file again; what was intact has been kept"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,  # encrypted
    ValueError,
    KeyError,
)


def read_wacz(stream: BinaryIO, name: str) -> Iterator[Record | InputError]:
    """The captures of all WARC files in a WACZ, and an ``InputError`` for each thing that is broken."""
    try:
        _check_directory(stream, name)
        with zipfile.ZipFile(stream) as package:
            files = _warc_files(package, name)
            yield from _hash_problems(package, files, name)
            for file in files:
                yield from _captures(package, file, name)
    except InputError as error:
        yield error
    except _BROKEN as error:
        yield Damaged(f"{name}: not a whole ZIP file ({error})", _RESTORE)


def _captures(
    package: zipfile.ZipFile, file: zipfile.ZipInfo, name: str
) -> Iterator[Record | InputError]:
    inside = f"{name}, {sound(file.filename)}"
    problem = _why_not(file)
    if problem:
        yield Damaged(
            f"{inside}: {problem}", "pack it again: a WACZ stores its WARC files as they are"
        )
        return
    try:
        with package.open(file) as stream:
            yield from read_warc_stream(cast(BinaryIO, stream), inside)
    except _BROKEN as error:
        yield Damaged(f"{inside}: {error}", _RESTORE)


def _why_not(file: zipfile.ZipInfo) -> str | None:
    if file.flag_bits & 1:
        return "encrypted"
    if file.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return f"compressed in a way that WACZ does not know (method {file.compress_type})"
    if file.file_size > MOST_RATIO * file.compress_size:
        return "unpacks to more than a hundred times its size: a decompression bomb"
    return None


def _check_directory(stream: BinaryIO, name: str) -> None:
    """The list of files is whole and of a size that can be read. Raises ``Damaged``."""
    size = stream.seek(0, os.SEEK_END)
    start = stream.seek(max(0, size - _TAIL))
    tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise Damaged(f"{name}: not a ZIP file, or cut off before its end", _RESTORE)
    listed: int = struct.unpack_from("<L", tail, at + 12)[0]
    if listed == 0xFFFFFFFF and (locator := at - 20) >= 0 and tail[locator:at][:4] == b"PK\x06\x07":
        offset = struct.unpack_from("<Q", tail, locator + 8)[0]
        stream.seek(min(offset, size))
        record = stream.read(56)
        listed = struct.unpack_from("<Q", record, 40)[0] if len(record) == 56 else size
    if listed > min(LARGEST_DIRECTORY, start + at):
        raise Damaged(f"{name}: its list of files is larger than {LARGEST_DIRECTORY >> 20} MB")
    stream.seek(0)


def _warc_files(package: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    """The WARC files, in order of their names. Raises ``InputError``."""
    _check_overlaps(package, name)
    entries = {entry.filename: entry for entry in package.infolist() if not entry.is_dir()}
    files = [e for n, e in sorted(entries.items()) if n.lower().endswith(_WARC_NAMES)]
    if files:
        return files
    if any(n.lower().endswith(".wacz") for n in entries):
        raise InputError(
            f"{name}: holds other WACZ files, and no WARC file", "unzip it, and add them one by one"
        )
    raise InputError(f"{name}: no WARC file in it", "add a WACZ file, or the WARC files themselves")


def _check_overlaps(package: zipfile.ZipFile, name: str) -> None:
    """No two entries share bytes, as those of some bombs do. Raises ``Damaged``."""
    end = 0
    for entry in sorted(package.infolist(), key=lambda e: e.header_offset):
        if entry.header_offset < end:
            raise Damaged(f"{name}: two of its files overlap: a decompression bomb, or damaged")
        end = entry.header_offset + 30 + entry.compress_size


def _hash_problems(
    package: zipfile.ZipFile, files: Sequence[zipfile.ZipInfo], name: str
) -> Iterator[InputError]:
    """Each WARC file whose bytes do not have the hash that ``datapackage.json`` states."""
    stated = _stated_hashes(package)
    for file in files:
        algorithm, _, value = stated.get(file.filename, "").partition(":")
        if algorithm not in {"sha256", "md5"} or _why_not(file):
            continue
        digest = hashlib.new(algorithm, usedforsecurity=False)
        try:
            with package.open(file) as stream:
                while chunk := stream.read(1 << 20):
                    digest.update(chunk)
        except _BROKEN:
            continue  # said when it is read
        if digest.hexdigest() != value.lower():
            yield Damaged(
                f"{name}, {sound(file.filename)}: is not what datapackage.json says", _RESTORE
            )


def _stated_hashes(package: zipfile.ZipFile) -> dict[str, str]:
    """Path to hash, as far as the package says so in the way that WACZ asks for."""
    try:
        entry = package.getinfo("datapackage.json")
        if entry.file_size > LARGEST_PACKAGE or _why_not(entry):
            return {}
        with package.open(entry) as stream:
            said = json.loads(stream.read(LARGEST_PACKAGE))
        return {str(item["path"]): str(item["hash"]) for item in said["resources"]}
    except (*_BROKEN, TypeError, RecursionError):
        return {}
