"""``/search``: articles with all of the words asked for."""

from __future__ import annotations

from dalil.archive import Archive
from dalil.model import Cards
from dalil.web.facets import facets
from dalil.web.listed import FED, FEED_ITEMS, card_items, card_rows
from dalil.web.sheet import LONGEST, Ask, Sheet

CARDS = 20
NOTHING = Cards(cards=(), total=0)


def page(ask: Ask) -> Sheet:
    """Results with snippets; before anything is asked, how to ask."""
    query, country = ask.text("q"), (ask.text("country") or "").upper() or None
    source, language = ask.text("source"), ask.text("language")

    def found(
        *, source: str | None, language: str | None, limit: int = 1, **at: int | None
    ) -> Cards:
        if not query:
            return NOTHING
        search = ask.archive.search
        return search(query, country=country, source=source, language=language, limit=limit, **at)

    cards = found(
        source=source,
        language=language,
        limit=CARDS,
        before=ask.place("before"),
        after=ask.place("after"),
    )

    def asked(archive: Archive, before: int | None, limit: int) -> Cards:
        if not query:
            return NOTHING
        return archive.search(
            query, country=country, source=source, language=language, before=before, limit=limit
        )

    say = ask.words.say
    chosen = {"country": country, "source": source, "language": language}
    return Sheet(
        template="search.html",
        title=say("“{query}”", query=_short(query)) if query else say("Search"),
        context={
            "asked": query,
            "cut": len(ask.query.get("q", "")) > LONGEST,
            "longest": LONGEST,
            "cards": cards,
            "facets": facets(ask, found) if cards.total else {"source": [], "language": []},
            "chosen": chosen,
            "countries": ask.archive.countries(),
        },
        data={"query": query, **chosen, "results": cards},
        rows=card_rows(cards.total, asked) if ask.form == "csv" else None,
        feed=card_items(asked(ask.archive, None, FEED_ITEMS).cards, ask.words)
        if ask.form in FED
        else (),
    )


def _short(query: str) -> str:
    return query if len(query) <= 60 else query[:59].rstrip() + "…"
