"""Lists of articles: by filters, by words, by country."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from dalil.errors import NotFound
from dalil.model import (
    Card,
    Cards,
    CountryCount,
    Published,
    Source,
)
from dalil.store.keys import DAY_BITS, first_key, last_key
from dalil.store.part import Part
from dalil.store.rows import (
    article_of,
    from_json,
)
from dalil.store.search import WEIGHTS, Plan
from dalil.text import sound

if TYPE_CHECKING:
    pass


RANKED = 20_000
"""How many of the newest matches are put in order by relevance: it takes longer with each."""

COUNTED = 20_000
"""How many of the newest matches of words are counted by source, language and country."""

TallyBy = Literal["source", "language", "country", "month", "figures", "all"]


class Lists(Part):
    """Questions about lists."""

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
        key = "article_country.key" if country else "article.key"
        frame = " from article_country" if country else " from article"
        where: list[tuple[str, object]] = []
        if country:
            where.append(("article_country.country = ?", country.upper()))
            if source or language:
                frame += " cross join article on article.key = article_country.key"
        if source:
            where.append(("article.source_id = ?", source))
        if language:
            where.append(("article.language = ?", language))
        if since:
            where.append((f"{key} >= ?", first_key(since)))
        if until:
            where.append((f"{key} <= ?", last_key(until)))
        condition = "".join(f" and {text}" for text, _ in where)
        values = [value for _, value in where]
        keys = f"select {key} as key{frame} where 1{condition}"
        return self._page(keys, values, before, after, limit, key)

    def search(
        self,
        plan: Plan,
        *,
        by_relevance: bool,
        before: int | None,
        after: int | None,
        limit: int,
    ) -> Cards:
        """Articles that fit a plan, one page of them: the newest first, or those that fit best.

        By relevance the newest ``RANKED`` are put in order, and pages go on behind (or before) the
        article of a key, wherever it stands by now.
        """
        keys, values = plan.keys()
        if not (by_relevance and plan.ranked):
            key = "ft.rowid" if plan.match else "article.key"
            return self._page(keys, values, before, after, limit, key)
        total = self._db.execute(f"select count(*) from ({keys})", values).fetchone()[0]  # noqa: S608
        hits, values = plan.keys(f"{{key}} as key, bm25(ft, {WEIGHTS}) as score")
        place = after if after is not None else before
        back = after is not None
        beyond = (
            ""
            if place is None
            else "where hits.score {0} at.score or (hits.score = at.score and hits.key {1} at.key)"
        )
        rows = self._db.execute(
            f"""
            with hits as materialized ({hits} order by ft.rowid desc limit {RANKED}),
                at as (select key, score from hits where key = ?)
            select hits.key as key from hits {", at" if place is not None else ""}
            {beyond.format("<" if back else ">", ">" if back else "<")}
            order by hits.score {"desc" if back else "asc"}, hits.key {"asc" if back else "desc"}
            limit ?
            """,  # noqa: S608  our own words
            [*values, place, limit + 1],
        ).fetchall()
        return self._cut([row["key"] for row in rows], total, before, after, limit)

    def tally(self, plan: Plan, by: Sequence[TallyBy]) -> dict[TallyBy, dict[str, int]]:
        """How many of the articles that fit a plan there are of each source, language and so on.

        Counts are remembered until something is written: pages of one list ask for the same.
        """
        asked = tuple(dict.fromkeys(by))
        return dict(self._remembered((plan, asked), lambda: self._tally_hits(plan, asked)))

    def _tally_hits(self, plan: Plan, by: Sequence[TallyBy]) -> dict[TallyBy, dict[str, int]]:
        keys, values = plan.keys()
        made: dict[TallyBy, dict[str, int]] = {}
        limit = ""
        if plan.ranked:  # of very many that have words, the newest are counted
            limit = f" desc limit {COUNTED}"
            made = self._whole(keys, values, by)
        with self._hits(keys + " order by 1" + limit, values):
            return {**self._tallied([one for one in by if one not in made]), **made}

    def _whole(
        self, keys: str, values: list[object], by: Sequence[TallyBy]
    ) -> dict[TallyBy, dict[str, int]]:
        """How many fit in all and by month: the index alone tells."""
        days = self._db.execute(
            f"select key >> {DAY_BITS}, count(*) from ({keys}) group by 1 order by 1",  # noqa: S608
            values,
        ).fetchall()
        made: dict[TallyBy, dict[str, int]] = {}
        if "all" in by:
            made["all"] = {"articles": sum(n for _, n in days)}
        if "month" in by:
            made["month"] = _months(days)
        return made

    @contextmanager
    def _hits(self, keys: str, values: list[object]) -> Iterator[None]:
        self._db.execute("create temp table if not exists hits (key integer primary key)")
        self._db.execute(f"insert into hits {keys}", values)
        try:
            yield
        finally:
            self._db.execute("delete from hits")

    def _tallied(self, by: Sequence[TallyBy]) -> dict[TallyBy, dict[str, int]]:
        """The counts of what is in ``hits``."""
        made: dict[TallyBy, Counter[str]] = {one: Counter() for one in by}
        if {"source", "language", "figures"} & set(by):
            for row in self._db.execute(_FACTS):
                for one in ("source", "language", "figures"):
                    if one in made and row[one] is not None:
                        made[one][row[one]] += row["n"]
        if "country" in made:
            made["country"].update({row[0]: row[1] for row in self._db.execute(_COUNTRIES)})
        if "month" in made:
            made["month"].update(_months(self._db.execute(_DAYS).fetchall()))
        if "all" in made:
            made["all"]["articles"] = self._db.execute("select count(*) from hits").fetchone()[0]
        return {one: dict(counts) for one, counts in made.items()}

    def silent(
        self, since: str | None, until: str | None
    ) -> list[tuple[str, str | None, str | None]]:
        """Sources without an article from ``since`` to ``until``, each with its first and last day."""
        low = first_key(since) if since else 1 << DAY_BITS
        high = last_key(until) if until else 1 << 62
        rows = self._db.execute(
            """
            select id,
                (select placed_on from article where source_id = source.id and key >= ?
                    order by key limit 1) as first,
                (select placed_on from article where source_id = source.id and key >= ?
                    order by key desc limit 1) as last
            from source where not exists (
                select 1 from article where source_id = source.id and key between ? and ?)
            order by id
            """,
            (1 << DAY_BITS, 1 << DAY_BITS, low, high),
        )
        return [(row["id"], row["first"], row["last"]) for row in rows]

    def _page(
        self,
        keys: str,
        values: list[Any],
        before: int | None,
        after: int | None,
        limit: int,
        column: str,
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
        return self._cut([row["key"] for row in rows], total, before, after, limit)

    def _cut(
        self, found: list[int], total: int, before: int | None, after: int | None, limit: int
    ) -> Cards:
        """A page of the keys behind ``before``, or, from the nearest to the farthest, before ``after``."""
        more, found = len(found) > limit, found[:limit]
        if after is not None:
            found.reverse()
        cards = tuple(self._card_by_key(key) for key in found)
        has_older = more if after is None else True
        has_newer = more if after is not None else before is not None
        return Cards(
            cards=cards,
            total=total,
            older=found[-1] if found and has_older else None,
            newer=found[0] if found and has_newer else None,
        )

    def _card_by_key(self, key: int) -> Card:
        return self.card(self._db.execute(_CARD + " where article.key = ?", (key,)).fetchone())

    def article_row(self, article_id: str) -> sqlite3.Row:
        """An article's row with its source's, by its id or a beginning of it that no other has."""
        article_id = sound(article_id)
        rows = self._db.execute(
            _CARD + " where article.id >= ? and article.id < ? limit 2",
            (article_id, article_id + "\U0010ffff"),
        ).fetchall()
        if len(rows) != 1 or not article_id:
            found = "more than one article begins with" if rows else "no article"
            raise NotFound(f"{found} {article_id!r}", "dalil list")
        row: sqlite3.Row = rows[0]
        return row

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
            select country, count(*) as articles from article_country
            group by country order by articles desc, country
            """
        ).fetchall()
        return [
            CountryCount(
                country=row["country"],
                articles=row["articles"],
                first_on=self._end(row["country"], "asc"),
                last_on=self._end(row["country"], "desc"),
            )
            for row in rows
        ]

    def _end(self, country: str, order: Literal["asc", "desc"]) -> str | None:
        """The day of a country's first or last dated article."""
        row = self._db.execute(
            f"""
            select published_on from article_country join article using (key)
            where country = ? and published_on is not null
            order by article_country.key {order} limit 1
            """,  # noqa: S608  our own word
            (country,),
        ).fetchone()
        return row and str(row["published_on"])

    def counts(self) -> dict[str, int]:
        """How many of each thing there are."""
        tables = {
            "sources": "source",
            "captures": "capture",
            "articles": "article",
            "versions": "version",
            "figures": "finding where kind = 'figure'",
        }
        return {
            name: self._db.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608
            for name, table in tables.items()
        }


def _months(days: Iterable[Sequence[int]]) -> dict[str, int]:
    """Days and their counts by month; what has no day is left out."""
    months: Counter[str] = Counter()
    for day, n in days:
        if day:
            months[date.fromordinal(day).isoformat()[:7]] += n
    return dict(months)


_FACTS = """
    select source_id as source, language, iif(figure_count > 0, 'yes', 'no') as figures, count(*) as n
    from hits cross join article indexed by article_facts using (key) group by 1, 2, 3
"""
_COUNTRIES = """
    select country, count(*) from hits cross join article_country using (key) group by country
"""
_DAYS = f"select key >> {DAY_BITS}, count(*) from hits group by 1 order by 1"  # noqa: S608
_CARD = """
    select article.*, source.outlet, source.url as source_url, source.country as source_country,
           source.languages
    from article join source on source.id = article.source_id
"""
