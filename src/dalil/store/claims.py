"""Claims that meet: figures beside figures, what was foretold, events that several articles tell of."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dalil.errors import NotFound
from dalil.model import (
    CaseClaim,
    Contradiction,
    Event,
    Finding,
    Foretold,
    Kin,
    Ruling,
    Stated,
)
from dalil.store.part import Part
from dalil.store.rows import finding_of, from_json, now, to_json
from dalil.text import sound

_ONE_COUNTRY = """(select iif(count(distinct country) = 1, min(country), null)
    from article_country where key = article.key)"""
_FORMS = "case form when 'page' then 0 when 'content' then 1 else 2 end"
_MOST_CASES = 500  # proposed cases that are listed, those that the most articles tell of
_MOST = 120  # claims of one thing and time that are set against each other, the first published

_CLAIM = f"""
    select finding.id, finding.kind, finding.finding, finding.exact, finding.version_id,
        version.text, article.id as article_id, article.source_id, article.language,
        article.published_on, {_ONE_COUNTRY} as country
    from finding join version on version.id = finding.version_id
    join article on article.id = version.article_id
"""  # noqa: S608  the subquery is ours

Group = tuple[str, str, str]
"""A thing that is measured, and the first and last day of the time that it is measured for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRow:
    """A row of ``stated``."""

    thing: str
    first_on: str
    last_on: str
    finding_id: str
    article_id: str
    status: str
    low: float

    @property
    def group(self) -> Group:
        """What it is set beside."""
        return self.thing, self.first_on, self.last_on


class Claims(Part):
    """Questions about claims that meet."""

    # ── what an article says ─────────────────────────────────────────────────────────────────────

    def claims_in(self, article_id: str) -> tuple[list[Stated], list[CaseClaim], str | None]:
        """The figures and the events of the version that readers are shown, and its country."""
        version = self._db.execute(
            f"""
            select version.id from version join sighting on sighting.version_id = version.id
            where version.article_id = ? order by {_FORMS}, sighting.seen_at desc, number desc limit 1
            """,  # noqa: S608  the order is ours
            (article_id,),
        ).fetchone()
        if version is None:
            return [], [], None
        rows = self._db.execute(
            _CLAIM + " where finding.version_id = ? and finding.kind in ('figure', 'event')"
            " order by finding.start, finding.id",
            (version["id"],),
        ).fetchall()
        figures = [_stated(row) for row in rows if row["kind"] == "figure"]
        events = [_case_claim(row) for row in rows if row["kind"] == "event"]
        return figures, events, rows[0]["country"] if rows else None

    def replace_claims(
        self,
        article_id: str,
        stated: Sequence[StatedRow],
        foretold: Sequence[Foretold],
        events: Sequence[tuple[str, str]],
    ) -> set[Group]:
        """Put what an article says beside what others say; the groups that are touched by it."""
        touched = {
            (row["thing"], row["first_on"], row["last_on"])
            for row in self._db.execute(
                "select distinct thing, first_on, last_on from stated where article_id = ?",
                (article_id,),
            )
        }
        for table in ("stated", "foretold", "event_claim"):
            self._db.execute(f"delete from {table} where article_id = ?", (article_id,))  # noqa: S608
        self._db.executemany(
            "insert or ignore into stated values (?, ?, ?, ?, ?, ?, ?)",
            [
                (r.thing, r.first_on, r.last_on, r.finding_id, r.article_id, r.status, r.low)
                for r in stated
            ],
        )
        self._db.executemany(
            "insert or replace into foretold values (?, ?, ?, ?, ?)",
            [(one.id, article_id, one.kind, one.due, to_json(one)) for one in foretold],
        )
        self._db.executemany(
            "insert or ignore into event_claim values (?, ?, ?)",
            [(case, finding, article_id) for case, finding in events],
        )
        return touched | {row.group for row in stated}

    def forget_contradictions(self) -> None:
        """Forget all contradictions; what people said of them stays."""
        self._db.execute("delete from contradiction")

    def contested_groups(self) -> list[Group]:
        """The things and times of which several articles state facts with two values."""
        rows = self._db.execute(
            """
            select thing, first_on, last_on from stated where status in ('actual', 'alleged')
            group by thing, first_on, last_on
            having count(*) > 1 and count(distinct article_id) > 1 and min(low) < max(low)
            """
        )
        return [(row["thing"], row["first_on"], row["last_on"]) for row in rows]

    def group(self, group: Group) -> list[Stated]:
        """The facts that are stated of one thing for one time, the first published first."""
        rows = self._db.execute(
            f"""
            {_CLAIM} join stated on stated.finding_id = finding.id
            where stated.thing = ? and stated.first_on = ? and stated.last_on = ?
            and stated.status in ('actual', 'alleged')
            order by ifnull(article.published_on, '9999'), finding.id limit {_MOST}
            """,
            group,
        )
        return [_stated(row) for row in rows]

    def is_contested(self, group: Group) -> bool:
        """Whether several articles state facts with two values of one thing for one time."""
        row = self._db.execute(
            """
            select count(distinct article_id) > 1 and min(low) < max(low) from stated
            where thing = ? and first_on = ? and last_on = ? and status in ('actual', 'alleged')
            """,
            group,
        ).fetchone()
        return bool(row[0])

    def facts_until(self, thing: str, since: str, until: str) -> list[Stated]:
        """Facts of a thing for times that end between two days, in order of publication."""
        rows = self._db.execute(
            f"""
            {_CLAIM} join stated on stated.finding_id = finding.id
            where stated.thing = ? and stated.last_on between ? and ? and stated.status = 'actual'
            order by ifnull(article.published_on, '9999'), finding.id limit {_MOST}
            """,
            (thing, since, until),
        )
        return [_stated(row) for row in rows]

    def stated(self, finding_id: str) -> Stated | None:
        """A figure with what stands around it; None where the id is of no figure."""
        row = self._db.execute(
            _CLAIM + " where finding.id = ? and finding.kind = 'figure'", (finding_id,)
        ).fetchone()
        return _stated(row) if row else None

    def groups_of(self, finding_id: str) -> list[Group]:
        """What a figure is set beside."""
        rows = self._db.execute(
            "select thing, first_on, last_on from stated where finding_id = ?", (finding_id,)
        )
        return [(row["thing"], row["first_on"], row["last_on"]) for row in rows]

    # ── contradictions ───────────────────────────────────────────────────────────────────────────

    def replace_contradictions(
        self, group: Group, found: Sequence[tuple[Contradiction, str]]
    ) -> None:
        """The contradictions of a group, each with the day of the later one."""
        self._db.execute(
            "delete from contradiction where thing = ? and first_on = ? and last_on = ?", group
        )
        self._db.executemany(
            "insert or replace into contradiction values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (one.id, *group, one.one, one.other, one.sure, one.itself, at, to_json(one))
                for one, at in found
            ],
        )

    def contradictions(
        self,
        *,
        unsure: bool = False,
        itself: bool | None = None,
        finding: str | None = None,
        limit: int | None = None,
    ) -> list[Contradiction]:
        """Those that are shown, or, with ``unsure``, those that are not; the newest first."""
        rows = self._db.execute(
            """
            select told from contradiction where (?1 is null or sure = ?1)
            and (?2 is null or itself = ?2) and (?3 is null or ?3 in (one, other))
            order by sure desc, at desc, id limit ?4
            """,
            (None if finding else not unsure, itself, finding, -1 if limit is None else limit),
        )
        return [from_json(row["told"], Contradiction) for row in rows]

    def contradiction(self, contradiction_id: str) -> Contradiction:
        """A contradiction by its id, or a beginning of it that no other has. Raises ``NotFound``."""
        wanted = sound(contradiction_id)
        rows = self._db.execute(
            "select told from contradiction where id >= ? and id < ? limit 2",
            (wanted, wanted + "\U0010ffff"),
        ).fetchall()
        if len(rows) != 1 or not wanted:
            found = "more than one contradiction begins with" if rows else "no contradiction"
            raise NotFound(f"{found} {contradiction_id!r}", "dalil contradictions")
        told: Contradiction = from_json(rows[0]["told"], Contradiction)
        return told

    # ── what was foretold ────────────────────────────────────────────────────────────────────────

    def foretold(
        self,
        *,
        kinds: Sequence[str] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Foretold]:
        """What was said ahead, the latest due first; without what became of it."""
        rows = self._db.execute(
            """
            select told from foretold where (?1 = '[]' or kind in (select value from json_each(?1)))
            order by due desc, id limit ?2 offset ?3
            """,
            (json.dumps(list(kinds)), -1 if limit is None else limit, offset),
        )
        return [from_json(row["told"], Foretold) for row in rows]

    def count_foretold(self, kinds: Sequence[str] = ()) -> int:
        """How many sentences say something ahead."""
        row = self._db.execute(
            """
            select count(*) from foretold
            where ?1 = '[]' or kind in (select value from json_each(?1))
            """,
            (json.dumps(list(kinds)),),
        ).fetchone()
        return int(row[0])

    # ── cases ────────────────────────────────────────────────────────────────────────────────────

    def case_ids(self) -> list[str]:
        """Cases that people said something of, and those that the most articles tell of."""
        rows = self._db.execute(
            """
            select subject as case_id from ruling where about = 'case'
            union select case_id from (
                select case_id from event_claim group by case_id
                having count(distinct article_id) > 1
                order by count(distinct article_id) desc, case_id limit ?)
            """,
            (_MOST_CASES,),
        )
        return [row["case_id"] for row in rows]

    def case_claims(self, case_id: str) -> list[CaseClaim]:
        """The claims that the machine puts into a case."""
        rows = self._db.execute(
            f"""
            {_CLAIM} join event_claim on event_claim.finding_id = finding.id
            where event_claim.case_id = ? order by ifnull(article.published_on, '9999'), finding.id
            limit {_MOST}
            """,
            (case_id,),
        )
        return [_case_claim(row) for row in rows]

    def event_claim(self, finding_id: str) -> CaseClaim | None:
        """An event as a claim, whatever case it is in; None where the id is of no event."""
        row = self._db.execute(
            _CLAIM + " where finding.id = ? and finding.kind = 'event'", (finding_id,)
        ).fetchone()
        return _case_claim(row) if row else None

    def cases_of(self, finding_id: str) -> list[str]:
        """The cases that the machine puts a claim into."""
        rows = self._db.execute(
            "select case_id from event_claim where finding_id = ?", (finding_id,)
        )
        return [row["case_id"] for row in rows]

    # ── what people decided ──────────────────────────────────────────────────────────────────────

    def rule(
        self,
        about: Literal["contradiction", "case"],
        subject: str,
        said: str,
        *,
        who: str,
        why: str = "",
        finding_id: str | None = None,
        name: str | None = None,
    ) -> None:
        """Put what a person decided on record."""
        self._db.execute(
            """
            insert into ruling (at, who, about, subject, said, finding_id, version_id, start, "end",
                exact, name, why)
            select ?1, ?2, ?3, ?4, ?5, ?6, finding.version_id, finding.start, finding."end",
                finding.exact, ?7, ?8
            from (select 1) left join finding on finding.id = ?6
            """,
            (now(), sound(who), about, subject, said, finding_id, name and sound(name), sound(why)),
        )

    def rulings(
        self, about: Literal["contradiction", "case"], subject: str | None = None
    ) -> list[Ruling]:
        """What people decided, oldest first.

        A claim that is found at other characters since is followed there, as long as one is.
        """
        rows = self._db.execute(
            """
            select ruling.*, ifnull((select id from finding where id = ruling.finding_id), (
                select id from finding where version_id = ruling.version_id and kind = 'event'
                and start < ruling."end" and "end" > ruling.start limit 1)) as now_id
            from ruling where about = ?1 and (?2 is null or subject = ?2) order by ruling.id
            """,
            (about, subject),
        )
        return [_ruling(row) for row in rows]

    def kin_of(self, article_ids: Iterable[str]) -> dict[str, list[Kin]]:
        """For some articles, their copies and translations."""
        found: dict[str, list[Kin]] = {}
        rows = self._db.execute(
            """
            select one as mine, other as its, kind, reason from kin
            where one in (select value from json_each(?1))
            union all select other, one, kind, reason from kin
            where other in (select value from json_each(?1))
            """,
            (json.dumps(sorted(set(article_ids))),),
        )
        for row in rows:
            kin = Kin(kind=row["kind"], article_id=row["its"], reason=row["reason"])
            found.setdefault(row["mine"], []).append(kin)
        return found


def _stated(row: sqlite3.Row) -> Stated:
    finding = finding_of(row)
    return Stated(
        id=row["id"],
        article_id=row["article_id"],
        version_id=row["version_id"],
        source_id=row["source_id"],
        language=row["language"],
        published_on=row["published_on"],
        country=row["country"],
        sentence=finding.context.of(row["text"]),
        at=finding.span.start - finding.context.start,
        exact=row["exact"],
        figure=finding.value,
        confidence=finding.confidence,
        elsewhere=frozenset(
            name
            for name, spans in finding.parts.items()
            if not any(finding.context.covers(span) for span in spans)
        ),
    )


def _case_claim(row: sqlite3.Row) -> CaseClaim:
    finding: Finding[Event] = finding_of(row)
    return CaseClaim(
        finding_id=row["id"],
        article_id=row["article_id"],
        version_id=row["version_id"],
        source_id=row["source_id"],
        language=row["language"],
        published_on=row["published_on"],
        sentence=finding.context.of(row["text"]),
        event=finding.value,
    )


def _ruling(row: sqlite3.Row) -> Ruling:
    return Ruling(
        id=row["id"],
        at=datetime.fromisoformat(row["at"]),
        who=row["who"],
        about=row["about"],
        subject=row["subject"],
        said=row["said"],
        finding_id=row["now_id"] or row["finding_id"],
        name=row["name"],
        why=row["why"],
    )
