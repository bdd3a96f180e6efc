"""Changes: in what order the wordings of an article were seen, and what changed between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from sqlite3 import Row
from typing import Literal

from dalil import __version__
from dalil.model import ArticleChange
from dalil.store.part import Part
from dalil.store.rows import from_iso, from_json, to_iso, to_json
from dalil.text import sound

ChangesBy = Literal["kind", "source", "country"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A time in which an article had one wording (``version_id``) or was gone (None)."""

    version_id: str | None
    first: str  #   ISO 8601, UTC
    last: str


class Changes(Part):
    """Questions about changes."""

    def successions(self, article_id: str) -> list[tuple[Stretch, Stretch]]:
        """Each wording with the one that was seen next; of one form, and of one list.

        A page that was gone in between has None for its wording.
        """
        rows = self._db.execute(
            """
            select version.form || iif(version.form = 'entry', ' ' || ifnull(capture.url, ''), '') as line,
                version.id as version_id, sighting.seen_at as seen_at
            from version join sighting on sighting.version_id = version.id
            join capture on capture.id = sighting.capture_id
            where version.article_id = ?
            union all
            select 'page', null, gone.captured_at from capture as gone
            where gone.status in (404, 410) and gone.url in (
                select seen.url from capture as seen join sighting on sighting.capture_id = seen.id
                join version on version.id = sighting.version_id
                where version.article_id = ? and version.form = 'page'
            )
            order by line, seen_at
            """,
            (article_id, article_id),
        )
        lines: dict[str, list[Stretch]] = {}
        for row in rows:
            line = lines.setdefault(row["line"], [])
            if line and line[-1].version_id == row["version_id"]:
                line[-1] = Stretch(
                    version_id=row["version_id"], first=line[-1].first, last=row["seen_at"]
                )
            elif line or row["version_id"]:
                at = row["seen_at"]
                line.append(Stretch(version_id=row["version_id"], first=at, last=at))
        return [pair for line in lines.values() for pair in pairwise(line)]

    def article_of_version(self, version_id: str) -> str | None:
        """The article that a version is of."""
        row = self._db.execute(
            "select article_id from version where id = ?", (version_id,)
        ).fetchone()
        return str(row["article_id"]) if row else None

    def article_at(self, url: str) -> str | None:
        """The article whose page was captured at this address."""
        row = self._db.execute(
            """
            select version.article_id as id from capture
            join sighting on sighting.capture_id = capture.id
            join version on version.id = sighting.version_id
            where capture.url = ? and version.form = 'page' limit 1
            """,
            (url,),
        ).fetchone()
        return str(row["id"]) if row else None

    def known_changes(self, article_id: str) -> dict[str, str]:
        """``{change id: when the old wording was last seen}`` of an article."""
        rows = self._db.execute(
            "select id, ifnull(after, '') as after from change where article_id = ?", (article_id,)
        )
        return {row["id"]: row["after"] for row in rows}

    def keep_change(self, change: ArticleChange) -> None:
        """Remember a change."""
        self._db.execute(
            """
            insert or replace into change
                (id, article_id, kinds, old_id, new_id, after, at, figures, program)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (
                change.id,
                change.article_id,
                " ".join(change.kinds),
                change.old_id,
                change.new_id,
                to_iso(change.after),
                to_iso(change.at),
                to_json(change.figures),
                f"dalil {__version__}",
            ),
        )

    def forget_changes(self, ids: Iterable[str]) -> None:
        """These are none: a capture that came later shows another order."""
        self._db.executemany("delete from change where id = ?", [(one,) for one in ids])

    def changes(
        self, *, before: str | None = None, limit: int | None = None, **which: str | None
    ) -> list[ArticleChange]:
        """Changes, the newest first; with ``before``, those that follow the change of that id."""
        where, values = _condition(**which)
        if before:
            row = self._db.execute("select at from change where id = ?", (before,)).fetchone()
            if row is None:
                return []
            at = row["at"] or ""
            where += (
                " and (ifnull(change.at, '') < ? or (ifnull(change.at, '') = ? and change.id > ?))"
            )
            values += [at, at, before]
        rows = self._db.execute(
            f"""
            select change.*, article.id as article_id, ifnull(version.form, 'page') as form
            from change join article on article.id = change.article_id
            left join version on version.id = ifnull(change.new_id, change.old_id)
            where {where} order by change.at desc, change.id limit ?
            """,  # noqa: S608  the conditions are ours
            (*values, -1 if limit is None else limit),
        ).fetchall()
        return [change_of(row) for row in rows]

    def count_changes(self, by: ChangesBy, **which: str | None) -> dict[str, int]:
        """How many changes there are of each kind, source or country, the most first."""
        where, values = _condition(**which)
        column, joined = {
            "kind": ("change.kinds", ""),
            "source": ("article.source_id", ""),
            "country": (
                "article_country.country",
                "cross join article_country on article_country.key = article.key",
            ),
        }[by]
        rows = self._db.execute(
            f"""
            select {column} as value, count(*) as n from change
            cross join article on article.id = change.article_id {joined}
            where {where} group by value
            """,  # noqa: S608  the conditions are ours
            values,
        )
        counts: Counter[str] = Counter()
        for row in rows:  # several kinds may be of one change
            for value in row["value"].split() if by == "kind" else [row["value"]]:
                counts[value] += row["n"]
        return dict(counts.most_common())


def _condition(
    *,
    since: str | None = None,
    until: str | None = None,
    kind: str | None = None,
    source: str | None = None,
    country: str | None = None,
    article: str | None = None,
) -> tuple[str, list[object]]:
    """What changes are asked for, as SQL and its values."""
    where: list[str] = []
    values: list[object] = []
    for condition, value in (
        ("change.at >= ?", since),
        ("substr(change.at, 1, length(?)) <= ?", until),
        ("instr(' ' || kinds || ' ', ?)", f" {kind} " if kind else None),
        ("article.source_id = ?", source),
        ("article.id = ?", article),
        (
            "exists (select 1 from article_country where key = article.key and country = ?)",
            country.upper() if country else None,
        ),
    ):
        if value is not None:
            where.append(condition)
            values += [sound(value)] * condition.count("?")
    return " and ".join(where) or "1", values


def change_of(row: Row) -> ArticleChange:
    """A row of ``change``."""
    return ArticleChange(
        id=row["id"],
        article_id=row["article_id"],
        kinds=tuple(row["kinds"].split()),
        old_id=row["old_id"],
        new_id=row["new_id"],
        after=from_iso(row["after"]),
        at=from_iso(row["at"]),
        figures=from_json(row["figures"], tuple[tuple[str | None, str | None], ...]),
        form=row["form"],
    )
