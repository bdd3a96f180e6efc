"""``/``: what is in the archive."""

from __future__ import annotations

from dataclasses import asdict

from dalil.archive import Archive
from dalil.model import Cards
from dalil.web.listed import FED, FEED_ITEMS, card_items, card_rows
from dalil.web.pages.changes import Told, once
from dalil.web.sheet import Ask, Sheet

CARDS = 8
FIGURES = 12
CHANGES = 3
LOOKED_AT = 5 * CHANGES  # figures that were only put in or taken away are told on their own page


def page(ask: Ask) -> Sheet:
    """Countries, the newest articles and figures, and the sources."""
    archive = ask.archive
    cards = archive.cards(limit=CARDS)
    figures = archive.newest_findings(FIGURES)
    changes = _turned(archive)
    countries, sources, counts = archive.countries(), archive.sources(), archive.counts()
    return Sheet(
        template="front.html",
        title="Dalil",
        context={
            "countries": countries,
            "cards": cards,
            "figures": figures,
            "changes": changes,
            "sources": sources,
            "counts": counts,
        },
        data={
            "counts": counts,
            "convention": ask.archive.convention.name,
            "countries": countries,
            "cards": cards,
            "figures": [{"article": card.article.id, "finding": kept} for card, kept in figures],
            "changes": [{"change": one.change, "article": one.card} for one in changes],
            "sources": [{**asdict(source), "articles": n} for source, n in sources],
        },
        rows=card_rows(counts["articles"], _all) if ask.form == "csv" else None,
        feed=card_items(_all(archive, None, FEED_ITEMS).cards, ask.words)
        if ask.form in FED
        else (),
    )


def _all(archive: Archive, before: int | None, limit: int) -> Cards:
    return archive.cards(before=before, limit=limit)


def _turned(archive: Archive) -> list[Told]:
    """The newest changes of a figure from one number to another."""
    found = once(archive.changes(kind="figure", limit=LOOKED_AT))
    return [one for one in found if one.change.figures and all(one.change.figures[0])][:CHANGES]
