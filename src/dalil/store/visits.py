"""Visits: every address that is fetched for a source, when it is due, and how the last one went."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from dalil.model import Visit
from dalil.store.part import Part
from dalil.store.rows import to_iso, visit_of


class Visits(Part):
    """Questions about visits."""

    def plan_visits(self, visits: Iterable[Visit]) -> int:
        """Remember addresses to visit; return how many are new or due because of a change.

        An address that is known stays as it is, unless the list now names a later change: then it
        is due.
        """
        return sum(self._plan(visit) for visit in visits)

    def _plan(self, visit: Visit) -> bool:
        known = self._known(visit)
        if known is None:
            self._insert(visit)
            return True
        changed = to_iso(visit.modified)
        later = bool(
            changed and known["visited_at"] and changed > (known["modified"] or known["visited_at"])
        )
        if later or (visit.found_in and known["found_in"] != visit.found_in):
            self._db.execute(
                """
                update visit set found_in = coalesce(?, found_in), modified = coalesce(?, modified),
                    due_at = iif(?, ?, due_at) where source_id = ? and url = ?
                """,
                (
                    visit.found_in,
                    changed,
                    later,
                    to_iso(visit.due_at),
                    visit.source_id,
                    known["url"],
                ),
            )
        return later

    def _known(self, visit: Visit) -> Any:
        """The row of an address, or of another spelling of it."""
        row = self._db.execute(
            "select url, modified, found_in, visited_at from visit where source_id = ? and url = ?",
            (visit.source_id, visit.url),
        ).fetchone()
        if row is None and visit.key:
            row = self._db.execute(
                """
                select url, modified, found_in, visited_at from visit indexed by visit_key
                where key = ? and source_id = ?
                """,
                (visit.key, visit.source_id),
            ).fetchone()
        return row

    def _insert(self, visit: Visit) -> None:
        self._db.execute(
            """
            insert into visit (source_id, url, role, found_in, found_at, due_at, modified, published,
                key)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (
                visit.source_id,
                visit.url,
                visit.role,
                visit.found_in,
                to_iso(visit.found_at),
                to_iso(visit.due_at),
                to_iso(visit.modified),
                visit.published,
                visit.key,
            ),
        )

    def keep_visit(self, visit: Visit) -> None:
        """Remember how a visit went and when the next one is due."""
        self._db.execute(
            """
            update visit set due_at = ?, visited_at = ?, answers = ?, failures = ?, outcome = ?,
                why = ?, etag = ?, last_modified = ?
            where source_id = ? and url = ?
            """,
            (
                to_iso(visit.due_at),
                to_iso(visit.visited_at),
                visit.answers,
                visit.failures,
                visit.outcome,
                visit.why,
                visit.etag,
                visit.last_modified,
                visit.source_id,
                visit.url,
            ),
        )

    def due(
        self,
        source_id: str,
        at: datetime,
        limit: int,
        besides: Sequence[str] = (),
        *,
        lists: bool = True,
    ) -> list[Visit]:
        """Visits that are due: lists first, if wanted, then articles, the newest first."""
        marks = ",".join("?" * len(besides))
        rows = self._db.execute(
            f"""
            select * from visit where source_id = ? and due_at <= ? and url not in ({marks})
            and (role = 'article' or ?) order by role = 'article', ifnull(published, modified) desc, found_at, url limit ?
            """,  # noqa: S608  marks are question marks
            (source_id, to_iso(at), *besides, lists, limit),
        )
        return [visit_of(row) for row in rows]

    def visit(self, source_id: str, url: str) -> Visit | None:
        """The visit of an address, if it is known."""
        row = self._db.execute(
            "select * from visit where source_id = ? and url = ?", (source_id, url)
        ).fetchone()
        return visit_of(row) if row else None

    def lists(self, source_id: str) -> list[Visit]:
        """The lists of a source, as they were found."""
        rows = self._db.execute(
            "select * from visit where source_id = ? and role = 'list' order by found_at, url",
            (source_id,),
        )
        return [visit_of(row) for row in rows]

    def named_in(self, source_id: str, url: str) -> dict[str, str]:
        """The articles that a list named when it was last read, and that are not gone.

        ``{address: what is equal for all spellings of it}``
        """
        rows = self._db.execute(
            """
            select url, ifnull(key, url) as name from visit where source_id = ? and found_in = ? and role = 'article'
            and ifnull(outcome, '') <> 'gone'
            """,
            (source_id, url),
        )
        return {row["url"]: row["name"] for row in rows}

    def make_due(self, source_id: str, urls: Iterable[str], at: datetime) -> None:
        """Visit these addresses again."""
        self._db.executemany(
            "update visit set due_at = ? where source_id = ? and url = ?",
            [(to_iso(at), source_id, url) for url in urls],
        )

    def ask_lists(self, source_id: str, at: datetime, refused_too: bool) -> None:
        """Ask again what lists a source's articles, whether it is due or not."""
        self._db.execute(
            """
            update visit set due_at = ? where source_id = ? and role = 'list' and found_in is null
            and (due_at is null or due_at > ?)
            and (? or ifnull(outcome, '') not in ('failed', 'refused'))
            """,
            (to_iso(at), source_id, to_iso(at), refused_too),
        )

    def waiting(self, source_id: str, at: datetime) -> int:
        """How many visits of a source are due."""
        row = self._db.execute(
            "select count(*) from visit where source_id = ? and due_at <= ?",
            (source_id, to_iso(at)),
        ).fetchone()
        return int(row[0])

    def next_due(self, source_ids: Sequence[str]) -> datetime | None:
        """When the next visit of these sources is due."""
        marks = ",".join("?" * len(source_ids))
        row = self._db.execute(
            f"select min(due_at) as at from visit where source_id in ({marks})",  # noqa: S608
            tuple(source_ids),
        ).fetchone()
        return datetime.fromisoformat(row["at"]) if row["at"] else None

    def visit_counts(self, source_id: str) -> dict[tuple[str, str], int]:
        """How many visits by role and outcome; an outcome of '' was never visited."""
        rows = self._db.execute(
            """
            select role, ifnull(outcome, '') as outcome, count(*) as count from visit
            where source_id = ? group by role, outcome
            """,
            (source_id,),
        )
        return {(row["role"], row["outcome"]): row["count"] for row in rows}

    def reasons(self, source_id: str) -> list[tuple[str, int]]:
        """Why visits failed or were refused, most often first."""
        rows = self._db.execute(
            """
            select why, count(*) as count from visit
            where source_id = ? and outcome in ('failed', 'refused') and why is not null
            group by why order by count desc limit 20
            """,
            (source_id,),
        )
        return [(row["why"], row["count"]) for row in rows]

    def last_answer_of(self, source_id: str) -> datetime | None:
        """When the source last answered with something."""
        row = self._db.execute(
            """
            select max(visited_at) as at from visit where source_id = ? and outcome in ('ok', 'same')
            """,
            (source_id,),
        ).fetchone()
        return datetime.fromisoformat(row["at"]) if row["at"] else None

    def note_move(self, old_key: str | None, new_key: str | None) -> None:
        """An article's old address leads to a new one: what stands there is the same article.

        Where the new address is an article of its own already, nothing is merged.
        """
        self._db.execute(
            """
            insert or ignore into moved (url_key, article_id)
            select ?, id from article where url_key = ?
            and not exists (select 1 from article where url_key = ?)
            """,
            (new_key, old_key, new_key),
        )

    def days_of_articles(self, source_id: str, since: str) -> list[str]:
        """The days of a source's articles since a day, as their outlet dates them, oldest first."""
        rows = self._db.execute(
            """
            select substr(published_on, 1, 10) as day from article
            where source_id = ? and published_on >= ? and length(published_on) >= 10 order by 1
            """,
            (source_id, since),
        )
        return [row["day"] for row in rows]

    def fields_of_newest(self, source_id: str, limit: int) -> list[dict[str, bool]]:
        """Which fields the newest articles of a source have, newest first."""
        rows = self._db.execute(
            """
            select published is not null as date, byline is not null as byline,
                teaser is not null as teaser, headline is not null as headline
            from article where source_id = ? order by key desc limit ?
            """,
            (source_id, limit),
        )
        return [{name: bool(row[name]) for name in row.keys()} for row in rows]  # noqa: SIM118

    def newest_day(self, source_id: str) -> str | None:
        """The day of a source's newest article."""
        row = self._db.execute(
            "select max(published_on) as day from article where source_id = ?", (source_id,)
        ).fetchone()
        return None if row["day"] is None else str(row["day"])

    def expected(self, source_id: str) -> dict[str, object]:
        """What a person said is normal for a source; empty for nothing."""
        row = self._db.execute("select expects from source where id = ?", (source_id,)).fetchone()
        said: dict[str, object] = json.loads(row["expects"]) if row and row["expects"] else {}
        return said

    def expect(self, source_id: str, said: dict[str, object]) -> None:
        """Remember what a person says is normal for a source."""
        self._db.execute(
            "update source set expects = ? where id = ?",
            (json.dumps(said) if said else None, source_id),
        )

    def stop(self, source_id: str) -> None:
        """No visit of a source is due, and it has no route."""
        self._db.execute("update source set route = null where id = ?", (source_id,))
        self._db.execute("update visit set due_at = null where source_id = ?", (source_id,))
