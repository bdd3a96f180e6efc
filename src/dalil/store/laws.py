"""Acts: what the archive's articles say of each, from the references found in them.

``law`` holds a narrow row for each reference whose act is known; it follows ``finding``.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from sqlite3 import Row
from typing import Any

from dalil.errors import NotFound
from dalil.lang import table
from dalil.model import Act, ActHistory, Law, Statement
from dalil.store.figures import Figures
from dalil.store.rows import finding_of
from dalil.text import sound

NOWHERE = "-"
"""In an address, the country of an act of which no country is known, and of treaties."""

MOST_REFERENCES = 2_000


class Laws(Figures):
    """Questions about acts."""

    def list_laws(self, article_id: str, shown_id: str) -> None:
        """Bring the rows of an article's references up to date; ``shown_id`` is the version shown."""
        rows = self._db.execute(
            """
            select finding.*, article.key as key from finding
            join version on version.id = finding.version_id
            join article on article.id = version.article_id
            where article.id = ? and finding.kind = 'law'
                and finding.id not in (select finding_id from law where article = article.key)
            """,
            (article_id,),
        ).fetchall()
        self._insert_laws(rows)
        self._db.execute(
            """
            update law set newest = (select version_id from finding where id = finding_id) = ?
            where article = (select key from article where id = ?)
            """,
            (shown_id, article_id),
        )

    def _insert_laws(self, rows: Sequence[Row]) -> None:
        for row in rows:
            law: Law = finding_of(row).value
            if law.act is None:
                continue
            self._db.execute(
                """
                insert into law (finding_id, article, newest, slug, name, country, provision,
                    change, "when") values (?, ?, 0, ?, ?, ?, ?, ?, ?)
                """,
                (row["id"], row["key"], slug_of(law), _names().get(slug_of(law), law.act), law.country, law.article,
                 law.change, law.when),
            )  # fmt: skip

    def place_laws(self, article_id: str) -> None:
        """Where a text names no country of its acts, take the only one that the article concerns."""
        self._db.execute(
            """
            update law set country = (
                select min(country) from article_country where key = law.article
                group by key having count(distinct country) = 1
            )
            where country is null and article = (select key from article where id = ?)
                and (name like 'Law %' or name like 'Constitutional Law %'
                    or slug in (select value from json_each(?)))
            """,
            (article_id, _codes()),
        )

    # ── asking for them ──────────────────────────────────────────────────────────────────────────

    def acts(self, country: str | None = None, words: str | None = None) -> list[Act]:
        """The acts that articles name, by country, the most named first.

        ``words`` are a part of the name, in English.
        """
        where, values = ["newest"], []
        if country:
            where.append("law.country = ?")
            values.append(country.upper())
        if words:
            where.append("instr(lower(name), ?) > 0")
            values.append(sound(words).lower())
        rows = self._db.execute(
            f"""
            {_ACT} where {" and ".join(where)} group by slug, law.country
            order by law.country is null, law.country, count(distinct law.article) desc, name
            """,  # the pieces are ours
            values,
        )
        return [_act(row) for row in rows]

    def act(self, key: str) -> ActHistory:
        """What is said of one act: ``kz/criminal-code``, or ``-/…`` without a country.

        Raises ``NotFound``.
        """
        country, _, slug = sound(key).rpartition("/")
        place = None if country in ("", NOWHERE) else country.upper()
        row = self._db.execute(
            f"{_ACT} where newest and slug = ? and law.country is ? group by slug, law.country",
            (slug, place),
        ).fetchone()
        if row is None:
            raise NotFound(f"no article names the act {key!r}", "dalil laws")
        found = self._db.execute(
            """
            select finding_id from law where newest and slug = ? and country is ?
            order by article desc, finding_id limit ?
            """,
            (slug, place, MOST_REFERENCES),
        ).fetchall()
        references = tuple(self.statement_of(one["finding_id"], newest=True) for one in found)
        return ActHistory(
            act=_act(row), references=_in_order(references), figures=self._figures_near(references)
        )

    def _figures_near(self, references: Sequence[Statement]) -> tuple[Statement, ...]:
        """The figures in the sentences that name an act."""
        near: dict[str, None] = {}
        for one in references:
            context = one.kept.finding.context
            rows = self._db.execute(
                """
                select id from finding where version_id = ? and kind = 'figure'
                    and start >= ? and start < ? order by start
                """,
                (one.kept.version_id, context.start, context.end),
            )
            near.update((row["id"], None) for row in rows)
        return tuple(self.statement_of(finding_id, newest=True) for finding_id in near)


def slug_of(law: Law) -> str:
    """An act's name in addresses: its key without the country, else its English name."""
    if law.key is not None:
        return law.key.rpartition("/")[2]
    return slugged(law.act or "")


def slugged(name: str) -> str:
    """A name for an address: ``law-on-tigers``."""
    plain = unicodedata.normalize("NFKC", name).lower()
    return re.sub(r"[^\w]+", "-", plain).strip("-")[:80] or "act"


def _in_order(references: Sequence[Statement]) -> tuple[Statement, ...]:
    """By the time of what happened; what has none by the day of publication."""
    return tuple(sorted(references, key=_moment))


def _moment(one: Statement) -> tuple[str, str, int]:
    law: Law = one.kept.finding.value
    printed = one.published.on if one.published else ""
    return (law.when or printed, printed, one.kept.finding.span.start)


@cache
def _names() -> dict[str, str]:
    """The names of the catalogue's acts; texts call them this and that."""
    rows = (row for listed in table("base", "legislation").values() for row in listed)
    return {row["key"]: row["name"] for row in rows}


@cache
def _codes() -> str:
    """The slugs of the codes and constitutions, which are of one country each, as JSON."""
    return json.dumps([row["key"] for row in table("base", "legislation").get("code", ())])


def _act(row: Row) -> Act:
    said: dict[str, Any] = dict(row)
    key = f"{(said['country'] or NOWHERE).lower()}/{said['slug']}"
    return Act(
        key=key,
        name=said["name"],
        country=said["country"],
        articles=said["articles"],
        references=said["mentions"],
        changes=said["changes"],
        first_on=said["first_on"],
        last_on=said["last_on"],
    )


_ACT = """
    select slug, name, law.country as country, count(*) as mentions,
        count(distinct law.article) as articles, count(law.change) as changes,
        min(article.published_on) as first_on, max(article.published_on) as last_on
    from law join article on article.key = law.article
"""
