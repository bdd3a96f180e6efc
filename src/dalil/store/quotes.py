"""Quotations by who says them and by whom they are about.

``quote`` and ``quote_word`` hold those of the wordings that readers are shown, and are made from the
findings each time an article's wordings change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from sqlite3 import Row
from typing import Any

from dalil.lang.speakers import LANGUAGES, LONGEST, speaker
from dalil.lang.spelling import name_key, skeleton
from dalil.lang.stems import spans
from dalil.model import Finding, Quotation, SpeakerCount
from dalil.store.part import Part
from dalil.store.rows import finding_of
from dalil.text import sound

_MOST = 500  #          rows of one answer
_MOST_WORDS = 8  #      of a question
_LONGEST_WORDS = 4000  # characters of a quotation that are indexed
_SHORTEST = 2

Names = str | None


class Quotes(Part):
    """Questions about quotations."""

    # ── keeping them ─────────────────────────────────────────────────────────────────────────────

    def list_quotes(self, article_id: str, shown_id: str) -> None:
        """Bring an article's quotations up to date; ``shown_id`` is the version shown."""
        self._db.execute(
            """
            delete from quote_word where finding_id in
                (select finding_id from quote where article_id = ?)
            """,
            (article_id,),
        )
        self._db.execute("delete from quote where article_id = ?", (article_id,))
        rows = self._db.execute(
            """
            select finding.*, version.text, json_extract(wording, '$.language') as language
            from finding join version on version.id = version_id
            where version_id = ? and finding.kind = 'quote'
            """,
            (shown_id,),
        )
        for row in rows.fetchall():
            self._list_quote(article_id, row)

    def _list_quote(self, article_id: str, row: Row) -> None:
        finding: Finding[Quotation] = finding_of(row)
        value, language = finding.value, row["language"]
        self._db.execute(
            """
            insert into quote (finding_id, article_id, start, form, speaker, role, who)
            values (?, ?, ?, ?, ?, ?, ?)
            """,
            (
                row["id"],
                article_id,
                finding.span.start,
                value.form,
                value.speaker,
                value.role,
                who_key(value.speaker, language),
            ),
        )
        words = " ".join(part.of(row["text"]) for part in finding.parts.get("words", ()))
        sides = {
            "by": " ".join(part for part in (value.speaker, value.role) if part),
            "about": words[:_LONGEST_WORDS],
        }
        self._db.executemany(
            "insert or ignore into quote_word (side, word, finding_id) values (?, ?, ?)",
            [
                (side, key, row["id"])
                for side, said in sides.items()
                for key in sorted(_keys(said, language))
            ],
        )

    # ── asking ───────────────────────────────────────────────────────────────────────────────────

    def quotes(
        self,
        *,
        by: Names = None,
        about: Names = None,
        who: Names = None,
        country: str | None = None,
        since: str | None = None,
        until: str | None = None,
        offset: int = 0,
        limit: int = 50,
    ) -> tuple[list[tuple[str, str, str | None]], int]:
        """Finding, article and speaker's key, the newest articles first; and how many there are."""
        where, values = _conditions(by, about, who, country, since, until)
        total = self._db.execute(
            f"select count(*) {_FROM} where {where}",
            values,
        ).fetchone()[0]
        rows = self._db.execute(
            f"""
            select quote.finding_id, quote.article_id, quote.who {_FROM} where {where}
            order by article.key desc, quote.start limit ? offset ?
            """,
            [*values, max(0, min(limit, _MOST)), max(0, offset)],
        ).fetchall()
        return [(row[0], row[1], row[2]) for row in rows], int(total)

    def speakers(
        self,
        *,
        by: Names = None,
        about: Names = None,
        country: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 50,
    ) -> list[SpeakerCount]:
        """Who is quoted, most often first."""
        where, values = _conditions(by, about, None, country, since, until)
        rows = self._db.execute(
            f"""
            select who, count(*) as quotes, count(distinct quote.article_id) as articles
            {_FROM} where quote.who is not null and {where}
            group by who order by quotes desc, who limit ?
            """,
            [*values, max(0, min(limit, _MOST))],
        ).fetchall()
        return [self._counted(row) for row in rows]

    def _counted(self, row: Row) -> SpeakerCount:
        usual = self._db.execute(
            """
            select speaker, role from quote where who = ? group by speaker, role
            order by count(*) desc, role is null, speaker, role limit 1
            """,
            (row["who"],),
        ).fetchone()
        return SpeakerCount(
            who=row["who"],
            name=usual["speaker"],
            role=usual["role"],
            quotes=row["quotes"],
            articles=row["articles"],
        )


_FROM = "from quote join article on article.id = quote.article_id"


def _conditions(
    by: Names, about: Names, who: Names, country: str | None, since: str | None, until: str | None
) -> tuple[str, list[Any]]:
    where: list[str] = ["1"]
    values: list[Any] = []
    for side, name in (("by", by), ("about", about)):
        if name is not None:
            said, keys = _named(side, sound(name))
            where.append(said)
            values += keys
    for column, value in (("quote.who = ?", who), ("article.published_on >= ?", since)):
        if value:
            where.append(column)
            values.append(sound(value))
    if until:
        where.append("article.published_on < ?")
        values.append(sound(until) + "\U0010ffff")
    if country:
        where.append("article.key in (select key from article_country where country = ?)")
        values.append(sound(country))
    return " and ".join(where), values


def _named(side: str, name: str) -> tuple[str, list[str]]:
    """The condition that all words of a name stand on a side, or the body that it is."""
    words = [word for word, _, _ in spans(name) if len(word) >= _SHORTEST][:_MOST_WORDS]
    if not words:
        return "0", []
    each: list[str] = []
    values: list[str] = []
    for word in words:
        keys = sorted({name_key(word, code) for code in (*LANGUAGES, None)})
        each.append(f"({_has(len(keys))})")
        values += [side, *keys]
    bodies = sorted(_bodies(name, LANGUAGES))
    condition = " and ".join(each)
    if bodies:
        condition = f"({condition}) or ({_has(len(bodies))})"
        values += [side, *bodies]
    return f"({condition})", values


def _has(keys: int) -> str:
    marks = ", ".join("?" * keys)
    return f"""quote.finding_id in
        (select finding_id from quote_word where side = ? and word in ({marks}))"""  # noqa: S608


def _keys(said: str, language: str | None) -> Iterator[str]:
    for word, _, _ in spans(said):
        if len(word) >= _SHORTEST and (key := name_key(word, language)):
            yield key
    yield from _bodies(said, (language or "en",))


def _bodies(said: str, languages: Iterable[str]) -> set[str]:
    """The known bodies that a text names, as keys."""
    pieces = [said[at : at + LONGEST] for at in range(0, min(len(said), _LONGEST_WORDS), LONGEST)]
    return {
        f"={body}"
        for language in languages
        for piece in pieces
        for body in speaker(piece, language).bodies
    }


def who_key(name: str | None, language: str | None) -> str | None:
    """A key that is equal for the spellings and forms of one speaker; None: nobody is named.

    Of a person the family name and the first letter of the given name; of a known body its row.
    """
    if not name:
        return None
    bodies = sorted(_bodies(name, (language or "en",)))
    if bodies:
        return bodies[0]
    words = [word for word in name.split() if word[:1].isalnum()]
    if _is_person(words):
        return f"{name_key(_letters(words[-1]), language)} {skeleton(words[0])[:1]}"
    keys: Sequence[str] = sorted({name_key(word, language) for word, _, _ in spans(name)} - {""})
    return " ".join(keys) or None


def _is_person(words: Sequence[str]) -> bool:
    return 2 <= len(words) <= 4 and all(word[0].isupper() and not word.isupper() for word in words)


def _letters(word: str) -> str:
    return "".join(char for char in word if char.isalpha())
