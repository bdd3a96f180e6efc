"""What a person hands over, as records: a file, a WARC file, a folder of both."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from dalil.captures import record as records
from dalil.captures.archive import read_warc
from dalil.captures.record import Record
from dalil.captures.slices import is_export, slices
from dalil.captures.wacz import read_wacz
from dalil.errors import InputError

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of one capture."""

_TEXTUAL = re.compile(r"xml|json|text/plain|text/html|^$")


def incoming(
    path: Path, *, url: str | None = None, captured_at: datetime | None = None
) -> Iterator[Record | InputError]:
    """The records of a file, or of all files of a folder in order of their names.

    An ``InputError`` stands for each thing that is no record; the rest goes on.
    """
    if path.is_dir():
        for file in sorted(p for p in path.rglob("*") if _is_given(p)):
            name = file.relative_to(path).as_posix()
            yield from _of_file(file, name, url=None, captured_at=captured_at)
        return
    yield from _of_file(path, path.name, url=url, captured_at=captured_at)


def _is_given(path: Path) -> bool:
    """A file, and neither hidden nor an archive's own: of an archive its captures are taken."""
    own = path.name.startswith("archive.db") and (path.parent / "captures").is_dir()
    return path.is_file() and path.name[0] != "." and not own


def _of_file(
    path: Path, name: str, *, url: str | None, captured_at: datetime | None
) -> Iterator[Record | InputError]:
    try:
        if path.exists() and not path.is_file():
            yield InputError(f"{path}: not a regular file", "copy what it gives into one")
            return
        with path.open("rb") as stream:
            head = stream.read(4096)
        if _is_warc(path, head):
            yield from read_warc(path)
            return
        if name.lower().endswith(".wacz"):
            with path.open("rb") as stream:
                yield from read_wacz(stream, name)
            return
        if is_export(head):
            yield from slices(path, name, captured_at)
            return
        yield _file(path, name, url, captured_at)
    except OSError as error:
        yield InputError(f"{path}: {error.strerror or error}", "check the name and its rights")
    except InputError as error:
        yield error


def _file(path: Path, name: str, url: str | None, captured_at: datetime | None) -> Record:
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise InputError(
            f"{path}: {size >> 20} MB, more than the {LARGEST_FILE >> 20} MB of one capture",
            "split it, or add the pages one by one",
        )
    return records.from_file(
        path.read_bytes(),
        name=name,
        url=url,
        captured_at=captured_at,
        media_type=mimetypes.guess_type(path.name)[0],
    )


def _is_warc(path: Path, head: bytes) -> bool:
    return head.startswith(b"WARC/") or (
        head.startswith(b"\x1f\x8b") and path.name.lower().endswith(".gz")
    )


def why_unread(record: Record) -> str | None:
    """Why a capture is kept but not read: the server's answer, or what kind of file it is."""
    if record.refers_to:
        return "a revisit: has no bytes of its own"
    if record.status is not None and record.status != 200:
        return f"answered {record.status}: kept, not read"
    if record.url and not record.url.lower().startswith(("http://", "https://")):
        scheme = record.url.split(":")[0][:40]
        return f"{scheme}: is no page's address (a crawler's own record, say): kept, not read"
    kind = record.media_type or ""
    packed = record.payload.startswith(b"\x1f\x8b")  # as sitemaps mostly are
    of_a_server = record.status is not None and not packed and not _TEXTUAL.search(kind)
    if of_a_server or kind in {"text/css", "text/javascript"}:
        return f"{kind}: kept, not read"
    return None
