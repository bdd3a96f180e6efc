"""Series: which figures stand in them, what people decided, and what is read of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import cast

from dalil.errors import NotFound
from dalil.model import (
    Decision,
    DecisionKind,
    Figure,
    Finding,
    Indicator,
    PeriodKind,
    Series,
    SeriesKey,
    Span,
)
from dalil.store.part import Part
from dalil.store.rows import finding_of, now
from dalil.text import sound

_FORMS = "case form when 'page' then 0 when 'content' then 1 else 2 end"
_ONE_COUNTRY = """(select iif(count(distinct country) = 1, min(country), null)
    from article_country where key = article.key)"""
_MOST = 200  # series that are asked for at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A figure of an article's shown version, as much of it as its place in a series depends on."""

    finding_id: str
    start: int
    figure: Figure
    version_id: str
    article_id: str
    source_id: str
    language: str | None
    country: str | None  #  the one country that the article concerns
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """A row of ``series_point``, with what its series is if it is a new one."""

    series_id: str
    indicator: str | None
    key: SeriesKey
    label: str
    first_on: str
    last_on: str
    finding_id: str
    article_id: str
    source_id: str
    low: float
    high: float
    status: str
    joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A figure of a series with its article, as it is stored."""

    series_id: str  #   its own, where that is shown as a part of another
    finding_id: str
    finding: Finding[Figure]
    exact: str
    version_id: str
    text: str
    article_id: str
    source_id: str
    outlet: str
    language: str | None
    country: str | None
    published_on: str | None
    joined: bool


class SeriesPart(Part):
    """Questions about series and indicators."""

    # ── gathering ────────────────────────────────────────────────────────────────────────────────

    def not_gathered(self, rules: str) -> list[str]:
        """Articles that stand in no series yet, or do by other rules."""
        rows = self._db.execute(
            """
            select article.id from article left join gathered on gathered.article_id = article.id
            where gathered.rules is not ? order by article.key
            """,
            (rules,),
        )
        return [row[0] for row in rows]

    def told_in(self, article_id: str) -> list[Told]:
        """The figures of the version of an article that readers are shown."""
        version = self._db.execute(
            f"""
            select version.id, version.text, article.source_id, article.language,
                {_ONE_COUNTRY} as country
            from version join sighting on sighting.version_id = version.id
            join article on article.id = version.article_id
            where version.article_id = ? order by {_FORMS}, sighting.seen_at desc, number desc limit 1
            """,  # noqa: S608  the order is ours
            (article_id,),
        ).fetchone()
        return list(self._told(version, article_id)) if version else []

    def _told(self, version: sqlite3.Row, article_id: str) -> Iterator[Told]:
        for row in self._db.execute(
            """
            select id, start, low, high, unit, bound, "of", per, place, period, status, change
            from finding where version_id = ? and kind = 'figure' order by start
            """,
            (version["id"],),
        ):
            yield Told(
                finding_id=row["id"],
                start=row["start"],
                figure=_figure(row),
                version_id=version["id"],
                article_id=article_id,
                source_id=version["source_id"],
                language=version["language"],
                country=version["country"],
                text=version["text"],
            )

    def replace_points(self, article_id: str, rows: Sequence[PointRow], rules: str) -> set[str]:
        """Put an article's figures where they belong; the series that are touched by it."""
        touched = {
            row[0]
            for row in self._db.execute(
                "select distinct series_id from series_point where article_id = ?", (article_id,)
            )
        }
        if touched:
            self._db.execute("delete from series_point where article_id = ?", (article_id,))
        self._keep_points(rows)
        self._db.execute(
            "insert or replace into gathered (article_id, rules) values (?, ?)", (article_id, rules)
        )
        return touched | {row.series_id for row in rows}

    def _keep_points(self, rows: Sequence[PointRow]) -> None:
        self._db.executemany(
            """
            insert or ignore into series (id, indicator, measure, unit, per, change, place, kind, label,
                periods, claims, sources, first_on, last_on)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, '', '')
            """,
            [
                (
                    row.series_id, row.indicator, row.key.measure, row.key.unit, row.key.per,
                    row.key.change, row.key.place, row.key.kind, row.label,
                )
                for row in rows
            ],
        )  # fmt: skip
        self._db.executemany(
            """
            insert or replace into series_point (series_id, first_on, last_on, finding_id, article_id,
                source_id, low, high, status, joined) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                (
                    row.series_id, row.first_on, row.last_on, row.finding_id, row.article_id,
                    row.source_id, row.low, row.high, row.status, row.joined,
                )
                for row in rows
            ],
        )  # fmt: skip

    def add_points(self, rows: Sequence[PointRow]) -> None:
        """Put figures into series, beside where they stand already."""
        self._keep_points(rows)

    def count_series(self, series_ids: Iterable[str]) -> None:
        """Bring what lists show of these series up to date; those without a figure are gone."""
        self._db.executemany(
            """
            update series set (periods, claims, sources, first_on, last_on) = (
                select count(distinct first_on || last_on), count(*), count(distinct source_id),
                    ifnull(min(first_on), ''), ifnull(max(last_on), '')
                from series_point where series_id = series.id or series_id in (
                    select series_id from series_link where head = series.id))
            where id = ?
            """,
            ids := [(one,) for one in series_ids],
        )
        self._db.executemany("delete from series where id = ? and claims = 0", ids)

    def count_all_series(self) -> None:
        """Bring what lists show of all series up to date, in one walk over the figures."""
        self._db.execute(
            """
            update series set periods = found.periods, claims = found.claims, sources = found.sources,
                first_on = found.first_on, last_on = found.last_on
            from (
                select point.series_id, count(distinct first_on || last_on) as periods,
                    count(*) as claims, count(distinct source_id) as sources,
                    min(first_on) as first_on, max(last_on) as last_on
                from series_point as point group by point.series_id
            ) as found where found.series_id = series.id
            """
        )
        self._db.execute(
            "delete from series where not exists (select 1 from series_point where series_id = id)"
        )

    def forget_series(self) -> None:
        """Forget all series; indicators and decisions stay."""
        for table in ("series", "series_link", "series_point", "gathered"):
            self._db.execute(f"delete from {table}")  # noqa: S608  names of ours

    def sharing(
        self, series_ids: Iterable[str] | None = None
    ) -> list[tuple[str, str, str, str, int, int]]:
        """Pairs of found series that have the same numbers for periods; of some series, or all.

        Both ids, both measures, for how many periods they have the same number, and for how many any.
        Small numbers, which every text has, are not looked at; nor is what is no fact.
        """
        asked = "null" if series_ids is None else json.dumps(list(series_ids))
        chosen = (
            "" if series_ids is None else "where a.series_id in (select value from json_each(?))"
        )
        rows = self._db.execute(
            f"""
            select a.series_id as one, b.series_id as other, mine.measure as one_measure,
                its.measure as other_measure, count(distinct a.first_on || a.last_on) as shared
            from series_point as a
            join series_point as b on b.low = a.low and b.low not between -20 and 20
                and b.first_on = a.first_on and b.last_on = a.last_on and b.high = a.high
                and b.series_id <> a.series_id and a.status = 'actual' and b.status = 'actual'
            join series as mine on mine.id = a.series_id and mine.indicator is null
            join series as its on its.id = b.series_id and its.indicator is null
                and (its.place, its.kind, its.unit, its.per, its.change)
                    = (mine.place, mine.kind, mine.unit, mine.per, mine.change)
            {chosen} group by a.series_id, b.series_id having shared >= 2
            """,  # noqa: S608  no value of others
            () if series_ids is None else (asked,),
        ).fetchall()
        return [(*row, self._common(row["one"], row["other"])) for row in rows]

    def in_other_periods(self, series_ids: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
        """For found series, those of the same thing and place by another kind of period: kind, id."""
        found: dict[str, list[tuple[str, str]]] = {}
        for row in self._db.execute(
            """
            select mine.id as mine, its.kind, its.id from series as mine
            join series as its on its.place = mine.place and its.indicator is null
                and its.kind <> mine.kind and (its.measure, its.unit, its.per, its.change)
                    = (mine.measure, mine.unit, mine.per, mine.change)
            where mine.id in (select value from json_each(?)) and mine.indicator is null
            order by its.kind
            """,
            (json.dumps(list(series_ids)),),
        ):
            found.setdefault(row["mine"], []).append((row["kind"], row["id"]))
        return found

    def differ(self, one: str, other: str) -> bool:
        """Whether two series say different numbers for a period that both have."""
        row = self._db.execute(
            """
            select 1 from series_point as a join series_point as b
                on b.series_id = ? and (b.first_on, b.last_on) = (a.first_on, a.last_on)
            where a.series_id = ? and not exists (
                select 1 from series_point as same where same.series_id = b.series_id
                and (same.first_on, same.last_on, same.low) = (a.first_on, a.last_on, a.low)) limit 1
            """,
            (other, one),
        ).fetchone()
        return row is not None

    def _common(self, one: str, other: str) -> int:
        row = self._db.execute(
            """
            select count(*) from (
                select first_on, last_on from series_point where series_id = ?
                intersect select first_on, last_on from series_point where series_id = ?)
            """,
            (one, other),
        ).fetchone()
        return int(row[0])

    def link_series(self, links: Mapping[str, tuple[str, int]], among: Iterable[str]) -> set[str]:
        """Show series as parts of others; of those ``among``, forget what they were parts of.

        Returns the heads that lost or got a part.
        """
        touched = {head for head, _ in links.values()}
        for one in among:
            found = self._db.execute(
                "delete from series_link where series_id = ? returning head", (one,)
            ).fetchall()
            touched.update(row[0] for row in found)
        self._db.executemany(
            "insert or replace into series_link (series_id, head, shared) values (?, ?, ?)",
            [(part, head, shared) for part, (head, shared) in links.items()],
        )
        return touched

    def linked_series(self) -> list[str]:
        """Every series that is shown as a part of another."""
        return [row[0] for row in self._db.execute("select series_id from series_link")]

    def head_of(self, series_id: str) -> str:
        """The series that this one is shown as a part of; itself, where it stands alone."""
        row = self._db.execute(
            "select head from series_link where series_id = ?", (series_id,)
        ).fetchone()
        return str(row["head"]) if row else series_id

    def parts_of(self, series_id: str) -> dict[str, int]:
        """The series that are shown as parts of one, and for how many periods they say the same."""
        rows = self._db.execute(
            "select series_id, shared from series_link where head = ?", (series_id,)
        )
        return {row["series_id"]: row["shared"] for row in rows}

    # ── what is found ────────────────────────────────────────────────────────────────────────────

    def series_list(
        self,
        *,
        measure: Sequence[str] = (),
        words: str | None = None,
        country: str | None = None,
        least: int = 2,
        offset: int = 0,
        limit: int = 50,
    ) -> tuple[list[Series], int]:
        """Found series with at least so many periods, the longest first, and how many there are.

        ``measure`` names concepts that they must all have, or ``words`` what stands in the label.
        """
        alone = "not exists (select 1 from series_link where series_link.series_id = series.id)"
        where, values = ["indicator is null", "periods >= ?", alone], [least]
        terms: list[str | int] = list(values)
        if measure or words:
            parts = " and ".join("' ' || measure || ' ' like ?" for _ in measure)
            known = f"({parts})" if measure else "0"
            where.append(f"({known} or label like ?)")
            terms += [f"% {concept} %" for concept in measure] + [f"%{words or ''}%"]
        if country:
            where.append("(place = ? or place = ? or place like ? or place like ?)")
            lower = country.lower()
            terms += [country, f"?{country}", f"{country}-%", f"{lower}-%"]
        condition = " and ".join(where)
        total = self._db.execute(
            f"select count(*) from series where {condition}",  # noqa: S608  no value of others
            terms,
        ).fetchone()[0]
        rows = self._db.execute(
            f"""
            select * from series where {condition} order by periods desc, claims desc, id
            limit ? offset ?
            """,  # noqa: S608
            [*terms, min(limit, _MOST), offset],
        )
        return [series_of(row) for row in rows], int(total)

    def series_sizes(self) -> dict[str, tuple[int, int]]:
        """Of every series that has two periods or more, how many it has, and how many figures."""
        rows = self._db.execute(
            """
            select id, periods, claims from series where indicator is null and periods >= 2
            and not exists (select 1 from series_link where series_link.series_id = series.id)
            """
        )
        return {row["id"]: (row["periods"], row["claims"]) for row in rows}

    def series(self, series_id: str) -> Series:
        """A series by its id, or a beginning of it that no other has. Raises ``NotFound``."""
        series_id = sound(series_id)
        rows = self._db.execute(
            "select * from series where id >= ? and id < ? limit 2",
            (series_id, series_id + "\U0010ffff"),
        ).fetchall()
        exact = [row for row in rows if row["id"] == series_id]
        if len(exact or rows) != 1 or not series_id:
            raise NotFound(f"no series {series_id!r}", "dalil series")
        return series_of((exact or rows)[0])

    def series_of_finding(self, finding_id: str) -> list[Series]:
        """The series that a figure stands in, found ones and those of indicators."""
        rows = self._db.execute(
            """
            select distinct series.* from series_point as point
            left join series_link as link on link.series_id = point.series_id
            join series on series.id = ifnull(link.head, point.series_id)
            where point.finding_id = ?
            order by series.indicator is null, series.id
            """,
            (finding_id,),
        )
        return [series_of(row) for row in rows]

    def series_of_indicator(self, name: str) -> list[Series]:
        """The series of an indicator: one a place, rate and kind of period."""
        rows = self._db.execute(
            "select * from series where indicator = ? order by periods desc, id", (name,)
        )
        return [series_of(row) for row in rows]

    def claims_of(self, series_id: str) -> list[ClaimRow]:
        """The figures of a series with their articles, in the order in which they were published."""
        rows = self._db.execute(
            f"""
            select point.series_id, point.finding_id, point.article_id, point.source_id, point.joined, finding.kind,
                finding.finding, finding.exact, finding.version_id, version.text,
                article.language, article.published_on, source.outlet, {_ONE_COUNTRY} as country
            from series_point as point
            join finding on finding.id = point.finding_id
            join version on version.id = finding.version_id
            join article on article.id = point.article_id
            join source on source.id = point.source_id
            where point.series_id = ?1 or point.series_id in (
                select series_id from series_link where head = ?1)
            order by article.key, finding.start
            """,  # noqa: S608  the subquery is ours
            (series_id,),
        )
        return [
            ClaimRow(
                series_id=row["series_id"],
                finding_id=row["finding_id"],
                finding=cast("Finding[Figure]", finding_of(row)),
                exact=row["exact"],
                version_id=row["version_id"],
                text=row["text"],
                article_id=row["article_id"],
                source_id=row["source_id"],
                outlet=row["outlet"],
                language=row["language"],
                country=row["country"],
                published_on=row["published_on"],
                joined=bool(row["joined"]),
            )
            for row in rows
        ]

    def values_of(self, series_ids: Sequence[str]) -> dict[str, list[tuple[str, float, str]]]:
        """``(last day, value, status)`` of every figure of some series, in order of period."""
        found: dict[str, list[tuple[str, float, str]]] = {one: [] for one in series_ids}
        for row in self._db.execute(
            """
            select ifnull(link.head, point.series_id) as series_id, point.last_on as last_on,
                (low + high) / 2 as value, status
            from series_point as point
            left join series_link as link on link.series_id = point.series_id
            where point.series_id in (select value from json_each(?1)
                union select series_id from series_link
                where head in (select value from json_each(?1)))
            order by last_on, first_on
            """,
            (json.dumps(list(series_ids)),),
        ):
            found[row["series_id"]].append((row["last_on"], row["value"], row["status"]))
        return found

    def words_of(self, series_ids: Sequence[str]) -> dict[str, dict[str, str]]:
        """What the figures of some series count in each language: the shortest of its phrases."""
        found: dict[str, dict[str, str]] = {}
        for row in self._db.execute(
            """
            select point.series_id, article.language, finding."of", min(length(finding."of"))
            from series_point as point join finding on finding.id = point.finding_id
            join article on article.id = point.article_id
            where point.series_id in (select value from json_each(?))
            and finding."of" is not null and article.language is not null
            group by point.series_id, article.language order by count(*) desc, article.language
            """,
            (json.dumps(list(series_ids)),),
        ):
            found.setdefault(row[0], {})[row[1]] = row[2]
        return found

    def kin_among(self, article_ids: Iterable[str]) -> dict[str, frozenset[str]]:
        """Of some articles, which are copies or translations of which others of them."""
        asked = json.dumps(sorted(set(article_ids)))
        kin: dict[str, set[str]] = {}
        for row in self._db.execute(
            """
            select one, other from kin where one in (select value from json_each(?1))
            and other in (select value from json_each(?1))
            """,
            (asked,),
        ):
            kin.setdefault(row["one"], set()).add(row["other"])
            kin.setdefault(row["other"], set()).add(row["one"])
        return {one: frozenset(others) for one, others in kin.items()}

    # ── indicators and what people decided ───────────────────────────────────────────────────────

    def keep_indicator(self, one: Indicator) -> None:
        """Keep an indicator, or its new definition."""
        self._db.execute(
            """
            insert or replace into indicator (name, title, words, unit, per, change, places, kind, rule,
                counting, made_at, made_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            (
                one.name, one.title, json.dumps(one.words, ensure_ascii=False), one.unit, one.per,
                one.change, "|".join(one.places), one.kind, one.rule, one.counting,
                one.made_at.isoformat(timespec="seconds") if one.made_at else now(), one.made_by,
            ),
        )  # fmt: skip

    def drop_indicator(self, name: str) -> None:
        """Take an indicator away; what was decided of its figures stays on record."""
        ids = [series.id for series in self.series_of_indicator(name)]
        self._db.executemany("delete from series_point where series_id = ?", [(i,) for i in ids])
        self._db.execute("delete from series where indicator = ?", (name,))
        self._db.execute("delete from indicator where name = ?", (name,))

    def indicators(self) -> list[Indicator]:
        """All indicators, by name."""
        rows = self._db.execute("select * from indicator order by name")
        return [_indicator(row) for row in rows]

    def indicator(self, name: str) -> Indicator:
        """An indicator by its name. Raises ``NotFound``."""
        row = self._db.execute("select * from indicator where name = ?", (sound(name),)).fetchone()
        if row is None:
            raise NotFound(f"no indicator is called {name!r}", "dalil indicator list")
        return _indicator(row)

    def decide(
        self, kind: DecisionKind, indicator: str, finding_id: str, *, who: str, why: str
    ) -> None:
        """Put what a person decided of a figure on record."""
        self._db.execute(
            """
            insert into decision (at, who, kind, indicator, finding_id, version_id, start, "end", exact, why)
            select ?, ?, ?, ?, id, version_id, start, "end", exact, ? from finding where id = ?
            """,
            (now(), who, kind, indicator, why, finding_id),
        )

    def decisions(self, indicator: str | None = None) -> list[Decision]:
        """What people decided, oldest first, of one indicator or all.

        A figure that is found at other characters since is followed there: the decision has the id
        of the figure that stands on them now.
        """
        rows = self._db.execute(
            """
            select decision.*, ifnull((
                select id from finding where id = decision.finding_id
            ), (
                select id from finding where version_id = decision.version_id and kind = 'figure'
                and start < decision."end" and "end" > decision.start
                order by abs(start - decision.start) limit 1
            )) as now_id
            from decision where ?1 is null or indicator = ?1 order by decision.id
            """,
            (indicator,),
        )
        return [_decision(row) for row in rows]

    def also_in(self, indicator: str) -> list[tuple[str, str]]:
        """``(finding id, indicator)``: figures of an indicator that others claim too."""
        rows = self._db.execute(
            """
            select distinct theirs.finding_id, other.indicator from series as mine
            join series_point as ours on ours.series_id = mine.id
            join series_point as theirs on theirs.finding_id = ours.finding_id
            join series as other on other.id = theirs.series_id
            where mine.indicator = ?1 and other.indicator is not null and other.indicator <> ?1
            order by theirs.finding_id, other.indicator
            """,
            (indicator,),
        )
        return [(row[0], row[1]) for row in rows]

    def empty_series(self, series_ids: Iterable[str]) -> None:
        """Take all figures out of some series."""
        ids = [(one,) for one in series_ids]
        self._db.executemany("delete from series_point where series_id = ?", ids)

    def articles_with_unit(self, unit: Sequence[str]) -> list[str]:
        """The articles that have a figure in one of these units."""
        rows = self._db.execute(
            """
            select distinct version.article_id from finding
            join version on version.id = finding.version_id
            where finding.kind = 'figure' and finding.unit in (select value from json_each(?))
            """,
            (json.dumps(list(unit)),),
        )
        return [row[0] for row in rows]


def _figure(row: sqlite3.Row) -> Figure:
    """As much of a figure as the columns hold; the values are for comparing."""
    low, high = Decimal(repr(row["low"])), Decimal(repr(row["high"]))
    return Figure(
        value=low if low == high else (low, high),
        unit=row["unit"],
        bound=row["bound"],
        of=row["of"],
        per=row["per"],
        place=row["place"],
        period=row["period"],
        status=row["status"],
        change=row["change"],
    )


def series_of(row: sqlite3.Row) -> Series:
    """A row of ``series``."""
    kind: PeriodKind = row["kind"]
    return Series(
        id=row["id"],
        key=SeriesKey(
            measure=row["measure"],
            unit=row["unit"],
            per=row["per"],
            change=bool(row["change"]),
            place=row["place"],
            kind=kind,
        ),
        indicator=row["indicator"],
        label=row["label"],
        periods=row["periods"],
        claims=row["claims"],
        sources=row["sources"],
        first_on=row["first_on"],
        last_on=row["last_on"],
    )


def _indicator(row: sqlite3.Row) -> Indicator:
    return Indicator(
        name=row["name"],
        title=row["title"],
        words={code: tuple(listed) for code, listed in json.loads(row["words"]).items()},
        unit=row["unit"],
        per=row["per"],
        change=bool(row["change"]),
        places=tuple(place for place in row["places"].split("|") if place),
        kind=row["kind"],
        rule=row["rule"],
        counting=row["counting"],
        made_at=datetime.fromisoformat(row["made_at"]),
        made_by=row["made_by"],
    )


def _decision(row: sqlite3.Row) -> Decision:
    return Decision(
        id=row["id"],
        at=datetime.fromisoformat(row["at"]),
        who=row["who"],
        kind=row["kind"],
        indicator=row["indicator"],
        finding_id=row["now_id"] or row["finding_id"],
        found=row["now_id"] is not None,
        version_id=row["version_id"],
        span=Span(row["start"], row["end"]),
        exact=row["exact"],
        why=row["why"],
    )
