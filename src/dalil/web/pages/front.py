"""``/``: what is in the archive."""

from __future__ import annotations

from dataclasses import asdict

from dalil.web.sheet import Ask, Sheet

CARDS = 8
FIGURES = 12


def page(ask: Ask) -> Sheet:
    """Countries, the newest articles and figures, and the sources."""
    archive = ask.archive
    cards = archive.cards(limit=CARDS)
    figures = archive.newest_findings(FIGURES)
    countries, sources, counts = archive.countries(), archive.sources(), archive.counts()
    return Sheet(
        template="front.html",
        title="Dalil",
        context={
            "countries": countries,
            "cards": cards,
            "figures": figures,
            "sources": sources,
            "counts": counts,
        },
        data={
            "counts": counts,
            "countries": countries,
            "cards": cards,
            "figures": [{"article": card.article.id, "finding": kept} for card, kept in figures],
            "sources": [{**asdict(source), "articles": n} for source, n in sources],
        },
    )
