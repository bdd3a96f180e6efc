"""Names across articles: spellings, where they stand, and what people decided of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from dalil.errors import NotFound
from dalil.model import (
    Finding,
    KeptFinding,
    Name,
    Named,
    NameDecision,
    NameType,
    Span,
    Spelling,
    Tool,
)
from dalil.store.part import Part
from dalil.store.rows import now, wording_of
from dalil.text import around, sound

_FINDER = Tool("dalil.names", "1")
_FORMS = "case form when 'page' then 0 when 'content' then 1 else 2 end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The version of an article that readers are shown, as far as its names depend on it."""

    version_id: str
    text: str
    regions: tuple[Span, ...]  #        all but bylines
    language: str | None
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A spelling, and the group of spellings that it stands in."""

    id: int
    type: NameType
    full: str
    place: str | None
    plain: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow:
    """A mention as it is stored."""

    start: int
    end: int
    type: NameType
    full: str
    place: str | None
    plain: str
    group: str


class NamesPart(Part):
    """Questions about names."""

    # ── finding ──────────────────────────────────────────────────────────────────────────────────

    def not_named(self, rules: str) -> list[str]:
        """Articles whose names were not found yet, or by other rules."""
        rows = self._db.execute(
            """
            select article.id from article left join named on named.article_id = article.id
            where named.rules is not ? order by article.key
            """,
            (rules,),
        )
        return [row[0] for row in rows]

    def text_to_name(self, article_id: str) -> Text | None:
        """The text of an article that is searched for names."""
        row = self._db.execute(
            f"""
            select version.*, article.key as article_key from version
            join sighting on sighting.version_id = version.id
            join article on article.id = version.article_id
            where version.article_id = ? order by {_FORMS}, sighting.seen_at desc, number desc limit 1
            """,  # noqa: S608  the order is ours
            (article_id,),
        ).fetchone()
        if row is None:
            return None
        wording = wording_of(row)
        countries = self._db.execute(
            "select distinct country from article_country where key = ?", (row["article_key"],)
        )
        return Text(
            version_id=row["id"],
            text=wording.text,
            regions=tuple(block.span for block in wording.blocks if block.kind != "byline"),
            language=wording.language,
            countries=tuple(one[0] for one in countries),
        )

    def replace_mentions(
        self, article_id: str, version_id: str, rows: Sequence[MentionRow], rules: str
    ) -> None:
        """Put an article's mentions where they belong, and count them with the rest.

        Only what differs is added and taken off: a name of a million mentions costs as much as any.
        """
        before = self._spelt_in(article_id)
        self._db.execute("delete from mention where article_id = ?", (article_id,))
        self._db.executemany(
            """
            insert or ignore into name_form (type, full, place, plain, name_id)
            values (?, ?, ?, ?, ?)
            """,
            [(row.type, row.full, row.place or "", row.plain, row.group) for row in rows],
        )
        self._db.executemany(
            """
            insert or replace into mention (article_id, version_id, start, "end", form)
            select ?, ?, ?, ?, id from name_form where type = ? and full = ? and place = ?
            """,
            [
                (article_id, version_id, row.start, row.end, row.type, row.full, row.place or "")
                for row in rows
            ],
        )
        after = self._spelt_in(article_id)
        self._count_forms(before, after)
        self._count_article(article_id, before, after)
        self._db.execute(
            "insert or replace into named (article_id, rules) values (?, ?)", (article_id, rules)
        )

    def _spelt_in(self, article_id: str) -> dict[tuple[str, int], int]:
        """How often an article has each spelling: ``(name id, form id)``."""
        rows = self._db.execute(
            """
            select name_form.name_id, form, count(*) from mention
            join name_form on name_form.id = mention.form where article_id = ? group by form
            """,
            (article_id,),
        )
        return {(row[0], row[1]): row[2] for row in rows}

    def _count_forms(
        self, before: Mapping[tuple[str, int], int], after: Mapping[tuple[str, int], int]
    ) -> None:
        changes = [(after.get(key, 0) - before.get(key, 0), key[1]) for key in {**before, **after}]
        self._db.executemany(
            "update name_form set mentions = mentions + ? where id = ?",
            [change for change in changes if change[0]],
        )

    def _count_article(
        self,
        article_id: str,
        before: Mapping[tuple[str, int], int],
        after: Mapping[tuple[str, int], int],
    ) -> None:
        """Add an article to its names, and take it off those that it has no more."""
        old, new = _by_name(before), _by_name(after)
        on = self._db.execute(
            "select published_on from article where id = ?", (article_id,)
        ).fetchone()
        day = on["published_on"] if on else None
        for name_id in {**old, **new}:
            self._db.execute(
                """
                insert or ignore into name (id, type, full, place, articles, mentions)
                select name_id, type, full, nullif(place, ''), 0, 0 from name_form
                where name_id = ? limit 1
                """,
                (name_id,),
            )
            self._db.execute(
                """
                update name set articles = articles + ?, mentions = mentions + ?,
                    first_on = ifnull(min(first_on, ?), ifnull(first_on, ?)),
                    last_on = ifnull(max(last_on, ?), ifnull(last_on, ?)),
                    full = (select full from name_form where name_id = name.id
                        order by mentions desc, length(full) desc, full limit 1)
                where id = ?
                """,
                (
                    (name_id in new) - (name_id in old),
                    new.get(name_id, 0) - old.get(name_id, 0),
                    *[day] * 4,
                    name_id,
                ),
            )
        self._db.executemany(
            "delete from name where id = ? and mentions <= 0", [(one,) for one in old]
        )

    def forms(self) -> list[Form]:
        """Every spelling."""
        return [_form(row) for row in self._db.execute("select * from name_form order by id")]

    def move_forms(self, moves: Sequence[tuple[str, str, int]]) -> None:
        """Put spellings into groups: ``(plain, group, form id)``."""
        self._db.executemany("update name_form set plain = ?, name_id = ? where id = ?", moves)

    def count_names(self, name_ids: Iterable[str]) -> None:
        """Count these names anew, from all their mentions; those without a mention are gone."""
        ids = [(one,) for one in sorted(name_ids)]
        self._db.executemany("delete from name where id = ?", ids)
        self._db.executemany(
            """
            insert into name (id, type, full, place, articles, mentions, first_on, last_on)
            select name_form.name_id, min(type), (
                    select best.full from name_form best where best.name_id = name_form.name_id
                    order by best.mentions desc, length(best.full) desc, best.full limit 1
                ), nullif(min(name_form.place), ''), count(distinct mention.article_id), count(*),
                min(article.published_on), max(article.published_on)
            from name_form join mention on mention.form = name_form.id
            join article on article.id = mention.article_id
            where name_form.name_id = ? group by name_form.name_id
            """,
            ids,
        )

    def forget_names(self) -> None:
        """All that can be made anew; what people decided stays."""
        for table in ("name", "mention", "name_form", "named"):
            self._db.execute(f"delete from {table}")  # noqa: S608  names of ours

    # ── asking ───────────────────────────────────────────────────────────────────────────────────

    def names(
        self, *, kind: NameType | None, like: str | None, offset: int, limit: int
    ) -> tuple[list[Named], int]:
        """Names, those in the most articles first, and how many there are.

        ``like`` is the beginning of a skeleton (``dalil.lang.spelling``) of one of its words.
        """
        where: str = "1"
        given: list[object] = []
        if kind:
            where, given = "name.type = ?", [kind]
        if like:
            pattern = like.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            where += """ and name.id in (select name_id from name_form
                where '-' || plain like ? escape '\\')"""
            given.append(f"%-{pattern}%")
        total = self._db.execute(f"select count(*) from name where {where}", given).fetchone()[0]  # noqa: S608  ours
        rows = self._db.execute(
            f"select * from name where {where} order by articles desc, mentions desc, id limit ? offset ?",  # noqa: S608  ours
            [*given, limit, offset],
        )
        return [_named(row) for row in rows], total

    def count_types(self, like: str | None = None) -> dict[str, int]:
        """How many names there are of each type."""
        types: tuple[NameType, ...] = ("person", "organisation", "place")
        return {one: self.names(kind=one, like=like, offset=0, limit=1)[1] for one in types}

    def name(self, name_id: str) -> Named:
        """A name with its spellings, by its id. Raises ``NotFound``."""
        row = self._db.execute("select * from name where id = ?", (sound(name_id),)).fetchone()
        if row is None:
            raise NotFound(f"no name {name_id!r}", "dalil names")
        named = _named(row)
        return Named(
            **{slot: getattr(named, slot) for slot in named.__slots__ if slot != "spellings"},
            spellings=tuple(self._spellings(row)),
        )

    def _spellings(self, name: sqlite3.Row) -> list[Spelling]:
        rows = self._db.execute(
            """
            select name_form.full, name_form.plain, count(*) as mentions from name_form
            join mention on mention.form = name_form.id where name_id = ?
            group by name_form.id order by mentions desc, length(name_form.full) desc, name_form.full
            """,
            (name["id"],),
        ).fetchall()
        return [
            Spelling(
                full=row["full"],
                mentions=row["mentions"],
                reason=None
                if row["full"] == name["full"]
                else _reason(row, rows[0], name["place"]),
            )
            for row in rows
        ]

    def name_called(self, full: str, kind: NameType, plain: str) -> tuple[Named, str] | None:
        """The name that has this spelling, or one of the same letters, and the spelling it has."""
        row = self._db.execute(
            """
            select name_id, full from name_form where type = ? and (full = ? or plain = ?)
            order by full = ? desc, id limit 1
            """,
            (kind, sound(full), plain, sound(full)),
        ).fetchone()
        return (self.name(row["name_id"]), row["full"]) if row else None

    def articles_naming(
        self, name_id: str, *, before: int | None, limit: int
    ) -> list[tuple[str, int, str]]:
        """``(article id, its key, version id)`` of the articles that mention a name, newest first."""
        rows = self._db.execute(
            """
            select distinct article.id, article.key, mention.version_id from mention
            join name_form on name_form.id = mention.form
            join article on article.id = mention.article_id
            where name_form.name_id = ? and article.key < ? order by article.key desc limit ?
            """,
            (name_id, 2**62 if before is None else before, limit),
        )
        return [(row[0], row[1], row[2]) for row in rows]

    def text_of(self, version_id: str) -> str:
        """The text of a version."""
        row = self._db.execute("select text from version where id = ?", (version_id,)).fetchone()
        return str(row["text"]) if row else ""

    def mentions_in(self, article_id: str, name_id: str | None = None) -> list[tuple[Span, str]]:
        """``(span, name id)`` of an article's mentions, of one name where it is given."""
        rows = self._db.execute(
            """
            select start, "end", name_form.name_id from mention
            join name_form on name_form.id = mention.form
            where article_id = ? and (? is null or name_form.name_id = ?) order by start
            """,
            (article_id, name_id, name_id),
        )
        return [(Span(row[0], row[1]), row[2]) for row in rows]

    def names_in(self, version_id: str) -> list[KeptFinding[Name]]:
        """The mentions in a version, each as a finding that goes by the id of its name."""
        rows = self._db.execute(
            """
            select start, "end", name_form.*, version.text from mention
            join name_form on name_form.id = mention.form
            join version on version.id = mention.version_id
            where mention.article_id = (select article_id from version where id = ?)
                and mention.version_id = ? order by start
            """,
            (version_id, version_id),
        )
        return [_kept(row, version_id) for row in rows]

    # ── what people decided ──────────────────────────────────────────────────────────────────────

    def decide_name(
        self, verb: str, kind: NameType, one: str, other: str, *, who: str, why: str
    ) -> None:
        """Keep a decision."""
        self._db.execute(
            """
            insert into name_decision (at, who, kind, type, one, other, why)
            values (?, ?, ?, ?, ?, ?, ?)
            """,
            (now(), sound(who), verb, kind, sound(one), sound(other), sound(why)),
        )

    def name_decisions(self) -> list[NameDecision]:
        """All decisions, in the order in which they were made."""
        rows = self._db.execute("select * from name_decision order by id")
        return [NameDecision(**cast(Any, dict(row))) for row in rows]


def _by_name(tally: Mapping[tuple[str, int], int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for (name_id, _), count in tally.items():
        found[name_id] = found.get(name_id, 0) + count
    return found


def _kept(row: sqlite3.Row, version_id: str) -> KeptFinding[Name]:
    span = Span(row["start"], row["end"])
    prefix, exact, suffix = around(row["text"], span)
    value = Name(type=row["type"], full=row["full"], key=row["place"] or None)
    return KeptFinding(
        id=row["name_id"],
        version_id=version_id,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
        finding=Finding(kind="name", span=span, context=span, value=value, finder=_FINDER),
    )


def _reason(row: sqlite3.Row, first: sqlite3.Row, place: str | None) -> str:
    if place is not None:
        return "the same place in the gazetteer"
    if row["plain"] != first["plain"]:
        return "joined by hand"
    if any(sign in row["full"] for sign in '«“„"'):
        return "the same name in quotes, of the same kind of body"
    return "the same letters, written another way"


def _form(row: sqlite3.Row) -> Form:
    return Form(
        id=row["id"],
        type=row["type"],
        full=row["full"],
        place=row["place"] or None,
        plain=row["plain"],
        group=row["name_id"],
    )


def _named(row: sqlite3.Row) -> Named:
    return Named(
        id=row["id"],
        type=row["type"],
        full=row["full"],
        place=row["place"],
        articles=row["articles"],
        mentions=row["mentions"],
        first_on=row["first_on"],
        last_on=row["last_on"],
    )
