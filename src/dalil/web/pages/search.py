"""``/search``: articles that fit a query, with the query as it was read and ways to narrow it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from dalil.archive import Archive
from dalil.model import Cards, Found, Note, Sort, Tally
from dalil.query.operators import OPERATORS
from dalil.query.tree import NOTES
from dalil.web.facets import facets
from dalil.web.listed import FED, FEED_ITEMS, card_items, card_rows
from dalil.web.sheet import LONGEST, Ask, Sheet
from dalil.web.timeline import attention

CARDS = 20
FEW_SILENT = 12
EXAMPLES = (
    ("журналист шабуыл", "words, in any of their forms, all of them"),
    ('"protective orders"', "words that stand together"),
    ("convictions OR приговоров", "one or the other"),
    ("journalists -attacks", "one without the other"),
    ("(flood OR паводок) place:kz", "parentheses hold together"),
    ("приговор*", "words that begin so, three letters or more"),
    ('exact:"of the law"', "as it is written: no other forms, no other alphabet"),
)
"""How to ask with words, for the help sheet; each finds something in the demo archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for, as the archive takes it."""

    query: str
    by: dict[str, Any]
    sort: Sort | None

    @classmethod
    def of(cls, ask: Ask) -> Asked:
        """Raises ``Unclear`` for dates that are none."""
        return cls(
            query=ask.text("q") or "",
            by={
                "country": (ask.text("country") or "").upper() or None,
                "source": ask.text("source"),
                "language": ask.text("language"),
                "since": ask.day("since"),
                "until": ask.day("until"),
                "figures": ask.text("figures") == "yes",
                "exact": ask.text("exact") == "yes",
            },
            sort=cast(Sort | None, s) if (s := ask.text("sort")) in ("date", "relevance") else None,
        )

    def page(self, archive: Archive, before: int | None, limit: int) -> Cards:
        """The newest articles before a place, for tables and feeds."""
        if self.is_empty:
            return Found(cards=(), total=0)
        return archive.search(self.query, **self.by, sort="date", before=before, limit=limit)

    @property
    def is_empty(self) -> bool:
        return not self.query and not any(self.by.values())


def page(ask: Ask) -> Sheet:
    """Results with snippets; before anything is asked, how to ask."""
    asked = Asked.of(ask)
    before, after = ask.place("before"), ask.place("after")
    found, tally = Found(cards=(), total=0), Tally()
    if not asked.is_empty:
        found = ask.archive.search(
            asked.query,
            **asked.by,
            sort=asked.sort,
            before=before,
            after=after,
            limit=CARDS,
        )
        tally = ask.archive.tally(asked.query, **asked.by)
    say = ask.words.say
    chosen = {**asked.by, "figures": "yes" if asked.by["figures"] else None}
    silent = []
    if not found.total and not asked.is_empty:
        silent = ask.archive.without_articles(
            asked.query, since=asked.by["since"], until=asked.by["until"]
        )
    return Sheet(
        template="search.html",
        title=say("“{query}”", query=_short(asked.query)) if asked.query else say("Search"),
        context={
            "asked": asked.query,
            "is_empty": asked.is_empty,
            "counted": tally.counted if tally.counted < tally.total else None,
            "notes": list(_said(ask, found.notes)),
            "cards": found,
            "facets": facets(ask, tally, chosen, countries=True),
            "bars": attention(ask.archive, tally, source=asked.by["source"]),
            "chosen": chosen,
            "silent": silent[:FEW_SILENT],
            "examples": EXAMPLES,
            "operators": OPERATORS,
        },
        data={
            "query": asked.query,
            **asked.by,
            "results": found,
            "tally": tally,
            "without_articles": [
                {"source": source, "first": first, "last": last} for source, first, last in silent
            ],
        },
        rows=card_rows(found.total, asked.page) if ask.form != "json" else None,
        feed=card_items(asked.page(ask.archive, None, FEED_ITEMS).cards, ask.words)
        if ask.form in FED
        else (),
    )


def _said(ask: Ask, notes: Iterable[Note]) -> Iterable[str]:
    """What of a query was not read, in the reader's language."""
    if len(ask.query.get("q", "")) > LONGEST:
        notes = (Note(str(LONGEST), "long"), *notes)
    for note in notes:
        counted = note.code in ("long", "many", "deep")
        given = ask.words.number(int(note.given)) if counted else note.given
        yield ask.words.say(NOTES[note.code], given=given)


def _short(query: str) -> str:
    return query if len(query) <= 60 else query[:59].rstrip() + "…"
