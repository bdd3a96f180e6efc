"""``/``: what is in the archive, and what is new in it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from dalil.archive import Archive
from dalil.model import Source
from dalil.web.facets import facets
from dalil.web.listed import FED, FEED_ITEMS, card_items, card_rows
from dalil.web.narrowed import Narrowed
from dalil.web.pages.changes import Told, once
from dalil.web.sheet import Ask, Sheet
from dalil.web.timeline import attention

CARDS = 12
FIGURES = 12
CHANGES = 3
CONTRADICTIONS = 3
OUTLETS = 12
BEHIND = 60  # days behind the newest article of all after which a source counts as silent
LOOKED_AT = 5 * CHANGES  # figures that were only put in or taken away are told on their own page


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A source, and whether it has been silent while others published."""

    source: Source
    articles: int
    last_on: str | None
    silent: bool


def page(ask: Ask) -> Sheet:
    """Countries, the newest articles as far as they are narrowed, new figures, and the sources."""
    archive = ask.archive
    chosen = Narrowed.of(ask)
    cards = chosen.page(archive, ask.place("before"), CARDS, ask.place("after"))
    countries, sources, counts = archive.countries(), archive.sources(), archive.counts()
    beside = news(ask)
    context = {}
    if ask.form == "html":
        tally = chosen.tally(archive)
        context = {
            "countries": countries,
            "cards": cards,
            "facets": facets(ask, tally, chosen.chosen),
            "with_figures": tally.by_figures.get("yes", 0),
            "attention": attention(
                archive, tally, source=chosen.source, since=chosen.since, until=chosen.until
            ),
            "chosen": chosen.chosen,
            "is_open": chosen.is_open,
            "counts": counts,
            "first": cards.newer is None,
            **beside,
        }
    return Sheet(
        template="front.html",
        title="Dalil",
        context=context,
        data={
            "counts": counts,
            "convention": archive.convention.name,
            "countries": countries,
            "cards": cards,
            "figures": [
                {"article": card.article.id, "finding": kept} for card, kept in beside["figures"]
            ],
            "changes": [{"change": one.change, "article": one.card} for one in beside["changes"]],
            "sources": [{**asdict(source), "articles": n} for source, n in sources],
        },
        rows=card_rows(cards.total, chosen.page) if ask.form != "json" else None,
        feed=card_items(chosen.page(archive, None, FEED_ITEMS).cards, ask.words)
        if ask.form in FED
        else (),
    )


def news(ask: Ask, country: str | None = None) -> dict[str, Any]:
    """What stands beside a list: changed and new figures, contradictions, how lately who published."""
    archive = ask.archive
    found = archive.contradictions(limit=CONTRADICTIONS) if country is None else []
    return {
        "changes": _turned(archive, country),
        "figures": archive.newest_findings(FIGURES, country),
        "contradictions": [
            (one, archive.explain(one.one), archive.explain(one.other)) for one in found
        ],
        "outlets": outlets(archive, country),
    }


def outlets(archive: Archive, country: str | None = None) -> list[Outlet]:
    """The sources with the day of their newest article; silent: far behind the others."""
    found = [(source, n, archive.newest_day(source.id)) for source, n in archive.sources()]
    newest = max((day for _, _, day in found if day), default="")
    made = [
        Outlet(source=source, articles=n, last_on=day, silent=_is_behind(day, newest))
        for source, n, day in found
        if country in (None, source.country) or source.country is None
    ]
    return sorted(made, key=lambda one: (one.silent, -one.articles))


def _is_behind(day: str | None, newest: str) -> bool:
    if day is None:
        return True
    last, latest = (date(*(*map(int, one.split("-")), 1, 1)[:3]) for one in (day, newest))
    return (latest - last).days > BEHIND


def _turned(archive: Archive, country: str | None) -> list[Told]:
    """The newest changes of a figure from one number to another."""
    found = once(archive.changes(kind="figure", country=country, limit=LOOKED_AT))
    return [one for one in found if one.change.figures and all(one.change.figures[0])][:CHANGES]
