"""Articles and their versions: what is new, what is the same, what a list shows of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from dalil.errors import NotFound
from dalil.model import AnyFinding, Capture, Span, Version, Wording
from dalil.store import indexing
from dalil.store.keys import DAY_BITS, day_number, headline_key, made_id
from dalil.store.laws import Laws
from dalil.store.quotes import Quotes
from dalil.store.rows import (
    card_lines,
    finding_row,
    shown_version,
    to_iso,
    to_json,
    version_of,
    wording_of,
)
from dalil.store.spellings import Spellings
from dalil.text import text_digest

if TYPE_CHECKING:
    pass


class Articles(Laws, Quotes, Spellings):
    """Questions about articles and versions."""

    def find_article(
        self, source_id: str, url_key: str | None, headline: str | None, on: str | None
    ) -> str | None:
        """The article that a wording is of, by its address, else by headline and day.

        Headline and day only decide where one of the two has no address: a text dump of a listing
        and the listing itself are the same articles; two pages with one headline are not.
        """
        if url_key:
            row = self._db.execute(
                """
                select id from article where url_key = ?
                union all select article_id from moved where url_key = ?
                """,
                (url_key, url_key),
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
        findings: Sequence[AnyFinding],
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
        changed = is_new or (
            fresh
            and (self._gets_a_place(article_id, placed_on) or self.reorders(version_id, capture))
        )
        moved = changed and self._refresh(article_id, placed_on)
        named = self._keep_countries(article_id, countries)
        if is_new or named:
            self.place_laws(article_id)
        if is_new or moved or named:
            self._index(article_id)
        return version_id, is_new

    def seen_again(self, capture: Capture, original: Capture) -> None:
        """A capture with the payload of an earlier one says all that that one said."""
        self._db.execute(
            """
            insert or ignore into sighting (version_id, capture_id, seen_at, position)
            select version_id, ?, ?, position from sighting where capture_id = ?
            """,
            (capture.id, to_iso(capture.captured_at or capture.kept_at), original.id),
        )
        for version_id in self._versions_in(capture):
            if self.reorders(version_id, capture):
                article_id = self.version(version_id).article_id
                if self._refresh(article_id, None):
                    self._index(article_id)

    def _versions_in(self, capture: Capture) -> list[str]:
        rows = self._db.execute(
            "select version_id from sighting where capture_id = ?", (capture.id,)
        )
        return [row["version_id"] for row in rows]

    def reorders(self, version_id: str, capture: Capture) -> bool:
        """Whether seeing a wording again in this capture changes what was seen before what.

        It does where another wording of the same form was seen since, or was told to be gone.
        Otherwise an unchanged article seen again costs nothing more than the sighting.
        """
        seen_at = to_iso(capture.captured_at or capture.kept_at)
        last = self._db.execute(
            """
            select seen_at from sighting where version_id = ? and capture_id != ?
            order by seen_at desc limit 1
            """,
            (version_id, capture.id),
        ).fetchone()
        row = self._db.execute(
            """
            select exists (
                select 1 from version as other join sighting on sighting.version_id = other.id
                where other.article_id = this.article_id and other.form = this.form
                and other.id != this.id and sighting.seen_at >= ?
            ) or exists (
                select 1 from change where change.article_id = this.article_id and new_id is null
            ) as it_does
            from version as this where id = ?
            """,
            (min(last["seen_at"], seen_at) if last else seen_at, version_id),
        ).fetchone()
        return bool(row["it_does"])

    def _gets_a_place(self, article_id: str, placed_on: str | None) -> bool:
        """Whether an article that had no place in the order of days is given one."""
        row = self._db.execute(
            "select placed_on from article where id = ?", (article_id,)
        ).fetchone()
        return row["placed_on"] is None and placed_on is not None

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
        self, article_id: str, wording: Wording, capture: Capture, findings: Sequence[AnyFinding]
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

    def _keep_findings(self, version_id: str, text: str, findings: Iterable[AnyFinding]) -> None:
        self._db.executemany(
            """
            insert or ignore into finding (id, version_id, kind, start, "end", exact, low, high, unit, bound,
                "of", per, place, period, attribution, status, change, confidence, finder, finding)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [finding_row(version_id, text, finding) for finding in findings],
        )

    def replace_findings(self, version_id: str, text: str, findings: Iterable[AnyFinding]) -> None:
        """Keep what is found in a version now in the place of what was found before."""
        self._db.execute("delete from finding where version_id = ?", (version_id,))
        self._keep_findings(version_id, text, findings)
        row = self._db.execute("select article_id from version where id = ?", (version_id,))
        self._refresh(row.fetchone()[0], None)

    def version_ids(self) -> list[str]:
        """Every version, in the order in which they were kept."""
        return [row[0] for row in self._db.execute("select id from version order by rowid")]

    def _refresh(self, article_id: str, placed_on: str | None) -> bool:
        """Take what lists show of an article from its versions, and put it in its place.

        Returns whether its place or language is another, so that it must be indexed anew.
        """
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
            "select count(*) from finding where version_id = ? and kind = 'figure'", (shown["id"],)
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
        self.list_figures(article_id, shown["id"])
        self.list_laws(article_id, shown["id"])
        self.list_quotes(article_id, shown["id"])
        return bool((key, lines["language"]) != (article["key"], article["language"]))

    def _keep_countries(self, article_id: str, countries: Sequence[tuple[str, str]]) -> bool:
        """Remember the countries; return whether one of them is new."""
        inserted: int = self._db.executemany(
            """
            insert or ignore into article_country (country, key, origin)
            select ?, key, ? from article where id = ?
            """,
            [(country, origin, article_id) for country, origin in countries],
        ).rowcount
        if inserted > 0:
            self.list_countries(article_id)
        return inserted > 0

    def _index(self, article_id: str) -> None:
        """Index every wording that the article ever had, in its own language."""
        article = self._db.execute("select * from article where id = ?", (article_id,)).fetchone()
        key = article["key"]
        countries = self._db.execute(
            "select country from article_country where key = ?", (key,)
        ).fetchall()
        wordings = [
            wording_of(row)
            for row in self._db.execute(
                "select text, blocks, wording from version where article_id = ? order by rowid",
                (article_id,),
            ).fetchall()
        ]
        row = indexing.row_of(
            indexing.Paragraph(
                block.kind, block.span.of(wording.text), block.language or wording.language
            )
            for wording in wordings
            for block in wording.blocks
        )
        tags = indexing.tags_of(
            article["source_id"],
            article["language"],
            (country["country"] for country in countries),
            (name for one in wordings for name in (one.byline, *one.authors) if name),
        )
        self._db.execute("delete from ft where rowid = ?", (key,))
        self._db.execute(
            "insert into ft (rowid, headline, words, forms, tags) values (?, ?, ?, ?, ?)",
            (key, row.headline, row.words, row.forms, tags),
        )
        self.keep_spellings(row.spellings)

    def index_anew(self) -> int:
        """Index every article; return how many there are. The caller holds the transaction."""
        ids = [row["id"] for row in self._db.execute("select id from article order by key")]
        self._db.execute("delete from spelling")
        for article_id in ids:
            self._index(article_id)
        return len(ids)

    def texts(self, article_id: str) -> Iterator[tuple[str, str | None]]:
        """``(text, language)`` of each version, the one that says most and was seen last first."""
        rows = self._db.execute(
            """
            select text, json_extract(wording, '$.language') as language from version
            where article_id = ?
            order by case form when 'page' then 0 when 'content' then 1 else 2 end, rowid desc
            """,
            (article_id,),
        )
        return ((row["text"], row["language"]) for row in rows)

    def evidence(
        self, key: int, table: str, condition: str, values: Sequence[object]
    ) -> tuple[str, str | None, str, Span] | None:
        """Of an article's figures (or laws) the first that fits: id, language, the text, where in it."""
        row = self._db.execute(
            f"""
            select finding.id, finding.start, finding."end", version.text,
                json_extract(version.wording, '$.language') as language
            from {table} join finding on finding.id = {table}.finding_id
            join version on version.id = finding.version_id
            where {table}.article = ? and {condition}
            order by version.form <> 'page', version.number desc, finding.start limit 1
            """,  # noqa: S608  the condition is ours
            [key, *values],
        ).fetchone()
        if row is None:
            return None
        return row["id"], row["language"], row["text"], Span(row["start"], row["end"])

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

    def shown_version_id(self, article_id: str) -> str | None:
        """The version of an article that readers are shown, if it has more than entries."""
        row = self._db.execute(
            """
            select version.id from version join sighting on sighting.version_id = version.id
            where article_id = ? and form <> 'entry'
            order by form = 'content', sighting.seen_at desc limit 1
            """,
            (article_id,),
        ).fetchone()
        return str(row["id"]) if row else None

    def version_at(self, article_id: str, moment: datetime) -> str:
        """The version that stood at ``moment``: the last one seen until then, else the first seen.

        Of its page, where that was seen by then; else of its whole text elsewhere, or its entry.
        """
        seen = """
            select version.id from version join sighting on sighting.version_id = version.id
            where article_id = ?
        """
        until = """
            and seen_at <= ? order by
            case form when 'page' then 0 when 'content' then 1 else 2 end, seen_at desc, number desc
            limit 1
        """
        row = self._db.execute(seen + until, (article_id, to_iso(moment))).fetchone()
        if row is None:
            first = "order by seen_at, number limit 1"
            row = self._db.execute(seen + first, (article_id,)).fetchone()
        if row is None:
            raise NotFound(f"no version of {article_id!r}", "dalil list")
        return str(row["id"])

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
