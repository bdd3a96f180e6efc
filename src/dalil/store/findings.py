"""Findings by version and by id."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from dalil.errors import NotFound
from dalil.model import AnyKept, KeptFinding
from dalil.store.part import Part
from dalil.store.rows import finding_of
from dalil.text import around, sound

if TYPE_CHECKING:
    pass


class Findings(Part):
    """Questions about findings."""

    def findings(self, version_id: str) -> list[AnyKept]:
        """The findings of a version, in order of the text."""
        rows = self._db.execute(
            "select * from finding where version_id = ? order by start, id", (version_id,)
        ).fetchall()
        return [self._kept(row) for row in rows]

    def finding(self, finding_id: str) -> AnyKept:
        """A finding by its id, or a beginning of it that no other has."""
        finding_id = sound(finding_id)
        rows = self._db.execute(
            "select * from finding where id >= ? and id < ? limit 2",
            (finding_id, finding_id + "\U0010ffff"),
        ).fetchall()
        if len(rows) != 1 or not finding_id:
            found = "more than one finding begins with" if rows else "no finding"
            raise NotFound(f"{found} {finding_id!r}", "dalil show ARTICLE")
        return self._kept(rows[0])

    def _kept(self, row: sqlite3.Row) -> AnyKept:
        finding = finding_of(row)
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

    def newest_findings(self, limit: int, country: str | None = None) -> list[tuple[str, str]]:
        """``(article id, finding id)``: for each of the newest articles its first figure."""
        frame, key = "article", "article.key"
        if country:
            frame = (
                "article_country cross join article using (key)"  # in this order: its rows are few
            )
            key = "article_country.key"
        rows = self._db.execute(
            f"""
            select article.id as article, (
                select finding.id from finding join version on version.id = finding.version_id
                where version.article_id = article.id and finding.kind = 'figure'
                order by version.form desc, version.number desc, finding.start limit 1
            ) as finding
            from {frame}
            where article.figure_count > 0 and article.published_on is not null
            {"and country = ?" if country else ""}
            order by {key} desc limit ?
            """,  # noqa: S608  our own words
            (country, limit) if country else (limit,),
        )
        return [(row["article"], row["finding"]) for row in rows if row["finding"]]
