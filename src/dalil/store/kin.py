"""Kin: articles that have a text in common, or are one article in several languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from dalil import __version__
from dalil.model import Kin, KinKind, Order, Published
from dalil.store.keys import DAY_BITS
from dalil.store.part import Part
from dalil.store.rows import from_json

_COMMON = 100  #        texts with one shingle; more, and it is a phrase that everybody uses
_COMMON_FIGURE = 500  # figures of one value and unit; more, and it tells nothing


class Kinship(Part):
    """Questions about kin."""

    def keep_sketch(self, version_id: str, hashes: Iterable[int]) -> None:
        """Remember the sketch of a version."""
        self._db.executemany(
            "insert or ignore into sketch (hash, version) select ?, rowid from version where id = ?",
            [(one, version_id) for one in hashes],
        )

    def met_in_sketches(self, hashes: Sequence[int], least: int, article_id: str) -> list[str]:
        """Versions of other articles that share at least so many hashes, the most first; 50 at most.

        A hash that a hundred texts have says nothing: it is of a phrase that everybody uses.
        """
        rare = [one for one in hashes if self._is_rare(one)]
        marks = ",".join("?" * len(rare))
        rows = self._db.execute(
            f"""
            select version.id as id from sketch join version on version.rowid = sketch.version
            where sketch.hash in ({marks}) and version.article_id <> ?
            group by version.id having count(*) >= ? order by count(*) desc, version.rowid limit 50
            """,  # noqa: S608  marks are question marks
            (*rare, article_id, least),
        )
        return [row["id"] for row in rows]

    def _is_rare(self, shingle: int) -> bool:
        row = self._db.execute(
            "select count(*) from (select 1 from sketch where hash = ? limit ?)",
            (shingle, _COMMON + 1),
        ).fetchone()
        return bool(row[0] <= _COMMON)

    def article_of_key(self, url_key: str) -> str | None:
        """The article at an address, by its key."""
        row = self._db.execute(
            """
            select id from article where url_key = ?
            union all select article_id from moved where url_key = ?
            """,
            (url_key, url_key),
        ).fetchone()
        return str(row["id"]) if row else None

    def with_the_same_figures(self, version_id: str, days: int, least: int) -> list[str]:
        """Articles in another language, dated at most ``days`` apart, that share so many figures.

        The five that share the most. Small numbers, which many texts have, are not counted; nor are
        those that hundreds have.
        """
        rows = self._db.execute(
            """
            with told (low, unit) as (
                select distinct low, unit from finding
                where version_id = :version and kind = 'figure' and low >= 10),
            rare (low, unit) as (
                select low, unit from told where (select count(*) from (
                    select 1 from finding where kind = 'figure' and low = told.low
                    and unit = told.unit limit :common + 1)) <= :common)
            select its.id as id, count(distinct rare.low || ' ' || rare.unit) as shared
            from article as ours join version as mine on ours.id = mine.article_id
            cross join rare cross join finding as other on other.low = rare.low
                and other.unit = rare.unit and other.kind = 'figure'
            join version on version.id = other.version_id
            join article as its on its.id = version.article_id
            where mine.id = :version and its.language <> ours.language
            and ours.published_on is not null and its.published_on is not null
            and its.key between ours.key - :near and ours.key + :near
            group by its.id having shared >= :least order by shared desc, its.id limit 5
            """,
            {
                "version": version_id,
                "near": days << DAY_BITS,
                "common": _COMMON_FIGURE,
                "least": least,
            },
        )
        return [row["id"] for row in rows]

    def keep_kin(self, one: str, kin: Kin) -> None:
        """Remember that two articles belong together; what a page says stands over a guess."""
        a, b = sorted((one, kin.article_id))
        self._db.execute(
            """
            insert into kin (one, other, kind, reason, likeness, guessed, program)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (one, other, kind) do update set reason = excluded.reason,
                likeness = excluded.likeness, guessed = excluded.guessed, program = excluded.program
            where kin.guessed or not excluded.guessed
            """,
            (a, b, kin.kind, kin.reason, kin.likeness, kin.guessed, f"dalil {__version__}"),
        )

    def has_kin(self, article_id: str, kind: KinKind) -> bool:
        """Whether an article has kin of a kind that no guess says."""
        row = self._db.execute(
            "select 1 from kin where ? in (one, other) and kind = ? and not guessed limit 1",
            (article_id, kind),
        ).fetchone()
        return row is not None

    def kin(self, article_id: str) -> list[Kin]:
        """What belongs to an article: copies in the order of their dates, then translations."""
        rows = self._db.execute(
            """
            select kin.*, iif(kin.one = mine.id, kin.other, kin.one) as its,
                mine.published as ours, its.published as theirs
            from kin join article as mine on mine.id in (kin.one, kin.other)
            join article as its on its.id = iif(kin.one = mine.id, kin.other, kin.one)
            where mine.id = ? and (kin.one = ? or kin.other = ?)
            order by kin.kind, its.key, its.id
            """,
            (article_id, article_id, article_id),
        )
        return [
            Kin(
                kind=row["kind"],
                article_id=row["its"],
                reason=row["reason"],
                likeness=row["likeness"],
                guessed=bool(row["guessed"]),
                order=order_of(row["ours"], row["theirs"]),
            )
            for row in rows
        ]


def order_of(ours: str | None, theirs: str | None) -> Order:
    """Whether ``theirs`` (JSON of ``Published``) is before ``ours``; unknown where days do not tell.

    Two times are compared if both say their offset; else only two different days.
    """
    one, other = from_json(ours, Published), from_json(theirs, Published)
    if not one or not other or "guess" in {one.origin, other.origin}:
        return "unknown"
    at, its = (datetime.fromisoformat(date.at) if date.at else None for date in (one, other))
    if at and its and at.tzinfo and its.tzinfo:
        return "same time" if at == its else ("before" if its < at else "after")
    length = min(len(one.on), len(other.on))
    if one.on[:length] == other.on[:length]:
        return "unknown"
    return "before" if other.on < one.on else "after"
