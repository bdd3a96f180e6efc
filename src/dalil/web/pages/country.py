"""``/kz``: a country's articles across publications, newest first, and what is new in figures."""

from __future__ import annotations

from dalil.web.facets import facets
from dalil.web.listed import FED, FEED_ITEMS, card_items, card_rows
from dalil.web.narrowed import Narrowed
from dalil.web.pages.front import news
from dalil.web.sheet import Absent, Ask, Sheet
from dalil.web.timeline import attention

CARDS = 20


def page(ask: Ask) -> Sheet:
    """The card list of one country, as far as it is narrowed, with its attention over time."""
    archive, code = ask.archive, ask.path["country"]
    known = {count.country: count for count in archive.countries()}
    if code not in known:
        name = ask.words.country(code)
        raise Absent(ask.words.say("No article in this archive concerns {country}", country=name))
    chosen = Narrowed.of(ask, code)
    cards = chosen.page(archive, ask.place("before"), CARDS, ask.place("after"))
    context = {}
    if ask.form == "html":
        tally = chosen.tally(archive)
        context = {
            "country": known[code],
            "cards": cards,
            "facets": facets(ask, tally, chosen.chosen),
            "with_figures": tally.by_figures.get("yes", 0),
            "attention": attention(
                archive, tally, source=chosen.source, since=chosen.since, until=chosen.until
            ),
            "chosen": chosen.chosen,
            "is_open": chosen.is_open,
            **news(ask, code),
        }
    return Sheet(
        template="country.html",
        title=ask.words.country(code),
        context=context,
        data=cards,
        rows=card_rows(cards.total, chosen.page) if ask.form != "json" else None,
        feed=card_items(chosen.page(archive, None, FEED_ITEMS).cards, ask.words)
        if ask.form in FED
        else (),
    )
