"""An archive, or a part of it, as one WACZ file that others can open and check.

WACZ 1.1.1 (https://specs.webrecorder.net/wacz/1.1.1/): the WARC records, an index, a list of pages,
and the SHA-256 of each file. It shows who archived what and when, not what the server once sent.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, Self

from dalil import __version__
from dalil.archive import Archive
from dalil.captures import cdxj
from dalil.errors import ArchiveReadOnly, NotFound
from dalil.model import Capture, Problem

WACZ_VERSION = "1.1.1"
BLOCK = 300
"""Index lines that are compressed together, so that a reader can take one block out of many."""

_FIX = "dalil verify; restore the WARC file from a copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What went into the file; ``problems`` names each capture that could not."""

    captures: int
    pages: int
    size: int
    problems: tuple[Problem, ...] = ()


def write_wacz(
    archive: Archive,
    path: Path,
    *,
    source: str | None = None,
    country: str | None = None,
    since: str | None = None,
    until: str | None = None,
    created: datetime | None = None,
    progress: Callable[[int], None] | None = None,
) -> Exported:
    """Write the captures of the articles that the filters name, or of all; replaces ``path`` at once.

    ``since`` and ``until`` are ISO days of publication. ``progress`` is called with the number of
    captures written. Raises ``ArchiveReadOnly`` where ``path`` cannot be written, and ``NotFound``,
    writing nothing, where nothing is chosen.
    """
    made = path.with_name(path.name + ".part")
    try:
        with made.open("wb") as out, _Package(out) as package:
            chosen = archive.chosen(source=source, country=country, since=since, until=until)
            done = _write(archive, package, chosen, created, progress or (lambda _: None))
        if not (done.captures or done.problems):
            raise NotFound(
                "there is no capture of such articles: nothing was written", "dalil list"
            )
        with made.open("rb") as whole:
            os.fsync(whole.fileno())
        made.replace(path)
    except OSError as error:
        raise ArchiveReadOnly(
            f"cannot write {path}: {error.strerror or error}",
            "name another file, or free some space",
        ) from error
    finally:
        with suppress(OSError):  # a folder that takes no file lets none be removed either
            made.unlink(missing_ok=True)
    return replace(done, size=path.stat().st_size)


def _write(
    archive: Archive,
    package: _Package,
    chosen: Iterable[tuple[Capture, bytes]],
    created: datetime | None,
    progress: Callable[[int], None],
) -> Exported:
    lines: list[str] = []
    pages: list[str] = []
    problems: list[Problem] = []
    for file, group in groupby(chosen, key=lambda item: item[0].file):
        with package.file(f"archive/{file}") as write:
            at = 0
            for capture, raw in group:
                if not raw:
                    what = "left out: its bytes are damaged"
                    problems.append(Problem(thing=f"capture {capture.id}", what=what, fix=_FIX))
                    continue
                headers = archive.files.headers(file, capture.offset, capture.size)
                write(raw)
                at += len(raw)
                lines.append(cdxj.line(replace(capture, offset=at - capture.size), headers))
                pages += _page(archive, capture)
                progress(len(lines))
    _write_index(package, sorted(lines))
    head = json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All pages"})
    package.add("pages/pages.jsonl", "\n".join([head, *pages, ""]).encode())
    package.describe(created or datetime.now(UTC))
    return Exported(captures=len(lines), pages=len(pages), size=0, problems=tuple(problems))


def _page(archive: Archive, capture: Capture) -> Iterator[str]:
    """A line for ``pages.jsonl``, where the capture is a page that people read."""
    if capture.url is None or capture.revisit_of or not archive.is_page(capture):
        return
    moment = (capture.captured_at or capture.kept_at).astimezone(UTC)
    said = {
        "id": capture.id.rsplit(":", 1)[-1],
        "url": capture.url,
        "ts": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "title": archive.title(capture),
    }
    yield json.dumps({key: value for key, value in said.items() if value}, ensure_ascii=False)


def _write_index(package: _Package, lines: Sequence[str]) -> None:
    """The sorted lines in compressed blocks, and where each block begins (ZipNum)."""
    blocks = [lines[at : at + BLOCK] for at in range(0, len(lines), BLOCK)]
    meta = {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}
    index = [f"!meta 0 {json.dumps(meta)}\n"]
    with package.file("indexes/index.cdx.gz") as write:
        at = 0
        for block in blocks:
            raw = gzip.compress("".join(block).encode(), mtime=0)
            write(raw)
            key, timestamp, _ = block[0].split(" ", 2)
            digest = f"sha256:{hashlib.sha256(raw).hexdigest()}"
            where = {"offset": at, "length": len(raw), "digest": digest, "filename": "index.cdx.gz"}
            index.append(f"{key} {timestamp} {json.dumps(where)}\n")
            at += len(raw)
    package.add("indexes/index.idx", "".join(index).encode())


class _Package:
    """A ZIP whose files are stored as they are, each with its hash for ``datapackage.json``."""

    def __init__(self, out: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_STORED)
        self._resources: list[dict[str, object]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @contextmanager
    def file(self, path: str) -> Iterator[Callable[[bytes], None]]:
        """A file that is written piece by piece."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(zipfile.ZipInfo(path), "w", force_zip64=True) as out:

            def write(piece: bytes) -> None:
                nonlocal size
                out.write(piece)
                digest.update(piece)
                size += len(piece)

            yield write
        said = {"name": path.rsplit("/", 1)[-1], "path": path, "bytes": size}
        self._resources.append({**said, "hash": f"sha256:{digest.hexdigest()}"})

    def add(self, path: str, content: bytes) -> None:
        """A small file."""
        with self.file(path) as write:
            write(content)

    def describe(self, created: datetime) -> None:
        """Write what the package says of itself."""
        said = {
            "profile": "data-package",
            "wacz_version": WACZ_VERSION,
            "software": f"dalil {__version__}",
            "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "resources": self._resources,
        }
        package = json.dumps(said, indent=2).encode()
        digest = {
            "path": "datapackage.json",
            "hash": f"sha256:{hashlib.sha256(package).hexdigest()}",
        }
        self._zip.writestr(zipfile.ZipInfo("datapackage.json"), package)
        self._zip.writestr(
            zipfile.ZipInfo("datapackage-digest.json"), json.dumps(digest, indent=2).encode()
        )
