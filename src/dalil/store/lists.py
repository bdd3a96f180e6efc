"""Lists of articles: by filters, by words, by country."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from dalil.errors import NotFound
from dalil.model import (
    Card,
    Cards,
    CountryCount,
    Published,
    Source,
)
from dalil.store import search
from dalil.store.keys import first_key, last_key
from dalil.store.part import Part
from dalil.store.rows import (
    article_of,
    from_json,
)
from dalil.text import sound

if TYPE_CHECKING:
    pass


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
            "figures": "finding where kind = 'figure'",
        }
        return {
            name: self._db.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608
            for name, table in tables.items()
        }


_CARD = """
    select article.*, source.outlet, source.url as source_url, source.country as source_country,
           source.languages
    from article join source on source.id = article.source_id
"""
