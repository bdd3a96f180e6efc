"""Sources and captures: where things are from, and what was kept of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dalil.errors import NotFound
from dalil.model import (
    Capture,
    Source,
)
from dalil.store.part import Part
from dalil.store.rows import (
    capture_of,
    now,
    source_of,
    to_iso,
)

if TYPE_CHECKING:
    from dalil.captures.record import Record


class Captures(Part):
    """Questions about sources and captures."""

    def keep_source(self, source: Source) -> None:
        """Remember a source; what is said of it now adds to what was said before."""
        self._db.execute(
            """
            insert into source (id, outlet, url, country, languages, route, start, keep_pages, allow)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (id) do update set
                outlet = case when excluded.outlet = excluded.id then outlet else excluded.outlet end,
                url = coalesce(excluded.url, url),
                country = coalesce(excluded.country, country),
                languages = case excluded.languages when '' then languages else excluded.languages end,
                keep_pages = iif(excluded.route is null, keep_pages, excluded.keep_pages),
                route = coalesce(excluded.route, route),
                start = coalesce(excluded.start, start),
                allow = case excluded.allow when '' then allow else excluded.allow end
            """,
            (
                source.id,
                source.outlet,
                source.url,
                source.country,
                " ".join(source.languages),
                source.route,
                source.start,
                source.keep_pages,
                " ".join(source.allow),
            ),
        )

    def source(self, source_id: str) -> Source:
        """The source of that id."""
        row = self._db.execute("select * from source where id = ?", (source_id,)).fetchone()
        if row is None:
            raise NotFound(f"no source {source_id!r}", "dalil sources")
        return source_of(row)

    def sources(self) -> list[tuple[Source, int]]:
        """Every source with its number of articles."""
        rows = self._db.execute(
            """
            select source.*, count(article.id) as articles
            from source left join article on article.source_id = source.id
            group by source.id order by source.outlet
            """
        )
        return [(source_of(row), row["articles"]) for row in rows]

    def same_capture(self, record: Record) -> Capture | None:
        """The capture that is this record, if it was kept before."""
        row = self._db.execute(
            """
            select * from capture where digest = ? and ifnull(url, '') = ?
            and ifnull(name, '') = ? and ifnull(captured_at, '') = ?
            """,
            (record.digest, record.url or "", record.name or "", to_iso(record.captured_at) or ""),
        ).fetchone()
        return capture_of(row) if row else None

    def acknowledged(self, file: str) -> int:
        """How many bytes of a capture file belong to kept captures."""
        row = self._db.execute(
            "select max(offset + size) as size from capture where file = ?", (file,)
        ).fetchone()
        return row["size"] or 0

    def files(self) -> list[str]:
        """The capture files."""
        rows = self._db.execute("select distinct file from capture order by file")
        return [row["file"] for row in rows]

    def last_file(self) -> str | None:
        """The capture file that was begun last."""
        row = self._db.execute("select max(file) as file from capture").fetchone()
        return None if row["file"] is None else str(row["file"])

    def keep_capture(
        self, record: Record, source_id: str, file: str, offset: int, size: int
    ) -> Capture:
        """Remember a record that stands in ``file``."""
        # An id that another capture has (a WARC read twice, say) would hide this one.
        taken = self._db.execute("select 1 from capture where id = ?", (record.id,)).fetchone()
        capture_id = f"{record.id}:{record.digest[7:19]}:{offset}" if taken else record.id
        self._db.execute(
            """
            insert into capture (id, source_id, url, name, captured_at, kept_at, media_type, status,
                                 digest, length, file, offset, size)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (
                capture_id,
                source_id,
                record.url,
                record.name,
                to_iso(record.captured_at),
                now(),
                record.media_type,
                record.status,
                record.digest,
                len(record.payload),
                file,
                offset,
                size,
            ),
        )
        return self.capture(capture_id)

    def note_reading(
        self, capture_id: str, kind: str | None, encoding: str | None, problem: str | None
    ) -> None:
        """Remember what a capture was read as, or why it could not be."""
        self._db.execute(
            "update capture set kind = ?, encoding = ?, problem = ? where id = ?",
            (kind, encoding, problem, capture_id),
        )

    def capture(self, capture_id: str) -> Capture:
        """The capture of that id."""
        row = self._db.execute("select * from capture where id = ?", (capture_id,)).fetchone()
        if row is None:
            raise NotFound(f"no capture {capture_id!r}", "dalil list")
        return capture_of(row)

    def captures(self) -> Iterator[Capture]:
        """All captures, as they stand in their files."""
        for row in self._db.execute("select * from capture order by file, offset"):
            yield capture_of(row)

    def unread(self, capture_id: str) -> str | None:
        """Why a capture could not be read, if it could not."""
        row = self._db.execute(
            "select problem from capture where id = ? and kind is null", (capture_id,)
        ).fetchone()
        return row["problem"] if row else None

    def encoding(self, capture_id: str) -> str | None:
        """The encoding that a capture's text was read in."""
        row = self._db.execute(
            "select encoding from capture where id = ?", (capture_id,)
        ).fetchone()
        return row["encoding"] if row else None

    def kind(self, capture_id: str) -> str | None:
        """What a capture was read as."""
        row = self._db.execute("select kind from capture where id = ?", (capture_id,)).fetchone()
        return row["kind"] if row else None
