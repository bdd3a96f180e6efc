"""Sources and captures: where things are from, and what was kept of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from dalil.errors import NotFound
from dalil.model import (
    Capture,
    Source,
)
from dalil.store.keys import DAY_BITS, first_key, last_key
from dalil.store.part import Part
from dalil.store.rows import (
    capture_of,
    now,
    source_of,
    to_iso,
)

if TYPE_CHECKING:
    from dalil.captures.record import Record, Reference


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
        return list(self._remembered("sources", self._sources))

    def _sources(self) -> list[tuple[Source, int]]:
        rows = self._db.execute(
            """
            select source.*,
                (select count(*) from article where source_id = source.id) as articles
            from source order by source.outlet
            """
        )
        return [(source_of(row), row["articles"]) for row in rows]

    def same_capture(self, record: Record, original: Capture | None = None) -> Capture | None:
        """The capture that is this record, if it was kept before; ``original`` has its payload.

        That is one with the same address, name, time and payload; or, of a record without a payload
        to compare, one with the same id, address and time.
        """
        when = to_iso(record.captured_at) or ""
        row = self._db.execute(
            """
            select * from capture where digest = ? and ifnull(url, '') = ?
            and ifnull(name, '') = ? and ifnull(captured_at, '') = ?
            """,
            (
                original.digest if original else record.digest,
                record.url or "",
                record.name or "",
                when,
            ),
        ).fetchone()
        if row is None and not record.payload:
            row = self._db.execute(
                "select * from capture where id = ? and ifnull(url, '') = ? and ifnull(captured_at, '') = ?",
                (record.id, record.url or "", when),
            ).fetchone()
        return capture_of(row) if row else None

    def same_payload(self, record: Record) -> Capture | None:
        """The first capture of the record's address that has its payload and status, and was read."""
        row = self._db.execute(
            """
            select * from capture where digest = ? and ifnull(url, '') = ? and status is ?
            and kind is not null and revisit_of is null order by captured_at limit 1
            """,
            (record.digest, record.url or "", record.status),
        ).fetchone()
        return capture_of(row) if row else None

    def last_answer(self, url: str, before: datetime) -> Capture | None:
        """The capture with what an address last gave before ``before``: what a 304 is about."""
        return self._original(
            """
            select * from capture where url = ? and captured_at <= ? and kind is not 'unlinked'
            and (status = 200 or (status = 304 and revisit_of is not null)) order by captured_at desc, file desc, offset desc limit 1
            """,
            (url, to_iso(before)),
        )

    def referred_to(self, reference: Reference) -> Capture | None:
        """The capture that a revisit record names, by id, else by address and time."""
        return self._original(
            "select * from capture where id = ? and kind is not 'unlinked'", (reference.id,)
        ) or self._original(
            """
            select * from capture where url = ? and captured_at = ? and status != 304
            and kind is not 'unlinked' limit 1
            """,
            (reference.url, to_iso(reference.captured_at)),
        )

    def _original(self, question: str, values: tuple[object, ...]) -> Capture | None:
        row = self._db.execute(question, values).fetchone()
        if row and row["revisit_of"]:
            return self.capture(row["revisit_of"])
        return capture_of(row) if row else None

    def acknowledged(self, file: str) -> int:
        """How many bytes of a capture file belong to kept captures."""
        row = self._db.execute(
            "select offset + size as size from capture where file = ? order by offset desc limit 1",
            (file,),
        ).fetchone()
        return row["size"] if row else 0

    def files(self) -> list[str]:
        """The capture files."""
        rows = self._db.execute("select distinct file from capture order by file")
        return [row["file"] for row in rows]

    def last_file(self) -> str | None:
        """The capture file that was begun last."""
        row = self._db.execute("select max(file) as file from capture").fetchone()
        return None if row["file"] is None else str(row["file"])

    def keep_capture(
        self,
        record: Record,
        source_id: str,
        file: str,
        offset: int,
        size: int,
        original: Capture | None = None,
    ) -> Capture:
        """Remember a record that stands in ``file``; ``original`` has the same payload."""
        # An id that another capture has (a WARC read twice, say) would hide this one.
        taken = self._db.execute("select 1 from capture where id = ?", (record.id,)).fetchone()
        capture_id = f"{record.id}:{record.digest[7:19]}:{offset}" if taken else record.id
        self._db.execute(
            """
            insert into capture (id, source_id, url, name, captured_at, kept_at, media_type, status,
                                 digest, length, file, offset, size, revisit_of)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (
                capture_id,
                source_id,
                record.url,
                record.name,
                to_iso(record.captured_at),
                now(),
                record.media_type or (original.media_type if original else None),
                record.status,
                original.digest if original else record.digest,
                original.length if original else len(record.payload),
                file,
                offset,
                size,
                original.id if original else None,
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

    def link(self, capture: Capture, original: Capture) -> Capture:
        """A revisit whose referred-to capture was not there has found it."""
        self._db.execute(
            """
            update capture set revisit_of = ?, digest = ?, length = ?,
                media_type = ifnull(media_type, ?) where id = ?
            """,
            (original.id, original.digest, original.length, original.media_type, capture.id),
        )
        return self.capture(capture.id)

    def note_same_reading(self, capture: Capture, original: Capture) -> None:
        """Remember that a capture was read as the earlier one was that has its payload."""
        self._db.execute(
            """
            update capture set (kind, encoding, problem) =
                (select kind, encoding, problem from capture where id = ?)
            where id = ?
            """,
            (original.id, capture.id),
        )

    def seen_in(self, capture_id: str) -> list[str]:
        """The versions that a capture says, in the order of its page."""
        rows = self._db.execute(
            "select version_id from sighting where capture_id = ? order by position", (capture_id,)
        )
        return [row["version_id"] for row in rows]

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

    def chosen_captures(
        self, source: str | None, country: str | None, since: str | None, until: str | None
    ) -> Iterator[tuple[Capture, int]]:
        """The captures that say something of the articles so filtered, as they stand in their files.

        With each, where the one before it ends: its request stands between. What a revisit refers
        to comes with it. Without filters, or by source alone, all captures, read or not.
        """
        question = "select id from capture"
        values: list[str | int] = []
        if country or since or until:
            question = """
                select sighting.capture_id from sighting join version on version.id = sighting.version_id
                join article on article.id = version.article_id where 1"""
            if country:
                question += """ and article.key in
                    (select key from article_country where country = ?)"""
                values.append(country.upper())
            if since:
                question += " and article.key >= ?"
                values.append(first_key(since))
            if until:
                question += " and article.key between ? and ?"
                values += [1 << DAY_BITS, last_key(until)]
            if source:
                question += " and article.source_id = ?"
                values.append(source)
        elif source:
            question += " where source_id = ?"
            values.append(source)
        statement = f"""
            with named (id) as ({question}),
            chosen (id) as (select id from named union
                select revisit_of from capture where id in (select id from named)),
            placed as (select *, ifnull(
                lag(offset + size) over (partition by file order by offset), 0) as start from capture)
            select * from placed where id in (select id from chosen) order by file, offset
            """  # noqa: S608  put together from the strings above
        for row in self._db.execute(statement, values):
            yield capture_of(row), row["start"]

    def headline(self, capture_id: str) -> str | None:
        """The headline of the page that a capture is."""
        row = self._db.execute(
            """
            select json_extract(wording, '$.headline') as headline from version
            join sighting on sighting.version_id = version.id
            where sighting.capture_id = ? and form = 'page'
            """,
            (capture_id,),
        ).fetchone()
        return row["headline"] if row else None

    def unlinked(self) -> list[Capture]:
        """The revisits of captures that are not in this archive."""
        rows = self._db.execute("select * from capture where kind = 'unlinked'").fetchall()
        return [capture_of(row) for row in rows]

    def unread(self, capture_id: str) -> str | None:
        """Why a capture could not be read, if it could not."""
        row = self._db.execute(
            "select problem from capture where id = ? and (kind is null or kind = 'unlinked')",
            (capture_id,),
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
