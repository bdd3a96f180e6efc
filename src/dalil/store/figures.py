"""Figures as a table: by any filter, in any order, a page at a time, over a million of them.

``figure`` holds a narrow row for each, with what filters and orders ask; ``figure_words`` the stems of
what is counted, of the place, and of who says so. Both follow ``finding`` and are made from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from sqlite3 import Row
from typing import Any

from dalil.errors import NotFound
from dalil.lang.stems import readings, stems, words
from dalil.model import (
    Drawable,
    Figure,
    FigureOrder,
    FigureQuery,
    FigureTally,
    FindingKind,
    KeptFinding,
    Measured,
    Published,
    Source,
    Statement,
    Statements,
)
from dalil.periods import stretch
from dalil.store import search
from dalil.store.keys import DAY_BITS
from dalil.store.part import Part
from dalil.store.rows import finding_of, from_iso, from_json
from dalil.text import around, sound

MOST_TALLIES = 64  # that are remembered
MOST_WORDS = 16  # of a filter
WALKED = 100  # rows of the index for each that is wanted, before figures are sorted instead
FOREVER = 3_652_060  # the day after the last day of the calendar
ORDERS: dict[FigureOrder, tuple[str, str]] = {
    "new": ("figure.article", "desc"),
    "old": ("figure.article", "asc"),
    "high": ("figure.low", "desc"),
    "low": ("figure.low", "asc"),
    "late": ("ifnull(figure.first, 0)", "desc"),
    "early": ("ifnull(figure.first, 0)", "asc"),
}


class Figures(Part):
    """Questions about many figures at once."""

    _figure_tallies: dict[tuple[FigureQuery, int], FigureTally]

    # ── keeping them ─────────────────────────────────────────────────────────────────────────────

    def list_figures(self, article_id: str, shown_id: str) -> None:
        """Bring the rows of an article's figures up to date; ``shown_id`` is the version shown."""
        article = self._db.execute(
            "select key, source_id, language, published_on from article where id = ?", (article_id,)
        ).fetchone()
        fresh = self._db.execute(
            f"{_UNLISTED} and version.article_id = ?",  # ours
            (article_id,),
        ).fetchall()
        self._insert_figures(fresh)
        self._db.execute(
            """
            update figure set source_id = ?, language = ifnull(language, ?), countries = ?,
                newest = (select version_id from finding where id = figure.finding_id) = ?
            where article = ?
            """,
            (article["source_id"], article["language"], self._countries(article["key"]), shown_id,
             article["key"]),
        )  # fmt: skip

    def list_countries(self, article_id: str) -> None:
        """An article is known to concern other countries: so do its figures."""
        row = self._db.execute("select key from article where id = ?", (article_id,)).fetchone()
        self._db.execute(
            "update figure set countries = ? where article = ?",
            (self._countries(row["key"]), row["key"]),
        )

    def _countries(self, key: int) -> str:
        rows = self._db.execute(
            "select country from article_country where key = ? order by country", (key,)
        )
        return " ".join(row["country"] for row in rows)

    def _index_figures(self) -> int:
        done = last = 0
        shown: dict[str, str | None] = {}
        ask = f"{_UNLISTED} and finding.rowid > ? order by finding.rowid limit 5000"
        while rows := self._db.execute(ask, (last,)).fetchall():
            self._insert_figures(rows)
            for article in {row["article_id"] for row in rows}:
                if article not in shown:
                    shown[article] = self._shown(article)
            done += len(rows)
            last = rows[-1]["at"]
        self._db.executemany(
            """
            update figure set newest = (select version_id from finding where id = finding_id) = ?
            where article = (select key from article where id = ?)
            """,
            [(version, article) for article, version in shown.items()],
        )
        self._db.execute(_ALL_COUNTRIES)
        return done

    def _shown(self, article_id: str) -> str | None:
        row = self._db.execute(
            """
            select version.id from version join sighting on sighting.version_id = version.id
            where article_id = ? order by form = 'entry', form = 'content', sighting.seen_at desc,
                number desc limit 1
            """,
            (article_id,),
        ).fetchone()
        return str(row["id"]) if row else None

    def renew_figures(self, sqlite_version: tuple[int, ...]) -> int:
        """Make the rows of all figures anew, with the index of their words."""
        self._db.execute("drop trigger if exists figure_gone")
        self._db.execute("drop table if exists figure_words")
        self._db.execute("delete from figure")
        lean = ", content='', contentless_delete=1"
        lean = lean if sqlite_version >= search.CONTENTLESS_SINCE else ""
        self._db.execute(
            'create virtual table figure_words using fts5("of", place, who'
            f"{lean}, tokenize='unicode61 remove_diacritics 0')"
        )
        self._db.execute(
            """
            create trigger figure_gone after delete on figure
            begin delete from figure_words where rowid = old.n; end
            """
        )
        return self._index_figures()

    def has_figure_words(self) -> bool:
        """Whether the index of words has been made."""
        sql = "select 1 from sqlite_master where name = 'figure_words'"
        return self._db.execute(sql).fetchone() is not None

    def _insert_figures(self, rows: Sequence[Row]) -> None:
        for row in rows:
            time = stretch(row["period"]) or stretch(row["published_on"])
            first, last = (int(time.start), int(time.end)) if time else (None, None)
            if time and time.length == "since":
                last = FOREVER
            if time and time.length == "until":
                first = 0
            language = row["spoken"] or row["language"]
            n = self._db.execute(
                """
                insert into figure (finding_id, article, newest, source_id, language, low, high,
                    unit, per, change, bound, status, confidence, first, last)
                values (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                (row["id"], row["key"], row["source_id"], language, row["low"], row["high"],
                 row["unit"], row["per"], row["change"], row["bound"], row["status"],
                 row["confidence"], first, last),
            ).lastrowid  # fmt: skip
            said = (row["of"], row["place"], row["attribution"])
            self._db.execute(
                'insert into figure_words (rowid, "of", place, who) values (?, ?, ?, ?)',
                (n, *(" ".join(stems(text or "", language)) for text in said)),
            )

    # ── asking for them ──────────────────────────────────────────────────────────────────────────

    def statements(
        self, asked: FigureQuery, order: FigureOrder, after: str | None, limit: int
    ) -> Statements:
        """Figures with the articles that print them, one page; ``after`` as the last page gave it."""
        rows = self._in_order(asked, order, _place(after), limit + 1)
        more, rows = len(rows) > limit, rows[:limit]
        found = tuple(self.statement_of(row["finding_id"], bool(row["newest"])) for row in rows)
        return Statements(rows=found, after=_said(rows[-1]) if more else None)

    def _in_order(
        self, asked: FigureQuery, order: FigureOrder, place: tuple[float, int] | None, limit: int
    ) -> list[Row]:
        """The first figures behind a place.

        By date the index is walked a little way first: what many figures fit is soon found there.
        What few fit is sorted instead, and that is quick since they are few.
        """
        column, direction = ORDERS[order]
        sign = "<" if direction == "desc" else ">"
        behind = f" and {column} {sign}= ? and ({column} {sign} ? or figure.n > ?)" if place else ""
        start = [place[0], *place] if place else []
        wanted = f"select figure.n as n, figure.newest as newest, {column} as at, finding_id"
        last = f"order by {column} {direction}, figure.n limit ?"
        where, values = _where(asked)
        if order in ("new", "old"):
            table = "figure indexed by figure_article"
            walk = f"(select * from {table} where 1{behind} {last}) as figure"  # noqa: S608  the pieces are ours
            rows = self._db.execute(
                f"{wanted} from {walk} where {where} limit ?",
                (*start, WALKED * limit, *values, limit),
            ).fetchall()
            if len(rows) == limit:
                return rows
        return self._db.execute(
            f"{wanted} from figure where {where}{behind} {last}", (*values, *start, limit)
        ).fetchall()

    def statement(self, finding_id: str) -> Statement:
        """The row of one figure. Raises ``NotFound``."""
        row = self._db.execute(
            "select newest from figure where finding_id = ?", (sound(finding_id),)
        ).fetchone()
        if row is None:
            raise NotFound(f"no figure {finding_id!r}", "dalil show ARTICLE")
        return self.statement_of(finding_id, bool(row["newest"]))

    def count_figures(self, asked: FigureQuery) -> int:
        """How many there are."""
        where, values = _where(asked)
        sql = f"select count(*) from figure where {where}"  # noqa: S608  ours
        return int(self._db.execute(sql, values).fetchone()[0])

    def tally_figures(self, asked: FigureQuery) -> FigureTally:
        """How many there are: of each measure and source, and of how many articles.

        It is remembered until something is written: pages of one table ask for the same.
        """
        (state,) = self._db.execute("pragma data_version").fetchone()  # what others wrote
        if (asked, state) not in self._figure_tallies:
            if len(self._figure_tallies) >= MOST_TALLIES:
                self._figure_tallies.clear()
            self._figure_tallies[asked, state] = self._tally(asked)
        return self._figure_tallies[asked, state]

    def _tally(self, asked: FigureQuery) -> FigureTally:
        where, values = _where(asked)
        rows = self._db.execute(
            f"""
            select unit, per, change is not null as size, source_id, count(*) as n from figure
            where {where} group by unit, per, change, source_id
            """,  # noqa: S608  the pieces are ours
            values,
        )
        measures: Counter[Measured] = Counter()
        sources: Counter[str] = Counter()
        for row in rows:
            measures[Measured(row["unit"], row["per"], bool(row["size"]))] += row["n"]
            sources[row["source_id"]] += row["n"]
        return FigureTally(
            total=sources.total(),
            articles=self._articles_of(asked) if sources else 0,
            measures=dict(sorted(measures.items(), key=_most_first)),
            sources=dict(sorted(sources.items(), key=lambda item: (-item[1], item[0]))),
        )

    def _articles_of(self, asked: FigureQuery) -> int:
        if asked == FigureQuery():
            sql = "select count(*) from article where figure_count > 0"
            return int(self._db.execute(sql).fetchone()[0])
        where, values = _where(asked)
        sql = f"select count(distinct article) from figure where {where}"  # noqa: S608  ours
        return int(self._db.execute(sql, values).fetchone()[0])

    def drawables(self, asked: FigureQuery, limit: int) -> list[Drawable]:
        """What a chart needs of the newest of them."""
        rows = self._in_order(asked, "new", None, limit)
        return [_drawable(self._db.execute(_DRAWABLE, (row["n"],)).fetchone()) for row in rows]

    def statements_of(
        self,
        kind: FindingKind,
        *,
        source: str | None = None,
        country: str | None = None,
        language: str | None = None,
        newest: bool = True,
    ) -> Iterator[Statement]:
        """All findings of a kind in the order in which they were kept, read a few at a time."""
        last, together = 0, 500
        while True:
            rows = self._db.execute(
                _OF_KIND,
                {
                    "kind": kind,
                    "last": last,
                    "source": source,
                    "country": country.upper() if country else None,
                    "language": language,
                    "together": together,
                },
            ).fetchall()
            shown = {one: self._shown(one) for one in {row["article_id"] for row in rows}}
            for row in rows:
                is_shown = shown[row["article_id"]] == row["version_id"]
                if is_shown or not newest:
                    yield self.statement_of(row["id"], is_shown)
            if len(rows) < together:
                return
            last = rows[-1]["at"]

    def steady_sources(self, asked: FigureQuery) -> list[str]:
        """The sources with an article in every year in which any of these figures was printed."""
        where, values = _where(replace(asked, among=None))
        row = self._db.execute(
            f"""
            select min(article) as first, max(article) as last from figure
            where {where} and article >= ?
            """,  # noqa: S608  the pieces are ours
            (*values, 1 << DAY_BITS),
        ).fetchone()
        if row["first"] is None:
            return []
        first, last = (date.fromordinal(row[name] >> DAY_BITS).year for name in ("first", "last"))
        rows = self._db.execute(
            """
            select source_id, count(distinct substr(published_on, 1, 4)) as years from article
            where published_on >= ? and substr(published_on, 1, 4) <= ?
            group by source_id having years = ?
            """,
            (f"{first:04}", f"{last:04}", last - first + 1),
        )
        return [row["source_id"] for row in rows]

    def beginnings(self) -> dict[str, str]:
        """The day of the first dated article of each source."""
        rows = self._db.execute(
            """
            select source_id, min(published_on) as first from article
            where published_on is not null group by source_id
            """
        )
        return {row["source_id"]: row["first"] for row in rows}

    def statement_of(self, finding_id: str, newest: bool) -> Statement:
        """A finding with where and when it was printed; ``newest`` as its row says."""
        row = self._db.execute(_STATEMENT, (finding_id,)).fetchone()
        finding, text = finding_of(row), row["text"]
        prefix, _, suffix = around(text, finding.span)
        kept = KeptFinding(
            id=row["id"],
            version_id=row["version_id"],
            exact=row["exact"],
            prefix=prefix,
            suffix=suffix,
            finding=finding,
        )
        return Statement(
            kept=kept,
            sentence=finding.context.of(text),
            source=Source(
                id=row["source_id"],
                outlet=row["outlet"],
                url=row["source_url"],
                country=row["source_country"],
                languages=tuple(row["languages"].split()),
            ),
            article_id=row["article_id"],
            headline=row["headline"],
            byline=row["byline"],
            published=from_json(row["published"], Published),
            language=row["spoken"] or row["language"],
            url=row["url"],
            form=row["form"],
            version_number=row["number"],
            newest=newest,
            capture_id=row["capture_id"],
            digest=row["digest"],
            seen_at=from_iso(row["seen_at"]),
        )


_UNLISTED = """
    select finding.*, finding.rowid as at, version.article_id as article_id, article.key as key,
        article.source_id as source_id, article.language as language,
        article.published_on as published_on, json_extract(version.wording, '$.language') as spoken
    from finding join version on version.id = finding.version_id
    join article on article.id = version.article_id
    where finding.kind = 'figure' and finding.id not in (select finding_id from figure)
"""
_ALL_COUNTRIES = """
    update figure set countries = ifnull((
        select group_concat(country, ' ') from (
            select country from article_country where key = figure.article order by country
        )
    ), '')
"""
_DRAWABLE = """
    select finding.*, figure.source_id as source_id, figure.language as spoken,
        article.published as published, source.outlet as outlet
    from figure join finding on finding.id = figure.finding_id
    join article on article.key = figure.article join source on source.id = figure.source_id
    where figure.n = ?
"""
_OF_KIND = """
    select finding.rowid as at, finding.id as id, finding.version_id as version_id,
        version.article_id as article_id
    from finding join version on version.id = finding.version_id
    join article on article.id = version.article_id
    where finding.kind = :kind and finding.rowid > :last
    and (:source is null or article.source_id = :source)
    and (:language is null or article.language = :language)
    and (:country is null or article.key in (
        select key from article_country where country = :country))
    order by finding.rowid limit :together
"""
_STATEMENT = """
    select finding.*, version.text as text, version.form as form, version.number as number,
        version.capture_id as capture_id, json_extract(version.wording, '$.language') as spoken,
        article.id as article_id, article.headline as headline, article.byline as byline,
        article.published as published, article.language as language, article.url as url,
        article.source_id as source_id, source.outlet as outlet, source.url as source_url,
        source.country as source_country, source.languages as languages,
        capture.digest as digest,
        (select min(seen_at) from sighting where version_id = version.id) as seen_at
    from finding join version on version.id = finding.version_id
    join article on article.id = version.article_id join source on source.id = article.source_id
    join capture on capture.id = version.capture_id
    where finding.id = ?
"""


def _where(asked: FigureQuery) -> tuple[str, list[Any]]:
    """The condition for what is asked, and its values."""
    where: list[str] = ["1"]
    values: list[Any] = []
    said = {"of": asked.of, "place": asked.place, "who": asked.who}
    match = words_expression(said)
    if match is not None:
        where.append("figure.n in (select rowid from figure_words where figure_words match ?)")
        values.append(match)
    if asked.among is not None:
        where.append(f"figure.source_id in ({', '.join('?' * len(asked.among))})")
        values += asked.among
    for condition, value in _conditions(asked):
        if value is not None:
            where.append(condition)
            values.append(sound(value) if isinstance(value, str) else value)
    return " and ".join(where), values


def _conditions(asked: FigureQuery) -> Iterable[tuple[str, object]]:
    since, until = stretch(asked.since), stretch(asked.until)
    yield "figure.newest = ?", 1 if asked.newest else None
    yield "figure.unit = ?", asked.unit
    yield "instr(figure.countries, ?)", asked.country.upper() if asked.country else None
    yield "ifnull(figure.per, '') = ?", asked.per
    yield "+figure.high >= ?", asked.least
    yield "+figure.low <= ?", asked.most
    yield "figure.last > ?", since.start if since else None
    yield "figure.first < ?", until.end if until else None
    yield "figure.source_id = ?", asked.source
    yield "figure.language = ?", asked.language
    yield "figure.status = ?", asked.status
    yield "figure.bound = ?", asked.bound
    yield "figure.confidence >= ?", asked.sureness
    is_size = {"level": 0, "size": 1}.get(asked.change or "")
    yield "(figure.change is not null) = ?", is_size
    yield "figure.change = ?", asked.change if asked.change in ("up", "down") else None


def words_expression(said: dict[str, str | None]) -> str | None:
    """The FTS5 expression for words in columns, each in any of its forms; None: no word is asked."""
    parts: list[str] = []
    for column, text in said.items():
        for word in words(text or "")[:MOST_WORDS]:
            forms = " OR ".join(f'"{form}"' for form in sorted(set(readings(word))))
            parts.append(f'"{column}" : ({forms})')
        if text and not words(text):
            return '""'  # signs only: nothing has them
    return " AND ".join(parts) or None


def _place(after: str | None) -> tuple[float, int] | None:
    """The place that ``_said`` wrote; None for none and for what it did not write."""
    at, _, n = (after or "").partition("~")
    try:
        place = float(at), int(n)
    except (ValueError, OverflowError):
        return None
    return place if place[0] == place[0] and abs(place[1]) < 2**63 else None


def _most_first(item: tuple[Measured, int]) -> tuple[int, str, str, bool]:
    measured, count = item
    return -count, measured.unit, measured.per or "", measured.size


def _said(row: Row) -> str:
    return f"{row['at']!r}~{row['n']}"


def _drawable(row: Row) -> Drawable:
    values = [_decimal(row[name]) for name in ("low", "high")]
    return Drawable(
        finding_id=row["id"],
        figure=Figure(
            value=values[0] if values[0] == values[1] else (values[0], values[1]),
            unit=row["unit"],
            bound=row["bound"],
            of=row["of"],
            per=row["per"],
            place=row["place"],
            period=row["period"],
            attribution=row["attribution"],
            status=row["status"],
            change=row["change"],
        ),
        source_id=row["source_id"],
        outlet=row["outlet"],
        language=row["spoken"],
        published=from_json(row["published"], Published),
    )


def _decimal(value: float) -> Decimal:
    """The shortest decimal that is this number."""
    return Decimal(int(value)) if value.is_integer() and abs(value) < 1e15 else Decimal(repr(value))
