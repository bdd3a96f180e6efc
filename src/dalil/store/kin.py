"""Kin: articles that have a text in common, or are one article in several languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from dalil import __version__
from dalil.model import Kin, KinKind, Order, Published
from dalil.store.keys import DAY_BITS
from dalil.store.part import Part
from dalil.store.rows import from_json


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
        counts: dict[int, int] = {}
        for one in hashes:
            rows = self._db.execute(
                "select version from sketch where hash = ? limit 101", (one,)
            ).fetchall()
            if len(rows) <= 100:
                for row in rows:
                    counts[row["version"]] = counts.get(row["version"], 0) + 1
        met = sorted((-n, version) for version, n in counts.items() if n >= least)
        found = []
        for _, version in met[:200]:
            row = self._db.execute(
                "select id from version where rowid = ? and article_id <> ?", (version, article_id)
            ).fetchone()
            if row:
                found.append(str(row["id"]))
        return found[:50]

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

        The five that share the most. Small numbers, which many texts have, are not counted.
        """
        rows = self._db.execute(
            """
            select its.id as id, count(distinct other.low || ' ' || other.unit) as shared
            from version as mine join article as ours on ours.id = mine.article_id
            join finding as one on one.version_id = mine.id and one.kind = 'figure' and one.low >= 10
            join finding as other on other.low = one.low and other.unit = one.unit
                and other.kind = 'figure'
            join version on version.id = other.version_id
            join article as its on its.id = version.article_id
            where mine.id = ? and its.language <> ours.language
            and ours.published_on is not null and its.published_on is not null
            and its.key between ours.key - ? and ours.key + ?
            group by its.id having shared >= ? order by shared desc, its.id limit 5
            """,
            (version_id, days << DAY_BITS, days << DAY_BITS, least),
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
