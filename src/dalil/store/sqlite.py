"""The archive's memory in one SQLite file: one method a question, the SQL in sight."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dalil import __version__
from dalil.errors import (
    ArchiveTooNew,
    NoArchive,
    NotFound,
)
from dalil.lang.stems import ANALYSER, stems
from dalil.model import (
    Capture,
    Card,
    Cards,
    CountryCount,
    Finding,
    KeptFinding,
    Published,
    Source,
    Version,
    Wording,
)
from dalil.store import connection, search
from dalil.store.keys import DAY_BITS, day_number, first_key, headline_key, last_key, made_id
from dalil.store.rows import (
    article_of,
    capture_of,
    card_lines,
    finding_row,
    from_json,
    now,
    shown_version,
    source_of,
    to_iso,
    to_json,
    version_of,
)
from dalil.text import around, text_digest

if TYPE_CHECKING:
    from dalil.captures.record import Record

DATABASE = "archive.db"


class Store:
    """The archive's memory. Opened by one thread; several processes may hold it at once."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the database in ``folder``, bringing its tables up to date.

        Raises ``NoArchive``, ``ArchiveTooNew``, ``ArchiveReadOnly`` or ``ArchiveBusy``.
        """
        self.folder = folder
        self.path = folder / DATABASE
        if not self.path.exists():
            if not create:
                raise NoArchive(f"there is no archive in {folder}", "dalil add page.html")
            connection.make_folder(folder)
        with connection.named_errors(self.path):
            self._db = connection.connect(self.path)
            self._db.execute("pragma foreign_keys = on")
            self._migrate()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    # ── tables and transactions ──────────────────────────────────────────────────────────────────

    def _migrate(self) -> None:
        steps = connection.migrations()
        done: int = self._db.execute("pragma user_version").fetchone()[0]
        if done > len(steps):
            raise ArchiveTooNew(
                f"{self.path} was made by a newer Dalil (its tables are at step {done}, "
                f"this program knows {len(steps)})",
                "pip install --upgrade dalil",
            )
        if done < len(steps):
            self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = full")
        if done == len(steps):
            return
        with self.writing():
            for number in range(self._db.execute("pragma user_version").fetchone()[0], len(steps)):
                for statement in steps[number].split(";\n"):
                    self._db.execute(statement)
                if number == 0:
                    self._db.execute(search.table_sql(connection.sqlite3.sqlite_version_info))
                    self._set_meta("analyser", ANALYSER)
                    self.note("archive made")
                self._db.execute(f"pragma user_version = {number + 1}")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it is kept, or none. Acknowledged when the block has ended."""
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("rollback")
            raise
        self._db.execute("commit")

    def note(self, what: str) -> None:
        """A line in the log: what was done, when, by which program version."""
        self._db.execute(
            "insert into log (at, what, program) values (?, ?, ?)",
            (now(), what, f"dalil {__version__}"),
        )

    def log(self, limit: int) -> list[tuple[str, str, str]]:
        """The newest lines of the log."""
        rows = self._db.execute(
            "select at, what, program from log order by id desc limit ?", (limit,)
        )
        return [(row["at"], row["what"], row["program"]) for row in rows]

    def _set_meta(self, key: str, value: str) -> None:
        self._db.execute("insert or replace into meta (key, value) values (?, ?)", (key, value))

    # ── sources ──────────────────────────────────────────────────────────────────────────────────

    def keep_source(self, source: Source) -> None:
        """Remember a source; what is said of it now adds to what was said before."""
        self._db.execute(
            """
            insert into source (id, outlet, url, country, languages) values (?, ?, ?, ?, ?)
            on conflict (id) do update set
                outlet = case when excluded.outlet = excluded.id then outlet else excluded.outlet end,
                url = coalesce(excluded.url, url),
                country = coalesce(excluded.country, country),
                languages = case excluded.languages when '' then languages else excluded.languages end
            """,
            (source.id, source.outlet, source.url, source.country, " ".join(source.languages)),
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

    # ── captures ─────────────────────────────────────────────────────────────────────────────────

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

    # ── articles and versions ────────────────────────────────────────────────────────────────────

    def find_article(
        self, source_id: str, url_key: str | None, headline: str | None, on: str | None
    ) -> str | None:
        """The article that a wording is of, by its address, else by headline and day.

        Headline and day only decide where one of the two has no address: a text dump of a listing
        and the listing itself are the same articles; two pages with one headline are not.
        """
        if url_key:
            row = self._db.execute(
                "select id from article where url_key = ?", (url_key,)
            ).fetchone()
            if row:
                return str(row["id"])
        rows = self._db.execute(
            """
            select id from article where source_id = ? and headline_key = ?
            and ifnull(published_on, '') = ? and (url_key is null or ?)
            """,
            (source_id, headline_key(headline), on or "", url_key is None),
        ).fetchall()
        return str(rows[0]["id"]) if len(rows) == 1 else None

    def keep_wording(
        self,
        wording: Wording,
        *,
        capture: Capture,
        source_id: str,
        url_key: str | None,
        position: int,
        placed_on: str | None,
        countries: Sequence[tuple[str, str]],
        findings: Sequence[Finding],
    ) -> tuple[str, bool]:
        """Keep what a capture says of an article; return the version's id and whether it is new.

        ``placed_on`` is the day by which an article without a date is put in order; it is never
        shown as its date. ``countries`` are ``(code, origin)``.
        """
        on = wording.published.on if wording.published else None
        article_id = self.find_article(source_id, url_key, wording.headline, on)
        if article_id is None:
            article_id = self._new_article(wording, source_id, url_key, placed_on)
        elif url_key:
            self._db.execute(
                "update article set url = ?, url_key = ? where id = ? and url_key is null",
                (wording.url, url_key, article_id),
            )
        version_id, is_new = self._keep_version(article_id, wording, capture, findings)
        fresh = self._db.execute(
            "insert or ignore into sighting (version_id, capture_id, seen_at, position) values (?, ?, ?, ?)",
            (version_id, capture.id, to_iso(capture.captured_at or capture.kept_at), position),
        ).rowcount
        if fresh:
            self._refresh(article_id, placed_on)
        self._keep_countries(article_id, countries)
        if fresh:
            self._index(article_id)
        return version_id, is_new

    def _new_article(
        self, wording: Wording, source_id: str, url_key: str | None, placed_on: str | None
    ) -> str:
        on = wording.published.on if wording.published else None
        name = headline_key(wording.headline) or text_digest(wording.text)
        article_id = made_id("a", url_key) if url_key else made_id("a", source_id, name, on)
        self._db.execute(
            """
            insert into article (id, source_id, url, url_key, headline_key, key, placed_on)
            values (?, ?, ?, ?, ?, ?, ?)
            """,
            (
                article_id,
                source_id,
                wording.url,
                url_key,
                headline_key(wording.headline),
                self._free_key(on or placed_on),
                on or placed_on,
            ),
        )
        return article_id

    def _free_key(self, on: str | None) -> int:
        low = day_number(on) << DAY_BITS
        row = self._db.execute(
            "select max(key) as key from article where key >= ? and key < ?",
            (low, low + (1 << DAY_BITS)),
        ).fetchone()
        return low if row["key"] is None else int(row["key"]) + 1

    def _keep_version(
        self, article_id: str, wording: Wording, capture: Capture, findings: Sequence[Finding]
    ) -> tuple[str, bool]:
        digest = text_digest(wording.text)
        version_id = made_id("v", article_id, wording.form, digest)
        number = self._db.execute(
            "select count(*) from version where article_id = ? and form = ?",
            (article_id, wording.form),
        ).fetchone()[0]
        rest = msgspec.to_builtins(wording)
        rest.pop("text")
        blocks = rest.pop("blocks")
        is_new = self._db.execute(
            """
            insert or ignore into version
                (id, article_id, form, number, capture_id, digest, text, blocks, wording)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (
                version_id,
                article_id,
                wording.form,
                number + 1,
                capture.id,
                digest,
                wording.text,
                to_json(blocks),
                to_json(rest),
            ),
        ).rowcount
        if is_new:
            self._keep_findings(version_id, wording.text, findings)
        return version_id, bool(is_new)

    def _keep_findings(self, version_id: str, text: str, findings: Iterable[Finding]) -> None:
        self._db.executemany(
            """
            insert or ignore into finding (id, version_id, kind, start, "end", exact, low, high, unit, bound,
                "of", per, place, period, attribution, status, change, confidence, finder, finding)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [finding_row(version_id, text, finding) for finding in findings],
        )

    def _refresh(self, article_id: str, placed_on: str | None) -> None:
        """Take what lists show of an article from its versions, and put it in its place."""
        article = self._db.execute("select * from article where id = ?", (article_id,)).fetchone()
        versions = self._db.execute(
            """
            select version.*, max(sighting.seen_at) as seen from version
            join sighting on sighting.version_id = version.id
            where article_id = ? group by version.id order by seen desc, number desc
            """,
            (article_id,),
        ).fetchall()
        shown = shown_version(versions)
        lines = card_lines(versions)
        on = lines["published"].on if lines["published"] else None
        placed = on or article["placed_on"] or placed_on
        key = article["key"]
        if day_number(placed) != key >> DAY_BITS:
            self._db.execute("delete from ft where rowid = ?", (key,))
            key = self._free_key(placed)
        figures = self._db.execute(
            "select count(*) from finding where version_id = ?", (shown["id"],)
        ).fetchone()[0]
        self._db.execute(
            """
            update article set key = ?, placed_on = ?, headline = ?, headline_key = ?, byline = ?,
                published = ?, published_on = ?, language = ?, teaser = ?, truncated = ?,
                version_count = ?, figure_count = ?
            where id = ?
            """,
            (
                key,
                placed,
                lines["headline"],
                headline_key(lines["headline"]),
                lines["byline"],
                to_json(lines["published"]) if lines["published"] else None,
                on,
                lines["language"],
                lines["teaser"],
                lines["truncated"],
                max(Counter(row["form"] for row in versions).values()),
                figures,
                article_id,
            ),
        )

    def _keep_countries(self, article_id: str, countries: Sequence[tuple[str, str]]) -> None:
        self._db.executemany(
            """
            insert or ignore into article_country (country, key, origin)
            select ?, key, ? from article where id = ?
            """,
            [(country, origin, article_id) for country, origin in countries],
        )

    def _index(self, article_id: str) -> None:
        """Index every wording that the article ever had, in its own language."""
        article = self._db.execute("select * from article where id = ?", (article_id,)).fetchone()
        countries = self._db.execute(
            "select country from article_country where key = ?", (article["key"],)
        ).fetchall()
        versions = self._db.execute(
            "select text, json_extract(wording, '$.language') as language from version where article_id = ?",
            (article_id,),
        ).fetchall()
        words = "\n".join(" ".join(stems(row["text"], row["language"])) for row in versions)
        tags = [search.tag("s", article["source_id"])]
        tags += [search.tag("l", article["language"])] if article["language"] else []
        tags += [search.tag("c", row["country"]) for row in countries]
        self._db.execute("delete from ft where rowid = ?", (article["key"],))
        self._db.execute(
            "insert into ft (rowid, words, tags) values (?, ?, ?)",
            (article["key"], words, " ".join(tags)),
        )

    def article_row(self, article_id: str) -> sqlite3.Row:
        """An article's row with its source's, by its id or a beginning of it that no other has."""
        rows = self._db.execute(
            _CARD + " where article.id >= ? and article.id < ? limit 2",
            (article_id, article_id + "\U0010ffff"),
        ).fetchall()
        if len(rows) != 1 or not article_id:
            found = "more than one article begins with" if rows else "no article"
            raise NotFound(f"{found} {article_id!r}", "dalil list")
        row: sqlite3.Row = rows[0]
        return row

    def versions(self, article_id: str) -> list[Version]:
        """All versions of an article, the one seen last at the end."""
        rows = self._db.execute(
            """
            select version.*, min(sighting.seen_at) as first_seen, max(sighting.seen_at) as last_seen
            from version join sighting on sighting.version_id = version.id
            where article_id = ? group by version.id order by last_seen, number
            """,
            (article_id,),
        )
        return [version_of(row) for row in rows]

    def version(self, version_id: str) -> Version:
        """The version of that id."""
        row = self._db.execute(
            """
            select version.*, min(sighting.seen_at) as first_seen
            from version join sighting on sighting.version_id = version.id
            where version.id = ? group by version.id
            """,
            (version_id,),
        ).fetchone()
        if row is None:
            raise NotFound(f"no version {version_id!r}", "dalil list")
        return version_of(row)

    def all_versions(self) -> Iterator[Version]:
        """Every version, for checking."""
        for row in self._db.execute(
            """
            select version.*, min(sighting.seen_at) as first_seen
            from version left join sighting on sighting.version_id = version.id group by version.id
            """
        ):
            yield version_of(row)

    # ── findings ─────────────────────────────────────────────────────────────────────────────────

    def findings(self, version_id: str) -> list[KeptFinding]:
        """The findings of a version, in order of the text."""
        rows = self._db.execute(
            "select * from finding where version_id = ? order by start, id", (version_id,)
        ).fetchall()
        return [self._kept(row) for row in rows]

    def finding(self, finding_id: str) -> KeptFinding:
        """A finding by its id, or a beginning of it that no other has."""
        rows = self._db.execute(
            "select * from finding where id >= ? and id < ? limit 2",
            (finding_id, finding_id + "\U0010ffff"),
        ).fetchall()
        if len(rows) != 1 or not finding_id:
            found = "more than one finding begins with" if rows else "no finding"
            raise NotFound(f"{found} {finding_id!r}", "dalil show ARTICLE")
        return self._kept(rows[0])

    def _kept(self, row: sqlite3.Row) -> KeptFinding:
        finding = msgspec.json.decode(row["finding"], type=Finding)
        text = self._db.execute(
            "select text from version where id = ?", (row["version_id"],)
        ).fetchone()["text"]
        prefix, _, suffix = around(text, finding.span)
        return KeptFinding(
            id=row["id"],
            version_id=row["version_id"],
            exact=row["exact"],
            prefix=prefix,
            suffix=suffix,
            finding=finding,
        )

    def newest_findings(self, limit: int) -> list[tuple[str, str]]:
        """``(article id, finding id)``: for each of the newest articles its first finding."""
        rows = self._db.execute(
            """
            select article.id as article, (
                select finding.id from finding join version on version.id = finding.version_id
                where version.article_id = article.id
                order by version.form desc, version.number desc, finding.start limit 1
            ) as finding
            from article where article.figure_count > 0 and article.published_on is not null
            order by article.key desc limit ?
            """,
            (limit,),
        )
        return [(row["article"], row["finding"]) for row in rows if row["finding"]]

    # ── lists ────────────────────────────────────────────────────────────────────────────────────

    def cards(
        self,
        *,
        country: str | None,
        source: str | None,
        language: str | None,
        since: str | None,
        until: str | None,
        before: int | None,
        after: int | None,
        limit: int,
    ) -> Cards:
        """Articles by filters, newest first, one page of them."""
        frame = " from article"
        where: list[tuple[str, object]] = []
        if country:
            frame += " join article_country on article_country.key = article.key"
            where.append(("article_country.country = ?", country.upper()))
        if source:
            where.append(("article.source_id = ?", source))
        if language:
            where.append(("article.language = ?", language))
        if since:
            where.append(("article.key >= ?", first_key(since)))
        if until:
            where.append(("article.key <= ?", last_key(until)))
        condition = "".join(f" and {text}" for text, _ in where)
        values = [value for _, value in where]
        return self._page(
            f"select article.key as key{frame} where 1{condition}", values, before, after, limit
        )

    def search(
        self,
        query: search.Query,
        *,
        tags: tuple[str, ...],
        before: int | None,
        after: int | None,
        limit: int,
    ) -> Cards:
        """Articles that match a query, newest first, one page of them."""
        if query.is_empty:
            return Cards(cards=(), total=0)
        expression = search.match_expression(query, tags)
        return self._page(
            "select rowid as key from ft where ft match ?",
            [expression],
            before,
            after,
            limit,
            "rowid",
        )

    def _page(
        self,
        keys: str,
        values: list[Any],
        before: int | None,
        after: int | None,
        limit: int,
        column: str = "article.key",
    ) -> Cards:
        count = f"select count(*) from ({keys})"  # noqa: S608 (our own statements, put together)
        total = self._db.execute(count, values).fetchone()[0]
        sql, bounds, order = keys, list(values), "desc"
        if after is not None:
            sql, order = f"{keys} and {column} > ?", "asc"
            bounds.append(after)
        elif before is not None:
            sql = f"{keys} and {column} < ?"
            bounds.append(before)
        rows = self._db.execute(f"{sql} order by {column} {order} limit ?", [*bounds, limit + 1])
        found = [row["key"] for row in rows]
        more, found = len(found) > limit, found[:limit]
        if order == "asc":
            found.reverse()
        cards = tuple(self._card_by_key(key) for key in found)
        has_older = more if order == "desc" else True
        has_newer = more if order == "asc" else before is not None
        return Cards(
            cards=cards,
            total=total,
            older=found[-1] if found and has_older else None,
            newer=found[0] if found and has_newer else None,
        )

    def _card_by_key(self, key: int) -> Card:
        return self.card(self._db.execute(_CARD + " where article.key = ?", (key,)).fetchone())

    def card(self, row: sqlite3.Row) -> Card:
        """The card of an article row."""
        countries = self._db.execute(
            "select country from article_country where key = ? order by origin = 'source', country",
            (row["key"],),
        ).fetchall()
        return Card(
            article=article_of(row),
            source=Source(
                id=row["source_id"],
                outlet=row["outlet"],
                url=row["source_url"],
                country=row["source_country"],
                languages=tuple(row["languages"].split()),
            ),
            headline=row["headline"],
            byline=row["byline"],
            published=from_json(row["published"], Published),
            language=row["language"],
            teaser=row["teaser"],
            truncated=bool(row["truncated"]),
            countries=tuple(country["country"] for country in countries),
            version_count=row["version_count"],
            figure_count=row["figure_count"],
        )

    def countries(self) -> list[CountryCount]:
        """Every country with its number of articles and the days they span."""
        rows = self._db.execute(
            """
            select country, count(*) as articles, min(published_on) as first, max(published_on) as last
            from article_country join article on article.key = article_country.key
            group by country order by articles desc, country
            """
        )
        return [
            CountryCount(
                country=row["country"],
                articles=row["articles"],
                first_on=row["first"],
                last_on=row["last"],
            )
            for row in rows
        ]

    def counts(self) -> dict[str, int]:
        """How many of each thing there are."""
        tables = {
            "sources": "source",
            "captures": "capture",
            "articles": "article",
            "versions": "version",
            "figures": "finding",
        }
        return {
            name: self._db.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608
            for name, table in tables.items()
        }

    # ── checking ─────────────────────────────────────────────────────────────────────────────────

    def problems(self) -> list[str]:
        """What SQLite and the full-text index find wrong with themselves."""
        found = [row[0] for row in self._db.execute("pragma integrity_check") if row[0] != "ok"]
        found += [
            f"a row of {row[0]} points nowhere"
            for row in self._db.execute("pragma foreign_key_check")
        ]
        articles = self._db.execute("select count(*) from article").fetchone()[0]
        indexed = self._db.execute("select count(*) from ft").fetchone()[0]
        if articles != indexed:
            found.append(f"{articles} articles, but {indexed} in the full-text index")
        return found


_CARD = """
    select article.*, source.outlet, source.url as source_url, source.country as source_country,
           source.languages
    from article join source on source.id = article.source_id
"""
