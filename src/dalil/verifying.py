"""Whether an archive still is what was kept: every byte of the captures, every text, every span."""

from __future__ import annotations

from collections.abc import Iterator

from dalil.captures import cdxj
from dalil.captures.archive import CaptureFiles
from dalil.captures.record import Record
from dalil.errors import Damaged
from dalil.model import Capture, Problem
from dalil.store import Store
from dalil.text import text_digest


def problems(store: Store, files: CaptureFiles) -> Iterator[Problem]:
    """What does not hold, thing by thing."""
    for what in store.problems():
        yield Problem(thing=str(store.path), what=what)
    yield from _captures(store, files)
    yield from _indexes(store, files)
    yield from _versions(store)


# ── captures ─────────────────────────────────────────────────────────────────────────────────────


def _captures(store: Store, files: CaptureFiles) -> Iterator[Problem]:
    file, end = "", 0
    for capture in store.captures():
        try:
            check_capture(store, files, capture, end if capture.file == file else 0)
        except Damaged as error:
            place = f"capture {capture.id} ({capture.file}, byte {capture.offset})"
            yield Problem(thing=place, what=error.message, fix="restore the file from a copy")
        file, end = capture.file, capture.offset + capture.size


def check_capture(store: Store, files: CaptureFiles, capture: Capture, start: int) -> None:
    """Its record is whole, and has the payload that was kept or refers to one that has it.

    From ``start``, where the capture before it ends, only its requests stand. Raises ``Damaged``.
    """
    files.check_requests(capture.file, start, capture.offset)
    record = files.read(capture.file, capture.offset, capture.size)
    if record.payload or not (record.refers_to or capture.revisit_of):
        check_payload(record, capture)
    elif capture.revisit_of and store.capture(capture.revisit_of).digest != capture.digest:
        raise Damaged("the capture that it refers to has another payload")


def check_payload(record: Record, capture: Capture) -> None:
    """A capture's record has the payload that was kept. Raises ``Damaged``."""
    if record.digest != capture.digest:
        raise Damaged(
            f"the payload of {capture.id} has another digest than when it was kept",
            "dalil verify; restore the WARC file from a copy",
        )


def index_lines(store: Store, files: CaptureFiles) -> tuple[list[str], list[Problem]]:
    """The CDXJ index of the WARC files, sorted, and what could not be read for it."""
    lines, unread = [], []
    for capture in store.captures():
        try:
            headers = files.headers(capture.file, capture.offset, capture.size)
        except Damaged as error:
            thing = f"capture {capture.id}"
            unread.append(Problem(thing=thing, what=error.message, fix="dalil verify"))
        else:
            lines.append(cdxj.line(capture, headers))
    return sorted(lines), unread


def _indexes(store: Store, files: CaptureFiles) -> Iterator[Problem]:
    """CDXJ files that a person put beside the captures say what the captures are."""
    paths = sorted(files.folder.glob("*.cdxj"))
    lines = set(index_lines(store, files)[0]) if paths else set()
    for path in paths:
        try:
            said = set(path.read_text("utf-8").splitlines(keepends=True))
        except (OSError, UnicodeDecodeError) as error:
            yield Problem(thing=str(path), what=f"cannot be read: {error}")
            continue
        wrong, missing = len(said - lines), len(lines - said)
        if wrong or missing:
            what = f"{wrong} lines that no capture has, {missing} captures without a line"
            yield Problem(thing=str(path), what=what, fix=f"dalil export cdxj {path}")


# ── texts and figures ────────────────────────────────────────────────────────────────────────────


def _versions(store: Store) -> Iterator[Problem]:
    for version in store.all_versions():
        text = version.wording.text
        name = f"version {version.id} of article {version.article_id}"
        if text_digest(text) != version.digest:
            yield Problem(thing=name, what="its text is not what was kept")
        if any(block.span.end > len(text) for block in version.wording.blocks):
            yield Problem(thing=name, what="a block reaches past its text")
        for kept in store.findings(version.id):
            if kept.finding.span.of(text) != kept.exact:
                yield Problem(
                    thing=f"finding {kept.id} in {name}",
                    what=f"its span no longer says {kept.exact!r}",
                )
            elif any(s.end > len(text) for part in kept.finding.parts.values() for s in part):
                yield Problem(
                    thing=f"finding {kept.id} in {name}", what="a part reaches past its text"
                )
